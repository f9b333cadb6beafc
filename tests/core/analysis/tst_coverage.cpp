// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/contrast.h"
#include "analysis/sensitivity.h"
#include "synth/organisation.h"
#include "synth/tofacts.h"
#include "synth/truth.h"

#include <QTest>
#include <cmath>

using namespace assay;

namespace {

/// What the analysis said about one measure over many seeds of one world.
struct Tally
{
    int runs = 0;
    int covered = 0;     ///< adjusted interval holds the truth
    int rawCovered = 0;  ///< raw interval does
    int falseAlarms = 0; ///< a verdict in the wrong direction, or any where there is no effect
    int reversals = 0;   ///< raw and adjusted point in different directions, and the contrast says so
    double bias = 0;     ///< sum of log errors
    double rawBias = 0;
    double squares = 0;

    void add(const analysis::Contrast& c, const metrics::Estimate& answer, double truth)
    {
        if (!answer.value || !answer.low || !answer.high || !c.raw.effect.value) return;
        ++runs;
        const auto holds = [truth](const metrics::Estimate& e) {
            return e.low && e.high && *e.low <= truth && truth <= *e.high;
        };
        covered += holds(answer) ? 1 : 0;
        rawCovered += holds(c.raw.effect) ? 1 : 0;
        falseAlarms += (truth >= 1 && *answer.high < 1) || (truth <= 1 && *answer.low > 1) ? 1 : 0;
        reversals += c.reversal.empty() ? 0 : 1;
        const double error = std::log(*answer.value / truth);
        bias += error;
        squares += error * error;
        rawBias += std::log(*c.raw.effect.value / truth);
    }
    [[nodiscard]] double share(int count) const { return runs == 0 ? 0 : static_cast<double>(count) / runs; }
    [[nodiscard]] double deviation() const { return std::sqrt(squares / runs - bias / runs * (bias / runs)); }
    /// A row of the table on the methods page.
    void print(const std::string& world, const char* measure, double truth) const
    {
        qInfo("| %s | %s | ×%.2f | %d | %.1f %% | %+.2f | %.1f %% | %.1f %% | %+.0f %% | %.0f %% |", world.c_str(),
              measure, truth, runs, 100 * share(covered), bias / runs / deviation(), 100 * share(falseAlarms),
              100 * share(rawCovered), 100 * std::expm1(rawBias / runs), 100 * share(reversals));
    }
};

/// 12 seeds unless ASSAY_COVERAGE_SEEDS says otherwise: the full run takes 500.
int seeds()
{
    const int asked = qEnvironmentVariableIntValue("ASSAY_COVERAGE_SEEDS");
    return asked > 0 ? asked : 12;
}

/// ASSAY_COVERAGE_FIRST chooses organisations that nobody has looked at before.
std::uint64_t firstSeed()
{
    const int asked = qEnvironmentVariableIntValue("ASSAY_COVERAGE_FIRST");
    return asked > 0 ? static_cast<std::uint64_t>(asked) : 1000;
}

/// A kind of made-up organisation with its planted truth: teams and tasks that use AI more are slower and have fewer
/// defects, work is cut off where the data end, people differ, and each has some 3,900 changes.
struct World
{
    const char* name = "";
    synth::Effects effects = synth::Effects::none();
    double time = 1;
    double defects = 1;
    double undeclared = 0; ///< share of AI-assisted changes without any trace
    int developers = 200;
    int teams = 7;
    bool confounding = true;
    bool naiveFails = true;
};

const World kWorlds[] = {
    {"confounded, clustered, censored", synth::Effects::uniform(0.85, 1.4), 0.85, 1.4},
    {"the same without effect (A/A)"},
    {"strong effect", synth::Effects::uniform(0.6, 2), 0.6, 2},
    {"three teams of 25", synth::Effects::uniform(0.85, 1.4), 0.85, 1.4, 0, 75, 3, true, false},
    {"nothing to adjust for", synth::Effects::uniform(0.85, 1.4), 0.85, 1.4, 0, 200, 7, false, false},
    {"a fifth of the use undeclared, corrected for it", synth::Effects::uniform(0.85, 1.4), 0.85, 1.4, 0.2},
};

/// Untidy worlds lose AI use without trace (telemetry switched off), which dilutes any contrast: the estimators are
/// judged in tidy ones, where what is undeclared is known.
synth::OrganisationSpec specOf(const World& world, int seed)
{
    synth::OrganisationSpec spec;
    spec.seed = firstSeed() + static_cast<std::uint64_t>(seed);
    spec.effects = world.effects;
    spec.undeclaredShare = world.undeclared;
    spec.developers = world.developers;
    spec.teams = world.teams;
    spec.confounding = world.confounding;
    spec.untidy = false;
    return spec;
}

/// The adjusted figure, put right for the share of the human-only group that is AI-assisted in truth.
metrics::Estimate answerOf(const analysis::Contrast& c, const synth::Truth& truth, metrics::OutcomeKind kind)
{
    auto e = c.adjusted.effect;
    const double share = static_cast<double>(truth.hidden) / (truth.hidden + truth.humanOnly);
    for (auto* v : {&e.value, &e.low, &e.high})
        if (*v) *v = analysis::correctedForUndeclared(**v, share, kind);
    return e;
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
    QTest::addColumn<int>("world");
    for (int i = 0; i < static_cast<int>(std::size(kWorlds)); ++i) QTest::newRow(kWorlds[i].name) << i;
}

void TestCoverage::knownTruth()
{
    QFETCH(int, world);
    const World& w = kWorlds[world];
    Tally time;
    Tally defects;
    analysis::Settings settings;
    settings.sensitivity = false;
    settings.resamples = 200; // only the raw ratio of medians draws any
    for (int seed = 0; seed < seeds(); ++seed) {
        const auto organisation = synth::makeOrganisation(specOf(w, seed));
        const auto truth = synth::truthOf(organisation);
        const auto snapshot = std::make_shared<const facts::Snapshot>(synth::toSnapshot(organisation));
        const facts::View view(snapshot, {});
        const auto t = analysis::contrast("ticket-to-merge", view, settings);
        const auto d = analysis::contrast("defects-per-100-changes", view, settings);
        QVERIFY(t && d);
        time.add(*t, answerOf(*t, truth, metrics::OutcomeKind::Time), w.time);
        defects.add(*d, answerOf(*d, truth, metrics::OutcomeKind::Rate), w.defects);
    }
    time.print(w.name, "ticket to merge", w.time);
    defects.print(w.name, "defects", w.defects);
    // Three standard deviations below 95 %: a few seeds cannot tell more.
    const double least = 0.95 - 3 * std::sqrt(0.95 * 0.05 / seeds());
    for (const Tally* tally : {&time, &defects}) {
        QCOMPARE(tally->runs, seeds());
        QVERIFY(tally->share(tally->covered) >= least);
        QVERIFY(tally->share(tally->falseAlarms) <= 1 - least);
    }
    if (w.naiveFails)
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
