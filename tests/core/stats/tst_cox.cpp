// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "stats/competingrisks.h"
#include "stats/concordance.h"
#include "stats/cox.h"
#include "stats/parametricsurvival.h"

#include <QTest>

#include <array>

using namespace assay;
using namespace assay::stats;
using assay::test::Table;

namespace {

struct Columns
{
    explicit Columns(const Table& table)
        : time(table.numbers(QStringLiteral("time"))), event(table.flags(QStringLiteral("status")))
    {
    }
    [[nodiscard]] Observations observations() const { return {.time = time, .event = event}; }
    std::vector<double> time;
    std::vector<std::uint8_t> event;
};

Design designOf(const Table& table, const QStringList& columns)
{
    Design x(table.rows());
    for (const QString& column : columns) x.column(column.toStdString(), table.numbers(column));
    return x;
}

/// An indicator of one level of a text column.
Design indicator(const Table& table, const QString& column, const QString& level)
{
    Design x(table.rows());
    std::vector<double> values;
    for (const QString& cell : table.text(column)) values.push_back(cell == level ? 1 : 0);
    x.column(level.toStdString(), values);
    return x;
}

/// The reference holds a list of one as the value alone.
test::Golden at(const test::Golden& value, std::size_t index)
{
    return value.isArray() ? value[index] : value;
}

void compareTest(const TestResult& test, const test::Golden& expected, double tolerance)
{
    COMPARE_NEAR(test.statistic, expected[0], tolerance);
    COMPARE_COUNT(test.df, expected[1]);
    QVERIFY2(test::near(test.pValue, expected[2], 1e-5, 1e-12), qPrintable(test::describe(test.pValue, expected[2])));
}

void compareCox(const test::Golden& expected, const Observations& data, const Design& x, const CoxOptions& options = {})
{
    const auto fit = cox(data, x, options);
    QVERIFY(fit.has_value());
    const bool robust = expected[u"robust_se"].isArray();
    for (std::size_t j = 0; j < fit->coefficients.size(); ++j) {
        COMPARE_NEAR(fit->coefficients[j].value, at(expected[u"coef"], j), 1e-6);
        COMPARE_NEAR(fit->modelErrors[j], at(expected[u"se"], j), 1e-6);
        if (robust) COMPARE_NEAR(fit->coefficients[j].standardError, at(expected[u"robust_se"], j), 1e-6);
        COMPARE_NEAR(fit->coefficients[j].value / fit->coefficients[j].standardError, at(expected[u"z"], j), 2e-6);
        COMPARE_NEAR(fit->coefficients[j].pValue, at(expected[u"p"], j), 1e-5);
        COMPARE_NEAR(std::exp(fit->coefficients[j].value), at(expected[u"hr"], j), 1e-6);
        COMPARE_NEAR(std::exp(fit->coefficients[j].low), at(expected[u"hr_lower95"], j), 1e-6);
        COMPARE_NEAR(std::exp(fit->coefficients[j].high), at(expected[u"hr_upper95"], j), 1e-6);
    }
    COMPARE_NEAR(fit->logLikelihoodNull, expected[u"loglik_null"], 1e-9);
    COMPARE_NEAR(fit->logLikelihood, expected[u"loglik"], 1e-9);
    if (!robust) COMPARE_NEAR(std::nullopt, expected[u"robust_se"], 0);
    compareTest(fit->likelihoodRatio, expected[u"lrt"], 1e-8);
    compareTest(fit->score, expected[u"score"], 1e-7);
    compareTest(fit->wald, expected[u"wald"], 0.0051 / expected[u"wald"][0].toDouble()); // R rounds the statistic
    std::vector<double> score(x.rows(), 0);
    for (std::size_t j = 0; j < x.columns(); ++j)
        for (std::size_t i = 0; i < x.rows(); ++i)
            score[i] += fit->coefficients[j].value * x.values()[j * x.rows() + i];
    if (const test::Golden reference = expected[u"concordance"]; reference.isArray()) {
        const auto pairs = concordance(data, score, options.stratum, options.cluster);
        COMPARE_NEAR(pairs->value, reference[0], 1e-9);
        COMPARE_NEAR(pairs->standardError, reference[1], 1e-6);
    }
    COMPARE_COUNT(int(fit->n), expected[u"n"]);
    COMPARE_COUNT(int(fit->events), expected[u"nevent"]);
}

} // namespace

