// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/estimatetext.h"
#include "present/format.h"

#include <QTest>
#include <QTimeZone>
#include <limits>

using namespace assay;
using namespace assay::present;

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale::c()); }
    void values_data();
    void values();
    void amounts();
    void intervals_data();
    void intervals();
    void changes();
    void germanUsesItsOwnMarks();
    void unitsSaidOnce();
    void periods();
    void localTimeCrossesDst();
    void captions();
    void missingFiguresSayWhy();
};

namespace {

/// No-break spaces written as plain ones, so that rows stay readable.
QString plain(QString text)
{
    return text.replace(QChar(0x00a0), u' ');
}

Day day(const char* iso)
{
    return *parseIsoDay(iso);
}

} // namespace

void TestFormat::values_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<QString>("expected");
    const auto row = [](double value, const char* unit, const QString& expected) {
        QTest::addRow("%g %s", value, unit) << value << QByteArray(unit) << expected;
    };
    row(0.5, "h", QStringLiteral("30 min"));
    row(4.24, "h", QStringLiteral("4.2 h"));
    row(30, "h", QStringLiteral("30 h"));
    row(110.4, "h", QStringLiteral("4.6 d"));
    row(1104, "h", QStringLiteral("46 d"));
    row(0, "h", QStringLiteral("0 h"));
    row(3.1, "d", QStringLiteral("3.1 d"));
    row(0.31, "share", QStringLiteral("31 %"));
    row(0.021, "share", QStringLiteral("2.1 %"));
    row(0.09, "share", QStringLiteral("9 %"));
    row(0, "share", QStringLiteral("0 %"));
    row(1, "share", QStringLiteral("100 %"));
    row(1.184, "ratio", QStringLiteral("×1.18"));
    row(4.6178, "per 100 changes", QStringLiteral("4.62 per 100 changes"));
    row(61, "count", QStringLiteral("61"));
    row(1204, "count", QStringLiteral("1,204"));
    row(28500, "USD", QStringLiteral("$28.5k"));
    row(42000, "USD", QStringLiteral("$42k"));
    row(-42000, "USD", QStringLiteral("−$42k"));
    row(1300000, "USD", QStringLiteral("$1.3M"));
    row(950, "USD", QStringLiteral("$950"));
    row(912, "USD per month", QStringLiteral("$912 per month"));
    row(55.4, "points", QStringLiteral("55 pts"));
    row(std::numeric_limits<double>::quiet_NaN(), "share", QStringLiteral("–"));
}

void TestFormat::amounts()
{
    QCOMPARE(formatAmount(1665, "USD"), QStringLiteral("$1,665.00"));
    QCOMPARE(formatAmount(-0.5, "USD"), QStringLiteral("−$0.50"));
    QCOMPARE(formatAmount(-0.004, "USD"), QStringLiteral("$0.00"));
    QCOMPARE(formatAmount(1665.4, "USD", 0), QStringLiteral("$1,665"));
    QCOMPARE(formatAmount(-12.5, "EUR"), QStringLiteral("−EUR\u00a012.50"));
    QCOMPARE(formatAmount(std::numeric_limits<double>::infinity(), "USD"), QStringLiteral("–"));
}

void TestFormat::values()
{
    QFETCH(double, value);
    QFETCH(QByteArray, unit);
    QFETCH(QString, expected);
    QCOMPARE(plain(formatValue(value, unit.toStdString())), expected);
}

void TestFormat::intervals_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<QString>("expected");
    QTest::newRow("one unit") << 98.4 << 124.8 << QByteArray("h") << QStringLiteral("4.1 … 5.2 d");
    QTest::newRow("both ends in days") << 20.0 << 124.8 << QByteArray("h") << QStringLiteral("0.8 … 5.2 d");
    QTest::newRow("both ends in hours") << 20.0 << 47.0 << QByteArray("h") << QStringLiteral("20 … 47 h");
    QTest::newRow("two units") << 0.5 << 4.5 << QByteArray("h") << QStringLiteral("30 min … 4.5 h");
    QTest::newRow("money") << 800.0 << 1200.0 << QByteArray("USD per month")
                           << QStringLiteral("$800 … $1.2k per month");
    QTest::newRow("shares") << 0.27 << 0.36 << QByteArray("share") << QStringLiteral("27 … 36 %");
    QTest::newRow("long unit once") << 3.5 << 5.25 << QByteArray("per 100 changes")
                                    << QStringLiteral("3.50 … 5.25 per 100 changes");
    QTest::newRow("ratio") << 0.97 << 1.43 << QByteArray("ratio") << QStringLiteral("×0.97 … ×1.43");
}

void TestFormat::intervals()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(QByteArray, unit);
    QFETCH(QString, expected);
    QCOMPARE(plain(formatInterval(low, high, unit.toStdString())), expected);
}

void TestFormat::changes()
{
    QCOMPARE(plain(formatChange(0.91)), QStringLiteral("−9 %"));
    QCOMPARE(plain(formatChange(1.14)), QStringLiteral("+14 %"));
    QCOMPARE(plain(formatChange(0.999)), QStringLiteral("0 %"));
    QCOMPARE(plain(formatPoints(-0.47)), QStringLiteral("−47 pts"));
    QCOMPARE(plain(formatPoints(0.013)), QStringLiteral("+1.3 pts"));
    QCOMPARE(formatNumber(-0.004, 2), QStringLiteral("0.00"));
    QCOMPARE(formatCount(-1204), QStringLiteral("−1,204"));
}

