// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <set>

using namespace assay;
using namespace assay::metrics;
using assay::test::ChangeRow;
using assay::test::TicketRow;
using assay::test::TinySnapshot;

namespace {

constexpr const char* kMeasures[] = {"ticket-to-merge",
                                     "ticket-to-merge-working",
                                     "cycle-time",
                                     "stage-wait",
                                     "stage-before-commit",
                                     "stage-coding",
                                     "stage-pickup",
                                     "stage-review",
                                     "stage-merge",
                                     "stage-release",
                                     "throughput",
                                     "change-size",
                                     "ticket-coverage",
                                     "change-coverage",
                                     "review-rounds",
                                     "defects-per-100-changes",
                                     "time-to-defect",
                                     "survival-7",
                                     "survival-30",
                                     "survival-90",
                                     "survival-180",
                                     "rework-21",
                                     "revert-rate-30",
                                     "resolution-time",
                                     "unreviewed-merges",
                                     "formal-adoption",
                                     "real-adoption",
                                     "adoption-gap",
                                     "used-last-week",
                                     "habitual-use",
                                     "in-merged-work",
                                     "seat-share",
                                     "signed-in",
                                     "override-share",
                                     "bypass-share",
                                     "idle-seats",
                                     "never-used-seats",
                                     "idle-seat-cost",
                                     "ai-share-of-changes",
                                     "ai-declared-share",
                                     "weeks-to-first-use",
                                     "retained-12-weeks",
                                     "adoption-course",
                                     "reopened-share",
                                     "cancelled-90",
                                     "rework-by-others",
                                     "vendor-activation",
                                     "vendor-monthly-active",
                                     "vendor-stickiness",
                                     "vendor-power-users",
                                     "vendor-casual-users",
                                     "vendor-idle-users",
                                     "vendor-ai-changes",
                                     "dora-lead-time",
                                     "dora-change-failure",
                                     "dora-deployment-frequency",
                                     "dora-recovery-time",
                                     "compliance-time",
                                     "manifest-changes",
                                     "licence-changes",
                                     "security-defects-per-100-changes"};

void addRow(const char* name, std::shared_ptr<facts::Snapshot> snapshot)
{
    for (const Metric* metric : catalog())
        QTest::newRow((std::string(name) + ": " + std::string(metric->info().id)).c_str())
            << QByteArray::fromStdString(std::string(metric->info().id))
            << std::shared_ptr<const facts::Snapshot>(snapshot);
}

std::shared_ptr<facts::Snapshot> allOpen()
{
    TinySnapshot s(6, 1, 60);
    for (int i = 0; i < 6; ++i)
        s.add(TicketRow{.created = static_cast<double>(i), .person = i, .state = facts::TicketState::Open});
    return std::make_shared<facts::Snapshot>(s.raw());
}

std::shared_ptr<facts::Snapshot> allUnknown()
{
    TinySnapshot s(6, 1, 200);
    for (int i = 0; i < 6; ++i) s.add(ChangeRow{.merged = static_cast<double>(i), .author = i, .born = 10});
    for (int i = 0; i < 6; ++i) s.add(TicketRow{.created = static_cast<double>(i), .merged = 20, .person = i});
    return std::make_shared<facts::Snapshot>(s.raw());
}

std::shared_ptr<facts::Snapshot> atTheEnd()
{
    TinySnapshot s(6, 1, 10);
    for (int i = 0; i < 6; ++i) s.add(ChangeRow{.merged = 10, .p = 1, .author = i, .born = 0});
    return std::make_shared<facts::Snapshot>(s.raw());
}

} // namespace

Q_DECLARE_METATYPE(std::shared_ptr<const facts::Snapshot>)

class TestCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void describesItself();
    void hasTheMeasures_data();
    void hasTheMeasures();
    void saysWhyThereIsNoFigure_data();
    void saysWhyThereIsNoFigure();
    void valueAloneIsThatOfTheFigure();
};

