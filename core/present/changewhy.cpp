// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/changewhy.h"

#include "present/cells.h"
#include "present/format.h"
#include "present/rowstable.h"

#include <QRegularExpression>
#include <algorithm>
#include <cmath>

namespace assay::present {

namespace {

using domain::Evidence;
using domain::Provenance;

struct Reason
{
    Evidence evidence;
    QString found;
    int times = 1;
};

QString kindOf(const Evidence& e)
{
    switch (e.rung) {
    case domain::Rung::LineNotes:
        return QStringLiteral("Line note");
    case domain::Rung::VendorCommit:
        return QStringLiteral("Vendor's record");
    case domain::Rung::Marker: {
        QString channel = text(e.channel);
        if (!channel.isEmpty()) channel[0] = channel[0].toUpper();
        return channel.isEmpty() ? QStringLiteral("Marker") : channel;
    }
    case domain::Rung::Telemetry:
        return QStringLiteral("Telemetry");
    case domain::Rung::Coverage:
        break;
    }
    return e.channel == "seat" ? QStringLiteral("Seat list") : QStringLiteral("Telemetry");
}

/// What was found, without names and addresses of people: an author's name is the person's, whatever the tool wrote
/// beside it.
QString foundText(const Evidence& e, const QString& tool)
{
    if (e.channel == "author" || e.channel == "committer")
        return QStringLiteral("the %1's name or address says %2").arg(text(e.channel), tool);
    static const QRegularExpression kAddress(QStringLiteral("\\s*<[^<>\\s]*@[^<>\\s]*>"));
    const QString line = text(e.text).remove(kAddress).trimmed();
    return line.isEmpty() ? tool : line;
}

QString toolTitle(const facts::Snapshot& s, const std::string& tool)
{
    const auto found = std::find(s.tools.begin(), s.tools.end(), tool);
    if (found != s.tools.end()) return text(s.toolTitles[static_cast<std::size_t>(found - s.tools.begin())]);
    return tool.empty() ? QStringLiteral("an AI tool") : text(tool);
}

std::vector<Reason> reasonsOf(const facts::Snapshot& s, const std::vector<Evidence>& evidence)
{
    std::vector<Reason> reasons;
    for (const Evidence& e : evidence) {
        const QString found = foundText(e, toolTitle(s, e.tool));
        const auto same = std::find_if(reasons.begin(), reasons.end(), [&](const Reason& r) {
            return r.evidence.rung == e.rung && r.evidence.rule == e.rule && r.found == found;
        });
        if (same == reasons.end())
            reasons.push_back({e, found});
        else
            ++same->times;
    }
    std::stable_sort(reasons.begin(), reasons.end(), [](const Reason& a, const Reason& b) {
        return std::pair(a.evidence.rung, -a.evidence.strength) < std::pair(b.evidence.rung, -b.evidence.strength);
    });
    return reasons;
}

QString strengthText(const Evidence& e)
{
    const QString how = e.human      ? QStringLiteral("against AI")
                        : e.declared ? QStringLiteral("declared")
                                     : QStringLiteral("inferred");
    return how + u' ' + formatNumber(e.strength, 2);
}

/// What a reason does for the verdict: the first that speaks for it decides, the others agree or speak against it.
Cell roleCell(const Evidence& e, Provenance verdict, bool& decided)
{
    Cell cell;
    cell.badge = true;
    if (verdict == Provenance::Unknown) {
        cell.text = QStringLiteral("too weak");
        cell.tone = Tone::Unknown;
    } else if (e.human != (verdict == Provenance::Human)) {
        cell.text = QStringLiteral("speaks against");
        cell.tone = Tone::Attention;
    } else {
        cell.text = decided ? QStringLiteral("agrees") : QStringLiteral("counts");
        cell.tone = decided ? Tone::Neutral : Tone::Good;
        decided = true;
    }
    return cell;
}

QString verdictTitle(Provenance provenance)
{
    return provenance == Provenance::Ai      ? QStringLiteral("AI-assisted")
           : provenance == Provenance::Human ? QStringLiteral("Human-only")
                                             : QStringLiteral("Unknown");
}

} // namespace

KpiSpec provenanceKpi(const facts::View& view, facts::Index change, const std::vector<Evidence>& evidence)
{
    const auto& c = view.snapshot().changes;
    const Provenance verdict = view.provenanceOfChange(change);
    KpiSpec kpi;
    kpi.id = QStringLiteral("change.provenance");
    kpi.title = QStringLiteral("Provenance");
    kpi.subtitle = QStringLiteral("who wrote it, as far as the evidence goes");
    if (c.has(change, facts::kAutomation)) {
        kpi.value = QStringLiteral("Automation");
        kpi.interval = QStringLiteral("a bot's routine work: in no group");
        return kpi;
    }
    kpi.value = verdictTitle(verdict);
    const double share = c.aiShare[slot(change)];
    if (verdict == Provenance::Ai && std::isfinite(share))
        kpi.value += QStringLiteral(", %1 of lines").arg(formatPercent(share));
    const auto reasons = reasonsOf(view.snapshot(), evidence);
    const auto decisive = std::find_if(reasons.begin(), reasons.end(), [verdict](const Reason& r) {
        return verdict != Provenance::Unknown && r.evidence.human == (verdict == Provenance::Human);
    });
    kpi.interval = decisive == reasons.end() ? QStringLiteral("no evidence that decides; in neither group")
                                             : strengthText(decisive->evidence) + QStringLiteral(" · ") +
                                                   kindOf(decisive->evidence).toLower();
    return kpi;
}

TableSpec whyTable(const facts::View& view, facts::Index change, const std::vector<Evidence>& evidence)
{
    const Provenance verdict = view.provenanceOfChange(change);
    TableSpec table;
    table.id = QStringLiteral("change.why");
    table.title = verdict == Provenance::Ai      ? QStringLiteral("Why AI-assisted?")
                  : verdict == Provenance::Human ? QStringLiteral("Why human-only?")
                                                 : QStringLiteral("Why unknown?");
    table.subtitle = QStringLiteral("Every reason, strongest first, with the rule that found it");
    table.columns = {textColumn("Evidence"), textColumn("What was found", 4), numberColumn("Commits"),
                     textColumn("Strength"), textColumn("Verdict"),           textColumn("Rule")};
    table.empty = QStringLiteral("Nothing speaks for either side: no line note, vendor's record, marker, telemetry or "
                                 "seat list says anything about its commits.");
    bool decided = false;
    for (const Reason& reason : reasonsOf(view.snapshot(), evidence))
        table.rows.push_back({{textCell(kindOf(reason.evidence)), textCell(reason.found), countCell(reason.times),
                               textCell(strengthText(reason.evidence)), roleCell(reason.evidence, verdict, decided),
                               textCell(reason.evidence.rule)},
                              {}});
    return table;
}

} // namespace assay::present
