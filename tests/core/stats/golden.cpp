// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"

#include <QFile>
#include <QJsonDocument>

#include <limits>

namespace assay::test {

namespace {

QString sharedFile(const QString& name)
{
    return QStringLiteral(ASSAY_SHARED_DIR "/golden/") + name;
}

QString unquoted(QString cell)
{
    if (cell.startsWith(u'"') && cell.endsWith(u'"')) cell = cell.mid(1, cell.size() - 2);
    return cell;
}

} // namespace

std::optional<QJsonObject> golden(const QString& name)
{
    QFile file(sharedFile(name));
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    return QJsonDocument::fromJson(file.readAll()).object();
}

std::optional<Table> Table::read(const QString& name)
{
    QFile file(sharedFile(QStringLiteral("data/") + name));
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    const QStringList header = lines.front().trimmed().split(u',');
    Table table;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QStringList cells = lines[i].trimmed().split(u',');
        for (qsizetype c = 0; c < header.size(); ++c)
            table.m_columns[unquoted(header[c])].append(unquoted(cells.value(c)));
        ++table.m_rows;
    }
    return table;
}

const QStringList& Table::text(const QString& column) const
{
    return m_columns.at(column);
}

std::vector<double> Table::numbers(const QString& column) const
{
    std::vector<double> result;
    for (const QString& cell : text(column)) {
        bool ok = false;
        const double value = cell.toDouble(&ok);
        result.push_back(ok ? value : std::numeric_limits<double>::quiet_NaN());
    }
    return result;
}

std::vector<std::uint8_t> Table::flags(const QString& column) const
{
    std::vector<std::uint8_t> result;
    for (double value : numbers(column)) result.push_back(value == 1 ? 1 : 0);
    return result;
}

QStringList Table::levels(const QString& column) const
{
    QStringList levels = text(column);
    levels.removeDuplicates();
    levels.sort();
    return levels;
}

std::vector<std::uint32_t> Table::codes(const QString& column) const
{
    const QStringList known = levels(column);
    std::vector<std::uint32_t> result;
    for (const QString& cell : text(column)) result.push_back(static_cast<std::uint32_t>(known.indexOf(cell)));
    return result;
}

Table Table::keep(const std::vector<bool>& rows) const
{
    Table result;
    for (const auto& [name, cells] : m_columns) {
        QStringList& kept = result.m_columns[name];
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i]) kept.append(cells[static_cast<qsizetype>(i)]);
        result.m_rows = static_cast<std::size_t>(kept.size());
    }
    return result;
}

Table Table::complete(const QStringList& columns) const
{
    std::vector<bool> rows(m_rows, true);
    for (const QString& column : columns)
        for (std::size_t i = 0; i < m_rows; ++i)
            if (text(column)[static_cast<qsizetype>(i)] == QLatin1String("NA")) rows[i] = false;
    return keep(rows);
}

Table Table::where(const QString& column, const QString& value) const
{
    std::vector<bool> rows(m_rows);
    for (std::size_t i = 0; i < m_rows; ++i) rows[i] = text(column)[static_cast<qsizetype>(i)] == value;
    return keep(rows);
}

std::vector<double> numbersOf(const QJsonValue& array)
{
    std::vector<double> result;
    if (array.isDouble()) return {array.toDouble()};
    for (const QJsonValue& value : array.toArray())
        result.push_back(value.isDouble() ? value.toDouble() : std::numeric_limits<double>::quiet_NaN());
    return result;
}

bool near(std::optional<double> actual, const QJsonValue& expected, double tolerance, double floor)
{
    if (!expected.isDouble()) return !actual;
    return actual &&
           std::abs(*actual - expected.toDouble()) <= tolerance * std::max(std::abs(expected.toDouble()), floor);
}

QString describe(std::optional<double> actual, const QJsonValue& expected)
{
    const QString is = actual ? QString::number(*actual, 'g', 15) : QStringLiteral("no value");
    const QString shouldBe =
        expected.isDouble() ? QString::number(expected.toDouble(), 'g', 15) : QStringLiteral("no value");
    return QStringLiteral("is %1, should be %2").arg(is, shouldBe);
}

} // namespace assay::test
