// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/pages/change.h"

#include "present/cells.h"
#include "present/changetimeline.h"
#include "present/changewhy.h"
#include "present/estimatetext.h"
#include "present/figures.h"
#include "present/format.h"
#include "present/pages/parts.h"
#include "present/rowstable.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace assay::present {

namespace {

using facts::Index;

double daysBetween(facts::Millis from, facts::Millis to)
{
    return static_cast<double>(to - from) / 86'400'000.0;
}

/// The share of each defect's blame that falls on the change.
std::map<Index, double> defectsOf(const facts::Snapshot& s, Index change)
{
    std::map<Index, double> found;
    for (std::size_t o = 0; o < s.origins.size(); ++o)
        if (s.origins.change[o] == change) found[s.origins.defect[o]] += s.origins.weight[o];
    return found;
}

KpiSpec begunKpi(const char* id, const QString& title, const QString& subtitle)
{
    KpiSpec kpi;
    kpi.id = QString::fromUtf8(id);
    kpi.title = title;
    kpi.subtitle = subtitle;
    return kpi;
}

KpiSpec timeKpi(const facts::View& view, Index change)
{
    const facts::Snapshot& s = view.snapshot();
    const auto& c = s.changes;
    const Index ticket = c.ticket[slot(change)];
    const facts::Millis opened = c.openedAt[slot(change)];
    const bool byTicket = ticket >= 0 && facts::known(s.tickets.createdAt[slot(ticket)]);
    const facts::Millis from = byTicket               ? s.tickets.createdAt[slot(ticket)]
                               : facts::known(opened) ? opened
                                                      : c.firstCommitAt[slot(change)];
    KpiSpec kpi = begunKpi("change.time",
                           byTicket               ? QStringLiteral("Ticket to merge")
                           : facts::known(opened) ? QStringLiteral("Opened to merge")
                                                  : QStringLiteral("First commit to merge"),
                           QStringLiteral("calendar time"));
    const bool known = facts::known(from) && from <= c.mergedAt[slot(change)];
    kpi.value = known ? formatHours(24 * daysBetween(from, c.mergedAt[slot(change)])) : QStringLiteral("not known");
    const Index team = c.team[slot(change)];
    if (team < 0 || !byTicket) {
        kpi.interval = team < 0 ? QStringLiteral("its author is in no team") : QStringLiteral("no ticket is linked");
        return kpi;
    }
    facts::Filter filter = view.filter();
    filter.teams = {s.teams[slot(team)]};
    const auto median = Figures(view.with(filter), {}).estimate("ticket-to-merge");
    kpi.interval =
        QStringLiteral("median of %1: %2 · %3").arg(text(s.teams[slot(team)]), figureText(median), captionText(median));
    return kpi;
}

QString ageText(facts::CodeAge age)
{
    switch (age) {
    case facts::CodeAge::Greenfield:
        return QStringLiteral("mostly new files");
    case facts::CodeAge::Recent:
        return QStringLiteral("recent code");
    case facts::CodeAge::Legacy:
        return QStringLiteral("legacy code");
    case facts::CodeAge::Unknown:
        break;
    }
    return QStringLiteral("age of the code not known");
}

QString counted(std::int64_t count, const QString& one, const QString& many)
{
    return formatCount(count) + QChar::Nbsp + (count == 1 ? one : many);
}

KpiSpec sizeKpi(const facts::View& view, Index change)
{
    const auto& c = view.snapshot().changes;
    KpiSpec kpi = begunKpi("change.size", QStringLiteral("Size"), QStringLiteral("lines and files"));
    kpi.value = QStringLiteral("%1 added, %2 removed, %3")
                    .arg(formatCount(c.added[slot(change)]), formatCount(c.deleted[slot(change)]),
                         counted(c.files[slot(change)], QStringLiteral("file"), QStringLiteral("files")));
    kpi.interval = ageText(c.codeAge[slot(change)]) + QStringLiteral(" · ") +
                   QString::fromUtf8(domain::taskTypeTitle(c.taskType[slot(change)])).toLower() +
                   QStringLiteral(" · ") +
                   counted(c.commits[slot(change)], QStringLiteral("commit"), QStringLiteral("commits"));
    if (c.has(change, facts::kSizeIncomplete))
        kpi.interval += QStringLiteral(" · at least: objects are missing from the repository");
    return kpi;
}

KpiSpec afterKpi(const facts::View& view, Index change, const std::map<Index, double>& defects)
{
    const facts::Snapshot& s = view.snapshot();
    const facts::Millis merged = s.changes.mergedAt[slot(change)];
    KpiSpec kpi = begunKpi("change.after", QStringLiteral("After the merge"), QStringLiteral("defects traced to it"));
    const double watched = daysBetween(merged, toUnixMillis(s.cutOff));
    if (defects.empty()) {
        kpi.value =
            s.changes.has(change, facts::kTraced) ? QStringLiteral("none so far") : QStringLiteral("not traced");
    } else {
        double first = watched;
        for (const auto& [defect, weight] : defects)
            first = std::min(first, daysBetween(merged, s.defects.reportedAt[slot(defect)]));
        kpi.value =
            defects.size() == 1
                ? QStringLiteral("1 defect after %1").arg(formatHours(24 * first))
                : QStringLiteral("%1 defects, the first after %2").arg(defects.size()).arg(formatHours(24 * first));
    }
    kpi.interval = QStringLiteral("watched for %1").arg(formatHours(24 * watched));
    if (const auto born = s.changes.linesBorn[slot(change)]; s.changes.has(change, facts::kTraced) && born > 0)
        kpi.interval +=
            QStringLiteral(" · %1 of %2 lines still stand")
                .arg(formatPercent(static_cast<double>(s.changes.linesAlive[slot(change)]) / born), formatCount(born));
    kpi.drill = {RowKind::Defects, changeLabel(s, change) + QStringLiteral(" › defects"), {}};
    for (const auto& [defect, weight] : defects) kpi.drill.rows.push_back(defect);
    if (defects.empty()) kpi.drill = {};
    return kpi;
}

QString defectName(const facts::Snapshot& s, Index defect)
{
    const Index ticket = s.defects.ticket[slot(defect)];
    return ticket >= 0 ? text(s.tickets.key[slot(ticket)])
                       : QStringLiteral("fix ") + changeLabel(s, s.defects.fix[slot(defect)]);
}

/// Whose lines each fix removed: this change's own stand out.
TableSpec defectsTable(const facts::View& view, Index change, const std::map<Index, double>& defects,
                       const ChangeTrail& trail)
{
    const facts::Snapshot& s = view.snapshot();
    TableSpec table;
    table.id = QStringLiteral("change.defects");
    table.title = QStringLiteral("Lines that fixes removed");
    table.subtitle = QStringLiteral("By file and who wrote them; in bold, lines of this change. Tracing errs: Methods "
                                    "says how often");
    table.columns = {textColumn("Defect"),    textColumn("Share of blame"), textColumn("File", 3),
                     numberColumn("Lines"),   numberColumn("Of code"),      textColumn("Written by"),
                     textColumn("Provenance")};
    table.empty = s.changes.has(change, facts::kTraced)
                      ? QStringLiteral("No defect is traced to this change so far.")
                      : QStringLiteral("Its lines are not traced, so no defect could be traced to it.");
    for (const auto& [defect, weight] : defects)
        for (const auto& r : trail.removed) {
            if (r.fix != s.defects.fix[slot(defect)]) continue;
            const bool own = r.origin == change;
            TableRow row;
            row.cells = {textCell(defectName(s, defect)),
                         textCell(formatPercent(weight)),
                         textCell(r.path),
                         countCell(r.lines),
                         countCell(r.codeLines),
                         textCell(own ? QStringLiteral("this change") : changeLabel(s, r.origin)),
                         r.origin >= 0 ? textCell(provenanceText(view, r.origin),
                                                  provenanceTone(view.provenanceOfChange(r.origin)))
                                       : textCell(QStringLiteral("unknown"), Tone::Unknown)};
            for (Cell& cell : row.cells) cell.strong = own;
            if (r.origin >= 0 && !own) row.drill = {RowKind::OneChange, changeLabel(s, r.origin), {r.origin}};
            table.rows.push_back(std::move(row));
        }
    return table;
}

TableSpec filesTable(const ChangeTrail& trail)
{
    TableSpec table;
    table.id = QStringLiteral("change.files");
    table.title = QStringLiteral("What it touched");
    table.columns = {textColumn("File", 4), numberColumn("Added"), numberColumn("Deleted")};
    table.empty = QStringLiteral("Which files it touches is not known.");
    for (const auto& file : trail.files)
        table.rows.push_back({{textCell(file.path), countCell(file.added), countCell(file.deleted)}, {}});
    return table;
}

} // namespace

