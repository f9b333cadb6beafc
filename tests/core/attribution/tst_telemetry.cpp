// SPDX-License-Identifier: GPL-3.0-or-later
#include "attribution/telemetry.h"

#include <QTest>

#include <cmath>

using namespace assay;
using namespace assay::attribution;

namespace {

const Day kDay = parseIsoDay("2026-03-04").value();
constexpr std::chrono::days kOne{1};

UsageOfDay lines(Day day, std::int64_t accepted, const char* tool = "copilot")
{
    UsageOfDay usage;
    usage.tool = tool;
    usage.day = day;
    usage.linesAccepted = accepted;
    return usage;
}
ToolCoverage coveredTool(const char* tool, bool telemetry, bool seats)
{
    ToolCoverage coverage{tool, {}, {}};
    if (telemetry) coverage.telemetry.push_back({kDay - 10 * kOne, kDay + 10 * kOne});
    if (seats) coverage.seatLists = DayRange{kDay - 10 * kOne, kDay + 10 * kOne};
    return coverage;
}

} // namespace

class TelemetryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void probabilityFollowsTheModel();
    void moreVolumeMoreProbability();
    void onlyNearDaysCount();
    void receivingIsNotUse();
    void toolsCombine();
    void humanOnly_data();
    void humanOnly();
};

void TelemetryTest::probabilityFollowsTheModel()
{
    // 50 lines accepted, 70 % kept, 100 committed that day: share 0.35; 20 lines are two chunks.
    const CommitMoment commit{kDay, 20, 100, 0};
    QCOMPARE(telemetryProbability(lines(kDay, 50), commit), 1 - std::pow(0.65, 2));
    // The day before counts half, against what both days committed.
    const CommitMoment next{kDay, 20, 60, 40};
    QCOMPARE(telemetryProbability(lines(kDay - kOne, 50), next), 1 - std::pow(1 - 0.5 * 0.35, 2));
    UsageOfDay prompts{"cursor", kDay, {}, {}, 4, {}};
    QCOMPARE(telemetryProbability(prompts, commit), 0.3);
    UsageOfDay agent{"cursor", kDay, {}, {}, {}, 1};
    QCOMPARE(telemetryProbability(agent, commit), 1 - std::pow(1 - 0.28, 2));
    QCOMPARE(telemetryProbability(lines(kDay, 5000), commit), 0.95);
}

void TelemetryTest::moreVolumeMoreProbability()
{
    double last = 0;
    for (const int accepted : {1, 5, 20, 60, 100}) {
        const double p = telemetryProbability(lines(kDay, accepted), {kDay, 30, 200, 0});
        QVERIFY(p > last);
        last = p;
    }
}

void TelemetryTest::onlyNearDaysCount()
{
    const CommitMoment commit{kDay, 20, 20, 0};
    AuthorTelemetry author;
    author.usage = {lines(kDay - 2 * kOne, 500), lines(kDay + kOne, 500)};
    QVERIFY(!telemetryEvidence(author, commit));
    author.usage = {lines(kDay - 2 * kOne, 500), lines(kDay, 20), lines(kDay + kOne, 500)};
    const auto evidence = telemetryEvidence(author, commit);
    QVERIFY(evidence);
    QVERIFY(!evidence->declared);
    QCOMPARE(evidence->tool, std::string("copilot"));
    QCOMPARE(evidence->text, std::string("2026-03-04: 20 lines accepted"));
}

void TelemetryTest::receivingIsNotUse()
{
    AuthorTelemetry author;
    author.usage = {UsageOfDay{"copilot", kDay, 0, 0, 0, 0}};
    QVERIFY(!telemetryEvidence(author, {kDay, 20, 20, 0}));
    author.usage = {lines(kDay, 50)};
    QVERIFY(!telemetryEvidence(author, {kDay, 0, 20, 0})); // a commit that adds nothing has no AI lines
}

void TelemetryTest::toolsCombine()
{
    const CommitMoment commit{kDay, 10, 100, 0};
    AuthorTelemetry author;
    author.usage = {lines(kDay, 20, "copilot"), lines(kDay, 50, "cursor")};
    const auto evidence = telemetryEvidence(author, commit);
    QVERIFY(evidence);
    QCOMPARE(evidence->tool, std::string("cursor"));
    QCOMPARE(evidence->strength, 1 - (1 - 0.14) * (1 - 0.35));
}

void TelemetryTest::humanOnly_data()
{
    QTest::addColumn<bool>("telemetry");
    QTest::addColumn<bool>("seatLists");
    QTest::addColumn<bool>("held");
    QTest::addColumn<QByteArray>("rule");
    QTest::newRow("nothing imported") << false << false << false << QByteArray();
    QTest::newRow("listed, no seat") << false << true << false << QByteArray("no-seat");
    QTest::newRow("seat, no telemetry") << false << true << true << QByteArray();
    QTest::newRow("seat, telemetry without use") << true << true << true << QByteArray("no-use");
    QTest::newRow("telemetry only") << true << false << false << QByteArray("no-use");
}

void TelemetryTest::humanOnly()
{
    QFETCH(bool, telemetry);
    QFETCH(bool, seatLists);
    QFETCH(bool, held);
    QFETCH(QByteArray, rule);
    AuthorTelemetry author;
    if (held) author.seats.push_back({"copilot", kDay - kOne, {}});
    const std::vector<ToolCoverage> tools{coveredTool("copilot", telemetry, seatLists)};
    const CommitMoment commit{kDay, 10, 10, 0};
    const auto evidence = coverageEvidence(author, commit, tools);
    QCOMPARE(evidence ? evidence->rule : std::string(), rule.toStdString());
    // A second tool about which nothing is known takes the certainty away.
    const std::vector<ToolCoverage> two{tools[0], coveredTool("cursor", false, false)};
    QVERIFY(!coverageEvidence(author, commit, two));
    QVERIFY(!coverageEvidence(author, commit, {}));
    QCOMPARE(coverageEvidence(author, commit, {}, "policy-1")->rule, std::string("policy-1"));
    // Nor is an author judged by lists that could not name them.
    AuthorTelemetry unnamed = author;
    unnamed.unnamedFor.push_back("copilot");
    QVERIFY(!coverageEvidence(unnamed, commit, tools));
    // Use on the day speaks against human-only, whatever the coverage.
    author.usage = {lines(kDay, 5)};
    QVERIFY(!coverageEvidence(author, commit, tools, "policy-1"));
}

QTEST_APPLESS_MAIN(TelemetryTest)
#include "tst_telemetry.moc"
