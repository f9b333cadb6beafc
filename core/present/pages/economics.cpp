// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/budgetcharts.h"
#include "present/budgetreasons.h"
#include "present/budgettables.h"
#include "present/budgettext.h"
#include "present/drill.h"
#include "present/format.h"
#include "present/pages/parts.h"
#include "present/whatifspec.h"

#include <algorithm>
#include <cmath>

namespace assay::present {

namespace {

using whatif::Parameter;

/// What the page is made of, each simulated once.
struct Simulated
{
    Budget budget;
    std::vector<Edit> edits;
    bool otherRollout; ///< than the scenario's is tried out
    std::size_t trials;
    Result<whatif::Summary> summary;
    Result<whatif::GoalSeek> need;
    Result<std::vector<whatif::InformationValue>> worth;
};

Simulated simulate(Figures& figures, const BudgetTrial& trial)
{
    const auto [budget, edits] = tried(figures.budgets(), trial);
    const std::size_t trials = trial.trials;
    whatif::SimulationSettings settings;
    settings.trials = trials;
    return {budget,
            edits,
            trial.rollout.has_value(),
            trials,
            figures.budgets().simulated(budget.scenario, trials),
            neededValue(budget.scenario, Parameter::TimeSaved, trials),
            whatif::informationValues(budget.scenario, settings)};
}

QString verdictSentence(const whatif::Summary& s, const whatif::Scenario& scenario)
{
    return QStringLiteral("Over %1 months it gains in **%2** of the trials; half of them %3 %4 or more.")
        .arg(scenario.months)
        .arg(formatPercent(s.probabilityPositive), s.npv.p50 < 0 ? QStringLiteral("lose") : QStringLiteral("gain"),
             formatMoney(std::abs(s.npv.p50), scenario.currency));
}

BannerSpec scenarioBanner(Figures& figures, const Simulated& s)
{
    const Budgets& budgets = figures.budgets();
    const whatif::Scenario& scenario = s.budget.scenario;
    BannerSpec banner;
    banner.title = text(scenario.name);
    banner.text = s.summary ? verdictSentence(*s.summary, scenario) : text(s.summary.error().message);
    banner.tone = s.summary ? Tone::Neutral : Tone::Bad;
    QStringList changed;
    for (const Edit& edit : s.edits) changed << editText(edit, scenario.currency);
    if (s.otherRollout) changed << QStringLiteral("the roll-out");
    if (!changed.isEmpty()) {
        banner.tone = Tone::Attention;
        banner.text += QStringLiteral(" **Tried out, not saved:** ") + changed.join(QStringLiteral("; ")) + u'.';
    }
    if (!scenario.rollout.empty()) banner.text += QStringLiteral(" Roll-out: ") + rolloutText(scenario.rollout) + u'.';
    if (const auto problem = whatif::problemWithStart(scenario, firstMonth(figures.view())); !problem.empty()) {
        banner.tone = Tone::Bad;
        banner.text += u' ' + text(problem);
    }
    if (!s.budget.moved.empty()) {
        banner.tone = Tone::Attention;
        banner.text += u' ' + movedText(s.budget.moved, scenario.currency);
    }
    if (!budgets.measured().carriesNetValue()) {
        banner.tone = Tone::Attention;
        banner.text +=
            QStringLiteral(" **Not yet yours:** time saved or real adoption is not measured here, so this is "
                           "a benchmark's value and no part of the recommendation.");
    }
    const auto measured = std::count_if(scenario.values.begin(), scenario.values.end(),
                                        [](const whatif::Value& v) { return v.origin == whatif::Origin::Measured; });
    banner.sideTitle = QStringLiteral("Assumptions");
    banner.sideStrong = QStringLiteral("%1 of %2 measured here").arg(measured).arg(scenario.values.size());
    const std::string month = currentMonth(figures.view());
    const auto stale = std::count_if(scenario.values.begin(), scenario.values.end(), [&](const whatif::Value& v) {
        return v.origin != whatif::Origin::Judgement && whatif::isStale(v, month);
    });
    banner.sideText =
        stale > 0 ? QStringLiteral("%1 older than 12 months").arg(stale) : QStringLiteral("none older than 12 months");
    return banner;
}

KpiSpec budgetKpi(const char* id, const char* title, const QString& subtitle)
{
    KpiSpec kpi;
    kpi.id = QString::fromUtf8(id);
    kpi.title = QString::fromUtf8(title);
    kpi.subtitle = subtitle;
    kpi.value = QStringLiteral("not computed");
    kpi.interval = QStringLiteral("the scenario has a problem; see above");
    return kpi;
}

KpiSpec capacityKpi(const Simulated& s)
{
    KpiSpec kpi =
        budgetKpi("economics.capacity", "Capacity gained", QStringLiteral("net of review and defects, median"));
    if (!s.summary) return kpi;
    const whatif::Percentiles& gained = s.summary->capacity;
    kpi.value = formatPercent(gained.p50, 1);
    kpi.interval = QStringLiteral("80\u00a0% range %1 … %2 of hours, in the last month")
                       .arg(formatPercent(gained.p10, 1), formatPercent(gained.p90, 1));
    kpi.badge =
        QStringLiteral("vendor claim: %1").arg(formatPercent(s.budget.scenario.at(Parameter::VendorClaim).mode));
    return kpi;
}

KpiSpec paybackKpi(const Simulated& s)
{
    KpiSpec kpi = budgetKpi("economics.payback", "Payback", QStringLiteral("from the first licence paid, median"));
    if (!s.summary) return kpi;
    const int horizon = s.budget.scenario.months;
    kpi.value = paybackText(s.summary->paybackMedian, horizon);
    kpi.interval = QStringLiteral("80\u00a0% range %1 … %2; %3 of trials never")
                       .arg(paybackText(s.summary->paybackP10, horizon), paybackText(s.summary->paybackP90, horizon),
                            formatPercent(s.summary->probabilityNeverPaysBack));
    return kpi;
}

KpiSpec mustKpi(const Simulated& s)
{
    KpiSpec kpi = budgetKpi("economics.must", "What must be true", QStringLiteral("time saved where AI applies"));
    const std::string& currency = s.budget.scenario.currency;
    kpi.details = needText(s.need, Parameter::TimeSaved, currency);
    if (!s.need) {
        kpi.value = QStringLiteral("out of reach");
        kpi.interval = kpi.details;
        return kpi;
    }
    const bool there = s.need->now >= s.need->value;
    kpi.value =
        QStringLiteral("≥ ") + assumptionText(Parameter::TimeSaved, std::round(s.need->value * 1000) / 1000, currency);
    kpi.interval = QStringLiteral("for P(net value > 0) = %1, all else as it is")
                       .arg(formatPercent(decision::kProbabilityToScale));
    kpi.badge =
        QStringLiteral("now ") + assumptionText(Parameter::TimeSaved, std::round(s.need->now * 1000) / 1000, currency);
    kpi.badgeTone = there ? Tone::Good : Tone::Attention;
    return kpi;
}

KpiSpec netKpi(const Simulated& s)
{
    KpiSpec net = netValueKpi("economics.net", "Net value", s.summary, s.budget.scenario);
    net.subtitle =
        QStringLiteral("over %1 months at %2 a year, %3 trials, median")
            .arg(s.budget.scenario.months)
            .arg(formatPercent(s.budget.scenario.discountRate), formatCount(static_cast<std::int64_t>(s.trials)));
    if (!s.summary) return net;
    const double p = s.summary->probabilityPositive;
    net.badge = QStringLiteral("%1 chance of a gain; scaling needs %2")
                    .arg(formatPercent(p), formatPercent(decision::kProbabilityToScale));
    net.badgeTone = p >= decision::kProbabilityToScale ? Tone::Good : p < 0.5 ? Tone::Bad : Tone::Attention;
    return net;
}

NotesSpec stagingNotes(Figures& figures, const Simulated& s)
{
    NotesSpec notes;
    notes.title = QStringLiteral("Before the next tranche");
    const whatif::Scenario& scenario = s.budget.scenario;
    whatif::SimulationSettings settings;
    settings.trials = std::min<std::size_t>(s.trials, 20'480);
    if (s.worth)
        if (const auto rule = whatif::stagingRule(scenario, *s.worth, settings); rule && *rule)
            notes.notes.push_back(
                {QStringLiteral("Break-even in the mean: %1 at %2 %3. Beyond it the mean net value is above zero, "
                                "whatever the chance of a gain; spend the tranche only there. Deciding after measuring "
                                "it, instead of now, is worth "
                                "%4.")
                     .arg(text(whatif::info((*rule)->id).title).toLower(),
                          (*rule)->atLeast ? QStringLiteral("least") : QStringLiteral("most"),
                          assumptionText((*rule)->id, std::round((*rule)->threshold * 1000) / 1000, scenario.currency),
                          formatMoney((*rule)->optionValue, scenario.currency)),
                 Tone::Attention});
    notes.notes.push_back({needText(s.need, Parameter::TimeSaved, scenario.currency), Tone::Neutral});
    for (const std::string& sentence : figures.budgets().measured().missing)
        notes.notes.push_back({QStringLiteral("Not measured: ") + text(sentence), Tone::Unknown});
    for (const std::string& sentence : figures.budgetFacts().remarks)
        notes.notes.push_back({text(sentence), Tone::Attention});
    return notes;
}

/// Measured assumptions open the rows behind their figure.
TableSpec linkedAssumptions(Figures& figures, const Budget& budget, const std::string& month)
{
    TableSpec table = assumptionsTable(budget, month);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto id = whatif::parameters()[i].id;
        const std::string_view measure = figureOf(id).measure;
        if (budget.scenario.at(id).origin == whatif::Origin::Measured && !measure.empty())
            table.rows[i].drill = drillMeasure(measure, figures.view());
    }
    return table;
}

} // namespace

KpiSpec netValueKpi(const char* id, const char* title, const Result<whatif::Summary>& summary,
                    const whatif::Scenario& scenario)
{
    KpiSpec kpi = budgetKpi(id, title, QStringLiteral("scenario “%1”, median").arg(text(scenario.name)));
    if (!summary) {
        kpi.interval = text(summary.error().message);
        return kpi;
    }
    kpi.value = formatMoney(summary->npv.p50, scenario.currency);
    kpi.interval = rangeText(summary->npv, scenario.currency);
    kpi.tone = summary->npv.p50 > 0 ? Tone::Good : Tone::Bad;
    kpi.details =
        QStringLiteral("Net present value before tax at %1 a year, from %2 trials; mean %3.")
            .arg(formatPercent(scenario.discountRate, 1), formatCount(static_cast<std::int64_t>(summary->trials)),
                 formatMoney(summary->npv.mean, scenario.currency));
    return kpi;
}

/// What is dragged changes these at once; what needs many simulations (the goal, the frontier, the value of measuring)
/// follows on release.
LiveSpec liveFigures(const WhatIfSpec& spec, const BudgetTrial& trial)
{
    Simulated s{spec.base,
                {},
                trial.rollout.has_value(),
                trial.trials,
                whatif::Summary{},
                whatif::GoalSeek{},
                std::vector<whatif::InformationValue>{}};
    whatif::Scenario& scenario = s.budget.scenario;
    for (const auto& [id, value] : trial.edits) scenario.at(id) = value;
    s.summary = simulated(scenario, trial.trials);
    LiveSpec live;
    live.kpis = {netKpi(s), paybackKpi(s), capacityKpi(s)};
    live.charts = {fanChart(scenario, trial.trials), waterfallChart(scenario), tornadoChart(scenario),
                   distributionChart(scenario, s.summary)};
    return live;
}

PageSpec economicsPage(const PageInput& input)
{
    PageSpec page = begunPage("economics");
    const auto figures = figuresOf(input);
    const Simulated s = simulate(*figures, input.budgetTrial);
    const whatif::Scenario& scenario = s.budget.scenario;
    page.banners = {scenarioBanner(*figures, s)};
    page.kpis = {netKpi(s), paybackKpi(s), capacityKpi(s), mustKpi(s)};
    const std::string month = currentMonth(figures->view());
    page.blocks = {placed(distributionChart(scenario, s.summary), 0, 0, 6, 320),
                   placed(tornadoChart(scenario), 0, 6, 6, 320),
                   placed(waterfallChart(scenario), 1, 0, 12, 300),
                   placed(fanChart(scenario, s.trials), 2, 0, 7, 300),
                   placed(frontierChart(scenario, s.trials), 2, 7, 5, 300),
                   placed(linesTable(scenario), 3, 0, 12, 520),
                   placed(worthChart(scenario, s.worth), 4, 0, 4, 300),
                   placed(mustTable(scenario, s.worth, s.trials), 4, 4, 5, 300),
                   placed(stagingNotes(*figures, s), 4, 9, 3, 300),
                   placed(sensitivityTable(scenario, s.worth, s.summary), 5, 0, 12, 420),
                   placed(scenariosTable(figures->budgets(), s.trials), 6, 0, 12, 240),
                   placed(idleSeatsTable(*figures), 7, 0, 5, 300),
                   placed(budgetAgainstActual(figures->budgetFacts(), scenario, month), 7, 5, 7, 300),
                   placed(linkedAssumptions(*figures, s.budget, month), 8, 0, 12, 560)};
    page.whatIf = whatIfSpec(*figures, input.budgetTrial);
    page.actions = {{QStringLiteral("scenario-spreadsheet"), QStringLiteral("Spreadsheet…")},
                    {QStringLiteral("scenario-file"), QStringLiteral("Scenario file…")}};
    page.footnote =
        QStringLiteral("%1 trials, seed fixed: equal inputs give equal numbers on any machine. Before tax. ")
            .arg(formatCount(static_cast<std::int64_t>(s.trials))) +
        coverageFootnote(figures->view());
    return page;
}

} // namespace assay::present
