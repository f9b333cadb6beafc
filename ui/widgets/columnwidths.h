// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace assay::ui {

/// What a column asks for, in pixels.
struct ColumnNeed
{
    int least = 0;   ///< below this a figure or a word would break
    int wanted = 0;  ///< its longest text on one line
    int stretch = 1; ///< share of what is left when all have what they want
    int head = 0;    ///< its heading, broken once at most
};

/// Widths that fill `room`: first the least of each, then what they want, in proportion to what they lack, then the
/// rest by stretch. Where not even the least fits, all give way alike down to their headings.
[[nodiscard]] std::vector<int> columnWidths(const std::vector<ColumnNeed>& needs, int room);

} // namespace assay::ui
