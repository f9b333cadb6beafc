// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/ownrules.h"

#include <QTest>
#include <algorithm>

using namespace assay;
using namespace assay::session;

namespace {

domain::HolidayRecord off(const char* day, const char* calendar)
{
    return {*parseIsoDay(day), "Day off", calendar};
}

CalendarSet with(const std::vector<domain::HolidayRecord>& days, std::vector<std::string>* remarks = nullptr)
{
    std::vector<CalendarRules> calendars{CalendarRules::standard()};
    auto berlin = CalendarRules::standard("Europe/Berlin");
    berlin.name = "Berlin";
    berlin.teams = {"Payments", "Shop"};
    calendars.push_back(berlin);
    auto said = addHolidays(calendars, days, {"Payments", "Shop", "Search"});
    if (remarks != nullptr) *remarks = std::move(said);
    return *CalendarSet::make(std::move(calendars));
}

} // namespace

class TestOwnRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void daysOffReachTheirCalendars_data();
    void daysOffReachTheirCalendars();
    void severalUnknownCalendarsAreSaid();
    void ownCalendarsComeFirst();
};

void TestOwnRules::daysOffReachTheirCalendars_data()
{
    QTest::addColumn<QString>("calendar");
    QTest::addColumn<bool>("payments");
    QTest::addColumn<bool>("shop");
    QTest::addColumn<bool>("search");
    const auto row = [](const char* name, const char* calendar, bool payments, bool shop, bool search) {
        QTest::newRow(name) << QString::fromUtf8(calendar) << payments << shop << search;
    };
    row("none named: all", "", true, true, true);
    row("by calendar", "berlin", true, true, false);
    row("by team of a calendar", "Shop", false, true, false);
    row("by team without one", "Search", false, false, true);
    row("the only one, unknown: all", "Feiertage in Deutschland", true, true, true);
}

void TestOwnRules::daysOffReachTheirCalendars()
{
    QFETCH(QString, calendar);
    QFETCH(bool, payments);
    QFETCH(bool, shop);
    QFETCH(bool, search);
    const auto set = with({off("2026-06-03", calendar.toUtf8().constData())}); // a Wednesday
    const auto day = *parseIsoDay("2026-06-03");
    QCOMPARE(set.of("Payments").isWorkingDay(day), !payments);
    QCOMPARE(set.of("Shop").isWorkingDay(day), !shop);
    QCOMPARE(set.of("Search").isWorkingDay(day), !search);
    QVERIFY(set.of("Payments").isWorkingDay(*parseIsoDay("2026-06-04")));
}

void TestOwnRules::severalUnknownCalendarsAreSaid()
{
    std::vector<std::string> remarks;
    const auto set = with({off("2026-06-03", "Here"), off("2026-06-03", "There")}, &remarks);
    QCOMPARE(remarks.size(), std::size_t{2});
    QVERIFY(remarks.front().find("Here") != std::string::npos);
    QVERIFY(set.of("Search").isWorkingDay(*parseIsoDay("2026-06-03")));
}

void TestOwnRules::ownCalendarsComeFirst()
{
    std::vector<CalendarRules> calendars{CalendarRules::standard()};
    auto own = CalendarRules::standard("Asia/Tokyo");
    addCalendars(calendars, {own});
    QCOMPARE(calendars.size(), std::size_t{1});
    QCOMPARE(calendars.front().zone, std::string("Asia/Tokyo"));
}

QTEST_APPLESS_MAIN(TestOwnRules)
#include "tst_ownrules.moc"
