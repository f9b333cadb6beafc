// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "stats/multiplicity.h"
#include "stats/quantile.h"
#include "stats/random.h"
#include "stats/ranktest.h"
#include "stats/stratifiedshift.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

using namespace assay;
using namespace assay::stats;

namespace {

struct Ozone
{
    std::vector<double> may;
    std::vector<double> august;
};

Ozone ozone(const test::Table& table)
{
    return {table.where(QStringLiteral("Month"), QStringLiteral("5")).numbers(QStringLiteral("Ozone")),
            table.where(QStringLiteral("Month"), QStringLiteral("8")).numbers(QStringLiteral("Ozone"))};
}

} // namespace

class TestRanks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quantileTextbook();
    void medianInterval();
    void hollanderWolfe();
    void airQuality();
    void shiftAgainstBruteForce();
    void cliff();
    void benjaminiHochberg();
    void degenerate();
    void largeShift();
    void thinStrata();
    void shiftByResampling();
    void shiftAmongMany();
    void shiftIsAPairsDifference();
    void shiftsOfParts();
};

/// Hyndman & Fan (1996): type 7 of 1, 2, 3, 4 at 0.25 is 1.75.
void TestRanks::quantileTextbook()
{
    const std::array<double, 4> values{4, 1, 3, 2};
    QCOMPARE(*quantile(values, 0.25), 1.75);
    QCOMPARE(*quantile(values, 0.5), 2.5);
    QCOMPARE(*quantile(values, 0), 1.0);
    QCOMPARE(*quantile(values, 1), 4.0);
    QCOMPARE(*quantile(std::array{7.0}, 0.9), 7.0);
}

/// Conover (1999), section 3.2: for n = 16 the ranks 4 and 13 hold the median with 97.9 %, ranks 5 and 12 with 92.3 %.
void TestRanks::medianInterval()
{
    std::vector<double> values;
    for (int i = 1; i <= 16; ++i) values.push_back(i);
    const auto m = median(values);
    QCOMPARE(*m->value, 8.5);
    QCOMPARE(*m->low, 4.0);
    QCOMPARE(*m->high, 13.0);
    QVERIFY(!median(std::array{1.0, 2.0, 3.0})->low);
}

