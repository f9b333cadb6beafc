// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tablespecmodel.h"
#include "widgets/tablecard.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace assay;

namespace {

present::Cell cell(const QString& text, const QVariant& sort = {})
{
    present::Cell made;
    made.text = text;
    made.sort = sort;
    return made;
}

present::TableColumn column(const QString& title, bool number)
{
    present::TableColumn made;
    made.title = title;
    made.number = number;
    return made;
}

present::TableRow row(const QString& name, const QString& text, const QVariant& sort)
{
    present::TableRow made;
    made.cells = {cell(name), cell(text, sort)};
    made.drill = {present::RowKind::Changes, name, {1}};
    return made;
}

/// As text 1,204 stands before 9 and 38; as values it comes last.
present::TableSpec sizes()
{
    present::TableSpec spec;
    spec.id = QStringLiteral("sizes");
    spec.title = QStringLiteral("Sizes");
    spec.columns = {column(QStringLiteral("Team"), false), column(QStringLiteral("Changes"), true)};
    spec.rows = {row(QStringLiteral("Ledger"), QStringLiteral("1,204"), 1204),
                 row(QStringLiteral("Apps"), QStringLiteral("9"), 9),
                 row(QStringLiteral("Core"), QStringLiteral("38"), 38)};
    return spec;
}

QStringList firstColumn(const QTableView& table)
{
    QStringList names;
    for (int i = 0; i < table.model()->rowCount(); ++i) names.append(table.model()->index(i, 0).data().toString());
    return names;
}

} // namespace

class TestTableSpecModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheContractOfModels_data();
    void keepsTheContractOfModels();
    void aShortRowHasEmptyCells();
    void rolesSayWhatTheSpecSays();
    void sortsByValueNotByText();
    void copiesSelectedRows();
    void enterOpensTheRowsBehindTheRowShown();
    void headingsBreakInsteadOfBeingCut();
    void knowsTheRowChosen();
};

void TestTableSpecModel::keepsTheContractOfModels_data()
{
    QTest::addColumn<int>("rows");
    QTest::newRow("no rows") << 0;
    QTest::newRow("one row") << 1;
    QTest::newRow("three rows") << 3;
}

void TestTableSpecModel::keepsTheContractOfModels()
{
    QFETCH(int, rows);
    auto spec = sizes();
    spec.rows.resize(static_cast<std::size_t>(rows));
    ui::TableSpecModel model(spec);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), rows);
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Changes"));
    QVERIFY(!model.headerData(2, Qt::Horizontal, Qt::DisplayRole).isValid());
}

void TestTableSpecModel::aShortRowHasEmptyCells()
{
    auto spec = sizes();
    spec.rows[1].cells.pop_back();
    const ui::TableSpecModel model(spec);
    QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("Apps"));
    QVERIFY(!model.index(1, 1).data().isValid());
}

void TestTableSpecModel::rolesSayWhatTheSpecSays()
{
    auto spec = sizes();
    auto& cell = spec.rows[0].cells[1];
    cell.tone = present::Tone::Bad;
    cell.badge = true;
    cell.bar = 0.25;
    const ui::TableSpecModel model(spec);
    const auto index = model.index(0, 1);
    QCOMPARE(index.data(ui::TableSpecModel::kToneRole).toInt(), static_cast<int>(present::Tone::Bad));
    QVERIFY(index.data(ui::TableSpecModel::kBadgeRole).toBool());
    QCOMPARE(index.data(ui::TableSpecModel::kBarRole).toDouble(), 0.25);
    QVERIFY(!model.index(1, 1).data(ui::TableSpecModel::kBarRole).isValid());
    QCOMPARE(index.data(ui::TableSpecModel::kSortRole).toInt(), 1204);
    QCOMPARE(model.index(0, 0).data(ui::TableSpecModel::kSortRole).toString(), QStringLiteral("Ledger"));
    QVERIFY((index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0);
}

void TestTableSpecModel::sortsByValueNotByText()
{
    ui::TableCard card(sizes(), ui::Theme::light(), true);
    auto& table = *card.table();
    QCOMPARE(firstColumn(table),
             QStringList({QStringLiteral("Ledger"), QStringLiteral("Apps"), QStringLiteral("Core")}));
    table.sortByColumn(1, Qt::AscendingOrder);
    QCOMPARE(firstColumn(table),
             QStringList({QStringLiteral("Apps"), QStringLiteral("Core"), QStringLiteral("Ledger")}));
    table.sortByColumn(1, Qt::DescendingOrder);
    QCOMPARE(firstColumn(table),
             QStringList({QStringLiteral("Ledger"), QStringLiteral("Core"), QStringLiteral("Apps")}));
}

void TestTableSpecModel::copiesSelectedRows()
{
    ui::TableCard card(sizes(), ui::Theme::light(), true);
    card.resize(400, 300);
    card.show();
    card.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&card));
    auto& table = *card.table();
    table.setFocus();
    table.selectRow(0);
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    QTest::keySequence(&table, QKeySequence::Copy);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Ledger\t1,204\n"));
}

