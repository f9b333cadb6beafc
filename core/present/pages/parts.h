// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/figures.h"
#include "present/pages/registry.h"
#include "present/pagespec.h"

#include <QString>
#include <string_view>
#include <vector>

/// What several pages share.
namespace assay::present {

[[nodiscard]] PageSpec overviewPage(const PageInput& input);
[[nodiscard]] PageSpec economicsPage(const PageInput& input);
[[nodiscard]] PageSpec targetsPage(const PageInput& input);
[[nodiscard]] PageSpec deliveryPage(const PageInput& input);
[[nodiscard]] PageSpec qualityPage(const PageInput& input);
[[nodiscard]] PageSpec adoptionPage(const PageInput& input);
[[nodiscard]] PageSpec monitorsPage(const PageInput& input);
[[nodiscard]] PageSpec benchmarksPage(const PageInput& input);
[[nodiscard]] PageSpec dataPage(const PageInput& input);
[[nodiscard]] PageSpec reconciliationPage(const PageInput& input);
[[nodiscard]] PageSpec methodsPage(const PageInput& input);

/// Pages with what is there at once, each block where it stays; the rest says that it is being worked out.
[[nodiscard]] PageSpec monitorsBegin(const PageInput& input);
[[nodiscard]] PageSpec methodsBegin(const PageInput& input);

/// The page's entry in the registry: id, title and section.
[[nodiscard]] PageSpec begunPage(std::string_view id);
/// The input's figures, or new ones where it has none.
[[nodiscard]] std::shared_ptr<Figures> figuresOf(const PageInput& input);

[[nodiscard]] Placed placed(Block block, int row, int column, int span, int height);

/// The net value of a scenario with its 80 % range.
[[nodiscard]] KpiSpec netValueKpi(const char* id, const char* title, const Result<whatif::Summary>& summary,
                                  const whatif::Scenario& scenario);

/// Effects of a contrast by segment. `families` are the segments' id prefixes: "" task types, "team:", "age:",
/// "feature:".
[[nodiscard]] ChartSpec effectsChart(Figures& figures, std::string_view metricId,
                                     const std::vector<std::string_view>& families, const QString& id,
                                     const QString& title);

/// One row per measure: figure by provenance with interval, n and coverage. The table behind a page's charts.
[[nodiscard]] TableSpec measuresTable(Figures& figures, const std::vector<std::string_view>& metricIds,
                                      const QString& id, const QString& title);
/// One row per measure without the split: figure, interval, n, coverage, remark. For measures of people and seats.
[[nodiscard]] TableSpec figuresTable(Figures& figures, const std::vector<std::string_view>& metricIds,
                                     const QString& id, const QString& title);
/// One row per team: the measures' figures with their intervals beside each other.
[[nodiscard]] TableSpec teamsTable(Figures& figures, const std::vector<std::string_view>& metricIds, const QString& id,
                                   const QString& title);

/// Changes by provenance: "4,102 merged changes: 31 % AI-assisted, 58 % human-only, 11 % unknown …".
struct ProvenanceCounts
{
    std::int64_t ai = 0;
    std::int64_t human = 0;
    std::int64_t unknown = 0;
    [[nodiscard]] std::int64_t total() const { return ai + human + unknown; }
};
[[nodiscard]] ProvenanceCounts changesByProvenance(const facts::View& view);
/// The sentence at a page's bottom: what the figures rest on and what is in neither group.
[[nodiscard]] QString coverageFootnote(const facts::View& view);

} // namespace assay::present
