// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace assay::session {

/// An input format, for lists and help.
struct FormatInfo
{
    std::string id;
    std::string title;
    std::string needs;
};
/// Everything that can be imported, Git first.
[[nodiscard]] std::vector<FormatInfo> formats();

} // namespace assay::session
