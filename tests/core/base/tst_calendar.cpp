// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/calendar.h"
#include "base/holidays.h"
#include "support/places.h"

#include <QDateTime>
#include <QFile>
#include <QTest>
#include <QTimeZone>

#include <random>

using namespace assay;

namespace {

Instant at(const char* iso)
{
    return parseIsoInstant(iso).value();
}
Day day(const char* iso)
{
    return parseIsoDay(iso).value();
}
WorkCalendar calendar(CalendarRules rules)
{
    return WorkCalendar::make(std::move(rules)).value();
}

/// Working hours, counted minute by minute with Qt's own zone arithmetic: slow, and independent of the tables.
double byTheMinute(const CalendarRules& rules, const std::vector<Day>& off, Instant from, Instant to)
{
    const QTimeZone zone(QByteArray::fromStdString(rules.zone));
    int minutes = 0;
    for (Instant t = from; t < to; t += std::chrono::minutes{1}) {
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(toUnixMillis(t), zone);
        const Day today = day(qPrintable(local.date().toString(Qt::ISODate)));
        if (std::find(off.begin(), off.end(), today) != off.end()) continue;
        const std::chrono::minutes now{local.time().hour() * 60 + local.time().minute()};
        for (const WorkHours& hours : rules.week.at(static_cast<std::size_t>(local.date().dayOfWeek() - 1)))
            if (hours.from <= now && now < hours.to) ++minutes;
    }
    return minutes / 60.0;
}

} // namespace

class CalendarTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hours_data();
    void hours();
    void reversedIsNegative();
    void agreesWithCountingMinutes_data();
    void agreesWithCountingMinutes();
    void nightShiftAcrossTheChange();
    void workingDays();
    void localDays();
    void beyondTheTables();
    void offsetsAgreeWithQt();
    void holidayRules_data();
    void holidayRules();
    void easter();
    void files_data();
    void files();
    void teams();
    void shippedFile();
    void speed();
};

void CalendarTest::hours_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<double>("expected");
    const auto row = [](const char* name, const char* from, const char* to, double expected) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << expected;
    };
    // Berlin: UTC+1 in winter, UTC+2 from 2026-03-29 on. Good Friday 2026-04-03 and Easter Monday 2026-04-06 are off.
    row("within a day", "2026-03-04T10:00:00+01:00", "2026-03-04T12:30:00+01:00", 2.5);
    row("overnight", "2026-03-04T16:00:00+01:00", "2026-03-05T10:00:00+01:00", 2);
    row("night only", "2026-03-04T18:00:00+01:00", "2026-03-05T08:00:00+01:00", 0);
    row("over a weekend", "2026-03-06T16:00:00+01:00", "2026-03-09T10:00:00+01:00", 2);
    row("a week", "2026-03-02T00:00:00+01:00", "2026-03-09T00:00:00+01:00", 40);
    row("into summer time", "2026-03-27T16:00:00+01:00", "2026-03-30T10:00:00+02:00", 2);
    row("out of summer time", "2026-10-23T16:00:00+02:00", "2026-10-26T10:00:00+01:00", 2);
    row("over Easter", "2026-04-02T16:00:00+02:00", "2026-04-07T10:00:00+02:00", 2);
    row("on a holiday", "2026-04-03T09:00:00+02:00", "2026-04-03T17:00:00+02:00", 0);
    row("nothing", "2026-03-04T10:00:00+01:00", "2026-03-04T10:00:00+01:00", 0);
    row("milliseconds", "2026-03-04T10:00:00.250+01:00", "2026-03-04T10:00:00.700+01:00", 0.45 / 3600);
}

void CalendarTest::hours()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(double, expected);
    CalendarRules rules = CalendarRules::standard("Europe/Berlin");
    rules.holidays = {{"easter-2", {}}, {"easter+1", {}}};
    QCOMPARE(calendar(rules).workingHours(at(from.constData()), at(to.constData())), expected);
}

void CalendarTest::reversedIsNegative()
{
    const WorkCalendar standard;
    const Instant early = at("2026-03-04T10:00:00Z");
    const Instant late = at("2026-03-05T10:00:00Z");
    QCOMPARE(standard.workingHours(early, late), 8.0);
    QCOMPARE(standard.workingHours(late, early), -8.0);
}

