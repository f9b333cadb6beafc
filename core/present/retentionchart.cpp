// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/retentionchart.h"

#include "metrics/adoption/retention.h"
#include "present/estimatetext.h"
#include "present/format.h"

#include <algorithm>

namespace assay::present {

namespace {

constexpr std::size_t kShownStretches = 10;
/// Where usage is known for fewer of the cohort, the share is not shown: that someone is habitual can be seen through
/// gaps in the telemetry, that someone is not cannot, so the share of the known would lean towards everyone.
constexpr double kNeededCoverage = 0.8;

QString startText(const metrics::Cohort& cohort, int minimumGroup)
{
    const auto first = parseIsoDay(cohort.month + "-01");
    const QString month = first ? formatMonth(*first) : text(cohort.month);
    const QString people =
        cohort.people < minimumGroup ? QStringLiteral("n < %1").arg(minimumGroup) : formatCount(cohort.people);
    return QStringLiteral("%1 (%2)").arg(cohort.orEarlier ? month + QStringLiteral(" or before") : month, people);
}

HeatCell cellOf(const metrics::Estimate& estimate)
{
    HeatCell cell;
    const bool shown = estimate.value && estimate.coverage.value_or(1) >= kNeededCoverage;
    if (shown) cell.value = estimate.value;
    cell.text = shown                ? formatPercent(*estimate.value)
                : withheld(estimate) ? figureText(estimate)
                : estimate.value     ? QStringLiteral("–")
                                     : QString();
    return cell;
}

} // namespace

ChartSpec retentionChart(Figures& figures, const QString& id)
{
    ChartSpec spec;
    spec.id = id;
    spec.title = QStringLiteral("Do people stay?");
    const auto cohorts = metrics::retention(figures.view());
    std::size_t stretches = 0;
    for (const metrics::Cohort& cohort : cohorts)
        stretches = std::max(stretches, std::min(kShownStretches, cohort.habitual.size()));
    if (stretches == 0) {
        spec.empty = QStringLiteral("No usage is known: import the tools' usage reports to see who stays.");
        return spec;
    }
    std::int64_t people = 0;
    HeatMap map;
    for (std::size_t k = 0; k < stretches; ++k) map.columns << formatCount(static_cast<std::int64_t>(k));
    for (const metrics::Cohort& cohort : cohorts) {
        people += cohort.people;
        map.rows << startText(cohort, std::max(5, figures.view().filter().minimumGroup));
        map.cells.emplace_back();
        for (std::size_t k = 0; k < stretches; ++k)
            map.cells.back().push_back(k < cohort.habitual.size() ? cellOf(cohort.habitual[k]) : HeatCell{});
    }
    spec.subtitle = QStringLiteral("Share of each starting month still habitual, by stretches of 28 days since first "
                                   "use; – where usage is known for under 80\u00a0% of them; n\u00a0%1 people")
                        .arg(formatCount(people));
    spec.body = std::move(map);
    return spec;
}

} // namespace assay::present
