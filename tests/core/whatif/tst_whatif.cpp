// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/goalseek.h"
#include "whatif/lines.h"
#include "whatif/sensitivity.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace assay;
using namespace assay::whatif;

namespace {

/// Every assumption known: the simulation then has one answer.
Scenario certain()
{
    Scenario s;
    const Point modes = modesOf(s);
    for (std::size_t i = 0; i < kParameters; ++i) s.fix(static_cast<Parameter>(i), modes[i]);
    return s;
}

constexpr SimulationSettings kFew{.trials = 10'000};

} // namespace

class TestWhatif : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableIsComplete();
    void hardCases_data();
    void hardCases();
    void byHand();
    void talentAndExit();
    void dataAndTesting();
    void rolloutByHand();
    void badRollouts_data();
    void badRollouts();
    void certaintyHasOneAnswer();
    void capacityRange();
    void waterfallAddsUp();
    void threadsAndSeeds();
    void distribution();
    void tornadoOrder();
    void information();
    void sobol();
    void sobolOfCorrelated();
    void perfectInformation();
    void goalSeek();
    void badScenarios();
    void assignment();
    void stale();
    void presetsAreValid();
};

void TestWhatif::tableIsComplete()
{
    QCOMPARE(parameters().size(), kParameters);
    std::set<std::string_view> keys;
    for (std::size_t i = 0; i < kParameters; ++i) {
        const ParameterInfo& row = parameters()[i];
        QCOMPARE(std::size_t(row.id), i);
        QVERIFY(keys.insert(row.key).second);
        QVERIFY(!row.title.empty() && !row.unit.empty() && !row.effect.empty() && !row.standard.source.empty());
        QVERIFY2(problemWith(row.id, row.standard).empty(), problemWith(row.id, row.standard).c_str());
        QCOMPARE(parameterByKey(row.key), std::optional(row.id));
    }
    QVERIFY(problemsWith(Scenario()).empty());
}

void TestWhatif::hardCases_data()
{
    QTest::addColumn<int>("id");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("mode");
    QTest::addColumn<double>("high");
    QTest::addColumn<QString>("word");
    QTest::newRow("lowest above most likely")
        << int(Parameter::TimeSaved) << 0.3 << 0.2 << 0.4 << QStringLiteral("rise");
    QTest::newRow("percent as number") << int(Parameter::AdoptionPlateau) << 20.0 << 30.0 << 40.0
                                       << QStringLiteral("0.4");
    QTest::newRow("negative price") << int(Parameter::SeatPrice) << -5.0 << 10.0 << 20.0 << QStringLiteral("between");
    QTest::newRow("not a number") << int(Parameter::TimeSaved) << 0.0 << std::nan("") << 0.4
                                  << QStringLiteral("missing");
    QTest::newRow("lognormal at zero") << int(Parameter::UsageCost) << 0.0 << 10.0 << 20.0
                                       << QStringLiteral("above zero");
}

void TestWhatif::hardCases()
{
    QFETCH(int, id);
    QFETCH(double, low);
    QFETCH(double, mode);
    QFETCH(double, high);
    QFETCH(QString, word);
    Scenario s;
    Value& value = s.at(static_cast<Parameter>(id));
    value.low = low;
    value.mode = mode;
    value.high = high;
    const auto run = simulate(s, kFew);
    QVERIFY(!run);
    QVERIFY2(QString::fromStdString(run.error().message).contains(word), run.error().message.c_str());
}