class TestCox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void freireichTextbook();
    void aml();
    void freireich();
    void lung();
    void lungProportionality();
    void veteran();
    void heart();
    void lifetimes();
    void competingRisks();
    void clusteredCurve();
    void weightedCurve();
    void degenerate();
};

/// Cox (1972) with Breslow's ties on the 6-MP data: 1.509 (Kalbfleisch & Prentice 2002, section 4.2).
void TestCox::freireichTextbook()
{
    const std::vector<double> time{6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35,
                                   1, 1, 2, 2, 3, 4, 4,  5,  5,  8,  8,  8,  8,  11, 11, 12, 12, 15, 17, 22, 23};
    std::vector<std::uint8_t> event{1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0};
    event.resize(42, 1);
    std::vector<double> control(21, 0.0);
    control.resize(42, 1.0);
    Design x(42);
    x.column("control", control);
    QVERIFY(std::abs(cox({.time = time, .event = event}, x, {.ties = Ties::Breslow})->coefficients[0].value - 1.509) <
            5e-4);
    QVERIFY(std::abs(cox({.time = time, .event = event}, x)->coefficients[0].value - 1.572) < 5e-4);
}

void TestCox::aml()
{
    GOLDEN_OR_SKIP(expected, "km_aml.json");
    TABLE_OR_SKIP(table, "aml.csv");
    const Columns data(table);
    const Design x = indicator(table, QStringLiteral("group"), QStringLiteral("Nonmaintained"));
    compareCox(expected[u"cox_efron"], data.observations(), x);
    compareCox(expected[u"cox_breslow"], data.observations(), x, {.ties = Ties::Breslow});
    compareCox(expected[u"cox_exact"], data.observations(), x, {.ties = Ties::Exact});
}

void TestCox::freireich()
{
    GOLDEN_OR_SKIP(expected, "freireich_6mp.json");
    TABLE_OR_SKIP(table, "freireich_6mp.csv");
    const Columns data(table);
    const Design x = indicator(table, QStringLiteral("treat"), QStringLiteral("control"));
    const auto pair = table.codes(QStringLiteral("pair"));
    compareCox(expected[u"cox_breslow"], data.observations(), x, {.ties = Ties::Breslow});
    compareCox(expected[u"cox_efron"], data.observations(), x);
    compareCox(expected[u"cox_stratified_pair"], data.observations(), x, {.stratum = pair});
}

void TestCox::lung()
{
    GOLDEN_OR_SKIP(expected, "lung.json");
    TABLE_OR_SKIP(all, "lung.csv");
    const Columns everyone(all);
    compareCox(expected[u"cox_sex"], everyone.observations(), designOf(all, {QStringLiteral("sex")}));
    const QStringList covariates{QStringLiteral("age"), QStringLiteral("sex"), QStringLiteral("ph.ecog")};
    const Table known = all.complete(covariates);
    const Columns data(known);
    const Design x = designOf(known, covariates);
    compareCox(expected[u"cox_efron"], data.observations(), x);
    compareCox(expected[u"cox_breslow"], data.observations(), x, {.ties = Ties::Breslow});
    compareCox(expected[u"cox_strata_sex"], data.observations(),
               designOf(known, {QStringLiteral("age"), QStringLiteral("ph.ecog")}),
               {.stratum = known.codes(QStringLiteral("sex"))});
    const Table placed = all.complete(covariates + QStringList{QStringLiteral("inst")});
    const Columns sited(placed);
    compareCox(expected[u"cox_robust_inst"], sited.observations(), designOf(placed, covariates),
               {.cluster = placed.codes(QStringLiteral("inst"))});
}

void TestCox::lungProportionality()
{
    GOLDEN_OR_SKIP(expected, "lung.json");
    TABLE_OR_SKIP(all, "lung.csv");
    const QStringList covariates{QStringLiteral("age"), QStringLiteral("sex"), QStringLiteral("ph.ecog")};
    const Table known = all.complete(covariates);
    const Columns data(known);
    const Design x = designOf(known, covariates);
    const auto fit = cox(data.observations(), x);
    const auto test = proportionality(data.observations(), x, *fit);
    QVERIFY(test.has_value());
    for (std::size_t j = 0; j < 3; ++j) {
        COMPARE_NEAR(test->terms[j].statistic, at(expected[u"zph_km"][u"chisq"], j), 1e-6);
        COMPARE_NEAR(test->terms[j].pValue, at(expected[u"zph_km"][u"p"], j), 1e-6);
        COMPARE_COUNT(test->terms[j].df, at(expected[u"zph_km"][u"df"], j));
    }
    COMPARE_NEAR(test->global.statistic, at(expected[u"zph_km"][u"chisq"], 3), 1e-6);
    COMPARE_NEAR(test->global.df, at(expected[u"zph_km"][u"df"], 3), 1e-6);
    COMPARE_NEAR(test->global.pValue, at(expected[u"zph_km"][u"p"], 3), 1e-6);
}

