// SPDX-License-Identifier: GPL-3.0-or-later
#include "decision/verdict.h"

#include "decision/verdictwords.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::decision {
namespace {

using analysis::Contrast;
using analysis::Effect;
using analysis::Verdict;

/// A faster one than this is worth acting on.
constexpr double kWorthwhile = 1 / 1.10;
constexpr const char* kReadinessOpen =
    "readiness has not been assessed, and Assay keeps no record of it yet: before scaling, settle who owns it in month "
    "18, its upkeep, how a decline is noticed and what to fall back on (handbook, Targets)";

const Effect* segmentOf(const Contrast* contrast, std::string_view id)
{
    if (contrast == nullptr) return nullptr;
    const auto found = std::find_if(contrast->segments.begin(), contrast->segments.end(),
                                    [id](const Effect& e) { return e.id == id; });
    return found == contrast->segments.end() ? nullptr : &*found;
}

/// Splits the segments that are told apart from chance into those that AI helps and those that it harms.
void nameSegments(const VerdictInput& input, RecommendationReport& report)
{
    const Contrast* first = input.speed != nullptr ? input.speed : input.defects;
    if (first == nullptr) return;
    for (const Effect& segment : first->segments) {
        const Effect* speed = segmentOf(input.speed, segment.id);
        const Effect* defects = segmentOf(input.defects, segment.id);
        const bool worse = defects != nullptr && defects->verdict == Verdict::Worse;
        if (speed != nullptr && speed->verdict == Verdict::Better && !worse)
            report.helps.push_back(
                {segment.id, segment.title, effectText("ticket to merge", speed->effect, Told::Change)});
        else if (speed != nullptr && speed->verdict == Verdict::Worse)
            report.harms.push_back(
                {segment.id, segment.title, effectText("ticket to merge", speed->effect, Told::Change)});
        else if (worse)
            report.harms.push_back(
                {segment.id, segment.title, effectText("defects introduced", defects->effect, Told::Factor)});
    }
}

void checkScale(const VerdictInput& input, std::vector<Check>& checks)
{
    const auto add = [&checks](std::string condition, std::optional<bool> holds, std::string evidence) {
        checks.push_back({Recommendation::Scale, std::move(condition), holds, std::move(evidence), {}});
    };
    std::optional<bool> met;
    std::optional<bool> kept;
    for (const TargetStatus& status : input.targets) {
        if (!counts(status)) continue;
        auto& all = status.target.guardRail ? kept : met;
        all = all.value_or(true) && isKept(status);
    }
    add("Every target is met", met, statesText(input.targets, false));
    add("No guard-rail is crossed or at risk", kept, statesText(input.targets, true));
    const auto p = input.probabilityNetPositive;
    add(fmt::format("The probability of a positive net value is at least {:.0f} %", 100 * kProbabilityToScale),
        p ? std::optional(*p >= kProbabilityToScale) : std::nullopt,
        p ? fmt::format("{:.0f} %", 100 * *p) : "no scenario has been calculated");
    const auto& blocker = input.readinessBlocker;
    add("Readiness has no blocker", blocker ? std::optional(blocker->empty()) : std::nullopt,
        !blocker           ? kReadinessOpen
        : blocker->empty() ? "none"
                           : *blocker);
}

/// Whether an interval leaves no room for a worthwhile gain; absent without one.
std::optional<bool> ruledOut(const Effect& speed)
{
    if (!speed.effect.value || !speed.effect.low) return std::nullopt;
    return *speed.effect.low > kWorthwhile;
}

void checkExit(const VerdictInput& input, std::vector<Check>& checks)
{
    Check check{Recommendation::Exit,
                "No part of the work is faster by a worthwhile amount, and the intervals exclude that any is",
                std::nullopt, "no comparison of speed", "ticket-to-merge"};
    if (input.speed != nullptr) {
        check.holds = ruledOut(input.speed->adjusted);
        int open = 0;
        int judged = 0;
        for (const Effect& segment : input.speed->segments) {
            const auto out = ruledOut(segment);
            if (!out) continue;
            ++judged;
            if (!*out) ++open;
        }
        if (check.holds) check.holds = *check.holds && open == 0;
        check.evidence =
            check.holds
                ? fmt::format("{}; a gain of 10 % is still possible in {} of {} segments",
                              effectText("ticket to merge", input.speed->adjusted.effect, Told::Change), open, judged)
                : "ticket to merge: " + input.speed->adjusted.effect.note;
    }
    checks.push_back(std::move(check));
}

void checkScope(const RecommendationReport& report, std::vector<Check>& checks)
{
    checks.push_back({Recommendation::AdjustScope, "Some parts of the work are faster without being worse",
                      !report.helps.empty(),
                      report.helps.empty() ? "none, after correction for the number of parts looked at"
                                           : listText(report.helps, false),
                      "ticket-to-merge"});
    checks.push_back({Recommendation::AdjustScope, "Others are slower, or bring in more defects", !report.harms.empty(),
                      report.harms.empty() ? "none, after correction for the number of parts looked at"
                                           : listText(report.harms, false),
                      "ticket-to-merge"});
}

bool ruleHolds(const std::vector<Check>& checks, Recommendation rule)
{
    return std::all_of(checks.begin(), checks.end(),
                       [rule](const Check& c) { return c.rule != rule || c.holds.value_or(false); });
}

/// Runs of a contrast that has an answer: what could not be compared cannot hold.
const std::vector<analysis::SensitivityRun>* runsOf(const Contrast* contrast)
{
    const bool answered = contrast != nullptr && contrast->adjusted.verdict != Verdict::NotEnoughData;
    return answered ? &contrast->sensitivity : nullptr;
}

/// A run counts as holding when speed and, where it has the same run, defects read as in the headline.
void countRuns(const VerdictInput& input, RecommendationReport& report)
{
    const auto* speed = runsOf(input.speed);
    const auto* defects = runsOf(input.defects);
    const auto* counted = speed != nullptr ? speed : defects;
    if (counted == nullptr) return;
    for (const auto& run : *counted) {
        ++report.runs;
        bool holds = run.agrees;
        if (speed != nullptr && defects != nullptr)
            for (const auto& other : *defects)
                if (other.id == run.id) holds = holds && other.agrees;
        if (holds) ++report.holdsIn;
    }
}

std::optional<double> longestWait(const VerdictInput& input)
{
    std::optional<double> weeks;
    for (const Contrast* c : {input.speed, input.defects})
        if (c != nullptr && c->weeksToDecide) weeks = std::max(weeks.value_or(0), *c->weeksToDecide);
    return weeks;
}

} // namespace

