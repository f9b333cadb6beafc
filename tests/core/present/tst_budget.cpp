// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/budget.h"
#include "present/budgetcharts.h"
#include "present/budgetreasons.h"
#include "present/budgettables.h"
#include "present/budgettext.h"
#include "present/figures.h"
#include "present/whatifspec.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace assay;
using namespace assay::present;
using assay::test::ChangeRow;
using assay::test::TinySnapshot;
using whatif::Parameter;

namespace {

constexpr int kLast = 99; // the day that is judged

/// Ten people: nine with a seat of 19 a month, six of them habitual, four of those with AI-assisted code that lasts.
TinySnapshot organisation()
{
    TinySnapshot s(10, 2, kLast + 1.0);
    s.raw().span.to = fromEpochDay(test::day(kLast));
    s.raw().telemetry = {{0, test::day(0), test::day(kLast)}};
    for (std::size_t i = 1; i < 10; ++i) {
        facts::Seat seat;
        seat.tool = 0;
        seat.from = test::day(0);
        seat.snapshot = test::day(kLast);
        seat.lastSignIn = test::day(50);
        seat.pricePerMonth = i == 9 ? test::kUnknown : 19;
        s.raw().people.seats[i] = {seat};
    }
    s.raw().people.seats[0] = {facts::Seat{0, test::day(0), test::day(50)}}; // given back
    for (int i = 4; i < 10; ++i)
        for (int week = 0; week < 3; ++week)
            for (const int offset : {5, 2}) s.addUsage(i, test::day(kLast - 7 * week - offset));
    for (int i = 6; i < 10; ++i) s.add(ChangeRow{.merged = 10, .p = 1, .author = i, .team = i % 2, .born = 100});
    for (int i = 5; i < 10; ++i) s.add(ChangeRow{.merged = 50.0 + i, .p = 1, .author = i, .team = i % 2, .born = 100});
    for (int i = 0; i < 10; ++i)
        s.add(ChangeRow{.merged = 80.0 + i, .p = i < 5 ? 0.0 : 1.0, .author = i, .team = i % 2, .born = 10});
    s.addDeath(4, 10, 51); // of person 5's
    return s;
}

BudgetFacts accounts()
{
    BudgetFacts facts;
    facts.currency = "EUR";
    facts.hourlyCost = 95;
    for (int month = 1; month <= 8; ++month)
        facts.invoiced.push_back(
            {Day{std::chrono::days(30 * month)}, 500.0 + month, month <= 2 ? 4000.0 : 60.0 + month});
    return facts;
}

const whatif::Value* valueOf(const Measured& measured, Parameter id)
{
    const auto found = std::find_if(measured.values.begin(), measured.values.end(),
                                    [id](const whatif::Measurement& m) { return m.id == id; });
    return found == measured.values.end() ? nullptr : &found->value;
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-9;
}

bool mentions(const Measured& measured, const char* title)
{
    return std::any_of(measured.missing.begin(), measured.missing.end(),
                       [title](const std::string& sentence) { return sentence.starts_with(title); });
}

} // namespace

class TestBudget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAndPrices();
    void adoptionCarriesItsInterval();
    void usageOverAdopters();
    void changesPerAdopter();
    void ofATeamNoInvoices();
    void nothingMeasuredIsSaid();
    void measuredReachesTheSliders();
    void budgetFollowsThePlan();
    void waterfallAddsUp();
    void choicesAreEdits();
    void everyUncertainAssumptionIsRanked();
    void whatMovedIsOneQuestion();
};

void TestBudget::countsAndPrices()
{
    Figures figures(organisation().view(), {}, {}, accounts());
    const Measured measured = measure(figures);
    for (const auto& [id, expected] : {std::pair{Parameter::EligiblePeople, 10.0},
                                       {Parameter::Seats, 9.0},
                                       {Parameter::SeatPrice, 19.0},
                                       {Parameter::HourlyCost, 95.0}}) {
        const auto* value = valueOf(measured, id);
        QVERIFY2(value != nullptr, whatif::info(id).key.data());
        QCOMPARE(value->mode, expected);
        QVERIFY(value->spread == whatif::Spread::Fixed);
        QVERIFY(value->origin == whatif::Origin::Measured);
        QCOMPARE(value->asOf, std::string("2026-04"));
    }
}

void TestBudget::adoptionCarriesItsInterval()
{
    Figures figures(organisation().view(), {}, {}, accounts());
    const metrics::Estimate real = figures.estimate("real-adoption");
    QVERIFY(real.value.has_value());
    QCOMPARE(*real.value, 0.4);
    const Measured measured = measure(figures);
    const auto* today = valueOf(measured, Parameter::AdoptionToday);
    QVERIFY(today != nullptr);
    QCOMPARE(today->mode, 0.4);
    // The 10th and 90th percentile of the normal curve with that 95 % interval, cut where it is impossible.
    const double reach = (*real.high - *real.low) / 2 * 1.2815515655446004 / 1.959963984540054;
    QVERIFY(near(today->low, std::max(0.0, 0.4 - reach)));
    QVERIFY(near(today->high, std::min(1.0, 0.4 + reach)));
    const auto* plateau = valueOf(measured, Parameter::AdoptionPlateau);
    QVERIFY2(plateau != nullptr && plateau->mode == 0.4, "already beyond the usual plateau");
}