/// Constant adoption makes the model an annuity, which can be computed on paper.
void TestWhatif::byHand()
{
    Scenario s = certain();
    s.months = 12;
    s.discountRate = 0;
    s.fix(Parameter::AdoptionToday, 0.5);
    s.fix(Parameter::AdoptionPlateau, 0.5);
    s.fix(Parameter::EligiblePeople, 10);
    s.fix(Parameter::Seats, 12);
    for (const auto& [id, value] : {std::pair{Parameter::DevelopmentHours, 100.0},
                                    {Parameter::AppropriateShare, 0.4},
                                    {Parameter::TimeSaved, 0.1},
                                    {Parameter::PassThrough, 0.5},
                                    {Parameter::Capture, 0.5},
                                    {Parameter::HourlyCost, 80.0},
                                    {Parameter::SeatPrice, 30.0},
                                    {Parameter::UsageCost, 20.0},
                                    {Parameter::RoutedShare, 0.5},
                                    {Parameter::RoutingSaving, 0.4},
                                    {Parameter::InfrastructureCost, 100.0},
                                    {Parameter::HostingMultiple, 2.0},
                                    {Parameter::ExtraReviewHours, 0.25},
                                    {Parameter::ComplianceHours, 0.05},
                                    {Parameter::ChangesPerMonth, 10.0},
                                    {Parameter::ExtraDefects, 0.2},
                                    {Parameter::CostPerDefect, 1000.0},
                                    {Parameter::PilotCost, 100.0},
                                    {Parameter::IntegrationMultiple, 3.0},
                                    {Parameter::ContextCost, 60.0},
                                    {Parameter::TrainingCost, 4.0},
                                    {Parameter::UpkeepShare, 0.2}})
        s.fix(id, value);
    const Outcome o = evaluate(s, modesOf(s));
    const double gain = 10 * 0.5 * 100 * 0.4 * 0.1 * 0.5 * 0.5 * 80; // 400 a month
    const double adopters = 5;
    const double variable =
        adopters * (20 * (1 - 0.5 * 0.4) + 0.3 * 80 + 10 * 0.2 / 100 * 1000); // 5 × (16 + 24 + 20) = 300
    const double build = 100 * 3 + 60;
    const double fixed = 12 * 30 + 100 * 2 + build * 0.2 / 12;
    const double once = build + 4 * 10;
    QVERIFY(std::abs(o.oneOff - once) < 1e-9);
    QVERIFY(std::abs(o.benefit - 12 * gain) < 1e-8);
    QVERIFY(std::abs(o.npv - (12 * (gain - variable - fixed) - once)) < 1e-8);
    QVERIFY(!o.paybackMonths);
    const double capacity = 0.5 * (0.4 * 0.1 * 0.5 * 0.5 - (0.25 + 0.05 + 20.0 / 80) / 100);
    QVERIFY(std::abs(o.capacity - capacity) < 1e-12);
}

/// Talent every month, leaving with the last one.
void TestWhatif::talentAndExit()
{
    Scenario s = certain();
    s.months = 24;
    const double without = evaluate(s, modesOf(s)).npv;
    s.fix(Parameter::TalentCost, 1000);
    s.fix(Parameter::ExitCost, 5000);
    double cost = 0;
    for (int m = 1; m <= 24; ++m) cost += 1000 * std::pow(1.08, -m / 12.0);
    cost += 5000 * std::pow(1.08, -2);
    QVERIFY(std::abs(without - evaluate(s, modesOf(s)).npv - cost) < 1e-6);
    QVERIFY(std::abs(simulate(s, {.trials = 256})->npv.front() - (without - cost)) < 1e-4);
}

/// Lines of their own: paid at the start, kept up every month like the rest of what is built.
void TestWhatif::dataAndTesting()
{
    Scenario s = certain();
    s.months = 24;
    const double without = evaluate(s, modesOf(s)).npv;
    s.fix(Parameter::DataCost, 10000);
    s.fix(Parameter::TestingCost, 6000);
    double cost = 16000;
    for (int m = 1; m <= 24; ++m) cost += 16000 * s.at(Parameter::UpkeepShare).mode / 12 * std::pow(1.08, -m / 12.0);
    QVERIFY(std::abs(without - evaluate(s, modesOf(s)).npv - cost) < 1e-6);
    QVERIFY(std::abs(simulate(s, {.trials = 256})->npv.front() - (without - cost)) < 1e-4);
    double lines = 0;
    for (const CashLine& line : cashLines(s, modesOf(s))) {
        lines += line.present;
        if (line.title == "Data preparation") QCOMPARE(line.present, -10000.0);
        if (line.title == "Testing and validation") QCOMPARE(line.present, -6000.0);
    }
    QVERIFY(std::abs(lines - (without - cost)) < 1e-6);
}

