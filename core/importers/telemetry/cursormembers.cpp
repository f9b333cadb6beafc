// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/cursormembers.h"

#include <algorithm>

namespace assay::importers {

bool CursorMembers::add(const domain::UsageDayRecord& row, std::optional<bool> active)
{
    auto& last = m_members.try_emplace(row.identity, row.day).first->second;
    last = std::max(last, row.day);
    m_days =
        m_days ? DayRange{std::min(m_days->from, row.day), std::max(m_days->to, row.day)} : DayRange{row.day, row.day};
    if (active != false) return true;
    m_sawInactive = true;
    const auto counters = {row.shown,        row.accepted,     row.linesShown, row.linesAccepted,
                           row.linesDeleted, row.interactions, row.agentRuns};
    return std::any_of(counters.begin(), counters.end(), [](const auto& n) { return n.value_or(0) > 0; });
}

Result<void> CursorMembers::flush(Reading& reading)
{
    if (m_days)
        if (auto ok = reading.sink().reportedDays("cursor", *m_days); !ok) return ok;
    if (!m_sawInactive) return {};
    for (const auto& [identity, day] : m_members) {
        domain::SeatRecord seat;
        seat.tool = "cursor";
        seat.identity = identity;
        seat.snapshot = day;
        if (auto ok = reading.sink().seat(std::move(seat)); !ok) return ok;
    }
    return {};
}

} // namespace assay::importers
