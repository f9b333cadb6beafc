// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/stamps.h"

#include <QTest>

using namespace assay;
using namespace assay::importers;

class TestStamps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void evidence_data();
    void evidence();
    void zones_data();
    void zones();
    void unknownZone();
    void independentOfLocale();
};

void TestStamps::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("Jira, 12 hours") << QByteArray("21/Apr/26 11:37 PM") << QByteArray("2026-04-21T23:37:00Z");
    QTest::newRow("Jira, midnight") << QByteArray("01/Jan/26 12:05 AM") << QByteArray("2026-01-01T00:05:00Z");
    QTest::newRow("Jira, noon") << QByteArray("01/Jan/26 12:05 PM") << QByteArray("2026-01-01T12:05:00Z");
    QTest::newRow("Jira, 24 hours") << QByteArray("22/Mar/14 07:59") << QByteArray("2014-03-22T07:59:00Z");
    QTest::newRow("Jira, four digits") << QByteArray("2/Jan/2006 3:04 PM") << QByteArray("2006-01-02T15:04:00Z");
    QTest::newRow("Jira, month first by name") << QByteArray("Jan/2/06 3:04 PM") << QByteArray("2006-01-02T15:04:00Z");
    QTest::newRow("Jira, only a day") << QByteArray("2/Jan/06") << QByteArray("2006-01-02T00:00:00Z");
    QTest::newRow("Spanish") << QByteArray("21/abr/26 11:37 PM") << QByteArray("2026-04-21T23:37:00Z");
    QTest::newRow("Spanish, p. m.") << QByteArray("21/abr/26 11:37 p. m.") << QByteArray("2026-04-21T23:37:00Z");
    QTest::newRow("Spanish, words") << QByteArray("15 de agosto de 2026 10:00") << QByteArray("2026-08-15T10:00:00Z");
    QTest::newRow("Polish") << QByteArray("3/paź/26 15:04") << QByteArray("2026-10-03T15:04:00Z");
    QTest::newRow("Polish, genitive") << QByteArray("3 września 2026 15:04") << QByteArray("2026-09-03T15:04:00Z");
    QTest::newRow("German") << QByteArray("3/Mär/26 15:04") << QByteArray("2026-03-03T15:04:00Z");
    QTest::newRow("German, dots") << QByteArray("03.04.2026 15:04") << QByteArray("2026-04-03T15:04:00Z");
    QTest::newRow("German, October") << QByteArray("03/Okt./2026 15:04") << QByteArray("2026-10-03T15:04:00Z");
    QTest::newRow("French") << QByteArray("3/févr./26 15:04") << QByteArray("2026-02-03T15:04:00Z");
    QTest::newRow("French, August") << QByteArray("13/août/26 3:04 PM") << QByteArray("2026-08-13T15:04:00Z");
    QTest::newRow("no-break blank before PM")
        << QByteArray("2/Jan/06 3:04\xE2\x80\xAFPM") << QByteArray("2006-01-02T15:04:00Z");
    QTest::newRow("ISO without zone") << QByteArray("2026-01-02 15:04") << QByteArray("2026-01-02T15:04:00Z");
    QTest::newRow("ISO with slashes") << QByteArray("2026/01/02") << QByteArray("2026-01-02T00:00:00Z");
    QTest::newRow("seconds and milliseconds")
        << QByteArray("2026-01-02T15:04:05.123456") << QByteArray("2026-01-02T15:04:05.123Z");
    QTest::newRow("JavaScript") << QByteArray("Wed Oct 15 2025 09:33:28 GMT+0000 (GMT+00:00)")
                                << QByteArray("2025-10-15T09:33:28Z");
    QTest::newRow("JavaScript, east") << QByteArray("Wed Oct 15 2025 09:33:28 GMT+0530 (IST)")
                                      << QByteArray("2025-10-15T04:03:28Z");
    QTest::newRow("ctime") << QByteArray("Sat Mar 22 10:53:30 UTC 2014") << QByteArray("2014-03-22T10:53:30Z");
    QTest::newRow("day decides itself") << QByteArray("16/02/2017 15:26") << QByteArray("2017-02-16T15:26:00Z");
    QTest::newRow("month decides itself") << QByteArray("02/16/2017 3:26 PM") << QByteArray("2017-02-16T15:26:00Z");
    QTest::newRow("equal day and month") << QByteArray("3/3/2017") << QByteArray("2017-03-03T00:00:00Z");
    QTest::newRow("last century") << QByteArray("2/Jan/69") << QByteArray("1969-01-02T00:00:00Z");
}

