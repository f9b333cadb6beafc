// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/figures.h"
#include "present/kpispec.h"

#include <QString>
#include <string_view>

/// Headline figures, made from the measures.
namespace assay::present {

struct KpiText
{
    const char* id;
    const char* title;
    const char* subtitle;
};

/// AI-assisted against human-only, adjusted: "−9 %" with its interval, both groups' own figures in the details, and the
/// monthly figure of AI-assisted work as a spark line.
[[nodiscard]] KpiSpec contrastKpi(Figures& figures, std::string_view metricId, const KpiText& text);
/// The same from the headline of the contrast, without the spark line: what can be shown first.
[[nodiscard]] KpiSpec headlineKpi(Figures& figures, std::string_view metricId, const KpiText& text);
/// A figure of its own: "31 %" with interval, n and coverage, and its course as a spark line.
[[nodiscard]] KpiSpec figureKpi(Figures& figures, std::string_view metricId, const KpiText& text, Tone tone);
/// The same without the spark line.
[[nodiscard]] KpiSpec plainFigureKpi(Figures& figures, std::string_view metricId, const KpiText& text, Tone tone);
/// The AI-assisted group's figure with the human-only one beside it, for measures shown side by side rather than as an
/// effect.
[[nodiscard]] KpiSpec groupsKpi(Figures& figures, std::string_view metricId, const KpiText& text);

} // namespace assay::present
