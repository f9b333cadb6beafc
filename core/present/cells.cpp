// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/cells.h"

#include "present/estimatetext.h"
#include "present/format.h"

#include <QDate>
#include <QDateTime>
#include <QStringList>
#include <cmath>

namespace assay::present {

Cell textCell(const QString& text, Tone tone)
{
    Cell cell;
    cell.text = text;
    cell.tone = tone;
    return cell;
}

Cell textCell(const std::string& utf8)
{
    return utf8.empty() ? missingCell() : textCell(text(utf8));
}

Cell missingCell()
{
    return textCell(QStringLiteral("–"));
}

Cell countCell(std::int64_t count)
{
    Cell cell = textCell(formatCount(count));
    cell.sort = static_cast<qlonglong>(count);
    return cell;
}

Cell counterCell(std::int32_t count)
{
    return count < 0 ? missingCell() : countCell(count);
}

Cell hoursCell(double hours)
{
    if (!std::isfinite(hours)) return missingCell();
    Cell cell = textCell(formatHours(hours));
    cell.sort = hours;
    return cell;
}

Cell dayCell(facts::EpochDay day)
{
    if (day == facts::kNoDay) return missingCell();
    Cell cell = textCell(formatDay(fromEpochDay(day)));
    cell.sort = QDate(1970, 1, 1).addDays(day);
    return cell;
}

Cell momentCell(facts::Millis moment)
{
    if (!facts::known(moment)) return missingCell();
    Cell cell = textCell(formatInstant(fromUnixMillis(moment)));
    cell.sort = QDateTime::fromMSecsSinceEpoch(moment, Qt::UTC);
    return cell;
}

Cell nameCell(const std::vector<std::string>& names, facts::Index index)
{
    return index >= 0 && slot(index) < names.size() ? textCell(names[slot(index)]) : missingCell();
}

Cell elapsedCell(facts::Millis from, facts::Millis to)
{
    if (!facts::known(from) || !facts::known(to) || to < from) return missingCell();
    return hoursCell(hoursBetween(fromUnixMillis(from), fromUnixMillis(to)));
}

Cell estimateCell(const metrics::Estimate& estimate)
{
    Cell cell = textCell(bareFigureText(estimate), estimate.value ? Tone::Neutral : Tone::Unknown);
    cell.strong = estimate.value.has_value();
    if (estimate.value) cell.sort = *estimate.value;
    return cell;
}

Cell intervalCell(const metrics::Estimate& estimate)
{
    if (!estimate.low || !estimate.high) return missingCell();
    return textCell(formatBareInterval(*estimate.low, *estimate.high, estimate.unit));
}

Cell countsCell(const metrics::Estimate& estimate)
{
    if (estimate.total() == 0 || withheld(estimate)) return missingCell();
    QStringList counts;
    for (const auto& [group, count] : estimate.n) counts << formatCount(count);
    Cell cell = textCell(counts.join(QStringLiteral(" / ")));
    cell.sort = static_cast<qlonglong>(estimate.n.front().second);
    return cell;
}

TableColumn textColumn(const char* title, int stretch)
{
    return {QString::fromUtf8(title), false, stretch};
}
TableColumn numberColumn(const char* title, int stretch)
{
    return {QString::fromUtf8(title), true, stretch};
}

TableColumn hoursColumn(const char* title)
{
    TableColumn column = numberColumn(title, 1);
    column.unit = QStringLiteral("h");
    return column;
}

} // namespace assay::present
