// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/contrast.h"
#include "support/tinysnapshot.h"

#include <QTest>

using namespace assay;
using namespace assay::analysis;
using assay::test::TicketRow;
using assay::test::TinySnapshot;

class TestTies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tiesAreNoCertainty();
};

/// Four in five tickets took exactly a day: no shift but none is seen, and yet it is not known without error.
void TestTies::tiesAreNoCertainty()
{
    TinySnapshot s(40, 2, 200);
    for (int i = 0; i < 400; ++i)
        s.add(TicketRow{.created = 0.2 * i,
                        .merged = 0.2 * i + (i % 5 == 0 ? 2 + 0.01 * i : 1),
                        .p = i % 2 == 0 ? 1.0 : 0.0,
                        .person = (i / 2) % 40,
                        .team = (i / 2) % 2});
    const auto c = contrast("ticket-to-merge", s.view());
    for (const Effect* e : {&c->raw, &c->adjusted}) {
        QVERIFY2(e->effect.value && std::abs(*e->effect.value - 1) < 1e-9, e->title.c_str());
        QVERIFY2(!e->effect.low && !e->effect.high, e->title.c_str());
        QVERIFY2(e->effect.note.starts_with("No interval: so many of the times are exactly equal"),
                 e->effect.note.c_str());
        QCOMPARE(e->verdict, Verdict::NotEnoughData);
    }
    for (const SensitivityRun& run : c->sensitivity)
        QVERIFY2(!run.effect.effect.low || *run.effect.effect.low < *run.effect.effect.high, run.title.c_str());
}

QTEST_APPLESS_MAIN(TestTies)
#include "tst_ties.moc"
