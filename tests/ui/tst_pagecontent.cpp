// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chartview.h"
#include "charts/marks.h"
#include "pages/pagecontent.h"
#include "widgets/bannercard.h"
#include "widgets/chartcard.h"
#include "widgets/dropzone.h"
#include "widgets/kpicard.h"
#include "widgets/notescard.h"
#include "widgets/tablecard.h"

#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace assay;

namespace {

present::Axis axis(double from, double to)
{
    present::Axis made;
    made.min = from;
    made.max = to;
    made.ticks = {{from, QStringLiteral("from")}, {to, QStringLiteral("to")}};
    return made;
}

present::ForestChart forest()
{
    present::ForestChart chart;
    chart.x = axis(-1, 1);
    chart.left = QStringLiteral("← faster");
    chart.right = QStringLiteral("slower →");
    for (const auto* name : {"Ledger", "Apps", "Core"}) {
        present::ForestRow row;
        row.label = QString::fromUtf8(name);
        row.value = QStringLiteral("−9 %");
        row.at = -0.1;
        row.low = -0.4;
        row.high = 0.2;
        row.drill = {present::RowKind::Changes, row.label, {1, 2}};
        chart.rows.push_back(row);
    }
    return chart;
}

present::LineChart lines()
{
    present::LineChart chart;
    chart.x = axis(0, 2);
    chart.y = axis(0, 10);
    chart.series = {{QStringLiteral("AI-assisted"),
                     present::Tone::Ai,
                     false,
                     false,
                     {{{0, 3, 2, 4}, {1, 5, 4, 6}}, {{2, 4, 3, 5}}},
                     true}};
    chart.markers = {{1, QStringLiteral("rollout")}};
    return chart;
}

present::DumbbellChart dumbbell()
{
    present::DumbbellChart chart;
    chart.x = axis(0, 1);
    chart.rows = {{QStringLiteral("Ledger"), 0.9, 0.4, QStringLiteral("−50 pts"), {}, {}}};
    return chart;
}

present::BarChart bars()
{
    present::BarChart chart;
    chart.x = axis(0, 200);
    chart.rows.push_back(
        {QStringLiteral("Seats"), 200, {}, {}, QStringLiteral("200"), {}, present::Tone::Formal, {}, {}});
    return chart;
}

present::StackChart stack()
{
    present::StackChart chart;
    chart.x = axis(0, 5);
    chart.names = {QStringLiteral("Wait"), QStringLiteral("Work")};
    chart.rows = {{QStringLiteral("AI-assisted"),
                   {{2, QStringLiteral("2 d")}, {3, QStringLiteral("3 d")}},
                   QStringLiteral("5 d")}};
    return chart;
}

present::HeatMap heat()
{
    present::HeatMap map;
    map.columns = {QStringLiteral("Feature")};
    map.rows = {QStringLiteral("Ledger")};
    map.cells = {{{0.5, QStringLiteral("50 %"), {}}}};
    return map;
}

/// From a claim of 0.4 down to 0.1, as a loss of 0.3.
present::ColumnChart waterfall()
{
    present::ColumnChart chart;
    chart.x = {0, 3, {}, {}};
    chart.y = axis(0, 0.4);
    chart.columns = {
        {0, 1, 0, 0.4, QStringLiteral("Claim"), QStringLiteral("40 %"), present::Tone::Formal},
        {1, 2, 0.1, 0.4, QStringLiteral("people really using it"), QStringLiteral("−30 pts"), present::Tone::Attention},
        {2, 3, 0, 0.1, QStringLiteral("Banked"), QStringLiteral("10 %"), present::Tone::Ai}};
    return chart;
}

present::TornadoChart tornado()
{
    present::TornadoChart chart;
    chart.x = axis(-100, 100);
    chart.base = -20;
    chart.rows = {{QStringLiteral("Time saved"), -90, 60, QStringLiteral("1 %"), QStringLiteral("16 %"), {}},
                  {QStringLiteral("Cost per defect"), 0, -50, QStringLiteral("$1.5k"), QStringLiteral("$6k"), {}}};
    return chart;
}

/// Pixels of a colour, by columns or by rows: where a mark begins and ends.
QRect extentOf(const QImage& image, const QColor& colour)
{
    QRect extent;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == colour) extent |= QRect(x, y, 1, 1);
    return extent;
}

