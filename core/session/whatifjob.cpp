// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/whatifjob.h"

#include "base/writefile.h"
#include "present/budgetreasons.h"
#include "present/budgettables.h"
#include "present/budgettext.h"
#include "present/figures.h"
#include "session/audit.h"
#include "session/fingerprint.h"
#include "session/session.h"
#include "session/username.h"
#include "session/workbookfile.h"
#include "session/workspaceclock.h"
#include "store/database.h"
#include "store/scenarios.h"
#include "whatif/scenariofile.h"

#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

namespace assay::session {
namespace {

using present::Budget;
using whatif::Goal;

Result<std::string> fileText(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return failure(ErrorCode::InputUnreadable, fmt::format("{} cannot be read; check its name.", path));
    return text.str();
}

/// A scenario file: what it does not name starts from what was measured.
Result<Budget> fromFile(const present::Budgets& budgets, const std::string& currency, const std::string& path)
{
    const auto text = fileText(path);
    if (!text) return Failure(text.error());
    whatif::Scenario base;
    base.currency = currency;
    base.name = std::filesystem::path(path).stem().string();
    whatif::adopt(base, budgets.measured().values);
    auto scenario = whatif::scenarioFromToml(*text, path, base);
    if (!scenario) return Failure(scenario.error());
    return Budget{std::move(*scenario), false, {}, {}};
}

Result<Budget> named(const present::Budgets& budgets, const std::string& currency, const std::string& name)
{
    if (name.empty()) return budgets.leading();
    std::string known;
    for (const Budget& budget : budgets.all()) {
        if (budget.scenario.name == name) return budget;
        known += (known.empty() ? "“" : ", “") + budget.scenario.name + "”";
    }
    for (const whatif::Preset& preset : whatif::presets()) {
        if (preset.key != name) continue;
        Budget budget{preset.scenario, false, {}, {}};
        budget.scenario.currency = currency;
        whatif::adopt(budget.scenario, budgets.measured().values);
        return budget;
    }
    if (name.ends_with(".toml")) return fromFile(budgets, currency, name);
    return failure(ErrorCode::Usage,
                   fmt::format("There is no scenario “{}”; choose {}, one of vendor, realistic, regulated, narrow, or "
                               "a TOML file.",
                               name, known));
}

std::string problemInTime(const Session& session, const whatif::Scenario& scenario)
{
    return whatif::problemWithStart(scenario, present::firstMonth(facts::View(session.snapshot(), facts::Filter{})));
}

Result<Budget> chosen(const Session& session, const present::Budgets& budgets, const WhatIfRequest& request)
{
    const std::string& currency = session.budgetFacts().currency;
    auto budget = named(budgets, currency, request.scenario);
    if (!budget) return budget;
    if (request.months) budget->scenario.months = *request.months;
    if (request.discountRate) budget->scenario.discountRate = *request.discountRate;
    if (!request.start.empty()) budget->scenario.start = request.start;
    if (request.hosting) budget->scenario.choose(*request.hosting);
    if (request.approach) budget->scenario.choose(*request.approach);
    for (const auto& [key, text] : request.set)
        if (auto done = whatif::assign(budget->scenario, key, text); !done) return Failure(done.error());
    if (!request.phases.empty()) budget->scenario.rollout.clear();
    for (const std::string& text : request.phases) {
        auto phase = whatif::phaseFrom(text);
        if (!phase) return Failure(phase.error());
        budget->scenario.rollout.push_back(std::move(*phase));
    }
    if (const auto problems = whatif::problemsWith(budget->scenario); !problems.empty())
        return failure(ErrorCode::Usage, problems.front());
    if (auto problem = problemInTime(session, budget->scenario); !problem.empty())
        return failure(ErrorCode::Usage, std::move(problem));
    return budget;
}

struct GoalMeasure
{
    std::string_view id;
    Goal goal;
};
constexpr GoalMeasure kGoals[] = {{"probability", Goal::ProbabilityPositive},
                                  {"median-npv", Goal::MedianNpv},
                                  {"mean-npv", Goal::MeanNpv},
                                  {"median-roi", Goal::MedianRoi}};

struct SoughtGoal
{
    Goal goal = Goal::ProbabilityPositive;
    double target = 0;
    whatif::Parameter solve = whatif::Parameter::TimeSaved;
};

Result<SoughtGoal> goalFrom(const GoalRequest& request)
{
    const auto sign = request.goal.find(">=");
    const std::string_view id = std::string_view(request.goal).substr(0, sign);
    const auto* found = std::find_if(std::begin(kGoals), std::end(kGoals),
                                     [id](const GoalMeasure& measure) { return measure.id == id; });
    if (sign == std::string::npos || found == std::end(kGoals))
        return failure(ErrorCode::Usage,
                       fmt::format("“{}” is no goal; write probability>=0.8, or median-npv, mean-npv or median-roi.",
                                   request.goal));
    const std::string_view text = std::string_view(request.goal).substr(sign + 2);
    double target = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), target);
    if (error != std::errc() || end != text.data() + text.size())
        return failure(ErrorCode::Usage, fmt::format("“{}” is not a number; write {}>=0.8.", text, id));
    if (found->goal == Goal::ProbabilityPositive && !(target > 0 && target < 1))
        return failure(ErrorCode::Usage,
                       fmt::format("A probability lies between 0 and 1; for {} % write {}.", text, target / 100));
    const auto solve = whatif::parameterByKey(request.solve);
    if (!solve)
        return failure(ErrorCode::Usage,
                       fmt::format("There is no assumption “{}” to solve for; --list shows all.", request.solve));
    return SoughtGoal{found->goal, target, *solve};
}

