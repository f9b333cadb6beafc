// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/tracingerror.h"
#include "stats/random.h"

#include <QTest>
#include <cmath>

using namespace assay;
using namespace assay::analysis;

namespace {

constexpr double kRepositoriesDiffer = 0.33; ///< standard deviation of the logit of precision and of recall
constexpr int kChanges = 12'000;
constexpr std::array<std::int64_t, 3> kLines{20, 200, 2000};
constexpr std::array<double, 3> kDefects{0.06, 0.15, 0.35}; ///< per change of humans, by size

double moved(double share, double by)
{
    const double odds = share / (1 - share) * std::exp(by);
    return odds / (1 + odds);
}

/// Changes whose true defects are known, and what a tracer that errs makes of them.
struct World
{
    Sample sample;
    double truth = 1; ///< ratio of the true rates, AI to human
    Effect seen;      ///< what was traced, with the usual interval of a log ratio
};

World world(double ratio, std::uint64_t seed)
{
    stats::Random random(seed, 1);
    World w;
    const auto strata = tracingStrata();
    const double precise = kRepositoriesDiffer * random.normal();
    const double complete = kRepositoriesDiffer * random.normal();
    std::array<double, 2> expected{};
    std::array<double, 2> traced{};
    std::array<double, 2> changes{};
    for (int i = 0; i < kChanges; ++i) {
        const std::size_t k = random.uniform() < 0.6 ? 0 : random.uniform() < 0.7 ? 1 : 2;
        const std::size_t ai = random.uniform() < (k == 0 ? 0.3 : 0.5) ? 1 : 0;
        const double recall = moved(recallOf(strata[k]).value, complete);
        const double precision = moved(precisionOf(strata[k]).value, precise);
        const double rate = kDefects.at(k) * (ai == 1 ? ratio : 1);
        // Mistakes strike whatever change they like: as many per change in both groups.
        const double both = kDefects.at(k) * (1 + (ratio - 1) * (k == 0 ? 0.3 : 0.5));
        const double mistaken = recall * both * (1 - precision) / precision;
        const double event = (random.uniform() < rate * recall ? 1.0 : 0.0) + (random.uniform() < mistaken ? 1.0 : 0.0);
        w.sample.value.push_back(event);
        w.sample.weight.push_back(1);
        w.sample.ai.push_back(static_cast<std::uint8_t>(ai));
        w.sample.lines.push_back(kLines.at(k));
        expected.at(ai) += rate;
        traced.at(ai) += event;
        changes.at(ai) += 1;
    }
    w.truth = expected[1] / changes[1] / (expected[0] / changes[0]);
    const double crude = traced[1] / changes[1] / (traced[0] / changes[0]);
    const double error = std::sqrt(1 / traced[0] + 1 / traced[1]);
    w.seen.effect.value = crude;
    w.seen.effect.low = crude * std::exp(-1.96 * error);
    w.seen.effect.high = crude * std::exp(1.96 * error);
    w.seen.effect.level = 0.95;
    return w;
}

} // namespace

/// Worlds whose truth is known: what is corrected is right in the middle, and its interval holds the truth as often as
/// it says.
class TestTracingError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unbiasedAndCovers_data();
    void unbiasedAndCovers();
};

void TestTracingError::unbiasedAndCovers_data()
{
    QTest::addColumn<double>("ratio");
    QTest::newRow("no difference") << 1.0;
    QTest::newRow("AI worse") << 1.6;
    QTest::newRow("AI better") << 0.6;
}

void TestTracingError::unbiasedAndCovers()
{
    QFETCH(double, ratio);
    constexpr int kWorlds = 120;
    EffectRule rule;
    int covered = 0;
    int values = 0;
    double bias = 0;
    double uncorrected = 0;
    for (int i = 0; i < kWorlds; ++i) {
        const World w = world(ratio, 9000 + static_cast<std::uint64_t>(i));
        const Effect e = correctedForTracing(w.sample, w.seen, rule);
        if (!e.effect.value || !e.effect.low || !e.effect.high) continue;
        ++values;
        covered += *e.effect.low <= w.truth && w.truth <= *e.effect.high ? 1 : 0;
        bias += std::log(*e.effect.value / w.truth);
        uncorrected += std::log(*w.seen.effect.value / w.truth);
    }
    qInfo("true ratio %.1f: %d of %d intervals hold it; mean log error %+.3f, uncorrected %+.3f", ratio, covered,
          values, bias / values, uncorrected / values);
    QVERIFY(values >= kWorlds * 98 / 100);
    QVERIFY(covered >= values * 92 / 100);
    QVERIFY(std::abs(bias / values) < 0.03);
    if (ratio != 1.0) QVERIFY(std::abs(uncorrected / values) > 3 * std::abs(bias / values));
}

QTEST_APPLESS_MAIN(TestTracingError)
#include "tst_tracingerror.moc"
