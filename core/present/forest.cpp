// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/forest.h"

#include "present/axes.h"
#include "present/drill.h"
#include "present/format.h"

#include <algorithm>
#include <cmath>

namespace assay::present {

namespace {

double distance(double effect, EffectStyle style)
{
    if (style == EffectStyle::Points) return std::abs(effect);
    return effect > 0 ? std::abs(std::log(effect)) : 3;
}

double farthest(const std::vector<analysis::Effect>& effects, EffectStyle style)
{
    double extreme = 0;
    for (const analysis::Effect& effect : effects) {
        if (!effect.effect.value) continue;
        extreme = std::max(extreme, distance(*effect.effect.value, style));
        if (effect.effect.low) extreme = std::max(extreme, distance(*effect.effect.low, style));
        if (effect.effect.high) extreme = std::max(extreme, distance(*effect.effect.high, style));
    }
    return extreme;
}

ForestRow forestRow(const analysis::Effect& effect, EffectStyle style, const Axis& axis)
{
    ForestRow row;
    row.label = text(effect.title);
    row.counts = QStringLiteral("%1 / %2").arg(formatCount(effect.nAi), formatCount(effect.nHuman));
    row.tone = verdictTone(effect.verdict);
    if (!effect.effect.value) {
        row.note = figureText(effect.effect);
        return row;
    }
    if (!effect.effect.low || !effect.effect.high) { // no figure without its interval
        row.note = effectText(effect.effect, style) + QStringLiteral(", no interval");
        return row;
    }
    row.value = effectText(effect.effect, style);
    row.at = effectPosition(axis, style, *effect.effect.value);
    row.low = effectPosition(axis, style, *effect.effect.low);
    row.high = effectPosition(axis, style, *effect.effect.high);
    return row;
}

} // namespace

Tone verdictTone(analysis::Verdict verdict)
{
    switch (verdict) {
    case analysis::Verdict::Better:
        return Tone::Good;
    case analysis::Verdict::Worse:
        return Tone::Bad;
    default:
        return Tone::Neutral;
    }
}

QString verdictWord(const analysis::Effect& effect, EffectStyle style, metrics::BetterIs betterIs)
{
    if (effect.verdict == analysis::Verdict::NotEnoughData) return QStringLiteral("not enough data");
    if (effect.verdict == analysis::Verdict::Inconclusive) return QStringLiteral("inconclusive");
    const bool better = effect.verdict == analysis::Verdict::Better;
    if (style == EffectStyle::Change) return better ? QStringLiteral("faster") : QStringLiteral("slower");
    const bool lower = better == (betterIs == metrics::BetterIs::Lower);
    if (style == EffectStyle::Ratio) return lower ? QStringLiteral("lower rate") : QStringLiteral("higher rate");
    return lower ? QStringLiteral("lower") : QStringLiteral("higher");
}

ForestChart forestChart(const std::vector<analysis::Effect>& effects, EffectStyle style, bool summaryFirst)
{
    ForestChart chart;
    chart.x = effectAxis(style, farthest(effects, style));
    const bool time = style == EffectStyle::Change;
    chart.left = time                          ? QStringLiteral("← faster")
                 : style == EffectStyle::Ratio ? QStringLiteral("← fewer")
                                               : QStringLiteral("← lower");
    chart.right = time                          ? QStringLiteral("slower →")
                  : style == EffectStyle::Ratio ? QStringLiteral("more →")
                                                : QStringLiteral("higher →");
    chart.countsTitle = QStringLiteral("n AI / human");
    for (const analysis::Effect& effect : effects) chart.rows.push_back(forestRow(effect, style, chart.x));
    if (summaryFirst && !chart.rows.empty()) chart.rows.front().summary = true;
    return chart;
}

ForestChart segmentForest(const analysis::Contrast& contrast, const facts::View& view,
                          const std::function<bool(const analysis::Effect&)>& keep)
{
    std::vector<analysis::Effect> effects{contrast.adjusted};
    effects.front().title = "All work (adjusted)";
    for (const analysis::Effect& segment : contrast.segments)
        if (keep(segment)) effects.push_back(segment);
    ForestChart chart = forestChart(effects, effectStyle(contrast), true);
    const auto rows = drillSegments(contrast.measure, view);
    for (std::size_t i = 0; i < effects.size(); ++i)
        if (const auto found = rows.find(i == 0 ? "all" : effects[i].id); found != rows.end())
            chart.rows[i].drill = found->second;
    return chart;
}

} // namespace assay::present
