// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/hiddenuse.h"

#include "stats/codeorder.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace assay::analysis {
namespace {

/// Rows of a part of the sample.
struct Group
{
    double assisted = 0;
    double human = 0;
    double seen = 0; ///< assisted with the tool asked for
    std::uint32_t place = 0;
};

bool shows(const Sample& s, std::size_t row, std::optional<std::size_t> tool)
{
    return s.ai[row] != 0 && (!tool || (*tool < 64 && (s.tools[row] >> *tool & 1) != 0));
}

std::vector<Group> grouped(const Sample& s, const std::vector<std::uint32_t>& by, std::size_t groups,
                           const std::vector<std::uint32_t>& places, std::optional<std::size_t> tool)
{
    std::vector<Group> result(groups);
    for (std::size_t i = 0; i < s.size(); ++i) {
        Group& g = result[by[i]];
        (s.ai[i] != 0 ? g.assisted : g.human) += 1;
        if (shows(s, i, tool)) g.seen += 1;
        g.place = places[i];
    }
    return result;
}

} // namespace

std::optional<double> correctedForUndeclared(double effect, double share, metrics::OutcomeKind kind)
{
    if (kind == metrics::OutcomeKind::Rate) {
        // observed control rate = (1 − u)·r0 + u·r1
        const double left = 1 - share * effect;
        return left > 0 ? std::optional(effect * (1 - share) / left) : std::nullopt;
    }
    if (kind == metrics::OutcomeKind::Time) return std::exp(std::log(effect) / (1 - share));
    return effect / (1 - share);
}

double hiddenShare(const Sample& sample, unsigned covariates, std::optional<std::size_t> tool, double rate)
{
    // Where AI is in use: coarser than the strata, which are too thin to tell what is unseen in each.
    constexpr unsigned kPlace = kByTeam | kByTaskType | kByTime;
    std::size_t count = 0;
    const auto places = stats::rankedCodes(sample.strata(covariates & kPlace), count);
    const auto use = grouped(sample, places, count, places, tool);
    const auto strata = stats::rankedCodes(sample.strata(covariates), count);
    double hidden = 0;
    double compared = 0;
    for (const Group& stratum : grouped(sample, strata, count, places, tool)) {
        const double weight = stratum.assisted * stratum.human / (stratum.assisted + stratum.human);
        const Group& place = use[stratum.place];
        if (weight == 0) continue;
        hidden += weight * std::min(1.0, place.seen * (1 / rate - 1) / place.human);
        compared += weight;
    }
    return compared > 0 ? std::min(0.9, hidden / compared) : 0;
}

} // namespace assay::analysis
