// SPDX-License-Identifier: GPL-3.0-or-later
#include "decision/registration.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <limits>

using namespace assay;
using namespace assay::decision;
using assay::test::TicketRow;
using assay::test::TinySnapshot;

namespace {

DayRange daysOf(int from, int to)
{
    return {fromEpochDay(test::day(from)), fromEpochDay(test::day(to))};
}

Day onDay(int day)
{
    return fromEpochDay(test::day(day));
}

facts::View tickets()
{
    TinySnapshot s(10, 1, 120);
    for (int i = 0; i < 100; ++i)
        s.add(TicketRow{.created = i * 0.5, .merged = i * 0.5 + 4 + 0.01 * i, .person = i % 10});
    return s.view();
}

Target halfTheTime()
{
    Target target;
    target.measure = "ticket-to-merge";
    target.basis = Basis::Change;
    target.limit = 0.5;
    target.baseline = daysOf(0, 55);
    target.window = daysOf(60, 110);
    target.owner = "Engineering";
    return target;
}

} // namespace

class TestRegistration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatCannotBeJudged_data();
    void refusesWhatCannotBeJudged();
    void ofSomePriorities();
    void namesTheNameless();
    void measuresItsBaselineOnce();
    void isPostHocOnceTheWindowIsOpen_data();
    void isPostHocOnceTheWindowIsOpen();
    void keepsEveryEdit();
};

void TestRegistration::refusesWhatCannotBeJudged_data()
{
    QTest::addColumn<QString>("measure");
    QTest::addColumn<int>("basis");
    QTest::addColumn<double>("limit");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* measure, Basis basis, double limit, const char* said) {
        QTest::newRow(name) << QString::fromUtf8(measure) << static_cast<int>(basis) << limit
                            << QString::fromUtf8(said);
    };
    row("no such measure", "velocity", Basis::Level, 1, "There is no measure “velocity”");
    row("not a number", "ticket-to-merge", Basis::Change, std::numeric_limits<double>::quiet_NaN(), "not a number");
    row("percent for a share", "real-adoption", Basis::Level, 40, "Write 40 % as 0.4");
    row("no ratio", "ticket-to-merge", Basis::Change, -0.25, "is a ratio");
    row("percent for a ratio", "ticket-to-merge", Basis::Contrast, 85, "is a ratio");
    row("nothing to compare", "idle-seats", Basis::Contrast, 0.9, "cannot be compared");
}

void TestRegistration::refusesWhatCannotBeJudged()
{
    QFETCH(QString, measure);
    QFETCH(int, basis);
    QFETCH(double, limit);
    QFETCH(QString, said);
    Target target = halfTheTime();
    target.measure = measure.toStdString();
    target.basis = static_cast<Basis>(basis);
    target.limit = limit;
    const auto result = checked(target, tickets());
    QVERIFY(!result);
    QVERIFY2(QString::fromStdString(result.error().message).contains(said), result.error().message.c_str());
    QVERIFY(checked(halfTheTime(), tickets()));

    Target windows = halfTheTime();
    windows.window = daysOf(50, 110);
    QVERIFY(checked(windows, tickets()).error().message.find("overlap") != std::string::npos);
    windows.window = daysOf(110, 60);
    QVERIFY(checked(windows, tickets()).error().message.find("ends before") != std::string::npos);
    windows = halfTheTime();
    windows.baseline.reset();
    QVERIFY(checked(windows, tickets()).error().message.find("baseline window") != std::string::npos);
    windows = halfTheTime();
    windows.teams = {"Nobody"};
    QVERIFY(checked(windows, tickets()).error().message.find("Nobody") != std::string::npos);
    windows = halfTheTime();
    windows.owner.clear();
    QVERIFY(checked(windows, tickets()).error().message.find("who answers for it") != std::string::npos);
}

