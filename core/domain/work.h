// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::domain {

enum class StatusCategory : std::uint8_t
{
    Unknown,
    ToDo,
    InProgress,
    Done,
    Cancelled
};
enum class TaskType : std::uint8_t
{
    Tests,
    Documentation,
    Boilerplate,
    Feature,
    BugFix,
    Refactoring,
    Other
};
inline constexpr int kTaskTypes = 7;
/// "tests", "documentation", "boilerplate", "feature", "bug-fix", "refactoring", "other": stable ids for CLI and files.
[[nodiscard]] const char* taskTypeId(TaskType type);
[[nodiscard]] const char* taskTypeTitle(TaskType type);
[[nodiscard]] std::optional<TaskType> taskTypeFromId(std::string_view id);

/// How a stamp's time zone was known.
enum class ZoneBasis : std::uint8_t
{
    Explicit,
    DocumentedUtc,
    Assumed
};

struct StatusChange
{
    Instant at{};
    std::string from;
    std::string to;
    StatusCategory toCategory = StatusCategory::Unknown;
    std::string author;
};

/// A work item as a ticket system exports it. Absent stays absent.
struct TicketRecord
{
    std::string system; ///< "jira", "github", …
    std::string key; ///< unique within the system: "PAY-12", "owner/repo#12", "#12" where the repository is not known
    std::string title;
    std::string type; ///< as exported: "Bug", "Story"
    std::string status;
    StatusCategory category = StatusCategory::Unknown;
    std::string resolution;
    std::string priority;
    std::vector<std::string> labels;
    std::string assignee; ///< e-mail, login or name, whatever the export has
    std::string reporter;
    std::string project;
    std::string parent;
    std::optional<Instant> created;
    std::optional<Instant> started;  ///< first entry into an in-progress status, when known
    std::optional<Instant> resolved; ///< end of work as the system says
    std::optional<Instant> updated;
    ZoneBasis zone = ZoneBasis::Explicit;
    std::vector<StatusChange> history;      ///< empty when the export has none
    std::vector<std::string> linkedChanges; ///< pull-request URLs or "owner/repo#n" named by the ticket
    int reopened = 0;
    std::string id; ///< the system's internal id, when exported
};

enum class ReviewState : std::uint8_t
{
    Commented,
    Approved,
    ChangesRequested,
    Dismissed
};

struct ReviewRecord
{
    std::string reviewer; ///< login
    bool bot = false;
    Instant at{};
    ReviewState state = ReviewState::Commented;
};

/// A pull or merge request.
struct PullRequestRecord
{
    std::string system;     ///< "github", "gitlab", …
    std::string repository; ///< "owner/name"; empty when the export does not say
    std::int64_t number = 0;
    std::string title;
    std::string body;
    std::string author; ///< login
    bool authorIsBot = false;
    std::string sourceBranch;
    std::string targetBranch;
    std::optional<Instant> created;
    std::optional<Instant> merged; ///< the only proof of a merge
    std::optional<Instant> closed;
    bool draft = false;
    std::string mergeCommit; ///< hex, possibly abbreviated (Bitbucket: 12 digits)
    std::string headCommit;
    std::vector<std::string> commits; ///< hex
    std::vector<std::string> labels;
    std::vector<ReviewRecord> reviews;
    bool reviewsKnown = false;       ///< the export says something about reviews, even that there were none
    std::vector<std::string> closes; ///< tickets it closes: "#12", "owner/repo#12", "PAY-3"
    std::optional<std::int64_t> added;
    std::optional<std::int64_t> deleted;
    std::optional<std::int64_t> files;
};

/// A review that stands in a file of its own, apart from its pull request.
struct PullRequestReviewRecord
{
    std::string system;
    std::string repository;
    std::int64_t number = 0;
    ReviewRecord review;
};

/// A ticket's status changes that stand in a file of their own (changelog pages).
struct TicketHistoryRecord
{
    std::string system;
    std::string key; ///< empty when the pages name the ticket by id only
    std::string id;  ///< the system's internal id
    std::vector<StatusChange> history;
    std::optional<Instant> started;
    int reopened = 0;
};

/// An interruption of service or a production incident.
struct IncidentRecord
{
    std::string key;
    std::string title;
    std::string severity;
    std::string service;
    std::string team;
    std::optional<Instant> started;
    std::optional<Instant> resolved;
    std::vector<std::string> causes; ///< commits, pull requests or tickets it names
    ZoneBasis zone = ZoneBasis::Explicit;
};

} // namespace assay::domain
