// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/effects.h"

#include "stats/distributions.h"
#include "stats/medianratio.h"
#include "stats/proportion.h"
#include "stats/rates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace assay::analysis {

std::vector<GroupSizes> sizesOfParts(const Sample& sample, std::size_t parts, const stats::PartOf& partOf)
{
    std::vector<GroupSizes> result(parts);
    const auto most =
        sample.person.empty() ? facts::kNoIndex : *std::max_element(sample.person.begin(), sample.person.end());
    const auto people = static_cast<std::size_t>(std::int64_t{most} + 2); // the first is nobody
    std::vector<std::uint8_t> seen(parts * people, 0);
    for (std::uint32_t i = 0; i < sample.size(); ++i) {
        const std::size_t part = partOf(i);
        if (part >= parts) continue;
        const std::size_t group = sample.ai[i] != 0 ? 1 : 0;
        ++result[part].rows.at(group);
        auto& groups = seen[part * people + static_cast<std::size_t>(sample.person[i] + 1)];
        groups = static_cast<std::uint8_t>(groups | (group + 1));
    }
    for (std::size_t part = 0; part < parts; ++part)
        for (std::size_t p = 1; p < people; ++p) {
            result[part].people[0] += seen[part * people + p] & 1;
            result[part].people[1] += seen[part * people + p] >> 1;
        }
    return result;
}

namespace {

using metrics::OutcomeKind;

/// A draw costs clusters, not rows. Only where as good as nobody is known, so that every row is a cluster of its own,
/// are fewer drawn.
constexpr std::size_t kMostWork = 400'000'000;
constexpr std::size_t kFewestResamples = 200;

stats::BootstrapPlan planOf(const Sample& sample, const Settings& settings)
{
    stats::BootstrapPlan plan;
    plan.seed = settings.seed;
    plan.threads = settings.threads;
    plan.cancelled = settings.stopped;
    const auto asked = static_cast<std::size_t>(std::max(settings.resamples, 1));
    std::size_t clusters = 0;
    for (const std::uint32_t c : sample.cluster) clusters = std::max<std::size_t>(clusters, std::size_t{c} + 1);
    plan.resamples = std::min(asked, std::max(kFewestResamples, kMostWork / std::max<std::size_t>(1, clusters)));
    return plan;
}

std::vector<std::pair<std::string, std::int64_t>> namedSizes(const Effect& e)
{
    return {{"AI-assisted", e.nAi}, {"human-only", e.nHuman}};
}

Effect blankEffect(const GroupSizes& sizes, const EffectRule& rule)
{
    Effect e;
    e.nAi = sizes.rows[1];
    e.nHuman = sizes.rows[0];
    e.effect.unit = rule.ratio ? "ratio" : "share";
    e.effect.level = rule.settings.level;
    e.effect.n = namedSizes(e);
    e.effect.from = rule.period.from;
    e.effect.to = rule.period.to;
    return e;
}

void addCoverage(Effect& e, const Sample& sample)
{
    if (!sample.unknown) return;
    const auto known = static_cast<double>(sample.size());
    const auto unknown = static_cast<double>(*sample.unknown);
    if (known + unknown > 0) e.effect.coverage = known / (known + unknown);
    if (unknown > 0) e.effect.excluded.push_back({"provenance unknown", *sample.unknown});
    e.effect.excluded.insert(e.effect.excluded.end(), sample.excluded.begin(), sample.excluded.end());
}

/// Sets the note and says true when the groups are too small to be compared or shown.
bool tooSmall(Effect& e, const GroupSizes& sizes, const EffectRule& rule)
{
    if (e.nAi == 0 || e.nHuman == 0) {
        e.effect.note =
            e.nAi == 0 && e.nHuman == 0
                ? "Not enough data: no work of known provenance that has been watched for long enough."
            : e.nAi == 0 ? "Not enough data: no AI-assisted work that has been watched for long enough."
                         : "Not enough data: no human-only work to compare with that has been watched for long enough.";
        return true;
    }
    for (const std::size_t group : {1U, 0U}) {
        const auto people = sizes.people.at(group);
        if (metrics::enoughPeople(people, rule.minimumGroup)) continue;
        e.effect.note = fmt::format("Withheld: fewer than {} people in the {} group.", rule.minimumGroup,
                                    group == 1 ? "AI-assisted" : "human-only");
        return true;
    }
    return false;
}

GroupSizes sizesOf(const Sample& sample)
{
    return sizesOfParts(sample, 1, [](std::uint32_t) { return std::size_t{0}; }).front();
}

std::string whyNot(stats::Reason reason, OutcomeKind kind)
{
    if (reason == stats::Reason::NoEvents) return "Not enough data: nothing happened in one of the groups.";
    if (reason == stats::Reason::OneGroup)
        return "Not enough data: no AI-assisted work has human-only work like it to compare with.";
    if (reason == stats::Reason::OneCluster) return "Not enough data: all of it is one person's work.";
    if (reason == stats::Reason::TooFew && kind == OutcomeKind::Rate)
        return "Not enough data: too few events for an interval.";
    return "Not enough data: " + std::string(stats::describe(reason)) + ".";
}

/// An interval without width is what ties make of it: so many values are equal that moving either group the least bit
/// would already be seen. It says how coarse the records are, not that the difference is known without error.
void dropFalseCertainty(metrics::Estimate& e, OutcomeKind kind)
{
    e.low.reset();
    e.high.reset();
    e.note = kind == OutcomeKind::Time
                 ? "No interval: so many of the times are exactly equal that the difference cannot be told any finer."
                 : "No interval: all people’s work came out the same, so the difference cannot be told any finer.";
}

void take(Effect& e, const stats::Outcome<stats::Estimate>& from, const EffectRule& rule, OutcomeKind kind)
{
    if (!from) {
        e.effect.note = whyNot(from.error(), kind);
        return;
    }
    e.effect.value = from->value;
    e.effect.low = from->low;
    e.effect.high = from->high;
    e.effect.method = from->method;
    if (!e.effect.value)
        e.effect.note = "Not enough data: nothing happened in the human-only group.";
    else if (e.effect.low && e.effect.low == e.effect.high)
        dropFalseCertainty(e.effect, kind);
    else if (!e.effect.low || !e.effect.high)
        e.effect.note = "Not enough data for an interval on both sides.";
    e.verdict = verdictOf(e.effect, rule);
}

/// What has no counterpart is no part of the figure: n counts the rest, and the rows set aside are told.
void countCompared(Effect& e, const stats::ComparedRows& compared)
{
    const auto human = static_cast<std::int64_t>(compared[0]);
    const auto ai = static_cast<std::int64_t>(compared[1]);
    e.setAside = e.nAi + e.nHuman - ai - human;
    e.nAi = ai;
    e.nHuman = human;
    e.effect.n = namedSizes(e);
    if (e.setAside > 0) e.effect.excluded.push_back({"without a counterpart in the other group", e.setAside});
}

/// Events and exposure of one group, as effective counts.
stats::Counts effectiveCounts(const Sample& s, bool assisted)
{
    std::vector<double> events;
    std::vector<double> exposure;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if ((s.ai[i] != 0) != assisted) continue;
        events.push_back(s.value[i]);
        exposure.push_back(s.weight[i]);
    }
    return stats::effectiveCounts(events, exposure);
}

