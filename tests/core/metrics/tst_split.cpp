// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric.h"
#include "support/tinysnapshot.h"

#include <QTest>

using namespace assay;
using namespace assay::metrics;
using assay::test::ChangeRow;
using assay::test::TinySnapshot;

namespace {

TinySnapshot threeTeams()
{
    TinySnapshot s(15, 3, 120);
    s.raw().teams = {"Web", "Core", "Data"};
    for (int i = 0; i < 12; ++i)
        s.add(ChangeRow{.merged = 2.0 * i,
                        .p = i % 3 == 0 ? 1.0 : 0.0,
                        .author = i,
                        .team = i < 6 ? 0 : 1,
                        .tools = i % 3 == 0 ? 3U : 0U});
    for (int i = 0; i < 4; ++i) s.add(ChangeRow{.merged = 40.0 + i, .author = i, .team = 2, .flags = 0});
    return s;
}

QByteArray line(const std::vector<Bucket>& buckets)
{
    QByteArray text;
    for (const auto& bucket : buckets) {
        if (!text.isEmpty()) text += "; ";
        for (const auto& key : bucket.keys) text += QByteArray::fromStdString(key) + ' ';
        text += QByteArray::number(bucket.estimate.total()) + (bucket.estimate.value ? "" : " withheld");
    }
    return text;
}

} // namespace

class TestSplit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
    void withholdsSmallGroups();
    void partsAreTheWhole();
    void cutsTimeAtThePeriod();
};

void TestSplit::splits_data()
{
    QTest::addColumn<QByteArray>("by");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("provenance") << QByteArray("provenance") << QByteArray("ai 4 withheld; human 8; unknown 4 withheld");
    QTest::newRow("teams by name") << QByteArray("team") << QByteArray("Core 6; Data 4 withheld; Web 6");
    QTest::newRow("tools overlap") << QByteArray("tool") << QByteArray("copilot 4 withheld; cursor 4 withheld;  12");
    QTest::newRow("months") << QByteArray("month")
                            << QByteArray("2026-01 12; 2026-02 4 withheld; 2026-03 0; 2026-04 0; 2026-05 0");
    QTest::newRow("team, then month") << QByteArray("team,month")
                                      << QByteArray("Core 2026-01 6; Web 2026-01 6; Data 2026-02 4 withheld");
}

void TestSplit::splits()
{
    QFETCH(QByteArray, by);
    QFETCH(QByteArray, expected);
    std::vector<Dimension> dimensions;
    for (const QByteArray& part : by.split(',')) dimensions.push_back(*dimensionFromId(part.toStdString()));
    QCOMPARE(line(split(*metricById("throughput"), threeTeams().view(), dimensions)), expected);
}

void TestSplit::withholdsSmallGroups()
{
    facts::Filter filter;
    filter.teams = {"Data"};
    const Estimate e = metricById("throughput")->compute(threeTeams().view(filter));
    QVERIFY(!e.value && !e.low && !e.high);
    QCOMPARE(e.note, std::string("Withheld: fewer than 5 people."));
    filter.teams = {"Core"};
    filter.minimumGroup = 7;
    QVERIFY(!metricById("throughput")->compute(threeTeams().view(filter)).value);
    filter.minimumGroup = 6;
    QVERIFY(metricById("throughput")->compute(threeTeams().view(filter)).value);
}

void TestSplit::partsAreTheWhole()
{
    const auto view = threeTeams().view();
    for (const char* id : {"throughput", "defects-per-100-changes", "ticket-coverage", "change-size"}) {
        const Metric& metric = *metricById(id);
        std::int64_t sum = 0;
        const std::array by{Dimension::Provenance, Dimension::Team};
        for (const auto& bucket : split(metric, view, by)) sum += bucket.estimate.total();
        QCOMPARE(sum, metric.compute(view).total());
    }
}

void TestSplit::cutsTimeAtThePeriod()
{
    facts::Filter filter;
    filter.period = DayRange{*parseIsoDay("2026-01-10"), *parseIsoDay("2026-01-20")};
    const std::array by{Dimension::Week};
    const auto buckets = split(*metricById("throughput"), threeTeams().view(filter), by);
    QCOMPARE(line(buckets), QByteArray("2026-W02 1 withheld; 2026-W03 3 withheld; 2026-W04 1 withheld"));
    QCOMPARE(isoDay(buckets.front().estimate.from), std::string("2026-01-10"));
    QCOMPARE(isoDay(buckets.back().estimate.to), std::string("2026-01-20"));
}

QTEST_APPLESS_MAIN(TestSplit)
#include "tst_split.moc"
