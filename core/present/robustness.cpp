// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/robustness.h"

#include "present/cells.h"
#include "present/drill.h"
#include "present/estimatetext.h"
#include "present/forest.h"
#include "present/format.h"

#include <cmath>

namespace assay::present {

namespace {

using analysis::Balance;
using analysis::Robustness;

void addFact(TableSpec& table, const QString& what, const QString& value, const QString& meaning,
             Tone tone = Tone::Neutral)
{
    table.rows.push_back({{textCell(what), textCell(value, tone), textCell(meaning)}, {}});
}

QString twoDigits(std::optional<double> value)
{
    return value ? formatNumber(*value, 2) : QStringLiteral("–");
}

void addEValues(TableSpec& table, const Robustness& r)
{
    if (r.eValue)
        addFact(table, QStringLiteral("E-value of the effect"), twoDigits(r.eValue),
                QStringLiteral("Something unmeasured would have to make both the use of AI and the outcome this many "
                               "times likelier to explain the effect away"));
    if (!r.eValueOfInterval) return;
    const bool spans = *r.eValueOfInterval <= 1;
    addFact(table, QStringLiteral("E-value of the interval"), twoDigits(r.eValueOfInterval),
            spans ? QStringLiteral("The interval spans no difference as it is")
                  : QStringLiteral("The same until the interval would span no difference"),
            spans ? Tone::Attention : Tone::Neutral);
}

void addBounds(TableSpec& table, const Robustness& r, EffectStyle style)
{
    if (!r.boundLow || !r.boundHigh) return;
    const bool known = *r.boundLow == *r.boundHigh;
    addFact(table, QStringLiteral("Were the unknown dealt out at worst"),
            known ? effectText(*r.boundLow, style)
                  : effectText(*r.boundLow, style) + QStringLiteral(" … ") + effectText(*r.boundHigh, style),
            known ? QStringLiteral("No work of unknown provenance enters")
                  : QStringLiteral("Bounds without any assumption on who did the unknown work (Manski 1990)"));
}

void addBalance(TableSpec& table, const Robustness& r)
{
    constexpr double kBalanced = 0.1;
    for (const Balance& b : r.balance)
        addFact(table, QStringLiteral("Balance of ") + text(b.covariate),
                twoDigits(b.before) + QStringLiteral(" → ") + twoDigits(b.after),
                QStringLiteral("Largest standardised difference (%1), as it is → after weighting; under 0.10 is alike")
                    .arg(text(b.level)),
                std::abs(b.after) < kBalanced ? Tone::Neutral : Tone::Attention);
    if (r.effectiveAi && r.effectiveHuman)
        addFact(table, QStringLiteral("Comparable work, in effect"),
                formatCount(std::llround(*r.effectiveAi)) + QStringLiteral(" / ") +
                    formatCount(std::llround(*r.effectiveHuman)),
                QStringLiteral("Effective n AI-assisted / human-only under overlap weights"));
}

analysis::Effect stepEffect(const analysis::RolloutStep& step, const metrics::Estimate& whole)
{
    analysis::Effect e;
    const QString quarters = QString::number(std::abs(step.quarter)) +
                             (std::abs(step.quarter) == 1 ? QStringLiteral(" quarter") : QStringLiteral(" quarters"));
    e.title = (step.quarter < 0    ? quarters + QStringLiteral(" before the seat")
               : step.quarter == 0 ? QStringLiteral("Quarter of the seat")
                                   : quarters + QStringLiteral(" after"))
                  .toStdString();
    e.effect.value = step.effect;
    e.effect.low = step.low;
    e.effect.high = step.high;
    e.effect.unit = whole.unit;
    e.verdict = step.quarter >= 0 && step.high < 1  ? analysis::Verdict::Better
                : step.quarter >= 0 && step.low > 1 ? analysis::Verdict::Worse
                                                    : analysis::Verdict::Inconclusive;
    return e;
}

} // namespace

TableSpec robustnessTableBegun(std::string_view metricId, const QString& id)
{
    TableSpec table;
    table.id = id;
    const metrics::Metric* metric = metrics::metricById(metricId);
    table.title =
        QStringLiteral("What would explain it away? ") + (metric ? text(metric->info().title) : text(metricId));
    table.subtitle = QStringLiteral("Of the adjusted effect; association is not yet effect");
    table.columns = {textColumn("Question", 3), textColumn("Answer", 2), textColumn("Meaning", 6)};
    table.empty = QStringLiteral("Being worked out.");
    return table;
}

TableSpec robustnessTable(Figures& figures, std::string_view metricId, const QString& id)
{
    TableSpec table = robustnessTableBegun(metricId, id);
    table.empty.clear();
    const auto& result = figures.contrast(metricId);
    if (!result) {
        table.empty = text(result.error().message);
        return table;
    }
    const Robustness& r = result->robustness;
    addEValues(table, r);
    addBounds(table, r, effectStyle(*result));
    addBalance(table, r);
    if (table.rows.empty()) table.empty = figureText(result->adjusted.effect);
    table.footnote = text(result->overlap);
    return table;
}

ChartSpec rolloutChart(Figures& figures, const QString& id)
{
    ChartSpec spec;
    spec.id = id;
    spec.title = QStringLiteral("The roll-out as an experiment: ticket to merge after a seat");
    spec.drill = drillMeasure("ticket-to-merge", figures.view());
    const auto& result = figures.rollout("ticket-to-merge");
    if (!result) {
        spec.empty = text(result.error().message);
        return spec;
    }
    if (!result->effect.value) {
        spec.empty = text(result->effect.note);
        return spec;
    }
    analysis::Effect whole;
    whole.title = "All quarters with a seat";
    whole.effect = result->effect;
    whole.nAi = result->effect.n.empty() ? 0 : result->effect.n.front().second;
    whole.nHuman = result->effect.n.empty() ? 0 : result->effect.n.back().second;
    whole.verdict = !result->leadInFlat || !whole.effect.low || !whole.effect.high ? analysis::Verdict::Inconclusive
                    : *whole.effect.high < 1                                       ? analysis::Verdict::Better
                    : *whole.effect.low > 1                                        ? analysis::Verdict::Worse
                                                                                   : analysis::Verdict::Inconclusive;
    std::vector<analysis::Effect> effects{whole};
    for (const auto& step : result->steps) effects.push_back(stepEffect(step, result->effect));
    ForestChart chart = forestChart(effects, EffectStyle::Change, true);
    chart.countsTitle = QStringLiteral("n seat / none");
    for (std::size_t i = 1; i < chart.rows.size(); ++i) chart.rows[i].counts.clear();
    spec.subtitle = QStringLiteral("People given a seat against those without one yet, each against themselves before; "
                                   "95\u00a0% CI");
    spec.footnote =
        text(result->effect.note) +
        (result->leadInP ? QStringLiteral(" Lead-in test ") + formatProbability(*result->leadInP) + u'.' : QString());
    spec.body = std::move(chart);
    return spec;
}

TableSpec vendorsTable(Figures& figures, const std::vector<std::string_view>& metricIds, const QString& id)
{
    TableSpec table;
    table.id = id;
    table.title = QStringLiteral("As other dashboards count it");
    table.subtitle = QStringLiteral("Their definition beside ours, from the same data: why two dashboards disagree");
    table.columns = {textColumn("Their measure", 3), numberColumn("Theirs"), textColumn("Our measure", 3),
                     numberColumn("Ours"), textColumn("What differs", 6)};
    for (const std::string_view metricId : metricIds) {
        const metrics::Metric* theirs = metrics::metricById(metricId);
        const metrics::Metric* ours = theirs ? metrics::metricById(theirs->info().counterpart) : nullptr;
        if (!ours) continue;
        table.rows.push_back(
            {{textCell(text(theirs->info().title)), textCell(figureText(figures.estimate(metricId))),
              textCell(text(ours->info().title)), textCell(figureText(figures.estimate(ours->info().id))),
              textCell(text(theirs->info().definition))},
             {}});
    }
    return table;
}

} // namespace assay::present
