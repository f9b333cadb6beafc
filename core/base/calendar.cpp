// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/calendar.h"

#include "base/holidays.h"

#include <fmt/format.h>

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <limits>

namespace assay {
namespace calendartables {

constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2059;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kDays = 32'872;               // 1970-01-01 to 2059-12-31
constexpr std::int64_t kStep = 10 * kDayMs; // closer together, clocks do not change
constexpr double kHourMs = 3'600'000.0;

/// Offsets of a zone over time, ready for look-up in either direction.
class ZoneOffsets
{
public:
    explicit ZoneOffsets(const QTimeZone& zone)
    {
        const std::int64_t last = (kDays + 1) * kDayMs;
        m_from.push_back(std::numeric_limits<std::int64_t>::min());
        m_offset.push_back(offsetOf(zone, 0));
        std::int64_t known = 0;
        for (const auto& change : zone.transitions(utc(0), utc(last))) {
            known = change.atUtc.toMSecsSinceEpoch();
            m_from.push_back(known);
            m_offset.push_back(change.offsetFromUtc * std::int64_t{1000});
        }
        // The list ends with the zone file's (2037); its rule for the years after it can only be asked moment by
        // moment, slowly.
        for (std::int64_t t = known; t < last; t += kStep)
            if (offsetOf(zone, t + kStep) != m_offset.back()) addChange(zone, t, t + kStep);
    }

    [[nodiscard]] std::int64_t at(std::int64_t utcMs) const
    {
        const auto next = std::upper_bound(m_from.begin(), m_from.end(), utcMs);
        return m_offset[static_cast<std::size_t>(next - m_from.begin()) - 1];
    }

    /// UTC of a local moment. A time that occurs twice means its first occurrence; one that is skipped moves by the
    /// gap.
    [[nodiscard]] std::int64_t toUtc(std::int64_t localMs) const
    {
        const std::int64_t before = at(localMs - kDayMs);
        const std::int64_t early = localMs - before;
        if (at(early) == before) return early;
        const std::int64_t late = localMs - at(localMs + kDayMs);
        return at(late) == localMs - late ? late : early;
    }

private:
    static QDateTime utc(std::int64_t ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC); }
    static std::int64_t offsetOf(const QTimeZone& zone, std::int64_t ms)
    {
        return zone.offsetFromUtc(utc(ms)) * std::int64_t{1000};
    }

    /// The change between `low`, which has the last known offset, and `high`, which has another.
    void addChange(const QTimeZone& zone, std::int64_t low, std::int64_t high)
    {
        while (high - low > 1000) {
            const std::int64_t middle = low + (high - low) / 2000 * 1000;
            (offsetOf(zone, middle) == m_offset.back() ? low : high) = middle;
        }
        m_offset.push_back(offsetOf(zone, high));
        m_from.push_back(high);
    }

    std::vector<std::int64_t> m_from;
    std::vector<std::int64_t> m_offset;
};

struct Stretch
{
    std::int64_t start = 0; ///< UTC, milliseconds
    std::int64_t end = 0;
    std::int64_t before = 0; ///< working milliseconds of all earlier stretches
};

inline int weekdayFromMonday(int epochDay)
{
    return (epochDay % 7 + 7 + 3) % 7;
} // 1970-01-01 was a Thursday

} // namespace calendartables

struct WorkCalendar::Tables
{
    CalendarRules rules;
    calendartables::ZoneOffsets zone;
    std::vector<calendartables::Stretch> stretches; ///< ordered, apart from each other
    std::vector<std::uint32_t> firstOfDay;          ///< per UTC day: the first stretch that ends after its midnight
    std::vector<std::int32_t> workingDaysUpTo;      ///< per local day: working days before it

    Tables(CalendarRules r, const QTimeZone& z) : rules(std::move(r)), zone(z) {}

    void plan(const std::vector<std::uint8_t>& off)
    {
        workingDaysUpTo.assign(calendartables::kDays + 1, 0);
        for (int day = 0; day < calendartables::kDays; ++day) {
            const auto& hours = rules.week.at(static_cast<std::size_t>(calendartables::weekdayFromMonday(day)));
            const bool works = off[static_cast<std::size_t>(day)] == 0 && !hours.empty();
            workingDaysUpTo[static_cast<std::size_t>(day) + 1] =
                workingDaysUpTo[static_cast<std::size_t>(day)] + (works ? 1 : 0);
            if (!works) continue;
            for (const WorkHours& h : hours) {
                const std::int64_t midnight = day * calendartables::kDayMs;
                add(zone.toUtc(midnight + h.from.count() * 60'000), zone.toUtc(midnight + h.to.count() * 60'000));
            }
        }
        std::int64_t sum = 0;
        for (calendartables::Stretch& stretch : stretches) {
            stretch.before = sum;
            sum += stretch.end - stretch.start;
        }
        firstOfDay.resize(calendartables::kDays + 1);
        std::size_t next = 0;
        for (int day = 0; day <= calendartables::kDays; ++day) {
            while (next < stretches.size() && stretches[next].end <= day * calendartables::kDayMs) ++next;
            firstOfDay[static_cast<std::size_t>(day)] = static_cast<std::uint32_t>(next);
        }
    }