/// Half of the people from the first month, 30 % from month 7 with tests alone (40 % of the work) and all of it later.
void TestWhatif::rolloutByHand()
{
    Scenario s = certain();
    s.months = 18;
    s.rollout = {{"First", "", 1, 0.5, 1}, {"Second", "tests", 7, 0.3, 0.4}, {"Second", "", 13, 0.3, 0.6}};
    QVERIFY(problemsWith(s).empty());
    const auto at = [&](Parameter id) { return s.at(id).mode; };
    const double k = 2 * std::log(9.0) / at(Parameter::RampMonths);
    const auto risen = [&](int month) {
        return month <= 0 ? 0 : 1 / (1 + std::exp(-k * (month - at(Parameter::ContextMonths)) + std::log(9.0)));
    };
    const Outcome o = evaluate(s, modesOf(s));
    Scenario all = s;
    all.rollout.clear();
    const Outcome whole = evaluate(all, modesOf(all));
    const double seats = at(Parameter::Seats) * at(Parameter::SeatPrice);
    const double training = at(Parameter::TrainingCost) * at(Parameter::EligiblePeople);
    const double today = at(Parameter::AdoptionToday);
    for (int m = 1; m <= 18; ++m) {
        const auto i = static_cast<std::size_t>(m - 1);
        const double rise = 0.5 * risen(m) + 0.3 * 0.4 * risen(m - 6) + 0.3 * 0.6 * risen(m - 12);
        const double adoption = today + (at(Parameter::AdoptionPlateau) - today) * rise;
        QVERIFY(std::abs(o.months[i].adoption - adoption) < 1e-12);
        const double perAdoption =
            (whole.months[17].cost - whole.months[0].cost) / (whole.months[17].adoption - whole.months[0].adoption);
        const double fixed = whole.months[0].cost - perAdoption * whole.months[0].adoption - seats;
        const double cost =
            fixed + perAdoption * adoption + seats * (m < 7 ? 0.5 : 0.8) + (m == 7 ? 0.3 * training : 0);
        QVERIFY2(std::abs(o.months[i].cost - cost) < 1e-6, qPrintable(QString::number(m)));
    }
    QVERIFY(std::abs(whole.oneOff - o.oneOff - 0.5 * training) < 1e-9);
    const auto run = simulate(s, {.trials = 300});
    QVERIFY(std::abs(run->npv[299] - o.npv) < 1e-6 * std::abs(o.npv));
    // All at once, said as a phase, is no rollout.
    all.rollout = {{"Everybody", "", 1, 1, 1}};
    QCOMPARE(evaluate(all, modesOf(all)).npv, whole.npv);
    QCOMPARE(simulate(all, kFew)->npv, simulate(Scenario(all), kFew)->npv);
}

void TestWhatif::badRollouts_data()
{
    QTest::addColumn<QString>("phases");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* phases, const char* says) {
        QTest::newRow(name) << QString::fromUtf8(phases) << QString::fromUtf8(says);
    };
    row("more people than there are", "A:1:0.6 B:4:0.5", "more people than there are");
    row("more than all its work", "A:1:0.4:0.7 A:4:0.4:0.6", "more than all its work");
    row("two sizes of one team", "A:1:0.4:0.3 A:4:0.5:0.3", "in one phase and");
    row("after the horizon", "A:37:0.4", "outside the horizon of 36 months");
    row("before the start", "A:0:0.4", "outside the horizon");
    row("percent as a number", "A:1:40", "for 30 % write 0.3");
    row("nobody", "A:1:0", "is no share above 0");
    row("no name", ":1:0.5", "names no team");
    row("not a phase", "A:1", "is no phase");
    row("half a month", "A:1.5:0.4", "is no phase");
}

/// Contradictory rollouts are refused in one sentence and never simulated.
void TestWhatif::badRollouts()
{
    QFETCH(QString, phases);
    QFETCH(QString, says);
    Scenario s;
    QString said;
    for (const QString& one : phases.split(u' ')) {
        const auto phase = phaseFrom(one.toStdString());
        if (phase)
            s.rollout.push_back(*phase);
        else
            said = QString::fromStdString(phase.error().message);
    }
    if (const auto problems = problemsWith(s); said.isEmpty() && !problems.empty()) {
        said = QString::fromStdString(problems.front());
        QVERIFY(!simulate(s, kFew));
    }
    QVERIFY2(said.contains(says), qPrintable(said));
}

