// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/previewsink.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace assay::session {
namespace {

constexpr std::size_t kShownRows = 5;
constexpr std::size_t kShownRejects = 50;
constexpr std::size_t kZoneExamples = 3;

std::string shown(const std::optional<Instant>& at)
{
    return at ? isoInstant(*at) : std::string("–");
}
std::string shown(const std::optional<Day>& day)
{
    return day ? isoDay(*day) : std::string("–");
}
std::string shown(const std::optional<std::int64_t>& n)
{
    return n ? std::to_string(*n) : std::string("–");
}
std::string shown(const std::optional<double>& x)
{
    return x ? fmt::format("{:.2f}", *x) : std::string("–");
}
std::string shown(const std::vector<std::string>& list)
{
    return fmt::format("{}", fmt::join(list, ", "));
}
const char* shown(domain::StatusCategory category)
{
    constexpr std::array<const char*, 5> kNames{"–", "to do", "in progress", "done", "cancelled"};
    return kNames.at(static_cast<std::size_t>(category));
}

} // namespace

bool PreviewSink::wants(const char* kind, std::initializer_list<const char*> columns, PreviewTable*& table)
{
    auto at = std::find_if(m_tables.begin(), m_tables.end(), [kind](const auto& t) { return t.kind == kind; });
    if (at == m_tables.end()) {
        m_tables.push_back({kind, {columns.begin(), columns.end()}, {}, 0});
        at = m_tables.end() - 1;
    }
    table = &*at;
    ++table->total;
    return table->rows.size() < kShownRows;
}

void PreviewSink::noZone(domain::ZoneBasis basis, const std::optional<Instant>& at)
{
    if (basis != domain::ZoneBasis::Assumed || !at) return;
    ++m_withoutZone;
    if (m_zoneEvidence.size() < kZoneExamples) m_zoneEvidence.push_back(isoInstant(*at) + " if it is UTC");
}

Result<void> PreviewSink::ticket(domain::TicketRecord&& r)
{
    ++m_counts.tickets;
    noZone(r.zone, r.created);
    PreviewTable* table = nullptr;
    if (wants("tickets", {"Key", "Title", "Type", "Status", "Means", "Created", "Started", "Resolved", "Assignee"},
              table))
        table->rows.push_back({r.key, r.title, r.type, r.status, shown(r.category), shown(r.created), shown(r.started),
                               shown(r.resolved), r.assignee});
    return {};
}

Result<void> PreviewSink::pullRequest(domain::PullRequestRecord&& r)
{
    ++m_counts.pullRequests;
    PreviewTable* table = nullptr;
    if (wants("pull requests", {"Repository", "Number", "Title", "Author", "Opened", "Merged", "Branch"}, table))
        table->rows.push_back({r.repository, std::to_string(r.number), r.title, r.author, shown(r.created),
                               shown(r.merged), r.sourceBranch});
    return {};
}

Result<void> PreviewSink::usageDay(domain::UsageDayRecord&& r)
{
    ++m_counts.usageDays;
    PreviewTable* table = nullptr;
    if (wants("usage days", {"Day", "Tool", "Who", "Accepted", "Lines", "Prompts", "Agent runs", "Cost, USD"}, table))
        table->rows.push_back({isoDay(r.day), r.tool, r.identity, shown(r.accepted), shown(r.linesAccepted),
                               shown(r.interactions), shown(r.agentRuns), shown(r.costUsd)});
    return {};
}

Result<void> PreviewSink::seat(domain::SeatRecord&& r)
{
    ++m_counts.seats;
    PreviewTable* table = nullptr;
    if (wants("seats", {"Tool", "Who", "Assigned", "Last used", "Plan"}, table))
        table->rows.push_back({r.tool, r.identity, shown(r.assigned), shown(r.lastActivity), r.plan});
    return {};
}

Result<void> PreviewSink::roster(domain::RosterRecord&& r)
{
    ++m_counts.roster;
    PreviewTable* table = nullptr;
    if (wants("roster lines", {"Person", "Addresses", "Logins", "Team", "Role", "From", "To"}, table))
        table->rows.push_back({r.person, shown(r.emails), shown(r.logins), r.team, r.role, shown(r.from), shown(r.to)});
    return {};
}

Result<void> PreviewSink::price(domain::PriceRecord&& r)
{
    ++m_counts.prices;
    PreviewTable* table = nullptr;
    if (wants("prices", {"Vendor", "Plan", "Unit", "Price", "Currency", "From"}, table))
        table->rows.push_back(
            {r.vendor, r.plan, r.unit, fmt::format("{:.2f}", r.price), r.currency, shown(r.validFrom)});
    return {};
}

Result<void> PreviewSink::invoice(domain::InvoiceRecord&& r)
{
    ++m_counts.invoices;
    PreviewTable* table = nullptr;
    if (wants("invoice lines", {"Day", "Vendor", "What", "Seats", "Amount", "Currency", "Team", "Invoice", "Line"},
              table))
        table->rows.push_back({isoDay(r.date), r.vendor, r.description, shown(r.seats), fmt::format("{:.2f}", r.amount),
                               r.currency, r.team, r.number, r.line});
    return {};
}