QImage drawn(const present::ChartBody& body, const QRectF& plot)
{
    QImage image(420, 240, QImage::Format_RGB32);
    image.fill(ui::Theme::light().card);
    QPainter painter(&image);
    std::vector<ui::HitArea> hits;
    ui::marksFor(body, ui::Theme::light())->paint(painter, plot, hits);
    return image;
}

present::TableSpec table()
{
    present::TableSpec spec;
    spec.title = QStringLiteral("Teams");
    present::TableColumn column;
    column.title = QStringLiteral("Team");
    spec.columns = {column};
    present::Cell cell;
    cell.text = QStringLiteral("Ledger");
    present::TableRow row;
    row.cells = {cell};
    spec.rows = {row};
    return spec;
}

present::Placed placed(present::Block block, int row)
{
    present::Placed made;
    made.block = std::move(block);
    made.row = row;
    made.height = 200;
    return made;
}

/// A page with a block of every kind, and a chart and a table that have nothing to show.
present::PageSpec everything()
{
    present::PageSpec page;
    page.id = QStringLiteral("all");
    page.title = QStringLiteral("Everything");
    page.dropHint = QStringLiteral("Drop exports here");
    present::BannerSpec banner;
    banner.title = QStringLiteral("Adjust scope");
    banner.text = QStringLiteral("It helps **here**.");
    banner.link = QStringLiteral("Why?");
    banner.linkTarget = QStringLiteral("delivery");
    page.banners = {banner};
    present::KpiSpec kpi;
    kpi.title = QStringLiteral("Delivery time");
    kpi.value = QStringLiteral("−9 %");
    kpi.spark = {1, 2, 3};
    kpi.badge = QStringLiteral("at risk");
    kpi.drill = {present::RowKind::Tickets, QStringLiteral("Delivery time"), {7}};
    page.kpis = {kpi};
    int row = 0;
    for (const present::ChartBody& body :
         {present::ChartBody(lines()), present::ChartBody(forest()), present::ChartBody(dumbbell()),
          present::ChartBody(bars()), present::ChartBody(stack()), present::ChartBody(heat()),
          present::ChartBody(waterfall()), present::ChartBody(tornado())}) {
        present::ChartSpec chart;
        chart.title = QStringLiteral("Chart %1").arg(row);
        chart.body = body;
        page.blocks.push_back(placed(chart, row++));
    }
    present::ChartSpec none;
    none.title = QStringLiteral("Nothing");
    none.empty = QStringLiteral("Import tickets to see this.");
    page.blocks.push_back(placed(none, row++));
    page.blocks.push_back(placed(table(), row++));
    page.blocks.push_back(placed(
        present::NotesSpec{QStringLiteral("Alerts"), {}, {{QStringLiteral("Look here"), present::Tone::Attention}}, {}},
        row));
    page.footnote = QStringLiteral("12 changes left out.");
    return page;
}

} // namespace

class TestPageContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::registerFonts(); }
    void everyBlockIsThere();
    void nothingIsCutOffOrOverlaps_data();
    void nothingIsCutOffOrOverlaps();
    void clickingAFigureOpensItsRows();
    void clickingAForestRowOpensItsRows_data();
    void clickingAForestRowOpensItsRows();
    void aPointOfALineIsRead();
    void theLinkOfABannerNamesItsPage();
    void aStepOfAWaterfallFloats();
    void aTornadoGoesBothWays();
    void markersKeepApart_data();
    void markersKeepApart();
    void aLabelKeepsOffTheLinesOfOtherMarkers_data();
    void aLabelKeepsOffTheLinesOfOtherMarkers();
};

void TestPageContent::aStepOfAWaterfallFloats()
{
    const QRectF plot(60, 30, 300, 160); // 100 px a column, 40 px for 0.1
    const QImage image = drawn(waterfall(), plot);
    const QRect step = extentOf(image, ui::Theme::light().tone(present::Tone::Attention));
    QVERIFY(std::abs(step.top() - 30) <= 1);
    QVERIFY2(std::abs(step.bottom() - 149) <= 1, "it ends where the next begins, not at zero");
    QVERIFY(step.left() > 160 && step.right() < 260);
    const QRect banked = extentOf(image, ui::Theme::light().tone(present::Tone::Ai));
    QVERIFY(std::abs(banked.top() - 150) <= 1);
    QVERIFY(banked.left() > 260);
}

