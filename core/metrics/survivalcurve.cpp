// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/survivalcurve.h"
#include "metrics/metric.h"
#include "metrics/quality/exposure.h"

#include "stats/kaplanmeier.h"
#include "stats/logrank.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

using domain::Provenance;
using facts::Index;

/// Days to the first defect, or watched without one, of each traced change.
struct FirstDefects
{
    std::vector<double> days;
    std::vector<std::uint8_t> hit;
    std::vector<std::uint32_t> group; ///< 0 AI-assisted, 1 human-only
    std::vector<Index> rows[2];
};

FirstDefects firstDefects(const facts::View& view, double horizon, CurveComparison& result)
{
    const auto& s = view.snapshot();
    std::vector<double> first(s.changes.size(), -1);
    const auto rows = rowsOf(view, RowsOf::Changes);
    for (const Introduced& d : introducedDefects(s, rows, horizon)) {
        double& days = first[static_cast<std::size_t>(d.change)];
        if (d.principal && (days < 0 || d.latencyDays < days)) days = d.latencyDays;
    }
    FirstDefects data;
    std::int64_t untraced = 0;
    std::int64_t unknown = 0;
    for (const Index row : rows) {
        const double watched = std::min(daysWatched(s, row), horizon);
        const Provenance provenance = view.provenanceOfChange(row);
        if (!s.changes.has(row, facts::kTraced) || watched <= 0)
            ++untraced;
        else if (provenance == Provenance::Unknown)
            ++unknown;
        else {
            const double days = first[static_cast<std::size_t>(row)];
            const bool hit = days >= 0 && days <= watched;
            const std::uint32_t group = provenance == Provenance::Ai ? 0 : 1;
            data.days.push_back(hit ? days : watched);
            data.hit.push_back(hit ? 1 : 0);
            data.group.push_back(group);
            data.rows[group].push_back(row);
        }
    }
    if (untraced > 0)
        result.excluded.push_back({"not covered by tracing, or merged at the very end of the data", untraced});
    if (unknown > 0) result.excluded.push_back({"provenance unknown", unknown});
    return data;
}

void addCurve(CurveGroup& group, const FirstDefects& data, std::uint32_t which)
{
    std::vector<double> days;
    std::vector<std::uint8_t> hit;
    for (std::size_t i = 0; i < data.days.size(); ++i) {
        if (data.group[i] != which) continue;
        days.push_back(data.days[i]);
        hit.push_back(data.hit[i]);
    }
    group.changes = static_cast<std::int64_t>(days.size());
    group.hit = std::count(hit.begin(), hit.end(), std::uint8_t{1});
    const auto curve = stats::kaplanMeier({.time = days, .event = hit});
    if (!curve) {
        group.note = "No traced change in this group.";
        return;
    }
    group.points.push_back({0, 1, 1, 1, static_cast<double>(days.size())});
    for (const auto& step : curve->steps()) {
        const bool last = &step == &curve->steps().back();
        if (step.events <= 0 && !last) continue;
        group.points.push_back({step.time, step.survival, step.low.value_or(step.survival),
                                step.high.value_or(step.survival), step.atRisk});
    }
}

} // namespace

CurveComparison defectFreeCurves(const facts::View& view, double horizonDays)
{
    CurveComparison result;
    result.horizonDays = horizonDays;
    const FirstDefects data = firstDefects(view, horizonDays, result);
    result.groups = {CurveGroup{"ai", "AI-assisted", 0, 0, {}, {}}, CurveGroup{"human", "Human-only", 0, 0, {}, {}}};
    const int minimum = view.filter().minimumGroup;
    bool withheld = false;
    for (std::uint32_t g = 0; g < 2; ++g) {
        CurveGroup& group = result.groups[g];
        addCurve(group, data, g);
        if (enoughPeople(peopleBehind(view.snapshot(), RowsOf::Changes, data.rows[g]), minimum)) continue;
        group.points.clear();
        group.note = fmt::format("Withheld: fewer than {} people.", minimum);
        withheld = true;
    }
    const auto test = stats::logRank({.time = data.days, .event = data.hit}, data.group, 2);
    if (test && !withheld)
        result.logRankP = test->test.pValue;
    else if (withheld)
        result.note = "A group is too small to be shown.";
    else if (data.days.empty())
        result.note = "No traced change of known provenance.";
    else
        result.note = "The groups cannot be tested: " + std::string(stats::describe(test.error())) + ".";
    return result;
}

} // namespace assay::metrics
