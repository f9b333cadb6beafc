// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/format.h"
#include "present/kpis.h"
#include "present/lineclasses.h"
#include "present/pages/parts.h"
#include "present/robustness.h"
#include "present/rowstable.h"
#include "present/splitcharts.h"
#include "present/survivalchart.h"
#include "present/trendchart.h"
#include "present/verdicttext.h"

#include <algorithm>

namespace assay::present {

namespace {

constexpr std::size_t kShownDefects = 20;

/// The latest defects; the rest is one click away.
TableSpec defectsTable(const facts::View& view)
{
    RowsQuery query = allRows(view, RowKind::Defects);
    query.title = QStringLiteral("Defects and where they were introduced");
    const auto& reported = view.snapshot().defects.reportedAt;
    std::stable_sort(query.rows.begin(), query.rows.end(), [&](facts::Index a, facts::Index b) {
        return reported[static_cast<std::size_t>(a)] > reported[static_cast<std::size_t>(b)];
    });
    TableSpec table = rowsTable(view, query, {kShownDefects, false});
    table.id = QStringLiteral("quality.defects");
    table.title = QStringLiteral("Evidence: defects traced to the change that introduced them");
    table.subtitle = QStringLiteral("Every figure opens to its rows; tracing admits its error, see Methods");
    table.empty =
        QStringLiteral("No defect was reported in this period. That may mean that none was recorded: bug tickets, "
                       "fixing commits and reverts are what Assay sees.");
    return table;
}

} // namespace

PageSpec qualityPage(const PageInput& input)
{
    PageSpec page = begunPage("quality");
    const auto figures = figuresOf(input);
    page.kpis = {
        contrastKpi(*figures, "defects-per-100-changes",
                    {"quality.defects", "Defects introduced", "within 90 days, AI-assisted vs human-only"}),
        groupsKpi(*figures, "survival-90",
                  {"quality.survival", "Code alive after 90 days", "share of AI-assisted lines not rewritten"}),
        groupsKpi(*figures, "revert-rate-30",
                  {"quality.reverts", "Reverted changes", "AI-assisted, within 30 days of merge"}),
        figureKpi(*figures, "resolution-time", {"quality.resolution", "Defect resolution", "median time to resolve"},
                  Tone::Neutral)};
    addTargetBadge(*figures, "defects-per-100-changes", page.kpis[0]);
    addTargetBadge(*figures, "revert-rate-30", page.kpis[2]);
    page.blocks = {
        placed(defectFreeChart(*figures, QStringLiteral("quality.defect-free")), 0, 0, 6, 360),
        placed(effectsChart(*figures, "defects-per-100-changes", {"age:", "team:"}, QStringLiteral("quality.effects"),
                            QStringLiteral("Defect rate ratio by code age and team")),
               0, 6, 6, 360),
        placed(trendByProvenance(*figures, "defects-per-100-changes", QStringLiteral("quality.trend"),
                                 QStringLiteral("Defects introduced per 100 changes")),
               1, 0, 6, 300),
        placed(barsByProvenance(
                   *figures,
                   {{"survival-7", "7 days"},
                    {"survival-30", "30 days"},
                    {"survival-90", "90 days"},
                    {"survival-180", "180 days"}},
                   QStringLiteral("quality.survival-bars"), QStringLiteral("Lines still alive"),
                   QStringLiteral("Share of added lines not rewritten, 95\u00a0% CI; young lines are censored")),
               1, 6, 6, 340),
        placed(measuresTable(*figures,
                             {"defects-per-100-changes", "time-to-defect", "survival-7", "survival-30", "survival-90",
                              "survival-180", "rework-21", "rework-by-others", "revert-rate-30", "resolution-time",
                              "unreviewed-merges", "review-rounds", "security-defects-per-100-changes",
                              "manifest-changes", "licence-changes"},
                             QStringLiteral("quality.measures"), QStringLiteral("Quality in figures")),
               2, 0, 12, 420),
        placed(robustnessTable(*figures, "defects-per-100-changes", QStringLiteral("quality.robustness")), 3, 0, 12,
               340),
        placed(lineClassesTable(figures->view()), 4, 0, 12, 300),
        placed(defectsTable(figures->view()), 5, 0, 12, 420)};
    page.footnote = coverageFootnote(figures->view());
    return page;
}

} // namespace assay::present
