// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/modelsheet.h"

#include "whatif/flows.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace assay::whatif {

namespace {

using enum Parameter;

constexpr int kFirstAssumption = 5; ///< row of the first assumption
constexpr int kFirstMonth = 4;      ///< row of the start on the model's sheet

/// The most likely value of an assumption on its sheet.
std::string ref(Parameter id)
{
    return fmt::format("Assumptions!$E${}", kFirstAssumption + static_cast<int>(id));
}
int rateRow()
{
    return kFirstAssumption + static_cast<int>(kParameters) + 2;
}
int phaseRow(std::size_t phase)
{
    return rateRow() + 3 + static_cast<int>(phase);
}
std::string phaseRef(char column, std::size_t phase)
{
    return fmt::format("Assumptions!${}${}", column, phaseRow(phase));
}

/// One column of the model: its formula in a month, at the start, and the program's number. "{R}" is the row, "{P}" the
/// row before, "[Title]" the cell of another column in the same row, "[^Title]" in the row before.
struct ModelColumn
{
    std::string title;
    std::string start; ///< empty: no cell
    std::string month;
    CellLook look = CellLook::Money;
};

std::string buildFormula()
{
    return fmt::format("({}*{}+{}+{}+{})", ref(PilotCost), ref(IntegrationMultiple), ref(DataCost), ref(TestingCost),
                       ref(ContextCost));
}

/// Sum over the phases of an expression with {} for the phase's number.
template <class Term>
std::string overPhases(std::size_t phases, const Term& term)
{
    std::string sum;
    for (std::size_t p = 0; p < phases; ++p) sum += (sum.empty() ? "" : "+") + term(p);
    return "(" + sum + ")";
}

std::string riseTitle(std::size_t phase)
{
    return fmt::format("Rise {}", phase + 1);
}

std::vector<ModelColumn> adoptionColumns(std::size_t phases)
{
    std::vector<ModelColumn> columns{
        {"Month", "0", "[^Month]+1", CellLook::Number},
        {"Discount factor", "1", fmt::format("(1+Assumptions!$E${})^(-[Month]/12)", rateRow()), CellLook::Number}};
    for (std::size_t p = 0; p < phases; ++p)
        columns.push_back({riseTitle(p), "",
                           fmt::format("IF([Month]>={0},1/(1+EXP(LN(9)-2*LN(9)/{1}*([Month]-({0}-1)-{2}))),0)",
                                       phaseRef('D', p), ref(RampMonths), ref(ContextMonths)),
                           CellLook::Number});
    columns.push_back(
        {"Adoption", "",
         fmt::format("{0}+({1}-{0})*", ref(AdoptionToday), ref(AdoptionPlateau)) +
             overPhases(phases, [](std::size_t p) { return fmt::format("{}*[{}]", phaseRef('G', p), riseTitle(p)); }),
         CellLook::Share});
    columns.push_back({"Share of seats", "",
                       overPhases(phases,
                                  [](std::size_t p) {
                                      return fmt::format("IF([Month]>={},{},0)", phaseRef('D', p), phaseRef('H', p));
                                  }),
                       CellLook::Share});
    return columns;
}

std::vector<ModelColumn> costColumns(std::size_t phases, int months)
{
    const std::string adopters = ref(EligiblePeople) + "*[Adoption]";
    const std::string trainedFirst = overPhases(
        phases, [](std::size_t p) { return fmt::format("IF({}=1,{},0)", phaseRef('D', p), phaseRef('H', p)); });
    const std::string trainedNow = overPhases(phases, [](std::size_t p) {
        return fmt::format("IF(AND([Month]={0},{0}>1),{1},0)", phaseRef('D', p), phaseRef('H', p));
    });
    const std::string training = fmt::format("{}*{}*", ref(TrainingCost), ref(EligiblePeople));
    return {
        {"Seats", "", fmt::format("{}*{}*[Share of seats]", ref(Seats), ref(SeatPrice))},
        {"Usage", "", fmt::format("{}*{}*(1-{}*{})", adopters, ref(UsageCost), ref(RoutedShare), ref(RoutingSaving))},
        {"Infrastructure", "", fmt::format("{}*{}", ref(InfrastructureCost), ref(HostingMultiple))},
        {"Upkeep", "", fmt::format("{}*{}/12", buildFormula(), ref(UpkeepShare))},
        {"Talent", "", ref(TalentCost)},
        {"Extra review", "", fmt::format("{}*{}*{}", adopters, ref(ExtraReviewHours), ref(HourlyCost))},
        {"Compliance", "", fmt::format("{}*{}*{}", adopters, ref(ComplianceHours), ref(HourlyCost))},
        {"Extra defects", "",
         fmt::format("{}*{}*{}/100*{}", adopters, ref(ChangesPerMonth), ref(ExtraDefects), ref(CostPerDefect))},
        {"Integration", fmt::format("{}*{}", ref(PilotCost), ref(IntegrationMultiple)), ""},
        {"Data", ref(DataCost), ""},
        {"Testing", ref(TestingCost), ""},
        {"Context", ref(ContextCost), ""},
        {"Training", training + trainedFirst, training + trainedNow},
        {"Leaving", "", fmt::format("IF([Month]={},{},0)", months, ref(ExitCost))}};
}

std::vector<ModelColumn> columnsOf(std::size_t phases, int months)
{
    std::vector<ModelColumn> columns = adoptionColumns(phases);
    columns.push_back(
        {"Benefit", "",
         fmt::format("{}*[Adoption]*{}*{}*{}*{}*{}*{}", ref(EligiblePeople), ref(DevelopmentHours),
                     ref(AppropriateShare), ref(TimeSaved), ref(PassThrough), ref(Capture), ref(HourlyCost))});
    for (ModelColumn& column : costColumns(phases, months)) columns.push_back(std::move(column));
    const std::vector<ModelColumn> sums{
        {"Cost", "SUM([Seats]:[Leaving])", "SUM([Seats]:[Leaving])"},
        {"Net", "-[Cost]", "[Benefit]-[Cost]"},
        {"Cumulative net", "[Net]", "[^Cumulative net]+[Net]"},
        {"Discounted benefit", "", "[Benefit]*[Discount factor]"},
        {"Discounted cost", "[Cost]", "[Cost]*[Discount factor]"},
        {"Discounted net", "[Net]", "[Net]*[Discount factor]"},
        {"Cumulative discounted net", "[Net]", "[^Cumulative discounted net]+[Discounted net]"},
        {"Paid back", "",
         "IF(AND([Cumulative net]>=0,OR([^Cumulative net]<0,AND([Month]=1,[^Cumulative net]=0))),"
         "[Month]-1-IF([Net]>0,[^Cumulative net]/[Net],0),\"\")",
         CellLook::Number}};
    columns.insert(columns.end(), sums.begin(), sums.end());
    return columns;
}

/// "[Title]" and "[^Title]" as the cells of a row.
std::string placed(const std::string& formula, const std::map<std::string, std::string, std::less<>>& names, int row)
{
    std::string out;
    for (std::size_t from = 0; from < formula.size();) {
        const std::size_t open = formula.find('[', from);
        if (open == std::string::npos) return out + formula.substr(from);
        const std::size_t close = formula.find(']', open);
        const bool before = formula[open + 1] == '^';
        const std::size_t name = open + (before ? 2 : 1);
        out += formula.substr(from, open - from) + names.at(formula.substr(name, close - name)) +
               std::to_string(before ? row - 1 : row);
        from = close + 1;
    }
    return out;
}

using Numbers = std::map<std::string, double, std::less<>>;

/// The program's own numbers for the columns of each month, the start first.
class NumbersOf
{
public:
    NumbersOf(const Scenario& scenario, const Outcome& outcome)
        : m_outcome(outcome), m_point(modesOf(scenario)), m_schedule(scheduleOf(scenario)),
          m_flow(flowOf([this](Parameter id) { return at(id); })), m_odds(m_schedule.steps.size(), m_flow.odds)
    {
        m_cumulative = m_discounted = -outcome.oneOff;
    }

