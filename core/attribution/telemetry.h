// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "domain/provenance.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Rungs 4 and 5 of the ladder: what telemetry and seats say about a commit whose lines and message say nothing.
namespace assay::attribution {

/// One day of one person with one tool, surfaces summed. Absent counters are unknown, not zero.
struct UsageOfDay
{
    std::string tool;
    Day day{};
    std::optional<std::int64_t> linesAccepted;
    std::optional<std::int64_t> accepted;     ///< suggestions
    std::optional<std::int64_t> interactions; ///< prompts, chats
    std::optional<std::int64_t> agentRuns;
};

/// A licence of the person, first and last day included; no last day means it still holds.
struct SeatSpan
{
    std::string tool;
    std::optional<Day> from;
    std::optional<Day> to;
    [[nodiscard]] bool holds(Day day) const { return (!from || *from <= day) && (!to || day <= *to); }
};

/// What was imported about a tool: outside these days nothing is known about anybody.
struct ToolCoverage
{
    std::string tool;
    std::vector<DayRange> telemetry;   ///< days for which usage was delivered
    std::optional<DayRange> seatLists; ///< days for which the list of seats is known
};

/// The author's side: usage ordered by day, seats in any order.
struct AuthorTelemetry
{
    std::vector<UsageOfDay> usage;
    std::vector<SeatSpan> seats;
    /// Tools in whose terms the author cannot be named: lists go by GitHub login, say, and only a git address is known.
    /// Not being on such a list says nothing about the author.
    std::vector<std::string> unnamedFor;
};

/// The commit's side.
struct CommitMoment
{
    Day day{}; ///< UTC day of authoring, as telemetry counts days
    std::int64_t addedLines = 0;
    std::int64_t authorLinesOfDay = 0; ///< lines added by all commits of the author on that day, this one included
    std::int64_t authorLinesDayBefore = 0;
};

/// The probability model of rung 4. A tool delivered A lines to the author on a day on which the author committed T
/// lines; a share
///     s = min(1, retention · A / T)
/// of what was committed is then expected to be AI-written. Lines arrive in chunks of about `chunkLines`; a commit of L
/// lines has h = max(1, L / chunkLines) of them, each AI-written with probability s, independently of the others, so
/// that
///     P(commit contains AI-written lines) = 1 − (1 − w · s)^h,
/// with w = 1 for use on the commit's day and `dayBefore` for use on the day before only. Agent runs and accepted
/// suggestions without a line count stand for a typical number of lines. Prompts alone (a chat that may have been about
/// anything) give `promptsOnly`. Nothing inferred is ever more certain than `cap`. The constants are judgements, kept
/// in one place so that they can be calibrated where line notes and telemetry exist for the same commits; several tools
/// combine as 1 − Π(1 − P).
struct TelemetryModel
{
    double retention = 0.7;
    double chunkLines = 10;
    double linesPerAcceptance = 3;
    double linesPerAgentRun = 40;
    double dayBefore = 0.5;
    double promptsOnly = 0.3;
    double cap = 0.95;
};

/// P(commit contains AI-written lines) from one tool's use; 0 when the tool was not used on the day or the day before.
[[nodiscard]] double telemetryProbability(const UsageOfDay& usage, const CommitMoment& commit,
                                          const TelemetryModel& model = {});

/// Rung 4: at most one inferred evidence, naming the tool that contributes most. None without meaningful use; receiving
/// a suggestion is not use.
[[nodiscard]] std::optional<domain::Evidence>
telemetryEvidence(const AuthorTelemetry& author, const CommitMoment& commit, const TelemetryModel& model = {});

/// How sure rung 5 is. Below 1 because private accounts leave no trace in an organisation's telemetry.
struct CoverageModel
{
    double noSeat = 0.8; ///< the lists of every tool cover the day and the author is on none
    double noUse = 0.85; ///< every tool the author had is covered on the day and the day before, and shows no use
    double policy = 0.9; ///< declaring AI is mandatory there and the commit declares none
};

/// Rung 5: evidence for human-only. None as soon as one tool that the author may have used is not covered, or lists
/// people in terms in which the author is unknown: missing telemetry is not zero use. `tools` lists every tool the
/// organisation is known to use; if empty, nothing is known. `policyRule`: id of a registered policy that makes
/// declaration mandatory for this commit, else empty.
[[nodiscard]] std::optional<domain::Evidence>
coverageEvidence(const AuthorTelemetry& author, const CommitMoment& commit, std::span<const ToolCoverage> tools,
                 std::string_view policyRule = {}, const CoverageModel& model = {});

} // namespace assay::attribution
