// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/pagespec.h"

#include <QString>
#include <QStringList>
#include <vector>

namespace assay::present {

/// A line of the four questions on the first page.
struct QuestionRow
{
    QString question; ///< "Is work delivered faster?"
    QString answer;   ///< "−9 % days, ticket to merge", or why there is none
    QString interval; ///< "−16 % … −1 %"
    QString target;   ///< "−15 %"; "none registered" where no target was fixed
    QString status;   ///< "Not met yet"
    Tone tone = Tone::Neutral;
};

/// Text of the methods pages: a heading and paragraphs, which may hold `**bold**`.
struct MethodSection
{
    QString title;
    QStringList paragraphs;
};

/// The report for the leadership: a first page that stands alone, then one page per dashboard page, then methods and
/// coverage.
struct ReportSpec
{
    QString organisation;   ///< workspace name, page header left: "Demo organisation · AI coding tools"
    QString period;         ///< page header right: "Jan – Oct 2026"
    QString headline;       ///< "Keep it where it works, stop it where it does not"
    QString recommendation; ///< "Recommendation: **adjust scope**. …"
    std::vector<QuestionRow> questions;
    std::vector<ChartSpec> charts; ///< of the first page, at most two
    QString howSure;               ///< "How sure are we? …", with data day, fingerprint and version
    std::vector<PageSpec> pages;
    std::vector<MethodSection> methods;
    TableSpec coverage; ///< one row per measure: n, coverage, left out
};

} // namespace assay::present
