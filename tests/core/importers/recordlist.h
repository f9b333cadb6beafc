// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/importer.h"

#include <QJsonDocument>

#include <string>
#include <vector>

namespace assay::importers::tests {

/// Keeps everything a reader hands over.
class RecordList final : public RecordSink
{
public:
    std::vector<domain::TicketRecord> tickets;
    std::vector<domain::PullRequestRecord> pulls;
    std::vector<domain::UsageDayRecord> usage;
    std::vector<domain::SeatRecord> seats;
    std::vector<domain::RosterRecord> people;
    std::vector<domain::PriceRecord> prices;
    std::vector<domain::InvoiceRecord> invoices;
    std::vector<domain::SpendRecord> spends;
    std::vector<domain::GroupUsageRecord> groups;
    std::vector<domain::VendorTeamRecord> vendorTeams;
    std::vector<domain::VendorCommitRecord> vendorCommits;
    std::vector<domain::LineTraceRecord> traces;
    std::vector<domain::HolidayRecord> holidays;
    std::vector<domain::SurveyRecord> answers;
    std::vector<domain::IncidentRecord> incidents;
    std::vector<domain::PullRequestReviewRecord> reviews;
    std::vector<domain::TicketHistoryRecord> histories;
    std::vector<domain::StatusNameRecord> statusNames;
    std::vector<Reject> rejects;
    std::vector<Notice> notices;

    Result<void> commit(domain::CommitRecord&&) override { return {}; }
    Result<void> tag(domain::TagRecord&&) override { return {}; }
    Result<void> branch(domain::BranchRecord&&) override { return {}; }
    Result<void> lineNote(domain::LineNoteRecord&&) override { return {}; }
    Result<void> lineEdge(domain::LineEdge&&) override { return {}; }
    Result<void> commitLineage(domain::CommitLineage&&) override { return {}; }
    Result<void> ticket(domain::TicketRecord&& r) override { return keep(tickets, std::move(r)); }
    Result<void> pullRequest(domain::PullRequestRecord&& r) override { return keep(pulls, std::move(r)); }
    Result<void> usageDay(domain::UsageDayRecord&& r) override { return keep(usage, std::move(r)); }
    Result<void> seat(domain::SeatRecord&& r) override { return keep(seats, std::move(r)); }
    Result<void> roster(domain::RosterRecord&& r) override { return keep(people, std::move(r)); }
    Result<void> price(domain::PriceRecord&& r) override { return keep(prices, std::move(r)); }
    Result<void> invoice(domain::InvoiceRecord&& r) override { return keep(invoices, std::move(r)); }
    Result<void> spend(domain::SpendRecord&& r) override { return keep(spends, std::move(r)); }
    Result<void> groupUsage(domain::GroupUsageRecord&& r) override { return keep(groups, std::move(r)); }
    Result<void> vendorTeam(domain::VendorTeamRecord&& r) override { return keep(vendorTeams, std::move(r)); }
    Result<void> vendorCommit(domain::VendorCommitRecord&& r) override { return keep(vendorCommits, std::move(r)); }
    Result<void> lineTrace(domain::LineTraceRecord&& r) override { return keep(traces, std::move(r)); }
    Result<void> holiday(domain::HolidayRecord&& r) override { return keep(holidays, std::move(r)); }
    Result<void> survey(domain::SurveyRecord&& r) override { return keep(answers, std::move(r)); }
    Result<void> incident(domain::IncidentRecord&& r) override { return keep(incidents, std::move(r)); }
    Result<void> review(domain::PullRequestReviewRecord&& r) override { return keep(reviews, std::move(r)); }
    Result<void> ticketHistory(domain::TicketHistoryRecord&& r) override { return keep(histories, std::move(r)); }
    Result<void> statusName(domain::StatusNameRecord&& r) override { return keep(statusNames, std::move(r)); }
    void reject(Reject&& r) override { rejects.push_back(std::move(r)); }
    void notice(Notice&& n) override { notices.push_back(std::move(n)); }

    [[nodiscard]] std::size_t records() const
    {
        return tickets.size() + pulls.size() + usage.size() + seats.size() + people.size() + prices.size() +
               invoices.size() + spends.size() + groups.size() + vendorTeams.size() + vendorCommits.size() +
               traces.size() + holidays.size() + answers.size() + incidents.size() + reviews.size() + histories.size() +
               statusNames.size();
    }

private:
    template <class T>
    static Result<void> keep(std::vector<T>& list, T&& record)
    {
        list.push_back(std::move(record));
        return {};
    }
};

/// Everything as JSON, with absent values left out: the form of the golden files. Paths are cut to file names.
[[nodiscard]] QJsonDocument toJson(const RecordList& list);

/// Recognises and reads a file; the error's message in `problem`, and the list as far as it came.
struct ReadResult
{
    std::string id; ///< of the importer, empty when the file was not recognised
    RecordList list;
    std::string problem;
};
[[nodiscard]] ReadResult readFile(const std::string& path, const ReadOptions& options = {});
/// Writes `bytes` to a file of that name in a temporary folder and reads it.
[[nodiscard]] ReadResult readBytes(const QByteArray& bytes, const ReadOptions& options = {});

} // namespace assay::importers::tests
