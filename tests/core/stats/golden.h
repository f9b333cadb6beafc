// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <QJsonValue>
#include <QString>
#include <QStringList>
#include <QTest>

#include <cmath>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// Reading the reference values of ../shared/golden and comparing with them. Which values were compared is noted, and
/// tst_goldencoverage tells which were not.
namespace assay::test {

/// A reference value that knows its place. Reading it notes that it was used, comparing with it that it was asserted;
/// both are written to a file per test program when that ends.
class Golden
{
public:
    Golden() = default;
    Golden(QString place, QJsonValue value) : m_place(std::move(place)), m_value(std::move(value)) {}
    /// A value worked out from reference values: to compare with, but not itself one of them.
    Golden(double value) : m_value(value) {}

    [[nodiscard]] Golden operator[](const QString& key) const;
    [[nodiscard]] Golden operator[](QStringView key) const { return (*this)[key.toString()]; }
    [[nodiscard]] Golden operator[](QLatin1String key) const { return (*this)[QString(key)]; }
    [[nodiscard]] Golden operator[](std::integral auto index) const { return element(static_cast<qsizetype>(index)); }
    [[nodiscard]] bool contains(QStringView key) const;
    [[nodiscard]] bool isArray() const { return m_value.isArray(); }
    [[nodiscard]] bool isDouble() const { return m_value.isDouble(); }
    /// Of an array or an object.
    [[nodiscard]] qsizetype size() const;
    [[nodiscard]] std::vector<Golden> items() const;
    /// Every value in and below this one that is no array or object.
    [[nodiscard]] std::vector<Golden> leaves() const;
    [[nodiscard]] const QString& place() const { return m_place; }

    [[nodiscard]] double toDouble() const;
    [[nodiscard]] int toInt() const { return static_cast<int>(toDouble()); }
    [[nodiscard]] QString toString() const;
    /// Notes that the value is compared with, and gives it.
    [[nodiscard]] const QJsonValue& asserted() const;

private:
    [[nodiscard]] Golden element(qsizetype index) const;
    QString m_place; ///< "file.json/key/0/key"; empty for worked-out values
    QJsonValue m_value;
};

/// Absent when the folder is not there; a test then skips.
std::optional<Golden> golden(const QString& name);

/// Columns of a CSV by name; text stays text, "NA" becomes NaN in numbers.
class Table
{
public:
    static std::optional<Table> read(const QString& name);

    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] const QStringList& text(const QString& column) const;
    [[nodiscard]] std::vector<double> numbers(const QString& column) const;
    [[nodiscard]] std::vector<std::uint8_t> flags(const QString& column) const;
    /// Codes in the order of the sorted levels.
    [[nodiscard]] std::vector<std::uint32_t> codes(const QString& column) const;
    [[nodiscard]] QStringList levels(const QString& column) const;
    /// Rows in which all named columns are numbers or texts other than NA.
    [[nodiscard]] Table complete(const QStringList& columns) const;
    [[nodiscard]] Table where(const QString& column, const QString& value) const;

private:
    [[nodiscard]] Table keep(const std::vector<bool>& rows) const;
    std::map<QString, QStringList> m_columns;
    std::size_t m_rows = 0;
};

/// Numbers that a computation is given.
std::vector<double> numbersOf(const Golden& array);
/// Numbers that a result is compared with.
std::vector<double> assertedNumbers(const Golden& array);

/// |actual - expected| <= tolerance × max(|expected|, floor); null in the reference means that there must be no value.
bool near(std::optional<double> actual, const Golden& expected, double tolerance, double floor = 1e-3);
/// |actual - expected| <= distance
bool within(double actual, const Golden& expected, double distance);
bool same(const QString& actual, const Golden& expected);
QString describe(std::optional<double> actual, const Golden& expected);

} // namespace assay::test

#define COMPARE_NEAR(actual, expected, tolerance)                                                                      \
    do {                                                                                                               \
        const std::optional<double> actualValue_ = (actual);                                                           \
        const assay::test::Golden expectedValue_ = (expected);                                                         \
        QVERIFY2(assay::test::near(actualValue_, expectedValue_, tolerance),                                           \
                 qPrintable(QStringLiteral(#actual " ") + assay::test::describe(actualValue_, expectedValue_)));       \
    } while (false)

#define COMPARE_WITHIN(actual, expected, distance)                                                                     \
    do {                                                                                                               \
        const double actualValue_ = (actual);                                                                          \
        const assay::test::Golden expectedValue_ = (expected);                                                         \
        QVERIFY2(assay::test::within(actualValue_, expectedValue_, distance),                                          \
                 qPrintable(QStringLiteral(#actual " ") + assay::test::describe(actualValue_, expectedValue_)));       \
    } while (false)

/// Numbers that must agree exactly: counts, indices, degrees of freedom.
#define COMPARE_COUNT(actual, expected) COMPARE_WITHIN(static_cast<double>(actual), expected, 0)

#define COMPARE_TEXT(actual, expected)                                                                                 \
    do {                                                                                                               \
        const QString actualText_ = (actual);                                                                          \
        const assay::test::Golden expectedText_ = (expected);                                                          \
        QVERIFY2(assay::test::same(actualText_, expectedText_), qPrintable(actualText_ + expectedText_.place()));      \
    } while (false)

#define GOLDEN_OR_SKIP(variable, name)                                                                                 \
    const auto variable##Found_ = assay::test::golden(QStringLiteral(name));                                           \
    if (!variable##Found_) QSKIP("The shared reference values are not here.");                                         \
    const assay::test::Golden& variable = *variable##Found_

#define TABLE_OR_SKIP(variable, name)                                                                                  \
    const auto variable##Found_ = assay::test::Table::read(QStringLiteral(name));                                      \
    if (!variable##Found_) QSKIP("The shared reference data are not here.");                                           \
    const assay::test::Table variable = *variable##Found_
