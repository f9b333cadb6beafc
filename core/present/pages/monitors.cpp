// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/alerts.h"
#include "present/format.h"
#include "present/pages/parts.h"

namespace assay::present {

namespace {

/// Back-tested (tst_monitors): of series without any change, this share raises an alert within a year.
constexpr double kFalseAlarmsAYear = 0.05;

/// `report`: none while it is being worked out.
NotesSpec methodNotes(const analysis::MonitorReport* report)
{
    NotesSpec notes;
    notes.title = QStringLiteral("How it is watched");
    const auto add = [&notes](const QString& sentence) { notes.notes.push_back({sentence, Tone::Neutral}); };
    add(QStringLiteral(
        "Each week's figure, over all teams and for each team, against the 20 weeks before it was first "
        "watched: their median, and their spread from week to week (EWMA, weight 0.2, limits at 4.5 standard "
        "errors)."));
    add(QStringLiteral("A year without any change raises an alert in about 5 % of series; a shift of two standard "
                       "deviations is found within 6 weeks in half of the cases, one of three within 3."));
    if (report == nullptr)
        add(QStringLiteral("How many series are watched is being worked out."));
    else if (report->watched > 0)
        add(QStringLiteral("%1 series are watched: about %2 alerts a year are to be expected without any change.")
                .arg(report->watched)
                .arg(formatNumber(kFalseAlarmsAYear * report->watched, 1)));
    add(QStringLiteral("After an alert the usual range is learnt anew, from the weeks since the change."));
    add(QStringLiteral("The last 90 days of defects are left out: most defects of young changes are still to show."));
    return notes;
}

NotesSpec unwatchedNotes(const analysis::MonitorReport* report)
{
    NotesSpec notes;
    notes.title = QStringLiteral("Not watched");
    notes.empty = QStringLiteral("Being worked out.");
    if (report == nullptr) return notes;
    for (const auto& sentence : report->notWatched) notes.notes.push_back({text(sentence), Tone::Neutral});
    notes.empty = QStringLiteral("Every series has weeks enough.");
    return notes;
}

/// The page with its blocks where they stay.
PageSpec pageOf(const PageInput& input, TableSpec alerts, const analysis::MonitorReport* report)
{
    PageSpec page = begunPage("monitors");
    page.actions = {{QStringLiteral("acknowledge-alert"), QStringLiteral("Acknowledge an alert…")}};
    page.blocks = {placed(std::move(alerts), 0, 0, 12, 300), placed(methodNotes(report), 1, 0, 6, 200),
                   placed(unwatchedNotes(report), 1, 6, 6, 200)};
    page.footnote = coverageFootnote(input.view);
    return page;
}

} // namespace

PageSpec monitorsPage(const PageInput& input)
{
    const auto figures = figuresOf(input);
    return pageOf(input, alertsTable(*figures, input.decisions), &figures->monitors());
}

PageSpec monitorsBegin(const PageInput& input)
{
    return pageOf(input, alertsOverAllTable(*figuresOf(input), input.decisions), nullptr);
}

} // namespace assay::present
