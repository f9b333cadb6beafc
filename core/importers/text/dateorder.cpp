// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/dateorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace assay::importers {
namespace {

constexpr std::int64_t kRowsWithoutNumericDates =
    4096; ///< after these a file with month names or ISO dates is taken as such

bool enough(const std::vector<OrderVote>& votes, std::span<const DateColumn> columns, std::int64_t rows)
{
    bool all = true;
    bool any = false;
    for (std::size_t i = 0; i < votes.size(); ++i) {
        if (!columns[i].at.found()) continue;
        all = all && votes[i].decided();
        any = any || votes[i].decided() || votes[i].needed();
    }
    return all || (!any && rows >= kRowsWithoutNumericDates);
}

Result<std::vector<OrderVote>> collect(Reading& reading, std::span<const DateColumn> columns)
{
    std::vector<OrderVote> votes(columns.size());
    auto table = CsvTable::open(reading.path());
    if (!table) return Failure(table.error());
    CsvRow row;
    for (std::int64_t rows = 0; !enough(votes, columns, rows); ++rows) {
        if (auto ok = reading.step(table->stream()); !ok) return Failure(ok.error());
        const auto more = table->next(row);
        if (!more) return Failure(more.error());
        if (!*more) break;
        if (!table->misaligned(row).empty()) continue;
        for (std::size_t i = 0; i < columns.size(); ++i) votes[i].see(columns[i].at.first(row));
    }
    return votes;
}

} // namespace

Result<void> settleDateOrders(Reading& reading, std::span<DateColumn> columns)
{
    for (auto& column : columns) column.order = reading.options().dateOrder;
    if (reading.options().dateOrder != DateOrder::Unknown) return {};
    const auto votes = collect(reading, columns);
    if (!votes) return Failure(votes.error());
    DateOrder shared = DateOrder::Unknown;
    bool disagree = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& vote = (*votes)[i];
        if (vote.contradictory())
            return failure(
                ErrorCode::InputMalformed,
                fmt::format("{}: column {} holds dates with the day first and dates with the month first; correct it, "
                            "or import it with --date-order to reject the others.",
                            reading.path(), columns[i].title),
                kAsksForDateOrder);
        columns[i].order = vote.order();
        if (!vote.decided()) continue;
        disagree = disagree || (shared != DateOrder::Unknown && shared != vote.order());
        shared = vote.order();
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& vote = (*votes)[i];
        if (vote.decided() || !vote.needed()) continue;
        if (shared == DateOrder::Unknown || disagree)
            return failure(
                ErrorCode::InputMalformed,
                fmt::format(
                    "{}: {} in column {} can be day/month or month/day, and no date there tells which; import it "
                    "again with the date order (--date-order dmy or mdy).",
                    reading.path(), vote.example(), columns[i].title),
                kAsksForDateOrder);
        columns[i].order = shared;
        reading.notice(
            fmt::format("Column {} does not show whether its day or its month comes first; it was read like the other "
                        "dates of the file, {} first.",
                        columns[i].title, shared == DateOrder::DayFirst ? "day" : "month"));
    }
    return {};
}

} // namespace assay::importers
