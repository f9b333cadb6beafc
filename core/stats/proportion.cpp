// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/proportion.h"

#include "stats/distributions.h"

#include <cmath>

namespace assay::stats {

namespace {

std::optional<Reason> problemOf(double successes, double trials, double level)
{
    if (!(trials > 0)) return Reason::Empty;
    if (!std::isfinite(trials) || !std::isfinite(successes)) return Reason::NotFinite;
    if (!(successes >= 0 && successes <= trials) || !(level > 0 && level < 1)) return Reason::OutOfRange;
    return std::nullopt;
}

} // namespace

Outcome<Estimate> wilson(double successes, double trials, double level)
{
    if (const auto problem = problemOf(successes, trials, level)) return because(*problem);
    const double z = normalMultiplier(level);
    const double p = successes / trials;
    const double zz = z * z / trials;
    const double centre = (p + zz / 2) / (1 + zz);
    const double half = z / (1 + zz) * std::sqrt(p * (1 - p) / trials + zz / (4 * trials));
    Estimate result{
        .value = p, .level = level, .n = static_cast<std::size_t>(trials), .method = "share, Wilson score interval"};
    result.low = successes == 0 ? 0 : std::max(0.0, centre - half);
    result.high = successes == trials ? 1 : std::min(1.0, centre + half);
    return result;
}

Outcome<Estimate> clopperPearson(double successes, double trials, double level)
{
    if (const auto problem = problemOf(successes, trials, level)) return because(*problem);
    const double tail = (1 - level) / 2;
    const double failures = trials - successes;
    Estimate result{.value = successes / trials,
                    .level = level,
                    .n = static_cast<std::size_t>(trials),
                    .method = "share, Clopper–Pearson exact interval"};
    result.low = successes == 0 ? 0 : betaQuantile(tail, successes, failures + 1);
    result.high = failures == 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures);
    return result;
}

Outcome<Estimate> newcombeDifference(double successes1, double trials1, double successes2, double trials2, double level)
{
    if ((trials1 > 0) != (trials2 > 0)) return because(Reason::OneGroup);
    const auto first = wilson(successes1, trials1, level);
    const auto second = wilson(successes2, trials2, level);
    if (!first) return because(first.error());
    if (!second) return because(second.error());
    const double difference = *first->value - *second->value;
    Estimate result{.value = difference,
                    .level = level,
                    .n = first->n + second->n,
                    .method = "difference of shares, Newcombe hybrid score interval"};
    result.low = difference - std::hypot(*first->value - *first->low, *second->high - *second->value);
    result.high = difference + std::hypot(*first->high - *first->value, *second->value - *second->low);
    return result;
}

} // namespace assay::stats
