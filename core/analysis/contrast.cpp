// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/contrast.h"

#include "analysis/effects.h"
#include "analysis/overlap.h"
#include "analysis/remarks.h"
#include "analysis/robustness.h"
#include "analysis/segments.h"
#include "analysis/sensitivity.h"

#include "stats/parallel.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <functional>
#include <utility>

namespace assay::analysis {
namespace {

/// Measures with rows of known provenance whose groups can be compared.
constexpr std::array<std::string_view, 17> kContrastable{"ticket-to-merge",
                                                         "ticket-to-merge-working",
                                                         "cycle-time",
                                                         "stage-wait",
                                                         "stage-before-commit",
                                                         "stage-coding",
                                                         "stage-pickup",
                                                         "stage-review",
                                                         "stage-merge",
                                                         "review-rounds",
                                                         "defects-per-100-changes",
                                                         "revert-rate-30",
                                                         "rework-21",
                                                         "survival-30",
                                                         "survival-90",
                                                         "unreviewed-merges",
                                                         "resolution-time"};

/// From most to least alike; the first under which enough AI-assisted work has a counterpart is used. Chosen from who
/// is there to compare, never from what the comparison says. Time comes first, since use of AI and everything else
/// change over the same months; it goes only where all was done with AI from some day on.
constexpr unsigned kSameWork = kByTeam | kByTaskType | kBySize | kByCodeAge;
constexpr std::array<unsigned, 10> kAdjustments{kSameWork | kByQuarter,
                                                kSameWork | kByHalfYear,
                                                kByTeam | kByTaskType | kByCodeAge | kByHalfYear,
                                                kByTeam | kByTaskType | kByHalfYear,
                                                kByTaskType | kByHalfYear,
                                                kByHalfYear,
                                                kSameWork,
                                                kByTeam | kByTaskType | kByCodeAge,
                                                kByTeam | kByTaskType,
                                                kByTaskType};
constexpr double kEnoughMatched = 0.5;

unsigned adjustmentFor(const Sample& sample)
{
    for (const unsigned covariates : kAdjustments)
        if (matchedShare(sample, covariates) >= kEnoughMatched) return covariates;
    return kAdjustments.back();
}

void setGroups(Contrast& c, const metrics::Metric& metric, const facts::View& view)
{
    const std::array by{metrics::Dimension::Provenance};
    const std::vector<facts::Index> nothing;
    c.ai = c.human = c.unknown = metric.computeFinished(view, nothing);
    for (auto& bucket : metrics::split(metric, view, by)) {
        if (bucket.keys.front() == "ai")
            c.ai = std::move(bucket.estimate);
        else if (bucket.keys.front() == "human")
            c.human = std::move(bucket.estimate);
        else
            c.unknown = std::move(bucket.estimate);
    }
}

/// The overlap-weighted figure is a run of its own; what its weights say about the groups stands beside it.
void addSecondOpinion(Contrast& c, OverlapWeighted second)
{
    c.robustness.balance = std::move(second.balance);
    c.robustness.effectiveAi = second.effectiveAi;
    c.robustness.effectiveHuman = second.effectiveHuman;
    SensitivityRun run{"overlap-weighted", "Weighted for overlap instead of stratified", std::move(second.effect)};
    run.effect.id = run.id;
    run.effect.title = run.title;
    run.agrees = run.effect.verdict == c.adjusted.verdict;
    c.sensitivity.insert(c.sensitivity.begin(), std::move(run));
}

} // namespace

std::vector<std::string_view> contrastable()
{
    return {kContrastable.begin(), kContrastable.end()};
}

namespace {

Failure stoppedError()
{
    return failure(ErrorCode::Cancelled, "The comparison was stopped.");
}

/// Both groups and the raw effect: what a headline made before has already.
void begin(Contrast& c, const metrics::Metric& metric, const facts::View& view, const Sample& sample, EffectRule& rule)
{
    c.measure = metric.info().id;
    c.title = metric.info().title;
    c.ratio = rule.ratio;
    c.betterIs = rule.betterIs;
    setGroups(c, metric, view);
    rule.period = {c.ai.from, c.ai.to};
    if (!rule.settings.stop()) c.raw = rawEffect(sample, rule);
}

/// All that stands beside the adjusted effect. Its parts do not depend on each other, and each has stretches that only
/// one thread can do: beside each other they fill them.
void addSides(Contrast& c, const SampleSource& source, const facts::View& view, const Sample& sample,
              AdjustedEffect& whole, unsigned covariates, const EffectRule& rule)
{
    const Settings& settings = rule.settings;
    OverlapWeighted second;
    std::vector<std::function<void()>> parts;
    if (settings.sensitivity)
        parts.emplace_back(
            [&] { c.sensitivity = sensitivityRuns(source, view, sample, c.adjusted, whole, covariates, rule); });
    if (settings.segments)
        parts.emplace_back([&] { c.segments = segmentEffects(sample, covariates, whole, view.snapshot(), rule); });
    if (settings.sensitivity) {
        parts.emplace_back([&] { c.robustness = robustnessOf(source, sample, c.adjusted, covariates, rule); });
        parts.emplace_back([&] { second = overlapWeighted(sample, c.raw, covariates, view.snapshot(), rule); });
    }
    const bool all = stats::forEachParallel(parts.size(), settings.threads, settings.stopped,
                                            [&] { return [&](std::size_t i) { parts[i](); }; });
    if (all && settings.sensitivity) addSecondOpinion(c, std::move(second));
}

} // namespace

Result<Contrast> contrast(std::string_view metricId, const facts::View& view, const Settings& settings,
                          const Contrast* headline)
{
    const metrics::Metric* metric = metrics::metricById(metricId);
    if (metric == nullptr)
        return failure(ErrorCode::Usage,
                       fmt::format("There is no measure \"{}\": \"measures\" lists them all.", metricId));
    if (std::find(kContrastable.begin(), kContrastable.end(), metricId) == kContrastable.end())
        return failure(ErrorCode::Usage,
                       fmt::format("\"{}\" cannot be compared between AI-assisted and human-only work; these can: {}.",
                                   metricId, fmt::join(kContrastable, ", ")));
    const SampleSource source(*metric, view);
    const Sample sample = source.own();
    if (settings.stop()) return stoppedError();
    EffectRule rule;
    rule.ratio = sample.kind != metrics::OutcomeKind::Share;
    rule.betterIs = metric->info().betterIs;
    rule.minimumGroup = view.filter().minimumGroup;
    rule.settings = settings;

    Contrast c = headline != nullptr ? *headline : Contrast();
    if (headline == nullptr) begin(c, *metric, view, sample, rule);
    if (settings.stop()) return stoppedError();
    rule.period = {c.ai.from, c.ai.to};
    const unsigned covariates = adjustmentFor(sample);
    c.adjustedFor = covariateNames(covariates);
    AdjustedEffect whole(sample, covariates, rule);
    c.adjusted = whole.effect();
    addSides(c, source, view, sample, whole, covariates, rule);
    if (settings.stop()) return stoppedError(); // what has been made since may have gaps
    if (headline != nullptr) return c;
    c.reversal = reversalSentence(c.raw, c.adjusted, rule);
    c.overlap = overlapSentence(sample, covariates, view.snapshot());
    c.weeksToDecide = weeksToDecide(c.adjusted, sample, view, rule);
    return c;
}

std::vector<Result<Contrast>> contrasts(std::span<const ContrastRequest> wanted, const facts::View& view,
                                        const Settings& settings)
{
    std::vector<Result<Contrast>> made(wanted.size());
    // One after the other: each fills the processors itself, and holds its samples only while it does.
    const unsigned together = settings.sensitivity || settings.segments ? 1 : settings.threads;
    const bool all = stats::forEachParallel(wanted.size(), together, settings.stopped, [&] {
        return [&](std::size_t i) { made[i] = contrast(wanted[i].metricId, view, settings, wanted[i].headline); };
    });
    if (!all) std::fill(made.begin(), made.end(), stoppedError());
    return made;
}

} // namespace assay::analysis
