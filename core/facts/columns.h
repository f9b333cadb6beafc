// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "domain/provenance.h"
#include "domain/work.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

/// The read-only columnar snapshot that metrics read: struct of arrays, keys dictionary-encoded, rows addressed by
/// index. Missing values have one form each: kNoTime, kNoIndex, NaN. They are never zero.
namespace assay::facts {

using Index = std::int32_t;
inline constexpr Index kNoIndex = -1;
/// Moments are milliseconds since 1970, UTC.
using Millis = std::int64_t;
inline constexpr Millis kNoTime = std::numeric_limits<Millis>::min();
/// Days since 1970-01-01.
using EpochDay = std::int32_t;
inline constexpr EpochDay kNoDay = std::numeric_limits<EpochDay>::min();

[[nodiscard]] inline bool known(Millis at)
{
    return at != kNoTime;
}

/// Bits of `Changes::flags`.
enum ChangeFlag : std::uint16_t
{
    kAutomation = 1,       ///< dependabot and the like: in no group
    kAutonomous = 2,       ///< an agent is the author
    kReverted = 4,         ///< a later change reverts it; see revertedAt
    kFix = 8,              ///< fixes a defect
    kRevert = 16,          ///< reverts another change
    kReviewed = 32,        ///< reviewed by a person other than the author
    kReviewKnown = 64,     ///< the source says something about reviews at all
    kTraced = 128,         ///< lineage covers it: absent deaths mean alive
    kSizeIncomplete = 256, ///< objects were missing: sizes are lower bounds
    kDeclared = 512,       ///< AI by declaration (rungs 1 to 3)
    kFilesKnown = 1024,    ///< which files it touches is known
    kManifest = 2048,      ///< one of them can bring in a dependency (package.json, requirements.txt, …)
    kLicence = 4096,       ///< one of them is a licence or notice
};

enum class ChangeKind : std::uint8_t
{
    PullRequest,
    Branch,
    Commit
};
enum class CodeAge : std::uint8_t
{
    Unknown,
    Greenfield,
    Recent,
    Legacy
};
inline constexpr int kCodeAges = 4;

/// Merged changes, ordered by mergedAt.
struct Changes
{
    std::vector<std::int64_t> id; ///< ChangeId
    std::vector<ChangeKind> kind;
    std::vector<Index> repository;    ///< → Snapshot::repositories
    std::vector<std::int64_t> number; ///< pull-request number; 0 none
    std::vector<std::string> title;
    std::vector<std::string> head; ///< merge or only commit, hex
    std::vector<Millis> mergedAt;
    std::vector<Millis> openedAt;
    std::vector<Millis> firstCommitAt;
    std::vector<Millis> firstReviewAt; ///< by another person; bots are no reviewers
    std::vector<Millis> approvedAt;
    std::vector<Millis> releasedAt;
    std::vector<Millis> revertedAt;
    std::vector<Index> author; ///< → People; kNoIndex where unmapped
    std::vector<Index> team;   ///< → Snapshot::teams, at merge time; kNoIndex unknown
    std::vector<domain::TaskType> taskType;
    std::vector<CodeAge> codeAge;
    std::vector<Index> ticket; ///< → Tickets, the first linked; kNoIndex none
    std::vector<std::int32_t> added;
    std::vector<std::int32_t> deleted;
    std::vector<std::int32_t> files;
    std::vector<std::int32_t> commits;
    std::vector<std::int32_t> reviewRounds;
    std::vector<double> aiProbability;         ///< 1 declared … 0 human-only by positive evidence; NaN unknown
    std::vector<float> aiShare;                ///< share of added lines; NaN unknown
    std::vector<std::uint64_t> tools;          ///< bit per Snapshot::tools
    std::vector<std::uint16_t> flags;          ///< ChangeFlag
    std::vector<std::int32_t> linesBorn;       ///< lines it wrote, traced
    std::vector<std::int32_t> linesAlive;      ///< of these, standing at the tip
    std::vector<std::int32_t> aiLinesAlive;    ///< of these, an AI's according to a line note
    std::vector<std::int32_t> humanLinesAlive; ///< of these, a human's according to a line note
    std::vector<Index> language;               ///< → Snapshot::languages: of most lines it added; kNoIndex none known

