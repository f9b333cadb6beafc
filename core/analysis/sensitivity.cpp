// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace assay::analysis {
namespace {

using Kind = facts::ProvenanceThreshold::Kind;
using metrics::OutcomeKind;

void addRun(std::vector<SensitivityRun>& runs, std::string id, std::string title, Effect effect, const Effect& headline)
{
    effect.id = id;
    effect.title = title;
    const bool agrees = effect.verdict == headline.verdict;
    runs.push_back({std::move(id), std::move(title), std::move(effect), agrees});
}

Effect undeclared(const Effect& headline, double share, OutcomeKind kind, const EffectRule& rule)
{
    Effect e = headline;
    const auto corrected = [&](std::optional<double> v) { return v ? correctedForUndeclared(*v, share, kind) : v; };
    e.effect.value = corrected(e.effect.value);
    e.effect.low = corrected(e.effect.low);
    e.effect.high = corrected(e.effect.high);
    e.effect.method += fmt::format(", corrected for {:.0f} % undeclared use", 100 * share);
    e.verdict = verdictOf(e.effect, rule);
    if (!e.effect.value) e.effect.note = "So much undeclared use would leave no human-only work to compare with.";
    return e;
}

/// Leaves out what began so late that only its quick part can have finished: later than the 90th percentile of
/// durations before the end of the data.
Effect matureOnly(const Sample& s, const facts::View& view, unsigned covariates, const EffectRule& rule)
{
    std::vector<double> sorted = s.value;
    std::sort(sorted.begin(), sorted.end());
    if (sorted.empty()) return adjustedEffect(s, covariates, rule, false);
    const double hours = std::exp(sorted[(sorted.size() - 1) * 9 / 10]);
    const auto latest = toUnixMillis(view.snapshot().cutOff) - static_cast<facts::Millis>(hours * 3'600'000.0);
    std::vector<std::uint8_t> keep(s.size());
    for (std::size_t i = 0; i < s.size(); ++i) keep[i] = s.createdAt[i] <= latest ? 1 : 0;
    return adjustedEffect(s.subset(keep), covariates, rule, false);
}

} // namespace

std::optional<double> correctedForUndeclared(double effect, double share, OutcomeKind kind)
{
    if (kind == OutcomeKind::Rate) {
        // observed control rate = (1 − u)·r0 + u·r1
        const double left = 1 - share * effect;
        return left > 0 ? std::optional(effect * (1 - share) / left) : std::nullopt;
    }
    if (kind == OutcomeKind::Time) return std::exp(std::log(effect) / (1 - share));
    return effect / (1 - share);
}

std::vector<SensitivityRun> sensitivityRuns(const metrics::Metric& metric, const facts::View& view, const Sample& sample, const Effect& headline,
                                            unsigned covariates, const EffectRule& rule)
{
    std::vector<SensitivityRun> runs;
    const auto underThreshold = [&](const facts::ProvenanceThreshold& threshold) {
        facts::Filter filter = view.filter();
        filter.threshold = threshold;
        return adjustedEffect(sampleOf(metric, view.with(filter)), covariates, rule, false);
    };
    addRun(runs, "declared-only", "Declared only", underThreshold({Kind::Declared, 0.5}), headline);
    addRun(runs, "inferred-0.5", "Declared or inferred ≥ 0.5", underThreshold({Kind::Probability, 0.5}), headline);
    addRun(runs, "inferred-0.8", "Declared or inferred ≥ 0.8", underThreshold({Kind::Probability, 0.8}), headline);
    addRun(runs, "unknown-as-human", "Unknown counted as human-only", underThreshold({Kind::UnknownAsHuman, 0.5}), headline);
    addRun(runs, "unknown-as-ai", "Unknown counted as AI-assisted", underThreshold({Kind::UnknownAsAi, 0.5}), headline);
    for (const double share : kUndeclaredShares)
        addRun(runs, fmt::format("undeclared-{:.1f}", share), fmt::format("{:.0f} % of human-only work is undeclared AI", 100 * share),
               undeclared(headline, share, sample.kind, rule), headline);
    if (sample.kind == OutcomeKind::Time)
        addRun(runs, "mature-only", "Recent work left out", matureOnly(sample, view, covariates, rule), headline);
    const auto& teams = view.snapshot().teams;
    for (std::size_t t = 0; t < teams.size(); ++t) {
        std::vector<std::uint8_t> keep(sample.size());
        for (std::size_t i = 0; i < sample.size(); ++i) keep[i] = sample.team[i] == static_cast<facts::Index>(t) ? 0 : 1;
        if (std::find(keep.begin(), keep.end(), std::uint8_t{0}) == keep.end() || std::find(keep.begin(), keep.end(), std::uint8_t{1}) == keep.end())
            continue;
        addRun(runs, "leave-out:" + teams[t], "Without " + teams[t], adjustedEffect(sample.subset(keep), covariates, rule, false), headline);
    }
    return runs;
}

} // namespace assay::analysis
