// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"

#include <span>
#include <vector>

namespace assay::metrics {

/// A defect that a change brought in.
struct Introduced
{
    facts::Index change = facts::kNoIndex;
    facts::Index defect = facts::kNoIndex;
    double latencyDays = 0; ///< merge of the change → report of the defect, never negative
    double weight = 0;
    bool principal = false; ///< no other origin of the defect has a larger weight
};

/// Every pair of a defect and one of these ascending changes with a latency of at most `boundaryDays`, ordered by
/// change.
[[nodiscard]] std::vector<Introduced> introducedDefects(const facts::Snapshot& snapshot,
                                                        std::span<const facts::Index> changes, double boundaryDays);

/// Days for which a change has been watched since its merge, to the end of the data.
[[nodiscard]] double daysWatched(const facts::Snapshot& snapshot, facts::Index change);

} // namespace assay::metrics