    [[nodiscard]] std::size_t size() const { return id.size(); }
    [[nodiscard]] bool has(Index row, ChangeFlag flag) const
    {
        return (flags[static_cast<std::size_t>(row)] & flag) != 0;
    }
};

enum class TicketState : std::uint8_t
{
    Open,
    Merged,
    Cancelled,
    Unlinked
};
/// Bits of `Tickets::problems`: what is wrong with its stamps. A stage touched by one is missing, never zero.
enum TicketProblem : std::uint16_t
{
    kNoCreated = 1,
    kResolvedBeforeCreated = 2,
    kMergedBeforeCreated = 4,
    kStartedAfterMerge = 8,
    kStartedBeforeCreated = 16,
    kOpenedAfterMerge = 32,
    kReviewOutOfOrder = 64,
    kZoneAssumed = 128,
    kFirstCommitBeforeCreated = 256,
};

/// Bits of `Tickets::labels`.
enum TicketLabel : std::uint8_t
{
    kLabelsKnown = 1, ///< its source exports labels at all
    kSecurityLabel = 2,
    kComplianceLabel = 4,
};

/// All tickets, ordered by createdAt (missing ones last).
struct Tickets
{
    std::vector<std::int64_t> id; ///< TicketId
    std::vector<std::string> key;
    std::vector<std::string> title;
    std::vector<Index> type; ///< → Snapshot::ticketTypes
    std::vector<domain::TaskType> taskType;
    std::vector<Index> status;   ///< → Snapshot::statuses
    std::vector<Index> priority; ///< → Snapshot::priorities
    std::vector<Millis> createdAt;
    std::vector<Millis> startedAt;
    std::vector<Millis> firstCommitAt;
    std::vector<Millis> openedAt; ///< first linked change opened
    std::vector<Millis> firstReviewAt;
    std::vector<Millis> approvedAt;
    std::vector<Millis> firstLandedAt; ///< first linked merge
    std::vector<Millis> mergedAt;      ///< last linked merge: the end of ticket-to-merge
    std::vector<Millis> releasedAt;
    std::vector<Millis> resolvedAt;
    std::vector<TicketState> state;
    std::vector<std::int16_t> reopened;
    std::vector<Index> team;   ///< of the change's author at merge, else of the assignee at creation
    std::vector<Index> person; ///< who the team comes from
    std::vector<CodeAge> codeAge;
    std::vector<std::int32_t> size;    ///< added + deleted of all linked changes; 0 if none
    std::vector<double> aiProbability; ///< over its linked merged changes, or its commits so far where none is merged:
                                       ///< any AI → its highest; all human → 0; else NaN
    std::vector<std::uint8_t> declared;
    std::vector<std::uint64_t> tools;
    std::vector<std::int32_t> changeCount;   ///< linked merged changes
    std::vector<std::uint16_t> problems;     ///< TicketProblem
    std::vector<double> workingHoursToMerge; ///< created → merged in the team's calendar; NaN when open
    std::vector<std::uint8_t> defect;        ///< a bug ticket
    std::vector<std::uint8_t> labels;        ///< TicketLabel; empty: of no ticket is anything known

    [[nodiscard]] std::size_t rows() const { return id.size(); }
    [[nodiscard]] bool hasLabel(Index row, TicketLabel label) const
    {
        return !labels.empty() && (labels[static_cast<std::size_t>(row)] & label) != 0;
    }
};

/// Commits, ordered by committedAt.
struct Commits
{
    std::vector<std::int64_t> id;
    std::vector<Index> repository;
    std::vector<Index> author;
    std::vector<Index> change; ///< → Changes; kNoIndex when not merged or unknown
    std::vector<Millis> authoredAt;
    std::vector<Millis> committedAt;
    std::vector<std::int32_t> added;
    std::vector<std::int32_t> deleted;
    std::vector<std::int32_t> files;
    std::vector<double> aiProbability; ///< NaN unknown
    std::vector<std::uint64_t> tools;
    std::vector<std::uint8_t> merge;
    std::vector<std::uint8_t> automation;
    std::vector<std::uint8_t> declared;