    Numbers start() const
    {
        return {{"Month", 0},
                {"Discount factor", 1},
                {"Integration", at(PilotCost) * at(IntegrationMultiple)},
                {"Data", at(DataCost)},
                {"Testing", at(TestingCost)},
                {"Context", at(ContextCost)},
                {"Training", m_flow.training * m_schedule.trainedAtStart},
                {"Cost", m_outcome.oneOff},
                {"Net", -m_outcome.oneOff},
                {"Cumulative net", -m_outcome.oneOff},
                {"Discounted cost", m_outcome.oneOff},
                {"Discounted net", -m_outcome.oneOff},
                {"Cumulative discounted net", -m_outcome.oneOff}};
    }

    Numbers next()
    {
        const std::size_t i = m_month++;
        const MonthlyFlow& flow = m_outcome.months[i];
        const double net = flow.benefit - flow.cost;
        const double adopters = at(EligiblePeople) * flow.adoption;
        Numbers n{{"Month", static_cast<double>(m_month)},
                  {"Discount factor", flow.discount},
                  {"Adoption", flow.adoption},
                  {"Share of seats", m_schedule.seats[i]},
                  {"Benefit", flow.benefit},
                  {"Seats", m_flow.seatCost * m_schedule.seats[i]},
                  {"Usage", adopters * at(UsageCost) * (1 - at(RoutedShare) * at(RoutingSaving))},
                  {"Infrastructure", at(InfrastructureCost) * at(HostingMultiple)},
                  {"Upkeep", m_flow.once * at(UpkeepShare) / 12},
                  {"Talent", at(TalentCost)},
                  {"Extra review", adopters * at(ExtraReviewHours) * at(HourlyCost)},
                  {"Compliance", adopters * at(ComplianceHours) * at(HourlyCost)},
                  {"Extra defects", adopters * at(ChangesPerMonth) * at(ExtraDefects) / 100 * at(CostPerDefect)},
                  {"Training", m_flow.training * m_schedule.training[i]},
                  {"Leaving", m_month == m_outcome.months.size() ? m_flow.exit : 0},
                  {"Cost", flow.cost},
                  {"Net", net},
                  {"Cumulative net", m_cumulative += net},
                  {"Discounted benefit", flow.benefit * flow.discount},
                  {"Discounted cost", flow.cost * flow.discount},
                  {"Discounted net", net * flow.discount},
                  {"Cumulative discounted net", m_discounted += net * flow.discount}};
        for (std::size_t p = 0; p < m_odds.size(); ++p) {
            const bool begun = static_cast<int>(i) >= m_schedule.steps[p].start;
            n[riseTitle(p)] = begun ? 1 / (1 + (m_odds[p] *= m_flow.decay)) : 0;
        }
        const double paid = m_outcome.paybackMonths.value_or(-1);
        if (paid >= 0 && std::max(0.0, std::ceil(paid) - 1) == static_cast<double>(i)) n["Paid back"] = paid;
        return n;
    }

private:
    [[nodiscard]] double at(Parameter id) const { return m_point[static_cast<std::size_t>(id)]; }

