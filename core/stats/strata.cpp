// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/strata.h"

#include <cmath>

namespace assay::stats {

namespace {

bool valid(const StratumCounts& x)
{
    return x.exposedEvents >= 0 && x.unexposedEvents >= 0 && x.exposedEvents <= x.exposedTotal &&
           x.unexposedEvents <= x.unexposedTotal && std::isfinite(x.exposedTotal) && std::isfinite(x.unexposedTotal);
}

bool valid(const StratumRates& x)
{
    return x.exposedEvents >= 0 && x.unexposedEvents >= 0 && x.exposedTime >= 0 && x.unexposedTime >= 0 &&
           std::isfinite(x.exposedEvents + x.unexposedEvents + x.exposedTime + x.unexposedTime);
}

bool bothGroups(const StratumCounts& x)
{
    return x.exposedTotal > 0 && x.unexposedTotal > 0;
}
bool bothGroups(const StratumRates& x)
{
    return x.exposedTime > 0 && x.unexposedTime > 0;
}

template <class Stratum>
Outcome<std::vector<Stratum>> keepInformative(std::span<const Stratum> strata)
{
    if (strata.empty()) return because(Reason::Empty);
    std::vector<Stratum> used;
    for (const Stratum& x : strata) {
        if (!valid(x)) return because(Reason::OutOfRange);
        if (bothGroups(x)) used.push_back(x);
    }
    if (used.empty()) return because(Reason::OneGroup);
    return used;
}

} // namespace

Outcome<std::vector<StratumCounts>> informative(std::span<const StratumCounts> strata)
{
    return keepInformative(strata);
}
Outcome<std::vector<StratumRates>> informative(std::span<const StratumRates> strata)
{
    return keepInformative(strata);
}

} // namespace assay::stats