    [[nodiscard]] std::size_t size() const { return id.size(); }
};

/// Deaths of lines, per writing change: `lines` of change `change` died `ageDays` after its merge, removed by
/// `remover`.
struct LineDeaths
{
    std::vector<Index> change;
    std::vector<float> ageDays;
    std::vector<std::int32_t> lines;
    std::vector<Index> remover;          ///< → Changes; kNoIndex outside any change
    std::vector<std::uint8_t> lineClass; ///< → Snapshot::lineClasses: of the file they were written in

    [[nodiscard]] std::size_t size() const { return change.size(); }
};

/// What traced changes wrote, by class of the file they wrote it in. By change; empty where history was read before
/// classes were kept.
struct ClassLines
{
    std::vector<Index> change;           ///< → Changes
    std::vector<std::uint8_t> lineClass; ///< → Snapshot::lineClasses
    std::vector<std::int32_t> born;      ///< lines that reached the main line
    std::vector<std::int32_t> alive;     ///< of these, standing at the tip

    [[nodiscard]] std::size_t size() const { return change.size(); }
};

/// Defects and the changes they are traced to. Weights of one defect sum to 1 over its rows, or it has no row ("no
/// candidate").
struct Defects
{
    std::vector<std::int64_t> id;
    std::vector<Index> ticket;      ///< kNoIndex: a fixing or reverting commit without a ticket
    std::vector<Index> fix;         ///< → Changes
    std::vector<Millis> reportedAt; ///< ticket created, else the fix's merge
    std::vector<Millis> fixedAt;
    std::vector<Index> team;
    std::vector<Index> priority;
    std::vector<std::uint8_t> noCandidate; ///< the fix only adds lines: origin unknown, never "no defect"
    [[nodiscard]] std::size_t size() const { return id.size(); }
};
struct Origins
{
    std::vector<Index> defect; ///< → Defects
    std::vector<Index> change; ///< → Changes; kNoIndex when the origin is in no imported change
    std::vector<double> weight;
    std::vector<std::int32_t> lines;
    std::vector<std::string> commit; ///< hex
    [[nodiscard]] std::size_t size() const { return defect.size(); }
};

/// Which tickets a change works on: many to many. `Changes::ticket` names the first of a change.
struct TicketLinks
{
    std::vector<Index> ticket;
    std::vector<Index> change;
    [[nodiscard]] std::size_t size() const { return ticket.size(); }
};

/// A stay of a person in a team.
struct Membership
{
    Index team = kNoIndex;
    EpochDay from = kNoDay; ///< kNoDay: since ever
    EpochDay to = kNoDay;   ///< kNoDay: until further notice
    bool engineering = true;
    double share = 1;
};
/// A licence of a person.
struct Seat
{
    Index tool = kNoIndex;
    EpochDay from = kNoDay;
    EpochDay to = kNoDay;
    EpochDay lastActivity = kNoDay;
    EpochDay lastSignIn = kNoDay;
    EpochDay snapshot = kNoDay; ///< day of the newest list it appears in
    double pricePerMonth = std::numeric_limits<double>::quiet_NaN();
};

struct People
{
    std::vector<std::int64_t> id;
    std::vector<std::string> name; ///< shown only when unlocked; else the pseudonym
    std::vector<std::uint8_t> bot;
    std::vector<std::uint8_t> onRoster;
    std::vector<std::vector<Membership>> memberships;
    std::vector<std::vector<Seat>> seats;
    [[nodiscard]] std::size_t size() const { return id.size(); }
};

/// Usage days, ordered by person, tool, day. Missing counters are -1.
struct Usage
{
    std::vector<Index> person;
    std::vector<Index> tool;
    std::vector<EpochDay> day;
    std::vector<std::int32_t> shown;
    std::vector<std::int32_t> accepted;
    std::vector<std::int32_t> linesAccepted;
    std::vector<std::int32_t> interactions;
    std::vector<std::int32_t> agentRuns;
    std::vector<double> costUsd; ///< NaN missing
    std::vector<std::uint8_t>
        meaningful; ///< accepted, prompted or ran an agent: merely receiving a suggestion is not use
    [[nodiscard]] std::size_t size() const { return person.size(); }
};

/// Days for which a tool's telemetry was delivered: outside them no row means unknown, inside them it means no use.
struct TelemetryCoverage
{
    Index tool = kNoIndex;
    EpochDay from = kNoDay;
    EpochDay to = kNoDay;
};

} // namespace assay::facts
