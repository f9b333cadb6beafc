// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats.h"
#include "importers/text/reading.h"
#include "importers/text/sniff.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::importers {
namespace copilotseats {

/// Seats are merged by assignee, so they are held until the end: a list of seats is small.
class CopilotSeatsRun
{
public:
    explicit CopilotSeatsRun(Reading& reading) : m_reading(reading) {}

    Result<void> run()
    {
        const auto envelope = m_reading.eachRecord(
            {"seats"}, [this](const Json& row, const JsonPlace& place) { return one(row, place); });
        if (!envelope) return Failure(envelope.error());
        const auto people = static_cast<std::int64_t>(m_seats.size());
        for (auto& [id, seat] : m_seats)
            if (auto ok = m_reading.sink().seat(std::move(seat)); !ok) return ok;
        if (m_merged > 0)
            m_reading.notice(fmt::format(
                "{} entries repeat a person who has the seat through several teams; they were merged.", m_merged));
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
        merge(id, std::move(seat));
        return {};
    }

    void merge(const std::string& id, domain::SeatRecord seat)
    {
        auto [at, isNew] = m_seats.try_emplace(id, seat);
        if (isNew) return;
        ++m_merged;
        auto& kept = at->second;
        const auto earlier = [](auto& a, const auto& b) {
            if (b && (!a || *b < *a)) a = b;
        };
        const auto later = [](auto& a, const auto& b) {
            if (b && (!a || *b > *a)) a = b;
        };
        earlier(kept.assigned, seat.assigned);
        later(kept.lastActivity, seat.lastActivity);
        later(kept.lastSignIn, seat.lastSignIn);
        if (kept.endsOn && seat.endsOn)
            later(kept.endsOn, seat.endsOn);
        else
            kept.endsOn.reset(); // one of the teams keeps the seat
        if (kept.plan.empty()) kept.plan = seat.plan;
        if (!seat.vendorTeam.empty() && kept.vendorTeam.find(seat.vendorTeam) == std::string::npos)
            kept.vendorTeam += (kept.vendorTeam.empty() ? "" : ";") + seat.vendorTeam;
    }

    Reading& m_reading;
    std::map<std::string, domain::SeatRecord> m_seats; ///< by assignee id
    std::int64_t m_merged = 0;
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
