// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/figures.h"
#include "present/json.h"
#include "present/pages/registry.h"
#include "support/tinysnapshot.h"

#include <QTest>

using namespace assay;
using namespace assay::present;

namespace {

test::TinySnapshot tickets()
{
    test::TinySnapshot s(40, 4, 300);
    for (int i = 0; i < 2000; ++i) {
        const double day = i % 200;
        s.add(
            test::TicketRow{.created = day, .merged = day + 1 + i % 17, .p = i % 3 == 0 ? 1.0 : 0.0, .person = i % 40});
    }
    return s;
}

} // namespace

class TestFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHeadlineChangesNothing();
    void abandonedFiguresAreNotWorkedOut();
};

/// Whoever has asked for the headline first gets the same contrast.
void TestFigures::theHeadlineChangesNothing()
{
    const auto s = tickets();
    Figures first(s.view(), {});
    QVERIFY(!first.hasHeadline("ticket-to-merge"));
    const auto headline = toJson(*first.headline("ticket-to-merge"));
    QVERIFY(first.hasHeadline("ticket-to-merge") && !first.hasContrast("ticket-to-merge"));
    Figures direct(s.view(), {});
    const auto whole = toJson(*direct.contrast("ticket-to-merge"));
    QCOMPARE(toJson(*first.contrast("ticket-to-merge")), whole);
    QVERIFY(headline != whole);
}

void TestFigures::abandonedFiguresAreNotWorkedOut()
{
    const auto s = tickets();
    const PageInput input = pageInput(s.view(), {});
    (void)input.figures->estimate("throughput");
    input.figures->abandon();
    QVERIFY(input.figures->abandoned());
    const auto& contrast = input.figures->contrast("ticket-to-merge");
    QVERIFY(!contrast);
    QCOMPARE(contrast.error().code, ErrorCode::Cancelled);
    QVERIFY(!input.figures->headline("cycle-time"));
    QVERIFY(!input.figures->estimate("ticket-to-merge").value);
    QVERIFY(input.figures->split("ticket-to-merge", {metrics::Dimension::Team}).empty());
    QVERIFY(input.figures->series("ticket-to-merge", false).empty());
    for (const PageEntry& page : pages()) (void)page.build(input); // whoever is building one gets to its end
}

QTEST_APPLESS_MAIN(TestFigures)
#include "tst_figures.moc"
