// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/decisions.h"
#include "facts/filter.h"

#include <QString>
#include <QStringList>
#include <vector>

/// What the form for a target offers, so that the window needs to know no measure.
namespace assay::present {

struct TargetMeasure
{
    QString id;
    QString title;
    QString unit;
    QString definition;
    bool share = false;      ///< limits are entered in percent
    bool comparable = false; ///< AI-assisted against human-only can be judged
    bool lowerIsBetter = true;
};

struct TargetForm
{
    std::vector<TargetMeasure> measures;
    QStringList teams;
    std::vector<std::pair<QString, QString>> taskTypes; ///< id, title
    DayRange span;                                      ///< of the data
};
[[nodiscard]] TargetForm targetForm(const facts::Snapshot& snapshot);

/// The promise as one sentence, for the foot of the form: "Resolution time of bug fixes: at most ×0.75 of 1 May – 31
/// Oct 2026, judged on 1 Nov 2026 – 29 Jan 2027. Registered today, before its window opens."
[[nodiscard]] QString targetSentence(const domain::Target& target, Day today);

} // namespace assay::present