void TestWhatif::certaintyHasOneAnswer()
{
    Scenario s = certain();
    s.fix(Parameter::TimeSaved, 0.3);
    s.fix(Parameter::Capture, 0.9);
    const Outcome exact = evaluate(s, modesOf(s));
    const auto run = simulate(s, {.trials = 700});
    QVERIFY(exact.paybackMonths.has_value());
    for (std::size_t i = 0; i < 700; ++i) {
        QVERIFY(std::abs(run->npv[i] - exact.npv) < 1e-6 * std::abs(exact.npv));
        QVERIFY(std::abs(run->payback[i] - *exact.paybackMonths) < 1e-9);
        QVERIFY(std::abs(run->capacity[i] - exact.capacity) < 1e-12);
    }
    const Summary summary = summarise(s, *run);
    QCOMPARE(summary.npv.p10, summary.npv.p90);
    QCOMPARE(summary.probabilityPositive, exact.npv > 0 ? 1.0 : 0.0);
}

/// The published range: 10–20 % saved on 30–40 % of the work is 3–8 % of capacity, before any loss.
void TestWhatif::capacityRange()
{
    Scenario s = certain();
    for (Parameter id : {Parameter::PassThrough, Parameter::Capture}) s.fix(id, 1);
    for (Parameter id : {Parameter::ExtraReviewHours, Parameter::ComplianceHours, Parameter::ExtraDefects})
        s.fix(id, 0);
    s.fix(Parameter::TimeSaved, 0.10);
    s.fix(Parameter::AppropriateShare, 0.30);
    QVERIFY(std::abs(netCapacity(modesOf(s), 1) - 0.03) < 1e-12);
    s.fix(Parameter::TimeSaved, 0.20);
    s.fix(Parameter::AppropriateShare, 0.40);
    QVERIFY(std::abs(netCapacity(modesOf(s), 1) - 0.08) < 1e-12);
}

void TestWhatif::waterfallAddsUp()
{
    const Scenario s;
    const Point means = meansOf(s);
    const auto steps = waterfall(s, means);
    QCOMPARE(steps.front().level, means[std::size_t(Parameter::VendorClaim)]);
    double level = 0;
    for (const WaterfallStep& step : steps) {
        level += step.change;
        QVERIFY(std::abs(level - step.level) < 1e-12);
    }
    QVERIFY(std::abs(level - evaluate(s, means).capacity) < 1e-12);
    // A benchmark is not called measured.
    auto measured = s;
    measured.at(Parameter::TimeSaved).origin = Origin::Measured;
    QVERIFY(s.at(Parameter::TimeSaved).origin != Origin::Measured);
    QCOMPARE(steps[1].title, std::string("assumed where AI applies"));
    QCOMPARE(waterfall(measured, means)[1].title, std::string("measured where AI applies"));
}

void TestWhatif::threadsAndSeeds()
{
    const Scenario s;
    const auto one = simulate(s, {.trials = 5000, .threads = 1});
    const auto four = simulate(s, {.trials = 5000, .threads = 4});
    QVERIFY(one->npv == four->npv && one->payback == four->payback && one->capacity == four->capacity);
    const auto fewer = simulate(s, {.trials = 1000});
    QVERIFY(std::equal(fewer->npv.begin(), fewer->npv.end(), one->npv.begin()));
    const auto other = simulate(s, {.trials = 5000, .seed = 1});
    QVERIFY(one->npv != other->npv);
    Scenario same = s;
    same.name = "Another name";
    QVERIFY(simulate(same, {.trials = 5000})->npv == one->npv);
}

