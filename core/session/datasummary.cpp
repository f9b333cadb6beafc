// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/datasummary.h"

#include "session/reconciliation.h"
#include "store/database.h"
#include "store/extrasreader.h"
#include "store/importlog.h"
#include "store/usagereader.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace assay::session {
namespace {

using facts::EpochDay;
using facts::kNoDay;

constexpr int kIdleDays = 28;

present::SourceSummary summaryOf(const store::SourceRow& source, const store::RunRow& last, const store::RunRow* read)
{
    present::SourceSummary s;
    s.name = source.name;
    s.location = source.location;
    s.recognisedAs = source.title;
    s.contents = read != nullptr ? read->contents : last.message;
    s.lastRead = last.finishedAt;
    s.rejected = read != nullptr ? read->rejected : 0;
    s.run = read != nullptr ? read->id.value : 0;
    switch (last.state) {
    case store::RunState::Done:
    case store::RunState::Unchanged:
        s.state = s.rejected > 0 ? "rows rejected" : "up to date";
        s.tone = s.rejected > 0 ? present::Tone::Attention : present::Tone::Good;
        break;
    case store::RunState::Failed:
        s.state = "needs you";
        s.tone = present::Tone::Bad;
        s.contents = last.message;
        break;
    case store::RunState::Cancelled:
        s.state = "cancelled";
        s.tone = present::Tone::Attention;
        break;
    }
    return s;
}

Result<std::vector<present::SourceSummary>> sourceSummaries(const store::Database& database)
{
    const auto sources = store::sources(database);
    if (!sources) return Failure(sources.error());
    const auto runs = store::runs(database);
    if (!runs) return Failure(runs.error());
    std::map<std::int64_t, std::pair<const store::RunRow*, const store::RunRow*>>
        lastOf; // newest run, newest that read something
    for (const auto& run : *runs) {
        auto& [last, read] = lastOf[run.source.value];
        last = &run;
        if (run.state == store::RunState::Done) read = &run;
    }
    std::vector<present::SourceSummary> summaries;
    for (const auto& source : *sources) {
        const auto found = lastOf.find(source.id.value);
        if (found == lastOf.end()) continue;
        const auto& [last, read] = found->second;
        auto summary = summaryOf(source, *last, read);
        if (read != nullptr) {
            const auto notices = store::noticesOf(database, read->id);
            if (!notices) return Failure(notices.error());
            for (const auto& notice : *notices) summary.notices.push_back(notice.text);
        }
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

/// Number of people of a side that no record speaks of.
constexpr std::int64_t kNotKnown = -1;

bool current(const facts::Seat& seat, EpochDay day)
{
    return (seat.from == kNoDay || seat.from <= day) && (seat.to == kNoDay || seat.to >= day);
}

/// The same people, counted from each side at the end of the data.
struct Sides
{
    std::int64_t seats = 0, seatsOnRoster = 0, active = 0, idle = 0, authors = 0, authorsWithoutSeat = 0, eligible = 0;
    double idleCost = 0;
    bool priced = false;
    bool anySeat = false; ///< some list of seats, some roster was imported
    bool anyRoster = false;
};

Sides count(const facts::Snapshot& s)
{
    Sides sides;
    const EpochDay end = toEpochDay(dayOf(s.cutOff));
    std::vector<std::uint8_t> active(s.people.size(), 0);
    for (std::size_t i = 0; i < s.usage.size(); ++i)
        if (s.usage.meaningful[i] != 0 && s.usage.day[i] > end - kIdleDays)
            active[static_cast<std::size_t>(s.usage.person[i])] = 1;
    std::vector<std::uint8_t> author(s.people.size(), 0);
    for (std::size_t i = 0; i < s.changes.size(); ++i)
        if (s.changes.author[i] != facts::kNoIndex &&
            s.changes.mergedAt[i] > toUnixMillis(s.cutOff) - std::int64_t{kIdleDays} * 86'400'000)
            author[static_cast<std::size_t>(s.changes.author[i])] = 1;
    for (std::size_t p = 0; p < s.people.size(); ++p) {
        if (s.people.bot[p] != 0) continue;
        const auto& seats = s.people.seats[p];
        const bool holds =
            std::any_of(seats.begin(), seats.end(), [end](const auto& seat) { return current(seat, end); });
        sides.anySeat = sides.anySeat || !seats.empty();
        sides.anyRoster = sides.anyRoster || s.people.onRoster[p] != 0;
        const auto& stays = s.people.memberships[p];
        const bool eligible = std::any_of(stays.begin(), stays.end(), [end](const auto& stay) {
            return stay.engineering && (stay.from == kNoDay || stay.from <= end) &&
                   (stay.to == kNoDay || stay.to >= end);
        });
        sides.eligible += eligible ? 1 : 0;
        sides.seats += holds ? 1 : 0;
        sides.seatsOnRoster += holds && eligible ? 1 : 0;
        sides.active += active[p];
        sides.authors += author[p];
        sides.authorsWithoutSeat += author[p] != 0 && !holds ? 1 : 0;
        if (!holds || active[p] != 0) continue;
        ++sides.idle;
        for (const auto& seat : seats) {
            if (!current(seat, end) || seat.pricePerMonth != seat.pricePerMonth) continue;
            sides.idleCost += seat.pricePerMonth * 12;
            sides.priced = true;
        }
    }
    return sides;
}

std::string plural(std::int64_t n, const char* one, const char* many)
{
    return fmt::format("{} {}", n, n == 1 ? one : many);
}

std::string idleRemark(const Sides& sides)
{
    if (sides.idle == 0) return {};
    const auto cost =
        sides.priced ? fmt::format(" · ${:.1f}k a year at list price", sides.idleCost / 1000) : std::string();
    return plural(sides.idle, "idle seat", "idle seats") + cost;
}

std::vector<present::Reconciliation> reconcile(const facts::Snapshot& snapshot,
                                               const std::vector<domain::InvoiceRecord>& invoices)
{
    const auto sides = count(snapshot);
    std::int64_t invoiced = 0;
    Day newest{};
    for (const auto& line : invoices) { // by day: the seats of all lines of the newest one
        if (!line.seats) continue;
        invoiced = line.date == newest ? invoiced + *line.seats : *line.seats;
        newest = line.date;
    }
    const auto most = std::max({sides.eligible, sides.seats, sides.active, sides.authors, invoiced});
    if (most == 0) return {};
    // What no record speaks of is not known, which is not zero.
    const auto side = [most](const char* label, bool known, std::int64_t people, const std::string& remark,
                             const char* missing) -> present::Reconciliation {
        if (!known) return {label, kNotKnown, most, missing};
        return {label, people, most, remark};
    };
    const auto elsewhere = sides.seats - sides.seatsOnRoster;
    std::vector<present::Reconciliation> rows;
    rows.push_back(
        side("Eligible on the roster", sides.anyRoster, sides.eligible, {}, "not known: no roster is imported"));
    rows.push_back(side("Hold a seat", sides.anySeat, sides.seats,
                        elsewhere > 0 ? fmt::format("{} to people not eligible today", elsewhere) : std::string(),
                        "not known: no list of seats is imported"));
    rows.push_back(side("Active in telemetry, 28 days", !snapshot.telemetry.empty(), sides.active, idleRemark(sides),
                        "not known: no usage report is imported"));
    rows.push_back({"Wrote merged code, 28 days", sides.authors, most,
                    sides.anySeat && sides.authorsWithoutSeat > 0
                        ? plural(sides.authorsWithoutSeat, "writes", "write") + " code without a seat"
                        : std::string()});
    if (invoiced > 0) {
        const auto gap = invoiced - sides.seats;
        rows.push_back({"On the newest invoice", invoiced, most,
                        gap > 0 ? fmt::format("{} more than seats: ask the vendor", gap) : std::string()});
    }
    return rows;
}

} // namespace

Result<present::DataSummary> summarise(const store::Database& database, const facts::Snapshot& snapshot)
{
    auto sources = sourceSummaries(database);
    if (!sources) return Failure(sources.error());
    const auto invoices = store::invoices(database);
    if (!invoices) return Failure(invoices.error());
    auto compared = compareRecords(database, snapshot);
    if (!compared) return Failure(compared.error());
    auto survey = store::surveyAnswers(database);
    if (!survey) return Failure(survey.error());
    return present::DataSummary{
        std::move(*sources), reconcile(snapshot, *invoices), std::move(*compared), {}, std::move(*survey)};
}

} // namespace assay::session
