// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/kpis.h"
#include "present/pages/parts.h"
#include "present/robustness.h"
#include "present/splitcharts.h"
#include "present/trendchart.h"
#include "present/verdicttext.h"

namespace assay::present {

namespace {

const std::vector<NamedMeasure>& stages()
{
    static const std::vector<NamedMeasure> list{
        {"stage-wait", "Waiting"},  {"stage-before-commit", "Before first commit"},
        {"stage-coding", "Coding"}, {"stage-pickup", "Pickup"},
        {"stage-review", "Review"}, {"stage-merge", "Merge"}};
    return list;
}

} // namespace

PageSpec deliveryPage(const PageInput& input)
{
    PageSpec page = begunPage("delivery");
    const auto figures = figuresOf(input);
    figures->prepareContrasts({"ticket-to-merge", "cycle-time", "defects-per-100-changes"});
    page.kpis = {contrastKpi(*figures, "ticket-to-merge",
                             {"delivery.ticket-to-merge", "Ticket to merge",
                              "created to last merge, AI-assisted vs human-only"}),
                 contrastKpi(*figures, "cycle-time",
                             {"delivery.cycle-time", "Cycle time", "started to last merge, AI-assisted vs human-only"}),
                 contrastKpi(*figures, "defects-per-100-changes",
                             {"delivery.defects", "Defects introduced",
                              "the price of speed: within 90 days, AI-assisted vs human-only"}),
                 figureKpi(*figures, "throughput",
                           {"delivery.throughput", "Throughput", "merged changes, all provenances"}, Tone::Neutral)};
    addTargetBadge(*figures, "ticket-to-merge", page.kpis[0]);
    addTargetBadge(*figures, "defects-per-100-changes", page.kpis[2]);
    page.blocks = {
        placed(trendByProvenance(*figures, "ticket-to-merge", QStringLiteral("delivery.trend"),
                                 QStringLiteral("Median days from ticket to merge")),
               0, 0, 7, 300),
        placed(trendByProvenance(*figures, "defects-per-100-changes", QStringLiteral("delivery.defects-trend"),
                                 QStringLiteral("Defects introduced per 100 changes")),
               0, 7, 5, 300),
        placed(barsOfMeasures(*figures, stages(), QStringLiteral("delivery.stages"),
                              QStringLiteral("Where the time goes"),
                              QStringLiteral("Median of each stage, calendar time, 95\u00a0% CI; medians of stages do "
                                             "not add up to the median of the whole")),
               1, 0, 6, 300),
        placed(effectsChart(*figures, "ticket-to-merge", {"", "feature:", "team:"}, QStringLiteral("delivery.effects"),
                            QStringLiteral("Where AI-assisted work is faster, and where not")),
               1, 6, 6, 420),
        placed(
            measuresTable(*figures,
                          {"ticket-to-merge", "ticket-to-merge-working", "compliance-time", "cycle-time", "stage-wait",
                           "stage-before-commit", "stage-coding", "stage-pickup", "stage-review", "stage-merge",
                           "stage-release", "change-size", "review-rounds", "ticket-coverage", "change-coverage",
                           "reopened-share", "cancelled-90", "defects-per-100-changes", "revert-rate-30"},
                          QStringLiteral("delivery.measures"),
                          QStringLiteral("Delivery in figures, with its quality counterparts")),
            2, 0, 12, 520),
        placed(teamsTable(*figures, {"ticket-to-merge", "cycle-time", "defects-per-100-changes"},
                          QStringLiteral("delivery.teams"), QStringLiteral("By team")),
               3, 0, 12, 320),
        placed(rolloutChart(*figures, QStringLiteral("delivery.rollout")), 4, 0, 6, 340),
        placed(robustnessTable(*figures, "ticket-to-merge", QStringLiteral("delivery.robustness")), 4, 6, 6, 340),
        placed(
            vendorsTable(*figures,
                         {"dora-deployment-frequency", "dora-lead-time", "dora-change-failure", "dora-recovery-time"},
                         QStringLiteral("delivery.vendors")),
            5, 0, 12, 260)};
    page.footnote = coverageFootnote(figures->view());
    return page;
}

} // namespace assay::present
