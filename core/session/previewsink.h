// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/recordsink.h"
#include "session/review.h"
#include "session/storesink.h"

namespace assay::session {

/// Counts what an importer hands over and keeps the first records of each kind as text; nothing is stored.
class PreviewSink : public importers::RecordSink
{
public:
    Result<void> commit(domain::CommitRecord&&) override { return {}; }
    Result<void> tag(domain::TagRecord&&) override { return {}; }
    Result<void> branch(domain::BranchRecord&&) override { return {}; }
    Result<void> lineNote(domain::LineNoteRecord&&) override { return {}; }
    Result<void> lineEdge(domain::LineEdge&&) override { return {}; }
    Result<void> commitLineage(domain::CommitLineage&&) override { return {}; }
    Result<void> ticket(domain::TicketRecord&& record) override;
    Result<void> pullRequest(domain::PullRequestRecord&& record) override;
    Result<void> usageDay(domain::UsageDayRecord&& record) override;
    Result<void> seat(domain::SeatRecord&& record) override;
    Result<void> roster(domain::RosterRecord&& record) override;
    Result<void> price(domain::PriceRecord&& record) override;
    Result<void> invoice(domain::InvoiceRecord&& record) override;
    Result<void> vendorCommit(domain::VendorCommitRecord&& record) override;
    Result<void> lineTrace(domain::LineTraceRecord&& record) override;
    Result<void> spend(domain::SpendRecord&& record) override;
    Result<void> groupUsage(domain::GroupUsageRecord&& record) override;
    Result<void> vendorTeam(domain::VendorTeamRecord&& record) override;
    Result<void> holiday(domain::HolidayRecord&& record) override;
    Result<void> survey(domain::SurveyRecord&& record) override;
    Result<void> statusName(domain::StatusNameRecord&& record) override;
    Result<void> incident(domain::IncidentRecord&& record) override;
    Result<void> review(domain::PullRequestReviewRecord&& record) override;
    Result<void> ticketHistory(domain::TicketHistoryRecord&& record) override;
    void reject(importers::Reject&& reject) override;
    void notice(importers::Notice&& notice) override;

    /// Moves what was seen into `source`; a question about the zone included, where stamps had none.
    void tell(ReviewedSource& source);

private:
    using Cells = std::vector<std::string>;
    /// The table of a kind; true while it still takes rows.
    bool wants(const char* kind, std::initializer_list<const char*> columns, PreviewTable*& table);
    void noZone(domain::ZoneBasis basis, const std::optional<Instant>& at);

    RecordCounts m_counts;
    std::vector<PreviewTable> m_tables;
    std::vector<store::RejectRow> m_rejects;
    std::int64_t m_rejected = 0;
    std::vector<std::string> m_notices;
    std::int64_t m_withoutZone = 0;
    std::vector<std::string> m_zoneEvidence;
};

} // namespace assay::session
