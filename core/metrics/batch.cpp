// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/batch.h"

#include "stats/parallel.h"

namespace assay::metrics {

std::vector<FigureAnswer> computeMany(const facts::View& view, std::span<const FigureRequest> wanted, unsigned threads,
                                      const std::atomic<bool>* stopped)
{
    std::vector<FigureAnswer> answers(wanted.size());
    stats::forEachParallel(wanted.size(), threads, stopped, [&] {
        return [&](std::size_t i) {
            if (wanted[i].by.empty())
                answers[i].estimate = wanted[i].metric->compute(view);
            else
                answers[i].buckets = split(*wanted[i].metric, view, wanted[i].by);
        };
    });
    return answers;
}

} // namespace assay::metrics
