// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sensitivity.h"

#include "analysis/detection.h"
#include "analysis/hiddenuse.h"
#include "analysis/ownwork.h"
#include "analysis/tracingerror.h"

#include "stats/parallel.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <numeric>

namespace assay::analysis {
namespace {

using Kind = facts::ProvenanceThreshold::Kind;
using metrics::OutcomeKind;

/// A run before its figure.
struct PlannedRun
{
    std::string id;
    std::string title;
    std::function<Effect()> make;
};

/// Makes all runs, each on some thread; what they say does not depend on which.
std::vector<SensitivityRun> carryOut(const std::vector<PlannedRun>& plan, const Effect& headline,
                                     const Settings& settings)
{
    std::vector<SensitivityRun> runs(plan.size());
    stats::forEachParallel(plan.size(), settings.threads, settings.stopped, [&] {
        return [&](std::size_t i) {
            SensitivityRun& run = runs[i];
            run.effect = plan[i].make();
            run.id = run.effect.id = plan[i].id;
            run.title = run.effect.title = plan[i].title;
            run.agrees = run.effect.verdict == headline.verdict;
        };
    });
    return runs;
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

/// The effect at the usual rate of detection; its interval reaches over the whole range of rates.
Effect hiddenUse(const Effect& headline, const DetectionRate& rate, const HiddenUse& use, std::size_t tool,
                 OutcomeKind kind, const EffectRule& rule)
{
    const auto at = [&](double r) { return undeclared(headline, use.share(tool, r), kind, rule).effect; };
    Effect e = headline;
    const auto few = at(rate.low);
    const auto most = at(rate.high);
    const auto usual = at(rate.usual);
    e.effect.value = usual.value;
    e.effect.low.reset();
    e.effect.high.reset();
    if (few.low && few.high && most.low && most.high && usual.value) {
        e.effect.low = std::min(*few.low, *most.low);
        e.effect.high = std::max(*few.high, *most.high);
    }
    e.effect.method =
        fmt::format("corrected for {:.0f} % of its use being seen, {:.0f} to {:.0f} %; {}; {} ({})", 100 * rate.usual,
                    100 * rate.low, 100 * rate.high, rate.basis, rate.source, rate.asOf);
    e.verdict = verdictOf(e.effect, rule);
    if (!e.effect.low && headline.effect.low)
        e.effect.note = "So much unseen use would leave no human-only work to compare with.";
    return e;
}

/// The teams with the most rows, in the order of the snapshot: leaving out a small one cannot turn a verdict.
std::vector<std::size_t> largestTeams(const Sample& s, std::size_t teams)
{
    constexpr std::size_t kMostTeams = 10;
    std::vector<std::size_t> rows(teams, 0);
    for (const facts::Index team : s.team)
        if (team != facts::kNoIndex) ++rows[static_cast<std::size_t>(team)];
    std::vector<std::size_t> order(teams);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&rows](std::size_t a, std::size_t b) { return rows[a] > rows[b]; });
    std::erase_if(order, [&rows](std::size_t team) { return rows[team] == 0; });
    if (order.size() > kMostTeams) order.resize(kMostTeams);
    std::sort(order.begin(), order.end());
    return order;
}

} // namespace

std::vector<SensitivityRun> sensitivityRuns(const SampleSource& source, const facts::View& view, const Sample& sample,
                                            const Effect& headline, AdjustedEffect& headlineOf, unsigned covariates,
                                            const EffectRule& rule)
{
    std::vector<PlannedRun> plan;
    const auto threshold = [&](std::string id, std::string title, const facts::ProvenanceThreshold& evidence) {
        plan.push_back({std::move(id), std::move(title), [&, evidence] {
                            if (source.sortsAlike(evidence)) return headline;
                            Sample sorted = source.at(evidence);
                            sorted.keepForEffects();
                            return adjustedEffect(sorted, covariates, rule);
                        }});
    };
    threshold("declared-only", "Declared only", {Kind::Declared, 0.5});
    threshold("inferred-0.5", "Declared or inferred ≥ 0.5", {Kind::Probability, 0.5});
    threshold("inferred-0.8", "Declared or inferred ≥ 0.8", {Kind::Probability, 0.8});
    threshold("unknown-as-human", "Unknown counted as human-only", {Kind::UnknownAsHuman, 0.5});
    threshold("unknown-as-ai", "Unknown counted as AI-assisted", {Kind::UnknownAsAi, 0.5});
    for (const double share : kUndeclaredShares)
        plan.push_back({fmt::format("undeclared-{:.1f}", share),
                        fmt::format("{:.0f} % of human-only work is undeclared AI", 100 * share),
                        [&, share] { return undeclared(headline, share, sample.kind, rule); }});
    if (source.metric().info().id == "defects-per-100-changes")
        plan.push_back({"tracing-error", "Corrected for the errors of defect tracing",
                        [&] { return correctedForTracing(sample, headline, rule); }});
    const auto& snapshot = view.snapshot();
    const HiddenUse use(sample, covariates);
    for (std::size_t tool = 0; tool < std::min<std::size_t>(snapshot.tools.size(), 64); ++tool) {
        if (use.share(tool, 0.5) == 0) continue; // nothing of it is compared
        const DetectionRate& rate = detectionRateOf(snapshot.tools[tool]);
        plan.push_back({"undeclared:" + snapshot.tools[tool],
                        fmt::format("Only {:.0f} % ({:.0f}–{:.0f} %) of the use of {} leaves a trace", 100 * rate.usual,
                                    100 * rate.low, 100 * rate.high, snapshot.toolTitles[tool]),
                        [&, tool] { return hiddenUse(headline, rate, use, tool, sample.kind, rule); }});
    }
    plan.push_back({"within-person", "Each person's work against their own of the same half-year",
                    [&] { return withinPerson(sample, rule); }});
    plan.push_back(
        {"bootstrap", "Interval by resampling people", [&] { return headlineOf.effect(Interval::Bootstrap); }});
    const auto& teams = view.snapshot().teams;
    const bool within = (covariates & kByTeam) != 0 && headlineOf.possible();
    for (const std::size_t t : largestTeams(sample, teams.size())) {
        const auto elsewhere = [&sample, t](std::uint32_t i) { return sample.team[i] != static_cast<facts::Index>(t); };
        if (sample.rowsWhere(elsewhere).empty()) continue;
        plan.push_back({"leave-out:" + teams[t], "Without " + teams[t], [&, within, elsewhere] {
                            if (!within)
                                return adjustedEffect(sample.subset(sample.rowsWhere(elsewhere)), covariates, rule);
                            const auto others = [&](std::uint32_t i) { return std::size_t{elsewhere(i) ? 0U : 1U}; };
                            return headlineOf.divided(1, others).front().effect();
                        }});
    }
    return carryOut(plan, headline, rule.settings);
}

} // namespace assay::analysis
