// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/budgettables.h"

#include "present/budgettext.h"
#include "present/cells.h"
#include "present/drill.h"
#include "present/estimatetext.h"
#include "present/figures.h"
#include "present/format.h"
#include "whatif/lines.h"
#include "whatif/scenariofile.h"
#include "whatif/yearmonth.h"

#include <algorithm>

namespace assay::present {

namespace {

Cell sortedCell(const QString& words, double value)
{
    Cell cell = textCell(words);
    cell.sort = value;
    return cell;
}

Cell moneyCell(double amount, const std::string& currency)
{
    return sortedCell(formatMoney(amount, currency), amount);
}

Cell badgeCell(const QString& words, Tone tone)
{
    Cell cell = textCell(words, tone);
    cell.badge = true;
    return cell;
}

TableRow assumptionRow(const Budget& budget, const whatif::ParameterInfo& row, const std::string& month)
{
    const whatif::Value& value = budget.scenario.at(row.id);
    const std::string& currency = budget.scenario.currency;
    const auto moved =
        std::find_if(budget.moved.begin(), budget.moved.end(), [&](const whatif::Moved& m) { return m.id == row.id; });
    QString state;
    if (moved != budget.moved.end())
        state = QStringLiteral("now %1").arg(assumptionText(row.id, moved->now.mode, currency));
    else if (value.origin != whatif::Origin::Judgement && whatif::isStale(value, month))
        state = QStringLiteral("stale: over 12 months old");
    const bool known = value.spread == whatif::Spread::Fixed || value.low == value.high;
    TableRow cells;
    cells.cells = {
        textCell(text(row.title)),
        sortedCell(assumptionText(row.id, value.mode, currency), value.mode),
        known ? textCell(QStringLiteral("known"))
              : textCell(QStringLiteral("%1 … %2, %3")
                             .arg(assumptionText(row.id, value.low, currency),
                                  assumptionText(row.id, value.high, currency), text(whatif::spreadId(value.spread)))),
        badgeCell(originWord(value.origin), originTone(value.origin)),
        textCell(text(value.source)),
        value.asOf.empty() ? missingCell() : textCell(text(value.asOf)),
        state.isEmpty() ? textCell(QString()) : badgeCell(state, Tone::Attention),
        textCell(text(row.effect))};
    return cells;
}

std::vector<Cell> simulatedCells(const whatif::Scenario& scenario, const whatif::Summary& s)
{
    const std::string& currency = scenario.currency;
    return {moneyCell(s.npv.p50, currency),
            textCell(QStringLiteral("%1 … %2").arg(formatMoney(s.npv.p10, currency), formatMoney(s.npv.p90, currency))),
            sortedCell(formatPercent(s.probabilityPositive), s.probabilityPositive),
            sortedCell(paybackText(s.paybackMedian, scenario.months), s.paybackMedian.value_or(1e9)),
            sortedCell(formatPercent(s.roi.p50), s.roi.p50),
            sortedCell(formatPercent(s.capacity.p50, 1), s.capacity.p50)};
}

/// What the scenario spends on tools in a calendar month: as today before it begins, nothing known after it ends.
class ToolPlan
{
public:
    ToolPlan(const whatif::Scenario& scenario, const std::string& dataEnd)
        : m_start(whatif::monthNumber(scenario.start)), m_today(whatif::toolCostToday(scenario)),
          m_costs(whatif::toolCosts(scenario))
    {
        if (!m_start)
            if (const auto end = whatif::monthNumber(dataEnd)) m_start = *end + 1;
    }

    [[nodiscard]] std::optional<double> in(int month) const
    {
        const int at = month - m_start.value_or(month + 1);
        if (at < 0) return m_today;
        if (at >= static_cast<int>(m_costs.size())) return std::nullopt;
        return m_costs[static_cast<std::size_t>(at)];
    }
    [[nodiscard]] std::string start() const { return m_start ? whatif::monthText(*m_start) : std::string(); }

private:
    std::optional<int> m_start;
    double m_today;
    std::vector<double> m_costs;
};

/// Invoices of a year month by month beside the plan, and their sums so far.
class YearSoFar
{
public:
    YearSoFar(TableSpec& table, std::string currency) : m_table(table), m_currency(std::move(currency)) {}

