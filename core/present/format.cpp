// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/format.h"

#include <QDate>
#include <QDateTime>
#include <cmath>

namespace assay::present {

namespace {

constexpr QChar kMinus(0x2212);
constexpr QChar kNoBreak(0x00a0);
const QString kNone = QStringLiteral("–");

QString signedText(double value, const QString& magnitude, bool plus)
{
    // Decided by what is printed: −0.004 at two decimals is 0.00, not −0.00.
    bool zero = true;
    for (const QChar c : magnitude)
        if (c.isDigit() && c.digitValue() != 0) zero = false;
    if (zero) return magnitude;
    if (value < 0) return kMinus + magnitude;
    return plus ? u'+' + magnitude : magnitude;
}

QDate toDate(Day day)
{
    return QDate(1970, 1, 1).addDays(toEpochDay(day));
}

QString dated(Day day, const QString& pattern)
{
    return displayLocale().toString(toDate(day), pattern);
}

QString formatDays(double hours)
{
    return formatNumber(hours / 24, std::abs(hours) / 24 < 9.95 ? 1 : 0) + kNoBreak + u'd';
}

int decimalsFor(double value)
{
    const double size = std::abs(value);
    return size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
}

} // namespace

QLocale displayLocale()
{
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedKingdom) : locale;
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString formatCount(std::int64_t count)
{
    const QString magnitude = displayLocale().toString(static_cast<qulonglong>(count < 0 ? -count : count));
    return count < 0 ? kMinus + magnitude : magnitude;
}

QString formatNumber(double value, int decimals)
{
    if (!std::isfinite(value)) return kNone;
    return signedText(value, displayLocale().toString(std::abs(value), 'f', decimals), false);
}

QString formatSignificant(double value)
{
    if (!std::isfinite(value)) return kNone;
    if (value == std::round(value) && std::abs(value) < 1e6) return formatNumber(value, 0);
    return formatNumber(value, decimalsFor(value));
}

QString formatPercent(double share, int decimals)
{
    if (!std::isfinite(share)) return kNone;
    return formatNumber(100 * share, decimals) + kNoBreak + u'%';
}

QString formatChange(double ratio)
{
    if (!std::isfinite(ratio)) return kNone;
    const double percent = 100 * (ratio - 1);
    return signedText(percent, displayLocale().toString(std::abs(percent), 'f', 0), true) + kNoBreak + u'%';
}

QString formatRatio(double ratio)
{
    return std::isfinite(ratio) ? QChar(0x00d7) + formatNumber(ratio, ratio < 9.995 ? 2 : 1) : kNone;
}

QString formatPoints(double difference)
{
    return formatPoints(difference, std::abs(100 * difference) < 9.95 ? 1 : 0);
}

QString formatPoints(double difference, int decimals)
{
    if (!std::isfinite(difference)) return kNone;
    const double points = 100 * difference;
    return signedText(points, displayLocale().toString(std::abs(points), 'f', decimals), true) + kNoBreak +
           QStringLiteral("pts");
}

QString formatProbability(double p)
{
    if (!std::isfinite(p)) return QStringLiteral("p ") + kNone;
    return p < 0.01 ? QStringLiteral("p < ") + formatNumber(0.01, 2) : QStringLiteral("p = ") + formatNumber(p, 2);
}

QString formatHours(double hours)
{
    if (!std::isfinite(hours)) return kNone;
    const double size = std::abs(hours);
    if (size == 0) return QStringLiteral("0") + kNoBreak + u'h';
    if (size < 59.5 / 60) return formatNumber(hours * 60, 0) + kNoBreak + QStringLiteral("min");
    if (size < 48) return formatNumber(hours, size < 9.95 ? 1 : 0) + kNoBreak + u'h';
    return formatDays(hours);
}

QString formatUsd(double amount)
{
    if (!std::isfinite(amount)) return kNone;
    const double size = std::abs(amount);
    const QLocale locale = displayLocale();
    QString magnitude;
    if (size < 999.5)
        magnitude = locale.toString(size, 'f', 0);
    else if (size < 999500)
        magnitude =
            locale.toString(size / 1e3, 'f', size < 99950 && std::fmod(std::round(size / 100), 10) != 0 ? 1 : 0) + u'k';
    else
        magnitude = locale.toString(size / 1e6, 'f', size < 9.95e6 ? 1 : 0) + u'M';
    return signedText(amount, u'$' + magnitude, false);
}

QString formatMoney(double amount, std::string_view currency)
{
    QString said = formatUsd(amount);
    return currency == "USD" ? said : said.replace(QStringLiteral("$"), text(currency) + kNoBreak);
}

QString formatAmount(double amount, std::string_view currency, int decimals)
{
    if (!std::isfinite(amount)) return kNone;
    const QString size = displayLocale().toString(std::abs(amount), 'f', decimals);
    return signedText(amount, (currency == "USD" ? QStringLiteral("$") : text(currency) + kNoBreak) + size, false);
}

QString formatDay(Day day)
{
    return dated(day, QStringLiteral("d MMM yyyy"));
}
QString formatShortDay(Day day)
{
    return dated(day, QStringLiteral("d MMM"));
}
QString formatMonth(Day day)
{
    return dated(day, QStringLiteral("MMM yyyy"));
}

QString formatPeriod(DayRange period)
{
    const bool sameYear = toDate(period.from).year() == toDate(period.to).year();
    return QStringLiteral("%1 – %2").arg(sameYear ? formatShortDay(period.from) : formatDay(period.from),
                                         formatDay(period.to));
}

QString formatInstant(Instant at)
{
    return displayLocale().toString(QDateTime::fromMSecsSinceEpoch(toUnixMillis(at)),
                                    QStringLiteral("d MMM yyyy HH:mm"));
}

QString unitWords(std::string_view unit)
{
    for (const std::string_view sign : {"h", "d", "share", "ratio", "points", "count", "USD"})
        if (unit == sign) return {};
    return text(unit.starts_with("USD ") ? unit.substr(4) : unit);
}

QString formatBare(double value, std::string_view unit)
{
    if (!std::isfinite(value)) return kNone;
    if (unit == "h") return formatHours(value);
    if (unit == "d") return formatHours(24 * value);
    if (unit == "share") return formatPercent(value, std::abs(value) < 0.05 && value != 0 ? 1 : 0);
    if (unit == "ratio") return formatRatio(value);
    if (unit == "points") return formatNumber(value, std::abs(value) < 9.95 ? 1 : 0) + kNoBreak + QStringLiteral("pts");
    if (unit == "USD" || unit.starts_with("USD ")) return formatUsd(value);
    return formatSignificant(value);
}

QString formatValue(double value, std::string_view unit)
{
    const QString words = unitWords(unit);
    return words.isEmpty() || !std::isfinite(value) ? formatBare(value, unit)
                                                    : formatBare(value, unit) + kNoBreak + words;
}

QString formatTick(double value)
{
    QString label = formatNumber(value, 2);
    const QString mark = displayLocale().decimalPoint();
    if (!label.contains(mark)) return label;
    while (label.endsWith(u'0')) label.chop(1);
    return label.endsWith(mark) ? label.chopped(mark.size()) : label;
}

QString formatBareInterval(double low, double high, std::string_view unit)
{
    // Both ends of a time in the same unit: "1.8 … 2.2 d", not "44 h … 2.2 d".
    const bool days = (unit == "h" && std::abs(high) >= 48) || (unit == "d" && std::abs(high) >= 2);
    const double hours = unit == "d" ? 24 : 1;
    const auto end = [&](double value) {
        if (days) return formatDays(value * hours);
        return unit == "share" ? formatPercent(value, std::abs(high) < 0.05 ? 1 : 0) : formatBare(value, unit);
    };
    const QString first = end(low);
    const QString last = end(high);
    const qsizetype cut = first.indexOf(kNoBreak);
    const bool sameUnit =
        cut > 0 && last.endsWith(first.mid(cut)) && last.indexOf(kNoBreak) == last.size() - first.size() + cut;
    return (sameUnit ? first.left(cut) : first) + QStringLiteral(" … ") + last;
}

QString formatInterval(double low, double high, std::string_view unit)
{
    const QString words = unitWords(unit);
    return words.isEmpty() ? formatBareInterval(low, high, unit)
                           : formatBareInterval(low, high, unit) + kNoBreak + words;
}

} // namespace assay::present