void TestCox::veteran()
{
    GOLDEN_OR_SKIP(expected, "veteran.json");
    TABLE_OR_SKIP(table, "veteran.csv");
    const Columns data(table);
    Design x(table.rows());
    x.column("trt", table.numbers(QStringLiteral("trt")));
    for (const char* level : {"adeno", "large", "smallcell"}) {
        const Design one = indicator(table, QStringLiteral("celltype"), QString::fromLatin1(level));
        x.column(level, one.values());
    }
    for (const char* column : {"karno", "diagtime", "age", "prior"})
        x.column(column, table.numbers(QString::fromLatin1(column)));
    compareCox(expected[u"cox_full"], data.observations(), x);
    compareCox(expected[u"cox_strat"], data.observations(),
               designOf(table, {QStringLiteral("trt"), QStringLiteral("karno")}),
               {.stratum = table.codes(QStringLiteral("celltype"))});
}

void TestCox::heart()
{
    GOLDEN_OR_SKIP(expected, "heart_counting_process.json");
    TABLE_OR_SKIP(table, "heart.csv");
    const auto start = table.numbers(QStringLiteral("start"));
    const auto stop = table.numbers(QStringLiteral("stop"));
    const auto event = table.flags(QStringLiteral("event"));
    const Design x = designOf(table, {QStringLiteral("age"), QStringLiteral("year"), QStringLiteral("surgery"),
                                      QStringLiteral("transplant")});
    compareCox(expected[u"cox"], {.time = stop, .event = event, .entry = start}, x);
}

void TestCox::lifetimes()
{
    GOLDEN_OR_SKIP(expected, "freireich_6mp.json");
    TABLE_OR_SKIP(table, "freireich_6mp.csv");
    const Columns data(table);
    Design x(table.rows());
    x.intercept().column("control", indicator(table, QStringLiteral("treat"), QStringLiteral("control")).values());
    const auto compare = [](const test::Golden& e, const Outcome<LifetimeFit>& fit) {
        QVERIFY(fit.has_value());
        COMPARE_NEAR(fit->coefficients[0].value, e[u"coef"][u"(Intercept)"], 1e-6);
        COMPARE_NEAR(fit->coefficients[1].value, e[u"coef"][u"treatcontrol"], 1e-6);
        COMPARE_NEAR(fit->coefficients[0].standardError, e[u"se"][0], 1e-6);
        COMPARE_NEAR(fit->coefficients[1].standardError, e[u"se"][1], 1e-6);
        COMPARE_NEAR(fit->logLikelihood, e[u"loglik"], 1e-9);
        if (!e.contains(u"scale")) return;
        COMPARE_NEAR(fit->scale, e[u"scale"], 1e-6);
        COMPARE_NEAR(fit->logScaleError, e[u"se"][2], 1e-6);
    };
    compare(expected[u"weibull"], lifetimeModel(data.observations(), x, Lifetime::Weibull));
    compare(expected[u"exponential"], lifetimeModel(data.observations(), x, Lifetime::Exponential));
}

