// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/text/reading.h"

#include <map>
#include <optional>
#include <string>

namespace assay::importers {

/// The members and days that a Cursor report of days names. Only a report that lists the inactive ones too is a list of
/// seats; their rows say that the day was reported, not that the tool was used.
class CursorMembers
{
public:
    /// False when the row says that the member did nothing on that day.
    [[nodiscard]] bool add(const domain::UsageDayRecord& row, std::optional<bool> active);
    [[nodiscard]] bool empty() const { return m_members.empty(); }
    [[nodiscard]] bool sawInactive() const { return m_sawInactive; }
    /// Hands over the days that were reported and, if inactive members were listed, one seat per member, seen on the
    /// member's last day.
    [[nodiscard]] Result<void> flush(Reading& reading);

private:
    std::map<std::string, Day> m_members;
    std::optional<DayRange> m_days;
    bool m_sawInactive = false;
};

} // namespace assay::importers
