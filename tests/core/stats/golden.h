// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>
#include <QTest>

#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// Reading the reference values of ../shared/golden and comparing with them.
namespace assay::test {

/// Absent when the folder is not there; a test then skips.
std::optional<QJsonObject> golden(const QString& name);

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

std::vector<double> numbersOf(const QJsonValue& array);

/// |actual - expected| <= tolerance × max(|expected|, floor); null in the reference means that there must be no value.
bool near(std::optional<double> actual, const QJsonValue& expected, double tolerance, double floor = 1e-3);
QString describe(std::optional<double> actual, const QJsonValue& expected);

} // namespace assay::test

#define COMPARE_NEAR(actual, expected, tolerance)                                                                      \
    do {                                                                                                               \
        const std::optional<double> actualValue_ = (actual);                                                           \
        const QJsonValue expectedValue_ = (expected);                                                                  \
        QVERIFY2(assay::test::near(actualValue_, expectedValue_, tolerance),                                           \
                 qPrintable(QStringLiteral(#actual " ") + assay::test::describe(actualValue_, expectedValue_)));       \
    } while (false)

#define GOLDEN_OR_SKIP(variable, name)                                                                                 \
    const auto variable##Found_ = assay::test::golden(QStringLiteral(name));                                           \
    if (!variable##Found_) QSKIP("The shared reference values are not here.");                                         \
    const QJsonObject variable = *variable##Found_

#define TABLE_OR_SKIP(variable, name)                                                                                  \
    const auto variable##Found_ = assay::test::Table::read(QStringLiteral(name));                                      \
    if (!variable##Found_) QSKIP("The shared reference data are not here.");                                           \
    const assay::test::Table variable = *variable##Found_
