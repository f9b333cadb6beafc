// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "stats/random.h"
#include "stats/shapes.h"
#include "whatif/kernel.h"
#include "whatif/sampler.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

using namespace assay;
using namespace assay::whatif;

namespace {

/// Runs a sampler and combines its columns row by row; sorted.
std::vector<double> combine(const Sampler& sampler, std::size_t trials,
                            const std::function<double(const std::vector<Column>&, std::size_t)>& f)
{
    std::vector<double> result;
    std::vector<Column> columns(sampler.size());
    for (std::size_t block = 0; result.size() < trials; ++block) {
        sampler.draw(block, columns);
        for (std::size_t i = 0; i < kBlock; ++i) result.push_back(f(columns, i));
    }
    std::sort(result.begin(), result.end());
    return result;
}

double sumOf(const std::vector<Column>& columns, std::size_t i)
{
    double sum = 0;
    for (const Column& c : columns) sum += c[i];
    return sum;
}

double quantileOf(const std::vector<double>& sorted, double p)
{
    return sorted[static_cast<std::size_t>(p * double(sorted.size() - 1))];
}

double meanOf(const std::vector<double>& values)
{
    double sum = 0;
    for (double v : values) sum += v;
    return sum / double(values.size());
}

double deviationOf(const std::vector<double>& values)
{
    const double centre = meanOf(values);
    double sum = 0;
    for (double v : values) sum += (v - centre) * (v - centre);
    return std::sqrt(sum / double(values.size() - 1));
}

std::vector<Quantity> elements(const test::Table& table, Spread spread)
{
    const auto low = table.numbers(QStringLiteral("min"));
    const auto mode = table.numbers(QStringLiteral("mode"));
    const auto high = table.numbers(QStringLiteral("max"));
    std::vector<Quantity> quantities;
    for (std::size_t i = 0; i < low.size(); ++i)
        quantities.push_back({{low[i], mode[i], high[i], spread}, std::uint32_t(i)});
    return quantities;
}

constexpr std::size_t kTrials = 400'000;

} // namespace

class TestSampler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bitsArePhilox();
    void momentsOfEachSpread_data();
    void momentsOfEachSpread();
    void sumOfTriangulars();
    void productOfLogNormals();
    void gaoCosts_data();
    void gaoCosts();
    void gaoElements();
    void correlation();
    void sameLuck();
    void noScoreReadsOutsideItsTable();
};

void TestSampler::bitsArePhilox()
{
    Bits bits;
    randomBits(0x0123456789abcdefULL, 7, 3, bits);
    for (std::uint32_t group : {0U, 17U, 63U}) {
        const auto block = stats::philox({3 * 64 + group, 0, 7, 0}, {0x89abcdefU, 0x01234567U});
        for (std::size_t j = 0; j < 4; ++j) QCOMPARE(bits[j * 64 + group], block[j]);
    }
}

void TestSampler::momentsOfEachSpread_data()
{
    QTest::addColumn<int>("spread");
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("deviation");
    const stats::Triangular t{2, 3, 12};
    const stats::Pert p{2, 3, 12};
    const auto l = *stats::LogNormal::fromPercentiles(2, 12);
    QTest::newRow("triangular") << int(Spread::Triangular) << t.mean() << std::sqrt(t.variance());
    QTest::newRow("PERT") << int(Spread::Pert) << p.mean() << std::sqrt(p.variance());
    QTest::newRow("lognormal") << int(Spread::LogNormal) << l.mean() << l.standardDeviation();
    QTest::newRow("normal") << int(Spread::Normal) << 7.0 << 10 / (2 * 1.2815515655446004);
    QTest::newRow("uniform") << int(Spread::Uniform) << 7.0 << 10 / std::sqrt(12.0);
    QTest::newRow("fixed") << int(Spread::Fixed) << 3.0 << 0.0;
}

void TestSampler::momentsOfEachSpread()
{
    QFETCH(int, spread);
    QFETCH(double, mean);
    QFETCH(double, deviation);
    const Sampler sampler({{{2, 3, 12, static_cast<Spread>(spread)}, 5}}, {}, 11);
    const auto values = combine(sampler, kTrials, sumOf);
    QVERIFY(std::abs(meanOf(values) - mean) <= 4 * deviation / std::sqrt(double(kTrials)));
    QVERIFY(std::abs(deviationOf(values) - deviation) <= 0.01 * deviation);
    QCOMPARE(Sampler::meanOf({2, 3, 12, static_cast<Spread>(spread)}), mean);
}

