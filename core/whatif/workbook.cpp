// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/workbook.h"

#include "whatif/modelsheet.h"
#include "whatif/scenariofile.h"

#include <fmt/format.h>

namespace assay::whatif {

namespace {

SheetCell words(std::string_view text, CellLook look = CellLook::Plain)
{
    return {std::string(text), false, false, 0, look};
}

SheetCell number(double value, CellLook look)
{
    return {{}, false, true, value, look};
}

SheetCell formula(std::string text, double value, CellLook look)
{
    return {std::move(text), true, false, value, look};
}

std::vector<SheetCell> heads(std::initializer_list<const char*> titles)
{
    std::vector<SheetCell> row;
    for (const char* title : titles) row.push_back(words(title, CellLook::Head));
    return row;
}

CellLook lookOf(const ParameterInfo& row)
{
    return row.unit == "share" ? CellLook::Share : row.unit == "USD" ? CellLook::Money : CellLook::Number;
}

std::vector<SheetCell> assumptionRow(const ParameterInfo& row, const Scenario& scenario, std::string_view month)
{
    const Value& v = scenario.at(row.id);
    const bool stale = v.origin != Origin::Judgement && isStale(v, month);
    return {words(row.title),
            words(row.key),
            words(row.unit == "USD" ? std::string_view(scenario.currency) : row.unit),
            number(v.low, lookOf(row)),
            number(v.mode, CellLook::Input),
            number(v.high, lookOf(row)),
            words(spreadId(v.spread)),
            words(originId(v.origin)),
            words(v.source, CellLook::Note),
            words(stale ? v.asOf + ", older than 12 months" : v.asOf),
            words(row.effect, CellLook::Note)};
}

Sheet assumptionsSheet(const Scenario& scenario, std::string_view month)
{
    Sheet sheet{"Assumptions", {44, 16, 10, 12, 14, 12, 11, 11, 44, 14, 60}, 4, {}};
    sheet.rows.push_back({words("Assumptions", CellLook::Title)});
    sheet.rows.push_back({words("The model goes by the column “Likely”: type over it to see what follows.")});
    sheet.rows.emplace_back();
    sheet.rows.push_back(heads({"Assumption", "Id", "Unit", "Low", "Likely", "High", "Spread", "Kind", "Source",
                                "As of", "What it does in the model"}));
    for (const ParameterInfo& row : parameters()) sheet.rows.push_back(assumptionRow(row, scenario, month));
    sheet.rows.emplace_back();
    sheet.rows.push_back(
        {words("Horizon"), words("months"), words("months"), {}, number(scenario.months, CellLook::Number)});
    sheet.rows.push_back({words("Discount rate per year"),
                          words("discount-rate"),
                          words("share"),
                          {},
                          number(scenario.discountRate, CellLook::Input)});
    sheet.rows.emplace_back();
    sheet.rows.push_back(
        heads({"Rollout: team", "Task types", "", "First month", "People", "Their work", "Weight", "Seats"}));
    for (const RolloutRow& phase : rolloutRows(scenario)) {
        const std::size_t at = sheet.rows.size() + 1;
        sheet.rows.push_back({words(phase.team),
                              words(phase.tasks.empty() ? "all" : phase.tasks),
                              {},
                              number(phase.month, CellLook::Input),
                              number(phase.people, CellLook::Input),
                              number(phase.work, CellLook::Input),
                              formula(fmt::format("E{0}*F{0}", at), phase.people * phase.work, CellLook::Number),
                              phase.leads ? formula(fmt::format("E{}", at), phase.people, CellLook::Number)
                                          : number(0, CellLook::Number)});
    }
    return sheet;
}

void addFigure(Sheet& sheet, const char* title, SheetCell cell, const char* remark)
{
    sheet.rows.push_back({words(title), std::move(cell), words(remark, CellLook::Note)});
}

void addSimulated(Sheet& sheet, const Summary& s)
{
    sheet.rows.emplace_back();
    sheet.rows.push_back({words(fmt::format("What {} trials say, as plain numbers", s.trials), CellLook::Title)});
    addFigure(sheet, "Net value, 10 % of the trials end lower", number(s.npv.p10, CellLook::Money), "");
    addFigure(sheet, "Net value, half of the trials end lower", number(s.npv.p50, CellLook::Money), "");
    addFigure(sheet, "Net value, 90 % of the trials end lower", number(s.npv.p90, CellLook::Money), "");
    addFigure(sheet, "P(net value > 0)", number(s.probabilityPositive, CellLook::Share),
              "They differ from the deterministic case: the average of a product is not the product of averages.");
}

Sheet summarySheet(const Scenario& scenario, const ModelSheet& model, const Summary* simulated)
{
    const Outcome& o = model.outcome;
    Sheet sheet{"Summary", {44, 22, 80}, 0, {}};
    sheet.rows.push_back({words(scenario.name, CellLook::Title)});
    sheet.rows.push_back(
        {words(fmt::format("Deterministic case: every assumption at its most likely value, in {}, before "
                           "tax, over {} months.",
                           scenario.currency, scenario.months))});
    sheet.rows.emplace_back();
    const auto sum = [&model](const char* column) { return fmt::format("SUM({})", model.range(column)); };
    addFigure(sheet, "Net present value", formula(sum("Discounted net"), o.npv, CellLook::Money),
              "Discounted monthly; one-off costs at the start, flows at the end of each month.");
    addFigure(sheet, "Benefit, present value", formula(sum("Discounted benefit"), o.benefit, CellLook::Money), "");
    addFigure(sheet, "Cost, present value", formula(sum("Discounted cost"), o.cost, CellLook::Money),
              "One-off costs included.");
    addFigure(sheet, "Return on cost", formula("IF(B6>0,B4/B6,0)", o.roi, CellLook::Share), "");
    addFigure(sheet, "Paid at the start", formula(model.at("Cost", 0), o.oneOff, CellLook::Money),
              "Integration, context engineering, training of the first phase.");
    SheetCell payback = formula(fmt::format("IF(COUNT({0})=0,-1,MIN({0}))", model.range("Paid back")),
                                o.paybackMonths.value_or(-1), CellLook::Number);
    addFigure(sheet, "Months until costs are recovered", std::move(payback), "-1: not within the horizon.");
    addFigure(sheet, "Capacity gained in the last month", formula(model.capacityFormula(), o.capacity, CellLook::Share),
              "Share of all development hours, net of extra review, compliance and defects.");
    if (simulated != nullptr) addSimulated(sheet, *simulated);
    return sheet;
}

} // namespace

std::string columnName(std::size_t column)
{
    std::string name(1, static_cast<char>('A' + column % 26));
    return column < 26 ? name : columnName(column / 26 - 1) + name;
}

Workbook workbookOf(const Scenario& scenario, const Summary* simulated, std::string_view month)
{
    const ModelSheet model(scenario);
    return {{summarySheet(scenario, model, simulated), assumptionsSheet(scenario, month), model.sheet}};
}

} // namespace assay::whatif