void TestRegistration::ofSomePriorities()
{
    TinySnapshot s(10, 1, 120);
    s.raw().priorities = {"P1", "P2"};
    for (int i = 0; i < 200; ++i) {
        const double days = i % 2 == 0 ? 1 + 0.001 * i : 6;
        s.add(TicketRow{.created = i * 0.5, .merged = i * 0.5 + days, .person = i % 10, .priority = i % 2});
    }
    Target target = halfTheTime();
    target.priorities = {"P1"};
    const auto accepted = checked(target, s.view());
    QVERIFY2(accepted, accepted ? "" : accepted.error().message.c_str());
    QCOMPARE(accepted->title, std::string("Ticket to merge: at most ×0.50 of the baseline, P1"));
    const auto kept = registered(*accepted, onDay(58), s.view());
    QVERIFY2(kept.measuredBaseline && std::abs(*kept.measuredBaseline->value - 24) < 4, "P1 takes a day");
    QVERIFY(kept.measuredBaseline->n && *kept.measuredBaseline->n >= 55 && *kept.measuredBaseline->n <= 58);
    QVERIFY(std::abs(*statusOf(kept, s.view(), {}).evidence.value - 1) < 0.1);
    Target wider = kept;
    wider.priorities = {"P1", "P2"};
    const auto moved = edited(kept, wider, onDay(58), s.view());
    QCOMPARE(moved.edits.front().what, std::string("priorities P1 → P1, P2"));
    QVERIFY(*moved.measuredBaseline->value > *kept.measuredBaseline->value); // measured anew

    target.priorities = {"P9"};
    QVERIFY(checked(target, s.view()).error().message.find("There is no priority \"P9\"") != std::string::npos);
    target.priorities = {"P1"};
    target.measure = "defects-per-100-changes";
    QVERIFY(checked(target, s.view()).error().message.find("cannot be limited to priorities") != std::string::npos);
}

void TestRegistration::namesTheNameless()
{
    const auto target = checked(halfTheTime(), tickets());
    QVERIFY(target);
    QCOMPARE(target->title, std::string("Ticket to merge: at most ×0.50 of the baseline"));
    QCOMPARE(target->id, std::string("ticket-to-merge-at-most-0-50-of-the-baseline"));
}

void TestRegistration::measuresItsBaselineOnce()
{
    const auto target = registered(halfTheTime(), onDay(58), tickets());
    QVERIFY(target.measuredBaseline && target.measuredBaseline->value);
    const double seen = *target.measuredBaseline->value;
    QVERIFY2(seen > 96 && seen < 120, qPrintable(QString::number(seen)));

    // Data that arrive later do not move the goal: the same window, measured on slower tickets, would be twice as long.
    TinySnapshot later(10, 1, 120);
    for (int i = 0; i < 100; ++i)
        later.add(TicketRow{.created = i * 0.5, .merged = i * 0.5 + 8 + 0.01 * i, .person = i % 10});
    for (int i = 0; i < 100; ++i)
        later.add(TicketRow{.created = 60 + i * 0.4, .merged = 60 + i * 0.4 + 3 + 0.01 * i, .person = i % 10});
    const auto status = statusOf(target, later.view(), {});
    QVERIFY(status.evidence.value);
    QVERIFY2(std::abs(*status.evidence.value * seen / 24 - 3.5) < 0.3, status.sentence.c_str());
}

void TestRegistration::isPostHocOnceTheWindowIsOpen_data()
{
    QTest::addColumn<int>("today");
    QTest::addColumn<bool>("postHoc");
    QTest::newRow("a week before") << 53 << false;
    QTest::newRow("the day before") << 59 << false;
    QTest::newRow("on its first day") << 60 << true;
    QTest::newRow("after its end") << 200 << true;
}

void TestRegistration::isPostHocOnceTheWindowIsOpen()
{
    QFETCH(int, today);
    QFETCH(bool, postHoc);
    const auto target = registered(halfTheTime(), onDay(today), tickets());
    QCOMPARE(target.postHoc, postHoc);
    QCOMPARE(target.registeredOn, std::optional<Day>(onDay(today)));
    // A status says so, too.
    QCOMPARE(statusOf(target, tickets(), {}).sentence.find("Post hoc") != std::string::npos, postHoc);
}

void TestRegistration::keepsEveryEdit()
{
    const auto first = registered(halfTheTime(), onDay(50), tickets());
    QVERIFY(edited(first, first, onDay(90), tickets()).edits.empty()); // nothing changed, nothing noted

    Target next = first;
    next.owner = "Ada";
    const auto second = edited(first, next, onDay(55), tickets());
    QCOMPARE(second.edits.size(), std::size_t{1});
    QVERIFY(!second.postHoc);
    QCOMPARE(second.edits[0].what, std::string("owner Engineering → Ada"));

    next = second;
    next.limit = 0.9;
    const auto third = edited(second, next, onDay(80), tickets());
    QCOMPARE(third.edits.size(), std::size_t{2});
    QCOMPARE(third.edits[1].what, std::string("limit at most ×0.50 → at most ×0.90"));
    QVERIFY(third.edits[1].postHoc && third.postHoc);

    // Moving the window into the future does not wash it clean.
    next = third;
    next.window = daysOf(100, 118);
    const auto fourth = edited(third, next, onDay(90), tickets());
    QVERIFY(fourth.postHoc);
    QCOMPARE(fourth.registeredOn, first.registeredOn);
    QCOMPARE(fourth.measuredBaseline->value, first.measuredBaseline->value);
}

QTEST_GUILESS_MAIN(TestRegistration)
#include "tst_registration.moc"
