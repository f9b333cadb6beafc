// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string_view>

namespace assay::lineage {

/// Calls `visit(line)` for each line of a commit or tag object before its first empty one; gives what begins at that
/// one: "\nmessage", or nothing.
template <class Visit>
std::string_view forEachHeaderLine(std::string_view text, Visit visit)
{
    while (!text.empty() && text.front() != '\n') {
        const auto end = std::min(text.find('\n'), text.size());
        visit(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return text;
}

} // namespace assay::lineage
