// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/kpis.h"

#include "present/drill.h"
#include "present/estimatetext.h"
#include "present/forest.h"
#include "present/format.h"

#include <algorithm>
#include <cmath>

namespace assay::present {

namespace {

using metrics::Dimension;

KpiSpec begun(std::string_view metricId, const KpiText& words)
{
    KpiSpec kpi;
    kpi.measure = text(metricId);
    kpi.id = QString::fromUtf8(words.id);
    kpi.title = QString::fromUtf8(words.title);
    kpi.subtitle = QString::fromUtf8(words.subtitle);
    return kpi;
}

bool worthDrawing(const std::vector<double>& spark)
{
    return std::count_if(spark.begin(), spark.end(), [](double value) { return std::isfinite(value); }) >= 3;
}

/// The figure over time, of AI-assisted work where the measure can be split by provenance.
std::vector<double> spark(Figures& figures, std::string_view metricId, bool ofAi)
{
    for (const metrics::Series& series : figures.series(metricId, ofAi)) {
        if (ofAi && series.key != "ai") continue;
        std::vector<double> values = metrics::valuesOf(series);
        return worthDrawing(values) ? values : std::vector<double>{};
    }
    return {};
}

Tone badgeTone(analysis::Verdict verdict)
{
    switch (verdict) {
    case analysis::Verdict::Better:
        return Tone::Good;
    case analysis::Verdict::Worse:
        return Tone::Bad;
    case analysis::Verdict::Inconclusive:
        return Tone::Attention;
    case analysis::Verdict::NotEnoughData:
        break;
    }
    return Tone::Neutral;
}

QString contrastDetails(const analysis::Contrast& contrast, EffectStyle style)
{
    QStringList lines;
    const auto line = [](const QString& name, const QString& figure, const QString& caption) {
        return caption.isEmpty() ? name + figure : name + figure + QStringLiteral(" (") + caption + u')';
    };
    lines << line(QStringLiteral("AI-assisted: "), figureText(contrast.ai), captionText(contrast.ai));
    lines << line(QStringLiteral("Human-only: "), figureText(contrast.human), captionText(contrast.human));
    if (contrast.unknown.total() > 0)
        lines << line(QStringLiteral("Unknown, in neither group: "), figureText(contrast.unknown),
                      captionText(contrast.unknown));
    lines << line(QStringLiteral("Raw: "), effectText(contrast.raw.effect, style),
                  effectCaptionText(contrast.raw, style));
    if (!contrast.adjustedFor.empty()) lines << QStringLiteral("Adjusted for: ") + text(contrast.adjustedFor);
    if (!contrast.reversal.empty()) lines << text(contrast.reversal);
    return lines.join(u'\n') + u'\n' + detailsText(contrast.adjusted.effect);
}

QString verdictBadge(const analysis::Contrast& contrast, EffectStyle style)
{
    QString word = verdictWord(contrast.adjusted, style, contrast.betterIs);
    if (contrast.adjusted.verdict != analysis::Verdict::Inconclusive || !contrast.weeksToDecide) return word;
    const double weeks = std::ceil(*contrast.weeksToDecide);
    if (weeks > 520) return QStringLiteral("inconclusive; at this flow for years");
    if (weeks == 1) return QStringLiteral("inconclusive; even chance in 1 week");
    return QStringLiteral("inconclusive; even chance in %1 weeks").arg(formatNumber(weeks, 0));
}

KpiSpec kpiOf(const Result<analysis::Contrast>& result, const Figures& figures, std::string_view metricId,
              const KpiText& words)
{
    KpiSpec kpi = begun(metricId, words);
    if (!result) {
        kpi.drill = drillMeasure(metricId, figures.view());
        kpi.value = QStringLiteral("not enough data");
        kpi.interval = text(result.error().message);
        kpi.details = kpi.interval;
        return kpi;
    }
    const analysis::Contrast& contrast = *result;
    kpi.drill = drillContrast(contrast, figures.view());
    const EffectStyle style = effectStyle(contrast);
    // Where the strata leave nothing to compare, the raw effect is shown and called raw.
    const bool adjusted = contrast.adjusted.effect.value.has_value();
    const analysis::Effect& shown = adjusted ? contrast.adjusted : contrast.raw;
    kpi.value = effectText(shown.effect, style);
    kpi.interval = effectCaptionText(shown, style);
    if (shown.effect.value)
        kpi.interval += adjusted ? QStringLiteral(" · adjusted") : QStringLiteral(" · raw, not adjusted");
    if (contrast.ai.value && contrast.human.value)
        kpi.subtitle += QStringLiteral(", raw %1 vs %2").arg(bareFigureText(contrast.ai), figureText(contrast.human));
    kpi.badge = verdictBadge(contrast, style);
    kpi.badgeTone = badgeTone(contrast.adjusted.verdict);
    kpi.tone = Tone::Ai;
    kpi.details = contrastDetails(contrast, style);
    return kpi;
}

} // namespace

KpiSpec contrastKpi(Figures& figures, std::string_view metricId, const KpiText& words)
{
    const auto& contrast = figures.contrast(metricId);
    KpiSpec kpi = kpiOf(contrast, figures, metricId, words);
    if (contrast) kpi.spark = spark(figures, metricId, true);
    return kpi;
}

KpiSpec headlineKpi(Figures& figures, std::string_view metricId, const KpiText& words)
{
    return kpiOf(figures.headline(metricId), figures, metricId, words);
}

KpiSpec figureKpi(Figures& figures, std::string_view metricId, const KpiText& words, Tone tone)
{
    KpiSpec kpi = plainFigureKpi(figures, metricId, words, tone);
    kpi.spark = spark(figures, metricId, false);
    return kpi;
}

KpiSpec plainFigureKpi(Figures& figures, std::string_view metricId, const KpiText& words, Tone tone)
{
    KpiSpec kpi = begun(metricId, words);
    const metrics::Estimate estimate = figures.estimate(metricId);
    kpi.value = bareFigureText(estimate);
    if (const QString unit = unitWords(estimate.unit); !unit.isEmpty())
        kpi.subtitle = unit + QStringLiteral(", ") + kpi.subtitle;
    kpi.interval = captionText(estimate);
    kpi.tone = tone;
    kpi.details = detailsText(estimate);
    kpi.drill = drillFigure(metricId, figures.view(), estimate);
    return kpi;
}

KpiSpec groupsKpi(Figures& figures, std::string_view metricId, const KpiText& words)
{
    KpiSpec kpi = begun(metricId, words);
    kpi.drill = drillMeasure(metricId, figures.view());
    kpi.tone = Tone::Ai;
    kpi.value = QStringLiteral("not enough data");
    for (const metrics::Bucket& bucket : figures.split(metricId, {Dimension::Provenance})) {
        const QString group = text(bucket.titles.front());
        if (bucket.keys.front() == "ai") {
            kpi.value = figureText(bucket.estimate);
            kpi.interval.prepend(captionText(bucket.estimate));
        } else if (bucket.keys.front() == "human") {
            kpi.interval += QStringLiteral("\nhuman-only ") + figureText(bucket.estimate);
            if (const QString interval = intervalText(bucket.estimate); !interval.isEmpty())
                kpi.interval += QStringLiteral(" (%1)").arg(interval);
        }
        kpi.details +=
            group + QStringLiteral(": ") + figureText(bucket.estimate) + u'\n' + detailsText(bucket.estimate) + u'\n';
    }
    if (kpi.interval.isEmpty()) kpi.interval = captionText(figures.estimate(metricId));
    kpi.spark = spark(figures, metricId, true);
    kpi.details = kpi.details.trimmed();
    return kpi;
}

} // namespace assay::present
