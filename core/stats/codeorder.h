// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace assay::stats {

/// The codes that occur, ascending, each once. Linear for codes below some million.
[[nodiscard]] std::vector<std::uint32_t> distinctCodes(std::span<const std::uint32_t> codes);
/// Row numbers in ascending order of their code, rows of one code as in `start` (by default their own order). Linear.
[[nodiscard]] std::vector<std::uint32_t> orderByCode(std::span<const std::uint32_t> codes,
                                                     std::span<const std::uint32_t> start = {});

/// The place of each code among the distinct ones; `distinct` becomes their number.
[[nodiscard]] std::vector<std::uint32_t> rankedCodes(std::span<const std::uint32_t> codes, std::size_t& distinct);

} // namespace assay::stats
