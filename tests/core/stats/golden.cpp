// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "support/places.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>
#include <set>

namespace assay::test {

namespace {

QString sharedFile(const QString& name)
{
    return test::sharedPlace(QStringLiteral("golden/")) + name;
}

/// What one test program used of the reference values; written to its own file as it ends.
class Usage
{
public:
    ~Usage()
    {
        if (m_asserted.empty() && m_read.empty()) return;
        QDir().mkpath(test::buildPlace(QStringLiteral("golden-usage")));
        QFile file(test::buildPlace(QStringLiteral("golden-usage/")) + m_program + QStringLiteral(".txt"));
        if (!file.open(QIODevice::WriteOnly)) return;
        for (const QString& place : m_asserted) file.write("asserted " + place.toUtf8() + '\n');
        for (const QString& place : m_read) file.write("read " + place.toUtf8() + '\n');
    }
    void asserted(const QString& place) { note(m_asserted, place); }
    void read(const QString& place) { note(m_read, place); }

private:
    void note(std::set<QString>& places, const QString& place)
    {
        if (place.isEmpty()) return;
        if (m_program.isEmpty()) m_program = QFileInfo(QCoreApplication::applicationFilePath()).fileName();
        places.insert(place);
    }
    QString m_program;
    std::set<QString> m_asserted;
    std::set<QString> m_read;
};

Usage& usage()
{
    static Usage instance;
    return instance;
}

QString unquoted(QString cell)
{
    if (cell.startsWith(u'"') && cell.endsWith(u'"')) cell = cell.mid(1, cell.size() - 2);
    return cell;
}

} // namespace

std::optional<Golden> golden(const QString& name)
{
    QFile file(sharedFile(name));
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    return Golden(name, QJsonDocument::fromJson(file.readAll()).object());
}

Golden Golden::operator[](const QString& key) const
{
    return {m_place + u'/' + key, m_value.toObject().value(key)};
}

Golden Golden::element(qsizetype index) const
{
    return {m_place + u'/' + QString::number(index), m_value.toArray().at(index)};
}

bool Golden::contains(QStringView key) const
{
    return m_value.toObject().contains(key);
}

qsizetype Golden::size() const
{
    return m_value.isArray() ? m_value.toArray().size() : m_value.toObject().size();
}

std::vector<Golden> Golden::items() const
{
    std::vector<Golden> all;
    if (m_value.isArray()) {
        for (qsizetype i = 0; i < size(); ++i) all.push_back(element(i));
        return all;
    }
    for (const QString& key : m_value.toObject().keys()) all.push_back((*this)[key]);
    return all;
}

std::vector<Golden> Golden::leaves() const
{
    if (!m_value.isArray() && !m_value.isObject()) return {*this};
    std::vector<Golden> all;
    for (const Golden& item : items()) {
        const std::vector<Golden> below = item.leaves();
        all.insert(all.end(), below.begin(), below.end());
    }
    return all;
}

double Golden::toDouble() const
{
    usage().read(m_place);
    return m_value.toDouble();
}

QString Golden::toString() const
{
    usage().read(m_place);
    return m_value.toString();
}

const QJsonValue& Golden::asserted() const
{
    usage().asserted(m_place);
    return m_value;
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

std::vector<double> numbersOf(const Golden& array)
{
    std::vector<double> result;
    if (array.isDouble()) return {array.toDouble()};
    for (const Golden& value : array.items())
        result.push_back(value.isDouble() ? value.toDouble() : std::numeric_limits<double>::quiet_NaN());
    return result;
}

std::vector<double> assertedNumbers(const Golden& array)
{
    std::vector<double> result;
    if (array.isDouble()) return {array.asserted().toDouble()};
    for (const Golden& value : array.items()) {
        const QJsonValue& number = value.asserted();
        result.push_back(number.isDouble() ? number.toDouble() : std::numeric_limits<double>::quiet_NaN());
    }
    return result;
}

bool near(std::optional<double> actual, const Golden& expected, double tolerance, double floor)
{
    const QJsonValue& value = expected.asserted();
    if (!value.isDouble()) return value.isNull() && !actual;
    return actual && std::abs(*actual - value.toDouble()) <= tolerance * std::max(std::abs(value.toDouble()), floor);
}

bool within(double actual, const Golden& expected, double distance)
{
    const QJsonValue& value = expected.asserted();
    return value.isDouble() && std::abs(actual - value.toDouble()) <= distance;
}

bool same(const QString& actual, const Golden& expected)
{
    const QJsonValue& value = expected.asserted();
    return value.isString() && actual == value.toString();
}

QString describe(std::optional<double> actual, const Golden& expected)
{
    const QString is = actual ? QString::number(*actual, 'g', 15) : QStringLiteral("no value");
    const QJsonValue& value = expected.asserted();
    const QString shouldBe = value.isDouble() ? QString::number(value.toDouble(), 'g', 15) : QStringLiteral("no value");
    return QStringLiteral("is %1, should be %2 (%3)").arg(is, shouldBe, expected.place());
}

} // namespace assay::test
