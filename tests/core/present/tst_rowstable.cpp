// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/drill.h"
#include "present/rowstable.h"
#include "present/tablecsv.h"
#include "support/tinysnapshot.h"

#include <QTest>

using namespace assay;
using namespace assay::present;

class TestRowsTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale::c()); }
    void changes();
    void ticketsInOrder();
    void defectsShowTheirHeaviestOrigin();
    void limitIsSaid();
    void peopleArePseudonyms();
    void fewPeopleAreWithheld();
    void provenanceTexts();
    void saysWhichRowsCount();
};

namespace {

test::TinySnapshot filled()
{
    test::TinySnapshot tiny(12);
    tiny.add(test::TicketRow{.created = 1, .merged = 6, .p = 1, .problems = facts::kZoneAssumed, .key = "PAY-1"});
    tiny.add(test::TicketRow{.created = 2, .state = facts::TicketState::Open, .key = "=PAY-2"});
    tiny.add(test::ChangeRow{.merged = 6, .p = 1, .author = 0, .ticket = 0});
    tiny.add(test::ChangeRow{.merged = 7, .p = 0, .author = 1, .team = 1});
    tiny.add(test::ChangeRow{.merged = 8, .author = 2, .team = 1});
    tiny.raw().origins.commit.reserve(4);
    tiny.addDefect(40, 42, {{1, 0.25}, {0, 0.75}});
    tiny.addDefect(41, 42, {});
    tiny.raw().origins.commit = {"1111111111", "2222222222"};
    return tiny;
}

QStringList column(const TableSpec& table, int index)
{
    QStringList texts;
    for (const TableRow& row : table.rows) texts << row.cells[static_cast<std::size_t>(index)].text;
    return texts;
}

int columnNamed(const TableSpec& table, const QString& title)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].title == title) return static_cast<int>(i);
    return -1;
}

} // namespace

void TestRowsTable::changes()
{
    const facts::View view = filled().view();
    const TableSpec table = rowsTable(view, allRows(view, RowKind::Changes));
    QCOMPARE(column(table, 0), (QStringList{QStringLiteral("#1"), QStringLiteral("#2"), QStringLiteral("#3")}));
    QCOMPARE(column(table, columnNamed(table, QStringLiteral("Provenance"))),
             (QStringList{QStringLiteral("AI, declared"), QStringLiteral("human-only"), QStringLiteral("unknown")}));
    QCOMPARE(column(table, columnNamed(table, QStringLiteral("Ticket"))),
             (QStringList{QStringLiteral("PAY-1"), QStringLiteral("–"), QStringLiteral("–")}));
    for (const TableRow& row : table.rows) QCOMPARE(row.cells.size(), table.columns.size());
    QVERIFY(toCsv(table).contains("2026-01-07T00:00:00Z"));
}

void TestRowsTable::ticketsInOrder()
{
    const facts::View view = filled().view();
    const TableSpec table = rowsTable(view, allRows(view, RowKind::Tickets));
    QCOMPARE(table.rows.size(), std::size_t(2));
    const auto toMerge = static_cast<std::size_t>(columnNamed(table, QStringLiteral("To merge")));
    QCOMPARE(table.rows[0].cells[toMerge].sort.toDouble(), 120.0);
    QCOMPARE(table.rows[1].cells[toMerge].text, QStringLiteral("–"));
    QVERIFY(!table.rows[1].cells[toMerge].sort.isValid());
    QCOMPARE(table.rows[0].cells.back().text, QStringLiteral("time zone assumed"));
    QVERIFY(toCsv(table).contains("'=PAY-2"));
}

void TestRowsTable::defectsShowTheirHeaviestOrigin()
{
    const facts::View view = filled().view();
    const TableSpec table = rowsTable(view, allRows(view, RowKind::Defects));
    QCOMPARE(column(table, columnNamed(table, QStringLiteral("Introduced by"))),
             (QStringList{QStringLiteral("22222222 and 1 more"), QStringLiteral("unknown: the fix only adds lines")}));
    QCOMPARE(column(table, columnNamed(table, QStringLiteral("Provenance"))),
             (QStringList{QStringLiteral("AI, declared"), QStringLiteral("unknown")}));
    QCOMPARE(table.rows[0].drill.kind, RowKind::Origins);
    QCOMPARE(table.rows[0].drill.rows, (std::vector<facts::Index>{1, 0}));
    const TableSpec origins = rowsTable(view, table.rows[0].drill);
    QCOMPARE(origins.rows.size(), std::size_t(2));
    QCOMPARE(origins.rows[1].cells[2].text, QStringLiteral("11111111"));
}

