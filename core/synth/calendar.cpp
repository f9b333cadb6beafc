// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/calendar.h"

#include <algorithm>
#include <cmath>

namespace assay::synth {
namespace {

constexpr double kOpens = 8.0;
constexpr double kCloses = 18.5;

Instant local(Instant at, int offsetMinutes)
{
    return at + std::chrono::minutes{offsetMinutes};
}

Instant wholeSecond(Instant at)
{
    return std::chrono::floor<std::chrono::seconds>(at);
}

} // namespace

bool isWeekend(Day day)
{
    const std::chrono::weekday weekday{day};
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

Day localDay(Instant at, int offsetMinutes)
{
    return dayOf(local(at, offsetMinutes));
}

double localHour(Instant at, int offsetMinutes)
{
    const Instant there = local(at, offsetMinutes);
    return hoursBetween(Instant{dayOf(there)}, there);
}

bool isWorking(Instant at, int offsetMinutes, double fromHour, double toHour)
{
    const double hour = localHour(at, offsetMinutes);
    return hour >= fromHour && hour < toHour && !isWeekend(localDay(at, offsetMinutes));
}

Instant atLocalHour(Day day, double hour, int offsetMinutes)
{
    return Instant{day} + std::chrono::seconds{static_cast<std::int64_t>(hour * 3600)} -
           std::chrono::minutes{offsetMinutes};
}

Instant intoWorkingHours(Random& random, Instant at, int offsetMinutes, Instant notBefore, Instant notAfter)
{
    Instant moved = wholeSecond(at);
    if (!isWorking(moved, offsetMinutes, kOpens, kCloses)) {
        Day day = localDay(moved, offsetMinutes);
        if (localHour(moved, offsetMinutes) >= kCloses) day += std::chrono::days{1};
        while (isWeekend(day)) day += std::chrono::days{1};
        moved = atLocalHour(day, kOpens + random.uniform(0.1, 2.5), offsetMinutes);
    }
    if (moved >= notBefore && moved <= notAfter) return moved;
    return wholeSecond(notBefore + (notAfter - notBefore) / 3);
}

std::optional<Instant> startFor(Random& random, Instant wanted, std::chrono::seconds duration, int offsetMinutes,
                                Instant notBefore, Instant notAfter)
{
    constexpr int kAttempts = 60;
    const Day near = localDay(wanted, offsetMinutes);
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const bool late = attempt >= kAttempts / 2; // durations near half a day need an early or a late end
        const double from = late ? 6.0 : kOpens;
        const double to = late ? 22.5 : kCloses;
        const int shift = attempt == 0 ? 0 : random.between(-3, 3);
        const Instant start = atLocalHour(near + std::chrono::days{shift}, random.uniform(from, to), offsetMinutes);
        if (start < notBefore || start > notAfter || !isWorking(start, offsetMinutes, from, to)) continue;
        if (isWorking(start + duration, offsetMinutes, from, to)) return start;
    }
    if (wanted < notBefore || wanted > notAfter) return std::nullopt;
    return wholeSecond(wanted);
}

} // namespace assay::synth