    void add(std::int64_t start, std::int64_t end)
    {
        // A night shift may run into the next morning's hours.
        if (!stretches.empty()) start = std::max(start, stretches.back().end);
        if (end > start) stretches.push_back({start, end, 0});
    }

    /// Working milliseconds before a moment.
    [[nodiscard]] std::int64_t workedBefore(std::int64_t at) const
    {
        if (stretches.empty()) return 0;
        const std::int64_t clamped = std::clamp<std::int64_t>(at, 0, calendartables::kDays * calendartables::kDayMs);
        std::size_t i = firstOfDay[static_cast<std::size_t>(clamped / calendartables::kDayMs)];
        while (i < stretches.size() && stretches[i].end <= clamped) ++i;
        if (i == stretches.size()) return stretches.back().before + stretches.back().end - stretches.back().start;
        return stretches[i].before + std::max<std::int64_t>(0, clamped - stretches[i].start);
    }
};

namespace {

std::optional<std::string> problemOf(const CalendarRules& rules)
{
    for (const auto& hours : rules.week)
        for (std::size_t i = 0; i < hours.size(); ++i) {
            if (hours[i].from < std::chrono::minutes{0} || hours[i].to <= hours[i].from ||
                hours[i].to - hours[i].from > std::chrono::hours{24} || hours[i].from >= std::chrono::hours{24})
                return "hours must begin within the day and end after they begin";
            if (i > 0 && hours[i].from < hours[i - 1].to) return "the hours of a day overlap or are not in order";
        }
    return std::nullopt;
}

} // namespace

CalendarRules CalendarRules::standard(std::string zone)
{
    CalendarRules rules;
    rules.zone = std::move(zone);
    for (std::size_t day = 0; day < 5; ++day) rules.week.at(day) = {{std::chrono::hours{9}, std::chrono::hours{17}}};
    return rules;
}

Result<WorkCalendar> WorkCalendar::make(CalendarRules rules)
{
    const auto wrong = [&rules](std::string_view what) {
        return failure(ErrorCode::InputMalformed, fmt::format("The calendar {}: {}; correct it.", rules.name, what));
    };
    if (const auto problem = problemOf(rules)) return wrong(*problem);
    const QTimeZone zone(QByteArray::fromStdString(rules.zone));
    if (!zone.isValid()) return wrong(fmt::format("the time zone {} is unknown on this machine", rules.zone));
    std::vector<std::uint8_t> off(calendartables::kDays, 0);
    for (const HolidayRule& holiday : rules.holidays) {
        const auto days = holidaysOf(holiday.text, calendartables::kFirstYear, calendartables::kLastYear);
        if (!days)
            return wrong(
                fmt::format("the holiday \"{}\" is none of 2026-12-24, 12-25, easter+1, last mon may", holiday.text));
        for (const Day day : *days)
            if (const int index = toEpochDay(day); index >= 0 && index < calendartables::kDays)
                off[static_cast<std::size_t>(index)] = 1;
    }
    auto tables = std::make_shared<Tables>(std::move(rules), zone);
    tables->plan(off);
    return WorkCalendar(std::move(tables));
}

WorkCalendar::WorkCalendar()
{
    static const std::shared_ptr<const Tables> kStandard = [] {
        auto tables = std::make_shared<Tables>(CalendarRules::standard(), QTimeZone::utc());
        tables->plan(std::vector<std::uint8_t>(calendartables::kDays, 0));
        return tables;
    }();
    m_tables = kStandard;
}

double WorkCalendar::workingHours(Instant from, Instant to) const
{
    return static_cast<double>(m_tables->workedBefore(toUnixMillis(to)) - m_tables->workedBefore(toUnixMillis(from))) /
           calendartables::kHourMs;
}

bool WorkCalendar::isWorkingDay(Day localDay) const
{
    return workingDays({localDay, localDay}) == 1;
}

int WorkCalendar::workingDays(DayRange localDays) const
{
    const int from = std::clamp(toEpochDay(localDays.from), 0, calendartables::kDays);
    const int to = std::clamp(toEpochDay(localDays.to) + 1, 0, calendartables::kDays);
    if (to <= from) return 0;
    return m_tables->workingDaysUpTo[static_cast<std::size_t>(to)] -
           m_tables->workingDaysUpTo[static_cast<std::size_t>(from)];
}

std::chrono::seconds WorkCalendar::offsetAt(Instant at) const
{
    return std::chrono::seconds{m_tables->zone.at(toUnixMillis(at)) / 1000};
}

Day WorkCalendar::localDay(Instant at) const
{
    return dayOf(at + offsetAt(at));
}

const CalendarRules& WorkCalendar::rules() const
{
    return m_tables->rules;
}

} // namespace assay
