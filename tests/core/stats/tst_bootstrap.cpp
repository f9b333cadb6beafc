// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/golden.h"
#include "stats/bootstrap.h"
#include "stats/linear.h"
#include "stats/medianratio.h"
#include "stats/random.h"

#include <QTest>

#include <array>
#include <limits>
#include <numeric>

#include <Random123/philox.h>

using namespace assay;
using namespace assay::stats;

namespace {

/// Correlation of two columns in which row i counts `counts[i]` times.
double correlation(std::span<const double> x, std::span<const double> y, std::span<const std::uint32_t> counts)
{
    double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double w = counts[i];
        n += w;
        sx += w * x[i];
        sy += w * y[i];
        sxx += w * x[i] * x[i];
        syy += w * y[i] * y[i];
        sxy += w * x[i] * y[i];
    }
    return (n * sxy - sx * sy) / std::sqrt((n * sxx - sx * sx) * (n * syy - sy * sy));
}

// The law school data of Efron & Tibshirani (1993), table 3.1.
const std::vector<double> kLsat{576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594};
const std::vector<double> kGpa{3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43,
                               3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96};

ClusterStatisticFactory lawSchool()
{
    return [] {
        return [](std::span<const std::uint32_t> counts, std::span<double> out) {
            out[0] = correlation(kLsat, kGpa, counts);
        };
    };
}

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

} // namespace

class TestBootstrap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void philoxKnownAnswers();
    void philoxAgainstRandom123();
    void uniformAndBelow();
    void threadsDoNotMatter();
    void mediansAsWrittenOut();
    void lawSchoolIntervals();
    void chickWeights();
    void degenerate();
};