void TestTableSpecModel::enterOpensTheRowsBehindTheRowShown()
{
    ui::TableCard card(sizes(), ui::Theme::light(), true);
    card.resize(400, 300);
    card.show();
    QVERIFY(QTest::qWaitForWindowExposed(&card));
    card.table()->sortByColumn(1, Qt::AscendingOrder);
    card.table()->setCurrentIndex(card.table()->model()->index(0, 0));
    QSignalSpy drilled(&card, &ui::TableCard::drillRequested);
    QTest::keyClick(card.table(), Qt::Key_Return);
    QCOMPARE(drilled.size(), 1);
    QCOMPARE(drilled[0][0].value<present::RowsQuery>().title, QStringLiteral("Apps"));
}

/// The columns of a list of tickets, as wide as a window of 1280 pixels leaves them.
void TestTableSpecModel::headingsBreakInsteadOfBeingCut()
{
    present::TableSpec spec = sizes();
    spec.columns.clear();
    for (const char* title : {"Ticket", "Title", "Type", "Task type", "Team", "State", "Provenance", "Created",
                              "Merged", "Opened → merged", "Working time", "Lines accepted", "Reopened"})
        spec.columns.push_back(column(QString::fromUtf8(title), false));
    for (auto& line : spec.rows) line.cells.assign(spec.columns.size(), cell(QStringLiteral("a text of some length")));
    ui::TableCard card(spec, ui::Theme::light(), true);
    card.resize(1020, 400);
    card.show();
    QVERIFY(QTest::qWaitForWindowExposed(&card));
    const auto* header = card.table()->horizontalHeader();
    const QFontMetricsF metrics(header->font());
    int width = 0;
    for (int i = 0; i < header->count(); ++i) {
        const auto title = card.table()->model()->headerData(i, Qt::Horizontal).toString();
        const double room = header->sectionSize(i) - 16;
        const QRectF needed = metrics.boundingRect(QRectF(0, 0, room, 1000), Qt::TextWordWrap, title);
        QVERIFY2(needed.width() <= room + 1 && needed.height() <= header->height(), qPrintable(title));
        width += header->sectionSize(i);
    }
    QVERIFY(width <= card.table()->viewport()->width() + 1);
}

void TestTableSpecModel::knowsTheRowChosen()
{
    present::TableSpec spec = sizes();
    spec.rows[1].id = QStringLiteral("apps");
    ui::TableCard card(spec, ui::Theme::light(), true);
    QVERIFY(card.currentRow().isEmpty());
    card.table()->sortByColumn(1, Qt::AscendingOrder);
    card.table()->setCurrentIndex(card.table()->model()->index(0, 1));
    QCOMPARE(card.currentRow(), QStringLiteral("apps"));
    card.table()->setCurrentIndex(card.table()->model()->index(1, 1));
    QVERIFY(card.currentRow().isEmpty());
}

QTEST_MAIN(TestTableSpecModel)
#include "tst_tablespecmodel.moc"