void TestRowsTable::limitIsSaid()
{
    const facts::View view = filled().view();
    const TableSpec table = rowsTable(view, allRows(view, RowKind::Changes), {2, false});
    QCOMPARE(table.rows.size(), std::size_t(2));
    QCOMPARE(table.footnote, QStringLiteral("2 of 3 rows"));
}

void TestRowsTable::peopleArePseudonyms()
{
    const facts::View view = filled().view();
    const RowsQuery all = allRows(view, RowKind::People);
    QCOMPARE(rowsTable(view, all).rows.size(), std::size_t(12));
    QCOMPARE(rowsTable(view, all).rows[0].cells[0].text, QStringLiteral("Person 0001"));
    QCOMPARE(rowsTable(view, all, {100, true}).rows[0].cells[0].text, QStringLiteral("Person 0"));
}

void TestRowsTable::fewPeopleAreWithheld()
{
    const facts::View view = filled().view();
    RowsQuery few{RowKind::People, QStringLiteral("Few"), {0, 1, 2, 3}};
    const TableSpec table = rowsTable(view, few);
    QVERIFY(table.rows.empty());
    QVERIFY(table.empty.startsWith(QStringLiteral("n < 5")));
    few.rows.push_back(4);
    QCOMPARE(rowsTable(view, few).rows.size(), std::size_t(5));
    facts::Filter strict;
    strict.minimumGroup = 8;
    QVERIFY(rowsTable(view.with(strict), few).rows.empty());
}

void TestRowsTable::provenanceTexts()
{
    test::TinySnapshot tiny;
    tiny.add(test::ChangeRow{.merged = 1, .p = 0.82});
    tiny.add(test::ChangeRow{.merged = 2, .p = 1});
    tiny.add(test::ChangeRow{.merged = 3, .p = 0.3});
    tiny.add(test::ChangeRow{.merged = 4, .p = 1, .flags = facts::kAutomation});
    tiny.raw().changes.aiShare[1] = 0.71F;
    const facts::View view = tiny.view();
    QCOMPARE(provenanceText(view, 0), QStringLiteral("AI, inferred 0.82"));
    QCOMPARE(QString(provenanceText(view, 1)).replace(QChar(0x00a0), u' '),
             QStringLiteral("AI, declared, 71 % of lines"));
    QVERIFY(!provenanceText(view, 2).startsWith(QStringLiteral("AI")));
    QCOMPARE(provenanceText(view, 3), QStringLiteral("automation"));
}

/// 30 rows of each group, of which the adjusted figure compares some; the title says how many and why not the others.
void TestRowsTable::saysWhichRowsCount()
{
    test::TinySnapshot tiny(12);
    for (int i = 0; i < 60; ++i)
        tiny.add(test::TicketRow{.created = 1 + i * 0.5,
                                 .merged = 4 + i * 0.5 + 0.01 * i,
                                 .p = i % 2 == 0 ? 1.0 : 0.0,
                                 .person = i % 12,
                                 .age = i % 10 == 0 ? facts::CodeAge::Legacy : facts::CodeAge::Recent});
    for (int i = 0; i < 7; ++i) tiny.add(test::TicketRow{.created = 40.0 + i, .merged = 45.0 + i, .person = i});
    const auto view = tiny.view();
    const auto contrast = analysis::contrast("ticket-to-merge", view, {.resamples = 20});
    QVERIFY(contrast && contrast->adjusted.effect.value && contrast->adjusted.setAside > 0);
    const auto& shown = contrast->adjusted;
    const QString said = rowsTable(view, drillContrast(*contrast, view)).subtitle;
    QVERIFY2(said.startsWith(QStringLiteral("Of these 67 rows the adjusted figure compares %1 AI-assisted with %2 "
                                            "human-only ones.")
                                 .arg(shown.nAi)
                                 .arg(shown.nHuman)),
             qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("7 (provenance unknown)")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("%1 (without a counterpart in the other group)").arg(shown.setAside)),
             qPrintable(said));
    QVERIFY(rowsTable(view, drillMeasure("ticket-to-merge", view)).subtitle.isEmpty());
}

QTEST_APPLESS_MAIN(TestRowsTable)
#include "tst_rowstable.moc"
