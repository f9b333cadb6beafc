// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/commit.h"
#include "domain/statusname.h"
#include "domain/usage.h"
#include "domain/work.h"

#include <cstdint>
#include <string>

namespace assay::importers {

/// A row that could not be read. It is data, not an error: it is kept, shown and can be exported, fixed and read again.
struct Reject
{
    std::string file;
    std::int64_t line = 0; ///< 1-based; 0 when the input has no lines
    std::string reason;    ///< one sentence: what, and what to do
    std::string text;      ///< the row, cut to 500 characters
};

/// Something worth telling about an input that was read nevertheless ("no Resolved column: end of work is the merge").
struct Notice
{
    std::string file;
    std::string text;
};

/// Where readers hand over what they read. The session puts the store behind it; tests put lists behind it.
/// A sink that fails (disk full) makes the reader stop and return that error. Calls come from one thread.
class RecordSink
{
public:
    virtual ~RecordSink() = default;
    virtual Result<void> commit(domain::CommitRecord&& record) = 0;
    virtual Result<void> tag(domain::TagRecord&& record) = 0;
    virtual Result<void> branch(domain::BranchRecord&& record) = 0;
    virtual Result<void> lineNote(domain::LineNoteRecord&& record) = 0;
    virtual Result<void> lineEdge(domain::LineEdge&& record) = 0;
    virtual Result<void> commitLineage(domain::CommitLineage&& record) = 0;
    virtual Result<void> ticket(domain::TicketRecord&& record) = 0;
    virtual Result<void> pullRequest(domain::PullRequestRecord&& record) = 0;
    virtual Result<void> usageDay(domain::UsageDayRecord&& record) = 0;
    virtual Result<void> seat(domain::SeatRecord&& record) = 0;
    virtual Result<void> roster(domain::RosterRecord&& record) = 0;
    virtual Result<void> price(domain::PriceRecord&& record) = 0;
    virtual Result<void> invoice(domain::InvoiceRecord&& record) = 0;
    // Records that a sink may ignore: who does not need them does not have to say so.
    virtual Result<void> authorAlias(domain::AuthorAlias&&) { return {}; }
    virtual Result<void> vendorCommit(domain::VendorCommitRecord&&) { return {}; }
    virtual Result<void> lineTrace(domain::LineTraceRecord&&) { return {}; }
    /// The days a report says it speaks about: its first and last rows may lie within, for days without use have none.
    virtual Result<void> reportedDays(const std::string& /*tool*/, DayRange) { return {}; }
    virtual Result<void> spend(domain::SpendRecord&&) { return {}; }
    virtual Result<void> groupUsage(domain::GroupUsageRecord&&) { return {}; }
    virtual Result<void> vendorTeam(domain::VendorTeamRecord&&) { return {}; }
    virtual Result<void> holiday(domain::HolidayRecord&&) { return {}; }
    virtual Result<void> survey(domain::SurveyRecord&&) { return {}; }
    virtual Result<void> incident(domain::IncidentRecord&&) { return {}; }
    virtual Result<void> review(domain::PullRequestReviewRecord&&) { return {}; }
    virtual Result<void> ticketHistory(domain::TicketHistoryRecord&&) { return {}; }
    virtual Result<void> statusName(domain::StatusNameRecord&&) { return {}; }
    virtual void reject(Reject&& reject) = 0;
    virtual void notice(Notice&& notice) = 0;
};

} // namespace assay::importers
