// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/stamps.h"

#include "importers/text/utf8.h"

#include <QByteArray>
#include <QDateTime>
#include <QTimeZone>

namespace assay::importers {

using std::chrono::milliseconds;

Result<LocalClock> LocalClock::make(const std::string& ianaName)
{
    LocalClock clock;
    if (ianaName.empty() || ianaName == "UTC") return clock;
    auto zone = std::make_shared<QTimeZone>(QByteArray::fromStdString(ianaName));
    if (!zone->isValid())
        return failure(ErrorCode::Usage,
                       "\"" + ianaName + "\" is no time zone known here; use an IANA name such as Europe/Madrid.");
    clock.m_zone = std::move(zone);
    return clock;
}

milliseconds LocalClock::offsetAt(std::int64_t utcMillis) const
{
    return std::chrono::seconds{m_zone->offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMillis, Qt::UTC))};
}

Instant LocalClock::toUtc(const LocalStamp& stamp) const
{
    const Instant local = Instant{stamp.day} + stamp.time;
    if (stamp.offset) return local - *stamp.offset;
    if (!m_zone) return local;
    constexpr std::int64_t kDay = 86'400'000;
    const int day = toEpochDay(stamp.day);
    auto cached = m_cache.find(day);
    if (cached == m_cache.end()) {
        const auto midnight = toUnixMillis(Instant{stamp.day});
        cached = m_cache.emplace(day, DayOffsets{offsetAt(midnight - kDay), offsetAt(midnight + 2 * kDay)}).first;
    }
    const auto [before, after] = cached->second;
    const Instant first = local - before;
    if (before == after || offsetAt(toUnixMillis(first)) == before) return first;
    const Instant second = local - after;
    return offsetAt(toUnixMillis(second)) == after ? second : first;
}

Result<StampReader> StampReader::make(const ReadOptions& options)
{
    auto clock = LocalClock::make(options.timezone);
    if (!clock) return Failure(clock.error());
    StampReader reader;
    reader.m_clock = std::move(*clock);
    reader.m_order = options.dateOrder;
    reader.m_zoneGiven = !options.timezone.empty();
    return reader;
}

std::optional<Instant> StampReader::instant(std::string_view text, DateOrder order)
{
    if (const auto at = parseIsoInstant(text)) {
        m_lastWasLocal = false;
        return at;
    }
    const auto stamp = parseStamp(text, order);
    if (!stamp) return std::nullopt;
    m_lastWasLocal = !stamp->offset && !m_documentedUtc;
    if (m_lastWasLocal && !m_zoneGiven) m_assumedUtc = true;
    return m_documentedUtc ? Instant{stamp->day} + stamp->time - stamp->offset.value_or(std::chrono::minutes{0})
                           : m_clock.toUtc(*stamp);
}

std::optional<Day> StampReader::day(std::string_view text) const
{
    if (const auto day = parseIsoDay(text)) return day;
    const auto stamp = parseStamp(text, m_order);
    if (!stamp) return std::nullopt;
    return stamp->day;
}

} // namespace assay::importers
