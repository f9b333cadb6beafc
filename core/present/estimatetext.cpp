// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/estimatetext.h"

#include "present/format.h"

#include <QStringList>

namespace assay::present {

namespace {

const QString kDot = QStringLiteral(" · ");

QString levelText(double level)
{
    return formatNumber(100 * level, 0) + QStringLiteral("\u00a0% CI ");
}

QString reasonText(const metrics::Estimate& estimate)
{
    return estimate.note.empty() ? QStringLiteral("not enough data") : text(estimate.note);
}

QString joined(const QStringList& parts)
{
    QStringList said;
    for (const QString& part : parts)
        if (!part.isEmpty()) said << part;
    return said.join(kDot);
}

} // namespace

QString missingText(const metrics::Estimate& estimate)
{
    return reasonText(estimate);
}

EffectStyle effectStyle(const analysis::Contrast& contrast)
{
    if (!contrast.ratio) return EffectStyle::Points;
    return contrast.ai.unit == "h" || contrast.ai.unit == "d" ? EffectStyle::Change : EffectStyle::Ratio;
}

bool withheld(const metrics::Estimate& estimate)
{
    return !estimate.value && (estimate.note.starts_with("Withheld") || estimate.note.starts_with("n < "));
}

QString figureText(const metrics::Estimate& estimate)
{
    if (estimate.value) return formatValue(*estimate.value, estimate.unit);
    if (!withheld(estimate)) return QStringLiteral("not enough data");
    QString limit;
    for (const char c : estimate.note)
        if (c >= '0' && c <= '9') limit += QLatin1Char(c);
    return QStringLiteral("n < ") + limit;
}

QString bareFigureText(const metrics::Estimate& estimate)
{
    return estimate.value ? formatBare(*estimate.value, estimate.unit) : figureText(estimate);
}

QString effectText(double effect, EffectStyle style)
{
    switch (style) {
    case EffectStyle::Change:
        return formatChange(effect);
    case EffectStyle::Ratio:
        return formatRatio(effect);
    case EffectStyle::Points:
        break;
    }
    return formatPoints(effect);
}

QString effectText(const metrics::Estimate& effect, EffectStyle style)
{
    return effect.value ? effectText(*effect.value, style) : figureText(effect);
}

QString intervalText(const metrics::Estimate& estimate)
{
    if (!estimate.low || !estimate.high) return {};
    return levelText(estimate.level) + formatInterval(*estimate.low, *estimate.high, estimate.unit);
}

QString effectRangeText(const metrics::Estimate& effect, EffectStyle style)
{
    if (!effect.low || !effect.high) return QStringLiteral("–");
    return effectText(*effect.low, style) + QStringLiteral(" … ") + effectText(*effect.high, style);
}

QString effectIntervalText(const metrics::Estimate& effect, EffectStyle style)
{
    if (!effect.low || !effect.high) return {};
    return levelText(effect.level) + effectRangeText(effect, style);
}

QString countsText(const metrics::Estimate& estimate)
{
    if (estimate.n.empty()) return {};
    QStringList counts;
    for (const auto& [group, count] : estimate.n) {
        const bool compared = group.starts_with("AI") || group.starts_with("human") || group.starts_with("Human");
        if (count == 0 && !compared && !group.empty() && estimate.total() > 0) continue;
        counts << (group.empty() || compared ? formatCount(count) : formatCount(count) + u' ' + text(group));
    }
    return QStringLiteral("n\u00a0") + counts.join(QStringLiteral(" / "));
}

QString coverageText(const metrics::Estimate& estimate)
{
    return estimate.coverage ? QStringLiteral("coverage ") + formatPercent(*estimate.coverage) : QString();
}

QString captionText(const metrics::Estimate& estimate)
{
    if (withheld(estimate)) return reasonText(estimate);
    if (!estimate.value) return joined({reasonText(estimate), countsText(estimate), coverageText(estimate)});
    return joined({intervalText(estimate), countsText(estimate), coverageText(estimate)});
}

QString countsText(const analysis::Effect& effect)
{
    const QString counts = countsText(effect.effect);
    if (effect.setAside == 0) return counts;
    return counts + QStringLiteral(", %1 without a counterpart").arg(formatCount(effect.setAside));
}

QString effectCaptionText(const analysis::Effect& effect, EffectStyle style)
{
    const metrics::Estimate& figure = effect.effect;
    if (withheld(figure)) return reasonText(figure);
    const bool bare = !figure.low || !figure.high;
    const QString begins = bare ? reasonText(figure) : effectIntervalText(figure, style);
    return joined({begins, countsText(effect), coverageText(figure)});
}

QString leftOutText(const metrics::Estimate& estimate)
{
    QStringList said;
    for (const metrics::Exclusion& excluded : estimate.excluded)
        if (excluded.count > 0)
            said << QStringLiteral("%1 (%2)").arg(formatCount(excluded.count), text(excluded.reason));
    return said.isEmpty() ? QString()
                          : QStringLiteral("Left out of the figure: %1.").arg(said.join(QStringLiteral(", ")));
}

QString detailsText(const metrics::Estimate& estimate)
{
    if (withheld(estimate)) return reasonText(estimate);
    QStringList lines;
    if (!estimate.value) lines << reasonText(estimate);
    QStringList groups;
    for (const auto& [group, count] : estimate.n)
        groups << (group.empty() ? formatCount(count) : text(group) + u' ' + formatCount(count));
    if (!groups.isEmpty()) lines << QStringLiteral("n: ") + groups.join(QStringLiteral(", "));
    if (!estimate.method.empty()) lines << QStringLiteral("Method: ") + text(estimate.method);
    if (estimate.to > estimate.from) lines << QStringLiteral("Period: ") + formatPeriod({estimate.from, estimate.to});
    lines << (estimate.coverage
                  ? QStringLiteral("Coverage: %1 of the population had the data").arg(formatPercent(*estimate.coverage))
                  : QStringLiteral("Coverage: not known"));
    for (const metrics::Exclusion& excluded : estimate.excluded)
        if (excluded.count > 0)
            lines << QStringLiteral("Left out: %1 (%2)").arg(formatCount(excluded.count), text(excluded.reason));
    if (estimate.value && !estimate.note.empty()) lines << text(estimate.note);
    return lines.join(u'\n');
}

} // namespace assay::present
