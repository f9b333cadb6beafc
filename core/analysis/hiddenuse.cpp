// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/hiddenuse.h"

#include "stats/codeorder.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace assay::analysis {
namespace {

bool shows(const Sample& s, std::size_t row, std::optional<std::size_t> tool)
{
    return s.ai[row] != 0 && (!tool || (*tool < 64 && (s.tools[row] >> *tool & 1) != 0));
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

HiddenUse::HiddenUse(const Sample& sample, unsigned covariates) : m_sample(sample)
{
    // Where AI is in use: coarser than the strata, which are too thin to tell what is unseen in each.
    constexpr unsigned kPlace = kByTeam | kByTaskType | kByTime;
    std::size_t count = 0;
    m_places = stats::rankedCodes(sample.strata(covariates & kPlace), count);
    m_human.assign(count, 0);
    const auto strata = stats::rankedCodes(sample.strata(covariates), count);
    m_strata.resize(count);
    for (std::size_t i = 0; i < sample.size(); ++i) {
        Stratum& stratum = m_strata[strata[i]];
        (sample.ai[i] != 0 ? stratum.assisted : stratum.human) += 1;
        stratum.place = m_places[i];
        if (sample.ai[i] == 0) m_human[m_places[i]] += 1;
    }
}

double HiddenUse::share(std::optional<std::size_t> tool, double rate) const
{
    std::vector<double> seen(m_human.size(), 0);
    for (std::size_t i = 0; i < m_sample.size(); ++i)
        if (shows(m_sample, i, tool)) seen[m_places[i]] += 1;
    double hidden = 0;
    double compared = 0;
    for (const Stratum& stratum : m_strata) {
        const double weight = stratum.assisted * stratum.human / (stratum.assisted + stratum.human);
        if (weight == 0) continue;
        hidden += weight * std::min(1.0, seen[stratum.place] * (1 / rate - 1) / m_human[stratum.place]);
        compared += weight;
    }
    return compared > 0 ? std::min(0.9, hidden / compared) : 0;
}

} // namespace assay::analysis
