// SPDX-License-Identifier: GPL-3.0-or-later
#include "attribution/ladder.h"

#include <QTest>

using namespace assay;
using namespace assay::attribution;
using domain::Evidence;
using domain::Provenance;
using domain::Rung;

namespace {

Evidence marker(double strength, const char* tool = "copilot")
{
    Evidence e;
    e.strength = strength;
    e.tool = tool;
    return e;
}
Evidence inference(double p)
{
    Evidence e = marker(p, "cursor");
    e.rung = Rung::Telemetry;
    e.declared = false;
    return e;
}
Evidence human(double strength)
{
    Evidence e;
    e.rung = Rung::Coverage;
    e.declared = false;
    e.human = true;
    e.strength = strength;
    return e;
}
domain::ProvenanceVerdict verdict(std::vector<Evidence> evidence, std::optional<LineShare> lines = {},
                                  bool automation = false)
{
    return verdictOf({evidence, lines, automation, false});
}
ChangePart part(std::vector<Evidence> evidence, std::int64_t added = 10, bool automation = false)
{
    return {verdict(std::move(evidence), {}, automation), added, false};
}

} // namespace

class LadderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsUnknown();
    void declaredOutranksHuman();
    void weakInferenceStaysUnknown();
    void humanNeedsPositiveEvidence();
    void automationIsNeither();
    void lineNotes_data();
    void lineNotes();
    void sharesOfLines();
    void changes();
    void changeProbability();
};

void LadderTest::nothingIsUnknown()
{
    const auto v = verdict({});
    QCOMPARE(v.provenance, Provenance::Unknown);
    QVERIFY(!v.aiProbability);
    QVERIFY(!v.aiShare);
}

void LadderTest::declaredOutranksHuman()
{
    const auto v = verdict({human(0.9), marker(0.35), inference(0.2)});
    QCOMPARE(v.provenance, Provenance::Ai);
    QVERIFY(v.declared);
    QCOMPARE(v.aiProbability.value(), 0.35);
    QCOMPARE(v.tools, std::vector<std::string>{"copilot"});
}

void LadderTest::weakInferenceStaysUnknown()
{
    const auto weak = verdict({inference(0.49), human(0.9)});
    QCOMPARE(weak.provenance, Provenance::Unknown);
    QCOMPARE(weak.aiProbability.value(), 0.49);
    const auto strong = verdict({inference(0.5)});
    QCOMPARE(strong.provenance, Provenance::Ai);
    QVERIFY(!strong.declared);
    QCOMPARE(strong.tools, std::vector<std::string>{"cursor"});
}

void LadderTest::humanNeedsPositiveEvidence()
{
    const auto v = verdict({human(0.8)});
    QCOMPARE(v.provenance, Provenance::Human);
    QCOMPARE(v.aiProbability.value(), 0.0);
    QCOMPARE(verdict({human(0.4)}).provenance, Provenance::Unknown);
}

void LadderTest::automationIsNeither()
{
    const auto v = verdict({human(0.9)}, {}, true);
    QVERIFY(v.automation);
    QCOMPARE(v.provenance, Provenance::Unknown);
    QVERIFY(!verdict({marker(0.9)}, {}, true).automation);
}

void LadderTest::lineNotes_data()
{
    QTest::addColumn<qint64>("ai");
    QTest::addColumn<qint64>("byHand");
    QTest::addColumn<qint64>("added");
    QTest::addColumn<QString>("says");
    QTest::newRow("some AI") << qint64{3} << qint64{0} << qint64{90} << "ai";
    QTest::newRow("all human") << qint64{0} << qint64{90} << qint64{90} << "human";
    QTest::newRow("nearly all human") << qint64{0} << qint64{19} << qint64{20} << "human";
    QTest::newRow("half unknown") << qint64{0} << qint64{45} << qint64{90} << "nothing";
    QTest::newRow("present, recorded nothing") << qint64{0} << qint64{0} << qint64{90} << "nothing";
    QTest::newRow("nothing added") << qint64{0} << qint64{0} << qint64{0} << "nothing";
}

void LadderTest::lineNotes()
{
    QFETCH(qint64, ai);
    QFETCH(qint64, byHand);
    QFETCH(qint64, added);
    QFETCH(QString, says);
    const auto e = lineNoteEvidence({{}, "claude-code", "m", ai, byHand, true}, added);
    QCOMPARE(!e ? QStringLiteral("nothing") : e->human ? QStringLiteral("human") : QStringLiteral("ai"), says);
    if (e && !e->human) {
        QCOMPARE(e->rung, Rung::LineNotes);
        QVERIFY(e->declared);
    }
}

void LadderTest::sharesOfLines()
{
    QCOMPARE(verdict({marker(1)}, LineShare{30, 10, 60}).aiShare.value(), 0.5);
    QVERIFY(!verdict({marker(1)}, LineShare{0, 0, 60}).aiShare); // the note is silent
    QCOMPARE(verdict({marker(1)}, LineShare{80, 0, 60}).aiShare.value(), 1.0);
}

void LadderTest::changes()
{
    const std::vector<ChangePart> mixed{part({marker(0.9)}), part({})};
    QCOMPARE(verdictOfChange(mixed, {}).provenance, Provenance::Ai);
    const std::vector<ChangePart> halfHuman{part({human(0.9)}), part({})};
    QCOMPARE(verdictOfChange(halfHuman, {}).provenance, Provenance::Unknown);
    const std::vector<ChangePart> allHuman{part({human(0.9)}), part({human(0.8)})};
    QCOMPARE(verdictOfChange(allHuman, {}).provenance, Provenance::Human);
    const std::vector<Evidence> label{marker(0.8, "claude-code")};
    QVERIFY(verdictOfChange(allHuman, label).declared);
    const std::vector<ChangePart> bumps{part({}, 3, true), part({}, 2, true)};
    QVERIFY(verdictOfChange(bumps, {}).automation);
    std::vector<ChangePart> withMerge = allHuman;
    withMerge.push_back({{}, 0, true});
    QCOMPARE(verdictOfChange(withMerge, {}).provenance, Provenance::Human);
    QCOMPARE(verdictOfChange({}, {}).provenance, Provenance::Unknown);
}

void LadderTest::changeProbability()
{
    const std::vector<ChangePart> two{part({inference(0.4)}), part({inference(0.3)})};
    const auto v = verdictOfChange(two, {});
    QCOMPARE(v.aiProbability.value(), 1 - 0.6 * 0.7);
    QCOMPARE(v.provenance, Provenance::Ai);
    QVERIFY(!v.declared);
    ChangePart known{verdict({marker(1)}, LineShare{10, 10, 20}), 20, false};
    ChangePart unknown = part({}, 20);
    QVERIFY(!verdictOfChange(std::vector<ChangePart>{known, unknown}, {}).aiShare);
    ChangePart byHand = part({human(0.9)}, 20);
    QCOMPARE(verdictOfChange(std::vector<ChangePart>{known, byHand}, {}).aiShare.value(), 0.25);
}

QTEST_APPLESS_MAIN(LadderTest)
#include "tst_ladder.moc"