void TestStamps::reads()
{
    QFETCH(QByteArray, text);
    const auto stamp = parseStamp(text.toStdString(), DateOrder::Unknown);
    QVERIFY(stamp.has_value());
    const auto clock = LocalClock::make({});
    QTEST(QByteArray::fromStdString(isoInstant(clock->toUtc(*stamp))), "expected");
}

void TestStamps::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("order");
    const int any = static_cast<int>(DateOrder::Unknown);
    QTest::newRow("order unknown") << QByteArray("9/7/2026 10:00") << any;
    QTest::newRow("no such day") << QByteArray("31/Feb/26") << any;
    QTest::newRow("29 February of no leap year") << QByteArray("29/02/2025") << any;
    QTest::newRow("13 PM") << QByteArray("2/Jan/26 13:04 PM") << any;
    QTest::newRow("hour 24") << QByteArray("2/Jan/26 24:04") << any;
    QTest::newRow("minute 60") << QByteArray("2/Jan/26 10:60") << any;
    QTest::newRow("unknown month") << QByteArray("2/Foo/26 10:00") << any;
    QTest::newRow("two words") << QByteArray("next Tuesday maybe") << any;
    QTest::newRow("a number") << QByteArray("20260102") << any;
    QTest::newRow("empty") << QByteArray("") << any;
    QTest::newRow("year 0") << QByteArray("0000-01-01") << any;
    QTest::newRow("against the order, month 13") << QByteArray("16/02/2017") << static_cast<int>(DateOrder::MonthFirst);
    QTest::newRow("against the order, day first") << QByteArray("02/16/2017") << static_cast<int>(DateOrder::DayFirst);
    QTest::newRow("very long") << QByteArray(100'000, '1') << any;
}

void TestStamps::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(int, order);
    QVERIFY(!parseStamp(text.toStdString(), static_cast<DateOrder>(order)).has_value());
}

void TestStamps::evidence_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("expected");
    QTest::newRow("day above 12") << QByteArray("16/02/2017") << static_cast<int>(OrderEvidence::DayFirst);
    QTest::newRow("month position above 12") << QByteArray("02/16/2017") << static_cast<int>(OrderEvidence::MonthFirst);
    QTest::newRow("either") << QByteArray("9/7/2026 10:00") << static_cast<int>(OrderEvidence::Ambiguous);
    QTest::newRow("equal") << QByteArray("7/7/2026") << static_cast<int>(OrderEvidence::NotNeeded);
    QTest::newRow("dots") << QByteArray("9.7.2026") << static_cast<int>(OrderEvidence::NotNeeded);
    QTest::newRow("named") << QByteArray("9/Jul/26") << static_cast<int>(OrderEvidence::NotNeeded);
    QTest::newRow("ISO") << QByteArray("2026-07-09") << static_cast<int>(OrderEvidence::NotNeeded);
    QTest::newRow("both above 12") << QByteArray("16/16/2017") << static_cast<int>(OrderEvidence::NotADate);
}

void TestStamps::evidence()
{
    QFETCH(QByteArray, text);
    QTEST(static_cast<int>(orderEvidence(text.toStdString())), "expected");
}

