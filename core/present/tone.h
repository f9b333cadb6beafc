// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace assay::present {

/// Meaning of a colour; the theme chooses the colour, a word or sign always stands beside it.
enum class Tone : std::uint8_t
{
    Neutral,
    Ai,
    Human,
    Unknown,
    Good,
    Bad,
    Attention,
    Formal,
    Real
};

} // namespace assay::present
