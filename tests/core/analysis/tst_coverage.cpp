// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/contrast.h"
#include "analysis/effects.h"
#include "analysis/hiddenuse.h"
#include "analysis/ownwork.h"
#include "analysis/sample.h"
#include "synth/organisation.h"
#include "synth/tofacts.h"

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
    double timeTrend = 0; ///< log per year: everybody's work, with or without AI
    double defectTrend = 0;
    double quickAdopters = 0;
    bool heavyTails = false;
    double personSpread = 0.25;
};

const World kWorlds[] = {
    {"confounded, clustered, censored", synth::Effects::uniform(0.85, 1.4), 0.85, 1.4},
    {"the same without effect (A/A)"},
    {"strong effect", synth::Effects::uniform(0.6, 2), 0.6, 2},
    {"three teams of 25", synth::Effects::uniform(0.85, 1.4), 0.85, 1.4, 0, 75, 3, true, false},
    {"nothing to adjust for", synth::Effects::uniform(0.85, 1.4), 0.85, 1.4, 0, 200, 7, false, false},
    {"a fifth of the use undeclared, corrected for it", synth::Effects::uniform(0.85, 1.4), 0.85, 1.4, 0.2},
    {"all work gets quicker and breaks less by the year", synth::Effects::uniform(0.85, 1.4), 0.85, 1.4, 0, 200, 7,
     true, true, -0.25, -0.35},
    {"all work gets slower and breaks more by the year, without effect", synth::Effects::none(), 1, 1, 0, 200, 7, true,
     true, 0.25, 0.35},
    {"heavy tails, strong clustering, five teams", synth::Effects::uniform(0.85, 1.4), 0.85, 1.4, 0, 150, 5, true, true,
     0, 0, 0, true, 0.5},
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
    spec.timeTrend = world.timeTrend;
    spec.defectTrend = world.defectTrend;
    spec.quickAdopters = world.quickAdopters;
    spec.heavyTails = world.heavyTails;
    spec.personSpread = world.personSpread;
    return spec;
}

/// The adjusted figure, put right for the use that leaves no trace, of which only its rate is known.
metrics::Estimate answerOf(const analysis::Contrast& c, const World& world, const facts::View& view)
{
    auto e = c.adjusted.effect;
    if (world.undeclared == 0) return e;
    const auto sample = analysis::sampleOf(*metrics::metricById(c.measure), view);
    const double share = analysis::HiddenUse(sample, analysis::kAllCovariates).share({}, 1 - world.undeclared);
    for (auto* v : {&e.value, &e.low, &e.high})
        if (*v) *v = analysis::correctedForUndeclared(**v, share, sample.kind);
    return e;
}

} // namespace

class TestCoverage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownTruth_data();
    void knownTruth();
    void quickPeopleTakeToAi();
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
        const auto snapshot = std::make_shared<const facts::Snapshot>(synth::toSnapshot(organisation));
        const facts::View view(snapshot, {});
        const auto t = analysis::contrast("ticket-to-merge", view, settings);
        const auto d = analysis::contrast("defects-per-100-changes", view, settings);
        QVERIFY(t && d);
        time.add(*t, answerOf(*t, w, view), w.time);
        defects.add(*d, answerOf(*d, w, view), w.defects);
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

/// Whoever uses AI much is quicker, with or without it: no covariate of the work tells that from an effect, but each
/// person against themselves does.
void TestCoverage::quickPeopleTakeToAi()
{
    World world{"quick people take to AI"};
    world.quickAdopters = 0.15;
    analysis::EffectRule rule;
    rule.settings.sensitivity = false;
    double adjusted = 0;
    double own = 0;
    double ownDefects = 0;
    int covered = 0;
    int coveredDefects = 0;
    for (int seed = 0; seed < seeds(); ++seed) {
        const auto organisation = synth::makeOrganisation(specOf(world, seed));
        const auto snapshot = std::make_shared<const facts::Snapshot>(synth::toSnapshot(organisation));
        const facts::View view(snapshot, facts::Filter{});
        const auto sample = analysis::sampleOf(*metrics::metricById("ticket-to-merge"), view);
        const auto all = analysis::adjustedEffect(sample, analysis::kAllCovariates, rule).effect;
        const auto within = analysis::withinPerson(sample, rule).effect;
        const auto defects =
            analysis::withinPerson(analysis::sampleOf(*metrics::metricById("defects-per-100-changes"), view), rule)
                .effect;
        QVERIFY(all.value && within.value && within.low && within.high);
        QVERIFY(defects.value && defects.low && defects.high);
        adjusted += std::log(*all.value) / seeds();
        own += std::log(*within.value) / seeds();
        ownDefects += std::log(*defects.value) / seeds();
        covered += *within.low <= 1 && *within.high >= 1 ? 1 : 0;
        coveredDefects += *defects.low <= 1 && *defects.high >= 1 ? 1 : 0;
    }
    qInfo("times adjusted %+.3f, against themselves %+.3f on the log scale, covered %d of %d", adjusted, own, covered,
          seeds());
    qInfo("defects against themselves %+.3f on the log scale, covered %d of %d", ownDefects, coveredDefects, seeds());
    QVERIFY(adjusted < -0.05);
    QVERIFY(std::abs(own) < 0.2 * std::abs(adjusted));
    const double least = seeds() * (0.95 - 3 * std::sqrt(0.95 * 0.05 / seeds()));
    QVERIFY(covered >= least);
    QVERIFY(coveredDefects >= least);
}

int main(int argc, char** argv)
{
    // Hundreds of seeds take longer than Qt Test lets one function run.
    if (qEnvironmentVariableIsSet("ASSAY_COVERAGE_SEEDS")) qputenv("QTEST_FUNCTION_TIMEOUT", "100000000");
    TestCoverage test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_coverage.moc"
