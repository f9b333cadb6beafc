// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/recordlist.h"
#include "support/places.h"

#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace assay;
using namespace assay::importers::tests;

/// Real and vendor-made exports that are not part of the project. The expected figures were computed without Assay.
class TestSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void jira_data();
    void jira();
    void jiraHistory();
    void pulls_data();
    void pulls();
    void issues();
    void archive();
    void copilotUsers_data();
    void copilotUsers();
    void seats_data();
    void seats();
    void refused_data();
    void refused();

private:
    static std::string path(const QByteArray& name)
    {
        return test::sharedPlace(QStringLiteral("samples/")).toStdString() + name.toStdString();
    }
};

void TestSamples::initTestCase()
{
    if (!QFileInfo::exists(test::sharedPlace(QStringLiteral("samples"))))
        QSKIP("the sample exports are not on this machine");
}

namespace {

template <class T, class Member>
std::int64_t sumSeconds(const std::vector<T>& records, Member member)
{
    std::int64_t sum = 0;
    for (const auto& record : records)
        if (record.*member) sum += toUnixMillis(*(record.*member)) / 1000;
    return sum;
}

template <class T, class Member>
std::int64_t present(const std::vector<T>& records, Member member)
{
    return std::count_if(records.begin(), records.end(),
                         [member](const T& record) { return (record.*member).has_value(); });
}

template <class Member>
std::int64_t sum(const std::vector<domain::UsageDayRecord>& rows, Member member)
{
    return std::accumulate(
        rows.begin(), rows.end(), std::int64_t{0},
        [member](std::int64_t s, const domain::UsageDayRecord& row) { return s + (row.*member).value_or(0); });
}

} // namespace

void TestSamples::jira_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("tickets");
    QTest::addColumn<qint64>("createdSum");
    QTest::addColumn<int>("resolved");
    QTest::addColumn<qint64>("resolvedSum");
    QTest::newRow("Cloud, all fields") << QByteArray("jira/cloud-full-export-bom-95col.csv") << 130
                                       << qint64{229720914060} << 51 << qint64{90152391840};
    QTest::newRow("Cloud, repeated watchers") << QByteArray("jira/cloud-full-export-dup-watchers-56col.csv") << 22
                                              << qint64{38648347260} << 10 << qint64{17568652140};
    QTest::newRow("Cloud, Polish text") << QByteArray("jira/cloud-full-export-polish-content.csv") << 8
                                        << qint64{13406462880} << 0 << qint64{0};
    QTest::newRow("Cloud, list view") << QByteArray("jira/cloud-list-view-bom-14col.csv") << 51 << qint64{90320314560}
                                      << 0 << qint64{0};
    QTest::newRow("Cloud, Spanish") << QByteArray("jira/cloud-list-view-spanish.csv") << 63 << qint64{111897269760} << 0
                                    << qint64{0};
    QTest::newRow("Server, blank rows") << QByteArray("jira/server-anonymised-dup-columns.csv") << 1
                                        << qint64{1487258760} << 0 << qint64{0};
    QTest::newRow("Server, 2014") << QByteArray("jira/server-asf-2014.csv") << 100 << qint64{137014255980} << 0
                                  << qint64{0};
}

void TestSamples::jira()
{
    QFETCH(QByteArray, file);
    const auto result = readFile(path(file));
    QCOMPARE(result.id, std::string("jira-csv"));
    QCOMPARE(result.problem, std::string());
    QTEST(static_cast<int>(result.list.tickets.size()), "tickets");
    QTEST(static_cast<qint64>(sumSeconds(result.list.tickets, &domain::TicketRecord::created)), "createdSum");
    QTEST(static_cast<int>(present(result.list.tickets, &domain::TicketRecord::resolved)), "resolved");
    QTEST(static_cast<qint64>(sumSeconds(result.list.tickets, &domain::TicketRecord::resolved)), "resolvedSum");
    QCOMPARE(result.list.rejects.size(), std::size_t{0});
}

void TestSamples::jiraHistory()
{
    const auto result = readFile(path("jira/rest-board-issues-changelog.json"));
    QCOMPARE(result.id, std::string("jira-json"));
    QCOMPARE(result.list.tickets.size(), std::size_t{33});
    QCOMPARE(result.list.rejects.size(), std::size_t{0});
    std::size_t changes = 0;
    for (const auto& ticket : result.list.tickets) changes += ticket.history.size();
    QCOMPARE(changes, std::size_t{84}); // 165 status items, of which a workflow migration wrote 81
    QCOMPARE(sumSeconds(result.list.tickets, &domain::TicketRecord::created), std::int64_t{52731432511});
}

void TestSamples::pulls_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("pulls");
    QTest::addColumn<int>("merged");
    QTest::addColumn<qint64>("mergedSum");
    QTest::addColumn<int>("rejects");
    QTest::newRow("REST list, one twice")
        << QByteArray("github/rest-pulls-list.json") << 49 << 26 << qint64{41235243523} << 0;
    QTest::newRow("REST, every key") << QByteArray("github/rest-pull-untrimmed.json") << 1 << 0 << qint64{0} << 0;
    QTest::newRow("gh with closing references")
        << QByteArray("github/gh-pr-list-closing-refs.json") << 100 << 0 << qint64{0} << 0;
    QTest::newRow("gh with checks") << QByteArray("github/gh-pr-list-files-checks.json") << 1 << 0 << qint64{0} << 0;
}

