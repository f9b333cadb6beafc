// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/quality/exposure.h"
#include "metrics/quality/bychange.h"
#include "metrics/units.h"

#include <algorithm>

namespace assay::metrics {
namespace {

/// The largest weight among the origins of each defect.
std::vector<double> heaviestOrigins(const facts::Snapshot& s)
{
    std::vector<double> heaviest(s.defects.size(), 0);
    for (std::size_t i = 0; i < s.origins.size(); ++i) {
        double& most = heaviest[static_cast<std::size_t>(s.origins.defect[i])];
        most = std::max(most, s.origins.weight[i]);
    }
    return heaviest;
}

} // namespace

std::vector<Introduced> introducedDefects(const facts::Snapshot& s, std::span<const facts::Index> changes,
                                          double boundaryDays)
{
    const auto heaviest = s.prepared.get<std::vector<double>>("heaviest-origins", [&s] { return heaviestOrigins(s); });
    const auto origins = originsByChange(s);
    std::vector<Introduced> result;
    for (const facts::Index change : changes)
        for (const facts::Index origin : origins->of(change)) {
            const auto i = static_cast<std::size_t>(origin);
            const auto defect = static_cast<std::size_t>(s.origins.defect[i]);
            if (!facts::known(s.defects.reportedAt[defect])) continue;
            const auto merged = s.changes.mergedAt[static_cast<std::size_t>(change)];
            const double latency = std::max(0.0, daysOf(s.defects.reportedAt[defect] - merged));
            if (latency > boundaryDays) continue;
            result.push_back({change, s.origins.defect[i], latency, s.origins.weight[i],
                              s.origins.weight[i] >= (*heaviest)[defect]});
        }
    return result;
}

double daysWatched(const facts::Snapshot& s, facts::Index change)
{
    return daysOf(toUnixMillis(s.cutOff) - s.changes.mergedAt[static_cast<std::size_t>(change)]);
}

} // namespace assay::metrics
