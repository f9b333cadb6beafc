// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/contrast.h"
#include "synth/organisation.h"
#include "synth/tofacts.h"
#include "synth/truth.h"

#include <QTest>
#include <cmath>

using namespace assay;

namespace {

/// One made-up world and what the analysis said about it over many seeds.
struct Tally
{
    int runs = 0;
    int covered = 0;     ///< adjusted interval holds the truth
    int rawCovered = 0;  ///< raw interval does
    int falseAlarms = 0; ///< a verdict where there is no effect
    double bias = 0;     ///< sum of log errors
    double rawBias = 0;
    double squares = 0;

    void add(const analysis::Contrast& c, double truth)
    {
        const auto& adjusted = c.adjusted.effect;
        if (!adjusted.value || !adjusted.low || !adjusted.high || !c.raw.effect.value) return;
        ++runs;
        const auto holds = [truth](const metrics::Estimate& e) {
            return e.low && e.high && *e.low <= truth && truth <= *e.high;
        };
        covered += holds(adjusted) ? 1 : 0;
        rawCovered += holds(c.raw.effect) ? 1 : 0;
        falseAlarms +=
            c.adjusted.verdict == analysis::Verdict::Better || c.adjusted.verdict == analysis::Verdict::Worse ? 1 : 0;
        const double error = std::log(*adjusted.value / truth);
        bias += error;
        squares += error * error;
        rawBias += std::log(*c.raw.effect.value / truth);
    }
    [[nodiscard]] double share(int count) const { return runs == 0 ? 0 : static_cast<double>(count) / runs; }
    [[nodiscard]] double deviation() const { return std::sqrt(squares / runs - bias / runs * (bias / runs)); }
    void print(const char* name) const
    {
        qInfo("%-28s runs %d  covered %.1f %% (raw %.1f %%)  bias %+.4f = %+.2f standard errors (raw %+.4f)  verdicts "
              "%.1f %%",
              name, runs, 100 * share(covered), 100 * share(rawCovered), bias / runs, bias / runs / deviation(),
              rawBias / runs, 100 * share(falseAlarms));
    }
};

/// 12 seeds unless ASSAY_COVERAGE_SEEDS says otherwise: the full run takes 500.
int seeds()
{
    const int asked = qEnvironmentVariableIntValue("ASSAY_COVERAGE_SEEDS");
    return asked > 0 ? asked : 12;
}

/// Untidy worlds lose AI use without trace (telemetry switched off), which dilutes any contrast: the estimators are
/// judged in tidy ones.
synth::OrganisationSpec world(std::uint64_t seed, bool effect)
{
    synth::OrganisationSpec spec;
    spec.seed = 1000 + seed;
    spec.effects = effect ? synth::Effects::uniform(0.85, 1.4) : synth::Effects::none();
    spec.undeclaredShare = 0;
    spec.untidy = false;
    return spec;
}

} // namespace

class TestCoverage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownTruth_data();
    void knownTruth();
};

void TestCoverage::knownTruth_data()
{
    QTest::addColumn<bool>("effect");
    QTest::newRow("an effect on time and defects") << true;
    QTest::newRow("no effect") << false;
}

void TestCoverage::knownTruth()
{
    QFETCH(bool, effect);
    Tally time;
    Tally defects;
    analysis::Settings settings;
    settings.sensitivity = false;
    for (int seed = 0; seed < seeds(); ++seed) {
        const auto snapshot = std::make_shared<const facts::Snapshot>(
            synth::toSnapshot(synth::makeOrganisation(world(static_cast<std::uint64_t>(seed), effect))));
        const facts::View view(snapshot, {});
        const auto t = analysis::contrast("ticket-to-merge", view, settings);
        const auto d = analysis::contrast("defects-per-100-changes", view, settings);
        QVERIFY(t && d);
        time.add(*t, effect ? 0.85 : 1);
        defects.add(*d, effect ? 1.4 : 1);
    }
    time.print(effect ? "time, effect 0.85" : "time, none");
    defects.print(effect ? "defects, effect 1.40" : "defects, none");
    for (const Tally* tally : {&time, &defects}) {
        QCOMPARE(tally->runs, seeds());
        // Three standard deviations below 95 %: a few seeds cannot tell more.
        const double least = 0.95 - 3 * std::sqrt(0.95 * 0.05 / seeds());
        QVERIFY(tally->share(tally->covered) >= least);
        if (!effect) QVERIFY(tally->share(tally->falseAlarms) <= 1 - least);
    }
    QVERIFY2(std::abs(time.rawBias) > 3 * std::abs(time.bias), "the raw figure is meant to fail here");
}

int main(int argc, char** argv)
{
    // Hundreds of seeds take longer than Qt Test lets one function run.
    if (qEnvironmentVariableIsSet("ASSAY_COVERAGE_SEEDS")) qputenv("QTEST_FUNCTION_TIMEOUT", "100000000");
    TestCoverage test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_coverage.moc"
