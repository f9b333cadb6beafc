// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/lineset.h"

#include <QTest>
#include <set>

using namespace assay::lineage;

class TestLineSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsWhatWasAdded_data();
    void holdsWhatWasAdded();
    void visitsPartOfARun();
};

void TestLineSet::holdsWhatWasAdded_data()
{
    QTest::addColumn<quint32>("first");
    QTest::addColumn<quint32>("count");
    QTest::newRow("nothing") << 7U << 0U;
    QTest::newRow("one line") << 0U << 1U;
    QTest::newRow("within a word") << 3U << 5U;
    QTest::newRow("a whole word") << 64U << 64U;
    QTest::newRow("up to a word's end") << 60U << 4U;
    QTest::newRow("across several words") << 63U << 130U;
    QTest::newRow("to the last line") << 190U << 10U;
}

void TestLineSet::holdsWhatWasAdded()
{
    QFETCH(quint32, first);
    QFETCH(quint32, count);
    LineSet lines(200);
    lines.add({first, count});
    lines.add({5, 2}); // may overlap
    std::set<LineId> expected{5, 6};
    for (LineId line = first; line < first + count; ++line) expected.insert(line);
    std::vector<LineId> found;
    lines.forEach({0, 200}, [&found](LineId line) { found.push_back(line); });
    QCOMPARE(found, std::vector<LineId>(expected.begin(), expected.end()));
}

void TestLineSet::visitsPartOfARun()
{
    LineSet lines(300);
    lines.add({10, 200});
    std::vector<LineId> found;
    lines.forEach({62, 4}, [&found](LineId line) { found.push_back(line); });
    QCOMPARE(found, (std::vector<LineId>{62, 63, 64, 65}));
    found.clear();
    lines.forEach({208, 90}, [&found](LineId line) { found.push_back(line); });
    QCOMPARE(found, (std::vector<LineId>{208, 209}));
}

QTEST_APPLESS_MAIN(TestLineSet)
#include "tst_lineset.moc"
