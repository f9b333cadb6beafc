// SPDX-License-Identifier: GPL-3.0-or-later
#include "attribution/telemetry.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay::attribution {
namespace {

using domain::Evidence;
using domain::Rung;

constexpr std::chrono::days kOneDay{1};

/// Lines the tool delivered that day, as far as it says or its counts suggest; nullopt if it says nothing about lines.
std::optional<double> linesOf(const UsageOfDay& usage, const TelemetryModel& model)
{
    if (usage.linesAccepted && *usage.linesAccepted > 0) return static_cast<double>(*usage.linesAccepted);
    const double suggested = static_cast<double>(usage.accepted.value_or(0)) * model.linesPerAcceptance;
    const double agents = static_cast<double>(usage.agentRuns.value_or(0)) * model.linesPerAgentRun;
    if (suggested + agents > 0) return suggested + agents;
    return std::nullopt;
}

bool meaningful(const UsageOfDay& usage)
{
    return usage.linesAccepted.value_or(0) > 0 || usage.accepted.value_or(0) > 0 || usage.agentRuns.value_or(0) > 0 ||
           usage.interactions.value_or(0) > 0;
}

/// The entries of one day or the day before.
std::span<const UsageOfDay> around(const AuthorTelemetry& author, Day day)
{
    const auto byDay = [](const UsageOfDay& usage, Day d) { return usage.day < d; };
    const auto first = std::lower_bound(author.usage.begin(), author.usage.end(), day - kOneDay, byDay);
    const auto last = std::lower_bound(first, author.usage.end(), day + kOneDay, byDay);
    return {first, last};
}

bool covered(const ToolCoverage& tool, Day day)
{
    return std::any_of(tool.telemetry.begin(), tool.telemetry.end(),
                       [day](const DayRange& days) { return days.contains(day); });
}

/// "2026-03-04: 120 lines accepted, 3 agent runs": only what the report says.
std::string describe(const UsageOfDay& usage)
{
    std::string text;
    const auto add = [&text](const std::optional<std::int64_t>& count, std::string_view what) {
        if (count) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", *count, what);
    };
    add(usage.linesAccepted, "lines accepted");
    add(usage.accepted, "suggestions accepted");
    add(usage.interactions, "prompts");
    add(usage.agentRuns, "agent runs");
    return isoDay(usage.day) + ": " + text;
}

Evidence human(std::string_view rule, std::string_view channel, double strength, std::string text)
{
    Evidence evidence;
    evidence.rung = Rung::Coverage;
    evidence.rule = rule;
    evidence.channel = channel;
    evidence.strength = strength;
    evidence.declared = false;
    evidence.human = true;
    evidence.text = std::move(text);
    return evidence;
}

} // namespace

double telemetryProbability(const UsageOfDay& usage, const CommitMoment& commit, const TelemetryModel& model)
{
    const bool sameDay = usage.day == commit.day;
    if ((!sameDay && usage.day + kOneDay != commit.day) || !meaningful(usage)) return 0;
    const double weight = sameDay ? 1.0 : model.dayBefore;
    const auto lines = linesOf(usage, model);
    if (!lines) return std::min(model.cap, weight * model.promptsOnly);
    // What was accepted yesterday may have been committed yesterday or today.
    const auto committed = static_cast<double>(std::max<std::int64_t>(
        {1, commit.addedLines,
         sameDay ? commit.authorLinesOfDay : commit.authorLinesOfDay + commit.authorLinesDayBefore}));
    const double share = std::min(1.0, model.retention * *lines / committed);
    const double chunks = std::max(1.0, static_cast<double>(commit.addedLines) / model.chunkLines);
    return std::min(model.cap, 1 - std::pow(1 - weight * share, chunks));
}

std::optional<Evidence> telemetryEvidence(const AuthorTelemetry& author, const CommitMoment& commit,
                                          const TelemetryModel& model)
{
    if (commit.addedLines <= 0) return std::nullopt;
    double none = 1;
    double best = 0;
    const UsageOfDay* from = nullptr;
    for (const UsageOfDay& usage : around(author, commit.day)) {
        const double p = telemetryProbability(usage, commit, model);
        none *= 1 - p;
        if (p > best) {
            best = p;
            from = &usage;
        }
    }
    if (from == nullptr) return std::nullopt;
    Evidence evidence;
    evidence.rung = Rung::Telemetry;
    evidence.rule = "telemetry";
    evidence.tool = from->tool;
    evidence.channel = "telemetry";
    evidence.strength = std::min(model.cap, 1 - none);
    evidence.declared = false;
    evidence.text = describe(*from);
    return evidence;
}

std::optional<Evidence> coverageEvidence(const AuthorTelemetry& author, const CommitMoment& commit,
                                         std::span<const ToolCoverage> tools, std::string_view policyRule,
                                         const CoverageModel& model)
{
    for (const UsageOfDay& usage : around(author, commit.day))
        if (meaningful(usage)) return std::nullopt;
    if (!policyRule.empty())
        return human(policyRule, "policy", model.policy, "declaring AI is mandatory here and none is declared");
    if (tools.empty()) return std::nullopt;
    bool anySeat = false;
    for (const ToolCoverage& tool : tools) {
        const bool held = std::any_of(author.seats.begin(), author.seats.end(), [&](const SeatSpan& seat) {
            return seat.tool == tool.tool && seat.holds(commit.day);
        });
        anySeat = anySeat || held;
        const bool usageKnown = covered(tool, commit.day) && covered(tool, commit.day - kOneDay);
        const bool noSeat = !held && tool.seatLists && tool.seatLists->contains(commit.day);
        const bool named =
            std::find(author.unnamedFor.begin(), author.unnamedFor.end(), tool.tool) == author.unnamedFor.end();
        if (!named || (!usageKnown && !noSeat)) return std::nullopt;
    }
    if (!anySeat) {
        const bool listed = std::all_of(tools.begin(), tools.end(), [&](const ToolCoverage& tool) {
            return tool.seatLists && tool.seatLists->contains(commit.day);
        });
        if (listed)
            return human("no-seat", "seat", model.noSeat,
                         "the author held no seat of any tool on " + isoDay(commit.day));
    }
    return human("no-use", "telemetry", model.noUse, "telemetry covers the days before the commit and shows no use");
}

} // namespace assay::attribution
