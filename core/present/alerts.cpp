// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/alerts.h"

#include "present/cells.h"
#include "present/drill.h"
#include "present/format.h"

#include <algorithm>
#include <cmath>

namespace assay::present {

namespace {

constexpr std::size_t kNotes = 5;

Tone toneOf(const analysis::Alert& alert)
{
    if (!alert.better) return Tone::Neutral;
    return *alert.better ? Tone::Good : Tone::Bad;
}

QString direction(const analysis::Alert& alert)
{
    const bool up = alert.now > alert.usual;
    if (alert.unit == "h" || alert.unit == "d") return up ? QStringLiteral("longer") : QStringLiteral("shorter");
    return up ? QStringLiteral("higher") : QStringLiteral("lower");
}

RowsQuery rowsOf(Figures& figures, const analysis::Alert& alert)
{
    facts::Filter filter = figures.view().filter();
    filter.period = DayRange{std::max(alert.since, figures.view().period().from), alert.on};
    if (!alert.team.empty()) filter.teams = {alert.team};
    return drillMeasure(alert.measure, figures.view().with(filter));
}

} // namespace

QString alertText(const analysis::Alert& alert)
{
    return QStringLiteral("%1%2 %3 than usual: %4 against %5 (%6), since %7")
        .arg(text(alert.title), alert.team.empty() ? QString() : QStringLiteral(" in ") + text(alert.team),
             direction(alert), formatValue(alert.now, alert.unit), formatBare(alert.usual, alert.unit),
             formatBareInterval(alert.low, alert.high, alert.unit), formatDay(alert.since));
}

const domain::Acknowledgement* acknowledgementOf(const Decisions& decisions, const std::string& key)
{
    const auto found = std::find_if(decisions.acknowledgements.rbegin(), decisions.acknowledgements.rend(),
                                    [&key](const auto& a) { return a.key == key; });
    return found == decisions.acknowledgements.rend() ? nullptr : &*found;
}

NotesSpec alertNotes(Figures& figures, const Decisions& decisions)
{
    const auto& report = figures.monitors();
    NotesSpec notes;
    notes.title = QStringLiteral("Alerts");
    notes.subtitle =
        QStringLiteral("Weekly figures that left their usual range; %1 series watched").arg(report.watched);
    std::vector<const analysis::Alert*> alerts;
    for (const auto& alert : report.alerts) alerts.push_back(&alert);
    std::stable_partition(alerts.begin(), alerts.end(),
                          [&](const auto* a) { return acknowledgementOf(decisions, a->key) == nullptr; });
    for (const auto* alert : alerts) {
        if (notes.notes.size() == kNotes) break;
        const auto* seen = acknowledgementOf(decisions, alert->key);
        QString line = formatDay(alert->on) + QStringLiteral("  ") + alertText(*alert);
        if (seen) line += QStringLiteral(" · ") + text(seen->owner);
        notes.notes.push_back({line, toneOf(*alert)});
    }
    notes.empty = report.watched > 0 ? QStringLiteral("None: every series watched is within its usual range.")
                                     : QStringLiteral("Nothing is watched yet: a series needs more than 20 weeks.");
    return notes;
}

namespace {

/// The alerts of a report, without the words around them.
TableSpec tableOf(Figures& figures, const Decisions& decisions, const analysis::MonitorReport& report)
{
    TableSpec table;
    table.id = QStringLiteral("monitors.alerts");
    table.title = QStringLiteral("Alerts");
    table.columns = {textColumn("Week until", 2), textColumn("Measure", 3), textColumn("Team", 2),
                     numberColumn("Now"),         numberColumn("Usual"),    textColumn("Usual range", 2),
                     numberColumn("Size, σ"),     textColumn("Since", 2),   textColumn("Owner", 2),
                     textColumn("Note", 3)};
    for (const auto& alert : report.alerts) {
        const auto* seen = acknowledgementOf(decisions, alert.key);
        Cell now = textCell(formatValue(alert.now, alert.unit), toneOf(alert));
        now.sort = alert.now;
        now.strong = true;
        Cell usual = textCell(formatValue(alert.usual, alert.unit));
        usual.sort = alert.usual;
        Cell size = textCell((alert.sigmas > 0 ? QStringLiteral("+") : QStringLiteral("−")) +
                             formatNumber(std::abs(alert.sigmas), 1));
        size.sort = alert.sigmas;
        Cell owner = seen ? textCell(text(seen->owner)) : textCell(QStringLiteral("nobody yet"), Tone::Attention);
        table.rows.push_back({{dayCell(toEpochDay(alert.on)), textCell(text(alert.title)),
                               textCell(alert.team.empty() ? QStringLiteral("all") : text(alert.team)), now, usual,
                               textCell(formatInterval(alert.low, alert.high, alert.unit)), size,
                               dayCell(toEpochDay(alert.since)), owner, textCell(seen ? text(seen->note) : QString())},
                              rowsOf(figures, alert)});
    }
    return table;
}

} // namespace

TableSpec alertsTable(Figures& figures, const Decisions& decisions)
{
    const auto& report = figures.monitors();
    TableSpec table = tableOf(figures, decisions, report);
    table.subtitle = QStringLiteral("%1 series watched week by week; an alert is a reason to look, and no verdict")
                         .arg(report.watched);
    table.empty = report.watched > 0 ? QStringLiteral("None: every series watched is within its usual range.")
                                     : QStringLiteral("Nothing is watched yet: a series needs more than 20 weeks.");
    return table;
}

TableSpec alertsOverAllTable(Figures& figures, const Decisions& decisions)
{
    const auto& report = figures.monitorsOverAll();
    TableSpec table = tableOf(figures, decisions, report);
    table.subtitle = QStringLiteral("%1 series watched over all teams; those of each team are being worked out and "
                                    "follow by themselves")
                         .arg(report.watched);
    table.empty = QStringLiteral("None over all teams; the series of each team are being worked out.");
    return table;
}

} // namespace assay::present
