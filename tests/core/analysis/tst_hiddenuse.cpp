// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/hiddenuse.h"

#include <QTest>
#include <cmath>

using namespace assay;
using namespace assay::analysis;

class TestHiddenUse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void correction();
    void shareWhereToolsAreInUse();
};

void TestHiddenUse::correction()
{
    // Human-only rate 1 and AI rate 2, a fifth of the human-only work undeclared: observed 2 / (0.8 + 0.4).
    QVERIFY(std::abs(*correctedForUndeclared(2 / 1.2, 0.2, metrics::OutcomeKind::Rate) - 2) < 1e-12);
    QVERIFY(!correctedForUndeclared(6, 0.2, metrics::OutcomeKind::Rate));
    QVERIFY(std::abs(*correctedForUndeclared(0.08, 0.2, metrics::OutcomeKind::Share) - 0.1) < 1e-12);
    QVERIFY(std::abs(*correctedForUndeclared(std::exp(-0.08), 0.2, metrics::OutcomeKind::Time) - std::exp(-0.1)) <
            1e-12);
}

void TestHiddenUse::shareWhereToolsAreInUse()
{
    // One team with 2 AI-assisted changes (one of them with the second tool) and 4 others, one with 1 and 9, one
    // without.
    Sample s;
    const auto add = [&s](facts::Index team, std::size_t rows, bool ai, std::uint64_t tools) {
        s.value.insert(s.value.end(), rows, 0);
        s.team.insert(s.team.end(), rows, team);
        s.ai.insert(s.ai.end(), rows, ai ? 1 : 0);
        s.tools.insert(s.tools.end(), rows, tools);
    };
    add(0, 1, true, 1);
    add(0, 1, true, 2);
    add(0, 4, false, 0);
    add(1, 1, true, 1);
    add(1, 9, false, 0);
    add(2, 50, false, 0);
    // Half of the use unseen: 2 of 4 and 1 of 9, the teams weigh 8/6 and 9/10.
    const double weights = 8.0 / 6 + 0.9;
    const HiddenUse use(s, kByTeam);
    QVERIFY(std::abs(use.share({}, 0.5) - (8.0 / 6 * 0.5 + 0.9 / 9) / weights) < 1e-12);
    QVERIFY(std::abs(use.share(1, 0.5) - 8.0 / 6 * 0.25 / weights) < 1e-12);
    QCOMPARE(use.share({}, 1), 0.0);
    QCOMPARE(use.share(5, 0.5), 0.0);
    const Sample none;
    QCOMPARE(HiddenUse(none, kByTeam).share({}, 0.5), 0.0);
}

QTEST_GUILESS_MAIN(TestHiddenUse)
#include "tst_hiddenuse.moc"
