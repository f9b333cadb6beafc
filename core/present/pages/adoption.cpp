// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/adoptionladder.h"
#include "present/estimatetext.h"
#include "present/format.h"
#include "present/kpis.h"
#include "present/pages/parts.h"
#include "present/retentionchart.h"
#include "present/robustness.h"
#include "present/saidtable.h"
#include "present/splitcharts.h"
#include "present/verdicttext.h"

namespace assay::present {

namespace {

KpiSpec realAdoption(Figures& figures)
{
    KpiSpec kpi =
        figureKpi(figures, "real-adoption",
                  {"adoption.real", "Real adoption", "habitual use that survives to merged code"}, Tone::Real);
    const metrics::Estimate formal = figures.estimate("formal-adoption");
    const metrics::Estimate gap = figures.estimate("adoption-gap");
    if (formal.value) kpi.interval += QStringLiteral(" · formal ") + figureText(formal);
    if (gap.value) kpi.badge = QStringLiteral("gap ") + figureText(gap);
    kpi.badgeTone = Tone::Attention;
    return kpi;
}

KpiSpec overrides(Figures& figures)
{
    return figureKpi(
        figures, "override-share",
        {"adoption.override", "Overridden", "accepted is not the same as trusted: replaced within 30 days"},
        Tone::Attention);
}

} // namespace

PageSpec adoptionPage(const PageInput& input)
{
    PageSpec page = begunPage("adoption");
    const auto figures = figuresOf(input);
    KpiSpec formal = figureKpi(*figures, "formal-adoption",
                               {"adoption.formal", "Formal adoption", "seats assigned and signed in"}, Tone::Formal);
    formal.badge = QStringLiteral("vendor dashboard view");
    KpiSpec idle =
        figureKpi(*figures, "idle-seats", {"adoption.idle", "Idle seats", "no use in the last 28 days"}, Tone::Bad);
    const metrics::Estimate cost = figures->estimate("idle-seat-cost");
    if (cost.value) idle.badge = figureText(cost) + QStringLiteral(" at list price");
    idle.badgeTone = Tone::Attention;
    page.kpis = {std::move(formal), realAdoption(*figures), overrides(*figures), std::move(idle)};
    addTargetBadge(*figures, "real-adoption", page.kpis[1], decision::Basis::Level);
    page.blocks = {
        placed(ladderChart(*figures, QStringLiteral("adoption.ladder")), 0, 0, 6, 300),
        placed(gapByTeamChart(*figures, QStringLiteral("adoption.gap")), 0, 6, 6, 300),
        placed(heatByTeamAndTaskType(
                   *figures, "real-adoption-of-work", QStringLiteral("adoption.heat"),
                   QStringLiteral("Real adoption by team and task type"),
                   QStringLiteral(
                       "Share of merged work with retained AI-assisted code; groups under 5 people are not shown")),
               1, 0, 6, 340),
        placed(retentionChart(*figures, QStringLiteral("adoption.retention")), 1, 6, 6, 340),
        placed(teamsTable(*figures, {"formal-adoption", "real-adoption", "habitual-use"},
                          QStringLiteral("adoption.teams"), QStringLiteral("Adoption by team")),
               2, 0, 12, 320),
        placed(figuresTable(*figures,
                            {"formal-adoption", "real-adoption", "adoption-gap", "seat-share", "signed-in",
                             "used-last-week", "habitual-use", "in-merged-work", "override-share", "bypass-share",
                             "ai-share-of-changes", "ai-declared-share", "idle-seats", "never-used-seats",
                             "idle-seat-cost", "retained-12-weeks", "adoption-course"},
                            QStringLiteral("adoption.measures"), QStringLiteral("Adoption in figures")),
               3, 0, 12, 480),
        placed(vendorsTable(*figures,
                            {"vendor-activation", "vendor-monthly-active", "vendor-stickiness", "vendor-power-users",
                             "vendor-casual-users", "vendor-idle-users", "vendor-ai-changes"},
                            QStringLiteral("adoption.vendors")),
               4, 0, 12, 360)};
    if (auto said = saidAndShownTable(*figures, input.data.survey, QStringLiteral("adoption.said")))
        page.blocks.push_back(placed(std::move(*said), 5, 0, 12, 300));
    page.footnote = coverageFootnote(figures->view());
    return page;
}

} // namespace assay::present
