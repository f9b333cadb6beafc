// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/pooling.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace assay::stats;

class TestPooling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eightSchools();
    void noVariation();
    void degenerate();
};

namespace {
// Rubin (1981), the eight schools, as in Gelman et al., Bayesian Data Analysis, table 5.2.
const std::array<double, 8> kEffects{28, 8, -3, 7, -1, 1, 18, 12};
const std::array<double, 8> kErrors{15, 10, 16, 11, 9, 11, 10, 18};
} // namespace

/// Gelman et al.: pooled effect 7.7 with error 4.1, Q = 4.7 on 7 degrees of freedom, so no heterogeneity is estimated.
void TestPooling::eightSchools()
{
    const auto pooled = inverseVariancePooling(kEffects, kErrors);
    QVERIFY(std::abs(*pooled->fixed.value - 7.7) < 0.05);
    QVERIFY(std::abs(*pooled->fixed.standardError - 4.1) < 0.05);
    QVERIFY(std::abs(pooled->heterogeneity.statistic - 4.7) < 0.05);
    QCOMPARE(pooled->betweenVariance, 0.0);
    QCOMPARE(pooled->inconsistency, 0.0);
    const auto shrunk = shrink(kEffects, kErrors);
    for (const Estimate& group : shrunk->groups) QVERIFY(std::abs(*group.value - shrunk->centre) < 1e-9);
}

/// Effects ten times as large differ beyond their errors: shrunk towards the centre, the uncertain ones further.
void TestPooling::noVariation()
{
    std::array<double, 8> large = kEffects;
    for (double& v : large) v *= 10;
    const auto shrunk = shrink(large, kErrors);
    QVERIFY(shrunk->betweenVariance > 5000);
    for (std::size_t i = 0; i < large.size(); ++i) {
        const double kept = (*shrunk->groups[i].value - shrunk->centre) / (large[i] - shrunk->centre);
        QVERIFY(std::abs(kept - shrunk->weight[i]) < 1e-9);
        QVERIFY(kept > 0.9 && kept < 1);
    }
    QVERIFY(shrunk->weight[7] < shrunk->weight[4]);
    const std::array<double, 3> equal{5, 5, 5};
    const auto constant = shrink(equal, std::array{1.0, 2.0, 3.0});
    QCOMPARE(constant->centre, 5.0);
    QCOMPARE(constant->betweenVariance, 0.0);
}

void TestPooling::degenerate()
{
    QCOMPARE(inverseVariancePooling({}, {}).error(), Reason::Empty);
    QCOMPARE(inverseVariancePooling(kEffects, std::array{1.0}).error(), Reason::LengthMismatch);
    QCOMPARE(inverseVariancePooling(std::array{1.0}, std::array{0.0}).error(), Reason::ZeroWeight);
    QCOMPARE(shrink(std::array{1.0, 2.0}, std::array{1.0, 1.0}).error(), Reason::TooFew);
    const auto single = inverseVariancePooling(std::array{3.0}, std::array{2.0});
    QCOMPARE(*single->random.value, 3.0);
}

QTEST_GUILESS_MAIN(TestPooling)
#include "tst_pooling.moc"