void TestCox::competingRisks()
{
    GOLDEN_OR_SKIP(expected, "competing_risks_mgus2.json");
    TABLE_OR_SKIP(table, "mgus2_competing.csv");
    for (const QString& sex : {QStringLiteral("F"), QStringLiteral("M")}) {
        const Table rows = table.where(QStringLiteral("sex"), sex);
        const auto time = rows.numbers(QStringLiteral("etime"));
        std::vector<std::uint8_t> cause;
        for (double c : rows.numbers(QStringLiteral("event"))) cause.push_back(std::uint8_t(c));
        std::vector<std::uint8_t> first = cause;
        for (std::uint8_t& c : first) c = c == 1 ? 1 : 0;
        const auto naive = kaplanMeier({.time = time, .event = first});
        const test::Golden naiveRows = expected[u"naive_1_minus_km_pcm"];
        for (const test::Golden& row : expected[u"cif"].items()) {
            if (row[u"strata"].toString() != QStringLiteral("sex=") + sex) continue;
            const double t = row[u"time"].toDouble();
            const auto incidence = cumulativeIncidence({.time = time, .cause = cause}, 2, t);
            QVERIFY(incidence.has_value());
            COMPARE_NEAR((*incidence)[0].value, row[u"pcm"], 1e-9);
            COMPARE_NEAR((*incidence)[1].value, row[u"death"], 1e-9);
            COMPARE_NEAR((*incidence)[0].standardError, row[u"se_pcm"], 1e-9);
            COMPARE_NEAR((*incidence)[1].standardError, row[u"se_death"], 1e-9);
            QVERIFY(1 - *naive->at(t)->value > *(*incidence)[0].value);
            for (const test::Golden& other : naiveRows.items())
                if (other[u"strata"].toString() == row[u"strata"].toString() && other[u"time"].toDouble() == t)
                    COMPARE_NEAR(1 - *naive->at(t)->value, other[u"value"], 1e-9);
        }
    }
}

void TestCox::clusteredCurve()
{
    GOLDEN_OR_SKIP(expected, "lung.json");
    TABLE_OR_SKIP(all, "lung.csv");
    const Table placed =
        all.complete({QStringLiteral("age"), QStringLiteral("sex"), QStringLiteral("ph.ecog"), QStringLiteral("inst")});
    const Columns data(placed);
    const auto site = placed.codes(QStringLiteral("inst"));
    const test::Golden e = expected[u"km_cluster_inst"];
    for (std::size_t i = 0; i < 4; ++i) {
        const auto s =
            clusteredSurvival({.time = data.time, .cause = data.event, .cluster = site}, at(e[u"time"], i).toDouble());
        QVERIFY(s.has_value());
        COMPARE_COUNT(s->n, e[u"n"]);
        COMPARE_NEAR(s->value, at(e[u"surv"], i), 1e-12);
        COMPARE_NEAR(s->standardError, at(e[u"se"], i), 1e-9);
    }
}

void TestCox::weightedCurve()
{
    GOLDEN_OR_SKIP(expected, "km_weighted.json");
    TABLE_OR_SKIP(table, "aml_weighted.csv");
    for (const QString& name : table.levels(QStringLiteral("group"))) {
        const Table rows = table.where(QStringLiteral("group"), name);
        const Columns data(rows);
        const auto weight = rows.numbers(QStringLiteral("w"));
        for (const test::Golden& row : expected[u"robust_se"].items()) {
            if (row[u"strata"].toString() != QStringLiteral("group=") + name || !row[u"se"].isDouble()) continue;
            const auto s =
                clusteredSurvival({.time = data.time, .cause = data.event, .weight = weight}, row[u"time"].toDouble());
            QVERIFY(s.has_value());
            COMPARE_NEAR(s->value, row[u"surv"], 1e-12);
            // the reference multiplies R's error, which is on the scale of S for a robust fit, by S once more
            COMPARE_NEAR(s->standardError.value_or(0) * *s->value, row[u"se"], 1e-9);
        }
    }
}

void TestCox::degenerate()
{
    const std::array<double, 4> time{1, 2, 3, 4};
    const std::array<std::uint8_t, 4> none{0, 0, 0, 0};
    const std::array<std::uint8_t, 4> event{1, 1, 1, 1};
    const std::array<double, 4> flat{1, 1, 1, 1};
    const std::array<double, 4> perfect{4, 3, 2, 1};
    Design constant(4);
    constant.column("x", flat);
    Design separated(4);
    separated.column("x", perfect);
    QCOMPARE(cox({.time = time, .event = none}, separated).error(), Reason::NoEvents);
    QCOMPARE(cox({.time = time, .event = event}, constant).error(), Reason::Singular);
    QCOMPARE(cox({.time = time, .event = event}, separated).error(), Reason::Diverged);
    QCOMPARE(lifetimeModel({.time = time, .event = none}, constant, Lifetime::Weibull).error(), Reason::NoEvents);
    QCOMPARE(cumulativeIncidence({.time = time, .cause = none}, 2, 9).error(), Reason::NotReached);
    QCOMPARE(*(*cumulativeIncidence({.time = time, .cause = none}, 2, 3))[0].value, 0.0);
    QCOMPARE(cumulativeIncidence({}, 2, 3).error(), Reason::Empty);
}

QTEST_GUILESS_MAIN(TestCox)
#include "tst_cox.moc"
