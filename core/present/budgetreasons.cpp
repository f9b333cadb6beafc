// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/budgetreasons.h"

#include "decision/verdict.h"
#include "present/budgettext.h"
#include "present/cells.h"
#include "present/format.h"
#include "whatif/lines.h"

#include <algorithm>
#include <cmath>

namespace assay::present {

namespace {

using whatif::Parameter;

constexpr std::size_t kMostMusts = 6;

Cell numberCell(const QString& words, double value)
{
    Cell cell = textCell(words);
    cell.sort = value;
    return cell;
}

/// To the unit: these are sums that somebody adds up again.
Cell exactCell(double amount)
{
    const double whole = std::round(amount) + 0.0; // no minus before a zero
    return numberCell(formatNumber(whole, 0), amount);
}

Cell shareCell(double share)
{
    return numberCell(formatPercent(share, share < 0.1 ? 1 : 0), share);
}

} // namespace

TableSpec linesTable(const whatif::Scenario& scenario)
{
    const auto lines = whatif::cashLines(scenario, whatif::modesOf(scenario));
    TableSpec table;
    table.id = QStringLiteral("economics.lines");
    table.title = QStringLiteral("The net value line by line");
    table.subtitle =
        QStringLiteral("In %1, every assumption at its most likely value; costs below zero. Years as paid, "
                       "the last column discounted at %2 a year, by month")
            .arg(text(scenario.currency), formatPercent(scenario.discountRate, 1));
    table.columns = {textColumn("Line", 3), textColumn("Each month", 6), numberColumn("At the start", 2)};
    const std::size_t years = lines.front().years.size();
    for (std::size_t year = 1; year <= years; ++year)
        table.columns.push_back({QStringLiteral("Year %1").arg(year), true, 2});
    table.columns.push_back({QStringLiteral("Present value"), true, 2});
    whatif::CashLine sum{"Net value", "the sum of all lines", 0, std::vector<double>(years, 0.0), 0};
    const auto add = [&table](const whatif::CashLine& line, bool strong) {
        TableRow row;
        row.cells = {textCell(text(line.title)), textCell(text(line.formula)), exactCell(line.start)};
        for (const double year : line.years) row.cells.push_back(exactCell(year));
        row.cells.push_back(exactCell(line.present));
        for (Cell& cell : row.cells) cell.strong = strong;
        table.rows.push_back(std::move(row));
    };
    for (const whatif::CashLine& line : lines) {
        add(line, false);
        sum.start += line.start;
        for (std::size_t year = 0; year < years; ++year) sum.years[year] += line.years[year];
        sum.present += line.present;
    }
    add(sum, true);
    const auto rate = whatif::yearlyReturn(scenario, whatif::modesOf(scenario));
    table.footnote =
        (rate ? QStringLiteral("Internal rate of return: %1 a year. ").arg(formatPercent(*rate))
              : QStringLiteral("No internal rate of return: the flows do not change sign exactly once. ")) +
        QStringLiteral("Adopters in month t = eligible × adoption(t); adoption(t) = today + (plateau − today) ÷ (1 + "
                       "exp(−k (t − context months − ramp ÷ 2))), k = 2 ln 9 ÷ ramp%1. A flow of month t is "
                       "discounted by (1 + rate)^(−t ÷ 12). The spreadsheet has every month and cell; the "
                       "distribution differs, as the average of a product is not the product of averages.")
            .arg(scenario.rollout.empty()
                     ? QString()
                     : QStringLiteral("; with a roll-out, the weighted sum over its phases, t from "
                                      "the month before each"));
    return table;
}

TableSpec mustTable(const whatif::Scenario& scenario, const Result<std::vector<whatif::InformationValue>>& worth,
                    std::size_t trials)
{
    TableSpec table;
    table.id = QStringLiteral("economics.must");
    table.title = QStringLiteral("What must be true, one assumption at a time");
    table.subtitle = QStringLiteral("Most likely value needed for P(net value > 0) = %1, all others as they are")
                         .arg(formatPercent(decision::kProbabilityToScale));
    table.columns = {textColumn("Assumption", 4), numberColumn("Now", 2), numberColumn("Needed", 3)};
    table.footnote =
        QStringLiteral("Not the break-even in the mean, which stands under “Before the next tranche”: there "
                       "the mean net value is zero, whatever the chance of a gain.");
    table.empty = QStringLiteral("Every assumption is known exactly, so none is sought for.");
    if (!worth) {
        table.empty = text(worth.error().message);
        return table;
    }
    auto moving = *worth;
    std::stable_sort(moving.begin(), moving.end(), [](const auto& a, const auto& b) { return a.total > b.total; });
    moving.resize(std::min(moving.size(), kMostMusts));
    std::vector<Parameter> ids;
    ids.reserve(moving.size());
    for (const auto& one : moving) ids.push_back(one.id);
    const auto needs = neededValues(scenario, ids, trials);
    for (std::size_t i = 0; i < moving.size(); ++i) {
        const auto& one = moving[i];
        const auto& need = needs[i];
        const double now = scenario.at(one.id).mode;
        TableRow row;
        row.cells = {textCell(text(whatif::info(one.id).title)),
                     numberCell(assumptionText(one.id, now, scenario.currency), now), missingCell()};
        if (need)
            row.cells[2] =
                numberCell((need->atLeast ? QStringLiteral("≥ ") : QStringLiteral("≤ ")) +
                               assumptionText(one.id, std::round(need->value * 1000) / 1000, scenario.currency),
                           need->value);
        else
            row.cells[2] = textCell(QStringLiteral("no possible value"));
        table.rows.push_back(std::move(row));
    }
    return table;
}

TableSpec sensitivityTable(const whatif::Scenario& scenario, const Result<std::vector<whatif::InformationValue>>& worth,
                           const Result<whatif::Summary>& summary)
{
    TableSpec table;
    table.id = QStringLiteral("economics.sensitivity");
    table.title = QStringLiteral("What the spread of the net value comes from");
    table.subtitle = QStringLiteral("Share of its variance that goes when an assumption is known (alone), and that "
                                    "stays when all others are (with others): first-order and total Sobol indices; "
                                    "Spearman's rank correlation with the net value; worth of knowing it before "
                                    "deciding");
    table.columns = {textColumn("Assumption", 4), numberColumn("Alone"), numberColumn("With others"),
                     numberColumn("Rank corr."), numberColumn("Worth knowing", 2)};
    table.empty = worth ? QStringLiteral("Every assumption is known exactly.") : text(worth.error().message);
    if (!worth) return table;
    auto rows = *worth;
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.total > b.total; });
    for (const auto& v : rows) {
        TableRow row;
        row.cells = {textCell(text(whatif::info(v.id).title)), shareCell(v.firstOrder), shareCell(v.total),
                     numberCell(formatNumber(v.rankCorrelation, 2), v.rankCorrelation),
                     numberCell(formatMoney(v.worth, scenario.currency), v.worth)};
        table.rows.push_back(std::move(row));
    }
    if (summary)
        table.footnote = QStringLiteral("Knowing all of them before deciding would be worth %1. Indices under about "
                                        "2\u00a0% are within their error.")
                             .arg(formatMoney(summary->perfectInformation, scenario.currency));
    return table;
}

