// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/budget.h"
#include "present/tone.h"
#include "whatif/goalseek.h"

#include <QString>
#include <span>
#include <string_view>
#include <vector>

/// Assumptions and results of budgets in words.
namespace assay::present {

/// "15 %", "$39.00", "80 h", "×3.8": to the precision in which assumptions are made, never abbreviated.
[[nodiscard]] QString assumptionText(whatif::Parameter id, double value, std::string_view currency);
/// "15 %, 5 % … 25 %"; the range is left out where the value is known.
[[nodiscard]] QString assumptionText(whatif::Parameter id, const whatif::Value& value, std::string_view currency);
/// "Time saved on that work was 9 %, now 6 %: update the scenario?"
[[nodiscard]] QString movedText(const whatif::Moved& moved, std::string_view currency);
/// All of them in one question: "Measured anew since it was saved: … 6 % (was 9 %), … Update the scenario?"
[[nodiscard]] QString movedText(const std::vector<whatif::Moved>& moved, std::string_view currency);
/// "Seats paid for 212, was 100"
[[nodiscard]] QString editText(const Edit& edit, std::string_view currency);
/// "Payments from month 1 (40 % of the people), everybody else from month 7 (60 % of the people, 50 % of their work)"
[[nodiscard]] QString rolloutText(const std::vector<whatif::Phase>& phases);
[[nodiscard]] Tone originTone(whatif::Origin origin);
[[nodiscard]] QString originWord(whatif::Origin origin); ///< "measured"
/// "14 months", or "not within 36 months"
[[nodiscard]] QString paybackText(const std::optional<double>& months, int horizon);
/// "80 % range −$42k … $310k"
[[nodiscard]] QString rangeText(const whatif::Percentiles& npv, std::string_view currency);
/// "Time saved on that work of at least 12 % (9 % now) for P(net value > 0) = 80 %", or why none does it.
[[nodiscard]] QString needText(const Result<whatif::GoalSeek>& need, whatif::Parameter id, std::string_view currency);
/// The month assumptions are stale against: "2026-10".
[[nodiscard]] std::string currentMonth(const facts::View& view);
/// The first month of the data: "2025-05"; empty where nothing has been merged.
[[nodiscard]] std::string firstMonth(const facts::View& view);
/// The measure that an assumption is measured by, and the page that shows it; empty where there is none.
struct FigureLink
{
    std::string_view measure;
    std::string_view page;
};
[[nodiscard]] FigureLink figureOf(whatif::Parameter id);
/// What an assumption must be for the probability at which scaling is advised, all others as they are.
[[nodiscard]] Result<whatif::GoalSeek> neededValue(const whatif::Scenario& scenario, whatif::Parameter id,
                                                   std::size_t trials);
/// Of several, each sought by itself.
[[nodiscard]] std::vector<Result<whatif::GoalSeek>>
neededValues(const whatif::Scenario& scenario, std::span<const whatif::Parameter> ids, std::size_t trials);

} // namespace assay::present
