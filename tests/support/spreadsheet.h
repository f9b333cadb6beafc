// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QVariant>

/// Reads an .xlsx file and computes its formulas anew, without any of the code that wrote it: a check by another way.
namespace assay::test {

/// A cell as it lies in the file.
struct FileCell
{
    QString formula; ///< without the equals sign; empty: none
    QVariant value;  ///< number or text, as stored
};

class Spreadsheet
{
public:
    /// `problem` says why a file cannot be read.
    explicit Spreadsheet(const QByteArray& file);

    QString problem;
    QMap<QString, QMap<QString, FileCell>> sheets; ///< name → "B4" → cell

    /// A cell's value with every formula behind it computed anew; "Model!F4". Empty text where a cell is empty.
    [[nodiscard]] QVariant compute(const QString& reference);
    /// Another number in a cell without a formula: what somebody typed.
    void type(const QString& reference, double number);

private:
    QMap<QString, QVariant> m_computed;
};

} // namespace assay::test