/// The last six months, least, mean and most, over four adopters; what came before does not count.
void TestBudget::usageOverAdopters()
{
    Figures figures(organisation().view(), {}, {}, accounts());
    const Measured measured = measure(figures);
    const auto* usage = valueOf(measured, Parameter::UsageCost);
    QVERIFY(usage != nullptr);
    QVERIFY(near(usage->low, 63.0 / 4));
    QVERIFY(near(usage->mode, 65.5 / 4));
    QVERIFY(near(usage->high, 68.0 / 4));
}

/// Ten AI-assisted changes in twelve weeks by four adopters, with the interval of a Poisson count.
void TestBudget::changesPerAdopter()
{
    Figures figures(organisation().view(), {}, {}, accounts());
    const Measured measured = measure(figures);
    const auto* changes = valueOf(measured, Parameter::ChangesPerMonth);
    QVERIFY(changes != nullptr);
    const double each = 30.4375 / 84 / 4;
    const double reach = std::sqrt(10.0) * 1.2815515655446004;
    QVERIFY(near(changes->mode, 10 * each));
    QVERIFY(std::abs(changes->low - (10 - reach) * each) < 1e-5);
    QVERIFY(std::abs(changes->high - (10 + reach) * each) < 1e-5);
}

void TestBudget::ofATeamNoInvoices()
{
    facts::Filter filter;
    filter.teams = {"Team A"};
    Figures figures(organisation().view(filter), {}, {}, accounts());
    const Measured measured = measure(figures);
    QVERIFY2(valueOf(measured, Parameter::UsageCost) == nullptr, "an invoice is of the whole organisation");
    const auto* eligible = valueOf(measured, Parameter::EligiblePeople);
    QVERIFY(eligible != nullptr);
    QCOMPARE(eligible->mode, 5.0);
}

/// Too little data gives no number at all, never one that is not a number; a sentence says why.
void TestBudget::nothingMeasuredIsSaid()
{
    TinySnapshot empty(6, 1, 20);
    Figures figures(empty.view(), {}, {}, {});
    const Measured measured = measure(figures);
    for (const whatif::Measurement& m : measured.values)
        for (const double part : {m.value.low, m.value.mode, m.value.high}) QVERIFY(std::isfinite(part));
    for (const char* title : {"Time saved on that work", "Seats paid for", "Extra defects"})
        QVERIFY2(mentions(measured, title), title);
    QVERIFY(valueOf(measured, Parameter::TimeSaved) == nullptr);
    QVERIFY(!measured.carriesNetValue());
    QVERIFY(!figures.budgets().probabilityNetPositive());
}

void TestBudget::measuredReachesTheSliders()
{
    Figures figures(organisation().view(), {}, {}, accounts());
    const auto spec = whatIfSpec(figures, {});
    QCOMPARE(spec->sliders.size(), whatif::kParameters);
    const auto seats = slider(*spec, {}, QStringLiteral("seats"));
    QCOMPARE(seats.mode, 9.0);
    QVERIFY(seats.known);
    QCOMPARE(seats.origin, QStringLiteral("measured · 2026-04"));
    QCOMPARE(slider(*spec, {}, QStringLiteral("hourly-cost")).value, QStringLiteral("EUR\u00a095.00"));
    for (const SliderSpec& one : spec->sliders) {
        QVERIFY2(one.from <= one.low && one.low <= one.mode && one.mode <= one.high && one.high <= one.to,
                 qPrintable(one.id));
        QVERIFY2(one.step > 0 && one.step <= one.to - one.from, qPrintable(one.id));
    }
}

