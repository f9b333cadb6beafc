// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/robustness.h"

#include "stats/bias.h"

#include <algorithm>
#include <cmath>

namespace assay::analysis {
namespace {

using metrics::OutcomeKind;

/// Spread of log times within the groups.
double spreadWithin(const Sample& s)
{
    double sum[2] = {0, 0};
    double squares[2] = {0, 0};
    double n[2] = {0, 0};
    for (std::size_t i = 0; i < s.size(); ++i) {
        const auto g = s.ai[i];
        sum[g] += s.value[i];
        squares[g] += s.value[i] * s.value[i];
        ++n[g];
    }
    double within = 0;
    for (int g : {0, 1})
        if (n[g] > 0) within += squares[g] - sum[g] * sum[g] / n[g];
    return n[0] + n[1] > 2 ? std::sqrt(std::max(0.0, within) / (n[0] + n[1] - 2)) : 0;
}

/// An effect as a ratio of risks, which is what an E-value is about: rates as they are; shares over the human-only
/// share; times by VanderWeele & Ding's exp(0.91 d), d the difference in spreads.
std::optional<double> asRiskRatio(const Sample& s, double effect)
{
    if (s.kind == OutcomeKind::Rate) return effect;
    if (s.kind == OutcomeKind::Time) {
        const double spread = spreadWithin(s);
        return spread > 0 && effect > 0 ? std::optional(std::exp(0.91 * std::log(effect) / spread)) : std::nullopt;
    }
    double successes = 0;
    double trials = 0;
    for (std::size_t i = 0; i < s.size(); ++i)
        if (s.ai[i] == 0) {
            successes += s.value[i];
            trials += s.weight[i];
        }
    const double base = trials > 0 ? successes / trials : 0;
    return base > 0 && base + effect > 0 ? std::optional((base + effect) / base) : std::nullopt;
}

void setEValues(Robustness& r, const Sample& s, const metrics::Estimate& effect)
{
    if (!effect.value || !effect.low || !effect.high) return;
    const auto value = asRiskRatio(s, *effect.value);
    const auto low = asRiskRatio(s, *effect.low);
    const auto high = asRiskRatio(s, *effect.high);
    if (value)
        if (const auto e = stats::eValue(*value)) r.eValue = *e;
    if (low && high)
        if (const auto e = stats::eValueOfInterval(std::min(*low, *high), std::max(*low, *high)))
            r.eValueOfInterval = *e;
}

/// The effect were the unknown work dealt out as badly as can be: the rows with much (slow, defective) to one group,
/// those with little to the other.
std::optional<double> dealtOut(const metrics::Metric& metric, const facts::View& view, unsigned covariates,
                               const EffectRule& rule, bool muchToAi)
{
    facts::Filter filter = view.filter();
    filter.threshold.kind = facts::ProvenanceThreshold::Kind::UnknownAsAi;
    const Sample all = sampleOf(metric, view.with(filter));
    filter.threshold.kind = facts::ProvenanceThreshold::Kind::UnknownAsHuman;
    const Sample other = sampleOf(metric, view.with(filter));
    if (all.size() != other.size() || all.size() == 0) return std::nullopt;
    std::vector<double> level(all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        level[i] = all.weight[i] > 0 ? all.value[i] / all.weight[i] : all.value[i];
    std::vector<double> sorted = level;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    Sample dealt = all;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all.ai[i] == other.ai[i]) continue; // known
        dealt.ai[i] = (level[i] > *middle) == muchToAi ? 1 : 0;
    }
    dealt.unknown = 0;
    return adjustedEffect(dealt, covariates, rule).effect.value;
}

} // namespace

Robustness robustnessOf(const metrics::Metric& metric, const facts::View& view, const Sample& sample,
                        const Effect& adjusted, unsigned covariates, const EffectRule& rule)
{
    Robustness r;
    setEValues(r, sample, adjusted.effect);
    if (!adjusted.effect.value) return r;
    if (sample.unknown.value_or(0) == 0) {
        r.boundLow = r.boundHigh = adjusted.effect.value;
        return r;
    }
    const auto much = dealtOut(metric, view, covariates, rule, true);
    const auto little = dealtOut(metric, view, covariates, rule, false);
    if (!much || !little) return r;
    r.boundLow = std::min({*much, *little, *adjusted.effect.value});
    r.boundHigh = std::max({*much, *little, *adjusted.effect.value});
    return r;
}

} // namespace assay::analysis