Result<void> PreviewSink::vendorCommit(domain::VendorCommitRecord&& r)
{
    ++m_counts.vendorCommits;
    PreviewTable* table = nullptr;
    if (wants("vendor commit records", {"Commit", "Repository", "Branch", "Added", "By AI"}, table))
        table->rows.push_back({r.commit, r.repository, r.branch, shown(r.added), shown(r.aiAdded)});
    return {};
}

Result<void> PreviewSink::lineTrace(domain::LineTraceRecord&& r)
{
    ++m_counts.lineTraces;
    PreviewTable* table = nullptr;
    if (wants("line traces", {"Revision", "Path", "First line", "Last line", "Tool"}, table))
        table->rows.push_back({r.revision, r.path, std::to_string(r.firstLine), std::to_string(r.lastLine), r.tool});
    return {};
}

Result<void> PreviewSink::spend(domain::SpendRecord&& r)
{
    ++m_counts.spend;
    PreviewTable* table = nullptr;
    if (wants("spend lines", {"From", "To", "Tool", "Who", "SKU", "Quantity", "Unit", "Gross", "Discount", "Net"},
              table))
        table->rows.push_back({shown(r.from), shown(r.to), r.tool, r.identity, r.sku, shown(r.quantity), r.unit,
                               shown(r.gross), shown(r.discount), shown(r.net)});
    return {};
}

Result<void> PreviewSink::groupUsage(domain::GroupUsageRecord&& r)
{
    ++m_counts.groupUsage;
    PreviewTable* table = nullptr;
    if (wants("group usage days", {"Day", "Tool", "Group", "Active", "Engaged", "Accepted"}, table))
        table->rows.push_back(
            {isoDay(r.day), r.tool, r.group, shown(r.activeUsers), shown(r.engagedUsers), shown(r.accepted)});
    return {};
}

Result<void> PreviewSink::vendorTeam(domain::VendorTeamRecord&& r)
{
    ++m_counts.vendorTeams;
    PreviewTable* table = nullptr;
    if (wants("vendor team entries", {"Day", "Tool", "Who", "Team"}, table))
        table->rows.push_back({isoDay(r.day), r.tool, r.identity, r.team});
    return {};
}

Result<void> PreviewSink::holiday(domain::HolidayRecord&& r)
{
    ++m_counts.holidays;
    PreviewTable* table = nullptr;
    if (wants("holidays", {"Day", "Name", "Calendar"}, table))
        table->rows.push_back({isoDay(r.day), r.name, r.calendar});
    return {};
}

Result<void> PreviewSink::survey(domain::SurveyRecord&& r)
{
    ++m_counts.survey;
    PreviewTable* table = nullptr;
    if (wants("survey answers", {"Day", "Group", "Question", "Score", "Text"}, table))
        table->rows.push_back({isoDay(r.day), r.group, r.question, shown(r.score), r.text});
    return {};
}

Result<void> PreviewSink::incident(domain::IncidentRecord&& r)
{
    ++m_counts.incidents;
    noZone(r.zone, r.started);
    PreviewTable* table = nullptr;
    if (wants("incidents", {"Key", "Title", "Severity", "Team", "Started", "Resolved"}, table))
        table->rows.push_back({r.key, r.title, r.severity, r.team, shown(r.started), shown(r.resolved)});
    return {};
}

Result<void> PreviewSink::review(domain::PullRequestReviewRecord&& r)
{
    ++m_counts.reviews;
    PreviewTable* table = nullptr;
    if (wants("reviews", {"Repository", "Number", "Reviewer", "At"}, table))
        table->rows.push_back({r.repository, std::to_string(r.number), r.review.reviewer, isoInstant(r.review.at)});
    return {};
}

Result<void> PreviewSink::ticketHistory(domain::TicketHistoryRecord&& r)
{
    ++m_counts.histories;
    PreviewTable* table = nullptr;
    if (wants("ticket histories", {"Key", "Id", "Changes", "Started"}, table))
        table->rows.push_back({r.key, r.id, std::to_string(r.history.size()), shown(r.started)});
    return {};
}

Result<void> PreviewSink::statusName(domain::StatusNameRecord&& r)
{
    static constexpr std::array<const char*, 5> kWords{"", "to do", "in progress", "done", "cancelled"};
    ++m_counts.statusNames;
    PreviewTable* table = nullptr;
    if (wants("status names", {"Status", "Category"}, table))
        table->rows.push_back({r.name, kWords.at(static_cast<std::size_t>(r.category))});
    return {};
}

void PreviewSink::reject(importers::Reject&& reject)
{
    ++m_rejected;
    if (m_rejects.size() < kShownRejects)
        m_rejects.push_back({std::move(reject.file), reject.line, std::move(reject.reason), std::move(reject.text)});
}

void PreviewSink::notice(importers::Notice&& notice)
{
    m_notices.push_back(std::move(notice.text));
}

void PreviewSink::tell(ReviewedSource& source)
{
    source.contents = m_counts.sentence();
    source.previews = std::move(m_tables);
    source.rejects = std::move(m_rejects);
    source.rejected = m_rejected;
    source.notices = std::move(m_notices);
    if (m_withoutZone == 0) return;
    source.questions.push_back({ReviewQuestion::About::TimeZone,
                                fmt::format("In which time zone are its times? {} of its records say none; they are "
                                            "read as UTC unless you know better.",
                                            m_withoutZone),
                                std::move(m_zoneEvidence)});
}

} // namespace assay::session