    const Outcome& m_outcome;
    Point m_point;
    Schedule m_schedule;
    Flow m_flow;
    std::vector<double> m_odds;
    std::size_t m_month = 0;
    double m_cumulative = 0;
    double m_discounted = 0;
};

} // namespace

std::vector<RolloutRow> rolloutRows(const Scenario& scenario)
{
    if (scenario.rollout.empty()) return {{"Everybody", "", 1, 1, 1, true}};
    std::vector<RolloutRow> rows;
    for (const Phase& phase : scenario.rollout) {
        const auto earlier = [&phase](const Phase& other) {
            return other.team == phase.team &&
                   (other.month < phase.month || (other.month == phase.month && &other < &phase));
        };
        const bool leads = std::none_of(scenario.rollout.begin(), scenario.rollout.end(), earlier);
        rows.push_back({phase.team, phase.tasks, phase.month, phase.people, phase.work, leads});
    }
    return rows;
}

ModelSheet::ModelSheet(const Scenario& scenario)
    : outcome(evaluate(scenario, modesOf(scenario))), m_months(scenario.months)
{
    const std::vector<ModelColumn> columns = columnsOf(rolloutRows(scenario).size(), scenario.months);
    std::map<std::string, std::string, std::less<>> names;
    std::vector<SheetCell> heads;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        names[columns[c].title] = columnName(c);
        m_columns.push_back(columns[c].title);
        heads.push_back({columns[c].title, false, false, 0, CellLook::Head});
    }
    sheet.name = "Model";
    sheet.frozenRows = kFirstMonth - 1;
    sheet.widths.assign(columns.size(), 15);
    sheet.rows = {{{"Month by month", false, false, 0, CellLook::Title}}, {}, std::move(heads)};
    NumbersOf program(scenario, outcome);
    for (int month = 0; month <= scenario.months; ++month) {
        const Numbers numbers = month == 0 ? program.start() : program.next();
        std::vector<SheetCell> row;
        for (const ModelColumn& column : columns) {
            const std::string& formula = month == 0 ? column.start : column.month;
            const auto known = numbers.find(column.title);
            SheetCell cell{placed(formula, names, kFirstMonth + month), !formula.empty(), false, 0, column.look};
            if (known != numbers.end()) cell.value = known->second;
            cell.blank = known == numbers.end();
            row.push_back(std::move(cell));
        }
        sheet.rows.push_back(std::move(row));
    }
}

std::string ModelSheet::at(std::string_view column, int month) const
{
    const auto found = std::find(m_columns.begin(), m_columns.end(), column);
    return fmt::format("Model!{}{}", columnName(static_cast<std::size_t>(found - m_columns.begin())),
                       kFirstMonth + month);
}

std::string ModelSheet::range(std::string_view column) const
{
    const std::string last = at(column, m_months);
    return at(column, 0) + ":" + last.substr(last.find('!') + 1);
}

std::string ModelSheet::capacityFormula() const
{
    const std::string saved =
        fmt::format("{}*{}*{}*{}", ref(AppropriateShare), ref(TimeSaved), ref(PassThrough), ref(Capture));
    const std::string defects =
        fmt::format("{}*{}/100*{}", ref(ChangesPerMonth), ref(ExtraDefects), ref(CostPerDefect));
    return fmt::format("{0}*({1}-IF({3}*{4}>0,(({5}+{6})*{4}+{2})/({3}*{4}),0))", at("Adoption", m_months), saved,
                       defects, ref(DevelopmentHours), ref(HourlyCost), ref(ExtraReviewHours), ref(ComplianceHours));
}

} // namespace assay::whatif
