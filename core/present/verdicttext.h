// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/figures.h"
#include "present/kpispec.h"
#include "present/pagespec.h"
#include "present/tablespec.h"

#include <QString>
#include <string_view>

/// The recommendation and its targets in words.
namespace assay::present {

[[nodiscard]] Tone recommendationTone(decision::Recommendation recommendation);
/// The report's headline: "Keep it where it works, stop it where it does not".
[[nodiscard]] QString recommendationHeadline(decision::Recommendation recommendation);
/// "the answers hold in 9 of 10 sensitivity runs"; empty when none was made.
[[nodiscard]] QString robustnessText(const decision::RecommendationReport& report);

/// The target or guard-rail on a measure; nullptr where there is none.
[[nodiscard]] const decision::TargetStatus* targetOn(Figures& figures, std::string_view metricId,
                                                     decision::Basis basis = decision::Basis::Contrast);
/// "−15 %", "at most ×1.10", "40 %": the limit of a target.
[[nodiscard]] QString limitText(const decision::Target& target);
[[nodiscard]] Tone targetTone(const decision::TargetStatus& status);
/// Puts the target on a measure under its headline figure: "Guard-rail ×1.10: at risk".
void addTargetBadge(Figures& figures, std::string_view metricId, KpiSpec& kpi,
                    decision::Basis basis = decision::Basis::Contrast);

/// The banner with the evidence it rests on.
[[nodiscard]] BannerSpec verdictBanner(Figures& figures);
/// What would change the recommendation.
[[nodiscard]] NotesSpec changeNotes(Figures& figures);
/// Every rule with its conditions and what each was checked on.
[[nodiscard]] TableSpec rulesTable(Figures& figures);

} // namespace assay::present
