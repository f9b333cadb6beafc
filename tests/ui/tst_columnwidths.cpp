// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/columnwidths.h"

#include <QTest>
#include <numeric>

using assay::ui::columnWidths;
using Widths = std::vector<int>;

class TestColumnWidths : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsLeftGoesByStretch() { QCOMPARE(columnWidths({{50, 100, 3}, {50, 100, 1}}, 300), (Widths{175, 125})); }
    /// A figure never breaks for the sake of a longer text beside it, nor the text for one that is shorter still.
    void whatIsMissingIsTakenFromThoseWhoCanGive()
    {
        QCOMPARE(columnWidths({{60, 200, 1}, {80, 80, 1}, {60, 130, 1}}, 305), (Widths{130, 80, 95}));
    }
    void allGiveWayAlikeWhereNothingFits()
    {
        QCOMPARE(columnWidths({{100, 400, 1}, {300, 300, 1}}, 200), (Widths{50, 150}));
    }
    void headingsStayWhole()
    {
        QCOMPARE(columnWidths({{150, 400, 1, 50}, {90, 90, 1, 90}, {110, 110, 1, 60}}, 275), (Widths{100, 90, 85}));
    }
    void theRoomIsUsedUp_data()
    {
        QTest::addColumn<int>("room");
        for (const int room : {311, 500, 777, 1203}) QTest::addRow("%d", room) << room;
    }
    void theRoomIsUsedUp()
    {
        QFETCH(int, room);
        const auto widths = columnWidths({{30, 200, 2}, {90, 100, 1}, {80, 81, 0}, {70, 333, 5}}, room);
        QCOMPARE(std::accumulate(widths.begin(), widths.end(), 0), room);
    }
    void noColumns() { QVERIFY(columnWidths({}, 300).empty()); }
};

QTEST_APPLESS_MAIN(TestColumnWidths)
#include "tst_columnwidths.moc"
