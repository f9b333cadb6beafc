// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/effects.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <algorithm>
#include <random>

using namespace assay;
using namespace assay::analysis;

/// Where bounds need no interval, the value is the one that comes with an interval; absent for the same reasons.
class TestEffectValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheOneWithAnInterval_data();
    void isTheOneWithAnInterval();
};

namespace {

/// Work of twenty people in two teams, half of it with AI: tickets of some days, changes of which some break.
test::TinySnapshot work()
{
    test::TinySnapshot s(20, 2, 400);
    std::mt19937 random(11);
    std::uniform_real_distribution<double> days(1, 20);
    for (int i = 0; i < 400; ++i) {
        const double p = i % 2 == 0 ? 1.0 : 0.0;
        const auto person = static_cast<facts::Index>(random() % 20);
        const double at = 0.5 * i;
        s.add(test::TicketRow{.created = at, .merged = at + days(random), .p = p, .person = person, .team = i / 2 % 2});
        s.add(test::ChangeRow{.merged = at, .p = p, .author = person, .team = i / 2 % 2});
        if (i % 2 == 0 ? i % 10 == 0 : i % 20 == 1) s.addDefect(at + 3, at + 4, {{i, 1.0}});
    }
    return s;
}

} // namespace

void TestEffectValue::isTheOneWithAnInterval_data()
{
    QTest::addColumn<QByteArray>("measure");
    for (const char* id : {"ticket-to-merge", "ticket-coverage", "defects-per-100-changes"})
        QTest::newRow(id) << QByteArray(id);
}

void TestEffectValue::isTheOneWithAnInterval()
{
    QFETCH(const QByteArray, measure);
    const test::TinySnapshot s = work();
    Sample sample = sampleOf(*metrics::metricById(measure.toStdString()), s.view());
    EffectRule rule;
    rule.ratio = sample.kind != metrics::OutcomeKind::Share;
    const auto whole = adjustedEffect(sample, kByTeam, rule).effect.value;
    const auto alone = AdjustedEffect(sample, kByTeam, rule).value();
    QVERIFY(whole && alone);
    QCOMPARE(*alone, *whole);
    std::fill(sample.cluster.begin(), sample.cluster.end(), 0U); // all of it one person's
    QVERIFY(!adjustedEffect(sample, kByTeam, rule).effect.value);
    QVERIFY(!AdjustedEffect(sample, kByTeam, rule).value());
}

QTEST_GUILESS_MAIN(TestEffectValue)
#include "tst_effectvalue.moc"
