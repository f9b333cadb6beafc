// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/tracingerror.h"

#include "stats/proportion.h"
#include "stats/random.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay::analysis {
namespace {

constexpr int kDraws = 2000;
/// How much repositories differ in precision and in recall: standard deviation of their logits over 19 of them, each
/// left out of the fit in turn, beyond what chance makes of their numbers (Paule & Mandel 1982: .30 and .33).
constexpr double kBetweenRepositories = 0.33;

constexpr std::array<TracingStratum, 3> kStrata{{
    {"up to 50 lines", 50, 2018, 1343, 2873},
    {"51 to 500 lines", 500, 3212, 2239, 4422},
    {"over 500 lines", std::numeric_limits<std::int64_t>::max(), 1237, 751, 1553},
}};

TracedCounts countsOf(const Sample& s)
{
    TracedCounts counts;
    counts.strata.resize(kStrata.size());
    for (std::size_t i = 0; i < s.size(); ++i) {
        std::size_t k = 0;
        while (s.lines[i] > kStrata.at(k).upTo) ++k;
        auto& cell = counts.strata[k].at(s.ai[i] != 0 ? 1 : 0);
        cell.events += s.value[i];
        cell.exposure += s.weight[i];
    }
    return counts;
}

double logit(double p)
{
    return std::log(p / (1 - p));
}

/// A share seen as `hits` of `n` elsewhere, drawn on the logit scale; `apart` is how much this repository differs.
double drawShare(int hits, int n, double apart, stats::Random& random)
{
    const double p = (hits + 0.5) / (n + 1.0);
    const double drawn = logit(p) + apart + random.normal() / std::sqrt(n * p * (1 - p));
    return 1 / (1 + std::exp(-drawn));
}

struct Shares
{
    std::array<double, kStrata.size()> precision{};
    std::array<double, kStrata.size()> recall{};
};

double crudeRatio(const TracedCounts& counts)
{
    std::array<TracedCounts::Cell, 2> sum{};
    for (const auto& stratum : counts.strata)
        for (std::size_t g = 0; g < 2; ++g) {
            sum.at(g).events += stratum.at(g).events;
            sum.at(g).exposure += stratum.at(g).exposure;
        }
    return sum[1].events / sum[1].exposure / (sum[0].events / sum[0].exposure);
}

/// The factor by which a ratio moves. `shift` multiplies the AI group's events: another draw of the data.
std::optional<double> movedBy(TracedCounts counts, double shift, const Shares& shares)
{
    for (auto& stratum : counts.strata) stratum[1].events *= shift;
    const auto corrected = correctedRatio(counts, shares.precision, shares.recall);
    const double crude = crudeRatio(counts);
    if (!corrected || !std::isfinite(crude) || crude <= 0) return std::nullopt;
    return *corrected / crude;
}

MeasuredShare measured(int hits, int n)
{
    const auto share = stats::wilson(hits, n);
    if (!share) return {};
    return {static_cast<double>(hits) / n, share->low.value_or(0), share->high.value_or(1)};
}

} // namespace

MeasuredShare precisionOf(const TracingStratum& stratum)
{
    return measured(stratum.right, stratum.named);
}

MeasuredShare recallOf(const TracingStratum& stratum)
{
    return measured(stratum.right, stratum.actual);
}

std::span<const TracingStratum> tracingStrata()
{
    return kStrata;
}

std::optional<double> correctedRatio(const TracedCounts& counts, std::span<const double> precision,
                                     std::span<const double> recall)
{
    std::array<double, 2> defects{};
    std::array<double, 2> exposure{};
    for (std::size_t k = 0; k < counts.strata.size(); ++k) {
        const auto& [human, ai] = counts.strata[k];
        const double total = human.exposure + ai.exposure;
        if (total <= 0) continue;
        const double mistaken = (1 - precision[k]) * (human.events + ai.events);
        for (std::size_t g = 0; g < 2; ++g) {
            const auto& cell = counts.strata[k].at(g);
            defects.at(g) += (cell.events - mistaken * cell.exposure / total) / recall[k];
            exposure.at(g) += cell.exposure;
        }
    }
    if (defects[0] <= 0 || defects[1] <= 0 || exposure[0] <= 0 || exposure[1] <= 0) return std::nullopt;
    return defects[1] / exposure[1] / (defects[0] / exposure[0]);
}

Effect correctedForTracing(const Sample& sample, const Effect& headline, const EffectRule& rule)
{
    Effect e = headline;
    e.effect.method += ", corrected for the measured precision and recall of tracing by size of change";
    const auto error = errorOnScale(headline.effect, true);
    const TracedCounts counts = countsOf(sample);
    Shares known;
    for (std::size_t k = 0; k < kStrata.size(); ++k) {
        known.precision.at(k) = static_cast<double>(kStrata.at(k).right) / kStrata.at(k).named;
        known.recall.at(k) = static_cast<double>(kStrata.at(k).right) / kStrata.at(k).actual;
    }
    const auto factor = movedBy(counts, 1, known);
    e.effect.value = e.effect.low = e.effect.high = std::nullopt;
    if (headline.effect.value && factor) e.effect.value = *headline.effect.value * *factor;
    stats::Random random(rule.settings.seed, 0x7261);
    std::vector<double> draws;
    for (int i = 0; error && e.effect.value && i < kDraws; ++i) {
        Shares drawn;
        const double precise = kBetweenRepositories * random.normal();
        const double complete = kBetweenRepositories * random.normal();
        for (std::size_t k = 0; k < kStrata.size(); ++k) {
            drawn.precision.at(k) = drawShare(kStrata.at(k).right, kStrata.at(k).named, precise, random);
            drawn.recall.at(k) = drawShare(kStrata.at(k).right, kStrata.at(k).actual, complete, random);
        }
        const double shift = std::exp(*error * random.normal());
        if (const auto moved = movedBy(counts, shift, drawn)) draws.push_back(*headline.effect.value * shift * *moved);
    }
    const double tail = (1 - rule.settings.level) / 2;
    if (draws.size() >= static_cast<std::size_t>((1 - tail) * kDraws)) {
        std::sort(draws.begin(), draws.end());
        e.effect.low = draws[static_cast<std::size_t>(tail * static_cast<double>(draws.size()))];
        e.effect.high = draws[static_cast<std::size_t>((1 - tail) * static_cast<double>(draws.size() - 1))];
    }
    e.verdict = verdictOf(e.effect, rule);
    if (!e.effect.value)
        e.effect.note = "By the measured precision of tracing, mistaken traces alone could make up a group's defects.";
    return e;
}

} // namespace assay::analysis
