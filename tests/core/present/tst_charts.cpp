// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/present/fakecontrast.h"
#include "present/axes.h"
#include "present/forest.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <cmath>

using namespace assay;
using namespace assay::present;

class TestCharts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale::c()); }
    void niceTicks_data();
    void niceTicks();
    void timeTicks_data();
    void timeTicks();
    void ratiosAreSymmetric();
    void differencesAreLinear();
    void forestRows();
    void smallGroupsSayWhy();
    void verdictWords();
};

namespace {

QStringList labels(const Axis& axis)
{
    QStringList found;
    for (const AxisTick& tick : axis.ticks) found << QString(tick.label).replace(QChar(0x00a0), u' ');
    return found;
}

Day dayOfIso(const char* iso)
{
    return *parseIsoDay(iso);
}

} // namespace

void TestCharts::niceTicks_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, double low, double high, const char* ticks) {
        QTest::newRow(name) << low << high << QString::fromLatin1(ticks).split(u' ');
    };
    row("days", 3.2, 6.9, "3 4 5 6 7");
    row("zero", 0, 214, "0 50 100 150 200 250");
    row("exact end", 0, 100, "0 20 40 60 80 100");
    row("small", 0, 0.004, "0 0.001 0.002 0.003 0.004");
    row("flat", 5, 5, "2 3 4 5 6 7 8");
    row("nothing", 0, 0, "0 0.2 0.4 0.6 0.8 1");
    row("negative", -1.5, 1.5, "-2 -1 0 1 2");
}

void TestCharts::niceTicks()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(QStringList, expected);
    const Axis axis = niceAxis(low, high, [](double v) { return QString::number(v, 'g', 6); });
    QCOMPARE(labels(axis), expected);
    QVERIFY(axis.min <= low && axis.max >= high);
}

void TestCharts::timeTicks_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("ten months") << QByteArray("2026-01-01") << QByteArray("2026-10-31")
                                << QStringList{QStringLiteral("Jan 2026"), QStringLiteral("Mar"), QStringLiteral("May"),
                                               QStringLiteral("Jul"), QStringLiteral("Sept")};
    QTest::newRow("four months") << QByteArray("2025-11-05") << QByteArray("2026-03-01")
                                 << QStringList{QStringLiteral("Dec 2025"), QStringLiteral("Jan 2026"),
                                                QStringLiteral("Feb"), QStringLiteral("Mar")};
    QTest::newRow("three weeks") << QByteArray("2026-02-01") << QByteArray("2026-02-21")
                                 << QStringList{QStringLiteral("1 Feb"), QStringLiteral("8 Feb"),
                                                QStringLiteral("15 Feb")};
    QTest::newRow("one day") << QByteArray("2026-02-01") << QByteArray("2026-02-01")
                             << QStringList{QStringLiteral("1 Feb")};
}

void TestCharts::timeTicks()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QStringList, expected);
    const Axis axis = timeAxis({dayOfIso(from.constData()), dayOfIso(to.constData())});
    QCOMPARE(labels(axis), expected);
    QVERIFY(axis.max > axis.min);
}

void TestCharts::ratiosAreSymmetric()
{
    const Axis axis = effectAxis(EffectStyle::Ratio, std::log(1.9));
    QCOMPARE(labels(axis), (QStringList{QStringLiteral("×0.50"), QStringLiteral("×0.70"), QStringLiteral("×1"),
                                        QStringLiteral("×1.40"), QStringLiteral("×2")}));
    QCOMPARE(axis.min, -axis.max);
    QCOMPARE(effectPosition(axis, EffectStyle::Ratio, 1), 0.0);
    QCOMPARE(effectPosition(axis, EffectStyle::Ratio, 2), -effectPosition(axis, EffectStyle::Ratio, 0.5));
    QCOMPARE(effectPosition(axis, EffectStyle::Ratio, 50), axis.max);
    QCOMPARE(effectPosition(axis, EffectStyle::Ratio, 0), axis.min);
    QCOMPARE(labels(effectAxis(EffectStyle::Change, 0.2)).first(), QStringLiteral("−20 %"));
}

void TestCharts::differencesAreLinear()
{
    const Axis axis = effectAxis(EffectStyle::Points, 0.09);
    QCOMPARE(axis.min, -axis.max);
    QCOMPARE(effectPosition(axis, EffectStyle::Points, -0.07), -0.07);
    QVERIFY(labels(axis).contains(QStringLiteral("0.0 pts")));
}

void TestCharts::forestRows()
{
    const auto contrast = test::contrastOf();
    const facts::View view = test::TinySnapshot().view();
    const ForestChart chart =
        segmentForest(contrast, view, [](const analysis::Effect& e) { return e.id.find(':') == std::string::npos; });
    QCOMPARE(chart.rows.size(), std::size_t(5));
    QVERIFY(chart.rows[0].summary);
    QCOMPARE(chart.rows[0].label, QStringLiteral("All work (adjusted)"));
    QCOMPARE(QString(chart.rows[0].value).replace(QChar(0x00a0), u' '), QStringLiteral("−9 %"));
    QCOMPARE(chart.rows[0].counts, QStringLiteral("212 / 1,341"));
    QCOMPARE(chart.rows[1].tone, Tone::Good);
    QCOMPARE(chart.rows[2].tone, Tone::Neutral);
    QCOMPARE(chart.rows[3].tone, Tone::Bad);
    QVERIFY(chart.rows[3].low > chart.none && chart.rows[3].low < *chart.rows[3].at &&
            *chart.rows[3].at < chart.rows[3].high);
    QVERIFY(chart.rows[1].low >= chart.x.min && chart.rows[1].high <= chart.x.max);
}

void TestCharts::smallGroupsSayWhy()
{
    const auto contrast = test::contrastOf();
    const ForestChart chart = forestChart(contrast.segments, EffectStyle::Change, false);
    QVERIFY(!chart.rows.back().at.has_value());
    QCOMPARE(chart.rows.back().note, QStringLiteral("n < 5"));
    QVERIFY(chart.rows.back().value.isEmpty());
}

void TestCharts::verdictWords()
{
    using metrics::BetterIs;
    const auto contrast = test::contrastOf();
    QCOMPARE(verdictWord(contrast.segments[0], EffectStyle::Change, BetterIs::Lower), QStringLiteral("faster"));
    QCOMPARE(verdictWord(contrast.segments[2], EffectStyle::Ratio, BetterIs::Lower), QStringLiteral("higher rate"));
    QCOMPARE(verdictWord(contrast.segments[0], EffectStyle::Points, BetterIs::Higher), QStringLiteral("higher"));
    QCOMPARE(verdictWord(contrast.segments[1], EffectStyle::Ratio, BetterIs::Lower), QStringLiteral("inconclusive"));
}

QTEST_APPLESS_MAIN(TestCharts)
#include "tst_charts.moc"
