// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/tablecsv.h"

#include <QDate>
#include <QDateTime>

namespace assay::present {

namespace {

bool runsAsFormula(const QString& text)
{
    if (text.isEmpty()) return false;
    const QChar first = text.front();
    // Full-width forms are formulas to spreadsheets of East Asian locales.
    return first == u'=' || first == u'+' || first == u'-' || first == u'@' || first == u'\t' || first == u'\r' ||
           first == u'\n' || first == u'＝' || first == u'＋' || first == u'－' || first == u'＠';
}

bool isNumber(const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::Double:
    case QMetaType::Int:
    case QMetaType::LongLong:
    case QMetaType::UInt:
    case QMetaType::ULongLong:
        return true;
    default:
        return false;
    }
}

QByteArray cellField(const Cell& cell, const TableColumn& column)
{
    if (cell.sort.typeId() == QMetaType::QDate) return cell.sort.toDate().toString(Qt::ISODate).toUtf8();
    if (cell.sort.typeId() == QMetaType::QDateTime) return cell.sort.toDateTime().toString(Qt::ISODate).toUtf8();
    if (column.number && isNumber(cell.sort))
        return cell.sort.typeId() == QMetaType::Double ? QByteArray::number(cell.sort.toDouble(), 'g', 15)
                                                       : cell.sort.toString().toUtf8();
    return csvField(cell.text);
}

} // namespace

QByteArray csvField(const QString& text)
{
    QString field = runsAsFormula(text) ? u'\'' + text : text;
    if (field.contains(u',') || field.contains(u'"') || field.contains(u'\n') || field.contains(u'\r'))
        field = u'"' + field.replace(u'"', QStringLiteral("\"\"")) + u'"';
    return field.toUtf8();
}

QByteArray toCsv(const TableSpec& table)
{
    QByteArray out;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (c > 0) out += ',';
        const TableColumn& column = table.columns[c];
        out +=
            csvField(column.unit.isEmpty() ? column.title : QStringLiteral("%1 (%2)").arg(column.title, column.unit));
    }
    out += '\n';
    for (const TableRow& row : table.rows) {
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (c > 0) out += ',';
            if (c < row.cells.size()) out += cellField(row.cells[c], table.columns[c]);
        }
        out += '\n';
    }
    return out;
}

} // namespace assay::present
