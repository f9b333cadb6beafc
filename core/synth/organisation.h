// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "domain/work.h"
#include "synth/spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// A made-up organisation: people, work, code and tool use, with everything that is true about it. Plain data; rows
/// refer to each other by index, −1 is none. Nothing here is real: developers are numbered, addresses are in
/// example.com.
namespace assay::synth {

inline constexpr int kNone = -1;

enum class Tool : std::uint8_t
{
    Copilot,
    ClaudeCode,
    Aider
};
/// Catalogue id: "copilot", "claude-code", "aider".
[[nodiscard]] const char* toolId(Tool tool);

/// How AI took part in a change, in truth.
enum class AiUse : std::uint8_t
{
    None,     ///< human-only
    Declared, ///< assisted, and the commits say so
    Measured, ///< assisted, no marker, but the tool's telemetry shows it
    Hidden,   ///< assisted, and no trace of it is left
};
[[nodiscard]] inline bool assisted(AiUse use)
{
    return use != AiUse::None;
}

enum class Age : std::uint8_t
{
    Greenfield,
    Recent,
    Legacy
};
inline constexpr int kAges = 3;

enum class Habit : std::uint8_t
{
    Idle,
    Dabbler,
    Regular,
    Power
};

struct Team
{
    std::string name;
    std::string key; ///< of its ticket project
    int repository = 0;
    int offsetMinutes = 0; ///< its zone; the made-up teams sit where clocks never change
    Day rollout{};         ///< first seats
    double seatShare = 0.9;
    double logTime = 0; ///< effect on log time
    double aiLogit = 0; ///< effect on the use of AI
    double defectFactor = 1;
    double legacyShare = 0; ///< of its features and refactorings
};

struct Stay
{
    int team = kNone;
    Day from{};
    std::optional<Day> to; ///< last day, included
};

struct Person
{
    std::string name;
    std::string login;
    std::string email;
    std::vector<std::string> otherEmails;
    std::string commitEmail; ///< what Git sees
    std::string role;
    bool engineering = true;
    bool onRoster = true;
    bool bot = false;
    bool telemetryOff = false;
    bool neverSignedIn = false; ///< was given a seat and left it alone
    bool secondTool = false;    ///< uses Claude Code too, which marks its commits
    std::vector<Stay> stays;
    std::optional<Day> seatFrom; ///< Copilot
    std::optional<Day> seatTo;
    Habit habit = Habit::Idle;
    std::optional<Day> gaveUp; ///< stopped using AI on this day, seat kept
    double logTime = 0;
    double defectFactor = 1;