/// The authors' own vectors (Random123, kat_vectors).
void TestBootstrap::philoxKnownAnswers()
{
    QVERIFY((philox({0, 0, 0, 0}, {0, 0}) == PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    QVERIFY((philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
             PhiloxBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    QVERIFY((philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
             PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

void TestBootstrap::philoxAgainstRandom123()
{
    for (std::uint32_t i = 0; i < 1000; ++i) {
        const std::array<std::uint32_t, 4> c{i, i * 2654435761U, ~i, i ^ 0xdeadbeefU};
        const std::array<std::uint32_t, 2> k{i * 7U, i * 13U + 1U};
        const r123::Philox4x32 generator;
        const r123::Philox4x32::ctr_type counter{{c[0], c[1], c[2], c[3]}};
        const r123::Philox4x32::ukey_type key{{k[0], k[1]}};
        const auto theirs = generator(counter, key);
        const auto ours = philox(c, k);
        for (std::size_t j = 0; j < 4; ++j) QCOMPARE(ours[j], theirs[j]);
    }
}

void TestBootstrap::uniformAndBelow()
{
    Random random(1, 2);
    std::array<int, 6> faces{};
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 60'000; ++i) {
        ++faces[random.below(6)];
        const double z = random.normal();
        sum += z;
        squares += z * z;
    }
    for (int count : faces) QVERIFY(std::abs(count - 10'000) < 450);
    QVERIFY(std::abs(sum / 60'000) < 0.02);
    QVERIFY(std::abs(squares / 60'000 - 1) < 0.03);
    Random same(1, 2);
    Random other(1, 3);
    QVERIFY(same() != other());
}

void TestBootstrap::threadsDoNotMatter()
{
    BootstrapPlan plan{.clusters = kLsat.size(), .seed = 5, .resamples = 500, .threads = 1};
    const auto one = clusterBootstrap(plan, lawSchool());
    plan.threads = 4;
    const auto four = clusterBootstrap(plan, lawSchool());
    QVERIFY(one->values == four->values);
    plan.first = 200;
    plan.resamples = 300;
    const auto rest = clusterBootstrap(plan, lawSchool()); // going on where 200 draws stopped
    QVERIFY(std::equal(rest->values[0].begin(), rest->values[0].end(), one->values[0].begin() + 200));
}

void TestBootstrap::lawSchoolIntervals()
{
    const std::vector<std::uint32_t> once(kLsat.size(), 1);
    const double point = correlation(kLsat, kGpa, once);
    QVERIFY(std::abs(point - 0.776) < 5e-4); // Efron & Tibshirani (1993), section 3.2
    const BootstrapPlan plan{.clusters = kLsat.size(), .seed = 42, .resamples = 100'000};
    const auto draws = clusterBootstrap(plan, lawSchool());
    const auto without = leaveOneClusterOut(plan, lawSchool());
    const auto knife = jackknife(point, without->values[0]);
    const auto percentile = percentileInterval(point, draws->values[0]);
    const auto bca = bcaInterval(point, draws->values[0], without->values[0]);
    GOLDEN_OR_SKIP(expected, "clustered_se_bootstrap.json");
    const test::Golden law = expected[u"law"];
    COMPARE_NEAR(knife->standardError, law[u"jackknife_se"], 1e-9);
    COMPARE_NEAR(knife->bias, law[u"jackknife_bias"], 1e-9);
    COMPARE_NEAR(knife->acceleration, law[u"bca_accel"], 1e-9);
    COMPARE_NEAR(point, law[u"cor"], 1e-9);
    COMPARE_NEAR(percentile->standardError, law[u"boot_se"], 0.01);
    COMPARE_NEAR(*biasCorrection(point, draws->values[0]), law[u"z0"], 0.1);
    const double slack = 0.03 * 0.6;
    const auto basic = basicInterval(point, draws->values[0]);
    const auto normal = normalInterval(point, draws->values[0]);
    COMPARE_WITHIN(*basic->low, law[u"basic"][0], slack);
    COMPARE_WITHIN(*basic->high, law[u"basic"][1], slack);
    COMPARE_WITHIN(*normal->low, law[u"norm"][0], slack);
    COMPARE_WITHIN(*normal->high, law[u"norm"][1], slack);
    COMPARE_WITHIN(*percentile->low, law[u"perc"][0], slack);
    COMPARE_WITHIN(*percentile->high, law[u"perc"][1], slack);
    COMPARE_WITHIN(*bca->low, law[u"bca"][0], slack);
    COMPARE_WITHIN(*bca->high, law[u"bca"][1], slack);
}

/// Regression coefficients over resampled chicks: a chick drawn twice counts twice.
void TestBootstrap::chickWeights()
{
    GOLDEN_OR_SKIP(expected, "clustered_se_bootstrap.json");
    TABLE_OR_SKIP(table, "chickweight.csv");
    const auto y = table.numbers(QStringLiteral("weight"));
    const auto chick = table.codes(QStringLiteral("Chick"));
    Design x(table.rows());
    x.intercept().column("Time", table.numbers(QStringLiteral("Time")));
    const std::vector<std::string> diets{"1", "2", "3", "4"};
    x.factor("Diet", table.codes(QStringLiteral("Diet")), diets);
    const auto factory = [&] {
        return [&, weights = std::vector<double>(y.size())](std::span<const std::uint32_t> counts,
                                                            std::span<double> out) mutable {
            for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = counts[chick[i]];
            const auto fit = linearRegression(y, x, {.errors = ErrorKind::Model, .weights = weights});
            for (std::size_t j = 0; j < out.size(); ++j)
                out[j] = fit ? fit->coefficients[j + 1].value : std::numeric_limits<double>::quiet_NaN();
        };
    };
    const auto clusters = std::size_t(expected[u"n_clusters"].toInt());
    const auto draws = clusterBootstrap({.clusters = clusters, .statistics = 4, .seed = 7, .resamples = 4000}, factory);
    QVERIFY(draws.has_value());
    for (std::size_t j = 0; j < 4; ++j)
        COMPARE_NEAR(percentileInterval(0, draws->values[j])->standardError, expected[u"cluster_bootstrap_se"][j],
                     0.05);
}

void TestBootstrap::degenerate()
{
    QCOMPARE(clusterBootstrap({.clusters = 0}, lawSchool()).error(), Reason::Empty);
    QCOMPARE(clusterBootstrap({.clusters = 1}, lawSchool()).error(), Reason::OneCluster);
    const std::atomic<bool> stop{true};
    QCOMPARE(clusterBootstrap({.clusters = 15, .cancelled = &stop}, lawSchool()).error(), Reason::Cancelled);
    const std::vector<double> undefined(100, std::numeric_limits<double>::quiet_NaN());
    QCOMPARE(percentileInterval(1, undefined).error(), Reason::TooFew);
    const std::vector<double> constant(100, 1.0);
    QCOMPARE(bcaInterval(1, constant, constant).error(), Reason::Constant);
    QCOMPARE(*percentileInterval(1, constant)->low, 1.0);
}

/// What skips most rows agrees with medians of the resamples written out row by row, on few clusters and many, ties,
/// and one cluster that outweighs the others.
void TestBootstrap::mediansAsWrittenOut()
{
    Random random(12);
    for (int trial = 0; trial < 12; ++trial) {
        const std::uint32_t clusters = trial % 2 == 0 ? 4 : 60;
        const std::size_t n = 40 + 400 * static_cast<std::size_t>(trial);
        std::vector<double> value(n);
        std::vector<std::uint8_t> treated(n);
        std::vector<std::uint32_t> cluster(n);
        for (std::size_t i = 0; i < n; ++i) {
            cluster[i] = trial % 3 == 0 && random.below(2) == 0 ? 0 : random.below(clusters);
            treated[i] = random.below(3) == 0 ? 1 : 0;
            value[i] = trial % 4 == 1 ? 1 + random.below(5) : std::exp(random.normal() + 0.2 * cluster[i]);
        }
        for (std::uint32_t c = 0; c < clusters; ++c) cluster[c] = c;
        const BootstrapPlan plan{.clusters = clusters, .seed = 3, .resamples = 100};
        const auto slow = clusterBootstrap(plan, [&] {
            return [&](std::span<const std::uint32_t> counts, std::span<double> out) {
                std::vector<double> drawn[2];
                for (std::size_t i = 0; i < n; ++i)
                    drawn[treated[i]].insert(drawn[treated[i]].end(), counts[cluster[i]], value[i]);
                const auto median = [](std::vector<double>& v) {
                    std::sort(v.begin(), v.end());
                    const std::size_t half = v.size() / 2;
                    return v.empty() ? kNothing : v.size() % 2 == 1 ? v[half] : (v[half - 1] + v[half]) / 2;
                };
                out[0] = std::log(median(drawn[1]) / median(drawn[0]));
            };
        });
        const auto expected = percentileInterval(0, slow->values.front());
        const auto fast = medianRatio(value, treated, cluster, plan);
        QVERIFY(expected.has_value() && fast.has_value());
        QVERIFY(std::abs(*fast->low / std::exp(*expected->low) - 1) < 1e-12);
        QVERIFY(std::abs(*fast->high / std::exp(*expected->high) - 1) < 1e-12);
    }
}

QTEST_GUILESS_MAIN(TestBootstrap)
#include "tst_bootstrap.moc"
