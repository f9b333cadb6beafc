// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/ids.h"
#include "importers/recordsink.h"
#include "store/commitwriter.h"
#include "store/extraswriter.h"
#include "store/importlog.h"
#include "store/usagewriter.h"
#include "store/words.h"
#include "store/workwriter.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace assay::session {

/// How many records of each kind went through.
struct RecordCounts
{
    std::int64_t commits = 0, tags = 0, branches = 0, lineNotes = 0, tickets = 0, pullRequests = 0, usageDays = 0,
                 seats = 0, roster = 0, prices = 0, invoices = 0, vendorCommits = 0, lineTraces = 0, spend = 0,
                 groupUsage = 0, vendorTeams = 0, holidays = 0, survey = 0, incidents = 0, reviews = 0, histories = 0,
                 statusNames = 0;
    [[nodiscard]] std::int64_t total() const
    {
        return commits + tickets + pullRequests + usageDays + seats + roster + prices + invoices + vendorCommits +
               lineTraces + spend + groupUsage + vendorTeams + holidays + survey + incidents + reviews + histories +
               statusNames;
    }
    /// "18,940 commits · 3 branches · 212 tags".
    [[nodiscard]] std::string sentence() const;
};

/// Puts the store behind the readers: one per source, within one transaction.
class StoreSink : public importers::RecordSink
{
public:
    StoreSink(store::Database& database, domain::SourceId source, Day today);

    Result<void> commit(domain::CommitRecord&& record) override;
    Result<void> tag(domain::TagRecord&& record) override;
    Result<void> branch(domain::BranchRecord&& record) override;
    Result<void> lineNote(domain::LineNoteRecord&& record) override;
    Result<void> lineEdge(domain::LineEdge&& record) override;
    Result<void> commitLineage(domain::CommitLineage&& record) override;
    Result<void> ticket(domain::TicketRecord&& record) override;
    Result<void> pullRequest(domain::PullRequestRecord&& record) override;
    Result<void> usageDay(domain::UsageDayRecord&& record) override;
    Result<void> seat(domain::SeatRecord&& record) override;
    Result<void> roster(domain::RosterRecord&& record) override;
    Result<void> price(domain::PriceRecord&& record) override;
    Result<void> invoice(domain::InvoiceRecord&& record) override;
    Result<void> authorAlias(domain::AuthorAlias&& record) override;
    Result<void> vendorCommit(domain::VendorCommitRecord&& record) override;
    Result<void> lineTrace(domain::LineTraceRecord&& record) override;
    Result<void> reportedDays(const std::string& tool, DayRange days) override;
    Result<void> spend(domain::SpendRecord&& record) override;
    Result<void> groupUsage(domain::GroupUsageRecord&& record) override;
    Result<void> vendorTeam(domain::VendorTeamRecord&& record) override;
    Result<void> holiday(domain::HolidayRecord&& record) override;
    Result<void> survey(domain::SurveyRecord&& record) override;
    Result<void> incident(domain::IncidentRecord&& record) override;
    Result<void> review(domain::PullRequestReviewRecord&& record) override;
    Result<void> ticketHistory(domain::TicketHistoryRecord&& record) override;
    Result<void> statusName(domain::StatusNameRecord&& record) override;
    void reject(importers::Reject&& reject) override;
    void notice(importers::Notice&& notice) override;

    /// Writes what is only known at the end (the days each telemetry export speaks about).
    [[nodiscard]] Result<void> finish();
    /// Commits that a reading which began anew did not find any more; see store::CommitWriter::dropUnseen.
    [[nodiscard]] Result<std::int64_t> dropUnreachable(std::optional<Instant> from);
    /// Keeps the lines of the repository's `.mailmap`; whether they differ from what an earlier reading kept.
    [[nodiscard]] Result<bool> finishAliases();
    [[nodiscard]] Result<void> finishRepository(const store::RepositoryRow& repository);

    [[nodiscard]] const RecordCounts& counts() const { return m_counts; }
    [[nodiscard]] const std::vector<store::RejectRow>& rejects() const { return m_rejects; }
    [[nodiscard]] const std::vector<store::NoticeRow>& notices() const { return m_notices; }

private:
    Result<store::CommitWriter*> commits();
    void covers(const std::string& tool, DayRange days);
    store::Database& m_database;
    domain::SourceId m_source;
    Day m_today;
    store::Words m_words;
    std::unique_ptr<store::CommitWriter> m_commits;
    store::WorkWriter m_work;
    store::UsageWriter m_usage;
    store::ExtrasWriter m_extras;
    std::vector<domain::AuthorAlias> m_aliases;
    std::map<std::string, DayRange> m_spans;
    RecordCounts m_counts;
    std::vector<store::RejectRow> m_rejects;
    std::vector<store::NoticeRow> m_notices;
};

} // namespace assay::session
