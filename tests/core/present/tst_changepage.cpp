// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/pages/change.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <algorithm>

using namespace assay;
using namespace assay::present;

class TestChangePage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        QLocale::setDefault(QLocale::c());
    }
    void stopsInOrderAndApart();
    void stampsOutOfOrderAreLeftOutAndSaid();
    void withoutStampsThereIsNoTimeline();
    void reasonsStrongestFirst();
    void peopleAreNotNamed();
    void unknownStaysUnknown();
    void removedLinesOfTheFix();
};

namespace {

QString plain(QString text)
{
    return text.replace(QChar::Nbsp, u' ');
}

/// A change with a ticket, reviewed, and a fix that removed lines of it and of another change.
test::TinySnapshot filled()
{
    test::TinySnapshot tiny;
    tiny.add(test::TicketRow{.created = 0, .merged = 10, .p = 1, .started = 2, .key = "PAY-1"});
    tiny.add(test::ChangeRow{.merged = 10, .p = 1, .ticket = 0, .size = 58, .born = 40});
    tiny.add(test::ChangeRow{.merged = 11, .p = 0, .team = 1});
    tiny.add(test::ChangeRow{.merged = 60, .p = 0, .team = 1});
    auto& s = tiny.raw();
    s.changes.openedAt[0] = test::at(6);
    s.changes.firstCommitAt[0] = test::at(4);
    s.changes.firstReviewAt[0] = test::at(6.01);
    s.changes.linesAlive[0] = 30;
    tiny.addDefect(51, 60, {{0, 0.62}, {1, 0.38}});
    s.defects.fix[0] = 2;
    return tiny;
}

domain::Evidence evidence(domain::Rung rung, const char* rule, const char* channel, const char* words,
                          bool human = false)
{
    domain::Evidence e;
    e.rung = rung;
    e.rule = rule;
    e.channel = channel;
    e.text = words;
    e.tool = human ? "" : "copilot";
    e.human = human;
    e.declared = rung < domain::Rung::Telemetry;
    e.strength = 0.9;
    return e;
}

template <class T>
const T& blockOf(const PageSpec& page, std::size_t place)
{
    return std::get<T>(page.blocks.at(place).block);
}

} // namespace

void TestChangePage::stopsInOrderAndApart()
{
    const PageSpec page = changePage(filled().view(), 0, {});
    QCOMPARE(page.title, QStringLiteral("#1 Change"));
    const auto& spec = blockOf<ChartSpec>(page, 0);
    QCOMPARE(spec.title, QStringLiteral("From ticket to merge: PAY-1"));
    const auto& stops = std::get<TimelineChart>(spec.body).stops;
    QStringList titles;
    QStringList legs;
    for (const auto& stop : stops) {
        titles << stop.title;
        legs << plain(stop.leg);
    }
    QCOMPARE(titles.join(u','), QStringLiteral("Ticket created,Work started,First commit,Opened,First review,Merged"));
    QCOMPARE(legs.join(u','),
             QStringLiteral("waiting 2.0 d,before first commit 2.0 d,coding 2.0 d,pickup 14 min,to the merge 4.0 d,"));
    QCOMPARE(stops.front().at, 0.0);
    QCOMPARE(stops.back().at, 1.0);
    for (std::size_t i = 1; i < stops.size(); ++i) QVERIFY(stops[i].at - stops[i - 1].at >= 0.75 / 5 - 1e-9);
    // By time alone the review would touch the opening; what is long is longer all the same.
    QVERIFY(stops[5].at - stops[4].at > stops[4].at - stops[3].at);
    QCOMPARE(plain(page.kpis[1].value), QStringLiteral("10 d"));
    QVERIFY(page.kpis[1].interval.contains(QStringLiteral("median of Team A")));
}

void TestChangePage::stampsOutOfOrderAreLeftOutAndSaid()
{
    auto tiny = filled();
    tiny.raw().changes.firstReviewAt[0] = test::at(5); // before it was opened
    const PageSpec page = changePage(tiny.view(), 0, {});
    const auto& spec = blockOf<ChartSpec>(page, 0);
    const auto& stops = std::get<TimelineChart>(spec.body).stops;
    QVERIFY(std::none_of(stops.begin(), stops.end(),
                         [](const TimelineStop& stop) { return stop.title == QStringLiteral("First review"); }));
    QCOMPARE(spec.footnote, QStringLiteral("Out of order and left out: first review."));
}

void TestChangePage::withoutStampsThereIsNoTimeline()
{
    const PageSpec page = changePage(filled().view(), 1, {});
    QVERIFY(!blockOf<ChartSpec>(page, 0).empty.isEmpty());
    QCOMPARE(page.kpis[1].value, QStringLiteral("not known"));
}

