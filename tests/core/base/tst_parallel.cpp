// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/parallel.h"

#include <QTest>
#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

using namespace assay;

class TestParallel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachItemOnce_data();
    void eachItemOnce();
    void oneWorkerGoesInOrder();
    void takesOverTheSecondHalf();
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
    std::vector<std::atomic_int> done(static_cast<std::size_t>(count));
    std::atomic_int strangers = 0;
    parallelFor(threads, done.size(), [&](int worker, std::size_t item) {
        if (worker < 0 || worker >= threads) ++strangers;
        ++done[item];
    });
    QVERIFY(std::all_of(done.begin(), done.end(), [](const auto& times) { return times == 1; }));
    QCOMPARE(strangers.load(), 0);

    Stretches stretches;
    stretches.assign(static_cast<std::size_t>(threads), done.size());
    std::vector<std::thread> workers;
    for (int worker = 0; worker <= threads; ++worker) // one more than was said
        workers.emplace_back([&, worker] {
            while (const auto item = stretches.take(static_cast<std::size_t>(worker))) ++done[*item];
        });
    for (auto& worker : workers) worker.join();
    QVERIFY(std::all_of(done.begin(), done.end(), [](const auto& times) { return times == 2; }));
}

void TestParallel::oneWorkerGoesInOrder()
{
    Stretches stretches;
    stretches.assign(1, 5);
    for (std::size_t item = 0; item < 5; ++item) QCOMPARE(stretches.take(0).value_or(99), item);
    QVERIFY(!stretches.take(0));
}

void TestParallel::takesOverTheSecondHalf()
{
    Stretches stretches;
    stretches.assign(1, 8);
    const auto next = [&stretches](std::size_t worker) { return stretches.take(worker).value_or(99); };
    QCOMPARE(next(0), std::size_t{0});
    QCOMPARE(next(1), std::size_t{4}); // of 1 … 7
    QCOMPARE(next(1), std::size_t{5});
    for (const std::size_t item : {1, 2, 3}) QCOMPARE(next(0), item);
    QCOMPARE(next(0), std::size_t{7}); // of those left to the other
    QCOMPARE(next(1), std::size_t{6});
    QVERIFY(!stretches.take(0));
    QVERIFY(!stretches.take(1));
}

QTEST_APPLESS_MAIN(TestParallel)
#include "tst_parallel.moc"
