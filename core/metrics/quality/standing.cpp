// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/outcomemetric.h"
#include "metrics/quality/exposure.h"
#include "metrics/quality/quality.h"
#include "metrics/summary.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace assay::metrics {
namespace {

using facts::Index;

constexpr double kReworkDays = 21;
constexpr double kNormal95 = 1.959964;

struct Standing
{
    std::int64_t changes = 0;
    double lines = 0;
    double ai = 0;
    double known = 0;
};

/// Lines at the tip, counted, not sampled: there is no interval.
Estimate aiShareStanding(const facts::View& view, std::span<const Index> rows, const MetricInfo& info)
{
    const auto& c = view.snapshot().changes;
    Standing sum;
    std::int64_t untraced = 0;
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        if (!c.has(row, facts::kTraced)) {
            ++untraced;
            continue;
        }
        ++sum.changes;
        sum.lines += c.linesAlive[i];
        sum.ai += c.aiLinesAlive[i];
        sum.known += c.aiLinesAlive[i] + c.humanLinesAlive[i];
    }
    Estimate e = blankEstimate(view, info);
    e.method = "count of lines at the tip";
    e.n = {{"changes", sum.changes}, {"lines", static_cast<std::int64_t>(sum.lines)}};
    if (untraced > 0) e.excluded.push_back({"not covered by tracing", untraced});
    if (sum.lines <= 0) {
        e.note = "Nothing to measure: no line of these changes stands.";
        return e;
    }
    e.coverage = sum.known / sum.lines;
    if (sum.known <= 0) {
        e.note = "Unknown: no line note covers any of these lines. Fetch refs/notes/ai and import again.";
        return e;
    }
    e.value = sum.ai / sum.lines;
    e.note = "A floor: lines without a note are unknown, not human.";
    return e;
}

/// Of the lines of each change that died young: how many somebody else than its author removed.
Outcomes observeReworkers(const facts::View& view, std::span<const Index> rows, bool)
{
    const auto& s = view.snapshot();
    std::vector<std::uint8_t> chosen(s.changes.size(), 0);
    for (const Index row : rows) chosen[static_cast<std::size_t>(row)] = 1;
    std::vector<double> dead(s.changes.size(), 0);
    std::vector<double> byOthers(s.changes.size(), 0);
    std::int64_t nobody = 0;
    for (std::size_t i = 0; i < s.deaths.size(); ++i) {
        const auto change = static_cast<std::size_t>(s.deaths.change[i]);
        if (chosen[change] == 0 || static_cast<double>(s.deaths.ageDays[i]) > kReworkDays) continue;
        const Index remover = s.deaths.remover[i];
        const Index by =
            remover == facts::kNoIndex ? facts::kNoIndex : s.changes.author[static_cast<std::size_t>(remover)];
        if (by == facts::kNoIndex || s.changes.author[change] == facts::kNoIndex) {
            nobody += s.deaths.lines[i];
            continue;
        }
        dead[change] += s.deaths.lines[i];
        if (by != s.changes.author[change]) byOthers[change] += s.deaths.lines[i];
    }
    Outcomes o;
    o.kind = OutcomeKind::Share;
    for (const Index row : rows)
        if (const auto i = static_cast<std::size_t>(row); dead[i] > 0) o.add(row, byOthers[i], dead[i]);
    if (nobody > 0) o.excluded.push_back({"lines replaced by, or of, nobody who is known", nobody});
    o.n = {{"changes with rework", static_cast<std::int64_t>(o.size())}};
    o.population = static_cast<std::int64_t>(o.size());
    return o;
}

/// Ratio of sums with the linearised variance over authors (Cochran 1977, ch. 6 and 9).
Estimate shareByOthers(const facts::View& view, std::span<const Index> rows, const MetricInfo& info)
{
    const auto& c = view.snapshot().changes;
    const Outcomes o = observeReworkers(view, rows, false);
    Estimate e = blankEstimate(view, info, o);
    e.method = "share of lines, errors clustered by author";
    double y = 0;
    double w = 0;
    for (std::size_t k = 0; k < o.size(); ++k) y += o.value[k], w += o.weight[k];
    if (w <= 0) {
        e.note = "Nothing to measure: no line was replaced within 21 days.";
        return e;
    }
    e.value = y / w;
    std::map<Index, double> residual;
    for (std::size_t k = 0; k < o.size(); ++k)
        residual[c.author[static_cast<std::size_t>(o.rows[k])]] += o.value[k] - *e.value * o.weight[k];
    if (residual.size() < 2) {
        e.note = "No interval: it needs at least two authors.";
        return e;
    }
    double squares = 0;
    for (const auto& [author, r] : residual) squares += r * r;
    const auto groups = static_cast<double>(residual.size());
    const double half = kNormal95 * std::sqrt(squares * groups / (groups - 1)) / w;
    e.low = std::max(0.0, *e.value - half);
    e.high = std::min(1.0, *e.value + half);
    return e;
}

} // namespace

const Metric& aiShareOfStandingLines()
{
    static const RowMetric metric(
        {"ai-share-of-standing-lines", "Standing lines by AI", "quality", "share", BetterIs::Neither,
         "Share of the lines of these changes that stand at the tip and that a line note gives to an AI, through all "
         "later moves and edits. Coverage is the share of standing lines whose author a note tells.",
         "line-level provenance carried through history (design.md, section 5)", RowsOf::Changes, ""},
        changeDimensions(), aiShareStanding);
    return metric;
}

const Metric& reworkByOthers()
{
    static const RowMetric metric(
        {"rework-by-others", "Rework done by others", "quality", "share", BetterIs::Neither,
         "Of the lines replaced or removed within 21 days of their merge, the share that somebody else than the author "
         "of the change replaced or removed.",
         "share of lines; linearised variance clustered by author (Cochran 1977)", RowsOf::Changes, ""},
        changeDimensions(), shareByOthers, nullptr, observeReworkers);
    return metric;
}

} // namespace assay::metrics