    void add(const QString& title, double amount, std::optional<double> plan)
    {
        m_paid += amount;
        m_planned = m_planned && plan ? std::optional(*m_planned + *plan) : std::nullopt;
        Cell planned = missingCell();
        Cell over = missingCell();
        if (plan) {
            planned = moneyCell(*plan, m_currency);
            over = moneyCell(amount - *plan, m_currency);
        }
        m_table.rows.push_back(
            {{textCell(title), moneyCell(amount, m_currency), planned, over, moneyCell(m_paid, m_currency),
              m_planned ? moneyCell(*m_planned, m_currency) : missingCell()},
             {}});
    }

private:
    TableSpec& m_table;
    std::string m_currency;
    double m_paid = 0;
    std::optional<double> m_planned = 0;
};

int monthOf(Day day)
{
    return whatif::monthNumber(isoDay(day)).value_or(0);
}

} // namespace

TableSpec assumptionsTable(const Budget& budget, const std::string& month)
{
    TableSpec table;
    table.id = QStringLiteral("economics.assumptions");
    table.title = QStringLiteral("Every assumption of “%1”").arg(text(budget.scenario.name));
    table.subtitle =
        QStringLiteral("Most likely value, range, where it comes from and what it does; over %1 months, "
                       "discounted at %2 a year, in %3, before tax%4")
            .arg(budget.scenario.months)
            .arg(formatPercent(budget.scenario.discountRate, 1), text(budget.scenario.currency),
                 budget.scenario.start.empty() ? QString()
                                               : QStringLiteral(", from %1").arg(text(budget.scenario.start)));
    table.columns = {textColumn("Assumption", 3), numberColumn("Value", 2), textColumn("Range", 2),
                     textColumn("Kind", 2),       textColumn("Source", 4),  textColumn("As of"),
                     textColumn("State", 2),      textColumn("Effect", 4)};
    for (const whatif::ParameterInfo& row : whatif::parameters())
        table.rows.push_back(assumptionRow(budget, row, month));
    QStringList together;
    for (const whatif::Correlation& c : budget.scenario.correlations)
        together << QStringLiteral("%1 and %2: %3")
                        .arg(text(whatif::info(c.first).title), text(whatif::info(c.second).title),
                             formatNumber(c.value, 2));
    table.footnote =
        QStringLiteral("Triangular, pert and uniform ranges are the whole of what is drawn; normal and log-normal ones "
                       "go from the 10th to the 90th percentile. Going up and down together (correlation of their "
                       "normal scores): %1.")
            .arg(together.isEmpty() ? QStringLiteral("none") : together.join(QStringLiteral("; ")));
    return table;
}

TableSpec scenariosTable(const Budgets& budgets, std::size_t trials)
{
    TableSpec table;
    table.id = QStringLiteral("economics.scenarios");
    table.title = QStringLiteral("Scenarios side by side");
    table.subtitle = QStringLiteral("Net present value, return on cost and capacity gained from %1 trials; all share "
                                    "the same draws: differences are no noise of the simulation, but rest on the "
                                    "assumptions as the figures do")
                         .arg(formatCount(static_cast<std::int64_t>(trials)));
    table.columns = {textColumn("Scenario", 3),  numberColumn("Median", 2),  textColumn("80\u00a0% range", 3),
                     numberColumn("P(net > 0)"), numberColumn("Payback", 2), numberColumn("Return"),
                     numberColumn("Capacity"),   textColumn("State", 4)};
    for (const Budget& budget : budgets.all()) {
        TableRow row;
        row.cells = {textCell(text(budget.scenario.name))};
        const auto summary = budgets.simulated(budget.scenario, trials);
        std::vector<Cell> cells(6, missingCell());
        if (summary) cells = simulatedCells(budget.scenario, *summary);
        row.cells.insert(row.cells.end(), cells.begin(), cells.end());
        QString state = budget.stored ? QStringLiteral("saved %1").arg(formatDay(budget.savedOn))
                                      : QStringLiteral("starting point, not saved");
        if (!budget.moved.empty()) state = movedText(budget.moved.front(), budget.scenario.currency);
        if (!summary) state = text(summary.error().message);
        row.cells.push_back(textCell(state, budget.moved.empty() && summary ? Tone::Neutral : Tone::Attention));
        table.rows.push_back(std::move(row));
    }
    return table;
}

TableSpec idleSeatsTable(Figures& figures)
{
    TableSpec table;
    table.id = QStringLiteral("economics.idle");
    table.title = QStringLiteral("Seats to reclaim");
    table.subtitle =
        QStringLiteral("Held on the last day, no use in 28 days; a row opens the team's seats, idle ones first");
    table.columns = {textColumn("Team", 3), numberColumn("Idle seats"), numberColumn("Per month", 2)};
    const auto& costs = figures.split("idle-seat-cost", {metrics::Dimension::Team});
    const DrillCells drills = drillSplit("idle-seats", figures.view(), {metrics::Dimension::Team});
    double total = 0;
    for (const metrics::Bucket& bucket : figures.split("idle-seats", {metrics::Dimension::Team})) {
        if (bucket.estimate.value && *bucket.estimate.value <= 0) continue;
        const auto cost =
            std::find_if(costs.begin(), costs.end(), [&](const metrics::Bucket& c) { return c.keys == bucket.keys; });
        TableRow row;
        if (const auto drill = drills.find(bucket.keys); drill != drills.end()) row.drill = drill->second;
        row.cells = {textCell(text(bucket.titles.front())), textCell(bareFigureText(bucket.estimate)), missingCell()};
        if (bucket.estimate.value) row.cells[1].sort = *bucket.estimate.value;
        if (cost != costs.end() && cost->estimate.value) {
            row.cells[2] = moneyCell(*cost->estimate.value, figures.budgetFacts().currency);
            total += *cost->estimate.value;
        }
        table.rows.push_back(std::move(row));
    }
    table.empty = QStringLiteral("No idle seats are known; a list of seats and usage data would show them.");
    if (total > 0)
        table.footnote = QStringLiteral("Reclaiming those shown saves %1 a year at list price.")
                             .arg(formatMoney(12 * total, figures.budgetFacts().currency));
    return table;
}

TableSpec budgetAgainstActual(const BudgetFacts& facts, const whatif::Scenario& scenario, const std::string& dataEnd)
{
    TableSpec table;
    table.id = QStringLiteral("economics.actual");
    table.title = QStringLiteral("Budget against actual");
    table.empty = QStringLiteral("No invoices yet: import them to compare the budget with what was paid.");
    if (facts.invoiced.empty()) return table;
    if (facts.currency != scenario.currency) {
        table.empty = QStringLiteral("Invoices are in %1 and the scenario in %2: sums of two currencies cannot be "
                                     "compared.")
                          .arg(text(facts.currency), text(scenario.currency));
        return table;
    }
    const ToolPlan plan(scenario, dataEnd);
    table.subtitle = QStringLiteral("Invoiced against the scenario's licences and usage at its most likely values; "
                                    "before it starts in %1, at today's adoption")
                         .arg(text(plan.start()));
    table.columns = {textColumn("Month", 2),   numberColumn("Invoiced"),     numberColumn("Budget"),
                     numberColumn("Over (+)"), numberColumn("Year to date"), numberColumn("Budget to date")};
    YearSoFar year(table, facts.currency);
    const int last = monthOf(facts.invoiced.back().month);
    for (const InvoicedMonth& month : facts.invoiced)
        if (const int number = monthOf(month.month); number / 12 == last / 12)
            year.add(formatMonth(month.month), month.total, plan.in(number));
    const int left = 11 - last % 12;
    if (left == 0) return table;
    double recent = 0;
    const std::size_t n = std::min<std::size_t>(3, facts.invoiced.size());
    for (std::size_t i = facts.invoiced.size() - n; i < facts.invoiced.size(); ++i)
        recent += facts.invoiced[i].total / static_cast<double>(n);
    std::optional<double> planned = 0;
    for (int month = last + 1; month <= last + left; ++month) {
        const auto one = plan.in(month);
        planned = planned && one ? std::optional(*planned + *one) : std::nullopt;
    }
    year.add(QStringLiteral("Rest of the year, forecast"), left * recent, planned);
    table.footnote = QStringLiteral("Forecast: %1 more months at the mean of the last %2.").arg(left).arg(n);
    return table;
}

} // namespace assay::present
