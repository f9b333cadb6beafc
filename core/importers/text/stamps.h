// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "base/result.h"
#include "importers/importer.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

class QTimeZone;

namespace assay::importers {

using DateOrder = ReadOptions::DateOrder;

/// A date as it is written, before anybody says in which zone.
struct LocalStamp
{
    Day day{};
    std::chrono::milliseconds time{0}; ///< since local midnight
    bool hasTime = false;
    std::optional<std::chrono::minutes> offset; ///< east of UTC, when it is written
};

/// What a date tells about the order of day and month in its column.
enum class OrderEvidence
{
    NotNeeded,
    DayFirst,
    MonthFirst,
    Ambiguous,
    NotADate
};
[[nodiscard]] OrderEvidence orderEvidence(std::string_view text);

/// Reads the forms seen in exports: ISO with `-`, `/` or `.`; `21/abr/26 11:37 PM`; `Apr 21, 2026`; `16/02/2017 15:26`;
/// `8/12/2025 7:00:00 AM`; `Wed Oct 15 2025 09:33:28 GMT+0000 (GMT+00:00)`. Numeric day and month follow
/// `order`; while it is Unknown only dates that decide it themselves are read. Two-digit years are 1969 to 2068.
/// nullopt: not a date, no such day, or the order is not known.
[[nodiscard]] std::optional<LocalStamp> parseStamp(std::string_view text, DateOrder order);

/// 1 to 12 for a month's name or abbreviation in the languages exports come in; 0 otherwise.
[[nodiscard]] int monthFromName(std::string_view folded);

/// Local time to UTC in one zone. A time that occurs twice (clocks going back) is the first of the two, one that does
/// not exist (clocks going forward) is moved on by the gap.
class LocalClock
{
public:
    /// Empty name: UTC. The error names an unknown zone.
    [[nodiscard]] static Result<LocalClock> make(const std::string& ianaName);
    [[nodiscard]] Instant toUtc(const LocalStamp& stamp) const;

private:
    [[nodiscard]] std::chrono::milliseconds offsetAt(std::int64_t utcMillis) const;

    std::shared_ptr<const QTimeZone> m_zone; ///< null: UTC
    struct DayOffsets
    {
        std::chrono::milliseconds before{};
        std::chrono::milliseconds after{};
    };
    mutable std::map<int, DayOffsets> m_cache; ///< by local day: a file's stamps crowd into few days
};

/// Collects evidence over one column.
class OrderVote
{
public:
    void see(std::string_view text);
    [[nodiscard]] bool decided() const { return m_dayFirst || m_monthFirst; }
    [[nodiscard]] bool needed() const { return m_ambiguous; }
    [[nodiscard]] bool contradictory() const { return m_dayFirst && m_monthFirst; }
    [[nodiscard]] DateOrder order() const;
    [[nodiscard]] const std::string& example() const { return m_example; } ///< the first ambiguous value

private:
    bool m_dayFirst = false;
    bool m_monthFirst = false;
    bool m_ambiguous = false;
    std::string m_example;
};

/// Reads the stamps of one file with what the user said about zone and order, and remembers what had to be assumed.
class StampReader
{
public:
    [[nodiscard]] static Result<StampReader> make(const ReadOptions& options);
    /// Stamps of this file are documented to be UTC: a missing offset is then no assumption.
    void setDocumentedUtc() { m_documentedUtc = true; }
    [[nodiscard]] std::optional<Instant> instant(std::string_view text) { return instant(text, m_order); }
    /// For a column that has an order of its own.
    [[nodiscard]] std::optional<Instant> instant(std::string_view text, DateOrder order);
    /// The calendar day as written, whatever the zone.
    [[nodiscard]] std::optional<Day> day(std::string_view text) const;
    [[nodiscard]] bool assumedUtc() const { return m_assumedUtc; }
    [[nodiscard]] bool lastWasLocal() const { return m_lastWasLocal; }
    [[nodiscard]] bool zoneGiven() const { return m_zoneGiven; }

private:
    LocalClock m_clock;
    DateOrder m_order = DateOrder::Unknown;
    bool m_zoneGiven = false;
    bool m_documentedUtc = false;
    bool m_assumedUtc = false;
    bool m_lastWasLocal = false;
};

} // namespace assay::importers