void TestChangePage::reasonsStrongestFirst()
{
    ChangeTrail trail;
    trail.evidence = {evidence(domain::Rung::Telemetry, "telemetry", "telemetry", "212 lines accepted"),
                      evidence(domain::Rung::Coverage, "no-seat", "seat", "held no seat", true),
                      evidence(domain::Rung::Marker, "copilot-coauthor", "trailer", "Copilot"),
                      evidence(domain::Rung::Marker, "copilot-coauthor", "trailer", "Copilot")};
    const PageSpec page = changePage(filled().view(), 0, trail);
    const auto& table = blockOf<TableSpec>(page, 1);
    QCOMPARE(table.title, QStringLiteral("Why AI-assisted?"));
    QStringList rows;
    for (const TableRow& row : table.rows)
        rows << row.cells[0].text + u' ' + row.cells[2].text + u' ' + row.cells[3].text + u' ' + row.cells[4].text;
    QCOMPARE(rows.join(u'|'), QStringLiteral("Trailer 2 declared 0.90 counts|Telemetry 1 inferred 0.90 agrees|"
                                             "Seat list 1 against AI 0.90 speaks against"));
    QCOMPARE(page.kpis[0].value, QStringLiteral("AI-assisted"));
    QCOMPARE(page.kpis[0].interval, QStringLiteral("declared 0.90 · trailer"));
}

void TestChangePage::peopleAreNotNamed()
{
    ChangeTrail trail;
    trail.evidence = {evidence(domain::Rung::Marker, "name", "author", "Somebody (Copilot) <somebody@example.org>"),
                      evidence(domain::Rung::Marker, "trailer", "trailer", "Copilot <copilot@example.org>")};
    const PageSpec page = changePage(filled().view(), 0, trail);
    const auto& table = blockOf<TableSpec>(page, 1);
    QStringList said;
    for (const TableRow& row : table.rows) said << row.cells[1].text;
    said.sort();
    QCOMPARE(said.join(u'|'), QStringLiteral("Copilot|the author's name or address says Copilot"));
}

void TestChangePage::unknownStaysUnknown()
{
    test::TinySnapshot tiny;
    tiny.add(test::ChangeRow{.merged = 10, .p = 0.3});
    ChangeTrail trail;
    trail.evidence = {evidence(domain::Rung::Telemetry, "telemetry", "telemetry", "3 lines accepted")};
    const PageSpec page = changePage(tiny.view(), 0, trail);
    QCOMPARE(page.kpis[0].value, QStringLiteral("Unknown"));
    const auto& table = blockOf<TableSpec>(page, 1);
    QCOMPARE(table.title, QStringLiteral("Why unknown?"));
    QCOMPARE(table.rows.at(0).cells[4].text, QStringLiteral("too weak"));
    const PageSpec silent = changePage(tiny.view(), 0, {});
    QVERIFY(blockOf<TableSpec>(silent, 1).empty.startsWith(QStringLiteral("Nothing speaks for either side")));
}

void TestChangePage::removedLinesOfTheFix()
{
    const auto view = filled().view();
    QCOMPARE(fixesOf(view.snapshot(), 0), std::vector<facts::Index>{2});
    ChangeTrail trail;
    trail.removed = {{2, "refund.cpp", 3, 2, 0, test::at(10)},
                     {2, "refund.cpp", 1, 1, 1, test::at(11)},
                     {2, "old.cpp", 4, 4, facts::kNoIndex, facts::kNoTime}};
    const PageSpec page = changePage(view, 0, trail);
    QCOMPARE(plain(page.kpis[3].value), QStringLiteral("1 defect after 41 d"));
    QVERIFY(plain(page.kpis[3].interval).endsWith(QStringLiteral("75 % of 40 lines still stand")));
    QCOMPARE(page.kpis[3].drill.rows, std::vector<facts::Index>{0});
    const auto& table = blockOf<TableSpec>(page, 2);
    QCOMPARE(table.rows.size(), std::size_t(3));
    QCOMPARE(plain(table.rows[0].cells[1].text), QStringLiteral("62 %"));
    QCOMPARE(table.rows[0].cells[5].text, QStringLiteral("this change"));
    QVERIFY(table.rows[0].cells[0].strong && !table.rows[1].cells[0].strong);
    QCOMPARE(table.rows[1].drill.kind, RowKind::OneChange);
    QCOMPARE(table.rows[1].drill.rows, std::vector<facts::Index>{1});
    QCOMPARE(table.rows[2].cells[6].text, QStringLiteral("unknown"));
    QVERIFY(!table.rows[2].drill.valid());
}

QTEST_APPLESS_MAIN(TestChangePage)
#include "tst_changepage.moc"