/// Before the scenario starts the budget is today's; then its roll-out counts month by month, also in the forecast.
void TestBudget::budgetFollowsThePlan()
{
    BudgetFacts facts = accounts();
    whatif::Scenario s;
    s.currency = facts.currency;
    s.fix(Parameter::EligiblePeople, 10);
    s.fix(Parameter::Seats, 10);
    s.fix(Parameter::SeatPrice, 20);
    s.fix(Parameter::UsageCost, 0);
    const auto plan = [&](const whatif::Scenario& scenario) {
        const TableSpec table = budgetAgainstActual(facts, scenario, "2026-04");
        std::vector<double> budget;
        for (const TableRow& row : table.rows) budget.push_back(row.cells[2].sort.toDouble());
        return budget;
    };
    const auto atOnce = plan(s);
    QVERIFY(atOnce.size() >= 2);
    for (std::size_t i = 0; i + 1 < atOnce.size(); ++i) QCOMPARE(atOnce[i], 200.0);
    const Day last = facts.invoiced.back().month;
    const int left = 12 - static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day(last).month()));
    QCOMPARE(atOnce.back(), 200.0 * left);
    s.start = isoDay(last).substr(0, 7);
    s.rollout = {{"A", "", 1, 0.5, 1}, {"B", "", 2, 0.5, 1}};
    const auto phased = plan(s);
    QCOMPARE(phased[phased.size() - 2], 100.0);
    QCOMPARE(phased.back(), 200.0 * left);
    s.currency = "CHF";
    QVERIFY(budgetAgainstActual(facts, s, "2026-04").rows.empty());
}

/// What is printed on the first column and on the steps adds up to what is printed on the last, to the decimal.
void TestBudget::waterfallAddsUp()
{
    whatif::Scenario scenario;
    const auto printed = [](QString said) {
        said.replace(QChar(0x2212), u'-').remove(u'+');
        return std::lround(10 * said.section(QChar(0xa0), 0, 0).toDouble());
    };
    for (const double saved : {0.1, 0.137, 0.2, 0.311, 0.45}) {
        scenario.at(Parameter::TimeSaved).mode = saved;
        const auto spec = waterfallChart(scenario);
        const auto& columns = std::get<ColumnChart>(spec.body).columns;
        QVERIFY(columns.size() > 3);
        long sum = 0;
        for (std::size_t i = 0; i + 1 < columns.size(); ++i) sum += printed(columns[i].text);
        QCOMPARE(sum, printed(columns.back().text));
    }
}

void TestBudget::choicesAreEdits()
{
    Figures figures(organisation().view(), {}, {}, accounts());
    const auto spec = whatIfSpec(figures, {});
    QVERIFY(hostingOf(*spec, {}) == whatif::Hosting::Cloud);
    QVERIFY(approachOf(*spec, {}) == whatif::Approach::Buy);
    const BudgetTrial hybrid = withHosting(*spec, {}, whatif::Hosting::Hybrid);
    QCOMPARE(hybrid.edits.size(), std::size_t(1));
    QVERIFY(hostingOf(*spec, hybrid) == whatif::Hosting::Hybrid);
    QCOMPARE(slider(*spec, hybrid, QStringLiteral("hosting")).high, 3.0);
    QVERIFY(approachOf(*spec, withApproach(*spec, hybrid, whatif::Approach::Build)) == whatif::Approach::Build);
    QVERIFY(!hostingOf(*spec, withEdit(*spec, {}, QStringLiteral("hosting"), {1.5, 1.7, 1.9})));
    QVERIFY(withHosting(*spec, hybrid, whatif::Hosting::Cloud).edits.empty() ||
            hostingOf(*spec, withHosting(*spec, hybrid, whatif::Hosting::Cloud)) == whatif::Hosting::Cloud);
}

void TestBudget::everyUncertainAssumptionIsRanked()
{
    const whatif::Scenario s;
    const auto worth = whatif::informationValues(s, {.trials = 4096});
    const TableSpec table = sensitivityTable(s, worth, simulated(s, 4096));
    std::size_t uncertain = 0;
    for (const whatif::Value& v : s.values) uncertain += v.spread != whatif::Spread::Fixed && v.low < v.high ? 1 : 0;
    QCOMPARE(table.rows.size(), uncertain);
    for (std::size_t i = 1; i < table.rows.size(); ++i)
        QVERIFY(table.rows[i - 1].cells[2].sort.toDouble() >= table.rows[i].cells[2].sort.toDouble());
    const TableSpec must = mustTable(s, worth, 2048);
    QVERIFY(!must.rows.empty());
    for (const TableRow& row : must.rows) QVERIFY(!row.cells[2].text.isEmpty());
}

void TestBudget::whatMovedIsOneQuestion()
{
    const auto at = [](double value) { return whatif::Value{value, value, value}; };
    const std::vector<whatif::Moved> moved{{whatif::Parameter::EligiblePeople, at(158), at(176)},
                                           {whatif::Parameter::TimeSaved, at(0.09), at(0.06)}};
    const QString said = movedText(moved, "USD");
    QCOMPARE(said.count(QStringLiteral("pdate the scenario?")), 1);
    QVERIFY2(said.contains(QStringLiteral("Eligible developers 176\u00a0people (was 158\u00a0people)")),
             qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("6\u00a0% (was 9\u00a0%)")), qPrintable(said));
    QVERIFY(movedText(moved.front(), "USD").contains(QStringLiteral("was 158")));
}

QTEST_GUILESS_MAIN(TestBudget)
#include "tst_budget.moc"
