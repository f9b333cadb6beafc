// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/yearmonth.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::whatif {

std::optional<int> monthNumber(std::string_view text)
{
    constexpr std::string_view kShape = "0000-00-00";
    if (text.size() != 7 && text.size() != kShape.size()) return std::nullopt;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t i = 0; i < text.size(); ++i)
        if (kShape[i] == '-' ? text[i] != '-' : !digit(text[i])) return std::nullopt;
    const auto number = [&text](std::size_t from, std::size_t count) {
        int value = 0;
        for (const char c : text.substr(from, count)) value = 10 * value + (c - '0');
        return value;
    };
    const int month = number(5, 2);
    if (month < 1 || month > 12) return std::nullopt;
    return 12 * number(0, 4) + month - 1;
}

std::string monthText(int number)
{
    return fmt::format("{:04}-{:02}", number / 12, number % 12 + 1);
}

} // namespace assay::whatif