void TestFormat::germanUsesItsOwnMarks()
{
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(plain(formatValue(4.6178, "per 100 changes")), QStringLiteral("4,62 per 100 changes"));
    QCOMPARE(formatCount(1204), QStringLiteral("1.204"));
    QCOMPARE(formatRatio(1.184), QStringLiteral("×1,18"));
    QVERIFY(formatDay(day("2026-10-12")).startsWith(QStringLiteral("12 Okt")));
}

void TestFormat::unitsSaidOnce()
{
    QCOMPARE(formatBare(912, "USD per month"), QStringLiteral("$912"));
    QCOMPARE(unitWords("USD per month"), QStringLiteral("per month"));
    QCOMPARE(formatBare(4.6178, "per 100 changes"), QStringLiteral("4.62"));
    QCOMPARE(unitWords("per 100 changes"), QStringLiteral("per 100 changes"));
    QVERIFY(unitWords("h").isEmpty() && unitWords("share").isEmpty() && unitWords("count").isEmpty());
    QCOMPARE(plain(formatBareInterval(3.5, 5.25, "per 100 changes")), QStringLiteral("3.50 … 5.25"));
    QCOMPARE(formatTick(2.5), QStringLiteral("2.5"));
    QCOMPARE(formatTick(10), QStringLiteral("10"));
}

void TestFormat::periods()
{
    QCOMPARE(formatPeriod({day("2026-01-01"), day("2026-10-31")}), QStringLiteral("1 Jan – 31 Oct 2026"));
    QCOMPARE(formatPeriod({day("2025-07-01"), day("2026-01-31")}), QStringLiteral("1 Jul 2025 – 31 Jan 2026"));
    QCOMPARE(formatMonth(day("2026-10-31")), QStringLiteral("Oct 2026"));
}

void TestFormat::localTimeCrossesDst()
{
    qputenv("TZ", "Europe/Berlin");
    tzset();
    QCOMPARE(formatInstant(*parseIsoInstant("2026-03-29T00:30:00Z")), QStringLiteral("29 Mar 2026 01:30"));
    QCOMPARE(formatInstant(*parseIsoInstant("2026-03-29T01:30:00Z")), QStringLiteral("29 Mar 2026 03:30"));
    qputenv("TZ", "UTC");
    tzset();
}

void TestFormat::captions()
{
    metrics::Estimate e;
    e.value = 110.4;
    e.low = 98.4;
    e.high = 124.8;
    e.unit = "h";
    e.n = {{"AI-assisted", 1204}, {"human-only", 3871}};
    e.coverage = 0.834;
    e.method = "Kaplan–Meier median, log-log interval";
    e.from = day("2026-01-01");
    e.to = day("2026-10-31");
    e.excluded = {{"no ticket", 40}, {"cancelled", 0}};
    QCOMPARE(plain(captionText(e)), QStringLiteral("95 % CI 4.1 … 5.2 d · n 1,204 / 3,871 · coverage 83 %"));
    const QString details = plain(detailsText(e));
    QVERIFY(details.contains(QStringLiteral("n: AI-assisted 1,204, human-only 3,871")));
    QVERIFY(details.contains(QStringLiteral("Left out: 40 (no ticket)")));
    QVERIFY(!details.contains(QStringLiteral("cancelled")));
    QVERIFY(details.contains(QStringLiteral("1 Jan – 31 Oct 2026")));
    e.n = {{"resolved", 873}, {"open", 6}, {"cancelled", 0}};
    QCOMPARE(plain(countsText(e)), QStringLiteral("n 873 resolved / 6 open"));
    analysis::Effect effect;
    effect.effect.value = 0.91;
    effect.effect.low = 0.84;
    effect.effect.high = 0.99;
    effect.effect.n = {{"AI-assisted", 1204}, {"human-only", 3871}};
    QCOMPARE(plain(effectCaptionText(effect, EffectStyle::Change)),
             QStringLiteral("95 % CI −16 % … −1 % · n 1,204 / 3,871"));
    effect.setAside = 2310;
    QCOMPARE(plain(effectCaptionText(effect, EffectStyle::Change)),
             QStringLiteral("95 % CI −16 % … −1 % · n 1,204 / 3,871, 2,310 without a counterpart"));
}

void TestFormat::missingFiguresSayWhy()
{
    metrics::Estimate e;
    e.unit = "share";
    e.n = {{"", 3}};
    QCOMPARE(figureText(e), QStringLiteral("not enough data"));
    e.note = "n < 5";
    QVERIFY(withheld(e));
    QCOMPARE(figureText(e), QStringLiteral("n < 5"));
    e.note = "no usage report covers this period";
    QVERIFY(!withheld(e));
    QCOMPARE(plain(captionText(e)), QStringLiteral("no usage report covers this period · n 3"));
    QVERIFY(detailsText(e).contains(QStringLiteral("Coverage: not known")));
}

QTEST_APPLESS_MAIN(TestFormat)
#include "tst_format.moc"
