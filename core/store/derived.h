// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/ids.h"
#include "domain/provenance.h"
#include "domain/work.h"
#include "store/gitreader.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What linking, attribution and tracing found: rebuilt as a whole after an import, and read back when a workspace
/// opens.
namespace assay::store {

class Database;

struct PersonRow
{
    domain::PersonId id;
    std::string name;
    bool bot = false;
    bool onRoster = false;
};
struct PersonIdentityRow
{
    domain::IdentityId identity;
    domain::PersonId person;
    std::string reason;
};
struct SuggestionRow
{
    domain::IdentityId a;
    domain::IdentityId b;
    double score = 0;
    std::string reason;
};
/// An identity that looks like an AI tool's but was chosen by somebody: only the user can say.
struct QuestionRow
{
    std::string kind; ///< of an identity as decisions name it; it need not have a row
    std::string value;
    std::string rule;
    std::int64_t commits = 0;
    std::string example; ///< "Name <e-mail>" as it stands in a commit
};
struct ChangeRow
{
    domain::ChangeId id;
    std::uint8_t kind = 0; ///< facts::ChangeKind
    std::optional<std::int64_t> repositoryId;
    std::optional<std::int64_t> pullRequest;
    std::string repository; ///< name to show
    std::int64_t number = 0;
    std::string title;
    std::string head;
    Instant mergedAt{};
    std::optional<Instant> openedAt;
    std::optional<Instant> firstCommitAt;
    std::optional<Instant> firstReviewAt;
    std::optional<Instant> approvedAt;
    std::optional<Instant> releasedAt;
    std::optional<Instant> revertedAt;
    std::optional<std::int64_t> author; ///< PersonId
    std::uint8_t taskType = 0;          ///< domain::TaskType
    std::uint8_t codeAge = 0;           ///< facts::CodeAge
    std::int64_t added = 0;
    std::int64_t deleted = 0;
    std::int64_t files = 0;
    std::int64_t commits = 0;
    std::int64_t reviewRounds = 0;
    std::optional<double> aiProbability;
    std::optional<double> aiShare;
    std::vector<std::string> tools;
    std::uint16_t flags = 0; ///< facts::ChangeFlag
    std::int64_t linesBorn = 0;
    std::int64_t linesAlive = 0;
    std::int64_t aiLinesAlive = 0;
    std::int64_t humanLinesAlive = 0;
    std::string language; ///< of most lines it added; empty: none known
};
struct CommitFactRow
{
    domain::CommitId commit;
    std::optional<std::int64_t> person;
    domain::ProvenanceVerdict verdict;
    bool fix = false;
    bool revert = false;
};
struct TicketLinkRow
{
    domain::TicketId ticket;
    domain::ChangeId change;
    std::string channel;
    double strength = 1;
};
struct CommitTicketRow
{
    domain::CommitId commit;
    domain::TicketId ticket;
    std::string channel;
};
struct DefectRow
{
    domain::DefectId id;
    std::optional<std::int64_t> ticket;
    std::optional<std::int64_t> fixChange;
    std::optional<std::int64_t> fixCommit;
    Instant reportedAt{};
    std::optional<Instant> fixedAt;
    bool noCandidate = false;
};
struct OriginRow
{
    domain::DefectId defect;
    domain::CommitId commit;
    domain::CommitId fixCommit;
    std::int64_t paths = 0;
    std::int64_t lines = 0;
    double weight = 0;
};

struct Derived
{
    std::vector<PersonRow> people;
    std::vector<PersonIdentityRow> identities;
    std::vector<SuggestionRow> suggestions;
    std::vector<QuestionRow> questions;
    std::vector<ChangeRow> changes;
    std::vector<std::pair<domain::CommitId, domain::ChangeId>> changeCommits;
    std::vector<CommitFactRow> commitFacts;
    std::vector<EvidenceRow> evidence;
    std::vector<TicketLinkRow> ticketLinks;
    std::vector<CommitTicketRow> commitTickets;
    std::vector<DefectRow> defects;
    std::vector<OriginRow> origins;
};

/// Replaces everything derived. Call within a transaction.
[[nodiscard]] Result<void> writeDerived(Database& database, const Derived& derived);
/// Everything derived but the evidence, which `evidence()` reads on demand.
[[nodiscard]] Result<Derived> readDerived(const Database& database);

/// People, their identities, suggestions and questions only.
[[nodiscard]] Result<Derived> readPeople(const Database& database);

/// Counts of the main tables, to tell what an import added and to check totals.
struct Counts
{
    std::int64_t commits = 0;
    std::int64_t tickets = 0;
    std::int64_t pullRequests = 0;
    std::int64_t usageDays = 0;
    std::int64_t seats = 0;
    std::int64_t roster = 0;
    std::int64_t prices = 0;
    std::int64_t invoices = 0;
    std::int64_t others = 0; ///< vendor data, spend, holidays, surveys, incidents, …
    [[nodiscard]] std::int64_t total() const
    {
        return commits + tickets + pullRequests + usageDays + seats + roster + prices + invoices + others;
    }
};
[[nodiscard]] Result<Counts> counts(const Database& database);

} // namespace assay::store