/// Base at -20 of -100 … 100: less to the left of it, more to the right, whichever end of the assumption that is.
void TestPageContent::aTornadoGoesBothWays()
{
    const QRectF plot(100, 20, 200, 160); // 1 px a unit
    const QImage image = drawn(tornado(), plot);
    const QRect less = extentOf(image, ui::Theme::light().tone(present::Tone::Attention));
    const QRect more = extentOf(image, ui::Theme::light().tone(present::Tone::Ai));
    QVERIFY(std::abs(less.left() - 110) <= 1 && less.right() < 180);
    QVERIFY(more.left() >= 180 && std::abs(more.right() - 259) <= 1);
    QVERIFY2(less.bottom() > 110 && more.bottom() > 110, "both rows have both sides");
}

void TestPageContent::markersKeepApart_data()
{
    QTest::addColumn<double>("second");
    QTest::newRow("at the same place") << 0.0;
    QTest::newRow("a little to the right") << 0.02;
    QTest::newRow("at the right edge") << 0.99;
    QTest::newRow("far apart") << 0.6;
}

/// Break-even and the median are often close to each other: their words must not be.
void TestPageContent::markersKeepApart()
{
    QFETCH(double, second);
    present::LineChart chart;
    chart.markers = {
        {0, QStringLiteral("break-even")}, {second, QStringLiteral("median")}, {second, QStringLiteral("mean")}};
    const QRectF plot(40, 10, 300, 200);
    const auto places = ui::markerLabels(chart, plot);
    QCOMPARE(places.size(), std::size_t{3});
    QVERIFY(!places[0].intersects(places[1]));
    QVERIFY(!places[0].intersects(places[2]));
    QVERIFY(!places[1].intersects(places[2]));
    for (const auto& place : places) QVERIFY(place.left() >= plot.left() && place.right() <= plot.right());
}

void TestPageContent::aLabelKeepsOffTheLinesOfOtherMarkers_data()
{
    QTest::addColumn<double>("first");
    QTest::addColumn<double>("second");
    QTest::newRow("the other is to the right") << 0.5 << 0.55;
    QTest::newRow("the other is to the left") << 0.55 << 0.5;
    QTest::newRow("far apart") << 0.2 << 0.7;
}

void TestPageContent::aLabelKeepsOffTheLinesOfOtherMarkers()
{
    QFETCH(double, first);
    QFETCH(double, second);
    present::LineChart chart;
    chart.markers = {{first, QStringLiteral("median")}, {second, QStringLiteral("break-even")}};
    const QRectF plot(40, 10, 300, 200);
    for (const auto& place : ui::markerLabels(chart, plot))
        for (const double at : {first, second}) {
            const double x = plot.left() + at * plot.width();
            QVERIFY2(x <= place.left() || x >= place.right(), qPrintable(QString::number(at)));
        }
}

void TestPageContent::everyBlockIsThere()
{
    const ui::PageContent content(everything(), ui::Theme::light());
    QCOMPARE(content.findChildren<ui::DropZone*>().size(), 1);
    QCOMPARE(content.findChildren<ui::BannerCard*>().size(), 1);
    QCOMPARE(content.findChildren<ui::KpiCard*>().size(), 1);
    QCOMPARE(content.findChildren<ui::ChartCard*>().size(), 9);
    QCOMPARE(content.findChildren<ui::ChartView*>().size(), 8);
    QCOMPARE(content.findChildren<ui::TableCard*>().size(), 1);
    QCOMPARE(content.findChildren<ui::NotesCard*>().size(), 1);
    QStringList texts;
    for (const auto* label : content.findChildren<QLabel*>()) texts.append(label->text());
    for (const auto* words :
         {"Adjust scope", "−9 %", "Chart 5", "Import tickets to see this.", "Alerts", "12 changes left out."})
        QVERIFY2(texts.contains(QString::fromUtf8(words)), words);
}

void TestPageContent::nothingIsCutOffOrOverlaps_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("narrow") << 1090;
    QTest::newRow("wide") << 1730;
}

void TestPageContent::nothingIsCutOffOrOverlaps()
{
    QFETCH(int, width);
    ui::PageContent content(everything(), ui::Theme::light());
    content.resize(width, content.heightForWidth(width));
    content.show();
    QVERIFY(QTest::qWaitForWindowExposed(&content));
    const auto cards = content.findChildren<ui::Card*>();
    for (const auto* one : cards) {
        QVERIFY2(content.rect().contains(one->geometry()), qPrintable(one->accessibleName()));
        for (const auto* other : cards)
            if (one != other)
                QVERIFY2(!one->geometry().intersects(other->geometry()),
                         qPrintable(one->accessibleName() + other->accessibleName()));
    }
}

