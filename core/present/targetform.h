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
    bool byPriority = false; ///< can be limited to priorities: it is of tickets or defects
};

struct TargetForm
{
    std::vector<TargetMeasure> measures;
    QStringList teams;
    std::vector<std::pair<QString, QString>> taskTypes; ///< id, title
    QStringList priorities;                             ///< as the tickets name them
    DayRange span;                                      ///< of the data
};
[[nodiscard]] TargetForm targetForm(const facts::Snapshot& snapshot);

/// What registering would keep as the baseline, and what the limit then is: "The baseline is 41.2 h · 95 % CI 36.0 …
/// 47.5 h · n 214 resolved; the limit is 30.9 h." Empty where the target is not judged against one.
[[nodiscard]] QString baselineSentence(const domain::Target& target, const facts::View& view);

/// The promise as one sentence, for the foot of the form: "Resolution time of bug fixes: at most ×0.75 of 1 May – 31
/// Oct 2026, judged on 1 Nov 2026 – 29 Jan 2027. Registered today, before its window opens."
[[nodiscard]] QString targetSentence(const domain::Target& target, Day today);

} // namespace assay::present
