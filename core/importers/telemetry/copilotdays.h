// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/usage.h"
#include "importers/text/reading.h"
#include "importers/text/rowset.h"

#include <optional>

namespace assay::importers {

/// The days of a Copilot user report, whatever it is written as: each day of a person once, and the days the report
/// speaks about.
class CopilotDays
{
public:
    explicit CopilotDays(Reading& reading) : m_reading(reading) {}
    /// `from` and `to`: the days of the report as the row names them.
    [[nodiscard]] Result<void> add(domain::UsageDayRecord&& usage, std::optional<Day> from, std::optional<Day> to);
    /// Says what was repeated and which days are covered; once all rows are read.
    [[nodiscard]] Result<void> finish();

private:
    Reading& m_reading;
    RowSet m_seen;
    std::int64_t m_repeated = 0;
    std::optional<DayRange> m_days; ///< as the 28-day report names them
};

} // namespace assay::importers
