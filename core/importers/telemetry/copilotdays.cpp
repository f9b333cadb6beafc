// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/copilotdays.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::importers {

Result<void> CopilotDays::add(domain::UsageDayRecord&& usage, std::optional<Day> from, std::optional<Day> to)
{
    if (from && to && *from <= usage.day && usage.day <= *to)
        m_days = m_days ? DayRange{std::min(m_days->from, *from), std::max(m_days->to, *to)} : DayRange{*from, *to};
    if (m_seen.insert(rowKey({usage.identity, isoDay(usage.day), usage.scope})))
        return m_reading.sink().usageDay(std::move(usage));
    ++m_repeated;
    return {};
}

Result<void> CopilotDays::finish()
{
    if (m_repeated > 0)
        m_reading.notice(fmt::format("User-days that are listed twice: {}; each was read once.", m_repeated));
    return m_days ? m_reading.sink().reportedDays("copilot", *m_days) : Result<void>();
}

} // namespace assay::importers
