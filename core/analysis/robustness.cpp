// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/robustness.h"

#include "stats/bias.h"
#include "stats/parallel.h"

#include <algorithm>
#include <array>
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
class DealtOut
{
public:
    explicit DealtOut(const SampleSource& source) : m_all(source.at({Kind::UnknownAsAi, 0.5}))
    {
        m_human = source.groupsAt({Kind::UnknownAsHuman, 0.5});
        m_possible = m_all.size() == m_human.size() && m_all.size() > 0;
        if (!m_possible) return;
        m_all.unknown = 0;
        m_all.keepForEffects();
        m_level.resize(m_all.size());
        for (std::size_t i = 0; i < m_all.size(); ++i)
            m_level[i] = m_all.weight[i] > 0 ? m_all.value[i] / m_all.weight[i] : m_all.value[i];
        std::vector<double> sorted = m_level;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        m_middle = *middle;
    }

    [[nodiscard]] std::optional<double> effect(unsigned covariates, const EffectRule& rule, bool muchToAi) const
    {
        if (!m_possible) return std::nullopt;
        Sample dealt = m_all;
        for (std::size_t i = 0; i < dealt.size(); ++i) {
            if (m_all.ai[i] == m_human[i]) continue; // known
            dealt.ai[i] = (m_level[i] > m_middle) == muchToAi ? 1 : 0;
        }
        return AdjustedEffect(dealt, covariates, rule).value();
    }

private:
    using Kind = facts::ProvenanceThreshold::Kind;
    Sample m_all;
    std::vector<std::uint8_t> m_human; ///< the groups were every unknown row human-only
    std::vector<double> m_level;
    double m_middle = 0;
    bool m_possible = false;
};

} // namespace

Robustness robustnessOf(const SampleSource& source, const Sample& sample, const Effect& adjusted, unsigned covariates,
                        const EffectRule& rule)
{
    Robustness r;
    setEValues(r, sample, adjusted.effect);
    if (!adjusted.effect.value) return r;
    if (sample.unknown.value_or(0) == 0) {
        r.boundLow = r.boundHigh = adjusted.effect.value;
        return r;
    }
    const DealtOut dealt(source);
    std::array<std::optional<double>, 2> bounds;
    stats::forEachParallel(2, rule.settings.threads, rule.settings.stopped, [&] {
        return [&](std::size_t i) { bounds.at(i) = dealt.effect(covariates, rule, i == 0); };
    });
    const auto& [much, little] = bounds;
    if (!much || !little) return r;
    r.boundLow = std::min({*much, *little, *adjusted.effect.value});
    r.boundHigh = std::max({*much, *little, *adjusted.effect.value});
    return r;
}

} // namespace assay::analysis
