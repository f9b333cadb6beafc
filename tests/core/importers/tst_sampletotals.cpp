// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/recordlist.h"
#include "support/places.h"

#include <QFileInfo>
#include <QMap>
#include <QTest>

#include <cmath>

using namespace assay;
using namespace assay::importers::tests;

/// Every sample export is read by the right format with the right totals, or refused with the right reason. The totals
/// were computed without Assay.
class TestSampleTotals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void totals_data();
    void totals();
    void refused_data();
    void refused();
};

namespace {

using Totals = QMap<QByteArray, double>;

void addTickets(const RecordList& list, Totals& totals)
{
    for (const auto& ticket : list.tickets) {
        ++totals["tickets"];
        if (ticket.created) totals["created"] += static_cast<double>(toUnixMillis(*ticket.created) / 1000);
        if (ticket.started) ++totals["started"];
        if (ticket.resolved) ++totals["ended"];
        if (ticket.resolved) totals["resolved"] += static_cast<double>(toUnixMillis(*ticket.resolved) / 1000);
        totals["moves"] += static_cast<double>(ticket.history.size());
    }
    for (const auto& pull : list.pulls) {
        ++totals["pulls"];
        if (pull.created) totals["opened"] += static_cast<double>(toUnixMillis(*pull.created) / 1000);
        if (pull.merged) ++totals["merged"];
        if (pull.merged) totals["mergedAt"] += static_cast<double>(toUnixMillis(*pull.merged) / 1000);
        if (!pull.mergeCommit.empty()) ++totals["mergeCommits"];
    }
    for (const auto& history : list.histories) totals["moves"] += static_cast<double>(history.history.size());
}

void addUsage(const RecordList& list, Totals& totals)
{
    for (const auto& usage : list.usage) {
        ++totals["days"];
        totals["interactions"] += static_cast<double>(usage.interactions.value_or(0));
        totals["linesAccepted"] += static_cast<double>(usage.linesAccepted.value_or(0));
        totals["tokens"] += static_cast<double>(usage.tokens.value_or(0));
        totals["cost"] += usage.costUsd.value_or(0);
    }
    for (const auto& group : list.groups) {
        ++totals["groups"];
        totals["shown"] += static_cast<double>(group.shown.value_or(0));
        totals["accepted"] += static_cast<double>(group.accepted.value_or(0));
        totals["linesAccepted"] += static_cast<double>(group.linesAccepted.value_or(0));
        totals["interactions"] += static_cast<double>(group.interactions.value_or(0));
    }
    for (const auto& spend : list.spends) {
        ++totals["spends"];
        totals["gross"] += spend.gross.value_or(0);
        totals["discount"] += spend.discount.value_or(0);
        totals["net"] += spend.net.value_or(0);
        totals["quantity"] += spend.quantity.value_or(0);
        totals[QByteArray::fromStdString(spend.unit)] += spend.quantity.value_or(0);
    }
    for (const auto& commit : list.vendorCommits) {
        ++totals["commits"];
        totals["aiAdded"] += static_cast<double>(commit.aiAdded.value_or(0));
    }
    totals["seats"] = static_cast<double>(list.seats.size());
    totals["traces"] = static_cast<double>(list.traces.size());
    totals["reviews"] = static_cast<double>(list.reviews.size());
    totals["statuses"] = static_cast<double>(list.statusNames.size());
    totals["teams"] = static_cast<double>(list.vendorTeams.size());
    totals["rejects"] = static_cast<double>(list.rejects.size());
}

void row(const char* file, const char* format, const Totals& expected)
{
    QTest::newRow(file) << QByteArray(format) << expected;
}

void firstRows()
{
    row("copilot/billing-ai-credits.csv", "copilot-billing-csv",
        {{"spends", 123},
         {"gross", 710.51432081},
         {"discount", 710.51432081},
         {"net", 0},
         {"requests", 139.2},
         {"ai-credits", 70494.632081}});
    row("copilot/billing-credits-api.json", "copilot-billing-json",
        {{"spends", 110}, {"gross", 3631.133066}, {"discount", 2625.329045}, {"net", 1005.804021}});
    row("copilot/legacy-metrics-organization.json", "copilot-legacy-metrics",
        {{"groups", 21}, {"shown", 21255}, {"accepted", 6665}, {"linesAccepted", 10726}, {"interactions", 2035}});
    row("copilot/legacy-usage-organization.json", "copilot-legacy-usage",
        {{"groups", 24}, {"shown", 199097}, {"linesAccepted", 94735}});
    row("copilot/usage-metrics-organization-28-day.json", "copilot-organisation",
        {{"groups", 28}, {"shown", 3440}, {"linesAccepted", 62998}});
    row("copilot/usage-metrics-organization-1-day.json", "copilot-organisation", {{"groups", 1}});
    row("copilot/docs-example-user-row.json", "copilot-users", {{"days", 1}, {"linesAccepted", 8}});
    row("copilot/docs-users-1-day-for-team-join.ndjson", "copilot-users",
        {{"days", 2}, {"linesAccepted", 112}, {"interactions", 80}});
    row("copilot/docs-user-teams-1-day.ndjson", "copilot-teams", {{"teams", 3}});
    row("copilot/activity-report-header-only.csv", "copilot-activity", {{"seats", 0}});
    row("copilot/metered-usage-report-header-only.csv", "copilot-billing-csv", {{"spends", 0}});
    row("copilot/premium-request-analytics-header-only.csv", "copilot-requests-csv", {{"spends", 0}});
    row("claude-code/analytics-api-docs-example.json", "claude-code-analytics",
        {{"days", 1}, {"cost", 10.25}, {"tokens", 150000}, {"linesAccepted", 1543}});
    row("claude-code/console-usage-header-only.csv", "claude-console-usage", {{"spends", 0}});
    row("claude-code/console-claude-code-header-only.csv", "claude-console-code", {{"spends", 0}});
    row("cursor/usage-events-demo.csv", "cursor-events-csv", {{"spends", 604}, {"net", 47.48}, {"days", 0}});
    row("cursor/usage-events-team-requests.csv", "cursor-events-csv",
        {{"spends", 20}, {"quantity", 18}, {"days", 3}, {"tokens", 6554392}});
    row("cursor/usage-events-team-2026-09-header-only.csv", "cursor-events-csv", {{"spends", 0}});
    row("cursor/admin-daily-usage-data-docs-example.json", "cursor-daily",
        {{"days", 1}, {"seats", 2}, {"linesAccepted", 1102}, {"interactions", 240}});
    row("cursor/admin-filtered-usage-events-docs-example.json", "cursor-events", {{"spends", 3}, {"net", 0.6669232}});
    row("cursor/admin-spend-docs-example.json", "cursor-spend", {{"spends", 2}, {"net", 43.25}, {"seats", 2}});
    row("cursor/ai-code-commits-docs-example.json", "cursor-commits-json", {{"commits", 1}, {"aiAdded", 90}});
    row("cursor/ai-code-commits-docs-example.csv", "cursor-commits-csv", {{"commits", 2}, {"aiAdded", 145}});
    row("cursor/ai-code-commits-with-source-training-example.csv", "cursor-commits-csv",
        {{"commits", 2}, {"aiAdded", 145}});
}

void furtherRows()
{
    row("gitlab/rest-issues.json", "gitlab-json",
        {{"tickets", 16}, {"created", 25484373019}, {"ended", 12}, {"resolved", 19070310519}});
    row("gitlab/rest-merge-requests.json", "gitlab-json", {{"pulls", 18}, {"merged", 10}, {"mergedAt", 15879455252}});
    row("gitlab/issues-export-header-only.csv", "gitlab-issues-csv", {{"tickets", 0}});
    row("gitlab/merge-requests-export-header-only.csv", "gitlab-mrs-csv", {{"pulls", 0}});
    row("bitbucket/rest-pullrequests.json", "bitbucket-pulls",
        {{"pulls", 28}, {"merged", 0}, {"mergeCommits", 20}, {"opened", 46488870994}});
    row("azure-devops/rest-pull-requests.json", "azure-pulls", {{"pulls", 1}, {"merged", 0}});
    row("azure-devops/workitems-query-with-dates.csv", "azure-workitems", {{"tickets", 4}, {"rejects", 0}});
    row("azure-devops/workitems-query-minimal.csv", "azure-workitems", {{"tickets", 1}, {"rejects", 0}});
    row("azure-devops/workitems-demo-resaved-unquoted.csv", "azure-workitems", {{"tickets", 11}, {"rejects", 0}});
    row("azure-devops/workitems-docs-example.csv", "azure-workitems",
        {{"tickets", 0}, {"rejects", 5}}); // out of step with its header
    row("linear/issues-34col.csv", "linear-csv",
        {{"tickets", 15}, {"created", 26640630832}, {"ended", 15}, {"resolved", 26644175796}, {"started", 0}});
    row("linear/issues-34col-js-dates.csv", "linear-csv",
        {{"tickets", 176}, {"created", 311803726407}, {"ended", 50}, {"resolved", 88857057021}, {"started", 6}});
    row("asana/tasks-header-only.csv", "asana-csv", {{"tickets", 0}});
    row("shortcut/stories-header-only.csv", "shortcut-csv", {{"tickets", 0}});
    row("windsurf/user-page-analytics-docs-example.json", "windsurf-users", {{"seats", 1}});
    row("windsurf/cascade-analytics-shape.json", "windsurf-cascade",
        {{"groups", 0}, {"rejects", 2}}); // "<string>" for every value
    row("amazon-q/by-user-analytic-header-only.csv", "amazon-q", {{"days", 0}});
    row("amazon-q/kiro-user-report-header-only.csv", "kiro", {{"days", 0}});
    row("agent-trace/spec-example-0.1.0.json", "agent-trace", {{"traces", 2}});
    row("agent-trace/spec-example-minimal.json", "agent-trace", {{"traces", 1}});
    row("agent-trace/traces-nonconforming.jsonl", "agent-trace", {{"traces", 35}});
    row("jira/rest-statuses.json", "jira-statuses", {{"statuses", 38}});
    row("jira/rest-issue-changelog-pages.json", "jira-changelog", {{"moves", 8}});
    row("github/rest-pull-reviews.json", "github-reviews", {{"reviews", 30}});
    row("github/gh-pr-view-captures.json", "github-pulls", {{"pulls", 1}, {"rejects", 1}}); // one has no number
}

} // namespace

