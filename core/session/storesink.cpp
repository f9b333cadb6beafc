// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/storesink.h"

#include "present/format.h"
#include "store/authoraliases.h"
#include "store/database.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::session {
namespace {

/// Rejects beyond this are counted by their last entry: a broken 2 GB file must not fill the workspace.
constexpr std::size_t kMostRejects = 10'000;

/// Counts an upsert that says whether it added something.
Result<void> counted(const Result<bool>& written, std::int64_t& count)
{
    if (!written) return Failure(written.error());
    ++count;
    return {};
}

Result<void> counted(const Result<void>& written, std::int64_t& count)
{
    if (!written) return written;
    ++count;
    return {};
}

} // namespace

std::string RecordCounts::sentence() const
{
    std::string text;
    const auto add = [&text](std::int64_t n, const char* one, const char* many) {
        if (n == 0) return;
        text += fmt::format("{}{} {}", text.empty() ? "" : " · ", present::formatCount(n).toStdString(),
                            n == 1 ? one : many);
    };
    add(commits, "commit", "commits");
    add(branches, "branch", "branches");
    add(tags, "tag", "tags");
    add(lineNotes, "line note", "line notes");
    add(tickets, "ticket", "tickets");
    add(pullRequests, "pull request", "pull requests");
    add(usageDays, "usage day", "usage days");
    add(seats, "seat", "seats");
    add(roster, "roster line", "roster lines");
    add(prices, "price", "prices");
    add(invoices, "invoice line", "invoice lines");
    add(vendorCommits, "vendor commit record", "vendor commit records");
    add(lineTraces, "line trace", "line traces");
    add(spend, "spend line", "spend lines");
    add(groupUsage, "group usage day", "group usage days");
    add(vendorTeams, "vendor team entry", "vendor team entries");
    add(holidays, "holiday", "holidays");
    add(survey, "survey answer", "survey answers");
    add(incidents, "incident", "incidents");
    add(reviews, "review", "reviews");
    add(histories, "ticket history", "ticket histories");
    add(statusNames, "status name", "status names");
    return text.empty() ? "nothing" : text;
}

StoreSink::StoreSink(store::Database& database, domain::SourceId source, Day today)
    : m_database(database), m_source(source), m_today(today), m_words(database), m_work(database, m_words, source),
      m_usage(database, m_words, source), m_extras(database, m_words, source)
{
}

Result<store::CommitWriter*> StoreSink::commits()
{
    if (!m_commits) {
        auto made = store::CommitWriter::make(m_database, m_words, m_source);
        if (!made) return Failure(made.error());
        m_commits = std::move(*made);
    }
    return m_commits.get();
}

Result<void> StoreSink::commit(domain::CommitRecord&& record)
{
    const auto writer = commits();
    if (!writer) return Failure(writer.error());
    return counted((*writer)->commit(record), m_counts.commits);
}

Result<void> StoreSink::tag(domain::TagRecord&& record)
{
    const auto writer = commits();
    if (!writer) return Failure(writer.error());
    return counted((*writer)->tag(record), m_counts.tags);
}

Result<void> StoreSink::branch(domain::BranchRecord&& record)
{
    const auto writer = commits();
    if (!writer) return Failure(writer.error());
    return counted((*writer)->branch(record), m_counts.branches);
}

Result<void> StoreSink::lineNote(domain::LineNoteRecord&& record)
{
    const auto writer = commits();
    if (!writer) return Failure(writer.error());
    return counted((*writer)->lineNote(record), m_counts.lineNotes);
}

Result<void> StoreSink::lineEdge(domain::LineEdge&& record)
{
    const auto writer = commits();
    if (!writer) return Failure(writer.error());
    return (*writer)->edge(record);
}

Result<void> StoreSink::commitLineage(domain::CommitLineage&& record)
{
    const auto writer = commits();
    if (!writer) return Failure(writer.error());
    return (*writer)->lineage(record);
}

Result<void> StoreSink::ticket(domain::TicketRecord&& record)
{
    return counted(m_work.ticket(record), m_counts.tickets);
}

Result<void> StoreSink::pullRequest(domain::PullRequestRecord&& record)
{
    return counted(m_work.pullRequest(record), m_counts.pullRequests);
}