/// The search simulates some twenty times: as many trials each as the answer needs.
whatif::SimulationSettings fewer(whatif::SimulationSettings simulation, std::size_t most)
{
    simulation.trials = std::min(simulation.trials, most);
    return simulation;
}

/// "adoption=0.2:0.6", in thirteen steps.
Result<std::vector<whatif::FrontierPoint>> frontierOf(const whatif::Scenario& scenario, const SoughtGoal& goal,
                                                      const std::string& over,
                                                      const whatif::SimulationSettings& simulation)
{
    constexpr int kSteps = 13;
    const auto equals = over.find('=');
    const auto first = whatif::parameterByKey(std::string_view(over).substr(0, equals));
    whatif::Scenario ends = scenario;
    const auto colon = over.find(':');
    if (!first || equals == std::string::npos || colon == std::string::npos)
        return failure(ErrorCode::Usage,
                       fmt::format("“{}” is no range of an assumption; write adoption=0.2:0.6.", over));
    const std::string key = over.substr(0, equals);
    double bounds[2]{};
    for (const bool low : {true, false}) {
        const std::string text = low ? over.substr(equals + 1, colon - equals - 1) : over.substr(colon + 1);
        if (auto set = whatif::assign(ends, key, text); !set) return Failure(set.error());
        bounds[low ? 0 : 1] = ends.at(*first).mode;
    }
    return whatif::frontier(scenario, goal.goal, goal.target, *first, bounds[0], bounds[1], kSteps, goal.solve,
                            fewer(simulation, 4096));
}

