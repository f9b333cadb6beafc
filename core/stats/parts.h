// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace assay::stats {

/// The part of the data that a row belongs to.
using PartOf = std::function<std::size_t(std::uint32_t row)>;

/// Rows of the second (0) and of the first, treated group (1) that lie in a stratum with rows of both: those a
/// stratified figure rests on.
using ComparedRows = std::array<std::size_t, 2>;

} // namespace assay::stats