void TestSampler::sumOfTriangulars()
{
    GOLDEN_OR_SKIP(expected, "roi_montecarlo.json");
    const test::Golden e = expected[u"sum_of_triangulars"];
    std::vector<Quantity> twelve;
    const auto each = test::numbersOf(e[u"each"]);
    for (std::uint32_t i = 0; i < std::uint32_t(e[u"n"].toInt()); ++i)
        twelve.push_back({{each[0], each[1], each[2], Spread::Triangular}, i});
    const auto sums = combine(Sampler(twelve, {}, 3), kTrials, sumOf);
    COMPARE_WITHIN(meanOf(sums), e[u"mean"], 0.05);
    COMPARE_NEAR(deviationOf(sums), e[u"sd"], 0.005);
}

void TestSampler::productOfLogNormals()
{
    GOLDEN_OR_SKIP(expected, "roi_montecarlo.json");
    const test::Golden e = expected[u"multiplicative_roi"];
    const auto mu = test::numbersOf(e[u"mu"]);
    const auto sigma = test::numbersOf(e[u"sigma"]);
    constexpr double kZ90 = 1.2815515655446004;
    std::vector<Quantity> factors;
    for (std::size_t i = 0; i < mu.size(); ++i)
        factors.push_back(
            {{std::exp(mu[i] - kZ90 * sigma[i]), std::exp(mu[i]), std::exp(mu[i] + kZ90 * sigma[i]), Spread::LogNormal},
             std::uint32_t(i)});
    double logVariance = 0;
    for (const double s : sigma) logVariance += s * s;
    for (std::size_t i = 0; i < sigma.size(); ++i) {
        const Value& v = factors[i].value;
        const double spread = stats::LogNormal::fromPercentiles(v.low, v.high)->sigma;
        COMPARE_NEAR(spread * spread / logVariance, e[u"log_variance_share"][i], 1e-9);
    }
    const auto product = [](const std::vector<Column>& c, std::size_t i) {
        return c[0][i] * c[1][i] * c[2][i] * c[3][i];
    };
    const auto benefit = combine(Sampler(factors, {}, 4), kTrials, product);
    const auto p = test::numbersOf(e[u"benefit_p"]);
    for (std::size_t i = 0; i < p.size(); ++i)
        COMPARE_NEAR(quantileOf(benefit, p[i]), e[u"benefit_q"][qsizetype(i)], 0.006);
    COMPARE_NEAR(meanOf(benefit), e[u"benefit_mean"], 0.005);
    const double cost = e[u"cost"].toDouble();
    const auto share = [&](double limit) {
        return double(std::lower_bound(benefit.begin(), benefit.end(), limit) - benefit.begin()) /
               double(benefit.size());
    };
    COMPARE_WITHIN(1 - share(cost), e[u"p_roi_positive"], 2e-4);
    COMPARE_WITHIN(share(2 * cost), e[u"p_loss_if_benefit_halved"], 1e-3);
}

void TestSampler::gaoCosts_data()
{
    QTest::addColumn<int>("spread");
    QTest::addColumn<double>("correlation");
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("quantiles");
    QTest::newRow("triangular") << int(Spread::Triangular) << 0.0 << QStringLiteral("triangular")
                                << QStringLiteral("q_independent");
    QTest::newRow("correlated") << int(Spread::Triangular) << 0.3 << QStringLiteral("triangular")
                                << QStringLiteral("q_correlated_0.3");
    QTest::newRow("PERT") << int(Spread::Pert) << 0.0 << QStringLiteral("pert") << QStringLiteral("q_independent");
}

void TestSampler::gaoCosts()
{
    QFETCH(int, spread);
    QFETCH(double, correlation);
    QFETCH(QString, part);
    QFETCH(QString, quantiles);
    GOLDEN_OR_SKIP(expected, "montecarlo_gao_uav.json");
    TABLE_OR_SKIP(table, "gao_uav_three_point.csv");
    const auto quantities = elements(table, static_cast<Spread>(spread));
    std::vector<QuantityCorrelation> all;
    for (std::size_t i = 0; i < quantities.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) all.push_back({i, j, correlation});
    const auto sums = combine(Sampler(quantities, all, 1), kTrials, sumOf);
    const test::Golden e = expected[part];
    const auto p = test::numbersOf(expected[u"triangular"][u"p"]);
    for (std::size_t i = 0; i < p.size(); ++i) COMPARE_NEAR(quantileOf(sums, p[i]), e[quantiles][qsizetype(i)], 0.003);
    COMPARE_NEAR(meanOf(sums), e[u"mean"], 0.001);
    COMPARE_NEAR(deviationOf(sums), e[correlation == 0 ? u"sd" : u"sd_correlated_0.3_sim"], 0.01);
    if (part != QLatin1String("triangular") || correlation != 0) return;
    double modes = 0;
    for (const Quantity& q : quantities) modes += q.value.mode;
    COMPARE_NEAR(modes, expected[u"point_estimate_sum_of_modes"], 1e-12);
    const auto below = std::upper_bound(sums.begin(), sums.end(), modes) - sums.begin();
    COMPARE_WITHIN(double(below) / double(sums.size()), e[u"prob_at_or_below_point_estimate"], 0.003);
}