void CalendarTest::agreesWithCountingMinutes_data()
{
    QTest::addColumn<QByteArray>("zone");
    for (const char* zone :
         {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo", "UTC"})
        QTest::newRow(zone) << QByteArray(zone);
}

void CalendarTest::agreesWithCountingMinutes()
{
    QFETCH(QByteArray, zone);
    CalendarRules rules = CalendarRules::standard(zone.toStdString());
    rules.week.at(1) = {{std::chrono::minutes{8 * 60 + 30}, std::chrono::hours{12}},
                        {std::chrono::hours{13}, std::chrono::hours{18}}};
    rules.week.at(5) = {{std::chrono::hours{10}, std::chrono::hours{14}}};
    rules.week.at(6) = {{std::chrono::hours{1}, std::chrono::hours{5}}}; // the Sunday night on which clocks change
    rules.holidays = {{"2026-03-31", {}}};
    const WorkCalendar planned = calendar(rules);
    std::mt19937 random(11);
    for (const char* start : {"2026-03-26T00:00:00Z", "2026-10-22T00:00:00Z", "2017-10-12T00:00:00Z"}) {
        const Instant from = at(start) + std::chrono::minutes{random() % 2000};
        const Instant to = from + std::chrono::minutes{4000 + random() % 8000};
        QCOMPARE(planned.workingHours(from, to), byTheMinute(rules, {day("2026-03-31")}, from, to));
    }
}

void CalendarTest::nightShiftAcrossTheChange()
{
    // 22:00 to 06:00 in Berlin: seven hours in the night to 2026-03-29, nine in the night to 2026-10-25.
    CalendarRules rules;
    rules.zone = "Europe/Berlin";
    for (auto& hours : rules.week) hours = {{std::chrono::hours{22}, std::chrono::hours{30}}};
    const WorkCalendar nights = calendar(rules);
    QCOMPARE(nights.workingHours(at("2026-03-28T12:00:00Z"), at("2026-03-29T12:00:00Z")), 7.0);
    QCOMPARE(nights.workingHours(at("2026-10-24T12:00:00Z"), at("2026-10-25T12:00:00Z")), 9.0);
    QCOMPARE(nights.workingHours(at("2026-06-01T12:00:00Z"), at("2026-06-08T12:00:00Z")), 56.0);
}

void CalendarTest::workingDays()
{
    CalendarRules rules = CalendarRules::standard();
    rules.holidays = {{"2026-05-01", "May Day"}};
    const WorkCalendar c = calendar(rules);
    QCOMPARE(c.workingDays({day("2026-04-27"), day("2026-05-03")}), 4);
    QVERIFY(c.isWorkingDay(day("2026-04-30")));
    QVERIFY(!c.isWorkingDay(day("2026-05-01")));
    QVERIFY(!c.isWorkingDay(day("2026-05-02")));
    QCOMPARE(c.workingDays({day("2026-05-03"), day("2026-04-27")}), 0);
}

void CalendarTest::localDays()
{
    const WorkCalendar c = calendar(CalendarRules::standard("America/New_York"));
    QCOMPARE(c.localDay(at("2026-03-04T02:00:00Z")), day("2026-03-03"));
    QCOMPARE(c.offsetAt(at("2026-07-04T02:00:00Z")), std::chrono::seconds{-4 * 3600});
}

void CalendarTest::beyondTheTables()
{
    const WorkCalendar c;
    QCOMPARE(c.workingHours(at("1960-01-01T00:00:00Z"), at("1970-01-01T00:00:00Z")), 0.0);
    QVERIFY(c.workingHours(at("1960-01-01T00:00:00Z"), at("2150-01-01T00:00:00Z")) > 180'000);
    QVERIFY(!c.isWorkingDay(day("2150-01-05")));
    CalendarRules none;
    QCOMPARE(calendar(none).workingHours(at("2020-01-01T00:00:00Z"), at("2021-01-01T00:00:00Z")), 0.0);
}

void CalendarTest::offsetsAgreeWithQt()
{
    for (const char* name : {"Europe/Berlin", "America/New_York", "Africa/Casablanca", "Pacific/Apia"}) {
        const QTimeZone zone{QByteArray(name)};
        const WorkCalendar c = calendar(CalendarRules::standard(name));
        for (std::int64_t s = 0; s < 80LL * 365 * 86400; s += 86400 * 11 + 3671)
            QCOMPARE(c.offsetAt(fromUnixSeconds(s)).count(),
                     static_cast<std::int64_t>(zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(s, Qt::UTC))));
    }
}

void CalendarTest::holidayRules_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QString>("expected"); // days of 2026 and 2027; "none" unreadable
    QTest::newRow("date") << QByteArray("2026-12-24") << "2026-12-24";
    QTest::newRow("yearly") << QByteArray("12-25") << "2026-12-25 2027-12-25";
    QTest::newRow("Good Friday") << QByteArray("Easter-2") << "2026-04-03 2027-03-26";
    QTest::newRow("Whit Monday") << QByteArray("easter+50") << "2026-05-25 2027-05-17";
    QTest::newRow("Thanksgiving") << QByteArray("4th thu nov") << "2026-11-26 2027-11-25";
    QTest::newRow("Memorial Day") << QByteArray("last mon may") << "2026-05-25 2027-05-31";
    QTest::newRow("fifth") << QByteArray("5th mon may") << "2027-05-31";
    QTest::newRow("leap day") << QByteArray("02-29") << "";
    QTest::newRow("no such day") << QByteArray("02-30") << "none";
    QTest::newRow("no such date") << QByteArray("2026-02-29") << "none";
    QTest::newRow("words") << QByteArray("christmas") << "none";
    QTest::newRow("far from Easter") << QByteArray("easter+900") << "none";
    QTest::newRow("empty") << QByteArray("") << "none";
}

void CalendarTest::holidayRules()
{
    QFETCH(QByteArray, rule);
    const auto days = holidaysOf(rule.toStdString(), 2026, 2027);
    QStringList text;
    if (!days)
        text << QStringLiteral("none");
    else
        for (const Day d : *days) text << QString::fromStdString(isoDay(d));
    QTEST(text.join(u' '), "expected");
}

void CalendarTest::easter()
{
    // Dates as published by the U.S. Naval Observatory.
    QCOMPARE(easterSunday(2000), day("2000-04-23"));
    QCOMPARE(easterSunday(2019), day("2019-04-21"));
    QCOMPARE(easterSunday(2024), day("2024-03-31"));
    QCOMPARE(easterSunday(2038), day("2038-04-25"));
}

void CalendarTest::files_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QByteArray>("says"); // empty: fine
    QTest::newRow("standard") << QByteArray("[[calendar]]\nzone='Europe/Berlin'") << QByteArray();
    QTest::newRow("breaks") << QByteArray("[[calendar]]\nhours={mon=['09:00-12:00','13:00-17:00'], fri='22:00-06:00'}")
                            << QByteArray();
    QTest::newRow("no TOML") << QByteArray("[[calendar") << QByteArray("c.toml, line 1");
    QTest::newRow("none") << QByteArray("version=1") << QByteArray("no [[calendar]]");
    QTest::newRow("zone") << QByteArray("[[calendar]]\nzone='Moon/Base'") << QByteArray("Moon/Base is unknown");
    QTest::newRow("key") << QByteArray("[[calendar]]\nzones='UTC'") << QByteArray("`zones` is not a key");
    QTest::newRow("time") << QByteArray("[[calendar]]\nhours={mon='9-17'}") << QByteArray("not a time");
    QTest::newRow("day") << QByteArray("[[calendar]]\nhours={moon='09:00-17:00'}") << QByteArray("days are mon");
    QTest::newRow("overlap") << QByteArray("[[calendar]]\nhours={mon=['09:00-13:00','12:00-17:00']}")
                             << QByteArray("overlap");
    QTest::newRow("holiday") << QByteArray("[[calendar]]\nholidays=['someday']")
                             << QByteArray("\"someday\" is none of");
}

