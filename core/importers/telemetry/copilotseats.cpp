// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats.h"
#include "importers/telemetry/seatmerge.h"
#include "importers/text/sniff.h"

#include <fmt/format.h>

namespace assay::importers {
namespace copilotseats {

/// Entries are merged by assignee.
class CopilotSeatsRun
{
public:
    explicit CopilotSeatsRun(Reading& reading) : m_reading(reading) {}

    Result<void> run()
    {
        const auto envelope = m_reading.eachRecord(
            {"seats"}, [this](const Json& row, const JsonPlace& place) { return one(row, place); });
        if (!envelope) return Failure(envelope.error());
        const auto people = m_seats.people();
        if (auto ok = m_seats.flush(m_reading); !ok) return ok;
        const auto total = envelope->find("total_seats");
        const auto all = total == envelope->end() ? std::nullopt : integerFromText(total->second);
        if (all && *all > people)
            m_reading.notice(
                fmt::format("It lists {} of {} seats; fetch the remaining pages and import them too.", people, *all));
        return {};
    }

private:
    Result<void> one(const Json& row, const JsonPlace& place)
    {
        const Json assignee = row["assignee"];
        const auto login = assignee["login"].text();
        const auto id = assignee["id"].present() ? assignee["id"].text() : login;
        if (login.empty()) {
            m_reading.reject(place.line, "the seat has no assignee; download the list again", row.written(500));
            return {};
        }
        domain::SeatRecord seat;
        seat.tool = "copilot";
        seat.identity = login;
        seat.plan = row["plan_type"].text();
        seat.vendorTeam = row["assigning_team"].any({"slug", "name"}).text();
        const auto stamp = [&](std::string_view key, std::optional<Instant>& to) {
            const auto text = row[key].text();
            if (text.empty()) return true;
            to = parseIsoInstant(text);
            if (!to)
                m_reading.reject(place.line,
                                 fmt::format("{}: \"{}\" in {} is no time stamp; correct it", login, text, key),
                                 row.written(500));
            return to.has_value();
        };
        if (!stamp("created_at", seat.assigned) || !stamp("last_activity_at", seat.lastActivity) ||
            !stamp("last_authenticated_at", seat.lastSignIn))
            return {};
        seat.endsOn = parseIsoDay(row["pending_cancellation_date"].view().substr(0, 10));
        m_seats.add(id, std::move(seat));
        return {};
    }

    Reading& m_reading;
    SeatMerge m_seats; ///< by assignee id
};

class CopilotSeats final : public Importer
{
public:
    std::string_view id() const override { return "copilot-seats"; }
    std::string_view title() const override { return "GitHub Copilot seats"; }
    std::string_view needs() const override
    {
        return "seats[].assignee.login, seats[].created_at, seats[].last_activity_at";
    }
    int canRead(const Sample& sample) const override
    {
        const auto& seen = sniffed(sample);
        if (seen.json({"seats.assignee.login"})) return 95;
        if (seen.json({"assignee.login", "last_activity_at"})) return 85;
        return seen.json({"total_seats", "seats"}) ? 70 : 0;
    }
    Result<void> read(const Input& input, RecordSink& sink, const CancelToken& cancel,
                      const ProgressFn& progress) const override
    {
        Reading reading(input, sink, cancel, progress);
        return CopilotSeatsRun(reading).run();
    }
};

} // namespace copilotseats

const Importer& copilotSeats()
{
    static const copilotseats::CopilotSeats kImporter;
    return kImporter;
}

} // namespace assay::importers
