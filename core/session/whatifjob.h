// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"
#include "facts/filter.h"
#include "present/budget.h"
#include "present/tablespec.h"
#include "whatif/breakeven.h"
#include "whatif/difference.h"
#include "whatif/fan.h"
#include "whatif/model.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace assay::session {

class Session;

/// "probability>=0.8" and the assumption that may move: what must it be?
struct GoalRequest
{
    std::string goal;  ///< probability, median-npv, mean-npv or median-roi, then >= and a number
    std::string solve; ///< key of an assumption
};

struct WhatIfRequest
{
    std::string scenario; ///< name of a stored one, key of a preset, or a TOML file; empty: the leading one
    std::vector<std::pair<std::string, std::string>> set; ///< key and "0.12" or "0.05:0.12:0.2"
    std::optional<int> months{};                          ///< another horizon
    std::optional<double> discountRate{};                 ///< another rate per year
    std::string start{};                                  ///< another first month, "2026-11"
    std::optional<whatif::Hosting> hosting{};
    std::optional<whatif::Approach> approach{};
    std::vector<std::string> phases; ///< of the rollout, "team:month:people" or "team:month:people:work"
    whatif::SimulationSettings simulation;
    std::optional<GoalRequest> goal;
    std::string over{};    ///< with a goal: "adoption=0.2:0.6", the frontier of what is solved for over it
    std::string against{}; ///< another scenario, named as the first: what they differ in
};

/// Two scenarios beside each other.
struct Against
{
    whatif::Scenario other;
    whatif::ScenarioDifference difference; ///< other less this one
};

struct WhatIfAnswer
{
    present::Budget budget; ///< as simulated, with the values that were set
    present::Measured measured;
    std::string today; ///< month of the data's end, "2026-10": what assumptions are stale against
    whatif::Summary summary;
    whatif::Summary firstYear;
    whatif::Outcome likely; ///< all assumptions at their most likely value
    std::vector<whatif::WaterfallStep> waterfall;
    std::vector<whatif::FanMonth> fan;
    std::vector<whatif::TornadoBar> tornado;
    std::vector<whatif::InformationValue> worth;
    std::optional<whatif::StagingRule> staging;
    std::optional<whatif::GoalSeek> goal;
    std::vector<whatif::FrontierPoint> frontier; ///< of the goal, over another assumption
    std::optional<Against> against;
    std::vector<present::TableSpec> decisions; ///< the tables of the page: lines, what must be true, scenarios, …
};

/// The scenario with what was set, before it is simulated. Errors: Usage (no such scenario, a value refused),
/// InputUnreadable and InputMalformed of a TOML file.
[[nodiscard]] Result<present::Budget> chooseBudget(const Session& session, const facts::Filter& filter,
                                                   const WhatIfRequest& request);
/// Runs the whole what-if. Errors as above, and NotEnoughData for a goal that cannot be reached.
[[nodiscard]] Result<WhatIfAnswer> whatIf(const Session& session, const facts::Filter& filter,
                                          const WhatIfRequest& request, const CancelToken& cancel = {});

/// Writes the scenario as a spreadsheet whose formulas give the deterministic case, with the simulated figures beside
/// it; an entry of the audit trail where the workspace can be written to. Errors: as for whatIf, and
/// WorkspaceUnwritable.
[[nodiscard]] Result<void> writeSpreadsheet(const Session& session, const whatif::Scenario& scenario,
                                            const whatif::SimulationSettings& simulation, const std::string& path);
/// The scenario as a TOML text.
[[nodiscard]] std::string scenarioText(const whatif::Scenario& scenario);
/// That text as a file, whole or not at all. Errors: WorkspaceUnwritable.
[[nodiscard]] Result<void> writeScenarioFile(const whatif::Scenario& scenario, const std::string& path);
/// The scenario whose judgements without a name are by `name` (empty: whoever is logged in) and of this month.
[[nodiscard]] whatif::Scenario signedScenario(whatif::Scenario scenario, const std::string& name);
/// Keeps a scenario in the workspace under its name, with the day and the data it was made from, signed by whoever is
/// logged in where it is not; `lead` puts it before all others. An entry of the audit trail. Errors: Usage.
[[nodiscard]] Result<void> saveScenario(const Session& session, const whatif::Scenario& scenario, bool lead = false);
/// Puts a stored scenario before all others: the recommendation goes by it. An entry of the audit trail. Errors: Usage.
[[nodiscard]] Result<void> leadWith(const Session& session, const std::string& name);
/// Takes a stored scenario out of the workspace. An entry of the audit trail. Errors: Usage.
[[nodiscard]] Result<void> removeScenario(const Session& session, const std::string& name);
/// Takes today's measurements into a stored scenario (no name: the leading one): what was set by hand stays.
[[nodiscard]] Result<void> updateScenario(const Session& session, const std::string& name);
/// The starting points of the handbook with what this workspace measures, "Realistic" leading.
[[nodiscard]] Result<void> saveStartingPoints(const Session& session);

} // namespace assay::session
