// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/recordlist.h"
#include "importers/telemetry/usagemerge.h"
#include "importers/text/rowset.h"

#include <QTest>

#include <random>
#include <set>

using namespace assay;
using namespace assay::importers;
using namespace assay::importers::tests;

class TestUsageMerge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileOnTheWayChangesNothing_data();
    void aFileOnTheWayChangesNothing();
    void sumsStayWithin64Bits();
    void setKnowsWhatItHolds();
};

namespace {

domain::UsageDayRecord anyRow(std::mt19937& random)
{
    const auto below = [&random](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
    domain::UsageDayRecord row;
    row.tool = below(2) == 0 ? "cursor" : "copilot";
    row.identity = "developer-with-a-long-name-" + std::to_string(below(7)) + "@example.com";
    row.surface = below(2) == 0 ? "" : "editor";
    row.day = fromEpochDay(20'000 + below(6));
    if (below(3) > 0) row.interactions = below(100);
    if (below(3) > 0) row.tokens = std::int64_t{1} << static_cast<unsigned>(below(50));
    if (below(3) > 0) row.costUsd = below(1000) / 700.0;
    if (below(2) > 0) row.firstEvent = row.lastEvent = fromUnixMillis(1'760'000'000'000 + below(1000));
    return row;
}

/// What 3,000 rows, some of them repeated, come to, with room for `most` of them in memory.
QByteArray merged(std::size_t most, bool named)
{
    RecordList list;
    const Input input{"usage.csv", {}};
    const CancelToken cancel;
    Reading reading(input, list, cancel, {});
    UsageMerge merge(most);
    std::mt19937 random(7);
    for (int i = 0; i < 3000; ++i) {
        const auto row = anyRow(random);
        if (named) {
            const auto identity = rowKey({row.tool, row.identity, row.surface, isoDay(row.day), std::to_string(i / 9)});
            merge.add(row, identity);
            if (i % 5 == 0) merge.add(row, identity);
        } else {
            merge.add(row);
        }
    }
    if (!merge.flush(reading)) return "failed";
    return toJson(list).toJson();
}

} // namespace

void TestUsageMerge::aFileOnTheWayChangesNothing_data()
{
    QTest::addColumn<int>("most");
    QTest::addColumn<bool>("named");
    for (const int most : {1, 2, 100, 2999})
        for (const bool named : {false, true}) QTest::addRow("%d rows, named %d", most, int(named)) << most << named;
}

void TestUsageMerge::aFileOnTheWayChangesNothing()
{
    QFETCH(int, most);
    QFETCH(bool, named);
    const auto expected = merged(1'000'000, named);
    QCOMPARE(expected.contains("listed twice: "), named);
    QVERIFY(expected.count("\"tool\"") > 100);
    QCOMPARE(merged(static_cast<std::size_t>(most), named), expected);
}

void TestUsageMerge::sumsStayWithin64Bits()
{
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    std::optional<std::int64_t> sum = kMost - 1;
    addKnown(sum, std::optional<std::int64_t>(5));
    QCOMPARE(*sum, kMost);
    sum.reset();
    addKnown(sum, std::optional<std::int64_t>());
    QVERIFY(!sum);
    addKnown(sum, std::optional<std::int64_t>(5));
    QCOMPARE(*sum, std::int64_t{5});
}

void TestUsageMerge::setKnowsWhatItHolds()
{
    RowSet set;
    std::set<std::uint64_t> expected;
    std::mt19937_64 random(3);
    for (int i = 0; i < 20'000; ++i) {
        const auto key = 1 + random() % 15'000;
        QCOMPARE(set.insert(key), expected.insert(key).second);
    }
}

QTEST_APPLESS_MAIN(TestUsageMerge)
#include "tst_usagemerge.moc"