void StoreSink::covers(const std::string& tool, DayRange days)
{
    const auto [span, fresh] = m_spans.try_emplace(tool, days);
    if (fresh) return;
    span->second.from = std::min(span->second.from, days.from);
    span->second.to = std::max(span->second.to, days.to);
}

Result<void> StoreSink::reportedDays(const std::string& tool, DayRange days)
{
    covers(tool, days);
    return {};
}

Result<void> StoreSink::usageDay(domain::UsageDayRecord&& record)
{
    covers(record.tool, {record.day, record.day});
    return counted(m_usage.usageDay(record), m_counts.usageDays);
}

Result<void> StoreSink::seat(domain::SeatRecord&& record)
{
    return counted(m_usage.seat(record, m_today), m_counts.seats);
}
Result<void> StoreSink::roster(domain::RosterRecord&& record)
{
    return counted(m_usage.roster(record), m_counts.roster);
}
Result<void> StoreSink::price(domain::PriceRecord&& record)
{
    return counted(m_usage.price(record), m_counts.prices);
}
Result<void> StoreSink::invoice(domain::InvoiceRecord&& record)
{
    return counted(m_usage.invoice(record), m_counts.invoices);
}

Result<void> StoreSink::authorAlias(domain::AuthorAlias&& record)
{
    m_aliases.push_back(std::move(record));
    return {};
}

Result<void> StoreSink::vendorCommit(domain::VendorCommitRecord&& record)
{
    return counted(m_extras.vendorCommit(record), m_counts.vendorCommits);
}
Result<void> StoreSink::lineTrace(domain::LineTraceRecord&& record)
{
    return counted(m_extras.lineTrace(record), m_counts.lineTraces);
}
Result<void> StoreSink::spend(domain::SpendRecord&& record)
{
    return counted(m_extras.spend(record), m_counts.spend);
}
Result<void> StoreSink::groupUsage(domain::GroupUsageRecord&& record)
{
    return counted(m_extras.groupUsage(record), m_counts.groupUsage);
}
Result<void> StoreSink::vendorTeam(domain::VendorTeamRecord&& record)
{
    return counted(m_extras.vendorTeam(record), m_counts.vendorTeams);
}
Result<void> StoreSink::holiday(domain::HolidayRecord&& record)
{
    return counted(m_extras.holiday(record), m_counts.holidays);
}
Result<void> StoreSink::survey(domain::SurveyRecord&& record)
{
    return counted(m_extras.survey(record), m_counts.survey);
}
Result<void> StoreSink::incident(domain::IncidentRecord&& record)
{
    return counted(m_extras.incident(record), m_counts.incidents);
}
Result<void> StoreSink::review(domain::PullRequestReviewRecord&& record)
{
    return counted(m_extras.review(record), m_counts.reviews);
}
Result<void> StoreSink::ticketHistory(domain::TicketHistoryRecord&& record)
{
    return counted(m_extras.ticketHistory(record), m_counts.histories);
}
Result<void> StoreSink::statusName(domain::StatusNameRecord&& record)
{
    return counted(m_extras.statusName(record), m_counts.statusNames);
}

void StoreSink::reject(importers::Reject&& reject)
{
    if (m_rejects.size() < kMostRejects) {
        m_rejects.push_back({std::move(reject.file), reject.line, std::move(reject.reason), std::move(reject.text)});
    } else if (m_rejects.size() == kMostRejects) {
        m_rejects.push_back({std::move(reject.file),
                             reject.line,
                             "Further rejected rows are not listed; mend the first ones and import again.",
                             {}});
    }
}

void StoreSink::notice(importers::Notice&& notice)
{
    m_notices.push_back({std::move(notice.file), std::move(notice.text)});
}

Result<void> StoreSink::finish()
{
    for (const auto& [tool, days] : m_spans)
        if (auto written = m_usage.telemetrySpan(tool, days); !written) return written;
    return {};
}

Result<std::int64_t> StoreSink::dropUnreachable(std::optional<Instant> from)
{
    const auto writer = commits();
    if (!writer) return Failure(writer.error());
    return (*writer)->dropUnseen(from);
}

Result<bool> StoreSink::finishAliases()
{
    return store::replaceAuthorAliases(m_database, m_source, m_aliases);
}

Result<void> StoreSink::finishRepository(const store::RepositoryRow& repository)
{
    const auto writer = commits();
    if (!writer) return Failure(writer.error());
    return (*writer)->finish(repository);
}

} // namespace assay::session