Result<void> addGoal(WhatIfAnswer& answer, const WhatIfRequest& request)
{
    const auto goal = goalFrom(*request.goal);
    if (!goal) return Failure(goal.error());
    const whatif::Scenario& scenario = answer.budget.scenario;
    const auto found = whatif::seek(scenario, goal->goal, goal->target, goal->solve, fewer(request.simulation, 20'480));
    // A frontier tells where an answer begins, even where there is none here.
    if (!found && (request.over.empty() || found.error().code != ErrorCode::NotEnoughData))
        return Failure(found.error());
    if (found) answer.goal = *found;
    if (request.over.empty()) return {};
    auto points = frontierOf(scenario, *goal, request.over, request.simulation);
    if (!points) return Failure(points.error());
    answer.frontier = std::move(*points);
    return {};
}

/// What the page decides by, in the same tables.
void addDecisions(WhatIfAnswer& answer, const Session& session, present::Figures& figures, std::size_t trials)
{
    const whatif::Scenario& scenario = answer.budget.scenario;
    const Result<std::vector<whatif::InformationValue>> worth = answer.worth;
    answer.decisions = {present::linesTable(scenario),
                        present::mustTable(scenario, worth, trials),
                        present::sensitivityTable(scenario, worth, answer.summary),
                        present::scenariosTable(figures.budgets(), trials),
                        present::idleSeatsTable(figures),
                        present::budgetAgainstActual(session.budgetFacts(), scenario, answer.today)};
}

Result<void> addAgainst(WhatIfAnswer& answer, const Session& session, const present::Budgets& budgets,
                        const WhatIfRequest& request, const CancelToken& cancel)
{
    WhatIfRequest second;
    second.scenario = request.against;
    const auto other = chosen(session, budgets, second);
    if (!other) return Failure(other.error());
    auto difference = whatif::differenceOf(answer.budget.scenario, other->scenario, request.simulation, cancel);
    if (!difference) return Failure(difference.error());
    answer.against = Against{other->scenario, std::move(*difference)};
    answer.decisions.push_back(
        present::differenceTable(answer.budget.scenario, other->scenario, answer.against->difference));
    return {};
}

Result<void> addSimulated(WhatIfAnswer& answer, const whatif::SimulationSettings& simulation, const CancelToken& cancel)
{
    const whatif::Scenario& scenario = answer.budget.scenario;
    const auto run = whatif::simulate(scenario, simulation, cancel);
    if (!run) return Failure(run.error());
    answer.summary = whatif::summarise(scenario, *run);
    whatif::Scenario year = scenario;
    year.months = 12;
    const auto first = whatif::simulate(year, simulation, cancel);
    if (!first) return Failure(first.error());
    answer.firstYear = whatif::summarise(year, *first);
    auto fan = whatif::cashFan(scenario, simulation, cancel);
    if (!fan) return Failure(fan.error());
    answer.fan = std::move(*fan);
    auto worth = whatif::informationValues(scenario, simulation);
    if (!worth) return Failure(worth.error());
    answer.worth = std::move(*worth);
    const auto staging = whatif::stagingRule(scenario, answer.worth, fewer(simulation, 20'480));
    if (!staging) return Failure(staging.error());
    answer.staging = *staging;
    return {};
}

Result<void> putAll(const Session& session, const std::vector<whatif::Scenario>& scenarios, bool lead)
{
    auto database = store::Database::open(session.path(), store::Access::ReadWrite);
    if (!database) return Failure(database.error());
    auto transaction = store::Transaction::begin(*database);
    if (!transaction) return Failure(transaction.error());
    for (const whatif::Scenario& scenario : scenarios) {
        const store::ScenarioRow row{scenario.name, whatif::toToml(scenario), dayOf(now()),
                                     session.snapshot()->fingerprint};
        if (auto put = store::putScenario(*database, row); !put) return put;
        if (lead)
            if (auto led = store::leadWithScenario(*database, row.name); !led) return led;
        if (auto told = audit(*database, "scenario", row.name, textFingerprint(row.text).substr(0, 16)); !told)
            return told;
    }
    return transaction->commit();
}

/// An export is told in the audit trail; a workspace that cannot be written to can still be read out.
void noteExport(const Session& session, const std::string& what, const std::string& detail)
{
    auto database = store::Database::open(session.path(), store::Access::ReadWrite);
    if (!database) return;
    auto transaction = store::Transaction::begin(*database);
    if (transaction && audit(*database, "export", what, detail)) (void)transaction->commit();
}

/// One change of a stored scenario, and its entry in the audit trail.
Result<void> changeStored(const Session& session, const std::string& name, const char* action,
                          Result<void> (*change)(store::Database&, const std::string&))
{
    auto database = store::Database::open(session.path(), store::Access::ReadWrite);
    if (!database) return Failure(database.error());
    auto transaction = store::Transaction::begin(*database);
    if (!transaction) return Failure(transaction.error());
    if (auto changed = change(*database, name); !changed) return changed;
    if (auto told = audit(*database, action, name, {}); !told) return told;
    return transaction->commit();
}

} // namespace

Result<Budget> chooseBudget(const Session& session, const facts::Filter& filter, const WhatIfRequest& request)
{
    const present::PageInput input = session.pageInput(filter);
    return chosen(session, input.figures->budgets(), request);
}

Result<WhatIfAnswer> whatIf(const Session& session, const facts::Filter& filter, const WhatIfRequest& request,
                            const CancelToken& cancel)
{
    const present::PageInput input = session.pageInput(filter);
    const present::Budgets& budgets = input.figures->budgets();
    auto budget = chosen(session, budgets, request);
    if (!budget) return Failure(budget.error());
    WhatIfAnswer answer;
    answer.budget = std::move(*budget);
    answer.measured = budgets.measured();
    answer.today = isoDay(dayOf(session.snapshot()->cutOff)).substr(0, 7);
    const whatif::Scenario& scenario = answer.budget.scenario;
    if (auto done = addSimulated(answer, request.simulation, cancel); !done) return Failure(done.error());
    const whatif::Point likely = whatif::modesOf(scenario);
    answer.likely = whatif::evaluate(scenario, likely);
    answer.waterfall = whatif::waterfall(scenario, likely);
    answer.tornado = whatif::tornado(scenario);
    if (request.goal)
        if (auto sought = addGoal(answer, request); !sought) return Failure(sought.error());
    addDecisions(answer, session, *input.figures, request.simulation.trials);
    if (!request.against.empty())
        if (auto added = addAgainst(answer, session, budgets, request, cancel); !added) return Failure(added.error());
    return answer;
}

Result<void> writeSpreadsheet(const Session& session, const whatif::Scenario& scenario,
                              const whatif::SimulationSettings& simulation, const std::string& path)
{
    const auto run = whatif::simulate(scenario, simulation);
    if (!run) return Failure(run.error());
    const whatif::Summary summary = whatif::summarise(scenario, *run);
    const Day day = dayOf(session.snapshot()->cutOff);
    const auto workbook = whatif::workbookOf(scenario, &summary, isoDay(day).substr(0, 7));
    if (auto written = writeWorkbook(workbook, path, day); !written) return written;
    noteExport(session, scenario.name, textFingerprint(whatif::toToml(scenario)).substr(0, 16));
    return {};
}

std::string scenarioText(const whatif::Scenario& scenario)
{
    return whatif::toToml(scenario);
}

Result<void> writeScenarioFile(const whatif::Scenario& scenario, const std::string& path)
{
    return writeFile(path, whatif::toToml(scenario));
}

whatif::Scenario signedScenario(whatif::Scenario scenario, const std::string& name)
{
    whatif::sign(scenario, name.empty() ? userName() : name, isoDay(dayOf(now())).substr(0, 7));
    return scenario;
}

Result<void> saveScenario(const Session& session, const whatif::Scenario& scenario, bool lead)
{
    if (scenario.name.empty()) return failure(ErrorCode::Usage, "A scenario needs a name; give it one.");
    if (const auto problems = whatif::problemsWith(scenario); !problems.empty())
        return failure(ErrorCode::Usage, problems.front());
    if (auto problem = problemInTime(session, scenario); !problem.empty())
        return failure(ErrorCode::Usage, std::move(problem));
    return putAll(session, {signedScenario(scenario, {})}, lead);
}

Result<void> leadWith(const Session& session, const std::string& name)
{
    return changeStored(session, name, "scenario-lead", store::leadWithScenario);
}

Result<void> removeScenario(const Session& session, const std::string& name)
{
    return changeStored(session, name, "scenario-remove", store::removeScenario);
}

Result<void> updateScenario(const Session& session, const std::string& name)
{
    const present::PageInput input = session.pageInput({});
    for (const Budget& budget : input.figures->budgets().all()) {
        if (!budget.stored || (!name.empty() && budget.scenario.name != name)) continue;
        whatif::Scenario updated = budget.scenario;
        whatif::adopt(updated, input.figures->budgets().measured().values);
        return putAll(session, {updated}, false);
    }
    return failure(ErrorCode::Usage, fmt::format("There is no scenario “{}” in this workspace.", name));
}

Result<void> saveStartingPoints(const Session& session)
{
    const present::PageInput input = session.pageInput({});
    std::vector<whatif::Scenario> scenarios;
    for (const Budget& budget : input.figures->budgets().all()) scenarios.push_back(budget.scenario);
    return putAll(session, scenarios, false);
}

} // namespace assay::session
