// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"
#include "store/targets.h"

#include <QTemporaryDir>
#include <QTest>

using namespace assay;
using namespace assay::store;

namespace {

domain::Target fullTarget()
{
    domain::Target t;
    t.id = "speed";
    t.title = "Faster";
    t.measure = "ticket-to-merge";
    t.teams = {"Claims", "Payments"};
    t.taskTypes = {"tests"};
    t.priorities = {"P1", "P2"};
    t.basis = domain::Basis::Change;
    t.atMost = false;
    t.limit = 0.75;
    t.baseline = DayRange{fromEpochDay(20000), fromEpochDay(20100)};
    t.window = DayRange{fromEpochDay(20200), fromEpochDay(20300)};
    t.owner = "Ada";
    t.registeredOn = fromEpochDay(20150);
    t.postHoc = true;
    t.guardRail = true;
    t.measuredBaseline = domain::BaselineFigure{12.5, 11.0, std::nullopt, "h", "a note", "0123", 57};
    t.edits = {{fromEpochDay(20160), "limit", false}};
    return t;
}

} // namespace

class TestTargetStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void targetsComeBackAsTheyWere();
    void editsAreOnlyAdded();
    void verdictsKeepTheirOrder();

private:
    QTemporaryDir m_folder;
    std::string m_path;
    int m_next = 0;
};

void TestTargetStore::init()
{
    m_path = m_folder.filePath(QStringLiteral("w%1.assay").arg(++m_next)).toStdString();
    QVERIFY(Database::create(m_path));
}

void TestTargetStore::targetsComeBackAsTheyWere()
{
    auto database = Database::open(m_path, Access::ReadWrite);
    QVERIFY(database);
    domain::Target bare;
    bare.id = "bare";
    bare.registeredOn = fromEpochDay(20151);
    QVERIFY(putTarget(*database, fullTarget()));
    QVERIFY(putTarget(*database, bare));
    const auto found = targets(*database);
    QVERIFY(found);
    QCOMPARE(found->size(), std::size_t{2});
    const auto& t = found->front();
    const auto expected = fullTarget();
    QCOMPARE(t.title, expected.title);
    QCOMPARE(t.measure, expected.measure);
    QCOMPARE(t.teams, expected.teams);
    QCOMPARE(t.taskTypes, expected.taskTypes);
    QCOMPARE(t.priorities, expected.priorities);
    QCOMPARE(t.basis, expected.basis);
    QCOMPARE(t.atMost, expected.atMost);
    QCOMPARE(t.limit, expected.limit);
    QVERIFY(t.baseline == expected.baseline && t.window == expected.window);
    QCOMPARE(t.owner, expected.owner);
    QVERIFY(t.registeredOn == expected.registeredOn);
    QVERIFY(t.postHoc && t.guardRail && !t.retiredOn);
    QVERIFY(t.measuredBaseline);
    QCOMPARE(t.measuredBaseline->value, std::optional<double>(12.5));
    QCOMPARE(t.measuredBaseline->n, std::optional<std::int64_t>(57));
    QVERIFY(!t.measuredBaseline->high);
    QCOMPARE(t.measuredBaseline->note, std::string("a note"));
    QCOMPARE(t.edits.size(), std::size_t{1});
    QVERIFY(!found->back().baseline && !found->back().measuredBaseline);
}

void TestTargetStore::editsAreOnlyAdded()
{
    auto database = Database::open(m_path, Access::ReadWrite);
    QVERIFY(database);
    auto target = fullTarget();
    QVERIFY(putTarget(*database, target));
    target.edits = {{fromEpochDay(1), "history rewritten", false}, {fromEpochDay(20170), "owner", true}};
    target.retiredOn = fromEpochDay(20400);
    QVERIFY(putTarget(*database, target));
    const auto found = targets(*database);
    QVERIFY(found && found->size() == 1);
    QCOMPARE(found->front().edits.size(), std::size_t{2});
    QCOMPARE(found->front().edits[0].what, std::string("limit"));
    QCOMPARE(found->front().edits[1].what, std::string("owner"));
    QVERIFY(found->front().retiredOn == std::optional<Day>(fromEpochDay(20400)));
}

void TestTargetStore::verdictsKeepTheirOrder()
{
    auto database = Database::open(m_path, Access::ReadWrite);
    QVERIFY(database);
    for (int i = 0; i < 3; ++i)
        QVERIFY(appendVerdict(*database,
                              {fromUnixMillis(5 - i), "f" + std::to_string(i), "", "scale", "Scale", "Text", i, 10}));
    const auto found = verdicts(*database);
    QVERIFY(found);
    QCOMPARE(found->size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i) QCOMPARE((*found)[i].fingerprint, "f" + std::to_string(i));
    QCOMPARE((*found)[2].holdsIn, 2);
}

QTEST_GUILESS_MAIN(TestTargetStore)
#include "tst_targetstore.moc"
