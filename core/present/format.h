// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"

#include <QLocale>
#include <QString>
#include <cstdint>
#include <string_view>

/// The one place where numbers, durations and dates become text. All follow the default QLocale; a negative number has
/// a real minus sign, units are joined by a no-break space. Not-a-number is an en dash: there is no figure, which is
/// not zero.
namespace assay::present {

/// The default locale; British English where the environment names none ("C" would print 1204 instead of 1,204).
[[nodiscard]] QLocale displayLocale();

[[nodiscard]] QString text(std::string_view utf8);

[[nodiscard]] QString formatCount(std::int64_t count);               ///< "1,204"
[[nodiscard]] QString formatNumber(double value, int decimals);      ///< "4.62", "−0.5"
[[nodiscard]] QString formatSignificant(double value);               ///< three digits at most: "4.62", "46.2", "462"
[[nodiscard]] QString formatPercent(double share, int decimals = 0); ///< 0.31 → "31 %"
[[nodiscard]] QString formatChange(double ratio);                    ///< 0.91 → "−9 %", 1.14 → "+14 %"
[[nodiscard]] QString formatRatio(double ratio);                     ///< "×1.18"
/// Of a test: "p = 0.07", "p < 0.01": never a zero that it is not.
[[nodiscard]] QString formatProbability(double p);
[[nodiscard]] QString formatPoints(double difference); ///< −0.47 → "−47 pts"
/// With as many decimals as figures beside it have that it must add up with.
[[nodiscard]] QString formatPoints(double difference, int decimals);
/// Elapsed time: "35 min" below an hour, "4.2 h" below two days, then days: "4.6 d", "46 d".
[[nodiscard]] QString formatHours(double hours);
[[nodiscard]] QString formatUsd(double amount); ///< "$950", "$42k", "$1.3M", "−$42k"
/// The same in any currency: "−EUR 42k"; dollars keep their sign.
[[nodiscard]] QString formatMoney(double amount, std::string_view currency);
/// To the cent, or to whole units with no decimals: "$1,665.00", "−EUR 12.50".
[[nodiscard]] QString formatAmount(double amount, std::string_view currency, int decimals = 2);

[[nodiscard]] QString formatDay(Day day);            ///< "12 Oct 2026"
[[nodiscard]] QString formatShortDay(Day day);       ///< "12 Oct"
[[nodiscard]] QString formatMonth(Day day);          ///< "Oct 2026"
[[nodiscard]] QString formatPeriod(DayRange period); ///< "1 Jan – 31 Oct 2026"
/// Local time, to the minute: "12 Oct 2026 09:12".
[[nodiscard]] QString formatInstant(Instant at);

/// A value in a measure's unit ("h", "d", "share", "ratio", "USD", "count", "per 100 changes", …).
[[nodiscard]] QString formatValue(double value, std::string_view unit);
/// The same without the unit's words, for places that say them once: "4.62" of "4.62 per 100 changes", "$912" of "$912
/// per month".
[[nodiscard]] QString formatBare(double value, std::string_view unit);
/// Those words: "per 100 changes", "per month", "lines"; empty for units that are a sign ("d", "%", "×", "$").
[[nodiscard]] QString unitWords(std::string_view unit);
/// For axis labels: two decimals at most, none that say nothing: "2.5", "10".
[[nodiscard]] QString formatTick(double value);
/// "4.1 … 5.2 d": both ends, the unit once where it can be said once.
[[nodiscard]] QString formatInterval(double low, double high, std::string_view unit);
[[nodiscard]] QString formatBareInterval(double low, double high, std::string_view unit);

} // namespace assay::present