/// Hollander & Wolfe (1973), table 4.1 (permeability of the placenta): shift 0.305.
void TestRanks::hollanderWolfe()
{
    const std::array<double, 10> x{0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    const std::array<double, 5> y{1.15, 0.88, 0.90, 0.74, 1.21};
    const auto shift = hodgesLehmann(x, y);
    QVERIFY(std::abs(*shift->value - 0.305) < 1e-12);
    QCOMPARE(rankSumTest(x, y)->u, 35.0);
}

void TestRanks::airQuality()
{
    GOLDEN_OR_SKIP(expected, "rank_tests.json");
    TABLE_OR_SKIP(table, "airquality_may_aug.csv");
    const Ozone data = ozone(table);
    COMPARE_COUNT(data.may.size(), expected[u"n"][0]);
    COMPARE_COUNT(data.august.size(), expected[u"n"][1]);
    const auto corrected = rankSumTest(data.may, data.august);
    COMPARE_NEAR(corrected->u, expected[u"W"], 1e-12);
    COMPARE_NEAR(corrected->pValue, expected[u"p_corrected"], 1e-9);
    COMPARE_NEAR(rankSumTest(data.may, data.august, false)->pValue, expected[u"p_uncorrected"], 1e-9);
    COMPARE_NEAR(corrected->cliffDelta, expected[u"cliff_delta"], 1e-12);
    const auto shift = hodgesLehmann(data.may, data.august);
    COMPARE_NEAR(shift->value, expected[u"median_of_pairwise_differences"], 1e-12);
    COMPARE_NEAR(shift->value, expected[u"hodges_lehmann_asymptotic"], 1e-3);
    COMPARE_NEAR(shift->low, expected[u"hl_ci_asymptotic"][0], 1e-3);
    COMPARE_NEAR(shift->high, expected[u"hl_ci_asymptotic"][1], 1e-3);
    const std::array<double, 7> probabilities{0.1, 0.25, 0.5, 0.75, 0.85, 0.9, 0.95};
    for (std::size_t i = 0; i < probabilities.size(); ++i)
        COMPARE_NEAR(*quantile(data.may, probabilities[i]), expected[u"quantiles_type7_may"][qsizetype(i)], 1e-9);
}

void TestRanks::shiftAgainstBruteForce()
{
    Random random(7);
    for (int trial = 0; trial < 50; ++trial) {
        std::vector<double> a(1 + random.below(30));
        std::vector<double> b(1 + random.below(30));
        for (double& v : a) v = trial % 2 == 0 ? std::round(4 * random.normal()) : random.normal();
        for (double& v : b) v = trial % 2 == 0 ? std::round(4 * random.normal()) : random.normal();
        std::vector<double> all;
        for (double x : a)
            for (double y : b) all.push_back(x - y);
        std::sort(all.begin(), all.end());
        const double slow = (all[(all.size() - 1) / 2] + all[all.size() / 2]) / 2;
        QVERIFY(std::abs(*hodgesLehmann(a, b)->value - slow) < 1e-12);
    }
}

void TestRanks::cliff()
{
    const std::array<double, 3> low{1, 2, 3};
    const std::array<double, 3> high{4, 5, 6};
    QCOMPARE(*cliffDelta(low, high)->value, -1.0);
    const std::array<double, 4> a{1, 2, 2, 5};
    const std::array<double, 3> b{2, 3, 4};
    const auto d = cliffDelta(a, b);
    QCOMPARE(*d->value, (3.0 - 7.0) / 12);
    QVERIFY(*d->low > -1 && *d->high < 1 && *d->low<*d->value&& * d->high> * d->value);
}

/// Benjamini & Hochberg (1995), section 3.2: four of fifteen hypotheses are rejected at 0.05, three by Bonferroni.
void TestRanks::benjaminiHochberg()
{
    const std::array<double, 15> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                   0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    const auto rejected = [&](Correction c) {
        const auto adjusted = adjustedPValues(p, c);
        return std::count_if(adjusted->begin(), adjusted->end(), [](double v) { return v <= 0.05; });
    };
    QCOMPARE(rejected(Correction::BenjaminiHochberg), 4);
    QCOMPARE(rejected(Correction::Bonferroni), 3);
    GOLDEN_OR_SKIP(expected, "multiple_testing_bh.json");
    const std::array<std::pair<Correction, QString>, 5> all{{{Correction::BenjaminiHochberg, QStringLiteral("BH")},
                                                             {Correction::BenjaminiYekutieli, QStringLiteral("BY")},
                                                             {Correction::Holm, QStringLiteral("holm")},
                                                             {Correction::Hochberg, QStringLiteral("hochberg")},
                                                             {Correction::Bonferroni, QStringLiteral("bonferroni")}}};
    for (const auto& [correction, name] : all) {
        const auto adjusted = adjustedPValues(test::numbersOf(expected[u"p"]), correction);
        for (std::size_t i = 0; i < adjusted->size(); ++i)
            COMPARE_NEAR((*adjusted)[i], expected[u"adjusted"][name][qsizetype(i)], 1e-9);
        COMPARE_COUNT(rejected(correction), expected[u"rejections_q05"][name]);
    }
}

void TestRanks::degenerate()
{
    const std::array<double, 2> same{3, 3};
    QCOMPARE(rankSumTest(same, same).error(), Reason::Constant);
    QCOMPARE(*hodgesLehmann(same, same)->value, 0.0);
    QCOMPARE(rankSumTest({}, same).error(), Reason::OneGroup);
    QCOMPARE(hodgesLehmann({}, {}).error(), Reason::Empty);
    QCOMPARE(hodgesLehmann(same, std::array{qQNaN()}).error(), Reason::NotFinite);
    QCOMPARE(quantile({}, 0.5).error(), Reason::Empty);
    QCOMPARE(quantile(same, 1.5).error(), Reason::OutOfRange);
    QCOMPARE(adjustedPValues({}, Correction::Holm).error(), Reason::Empty);
    QCOMPARE(adjustedPValues(std::array{1.5}, Correction::Holm).error(), Reason::OutOfRange);
    QVERIFY(*cliffDelta(same, same)->value == 0.0);
}

void TestRanks::largeShift()
{
    Random random(11);
    std::vector<double> a(100'000);
    std::vector<double> b(150'000);
    for (double& v : a) v = random.normal() + 0.5;
    for (double& v : b) v = random.normal();
    const auto shift = hodgesLehmann(a, b); // 15 billion differences
    QVERIFY(std::abs(*shift->value - 0.5) < 0.02);
    QVERIFY(*shift->low < 0.5 && *shift->high > 0.5);
}

/// Strata of two against two: the error of the shift is what the shift scatters by over many made-up data sets.
void TestRanks::thinStrata()
{
    constexpr std::size_t kStrata = 60;
    Random random(23);
    double sum = 0, squares = 0, variances = 0;
    constexpr int kTrials = 600;
    for (int trial = 0; trial < kTrials; ++trial) {
        std::vector<double> value;
        std::vector<std::uint8_t> treated;
        std::vector<std::uint32_t> stratum, cluster;
        for (std::uint32_t i = 0; i < 4 * kStrata; ++i) {
            value.push_back(random.normal() + i / 4);
            treated.push_back(i % 2);
            stratum.push_back(i / 4);
            cluster.push_back(i);
        }
        const auto shift = stratifiedShift({value, treated, stratum, cluster});
        QVERIFY(shift.has_value());
        sum += *shift->value;
        squares += *shift->value * *shift->value;
        variances += *shift->standardError * *shift->standardError;
    }
    const double scatter = squares / kTrials - sum / kTrials * (sum / kTrials);
    const double ratio = variances / kTrials / scatter;
    QVERIFY2(ratio > 0.85 && ratio < 1.2, qPrintable(QString::number(ratio)));
}

/// Resampling clusters gives about the interval of the clustered variance, the same for any number of threads, and one
/// that follows the draws when they go on.
void TestRanks::shiftByResampling()
{
    Random random(5);
    std::vector<double> value;
    std::vector<std::uint8_t> treated;
    std::vector<std::uint32_t> stratum, cluster;
    for (std::uint32_t c = 0; c < 80; ++c) {
        const double own = 0.5 * random.normal();
        for (std::uint32_t i = 0; i < 20; ++i) {
            treated.push_back(random.below(2) == 0 ? 1 : 0);
            stratum.push_back(i % 3);
            cluster.push_back(c);
            value.push_back(own + random.normal() + i % 3 - 0.3 * treated.back());
        }
    }
    const StratifiedValues rows{value, treated, stratum, cluster};
    const auto usual = stratifiedShift(rows);
    BootstrapPlan plan{.seed = 8, .resamples = 4000, .threads = 1};
    const auto drawn = bootstrapStratifiedShift(rows, plan);
    QVERIFY(usual.has_value() && drawn.has_value());
    QCOMPARE(*drawn->value, *usual->value);
    const double ratio = (*drawn->high - *drawn->low) / (*usual->high - *usual->low);
    QVERIFY2(ratio > 0.9 && ratio < 1.05, qPrintable(QString::number(ratio)));
    plan.threads = 3;
    QCOMPARE(bootstrapStratifiedShift(rows, plan)->low, drawn->low);
    QCOMPARE(bootstrapStratifiedShift(rows, plan)->high, drawn->high);
    const std::vector<std::uint32_t> one(value.size(), 4);
    QCOMPARE(bootstrapStratifiedShift({value, treated, stratum, one}, plan).error(), Reason::OneCluster);
    const std::vector<std::uint8_t> all(value.size(), 1);
    QCOMPARE(bootstrapStratifiedShift({value, all, stratum, cluster}, plan).error(), Reason::OneGroup);
    const std::vector<double> same(value.size(), 2.0); // ties everywhere: nothing scatters, nothing is ruled out
    const auto tied = bootstrapStratifiedShift({same, treated, stratum, cluster}, plan);
    QVERIFY(tied.has_value() && std::isfinite(*tied->value));
}

/// With many rows the search is coarser and begins elsewhere: it ends where the statistic, counted pair by pair with a
/// sorted group, changes its sign.
void TestRanks::shiftAmongMany()
{
    Random random(31);
    std::vector<double> value;
    std::vector<std::uint8_t> treated;
    std::vector<std::uint32_t> stratum, cluster;
    for (std::uint32_t i = 0; i < 30000; ++i) {
        treated.push_back(random.below(3) == 0 ? 1 : 0);
        stratum.push_back(random.below(4));
        cluster.push_back(random.below(200));
        value.push_back(random.normal() + stratum.back() - 0.4 * treated.back());
    }
    const auto shift = stratifiedShift({value, treated, stratum, cluster});
    QVERIFY(shift.has_value());
    const auto statistic = [&](double by) {
        double sum = 0;
        for (std::uint32_t s = 0; s < 4; ++s) {
            std::vector<double> first, second;
            for (std::size_t i = 0; i < value.size(); ++i)
                if (stratum[i] == s) (treated[i] == 1 ? first : second).push_back(value[i]);
            std::sort(second.begin(), second.end());
            double pairs = 0;
            for (const double v : first)
                pairs += double(std::lower_bound(second.begin(), second.end(), v - by) - second.begin()) -
                         double(second.end() - std::upper_bound(second.begin(), second.end(), v - by));
            sum += pairs / 2 / double(first.size() + second.size() + 1);
        }
        return sum;
    };
    const double error = *shift->standardError;
    QVERIFY(statistic(*shift->value - 0.003 * error) > 0 && statistic(*shift->value + 0.003 * error) < 0);
    const double reached = statistic(*shift->low);
    QVERIFY(std::abs(reached + statistic(*shift->high)) < 1e-3 * reached); // the same distance on both sides
    QVERIFY(std::abs(*shift->value + 0.4) < 4 * error);
}

namespace {

struct ShiftRows
{
    std::vector<double> value;
    std::vector<std::uint8_t> treated;
    std::vector<std::uint32_t> stratum, cluster;

    [[nodiscard]] StratifiedValues all() const { return {value, treated, stratum, cluster}; }
    [[nodiscard]] ShiftRows where(const auto& belongs) const
    {
        ShiftRows part;
        for (std::uint32_t i = 0; i < value.size(); ++i) {
            if (!belongs(i)) continue;
            part.value.push_back(value[i]);
            part.treated.push_back(treated[i]);
            part.stratum.push_back(stratum[i]);
            part.cluster.push_back(cluster[i]);
        }
        return part;
    }
};

ShiftRows shiftRows(std::uint32_t rows, std::uint32_t strata, double step)
{
    Random random(rows + strata);
    ShiftRows made;
    for (std::uint32_t i = 0; i < rows; ++i) {
        made.treated.push_back(random.below(3) == 0 ? 1 : 0);
        made.stratum.push_back(random.below(strata));
        made.cluster.push_back(random.below(150));
        const double value = random.normal() + 0.01 * made.stratum.back() - 0.3 * made.treated.back();
        made.value.push_back(step > 0 ? step * std::round(value / step) : value); // with a step, ties everywhere
    }
    return made;
}

/// Where the weighted median of the differences of all pairs lies; the middle of two where half the weight is at rest.
double medianDifference(const ShiftRows& rows)
{
    std::map<std::uint32_t, std::array<std::vector<double>, 2>> strata;
    for (std::size_t i = 0; i < rows.value.size(); ++i)
        strata[rows.stratum[i]].at(rows.treated[i]).push_back(rows.value[i]);
    std::vector<std::pair<double, double>> pairs;
    double all = 0;
    for (const auto& [code, groups] : strata)
        for (const double x : groups[1])
            for (const double y : groups[0]) {
                pairs.emplace_back(x - y, 1.0 / static_cast<double>(groups[0].size() + groups[1].size() + 1));
                all += pairs.back().second;
            }
    std::sort(pairs.begin(), pairs.end());
    double below = 0;
    std::size_t at = 0;
    while (below + pairs[at].second < all / 2 - 1e-9 * all) below += pairs[at++].second;
    const bool rests = std::abs(below + pairs[at].second - all / 2) <= 1e-9 * all;
    return rests ? (pairs[at].first + pairs[at + 1].first) / 2 : pairs[at].first;
}

} // namespace

/// However many pairs there are and however they are tied, the shift is the weighted median of their differences.
void TestRanks::shiftIsAPairsDifference()
{
    for (const auto& [rows, strata, step] : {std::tuple{300U, 40U, 0.0}, std::tuple{40'000U, 9'000U, 0.0},
                                             std::tuple{3'000U, 1U, 0.0}, std::tuple{40'000U, 300U, 0.0}}) {
        const ShiftRows made = shiftRows(rows, strata, step);
        QCOMPARE(*stratifiedShift(made.all())->value, medianDifference(made));
    }
    const ShiftRows tied = shiftRows(4'000, 3, 0.5); // too many pairs lie at one place to be looked at
    QVERIFY(std::abs(*stratifiedShift(tied.all())->value - medianDifference(tied)) < 1e-8);
}

/// Strata are shared out among parts: each part says what its own rows say, to the last digit.
void TestRanks::shiftsOfParts()
{
    const ShiftRows made = shiftRows(5'000, 400, 0);
    const auto partOf = [&made](std::uint32_t row) { return std::size_t{made.stratum[row] % 4}; };
    StratifiedShift whole(made.all());
    const BootstrapPlan plan{.seed = 3, .resamples = 200, .threads = 1};
    auto parts = whole.divided(3, partOf); // the fourth goes nowhere
    QCOMPARE(parts.size(), std::size_t{3});
    for (std::size_t p = 0; p < parts.size(); ++p) {
        const ShiftRows own = made.where([&](std::uint32_t i) { return partOf(i) == p; });
        const auto expected = stratifiedShift(own.all());
        const auto found = parts[p].estimate();
        QVERIFY(found.has_value() && found->n == expected->n);
        QVERIFY(found->value == expected->value && found->low == expected->low && found->high == expected->high);
        QCOMPARE(parts[p].bootstrap(plan)->low, bootstrapStratifiedShift(own.all(), plan)->low);
    }
    QCOMPARE(whole.divided(2, [](std::uint32_t) { return std::size_t{0}; })[1].estimate().error(), Reason::OneGroup);
}

QTEST_GUILESS_MAIN(TestRanks)
#include "tst_ranks.moc"