void TestCatalog::describesItself()
{
    std::set<std::string_view> ids;
    for (const Metric* metric : catalog()) {
        const MetricInfo& info = metric->info();
        QVERIFY(ids.insert(info.id).second);
        QVERIFY2(!info.title.empty() && !info.unit.empty() && !info.source.empty() && info.definition.size() > 30,
                 info.id.data());
        QVERIFY2(info.definition.ends_with('.'), info.id.data());
        QCOMPARE(metricById(info.id), metric);
        QVERIFY(info.counterpart.empty() || metricById(info.counterpart) != nullptr);
        if (info.area == "vendor") QVERIFY2(!info.counterpart.empty(), "theirs never stands without ours");
        if (info.area == "delivery" && info.unit == "h")
            QVERIFY2(!info.counterpart.empty(), "speed never stands alone");
    }
    QVERIFY(metricById("nonsense") == nullptr);
}

void TestCatalog::hasTheMeasures_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char* id : kMeasures) QTest::newRow(id) << QByteArray(id);
}

void TestCatalog::hasTheMeasures()
{
    QFETCH(QByteArray, id);
    QVERIFY(metricById(id.toStdString()) != nullptr);
}

void TestCatalog::saysWhyThereIsNoFigure_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<std::shared_ptr<const facts::Snapshot>>("snapshot");
    addRow("empty", std::make_shared<facts::Snapshot>());
    addRow("all open", allOpen());
    addRow("all unknown", allUnknown());
    addRow("merged at the end of the data", atTheEnd());
}

void TestCatalog::saysWhyThereIsNoFigure()
{
    QFETCH(QByteArray, id);
    QFETCH(std::shared_ptr<const facts::Snapshot>, snapshot);
    const facts::View view(snapshot, {});
    const Metric& metric = *metricById(id.toStdString());
    std::vector<Estimate> figures{metric.compute(view)};
    for (const Dimension dimension : metric.dimensions()) {
        const std::array by{dimension};
        for (const auto& bucket : split(metric, view, by)) figures.push_back(bucket.estimate);
    }
    for (const Estimate& e : figures) {
        for (const auto& part : {e.value, e.low, e.high, e.coverage}) QVERIFY(!part || std::isfinite(*part));
        if (!e.value) QVERIFY2(e.note.size() > 10 && e.note.back() == '.', e.note.c_str());
        if (e.value && e.low) QVERIFY(*e.low <= *e.value);
        if (e.value && e.high) QVERIFY(*e.value <= *e.high);
        QVERIFY(!e.unit.empty());
        QVERIFY(!e.method.empty());
    }
}

/// A course is watched by its values alone: they are the same to the last bit, and absent for the same rows.
void TestCatalog::valueAloneIsThatOfTheFigure()
{
    TinySnapshot s(8, 2, 200);
    for (int i = 0; i < 90; ++i)
        s.add(ChangeRow{.merged = 2.0 * i,
                        .p = i % 3 == 0   ? 1
                             : i % 3 == 1 ? 0
                                          : test::kUnknown,
                        .author = i % 8,
                        .team = i % 2,
                        .ticket = i,
                        .born = 10 + i % 7});
    for (int i = 0; i < 90; ++i)
        s.add(TicketRow{.created = 1.5 * i, .merged = 1.5 * i + 1 + i % 9, .p = 0, .person = i % 8, .team = i % 2});
    for (int i = 0; i < 20; ++i) s.addDefect(40 + i, 44 + i, {{i * 2, 0.7}});
    for (int i = 0; i < 60; ++i) s.addDeath(i, 3.0 + i % 40, 1 + i % 4);
    int values = 0;
    facts::Filter week;
    week.period = DayRange{fromEpochDay(test::day(150)), fromEpochDay(test::day(156))};
    for (const facts::View& view : {s.view(), s.view(week)})
        for (const Metric* metric : catalog()) {
            const auto all = rowsOf(view, metric->info().rows);
            for (const std::size_t some : {all.size(), all.size() / 2, std::size_t{0}}) {
                const std::span rows(all.data(), some);
                const auto figure = metric->computeRows(view, rows).value;
                QVERIFY2(metric->valueOfRows(view, rows) == figure, std::string(metric->info().id).c_str());
                values += figure ? 1 : 0;
            }
        }
    QVERIFY(values > 40);
    for (const char* id : {"throughput", "defects-per-100-changes", "rework-21", "override-share"})
        QVERIFY2(metricById(id)->compute(s.view()).value.value_or(0) > 0, id);
}

QTEST_APPLESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