void CalendarTest::files()
{
    QFETCH(QByteArray, toml);
    QFETCH(QByteArray, says);
    const auto set = CalendarSet::parse(toml.toStdString(), "c.toml");
    QCOMPARE(set.has_value(), says.isEmpty());
    if (!set) QVERIFY2(set.error().message.find(says.toStdString()) != std::string::npos, set.error().message.c_str());
}

void CalendarTest::teams()
{
    const auto set =
        CalendarSet::parse("[[calendar]]\nname='b'\nzone='Europe/"
                           "Berlin'\nteams=['Checkout']\n[[calendar]]\nname='all'\nhours={sat='09:00-10:00'}");
    QVERIFY(set);
    QCOMPARE(set->of("Checkout").rules().name, std::string("b"));
    QCOMPARE(set->of("Search").rules().name, std::string("all"));
    QCOMPARE(CalendarSet().of("Search").workingHours(at("2026-03-02T00:00:00Z"), at("2026-03-09T00:00:00Z")), 40.0);
}

void CalendarTest::shippedFile()
{
    QFile file(test::sourcePlace(QStringLiteral("resources/rules/calendars.toml")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto set = CalendarSet::parse(file.readAll().toStdString());
    QVERIFY2(set, set ? "" : set.error().message.c_str());
    QCOMPARE(set->all().size(), std::size_t{1});
}

void CalendarTest::speed()
{
    const WorkCalendar c = calendar(CalendarRules::standard("Europe/Berlin"));
    const Instant from = at("2026-01-01T00:00:00Z");
    double sum = 0;
    QBENCHMARK
    {
        for (int i = 0; i < 1000; ++i)
            sum += c.workingHours(from + std::chrono::hours{i}, from + std::chrono::hours{i * 7});
    }
    QVERIFY(sum > 0);
}

QTEST_APPLESS_MAIN(CalendarTest)
#include "tst_calendar.moc"