stats::Outcome<stats::Estimate> rawTime(const Sample& s, const EffectRule& rule)
{
    std::vector<double> hours(s.size());
    std::transform(s.value.begin(), s.value.end(), hours.begin(), [](double logHours) { return std::exp(logHours); });
    return stats::medianRatio(hours, s.ai, s.cluster, planOf(s, rule.settings), rule.settings.level);
}

stats::Outcome<stats::Estimate> rawRate(const Sample& s, const EffectRule& rule)
{
    const auto [e1, t1] = effectiveCounts(s, true);
    const auto [e0, t0] = effectiveCounts(s, false);
    const auto ratio = stats::rateRatio(e1, t1, e0, t0, stats::RateMethod::MidP, rule.settings.level);
    if (!ratio) return stats::because(ratio.error());
    auto estimate = ratio->ratio;
    estimate.method = "rate ratio, mid-P interval on effective counts";
    return estimate;
}

} // namespace

double onScale(double effect, bool ratio)
{
    return ratio ? std::log(effect) : effect;
}
double offScale(double value, bool ratio)
{
    return ratio ? std::exp(value) : value;
}

std::optional<double> errorOnScale(const metrics::Estimate& effect, bool ratio)
{
    if (!effect.value || !effect.low || !effect.high) return std::nullopt;
    if (ratio && !(*effect.low > 0)) return std::nullopt;
    const double width = onScale(*effect.high, ratio) - onScale(*effect.low, ratio);
    return width > 0 ? std::optional(width / (2 * stats::normalMultiplier(effect.level))) : std::nullopt;
}

Verdict verdictOf(const metrics::Estimate& effect, const EffectRule& rule)
{
    if (!effect.value || (!effect.low && !effect.high)) return Verdict::NotEnoughData;
    const double none = rule.ratio ? 1 : 0;
    const bool lower = effect.high && *effect.high < none;
    const bool higher = effect.low && *effect.low > none;
    if ((!lower && !higher) || rule.betterIs == metrics::BetterIs::Neither) return Verdict::Inconclusive;
    return lower == (rule.betterIs == metrics::BetterIs::Lower) ? Verdict::Better : Verdict::Worse;
}

