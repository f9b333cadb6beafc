// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.h"

#include <atomic>
#include <span>
#include <vector>

namespace assay::metrics {

/// A figure that is wanted: the measure as a whole, or split by some dimensions.
struct FigureRequest
{
    const Metric* metric = nullptr;
    std::vector<Dimension> by;
};
struct FigureAnswer
{
    Estimate estimate;           ///< where no split was asked for
    std::vector<Bucket> buckets; ///< where one was
};

/// Several figures of one view at once, in the order asked for. `threads` 0: as many as the machine has; no figure
/// depends on it. Where `stopped` is given and true, the rest is left blank.
[[nodiscard]] std::vector<FigureAnswer> computeMany(const facts::View& view, std::span<const FigureRequest> wanted,
                                                    unsigned threads = 0, const std::atomic<bool>* stopped = nullptr);

} // namespace assay::metrics