    [[nodiscard]] bool holdsSeat(Day day) const { return seatFrom && *seatFrom <= day && (!seatTo || day <= *seatTo); }
    /// The team on a day; kNone outside every stay.
    [[nodiscard]] int teamOn(Day day) const;
};

enum class TicketEnd : std::uint8_t
{
    Open,
    Merged,
    Cancelled,
    Unlinked
};

struct StatusStep
{
    Instant at{};
    std::uint8_t from = 0; ///< index into kStatuses
    std::uint8_t to = 0;
};
/// The work flow of every team.
inline constexpr const char* kStatuses[] = {"To Do", "In Progress", "In Review", "Done", "Cancelled"};
enum Status : std::uint8_t
{
    kToDo,
    kInProgress,
    kInReview,
    kDone,
    kCancelled
};
/// "Highest", "High", "Medium", "Low".
inline constexpr const char* kPriorities[] = {"Highest", "High", "Medium", "Low"};

struct Ticket
{
    int team = kNone; ///< whose project it is in
    int number = 0;   ///< within the project
    domain::TaskType task = domain::TaskType::Other;
    bool bug = false;
    std::uint8_t priority = 2;
    int assignee = kNone;
    int reporter = kNone;
    Instant created{};
    std::optional<Instant> started;
    std::optional<Instant> resolved;
    TicketEnd end = TicketEnd::Open;
    int reopened = 0;
    std::vector<StatusStep> history;
    std::string title;
};

struct Review
{
    int reviewer = kNone;
    Instant at{};
    domain::ReviewState state = domain::ReviewState::Commented;
};

/// Where a change names its ticket.
enum KeyPlace : std::uint8_t
{
    kInBranch = 1,
    kInTitle = 2,
    kInMessage = 4,
    kInBody = 8
};

struct Change
{
    int repository = 0;
    int number = 0;             ///< of the pull request
    int ticket = kNone;         ///< in truth
    std::uint8_t keyPlaces = 0; ///< none: the link is lost to every observer
    int author = kNone;
    int team = kNone; ///< of the author when the work began
    domain::TaskType task = domain::TaskType::Other;
    Age age = Age::Recent;
    AiUse use = AiUse::None;
    Tool tool = Tool::Copilot;
    Instant began{}; ///< the ticket's creation, or when it would have been
    Instant opened{};
    std::optional<Instant> merged;
    std::optional<Instant> closed; ///< merged or given up
    std::vector<Review> reviews;
    int rounds = 0;
    int firstCommit = 0;
    int commitCount = 0;
    int plannedLines = 0;
    int added = 0;
    int deleted = 0;
    std::vector<int> files;
    int repairs = kNone; ///< the defect it fixes or reverts
    bool reverts = false;
    bool automation = false;
    std::string title;
};

struct Commit
{
    int change = kNone; ///< kNone: from before the organisation's first day
    int repository = 0;
    int author = kNone;
    Instant authored{};
    bool marked = false; ///< carries the tool's marker
    int firstEdit = 0;
    int editCount = 0;
    int added = 0;
    int deleted = 0;
};

/// Lines `at` … `at + removed − 1` of a file give way to `added` new ones with consecutive serial numbers.
struct Edit
{
    int file = 0;
    int at = 0;
    int removed = 0;
    int added = 0;
    std::uint32_t firstSerial = 0;
};

enum class FileKind : std::uint8_t
{
    Code,
    Test,
    Document,
    Config
};

struct File
{
    int repository = 0;
    int team = 0;
    FileKind kind = FileKind::Code;
    std::string path;
};

struct Defect
{
    int origin = kNone; ///< the change that planted it; kNone: from before the first day
    int fix = kNone;    ///< kNone: not fixed before the data end
    int ticket = kNone; ///< kNone: fixed or reverted without one
    Instant reported{};
    int removedLines = 0; ///< lines of the origin that the fix removed
    int otherLines = 0;   ///< lines of others that the fix removed beside them
};

/// Lines of `change` that `remover` removed.
struct Death
{
    int change = kNone;
    int remover = kNone;
    int lines = 0;
};

/// A day of somebody's use of Copilot, the tool whose telemetry the organisation collects.
struct UsageDay
{
    int person = kNone;
    Day day{};
    int shown = 0;
    int accepted = 0;
    int linesShown = 0;
    int linesAccepted = 0;
    int interactions = 0;
    int agentRuns = 0;
};

struct Organisation
{
    OrganisationSpec spec;
    std::vector<std::string> repositories; ///< short names
    std::vector<Team> teams;
    std::vector<Person> people;
    std::vector<Ticket> tickets; ///< by creation
    std::vector<Change> changes; ///< by merge; the unmerged ones last
    std::vector<Commit> commits; ///< those from before the first day first, then change by change
    std::vector<Edit> edits;     ///< commit by commit
    std::vector<File> files;
    std::vector<Defect> defects;
    std::vector<Death> deaths;
    std::vector<UsageDay> usage; ///< by person and day

    [[nodiscard]] std::string ticketKey(int ticket) const;
    [[nodiscard]] Instant cutOff() const
    {
        return Instant{spec.lastDay} + std::chrono::hours{24} - std::chrono::milliseconds{1};
    }
};

/// Makes one up. Takes some 50 ms at the default size.
[[nodiscard]] Organisation makeOrganisation(const OrganisationSpec& spec);

} // namespace assay::synth
