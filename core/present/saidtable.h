// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/usage.h"
#include "present/figures.h"
#include "present/tablespec.h"

#include <optional>
#include <vector>

namespace assay::present {

/// Trust said beside trust shown: the mean score of each question of a survey within the period, by team, next to the
/// team's real adoption. Two columns of figures that are never made into one. Groups with fewer answers than the
/// smallest group shown are withheld; answers of people and of teams that nobody is in count for all teams together
/// only. Absent without an answer that has a score.
[[nodiscard]] std::optional<TableSpec>
saidAndShownTable(Figures& figures, const std::vector<domain::SurveyRecord>& answers, const QString& id);

} // namespace assay::present
