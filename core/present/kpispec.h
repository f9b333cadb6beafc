// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/hint.h"
#include "present/rowsquery.h"
#include "present/tone.h"

#include <QString>
#include <vector>

namespace assay::present {

/// A headline figure: what it is, how sure, what it rests on.
struct KpiSpec
{
    QString id;
    QString title;
    QString subtitle; ///< what is compared with what
    QString value;    ///< "−9 %", or "not enough data"
    QString interval; ///< "95 % CI −16 % … −1 %, adjusted · n 1,204 / 3,871"
    QString badge;    ///< "Guard-rail ×1.10: at risk"; empty: none
    Tone badgeTone = Tone::Neutral;
    Tone tone = Tone::Neutral; ///< of the sparkline
    std::vector<double> spark; ///< NaN = gap; empty: none
    QString details;           ///< tooltip: method, coverage, exclusions
    RowsQuery drill;
    QString measure = {};         ///< id of the measure, for its definition on the Methods page; empty: none
    std::vector<Hint> hints = {}; ///< its measure's definition and the words it uses; see glossary.h
};

} // namespace assay::present