Effect rawEffect(const Sample& sample, const EffectRule& rule)
{
    const GroupSizes sizes = sizesOf(sample);
    Effect e = blankEffect(sizes, rule);
    addCoverage(e, sample);
    e.id = "all";
    e.title = "All work (raw)";
    if (tooSmall(e, sizes, rule)) return e;
    switch (sample.kind) {
    case OutcomeKind::Time:
        take(e, rawTime(sample, rule), rule, sample.kind);
        break;
    case OutcomeKind::Rate:
        take(e, rawRate(sample, rule), rule, sample.kind);
        break;
    case OutcomeKind::Share: {
        const std::vector<std::uint32_t> one(sample.size(), 0);
        const stats::StratifiedTable table(sample.value, sample.weight, sample.ai, one, sample.cluster);
        take(e, table.riskDifference(rule.settings.level), rule, sample.kind);
        if (e.effect.value) e.effect.method = "difference of shares, errors clustered by person";
        break;
    }
    }
    return e;
}

AdjustedEffect::AdjustedEffect(const Sample& sample, const GroupSizes& sizes, const EffectRule& rule)
    : m_sample(&sample), m_rule(rule), m_blank(blankEffect(sizes, rule))
{
    m_blank.id = "all";
    m_blank.title = "All work (adjusted)";
    m_possible = !tooSmall(m_blank, sizes, rule);
}

AdjustedEffect::AdjustedEffect(const Sample& sample, unsigned covariates, const EffectRule& rule)
    : AdjustedEffect(sample, sizesOf(sample), rule)
{
    addCoverage(m_blank, sample);
    if (!m_possible) return;
    const auto strata = sample.strata(covariates);
    if (sample.kind == OutcomeKind::Time)
        m_shift.emplace(stats::StratifiedValues{sample.value, sample.ai, strata, sample.cluster});
    else
        m_table.emplace(sample.value, sample.weight, sample.ai, strata, sample.cluster);
}

std::vector<AdjustedEffect> AdjustedEffect::divided(std::size_t parts, const stats::PartOf& partOf) const
{
    std::vector<AdjustedEffect> result;
    for (const GroupSizes& sizes : sizesOfParts(*m_sample, parts, partOf))
        result.push_back(AdjustedEffect(*m_sample, sizes, m_rule));
    if (m_shift) {
        auto shifts = m_shift->divided(parts, partOf);
        for (std::size_t p = 0; p < parts; ++p) result[p].m_shift.emplace(std::move(shifts[p]));
    }
    if (m_table) {
        auto tables = m_table->divided(parts, partOf);
        for (std::size_t p = 0; p < parts; ++p) result[p].m_table.emplace(std::move(tables[p]));
    }
    return result;
}

stats::ComparedRows AdjustedEffect::compared() const
{
    return m_shift ? m_shift->compared() : m_table->compared();
}

Effect AdjustedEffect::effect(Interval interval)
{
    Effect e = m_blank;
    if (!m_possible) return e;
    countCompared(e, compared());
    const double level = m_rule.settings.level;
    const bool resampled = interval == Interval::Bootstrap;
    const auto plan = resampled ? planOf(*m_sample, m_rule.settings) : stats::BootstrapPlan();
    if (m_shift) {
        auto shift = resampled ? m_shift->bootstrap(plan, level) : m_shift->estimate(level);
        if (shift) {
            for (auto* v : {&shift->value, &shift->low, &shift->high})
                if (*v) **v = std::exp(**v);
            shift->method = resampled
                                ? "ratio of times, stratified Hodges–Lehmann on log times, score bootstrap over people"
                                : "ratio of times, stratified Hodges–Lehmann on log times, errors clustered by person";
        }
        take(e, shift, m_rule, m_sample->kind);
        return e;
    }
    const bool rate = m_sample->kind == OutcomeKind::Rate;
    if (resampled)
        take(e, rate ? m_table->bootstrapRateRatio(plan, level) : m_table->bootstrapRiskDifference(plan, level), m_rule,
             m_sample->kind);
    else
        take(e, rate ? m_table->rateRatio(level) : m_table->riskDifference(level), m_rule, m_sample->kind);
    return e;
}

std::optional<double> AdjustedEffect::value()
{
    if (!m_possible) return std::nullopt;
    if (m_shift) {
        const auto shift = m_shift->value();
        return shift ? std::optional(std::exp(*shift)) : std::nullopt;
    }
    const auto value = m_sample->kind == OutcomeKind::Rate ? m_table->rateRatioValue() : m_table->riskDifferenceValue();
    return value ? std::optional(*value) : std::nullopt;
}

Effect adjustedEffect(const Sample& sample, unsigned covariates, const EffectRule& rule, Interval interval)
{
    return AdjustedEffect(sample, covariates, rule).effect(interval);
}

} // namespace assay::analysis
