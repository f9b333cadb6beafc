// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/adoptionladder.h"
#include "present/estimatetext.h"
#include "present/format.h"
#include "present/kpis.h"
#include "present/pages/parts.h"
#include "present/trendchart.h"

#include <algorithm>

namespace assay::present {

namespace {

KpiSpec realAdoptionKpi(Figures& figures)
{
    KpiSpec kpi =
        figureKpi(figures, "real-adoption",
                  {"overview.adoption", "Real adoption", "habitual use that survives to merged code"}, Tone::Real);
    const metrics::Estimate formal = figures.estimate("formal-adoption");
    const metrics::Estimate gap = figures.estimate("adoption-gap");
    if (formal.value) kpi.interval += QStringLiteral(" · formal ") + figureText(formal);
    if (gap.value) {
        kpi.badge = QStringLiteral("gap ") + figureText(gap);
        kpi.badgeTone = Tone::Attention;
    }
    return kpi;
}

KpiSpec idleCostKpi(Figures& figures)
{
    KpiSpec kpi = figureKpi(figures, "idle-seat-cost",
                            {"overview.cost", "Cost of idle seats", "at list price; net value is not modelled yet"},
                            Tone::Attention);
    const metrics::Estimate idle = figures.estimate("idle-seats");
    if (idle.value) {
        kpi.badge = QStringLiteral("%1 seats without use in 28 days").arg(figureText(idle));
        kpi.badgeTone = Tone::Attention;
    }
    return kpi;
}

void noteContrast(NotesSpec& notes, Figures& figures, std::string_view metricId)
{
    const auto& result = figures.contrast(metricId);
    const metrics::Metric* metric = metrics::metricById(metricId);
    const QString title = metric ? text(metric->info().title) : text(metricId);
    if (!result) {
        notes.notes.push_back({title + QStringLiteral(": ") + text(result.error().message), Tone::Neutral});
        return;
    }
    if (!result->reversal.empty())
        notes.notes.push_back({title + QStringLiteral(": ") + text(result->reversal), Tone::Attention});
    if (!result->overlap.empty())
        notes.notes.push_back({title + QStringLiteral(": ") + text(result->overlap), Tone::Attention});
    if (result->adjusted.verdict == analysis::Verdict::Inconclusive && result->weeksToDecide &&
        *result->weeksToDecide < 520)
        notes.notes.push_back(
            {QStringLiteral("%1 is inconclusive; at today's flow about %2 more weeks would decide it.")
                 .arg(title, formatNumber(std::ceil(*result->weeksToDecide), 0)),
             Tone::Neutral});
    const auto disagreeing = std::count_if(result->sensitivity.begin(), result->sensitivity.end(),
                                           [](const auto& run) { return !run.agrees; });
    if (disagreeing > 0)
        notes.notes.push_back({QStringLiteral("%1: the answer changes in %2 of %3 sensitivity runs; see Methods.")
                                   .arg(title)
                                   .arg(disagreeing)
                                   .arg(result->sensitivity.size()),
                               Tone::Attention});
}

NotesSpec whatWouldChange(Figures& figures)
{
    NotesSpec notes;
    notes.title = QStringLiteral("What would change this");
    noteContrast(notes, figures, "ticket-to-merge");
    noteContrast(notes, figures, "defects-per-100-changes");
    const ProvenanceCounts counts = changesByProvenance(figures.view());
    if (counts.total() > 0 && counts.unknown * 20 >= counts.total())
        notes.notes.push_back(
            {QStringLiteral("%1 of merged changes have unknown provenance: line notes, trailers or telemetry would "
                            "move them into a group.")
                 .arg(formatPercent(static_cast<double>(counts.unknown) / static_cast<double>(counts.total()))),
             Tone::Attention});
    const metrics::Estimate real = figures.estimate("real-adoption");
    if (!real.value && !real.note.empty())
        notes.notes.push_back({QStringLiteral("Real adoption: ") + text(real.note), Tone::Neutral});
    notes.empty = QStringLiteral("The answers hold in every sensitivity run.");
    return notes;
}

} // namespace

PageSpec overviewPage(const PageInput& input)
{
    PageSpec page = begunPage("overview");
    const auto figures = figuresOf(input);
    page.banners = {verdictBanner(*figures)};
    page.kpis = {contrastKpi(*figures, "ticket-to-merge",
                             {"overview.speed", "Cycle time, ticket → merge", "AI-assisted vs human-only"}),
                 contrastKpi(*figures, "defects-per-100-changes",
                             {"overview.defects", "Defects introduced", "within 90 days, AI-assisted vs human-only"}),
                 realAdoptionKpi(*figures), idleCostKpi(*figures)};
    page.blocks = {
        placed(trendByProvenance(*figures, "ticket-to-merge", QStringLiteral("overview.trend"),
                                 QStringLiteral("Median days from ticket to merge")),
               0, 0, 7, 290),
        placed(effectsChart(*figures, "ticket-to-merge", {"", "feature:"}, QStringLiteral("overview.effects"),
                            QStringLiteral("Where it helps and where it does not")),
               0, 7, 5, 290),
        placed(gapByTeamChart(*figures, QStringLiteral("overview.gap")), 1, 0, 7, 260),
        placed(whatWouldChange(*figures), 1, 7, 5, 260)};
    page.footnote = coverageFootnote(figures->view());
    return page;
}

} // namespace assay::present
