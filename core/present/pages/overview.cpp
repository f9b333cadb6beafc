// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/adoptionladder.h"
#include "present/alerts.h"
#include "present/estimatetext.h"
#include "present/format.h"
#include "present/kpis.h"
#include "present/pages/parts.h"
#include "present/peoplebanner.h"
#include "present/trendchart.h"
#include "present/verdicttext.h"

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
    KpiSpec kpi = figureKpi(
        figures, "idle-seat-cost",
        {"overview.cost", "Cost of idle seats", "at list price; net value needs time saved measured"}, Tone::Attention);
    const metrics::Estimate idle = figures.estimate("idle-seats");
    if (idle.value) {
        kpi.badge = QStringLiteral("%1 seats without use in 28 days").arg(figureText(idle));
        kpi.badgeTone = Tone::Attention;
    }
    return kpi;
}

/// Net value where the data carry it; the cost of idle seats is all that is known otherwise.
KpiSpec valueKpi(Figures& figures)
{
    const Budgets& budgets = figures.budgets();
    const auto chance = budgets.probabilityNetPositive();
    if (!chance) return idleCostKpi(figures);
    const whatif::Scenario& scenario = budgets.leading().scenario;
    KpiSpec kpi = netValueKpi("overview.value", "Net value, 12 months", budgets.firstYear(), scenario);
    kpi.badge = QStringLiteral("Chance of a gain in %1 months: %2").arg(scenario.months).arg(formatPercent(*chance));
    kpi.badgeTone = *chance >= decision::kProbabilityToScale ? Tone::Good : *chance < 0.5 ? Tone::Bad : Tone::Attention;
    return kpi;
}

} // namespace

PageSpec overviewPage(const PageInput& input)
{
    PageSpec page = begunPage("overview");
    const auto figures = figuresOf(input);
    page.banners = {verdictBanner(*figures)};
    if (nobodyIsMapped(input.view.snapshot())) page.banners.push_back(peopleBanner(input.view.snapshot()));
    page.kpis = {
        contrastKpi(*figures, "ticket-to-merge", {"overview.speed", "Ticket to merge", "AI-assisted vs human-only"}),
        contrastKpi(*figures, "defects-per-100-changes",
                    {"overview.defects", "Defects introduced", "within 90 days, AI-assisted vs human-only"}),
        realAdoptionKpi(*figures), valueKpi(*figures)};
    addTargetBadge(*figures, "ticket-to-merge", page.kpis[0]);
    addTargetBadge(*figures, "defects-per-100-changes", page.kpis[1]);
    addTargetBadge(*figures, "real-adoption", page.kpis[2], decision::Basis::Level);
    page.blocks = {
        placed(trendByProvenance(*figures, "ticket-to-merge", QStringLiteral("overview.trend"),
                                 QStringLiteral("Median days from ticket to merge")),
               0, 0, 7, 260),
        placed(effectsChart(*figures, "ticket-to-merge", {"", "feature:"}, QStringLiteral("overview.effects"),
                            QStringLiteral("Where AI-assisted work is faster, and where not")),
               0, 7, 5, 260),
        placed(gapByTeamChart(*figures, QStringLiteral("overview.gap")), 1, 0, 7, 230),
        placed(alertNotes(*figures, input.decisions), 1, 7, 5, 230), placed(changeNotes(*figures), 2, 0, 12, 160)};
    // The notes below say it already.
    std::get<ChartSpec>(page.blocks[1].block).footnote.clear();
    page.footnote = coverageFootnote(figures->view());
    return page;
}

} // namespace assay::present