QString changeLabel(const facts::Snapshot& s, Index change)
{
    if (change < 0) return QStringLiteral("outside the imported changes");
    const auto number = s.changes.number[slot(change)];
    return number > 0 ? u'#' + QString::number(number) : text(s.changes.head[slot(change)].substr(0, 8));
}

std::vector<Index> fixesOf(const facts::Snapshot& s, Index change)
{
    std::vector<Index> fixes;
    for (const auto& [defect, weight] : defectsOf(s, change))
        if (const Index fix = s.defects.fix[slot(defect)]; fix >= 0) fixes.push_back(fix);
    std::sort(fixes.begin(), fixes.end());
    fixes.erase(std::unique(fixes.begin(), fixes.end()), fixes.end());
    return fixes;
}

PageSpec changePage(const facts::View& view, Index change, const ChangeTrail& trail)
{
    const facts::Snapshot& s = view.snapshot();
    const auto defects = defectsOf(s, change);
    PageSpec page;
    page.id = QStringLiteral("change");
    page.title = changeLabel(s, change) + u' ' + text(s.changes.title[slot(change)]);
    page.kpis = {provenanceKpi(view, change, trail.evidence), timeKpi(view, change), sizeKpi(view, change),
                 afterKpi(view, change, defects)};
    page.blocks = {
        placed(changeTimeline(s, change), 0, 0, 12, 160), placed(whyTable(view, change, trail.evidence), 1, 0, 12, 160),
        placed(defectsTable(view, change, defects, trail), 2, 0, 12, 160), placed(filesTable(trail), 3, 0, 12, 300)};
    page.footnote =
        QStringLiteral("%1, merged %2. What is not known is said; it is never taken for human-only or zero.")
            .arg(text(s.repositories[slot(s.changes.repository[slot(change)])]),
                 formatInstant(fromUnixMillis(s.changes.mergedAt[slot(change)])));
    return page;
}

} // namespace assay::present
