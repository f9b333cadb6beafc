// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "synth/random.h"

#include <optional>

/// Working hours of the made-up teams: Monday to Friday in their zone, no holidays.
namespace assay::synth {

[[nodiscard]] bool isWeekend(Day day);
/// Local hour of the day, fractional.
[[nodiscard]] double localHour(Instant at, int offsetMinutes);
/// The local day a moment falls on.
[[nodiscard]] Day localDay(Instant at, int offsetMinutes);
/// Whether it is a weekday between the local hours given.
[[nodiscard]] bool isWorking(Instant at, int offsetMinutes, double fromHour, double toHour);
/// A whole second at that fractional local hour.
[[nodiscard]] Instant atLocalHour(Day day, double hour, int offsetMinutes);
/// `at` if it is within 8:00 to 18:30 of a weekday, else some minutes after the next such time begins; kept between the
/// bounds, at the nearest point inside them where no working time is left.
[[nodiscard]] Instant intoWorkingHours(Random& random, Instant at, int offsetMinutes, Instant notBefore,
                                       Instant notAfter);
/// A start near `wanted` from which both ends of a duration fall into working hours. The duration itself is kept to the
/// second: it carries the planted effect. nullopt when no start between the bounds fits.
[[nodiscard]] std::optional<Instant> startFor(Random& random, Instant wanted, std::chrono::seconds duration,
                                              int offsetMinutes, Instant notBefore, Instant notAfter);

} // namespace assay::synth
