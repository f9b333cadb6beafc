// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/hint.h"
#include "present/rowsquery.h"
#include "present/tone.h"

#include <QString>
#include <QStringList>
#include <QVariant>
#include <optional>
#include <vector>

namespace assay::present {

struct TableColumn
{
    QString title;
    bool number = false; ///< right-aligned, sorted by `Cell::sort`
    int stretch = 1;     ///< relative width
    QString unit = {};   ///< of `Cell::sort`, where a file needs to name it: "h"
};
struct Cell
{
    QString text;
    QVariant sort; ///< number or time behind the text, for sorting and CSV; invalid: the text
    Tone tone = Tone::Neutral;
    bool badge = false; ///< drawn as a rounded label in its tone
    bool strong = false;
    std::optional<double> bar; ///< 0…1: drawn as a small bar before the text
};
struct TableRow
{
    std::vector<Cell> cells;
    RowsQuery drill;
    QString id = {}; ///< what links lead to: "methods#ticket-to-merge"; empty: nothing does
};
struct TableSpec
{
    QString id;
    QString title;
    QString subtitle;
    std::vector<TableColumn> columns;
    std::vector<TableRow> rows;
    QString empty;
    QString footnote;             ///< "20 of 1,482 rows"
    std::vector<Hint> hints = {}; ///< as KpiSpec::hints
};

} // namespace assay::present
