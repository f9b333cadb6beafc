// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/quality/exposure.h"
#include "metrics/units.h"

#include <algorithm>

namespace assay::metrics {
std::vector<Introduced> introducedDefects(const facts::Snapshot& s, std::span<const facts::Index> changes,
                                          double boundaryDays)
{
    if (changes.empty()) return {};
    std::vector<double> heaviest(s.defects.size(), 0);
    for (std::size_t i = 0; i < s.origins.size(); ++i) {
        double& most = heaviest[static_cast<std::size_t>(s.origins.defect[i])];
        most = std::max(most, s.origins.weight[i]);
    }
    std::vector<Introduced> result;
    for (std::size_t i = 0; i < s.origins.size(); ++i) {
        const facts::Index change = s.origins.change[i];
        const auto defect = static_cast<std::size_t>(s.origins.defect[i]);
        if (change < changes.front() || change > changes.back() || !facts::known(s.defects.reportedAt[defect]))
            continue;
        const auto merged = s.changes.mergedAt[static_cast<std::size_t>(change)];
        const double latency = std::max(0.0, daysOf(s.defects.reportedAt[defect] - merged));
        if (latency > boundaryDays) continue;
        result.push_back(
            {change, s.origins.defect[i], latency, s.origins.weight[i], s.origins.weight[i] >= heaviest[defect]});
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Introduced& a, const Introduced& b) { return a.change < b.change; });
    return result;
}

double daysWatched(const facts::Snapshot& s, facts::Index change)
{
    return daysOf(toUnixMillis(s.cutOff) - s.changes.mergedAt[static_cast<std::size_t>(change)]);
}

} // namespace assay::metrics