/// What each element alone does to the sum: its swing between the 10th and 90th percentile, and its share of variance.
void TestSampler::gaoElements()
{
    GOLDEN_OR_SKIP(expected, "montecarlo_gao_uav.json");
    TABLE_OR_SKIP(table, "gao_uav_three_point.csv");
    const auto quantities = elements(table, Spread::Triangular);
    double modes = 0;
    double variance = 0;
    const auto varianceOf = [](const Value& v) { return stats::Triangular{v.low, v.mode, v.high}.variance(); };
    for (const Quantity& q : quantities) {
        modes += q.value.mode;
        variance += varianceOf(q.value);
    }
    const QStringList& names = table.text(QStringLiteral("element"));
    for (qsizetype row = 0; row < names.size(); ++row)
        COMPARE_NEAR(varianceOf(quantities[std::size_t(row)].value) / variance,
                     expected[u"variance_share_triangular"][names[row]], 1e-9);
    for (const test::Golden& bar : expected[u"tornado_p10_p90"].items()) {
        const Value& value = quantities[std::size_t(names.indexOf(bar[u"element"].toString()))].value;
        const double low = Sampler::quantileOf(value, 0.1);
        const double high = Sampler::quantileOf(value, 0.9);
        COMPARE_NEAR(modes - value.mode + low, bar[u"low"], 1e-9);
        COMPARE_NEAR(modes - value.mode + high, bar[u"high"], 1e-9);
        COMPARE_NEAR(high - low, bar[u"swing"], 1e-9);
    }
}

void TestSampler::correlation()
{
    const Value normal{-1.2815515655446004, 0, 1.2815515655446004, Spread::Normal};
    const Sampler sampler({{normal, 0}, {normal, 1}, {normal, 2}}, {{0, 2, -0.5}}, 9);
    std::vector<Column> c(3);
    double product = 0, other = 0;
    for (std::size_t block = 0; block < 1000; ++block) {
        sampler.draw(block, c);
        for (std::size_t i = 0; i < kBlock; ++i) {
            product += c[0][i] * c[2][i];
            other += c[0][i] * c[1][i];
        }
    }
    QVERIFY(std::abs(product / 256'000 + 0.5) < 0.01);
    QVERIFY(std::abs(other / 256'000) < 0.01);
}

/// Changing one quantity leaves the draws of all others as they were.
void TestSampler::sameLuck()
{
    const Value a{1, 2, 4, Spread::Pert};
    const Value b{10, 20, 40, Spread::Triangular};
    const Value changed{0, 9, 9.5, Spread::Uniform};
    std::vector<Column> first(2), second(2);
    Sampler({{a, 0}, {b, 1}}, {}, 5).draw(12, first);
    Sampler({{changed, 0}, {b, 1}}, {}, 5).draw(12, second);
    QVERIFY(first[1] == second[1]);
    QVERIFY(first[0] != second[0]);
}

void TestSampler::noScoreReadsOutsideItsTable()
{
    std::vector<double> table(kCells + 1);
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<double>(i);
    Column scores;
    scores.fill(0);
    scores[0] = std::numeric_limits<double>::quiet_NaN();
    scores[1] = -std::numeric_limits<double>::infinity();
    scores[2] = std::numeric_limits<double>::infinity();
    scores[3] = 1e300;
    lookUpScores(table.data(), scores);
    QCOMPARE(scores[0], 0.0);
    QCOMPARE(scores[1], 0.0);
    QVERIFY(scores[2] <= static_cast<double>(kCells) && scores[2] > static_cast<double>(kCells) - 1e-3);
    QCOMPARE(scores[3], scores[2]);
    QCOMPARE(scores[4], static_cast<double>(kCells) / 2);
}

QTEST_GUILESS_MAIN(TestSampler)
#include "tst_sampler.moc"