void TestSampleTotals::initTestCase()
{
    if (!QFileInfo::exists(test::sharedPlace(QStringLiteral("samples"))))
        QSKIP("the sample exports are not on this machine");
}

void TestSampleTotals::totals_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<Totals>("expected");
    firstRows();
    furtherRows();
}

void TestSampleTotals::totals()
{
    QFETCH(QByteArray, format);
    QFETCH(Totals, expected);
    const auto result = readFile(test::sharedPlace(QStringLiteral("samples/")).toStdString() + QTest::currentDataTag());
    QCOMPARE(result.problem, std::string());
    QCOMPARE(QByteArray::fromStdString(result.id), format);
    Totals actual;
    addTickets(result.list, actual);
    addUsage(result.list, actual);
    for (auto it = expected.begin(); it != expected.end(); ++it)
        QVERIFY2(std::abs(actual[it.key()] - it.value()) <= 1e-6 * (1 + std::abs(it.value()) * 1e-6),
                 qPrintable(QStringLiteral("%1: %2, expected %3")
                                .arg(QString::fromUtf8(it.key()))
                                .arg(actual[it.key()], 0, 'f', 8)
                                .arg(it.value(), 0, 'f', 8)));
}

void TestSampleTotals::refused_data()
{
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("jira/rest-sprints.json") << QByteArray("list of sprints");
    QTest::newRow("github/rest-issue-events.json") << QByteArray("issue events");
    QTest::newRow("github/gh-pr-list-bom.json") << QByteArray("numbers and titles only");
    QTest::newRow("linear/projects.csv") << QByteArray("Linear projects");
    QTest::newRow("git-ai/pre-1.0/04cd89209d5425c6c2858e924a8bd1c25091fae4.json") << QByteArray("authorship note");
    QTest::newRow("git-ai/notes/000841e6607a4289f39ac3aa57f964c8418ebc4d") << QByteArray("authorship note");
    QTest::newRow("copilot/usage-metrics-enterprise-users-1-day.json") << QByteArray("nothing about days");
    QTest::newRow("jira/paired-branches-bssef25t9.txt") << QByteArray("no known report");
}

void TestSampleTotals::refused()
{
    QFETCH(QByteArray, says);
    const auto result = readFile(test::sharedPlace(QStringLiteral("samples/")).toStdString() + QTest::currentDataTag());
    QCOMPARE(result.id, std::string());
    QVERIFY2(QByteArray::fromStdString(result.problem).contains(says), result.problem.c_str());
}

QTEST_APPLESS_MAIN(TestSampleTotals)
#include "tst_sampletotals.moc"
