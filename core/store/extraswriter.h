// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/commit.h"
#include "domain/ids.h"
#include "domain/statusname.h"
#include "domain/usage.h"
#include "domain/work.h"

#include <memory>

namespace assay::store {

class Database;
class Words;

/// Writes what stands beside tickets, commits and usage days: vendor data per commit, line traces, spend, use by
/// groups, vendor teams, holidays, surveys, incidents, and reviews and histories from files of their own. By natural
/// key where there is one; spend lines and survey answers have none, so a source's older ones are replaced as a whole.
/// Live within a transaction.
class ExtrasWriter
{
public:
    ExtrasWriter(Database& database, Words& words, domain::SourceId source);
    ~ExtrasWriter();
    ExtrasWriter(const ExtrasWriter&) = delete;
    ExtrasWriter& operator=(const ExtrasWriter&) = delete;

    [[nodiscard]] Result<void> vendorCommit(const domain::VendorCommitRecord& record);
    [[nodiscard]] Result<void> lineTrace(const domain::LineTraceRecord& record);
    [[nodiscard]] Result<void> spend(const domain::SpendRecord& record);
    [[nodiscard]] Result<void> groupUsage(const domain::GroupUsageRecord& record);
    [[nodiscard]] Result<void> vendorTeam(const domain::VendorTeamRecord& record);
    [[nodiscard]] Result<void> holiday(const domain::HolidayRecord& record);
    [[nodiscard]] Result<void> survey(const domain::SurveyRecord& record);
    [[nodiscard]] Result<void> statusName(const domain::StatusNameRecord& record);
    [[nodiscard]] Result<void> incident(const domain::IncidentRecord& record);
    [[nodiscard]] Result<void> review(const domain::PullRequestReviewRecord& record);
    [[nodiscard]] Result<void> ticketHistory(const domain::TicketHistoryRecord& record);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace assay::store
