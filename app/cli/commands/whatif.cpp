// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "present/budgetjson.h"
#include "present/budgettables.h"
#include "present/budgettext.h"
#include "present/format.h"
#include "present/json.h"
#include "session/whatifjob.h"

#include <fmt/format.h>
#include <map>
#include <numeric>

namespace assay::cli {
namespace {

std::string words(const QString& text)
{
    return text.toStdString();
}

session::WhatIfRequest requestOf(const WhatIfOptions& options)
{
    session::WhatIfRequest request;
    request.scenario = options.scenario;
    request.set = options.set;
    request.phases = options.phases;
    request.months = options.months;
    request.discountRate = options.discountRate;
    request.start = options.start;
    request.over = options.over;
    request.against = options.against;
    // The command line has refused every other word.
    static const std::map<std::string, whatif::Hosting> hostings{{"cloud", whatif::Hosting::Cloud},
                                                                 {"hybrid", whatif::Hosting::Hybrid},
                                                                 {"on-premise", whatif::Hosting::OnPremise}};
    static const std::map<std::string, whatif::Approach> approaches{
        {"buy", whatif::Approach::Buy}, {"mixed", whatif::Approach::Mixed}, {"build", whatif::Approach::Build}};
    if (!options.hosting.empty()) request.hosting = hostings.at(options.hosting);
    if (!options.approach.empty()) request.approach = approaches.at(options.approach);
    request.simulation.trials = options.trials;
    request.simulation.seed = options.seed;
    if (!options.goal.empty()) request.goal = session::GoalRequest{options.goal, options.solve};
    return request;
}

void printTable(const present::TableSpec& table, const std::vector<std::size_t>& columns, const Output& out)
{
    std::vector<std::vector<std::string>> rows(1);
    for (const std::size_t c : columns) rows.front().push_back(words(table.columns[c].title.toUpper()));
    for (const auto& row : table.rows) {
        std::vector<std::string> cells;
        cells.reserve(columns.size());
        for (const std::size_t c : columns) cells.push_back(words(row.cells[c].text));
        rows.push_back(std::move(cells));
    }
    out.table(rows);
}

std::vector<std::size_t> columnsOf(const present::TableSpec& table)
{
    std::vector<std::size_t> all(table.columns.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

QJsonObject begunJson(const present::Budget& budget, const std::string& today)
{
    QJsonArray changed;
    for (const auto& moved : budget.moved) changed.append(present::movedText(moved, budget.scenario.currency));
    QJsonArray rollout;
    for (const auto& phase : budget.scenario.rollout)
        rollout.append(QJsonObject{{QStringLiteral("team"), utf8(phase.team)},
                                   {QStringLiteral("tasks"), utf8(phase.tasks)},
                                   {QStringLiteral("month"), phase.month},
                                   {QStringLiteral("people"), phase.people},
                                   {QStringLiteral("work"), phase.work}});
    return {{QStringLiteral("scenario"), utf8(budget.scenario.name)},
            {QStringLiteral("rollout"), rollout},
            {QStringLiteral("stored"), budget.stored},
            {QStringLiteral("currency"), utf8(budget.scenario.currency)},
            {QStringLiteral("months"), budget.scenario.months},
            {QStringLiteral("discount_rate"), budget.scenario.discountRate},
            {QStringLiteral("start"),
             budget.scenario.start.empty() ? QJsonValue() : QJsonValue(utf8(budget.scenario.start))},
            {QStringLiteral("changed"), changed},
            {QStringLiteral("assumptions"), present::assumptionsJson(budget, today)}};
}

QJsonObject againstJson(const session::Against& against)
{
    const auto& difference = against.difference;
    return {{QStringLiteral("scenario"), utf8(against.other.name)},
            {QStringLiteral("equal"), difference.equal()},
            {QStringLiteral("npv"), present::toJson(difference.npv)},
            {QStringLiteral("probability_more"), difference.probabilityMore},
            {QStringLiteral("probability_equal"), difference.probabilityEqual}};
}

QJsonObject toJson(const session::WhatIfAnswer& a, const WhatIfOptions& options)
{
    QJsonObject json = begunJson(a.budget, a.today);
    QJsonArray missing;
    for (const auto& sentence : a.measured.missing) missing.append(utf8(sentence));
    json[QStringLiteral("not_measured")] = missing;
    json[QStringLiteral("seed")] = static_cast<qint64>(options.seed);
    json[QStringLiteral("simulated")] = present::toJson(a.summary);
    json[QStringLiteral("first_year")] = present::toJson(a.firstYear);
    json[QStringLiteral("most_likely")] = present::toJson(a.likely);
    json[QStringLiteral("waterfall")] = present::toJson(a.waterfall);
    json[QStringLiteral("fan")] = present::toJson(a.fan);
    json[QStringLiteral("tornado")] = present::toJson(a.tornado);
    json[QStringLiteral("worth_measuring")] = present::toJson(a.worth);
    json[QStringLiteral("staging")] = a.staging ? QJsonValue(present::toJson(*a.staging)) : QJsonValue();
    QJsonArray frontier;
    for (const auto& point : a.frontier)
        frontier.append(
            QJsonObject{{QStringLiteral("at"), point.first},
                        {QStringLiteral("needed"), point.second ? QJsonValue(*point.second) : QJsonValue()}});
    json[QStringLiteral("frontier")] = frontier;
    if (a.against) json[QStringLiteral("against")] = againstJson(*a.against);
    for (const auto& table : a.decisions)
        json[table.id.section(QLatin1Char('.'), 1) + QStringLiteral("_table")] = present::toJson(table);
    json[QStringLiteral("goal")] = a.goal ? QJsonValue(present::toJson(*a.goal)) : QJsonValue();
    return json;
}

void printFigures(const session::WhatIfAnswer& a, const Output& out)
{
    const auto& s = a.summary;
    const auto& scenario = a.budget.scenario;
    const auto money = [&](double amount) { return words(present::formatMoney(amount, scenario.currency)); };
    const auto percent = [](double share) { return words(present::formatPercent(share, 1)); };
    const auto payback = [&](const std::optional<double>& m) {
        return words(present::paybackText(m, scenario.months));
    };
    out.line(fmt::format("{}: {} months, {} trials", scenario.name, scenario.months, s.trials));
    out.table({{"", "P10", "P50", "P90", "MEAN"},
               {"Net value", money(s.npv.p10), money(s.npv.p50), money(s.npv.p90), money(s.npv.mean)},
               {"Net value, 12 months", money(a.firstYear.npv.p10), money(a.firstYear.npv.p50),
                money(a.firstYear.npv.p90), money(a.firstYear.npv.mean)},
               {"Return on cost", percent(s.roi.p10), percent(s.roi.p50), percent(s.roi.p90), percent(s.roi.mean)},
               {"Capacity gained", percent(s.capacity.p10), percent(s.capacity.p50), percent(s.capacity.p90),
                percent(s.capacity.mean)},
               {"Payback", payback(s.paybackP10), payback(s.paybackMedian), payback(s.paybackP90), ""}});
    out.line(fmt::format("P(net value > 0): {}", percent(s.probabilityPositive)));
    out.line("From the vendor's claim to what is banked, most likely values:");
    std::vector<std::vector<std::string>> steps{{"STEP", "CHANGE", "LEFT"}};
    for (const auto& step : a.waterfall) steps.push_back({step.title, percent(step.change), percent(step.level)});
    out.table(steps);
}

void printSensitivity(const session::WhatIfAnswer& a, const WhatIfOptions& options, const Output& out)
{
    const auto& currency = a.budget.scenario.currency;
    const auto money = [&](double amount) { return words(present::formatMoney(amount, currency)); };
    constexpr std::size_t kMostRows = 8;
    std::vector<std::vector<std::string>> rows{{"ASSUMPTION", "FROM", "TO", "NET VALUE FROM", "TO"}};
    for (std::size_t i = 0; i < std::min(kMostRows, a.tornado.size()); ++i) {
        const auto& bar = a.tornado[i];
        rows.push_back(
            {std::string(whatif::info(bar.id).title), words(present::assumptionText(bar.id, bar.low, currency)),
             words(present::assumptionText(bar.id, bar.high, currency)), money(bar.npvAtLow), money(bar.npvAtHigh)});
    }
    out.line("One assumption from its 10th to its 90th percentile, the others most likely:");
    out.table(rows);
    if (a.staging)
        out.line(fmt::format("Spend the next tranche only if {} is at {} {}; deciding after measuring it is worth {}.",
                             whatif::info(a.staging->id).title, a.staging->atLeast ? "least" : "most",
                             words(present::assumptionText(a.staging->id, a.staging->threshold, currency)),
                             money(a.staging->optionValue)));
    if (a.goal) {
        const auto id = *whatif::parameterByKey(options.solve);
        out.line(fmt::format("For {}: {} of at {} {}; now {}.", options.goal, whatif::info(id).title,
                             a.goal->atLeast ? "least" : "most",
                             words(present::assumptionText(id, a.goal->value, currency)),
                             words(present::assumptionText(id, a.goal->now, currency))));
    }
    if (!a.frontier.empty()) {
        const auto first = *whatif::parameterByKey(options.over.substr(0, options.over.find('=')));
        const auto second = *whatif::parameterByKey(options.solve);
        std::vector<std::vector<std::string>> points{
            {std::string(whatif::info(first).title), std::string(whatif::info(second).title) + ", needed"}};
        for (const auto& point : a.frontier)
            points.push_back({words(present::assumptionText(first, point.first, currency)),
                              point.second ? words(present::assumptionText(second, *point.second, currency))
                                           : std::string("no possible value")});
        out.line(fmt::format("For {}:", options.goal));
        out.table(points);
    }
    for (const auto& moved : a.budget.moved) out.message(words(present::movedText(moved, currency)));
    for (const auto& sentence : a.measured.missing) out.message("Not measured: " + sentence);
}

/// The tables that the page decides by.
void printDecisions(const session::WhatIfAnswer& a, const Output& out)
{
    for (const auto& table : a.decisions) {
        out.line(words(table.title + u':'));
        if (table.rows.empty())
            out.line("  " + words(table.empty));
        else
            printTable(table, columnsOf(table), out);
        if (!table.footnote.isEmpty()) out.line(words(table.footnote));
    }
}

int listAssumptions(const session::Session& session, const WhatIfOptions& options, const Output& out)
{
    const auto budget = session::chooseBudget(session, options.filter, requestOf(options));
    if (!budget) return out.fail(budget.error());
    const std::string today = present::currentMonth(facts::View(session.snapshot(), options.filter));
    if (out.text()) {
        auto table = present::assumptionsTable(*budget, today);
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            table.rows[i].cells[0].text = utf8(whatif::parameters()[i].key);
        table.columns[0].title = QStringLiteral("id");
        printTable(table, {0, 1, 2, 3, 5, 6, 4}, out);
    } else if (out.format() == Format::JsonLines) {
        out.list(QStringLiteral("assumptions"), present::assumptionsJson(*budget, today));
    } else {
        out.json(begunJson(*budget, today));
    }
    return 0;
}

/// `--save`, `--write` and `--lead`: what is kept of the scenario.
Result<void> keep(const session::Session& session, const WhatIfOptions& options)
{
    if (!options.save.empty() || !options.write.empty()) {
        auto budget = session::chooseBudget(session, options.filter, requestOf(options));
        if (!budget) return Failure(budget.error());
        budget->scenario = session::signedScenario(std::move(budget->scenario), options.by);
        if (!options.save.empty()) budget->scenario.name = options.save;
        if (!options.write.empty())
            if (auto written = session::writeScenarioFile(budget->scenario, options.write); !written) return written;
        if (!options.save.empty())
            if (auto saved = session::saveScenario(session, budget->scenario, options.lead); !saved) return saved;
    } else if (options.lead) {
        return session::leadWith(session, options.scenario);
    }
    return {};
}

Result<void> spreadsheet(const session::Session& session, const WhatIfOptions& options)
{
    const auto request = requestOf(options);
    const auto budget = session::chooseBudget(session, options.filter, request);
    if (!budget) return Failure(budget.error());
    return session::writeSpreadsheet(session, budget->scenario, request.simulation, options.xlsx);
}

} // namespace

int run(const WhatIfOptions& options, const Output& out)
{
    auto session = openFor(options.workspace, options.filter);
    if (!session) return out.fail(session.error());
    if (options.update) {
        const auto updated = session::updateScenario(**session, options.scenario);
        if (!updated) return out.fail(updated.error());
        session = openFor(options.workspace, options.filter);
        if (!session) return out.fail(session.error());
    }
    if (const auto kept = keep(**session, options); !kept) return out.fail(kept.error());
    if (options.remove) {
        const auto removed = session::removeScenario(**session, options.scenario);
        if (!removed) return out.fail(removed.error());
        out.message(fmt::format("Removed the scenario “{}”.", options.scenario));
        return 0;
    }
    if (options.list) return listAssumptions(**session, options, out);
    if (!options.xlsx.empty())
        if (auto written = spreadsheet(**session, options); !written) return out.fail(written.error());
    const auto answer = session::whatIf(**session, options.filter, requestOf(options));
    if (!answer) return out.fail(answer.error());
    if (out.text()) {
        printFigures(*answer, out);
        printSensitivity(*answer, options, out);
        printDecisions(*answer, out);
    } else if (out.format() == Format::JsonLines) {
        out.jsonLine(toJson(*answer, options));
    } else {
        out.json(toJson(*answer, options));
    }
    return 0;
}

} // namespace assay::cli
