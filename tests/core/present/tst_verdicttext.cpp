// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/verdicttext.h"
#include "support/tinysnapshot.h"

#include <QTest>

using namespace assay;
using namespace assay::present;
using decision::Basis;
using decision::TargetState;

Q_DECLARE_METATYPE(decision::Target)

class TestVerdictText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale::c()); }
    void limits_data();
    void limits();
    void tones();
    void defaultTargetsAreCalledDefault();
    void whatIsNotAssessedIsSaid();
    void headlinesDiffer();
};

namespace {

decision::Target targetOf(const char* measure, Basis basis, double limit, bool guardRail, bool atMost = true)
{
    decision::Target target;
    target.measure = measure;
    target.basis = basis;
    target.limit = limit;
    target.guardRail = guardRail;
    target.atMost = atMost;
    return target;
}

analysis::Settings quick()
{
    analysis::Settings settings;
    settings.resamples = 20;
    return settings;
}

} // namespace

void TestVerdictText::limits_data()
{
    QTest::addColumn<decision::Target>("target");
    QTest::addColumn<QString>("expected");
    QTest::newRow("time against human-only")
        << targetOf("ticket-to-merge", Basis::Contrast, 0.85, false) << QStringLiteral("−15 %");
    QTest::newRow("rate, guard-rail") << targetOf("defects-per-100-changes", Basis::Contrast, 1.1, true)
                                      << QStringLiteral("at most ×1.10");
    QTest::newRow("level of a share") << targetOf("real-adoption", Basis::Level, 0.4, false, false)
                                      << QStringLiteral("40 %");
    QTest::newRow("level of a time, guard-rail")
        << targetOf("resolution-time", Basis::Level, 72, true) << QStringLiteral("at most 3.0 d");
    QTest::newRow("difference of shares")
        << targetOf("survival-90", Basis::Contrast, -0.05, true, false) << QStringLiteral("at least −5.0 pts");
    QTest::newRow("against the baseline")
        << targetOf("resolution-time", Basis::Change, 0.75, false) << QStringLiteral("−25 %");
}

void TestVerdictText::limits()
{
    QFETCH(decision::Target, target);
    QFETCH(QString, expected);
    QCOMPARE(limitText(target).replace(QChar(0x00a0), u' '), expected);
}

void TestVerdictText::tones()
{
    decision::TargetStatus status;
    status.state = TargetState::Met;
    QCOMPARE(targetTone(status), Tone::Good);
    status.state = TargetState::AtRisk;
    QCOMPARE(targetTone(status), Tone::Attention);
    status.state = TargetState::NotMet;
    QCOMPARE(targetTone(status), Tone::Bad);
    status.state = TargetState::NotMeasurable;
    QCOMPARE(targetTone(status), Tone::Neutral);
}

void TestVerdictText::defaultTargetsAreCalledDefault()
{
    Figures figures(test::TinySnapshot().view(), quick());
    KpiSpec kpi;
    addTargetBadge(figures, "ticket-to-merge", kpi);
    QVERIFY2(kpi.badge.startsWith(QStringLiteral("Default target −15")), qPrintable(kpi.badge));
    KpiSpec none;
    addTargetBadge(figures, "review-rounds", none);
    QVERIFY(none.badge.isEmpty());
}

void TestVerdictText::whatIsNotAssessedIsSaid()
{
    Figures figures(test::TinySnapshot().view(), quick());
    const TableSpec table = rulesTable(figures);
    QStringList answers;
    for (const TableRow& row : table.rows) answers << row.cells[2].text;
    QVERIFY(answers.contains(QStringLiteral("not assessed")));
    const BannerSpec banner = verdictBanner(figures);
    QCOMPARE(banner.title, QStringLiteral("Keep measuring"));
    QCOMPARE(banner.linkTarget, QStringLiteral("targets"));
    QVERIFY(!changeNotes(figures).notes.empty());
}

void TestVerdictText::headlinesDiffer()
{
    QStringList headlines;
    for (const auto recommendation : {decision::Recommendation::Scale, decision::Recommendation::AdjustScope,
                                      decision::Recommendation::Exit, decision::Recommendation::KeepMeasuring})
        headlines << recommendationHeadline(recommendation);
    QCOMPARE(headlines.removeDuplicates(), 0);
}

QTEST_APPLESS_MAIN(TestVerdictText)
#include "tst_verdicttext.moc"
