// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/lineset.h"

#include <QTest>
#include <set>

using namespace assay::lineage;

namespace {

std::vector<LineId> linesOf(const LineSet& lines, Run run)
{
    std::vector<LineId> found;
    lines.forEachStretch(run, [&found](Run stretch) {
        for (LineId line = stretch.first; line < stretch.first + stretch.count; ++line) found.push_back(line);
    });
    return found;
}

} // namespace

class TestLineSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsWhatWasAdded_data();
    void holdsWhatWasAdded();
    void visitsPartOfARun();
    void stretchesAreAsLongAsTheyCanBe();
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
    QCOMPARE(linesOf(lines, {0, 200}), std::vector<LineId>(expected.begin(), expected.end()));
    LineId rank = 0;
    const LineRanks ranks(lines);
    for (LineId line = 0; line < 200; ++line) {
        QCOMPARE(lines.contains(line), expected.contains(line));
        QCOMPARE(ranks.rank(line), rank);
        if (expected.contains(line)) ++rank;
    }
    QCOMPARE(ranks.size(), rank);
}

void TestLineSet::visitsPartOfARun()
{
    LineSet lines(300);
    lines.add({10, 200});
    QCOMPARE(linesOf(lines, {62, 4}), (std::vector<LineId>{62, 63, 64, 65}));
    QCOMPARE(linesOf(lines, {208, 90}), (std::vector<LineId>{208, 209}));
    QCOMPARE(linesOf(lines, {0, 10}), std::vector<LineId>());
}

/// Stretches go on from one word to the next, and end only where a line is not in the set.
void TestLineSet::stretchesAreAsLongAsTheyCanBe()
{
    LineSet lines(400);
    lines.add({60, 8});
    lines.add({128, 128});
    lines.add({399, 1});
    std::vector<Run> found;
    lines.forEachStretch({0, 400}, [&found](Run stretch) { found.push_back(stretch); });
    QCOMPARE(found, (std::vector<Run>{{60, 8}, {128, 128}, {399, 1}}));
}

QTEST_APPLESS_MAIN(TestLineSet)
#include "tst_lineset.moc"
