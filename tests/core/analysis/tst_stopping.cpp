// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/contrast.h"
#include "analysis/monitors.h"
#include "support/tinysnapshot.h"

#include <QTest>
#include <array>
#include <atomic>
#include <chrono>
#include <thread>

using namespace assay;
using namespace assay::analysis;
using assay::test::TicketRow;
using assay::test::TinySnapshot;

namespace {

TinySnapshot tickets()
{
    TinySnapshot s(40, 4, 300);
    for (int i = 0; i < 2000; ++i) {
        const double day = i % 200;
        s.add(TicketRow{.created = day, .merged = day + 1 + i % 17, .p = i % 3 == 0 ? 1.0 : 0.0, .person = i % 40});
    }
    return s;
}

} // namespace

class TestStopping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsBegun();
    void neverHalf();
    void goesOnFromTheHeadline();
    void monitorsStop();
};

void TestStopping::nothingIsBegun()
{
    const std::atomic<bool> stopped = true;
    Settings settings;
    settings.stopped = &stopped;
    const auto s = tickets();
    const auto one = contrast("ticket-to-merge", s.view(), settings);
    QVERIFY(!one);
    QCOMPARE(one.error().code, ErrorCode::Cancelled);
    const std::array<ContrastRequest, 2> wanted{{{"ticket-to-merge"}, {"cycle-time"}}};
    for (const auto& each : contrasts(wanted, s.view(), settings)) {
        QVERIFY(!each);
        QCOMPARE(each.error().code, ErrorCode::Cancelled);
    }
}

/// Whenever it is stopped: all of it or an error, no contrast with gaps.
void TestStopping::neverHalf()
{
    const auto s = tickets();
    const auto whole = contrast("ticket-to-merge", s.view());
    QVERIFY(whole.has_value() && !whole->sensitivity.empty() && !whole->segments.empty());
    for (int after = 0; after < 30; ++after) {
        std::atomic<bool> stopped = false;
        Settings settings;
        settings.stopped = &stopped;
        std::thread somebody([&stopped, after] {
            std::this_thread::sleep_for(std::chrono::microseconds(300 * after));
            stopped = true;
        });
        const auto made = contrast("ticket-to-merge", s.view(), settings);
        somebody.join();
        if (!made) {
            QCOMPARE(made.error().code, ErrorCode::Cancelled);
            continue;
        }
        QCOMPARE(made->sensitivity.size(), whole->sensitivity.size());
        for (std::size_t i = 0; i < whole->sensitivity.size(); ++i) {
            QCOMPARE(made->sensitivity[i].id, whole->sensitivity[i].id);
            QCOMPARE(made->sensitivity[i].effect.effect.high, whole->sensitivity[i].effect.effect.high);
        }
        QCOMPARE(made->segments.size(), whole->segments.size());
        QCOMPARE(made->robustness.boundLow, whole->robustness.boundLow);
    }
}

void TestStopping::goesOnFromTheHeadline()
{
    const auto s = tickets();
    Settings alone;
    alone.sensitivity = false;
    alone.segments = false;
    const auto headline = contrast("ticket-to-merge", s.view(), alone);
    QVERIFY(headline.has_value() && headline->sensitivity.empty());
    const auto from = contrast("ticket-to-merge", s.view(), {}, &*headline);
    const auto scratch = contrast("ticket-to-merge", s.view());
    QVERIFY(from.has_value() && scratch.has_value());
    QCOMPARE(from->title, scratch->title);
    QCOMPARE(from->ai.value, scratch->ai.value);
    QCOMPARE(from->human.high, scratch->human.high);
    QCOMPARE(from->raw.effect.low, scratch->raw.effect.low);
    QCOMPARE(from->adjusted.effect.low, scratch->adjusted.effect.low);
    QCOMPARE(from->adjusted.effect.from, scratch->adjusted.effect.from);
    QCOMPARE(from->adjustedFor, scratch->adjustedFor);
    QCOMPARE(from->overlap, scratch->overlap);
    QCOMPARE(from->reversal, scratch->reversal);
    QCOMPARE(from->weeksToDecide, scratch->weeksToDecide);
    QCOMPARE(from->segments.size(), scratch->segments.size());
    QVERIFY(!from->sensitivity.empty());
    QCOMPARE(from->sensitivity.size(), scratch->sensitivity.size());
    for (std::size_t i = 0; i < scratch->sensitivity.size(); ++i)
        QCOMPARE(from->sensitivity[i].effect.effect.value, scratch->sensitivity[i].effect.effect.value);
}

void TestStopping::monitorsStop()
{
    const std::atomic<bool> stopped = true;
    const auto s = tickets();
    QVERIFY(monitors(s.view(), {.stopped = &stopped}).alerts.empty());
}

QTEST_APPLESS_MAIN(TestStopping)
#include "tst_stopping.moc"
