// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"

#include <optional>
#include <string_view>
#include <vector>

namespace assay {

/// The days that a holiday rule (see HolidayRule) means within the years `firstYear` to `lastYear`; nullopt if it
/// cannot be read. A date that a year does not have (02-29) is left out of that year.
[[nodiscard]] std::optional<std::vector<Day>> holidaysOf(std::string_view rule, int firstYear, int lastYear);
/// Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher, in J. Meeus, Astronomical Algorithms, chapter 8).
[[nodiscard]] Day easterSunday(int year);

} // namespace assay