void TestStamps::zones_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("Madrid, winter") << QByteArray("Europe/Madrid") << QByteArray("2026-01-15 12:00")
                                    << QByteArray("2026-01-15T11:00:00Z");
    QTest::newRow("Madrid, summer") << QByteArray("Europe/Madrid") << QByteArray("2026-07-15 12:00")
                                    << QByteArray("2026-07-15T10:00:00Z");
    QTest::newRow("Madrid, the night forward, before")
        << QByteArray("Europe/Madrid") << QByteArray("2026-03-29 01:59") << QByteArray("2026-03-29T00:59:00Z");
    QTest::newRow("Madrid, a time that never was")
        << QByteArray("Europe/Madrid") << QByteArray("2026-03-29 02:30") << QByteArray("2026-03-29T01:30:00Z");
    QTest::newRow("Madrid, the night forward, after")
        << QByteArray("Europe/Madrid") << QByteArray("2026-03-29 03:00") << QByteArray("2026-03-29T01:00:00Z");
    QTest::newRow("Madrid, a time that was twice")
        << QByteArray("Europe/Madrid") << QByteArray("2026-10-25 02:30") << QByteArray("2026-10-25T00:30:00Z");
    QTest::newRow("Madrid, after it") << QByteArray("Europe/Madrid") << QByteArray("2026-10-25 03:00")
                                      << QByteArray("2026-10-25T02:00:00Z");
    QTest::newRow("New York, twice") << QByteArray("America/New_York") << QByteArray("2026-11-01 01:30")
                                     << QByteArray("2026-11-01T05:30:00Z");
    QTest::newRow("New York, the evening before")
        << QByteArray("America/New_York") << QByteArray("2026-03-07 23:30") << QByteArray("2026-03-08T04:30:00Z");
    QTest::newRow("Kolkata") << QByteArray("Asia/Kolkata") << QByteArray("2026-07-15 12:00")
                             << QByteArray("2026-07-15T06:30:00Z");
    QTest::newRow("Lord Howe, half an hour of summer")
        << QByteArray("Australia/Lord_Howe") << QByteArray("2026-01-15 12:00") << QByteArray("2026-01-15T01:00:00Z");
    QTest::newRow("a written offset wins")
        << QByteArray("Europe/Madrid") << QByteArray("2026-07-15T12:00:00+09:00") << QByteArray("2026-07-15T03:00:00Z");
    QTest::newRow("none given") << QByteArray("") << QByteArray("2026-07-15 12:00")
                                << QByteArray("2026-07-15T12:00:00Z");
}

void TestStamps::zones()
{
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, text);
    ReadOptions options;
    options.timezone = zone.toStdString();
    auto stamps = StampReader::make(options);
    QVERIFY(stamps.has_value());
    const auto at = stamps->instant(text.toStdString());
    QVERIFY(at.has_value());
    QTEST(QByteArray::fromStdString(isoInstant(*at)), "expected");
    QCOMPARE(stamps->assumedUtc(), zone.isEmpty());
}

void TestStamps::unknownZone()
{
    ReadOptions options;
    options.timezone = "Europe/Nowhere";
    const auto stamps = StampReader::make(options);
    QVERIFY(!stamps.has_value());
    QVERIFY(stamps.error().message.find("Europe/Nowhere") != std::string::npos);
}

void TestStamps::independentOfLocale()
{
    const auto before = qgetenv("TZ");
    for (const char* zone : {"America/New_York", "Asia/Tokyo", "UTC"}) {
        qputenv("TZ", zone);
        tzset();
        const auto stamp = parseStamp("9/Jul/26 10:00", DateOrder::Unknown);
        QCOMPARE(isoInstant(LocalClock::make("Europe/Paris")->toUtc(*stamp)), std::string("2026-07-09T08:00:00Z"));
    }
    if (before.isNull())
        qunsetenv("TZ");
    else
        qputenv("TZ", before);
    tzset();
}

QTEST_APPLESS_MAIN(TestStamps)
#include "tst_stamps.moc"