TableSpec differenceTable(const whatif::Scenario& first, const whatif::Scenario& second,
                          const whatif::ScenarioDifference& difference)
{
    TableSpec table;
    table.id = QStringLiteral("economics.difference");
    table.title = QStringLiteral("What “%1” and “%2” differ in").arg(text(first.name), text(second.name));
    table.columns = {textColumn("Assumption", 4), {text(first.name), false, 4}, {text(second.name), false, 4}};
    table.empty = QStringLiteral("They differ in nothing that enters the model.");
    for (const auto& setting : difference.settings)
        table.rows.push_back(
            {{textCell(text(setting.title)), textCell(text(setting.first)), textCell(text(setting.second))}, {}});
    for (const auto& one : difference.assumptions)
        table.rows.push_back(
            {{textCell(text(whatif::info(one.id).title)), textCell(assumptionText(one.id, one.first, first.currency)),
              textCell(assumptionText(one.id, one.second, second.currency))},
             {}});
    table.footnote =
        QStringLiteral("Net value of “%1” less that of “%2”, trial by trial with the same luck: %3 in the mean, "
                       "80\u00a0% range %4 … %5; more in %6 of the trials, the same in %7.")
            .arg(text(second.name), text(first.name), formatMoney(difference.npv.mean, first.currency),
                 formatMoney(difference.npv.p10, first.currency), formatMoney(difference.npv.p90, first.currency),
                 formatPercent(difference.probabilityMore), formatPercent(difference.probabilityEqual));
    return table;
}

} // namespace assay::present