void TestSamples::pulls()
{
    QFETCH(QByteArray, file);
    const auto result = readFile(path(file));
    QCOMPARE(result.id, std::string("github-pulls"));
    QCOMPARE(result.problem, std::string());
    QTEST(static_cast<int>(result.list.pulls.size()), "pulls");
    QTEST(static_cast<int>(present(result.list.pulls, &domain::PullRequestRecord::merged)), "merged");
    QTEST(static_cast<qint64>(sumSeconds(result.list.pulls, &domain::PullRequestRecord::merged)), "mergedSum");
    QTEST(static_cast<int>(result.list.rejects.size()), "rejects");
    if (file.contains("closing-refs"))
        QCOMPARE(std::count_if(result.list.pulls.begin(), result.list.pulls.end(),
                               [](const auto& pull) { return !pull.closes.empty(); }),
                 26);
}

void TestSamples::issues()
{
    const auto rest = readFile(path("github/rest-issues-list.json"));
    QCOMPARE(rest.id, std::string("github-issues"));
    QCOMPARE(rest.list.tickets.size(), std::size_t{26});
    QCOMPARE(rest.list.pulls.size(), std::size_t{0});
    QCOMPARE(sumSeconds(rest.list.tickets, &domain::TicketRecord::created), std::int64_t{40308878496});
    QCOMPARE(rest.list.tickets.front().key.substr(0, 15), std::string("panjf2000/ants#"));
    const auto minimal = readFile(path("github/gh-issue-list-min.json"));
    QCOMPARE(minimal.id, std::string("github-issues"));
    QCOMPARE(minimal.list.tickets.size(), std::size_t{29});
    const auto closed = readFile(path("github/gh-issue-closed-by-pr.json"));
    QCOMPARE(closed.list.tickets.size(), std::size_t{1});
    QCOMPARE(closed.list.tickets[0].linkedChanges, std::vector<std::string>{"antreo-app/api#327"});
    QCOMPARE(closed.list.tickets[0].category, domain::StatusCategory::Done);
}

void TestSamples::archive()
{
    const auto result = readFile(path("github/graphql-archive-mls-protocol.json"));
    QCOMPARE(result.id, std::string("github-archive"));
    QCOMPARE(result.list.tickets.size(), std::size_t{150});
    QCOMPARE(result.list.pulls.size(), std::size_t{220});
    QCOMPARE(present(result.list.pulls, &domain::PullRequestRecord::merged), std::int64_t{196});
    std::size_t reviews = 0;
    for (const auto& pull : result.list.pulls) reviews += pull.reviews.size();
    QCOMPARE(reviews, std::size_t{396});
}

void TestSamples::copilotUsers_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("rows");
    QTest::newRow("lines") << QByteArray("copilot/usage-metrics-users-28-day.ndjson") << 107;
    QTest::newRow("one document") << QByteArray("copilot/usage-metrics-users-28-day.json") << 107;
}

void TestSamples::copilotUsers()
{
    QFETCH(QByteArray, file);
    const auto result = readFile(path(file));
    QCOMPARE(result.id, std::string("copilot-users"));
    const auto& rows = result.list.usage;
    QTEST(static_cast<int>(rows.size()), "rows");
    QCOMPARE(sum(rows, &domain::UsageDayRecord::shown), std::int64_t{4987});
    QCOMPARE(sum(rows, &domain::UsageDayRecord::accepted), std::int64_t{3630});
    QCOMPARE(sum(rows, &domain::UsageDayRecord::linesShown), std::int64_t{59135});
    QCOMPARE(sum(rows, &domain::UsageDayRecord::linesAccepted), std::int64_t{100878});
    QCOMPARE(sum(rows, &domain::UsageDayRecord::linesDeleted), std::int64_t{17311});
    QCOMPARE(sum(rows, &domain::UsageDayRecord::interactions), std::int64_t{2987});
}

void TestSamples::seats_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("seats");
    QTest::addColumn<int>("active");
    QTest::newRow("organisation") << QByteArray("copilot/seats-organization.json") << 9 << 8;
    QTest::newRow("enterprise, twice each") << QByteArray("copilot/seats-enterprise-duplicates.json") << 2 << 2;
}

void TestSamples::seats()
{
    QFETCH(QByteArray, file);
    const auto result = readFile(path(file));
    QCOMPARE(result.id, std::string("copilot-seats"));
    QTEST(static_cast<int>(result.list.seats.size()), "seats");
    QTEST(static_cast<int>(present(result.list.seats, &domain::SeatRecord::lastActivity)), "active");
}

void TestSamples::refused_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("links, a day") << QByteArray("copilot/usage-metrics-download-links-1-day.json")
                                  << QByteArray("open the links");
    QTest::newRow("links, 28 days") << QByteArray("copilot/usage-metrics-download-links-28-day.json")
                                    << QByteArray("open the links");
    QTest::newRow("totals over a period")
        << QByteArray("copilot/usage-metrics-enterprise-users-28-day-preaggregated-mock.json")
        << QByteArray("says nothing about days");
}

void TestSamples::refused()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, says);
    const auto result = readFile(path(file));
    QCOMPARE(result.id, std::string());
    QVERIFY2(QByteArray::fromStdString(result.problem).contains(says), result.problem.c_str());
}

QTEST_APPLESS_MAIN(TestSamples)
#include "tst_samples.moc"
