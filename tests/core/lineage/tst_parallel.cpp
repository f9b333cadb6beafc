// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/parallel.h"

#include <QTest>
#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

using namespace assay::lineage;

class TestParallel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachItemOnce_data();
    void eachItemOnce();
    void oneWorkerGoesInOrder();
    void helpsFromTheFarEnd();
};

void TestParallel::eachItemOnce_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("count");
    QTest::newRow("nothing") << 2 << 0;
    QTest::newRow("fewer items than threads") << 4 << 3;
    QTest::newRow("one thread") << 1 << 100;
    QTest::newRow("uneven stretches") << 3 << 100;
}

void TestParallel::eachItemOnce()
{
    QFETCH(int, threads);
    QFETCH(int, count);
    for (const auto& each : {parallelFor, parallelStretches}) {
        std::vector<std::atomic_int> done(static_cast<std::size_t>(count));
        std::atomic_int strangers = 0;
        each(threads, done.size(), [&](int worker, std::size_t item) {
            if (worker < 0 || worker >= threads) ++strangers;
            ++done[item];
        });
        QVERIFY(std::all_of(done.begin(), done.end(), [](const auto& times) { return times == 1; }));
        QCOMPARE(strangers.load(), 0);
    }
}

void TestParallel::oneWorkerGoesInOrder()
{
    std::vector<std::size_t> order;
    parallelStretches(1, 5, [&](int, std::size_t item) { order.push_back(item); });
    QCOMPARE(order, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
}

/// The second worker is held up until all else is done: its neighbour must have taken what was left from the far end.
void TestParallel::helpsFromTheFarEnd()
{
    std::vector<std::size_t> helped;
    std::atomic_int done = 0;
    parallelStretches(2, 8, [&](int worker, std::size_t item) {
        if (worker == 1)
            while (done < 7) std::this_thread::yield();
        else if (item >= 4)
            helped.push_back(item);
        ++done;
    });
    QVERIFY(helped == (std::vector<std::size_t>{7, 6, 5}) || helped == (std::vector<std::size_t>{7, 6, 5, 4}));
}

QTEST_APPLESS_MAIN(TestParallel)
#include "tst_parallel.moc"