const char* recommendationId(Recommendation recommendation)
{
    switch (recommendation) {
    case Recommendation::Scale:
        return "scale";
    case Recommendation::AdjustScope:
        return "adjust-scope";
    case Recommendation::Exit:
        return "exit";
    case Recommendation::KeepMeasuring:
        return "keep-measuring";
    }
    return "keep-measuring";
}

const char* recommendationTitle(Recommendation recommendation)
{
    switch (recommendation) {
    case Recommendation::Scale:
        return "Scale";
    case Recommendation::AdjustScope:
        return "Adjust scope";
    case Recommendation::Exit:
        return "Exit";
    case Recommendation::KeepMeasuring:
        return "Keep measuring";
    }
    return "Keep measuring";
}

RecommendationReport recommend(const VerdictInput& input)
{
    RecommendationReport report;
    report.targets = input.targets;
    report.fingerprint = input.fingerprint;
    nameSegments(input, report);
    checkScale(input, report.checks);
    checkExit(input, report.checks);
    checkScope(report, report.checks);
    for (const auto rule : {Recommendation::Scale, Recommendation::Exit, Recommendation::AdjustScope})
        if (ruleHolds(report.checks, rule)) {
            report.recommendation = rule;
            break;
        }
    report.checks.push_back({Recommendation::KeepMeasuring,
                             "None of the other rules applies",
                             report.recommendation == Recommendation::KeepMeasuring,
                             recommendationTitle(report.recommendation),
                             {}});
    report.title = recommendationTitle(report.recommendation);
    countRuns(input, report);
    report.weeksToDecide = longestWait(input);
    report.text = verdictText(report, input);
    report.wouldChange = changesText(report, input);
    return report;
}

RecommendationReport assess(const facts::View& view, const analysis::Settings& settings, std::vector<Target> targets,
                            std::optional<double> probabilityNetPositive, std::optional<std::string> readinessBlocker)
{
    const auto speed = analysis::contrast("ticket-to-merge", view, settings);
    const auto defects = analysis::contrast("defects-per-100-changes", view, settings);
    VerdictInput input;
    input.speed = speed ? &*speed : nullptr;
    input.defects = defects ? &*defects : nullptr;
    input.probabilityNetPositive = probabilityNetPositive;
    input.readinessBlocker = std::move(readinessBlocker);
    input.fingerprint = view.snapshot().fingerprint;
    std::vector<const Contrast*> made;
    for (const Contrast* c : {input.speed, input.defects})
        if (c != nullptr) made.push_back(c);
    if (targets.empty()) targets = defaultTargets();
    for (const Target& target : targets) input.targets.push_back(statusOf(target, view, settings, made));
    return recommend(input);
}

} // namespace assay::decision
