// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/saidtable.h"

#include "metrics/adoption/survey.h"
#include "present/cells.h"
#include "present/format.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace assay::present {
namespace {

using metrics::Dimension;

/// Scores by question, of all who answered and of each team.
struct Said
{
    std::map<std::string, std::vector<double>> all;
    std::map<std::string, std::map<std::string, std::vector<double>>> byTeam; ///< team, question
};

Said saidOf(const facts::View& view, const std::vector<domain::SurveyRecord>& answers)
{
    const auto& teams = view.snapshot().teams;
    const auto& chosen = view.filter().teams;
    const DayRange period = view.period();
    Said said;
    for (const auto& answer : answers) {
        if (!answer.score || !std::isfinite(*answer.score) || answer.day < period.from || answer.day > period.to)
            continue;
        const bool team = std::find(teams.begin(), teams.end(), answer.group) != teams.end();
        if (!chosen.empty() && !(team && chosen.contains(answer.group))) continue;
        said.all[answer.question].push_back(*answer.score);
        if (team) said.byTeam[answer.group][answer.question].push_back(*answer.score);
    }
    return said;
}

void addRow(TableSpec& table, const QString& who, const std::string& question, const metrics::Estimate& mean,
            const metrics::Estimate* shown)
{
    TableRow row;
    row.cells = {textCell(who), textCell(question), estimateCell(mean), intervalCell(mean), countsCell(mean)};
    if (shown != nullptr)
        row.cells.insert(row.cells.end(), {estimateCell(*shown), intervalCell(*shown), countsCell(*shown)});
    else
        row.cells.insert(row.cells.end(), 3, missingCell());
    table.rows.push_back(std::move(row));
}

} // namespace

std::optional<TableSpec> saidAndShownTable(Figures& figures, const std::vector<domain::SurveyRecord>& answers,
                                           const QString& id)
{
    const facts::View& view = figures.view();
    const Said said = saidOf(view, answers);
    if (said.all.empty()) return std::nullopt;
    const int minimum = std::max(5, view.filter().minimumGroup);
    TableSpec table;
    table.id = id;
    table.title = QStringLiteral("Trust said, and trust shown");
    table.subtitle =
        QStringLiteral(
            "What people answered in surveys beside what they do; the two are never mixed. Teams in the order "
            "of their names; groups under %1 answers or people are not shown; %2")
            .arg(QString::number(minimum), formatPeriod(view.period()));
    const QString interval = QStringLiteral("95\u00a0% CI");
    const auto column = [](const QString& title, bool number, int stretch) {
        return TableColumn{title, number, stretch};
    };
    table.columns = {column(QStringLiteral("Team"), false, 2),
                     column(QStringLiteral("Question"), false, 4),
                     column(QStringLiteral("Said: mean score"), true, 2),
                     column(interval, false, 2),
                     column(QStringLiteral("n"), true, 2),
                     column(QStringLiteral("Shown: real adoption"), true, 2),
                     column(interval, false, 2),
                     column(QStringLiteral("n"), true, 2)};
    const metrics::Estimate everybody = figures.estimate("real-adoption");
    for (const auto& [question, scores] : said.all)
        addRow(table, QStringLiteral("All teams"), question, metrics::meanScore(scores, view.period(), minimum),
               &everybody);
    const auto& shown = figures.split("real-adoption", {Dimension::Team});
    for (const auto& [team, questions] : said.byTeam) {
        const auto found = std::find_if(shown.begin(), shown.end(),
                                        [&team](const metrics::Bucket& b) { return b.titles.front() == team; });
        for (const auto& [question, scores] : questions)
            addRow(table, text(team), question, metrics::meanScore(scores, view.period(), minimum),
                   found == shown.end() ? nullptr : &found->estimate);
    }
    return table;
}

} // namespace assay::present