void TestPageContent::clickingAFigureOpensItsRows()
{
    ui::PageContent content(everything(), ui::Theme::light());
    QSignalSpy drilled(&content, &ui::PageContent::drillRequested);
    auto* card = content.findChild<ui::KpiCard*>();
    QTest::mouseClick(card, Qt::LeftButton);
    QTest::keyClick(card, Qt::Key_Space);
    QTest::mouseClick(card, Qt::RightButton);
    QCOMPARE(drilled.size(), 2);
    const auto query = drilled[0][0].value<present::RowsQuery>();
    QCOMPARE(query.kind, present::RowKind::Tickets);
    QCOMPARE(query.rows, std::vector<facts::Index>{7});
}

void TestPageContent::clickingAForestRowOpensItsRows_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("title");
    QTest::newRow("first") << 0 << QStringLiteral("Ledger");
    QTest::newRow("second") << 1 << QStringLiteral("Apps");
    QTest::newRow("third") << 2 << QStringLiteral("Core");
}

void TestPageContent::clickingAForestRowOpensItsRows()
{
    QFETCH(int, row);
    present::PageSpec page;
    present::ChartSpec spec;
    spec.title = QStringLiteral("By team");
    spec.body = forest();
    page.blocks = {placed(spec, 0)};
    ui::PageContent content(page, ui::Theme::light());
    content.resize(900, 400);
    content.show();
    QVERIFY(QTest::qWaitForWindowExposed(&content));
    content.grab();
    QSignalSpy drilled(&content, &ui::PageContent::drillRequested);
    auto* view = content.findChild<ui::ChartView*>();
    const auto place = ui::rowRect(view->chart()->plotArea(), static_cast<std::size_t>(row), 3).center();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->mapFromScene(view->chart()->mapToScene(place)));
    QCOMPARE(drilled.size(), 1);
    const auto query = drilled[0][0].value<present::RowsQuery>();
    QTEST(query.title, "title");
    QCOMPARE(query.rows, (std::vector<facts::Index>{1, 2}));
}

/// By the arrow keys, as by the mouse; a place without rows of its own opens those of the whole chart.
void TestPageContent::aPointOfALineIsRead()
{
    present::LineChart lines;
    lines.series = {{.name = QStringLiteral("AI"), .pieces = {{{0, 1, 1, 1}, {0.5, 2, 2, 2}, {1, 1, 1, 1}}}}};
    for (const double at : {0.0, 0.5, 1.0}) lines.readings.push_back({at, QStringLiteral("at %1").arg(at)});
    present::ChartSpec spec;
    spec.title = QStringLiteral("Trend");
    spec.body = lines;
    spec.drill = {present::RowKind::Tickets, QStringLiteral("All"), {3}};
    present::PageSpec page;
    page.blocks = {placed(spec, 0)};
    ui::PageContent content(page, ui::Theme::light());
    content.resize(900, 400);
    content.show();
    QVERIFY(QTest::qWaitForWindowExposed(&content));
    content.grab();
    auto* view = content.findChild<ui::ChartView*>();
    QSignalSpy drilled(&content, &ui::PageContent::drillRequested);
    QTest::keyClick(view, Qt::Key_Right);
    QTest::keyClick(view, Qt::Key_Right);
    QCOMPARE(view->accessibleDescription(), QStringLiteral("at 0.5"));
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(drilled.size(), 1);
    QCOMPARE(drilled[0][0].value<present::RowsQuery>().title, QStringLiteral("All"));
}

void TestPageContent::theLinkOfABannerNamesItsPage()
{
    ui::PageContent content(everything(), ui::Theme::light());
    content.resize(1000, content.heightForWidth(1000));
    content.show();
    QVERIFY(QTest::qWaitForWindowExposed(&content));
    QSignalSpy linked(&content, &ui::PageContent::linkActivated);
    QLabel* text = nullptr;
    for (auto* label : content.findChild<ui::BannerCard*>()->findChildren<QLabel*>())
        if (label->text().contains(QStringLiteral("<a href"))) text = label;
    QVERIFY(text != nullptr);
    text->setFocus();
    QTest::keyClick(text, Qt::Key_Tab);
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(linked.size(), 1);
    QCOMPARE(linked[0][0].toString(), QStringLiteral("delivery"));
}

QTEST_MAIN(TestPageContent)
#include "tst_pagecontent.moc"