void TestWhatif::distribution()
{
    const Scenario s;
    const auto run = simulate(s, {.trials = 100'000});
    const Summary summary = summarise(s, *run);
    QVERIFY(summary.npv.p10 < summary.npv.p50 && summary.npv.p50 < summary.npv.p90);
    QVERIFY(summary.probabilityPositive > 0 && summary.probabilityPositive < 1);
    QCOMPARE(summary.paidBackByMonth.size(), std::size_t(s.months));
    QVERIFY(std::is_sorted(summary.paidBackByMonth.begin(), summary.paidBackByMonth.end()));
    QVERIFY(std::abs(summary.paidBackByMonth.back() + summary.probabilityNeverPaysBack - 1) < 1e-12);
    const Histogram& h = summary.npvHistogram;
    QVERIFY(h.counts.size() >= 15 && h.counts.size() <= 60);
    const double edges = -h.from / h.width;
    QVERIFY(std::abs(edges - std::round(edges)) < 1e-9); // zero is the edge of a bar
    std::size_t inside = 0;
    for (std::size_t count : h.counts) inside += count;
    QVERIFY(inside >= 99'000);
    for (double v : run->npv) QVERIFY(std::isfinite(v));
}

void TestWhatif::tornadoOrder()
{
    const Scenario s;
    const auto bars = tornado(s);
    QVERIFY(bars.size() > 10);
    QVERIFY(
        std::is_sorted(bars.begin(), bars.end(), [](const auto& a, const auto& b) { return a.swing() > b.swing(); }));
    QCOMPARE(bars.front().id, Parameter::TimeSaved);
    for (const TornadoBar& bar : bars) QVERIFY(bar.low < bar.high);
    QVERIFY(tornado(certain()).empty());
}

void TestWhatif::information()
{
    Scenario s;
    s.move(Parameter::TimeSaved, 0.2);
    const auto values = informationValues(s, kFew);
    QVERIFY(values.has_value());
    QCOMPARE(values->front().id, Parameter::TimeSaved);
    for (const InformationValue& v : *values) {
        QVERIFY(v.worth >= 0);
        QVERIFY(std::abs(v.rankCorrelation) <= 1);
        if (v.id == Parameter::TimeSaved) QVERIFY(v.rankCorrelation > 0.5);
        if (v.id == Parameter::SeatPrice) QVERIFY(v.rankCorrelation < 0.05);
    }
}

/// Two costs paid at the start, everything else known: NPV is linear in both, so each index is its share of the
/// variance, and the total index is the first-order one.
void TestWhatif::sobol()
{
    Scenario s = certain();
    s.at(Parameter::ContextCost) = {0, 15000, 30000, Spread::Uniform, Origin::Judgement, "", ""};
    s.at(Parameter::ExitCost) = {0, 20000, 40000, Spread::Uniform, Origin::Judgement, "", ""};
    s.fix(Parameter::UpkeepShare, 0);
    const double later = std::pow(1 + s.discountRate, -s.months / 12.0);
    const double first = 30000.0 * 30000 / 12;
    const double second = later * later * 40000.0 * 40000 / 12;
    const auto values = informationValues(s, {.trials = 20'480});
    QVERIFY(values.has_value());
    QCOMPARE(values->size(), std::size_t(2));
    for (const InformationValue& v : *values) {
        const double share = (v.id == Parameter::ContextCost ? first : second) / (first + second);
        QVERIFY2(std::abs(v.firstOrder - share) < 0.02, qPrintable(QString::number(v.firstOrder)));
        QVERIFY2(std::abs(v.total - share) < 0.03, qPrintable(QString::number(v.total)));
    }
    // A product has more in total than alone: usage × what of it is routed.
    const auto mixed = informationValues(Scenario(), {.trials = 20'480});
    double sum = 0;
    for (const InformationValue& v : *mixed) sum += v.total;
    QVERIFY(sum > 1);
    for (const InformationValue& v : *mixed)
        if (v.id == Parameter::HourlyCost) QVERIFY(v.total > v.firstOrder);
}

/// Of two quantities with correlation r of their scores, drawing one anew given the other leaves 1 - r² of its
/// variance: with normal spreads and a linear model, that is its total index (Kucherenko and others 2012).
void TestWhatif::sobolOfCorrelated()
{
    Scenario s = certain();
    s.at(Parameter::ContextCost) = {40000, 50000, 60000, Spread::Normal, Origin::Judgement, "", ""};
    s.at(Parameter::TalentCost) = {0, 0, 0, Spread::Fixed, Origin::Judgement, "", ""};
    s.at(Parameter::ExitCost) = {40000, 50000, 60000, Spread::Normal, Origin::Judgement, "", ""};
    s.fix(Parameter::UpkeepShare, 0);
    s.discountRate = 0;
    constexpr double kR = 0.6;
    s.correlations = {{Parameter::ContextCost, Parameter::ExitCost, kR}};
    const auto values = informationValues(s, {.trials = 20'480});
    QVERIFY(values.has_value());
    for (const InformationValue& v : *values) {
        const double variance = 2 * (1 + kR); // of the sum, in variances of one
        QVERIFY2(std::abs(v.total - (1 - kR * kR) / variance) < 0.03, qPrintable(QString::number(v.total)));
        QVERIFY2(std::abs(v.firstOrder - (1 + kR) * (1 + kR) / variance) < 0.02,
                 qPrintable(QString::number(v.firstOrder)));
    }
}

void TestWhatif::perfectInformation()
{
    Scenario s;
    s.move(Parameter::TimeSaved, 0.2);
    const auto run = simulate(s, kFew);
    const Summary summary = summarise(s, *run);
    double gains = 0;
    for (const double v : run->npv) gains += std::max(v, 0.0) / static_cast<double>(run->npv.size());
    QVERIFY(summary.perfectInformation > 0);
    QVERIFY(std::abs(summary.perfectInformation - (gains - std::max(0.0, summary.npv.mean))) < 1e-6);
    const auto values = informationValues(s, kFew);
    for (const InformationValue& v : *values) QVERIFY(v.worth <= summary.perfectInformation * 1.02);
}

void TestWhatif::goalSeek()
{
    const Scenario s;
    const auto needed = seek(s, Goal::ProbabilityPositive, 0.8, Parameter::TimeSaved, kFew);
    QVERIFY2(needed.has_value(), needed ? "" : needed.error().message.c_str());
    QVERIFY(needed->atLeast && needed->value > needed->now);
    Scenario there = s;
    there.move(Parameter::TimeSaved, needed->value);
    const double reached = summarise(there, *simulate(there, kFew)).probabilityPositive;
    QVERIFY(std::abs(reached - 0.8) < 0.001);
    const auto price = seek(certain(), Goal::MeanNpv, evaluate(certain(), modesOf(certain())).npv - 1000,
                            Parameter::SeatPrice, {.trials = 256});
    QVERIFY(price.has_value() && !price->atLeast);
    QVERIFY(price->value > price->now);
    const auto never = seek(s, Goal::ProbabilityPositive, 0.999, Parameter::VendorClaim, kFew);
    QVERIFY(!never);
    QCOMPARE(never.error().code, ErrorCode::NotEnoughData);
}

void TestWhatif::badScenarios()
{
    Scenario s;
    s.months = 6;
    s.discountRate = 8;
    s.currency.clear();
    s.fix(Parameter::EligiblePeople, 0);
    s.correlations = {{Parameter::TimeSaved, Parameter::TimeSaved, 0.5}};
    QCOMPARE(problemsWith(s).size(), std::size_t(5));
    Scenario contradictory;
    contradictory.correlations = {{Parameter::TimeSaved, Parameter::Capture, 0.9},
                                  {Parameter::TimeSaved, Parameter::PassThrough, 0.9},
                                  {Parameter::Capture, Parameter::PassThrough, -0.9}};
    QCOMPARE(problemsWith(contradictory).size(), std::size_t(1));
    QVERIFY(!simulate(contradictory, kFew));
    CancelToken stop;
    stop.request();
    QCOMPARE(simulate(Scenario(), kFew, stop).error().code, ErrorCode::Cancelled);
}

void TestWhatif::assignment()
{
    Scenario s;
    QVERIFY(assign(s, "time-saved", "0.05:0.1:0.2"));
    QCOMPARE(s.at(Parameter::TimeSaved).high, 0.2);
    QVERIFY(assign(s, "seats", "250"));
    QCOMPARE(s.at(Parameter::Seats).spread, Spread::Fixed);
    QVERIFY(!assign(s, "seats", "many"));
    QVERIFY(!assign(s, "seats", "1:2"));
    QVERIFY(!assign(s, "sets", "1"));
    QVERIFY(!assign(s, "time-saved", "30"));
    QCOMPARE(s.at(Parameter::TimeSaved).high, 0.2); // a refused value changes nothing
}

void TestWhatif::stale()
{
    Value v;
    v.asOf = "2025-10";
    QVERIFY(isStale(v, "2026-11"));
    QVERIFY(!isStale(v, "2026-10"));
    v.asOf.clear();
    QVERIFY(!isStale(v, "2026-11"));
}

void TestWhatif::presetsAreValid()
{
    double best = -1e300;
    for (const Preset& preset : presets()) {
        QVERIFY(problemsWith(preset.scenario).empty());
        const double npv = summarise(preset.scenario, *simulate(preset.scenario, kFew)).npv.p50;
        if (preset.key == "vendor") best = npv;
        QVERIFY2(preset.key == "vendor" || npv < best, preset.key.data());
    }
    QVERIFY(best > 0);
}

QTEST_GUILESS_MAIN(TestWhatif)
#include "tst_whatif.moc"
