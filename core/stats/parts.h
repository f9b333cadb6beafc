// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace assay::stats {

/// The part of the data that a row belongs to.
using PartOf = std::function<std::size_t(std::uint32_t row)>;

} // namespace assay::stats
