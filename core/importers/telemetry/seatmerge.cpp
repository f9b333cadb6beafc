// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/seatmerge.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::importers {

void SeatMerge::add(const std::string& person, domain::SeatRecord seat)
{
    auto [at, isNew] = m_seats.try_emplace(person, seat);
    if (isNew) return;
    ++m_merged;
    auto& kept = at->second;
    const auto earlier = [](auto& a, const auto& b) {
        if (b && (!a || *b < *a)) a = b;
    };
    const auto later = [](auto& a, const auto& b) {
        if (b && (!a || *b > *a)) a = b;
    };
    kept.identity = std::min(kept.identity, seat.identity); // one spelling, whichever row came first
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

Result<void> SeatMerge::flush(Reading& reading)
{
    for (auto& [person, seat] : m_seats)
        if (auto ok = reading.sink().seat(std::move(seat)); !ok) return ok;
    if (m_merged > 0)
        reading.notice(fmt::format("Entries that repeat a person who has the seat through several teams or "
                                   "organisations: {}; they were merged.",
                                   m_merged));
    return {};
}

} // namespace assay::importers
