// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace assay::importers {

/// Adds a part to the key of a spend line; what is empty parts nothing.
inline void addPart(std::string& line, std::string_view part)
{
    if (part.empty()) return;
    if (!line.empty()) line += '|';
    line += part;
}

} // namespace assay::importers
