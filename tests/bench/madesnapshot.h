// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"

#include <cstddef>
#include <vector>

/// What bench_figures measures on: a made-up organisation of 3,000 people in 60 teams over 1,400 days.
namespace assay::bench {

/// Two tickets for three changes, a defect for every twelfth; up to 8.4 million usage days.
[[nodiscard]] facts::SnapshotPtr madeSnapshot(std::size_t changes, std::size_t usageDays);
/// The whole, a team, six teams, a task type, the last hundred days, a year.
[[nodiscard]] std::vector<facts::Filter> filters();

} // namespace assay::bench
