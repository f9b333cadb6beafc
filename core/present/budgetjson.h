// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/budget.h"
#include "whatif/model.h"

#include <QJsonArray>
#include <QJsonObject>
#include <string>

/// The JSON of `assay-cli whatif`: numbers unrounded, money in the scenario's currency, shares as shares.
namespace assay::present {

/// `{"id","title","unit","low","likely","high","spread","origin","source","as_of","stale","now"}`; `now` is today's
/// measurement where it has moved.
[[nodiscard]] QJsonArray assumptionsJson(const Budget& budget, const std::string& currentMonth);
[[nodiscard]] QJsonObject toJson(const whatif::Percentiles& percentiles);
[[nodiscard]] QJsonObject toJson(const whatif::Summary& summary);
[[nodiscard]] QJsonArray toJson(const std::vector<whatif::FanMonth>& fan);
[[nodiscard]] QJsonArray toJson(const std::vector<whatif::TornadoBar>& bars);
[[nodiscard]] QJsonArray toJson(const std::vector<whatif::InformationValue>& values);
[[nodiscard]] QJsonArray toJson(const std::vector<whatif::WaterfallStep>& steps);
[[nodiscard]] QJsonObject toJson(const whatif::Outcome& outcome);
[[nodiscard]] QJsonObject toJson(const whatif::StagingRule& rule);
[[nodiscard]] QJsonObject toJson(const whatif::GoalSeek& goal);

} // namespace assay::present
