// SPDX-License-Identifier: GPL-3.0-or-later
// Usage days in the columns of a snapshot beside a slow and obvious sum of the same rows.
#include "session/snapshot/sources.h"
#include "store/database.h"
#include "store/gitreader.h"
#include "store/importlog.h"
#include "store/usagewriter.h"
#include "store/words.h"

#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <random>
#include <tuple>

using namespace assay;

namespace {

constexpr int kNobody = -1;
/// Two identities of each person, far apart from each other; nobody is known behind every fifth.
int personOf(std::size_t identity, std::size_t identities)
{
    return identity % 5 == 4 ? kNobody : static_cast<int>(identity % (identities / 2));
}
std::string identityOf(std::size_t identity)
{
    return "dev" + std::to_string(identity) + "@example.com";
}

constexpr std::array<const char*, 2> kTools{"copilot", "claude-code"};
constexpr std::array<const char*, 3> kPlaces{"", "one", "two"};
constexpr int kFirstDay = 20'000;
constexpr int kDays = 30;

using Key = std::tuple<int, std::string, int>; ///< person, tool, day
using Counters = std::array<std::optional<double>, 6>;
using RowKey =
    std::tuple<std::string, std::size_t, int, std::string, std::string>; ///< tool, identity, day, surface, scope

Counters countersOf(const domain::UsageDayRecord& u)
{
    const auto real = [](const std::optional<std::int64_t>& n) {
        return n ? std::optional(static_cast<double>(*n)) : std::nullopt;
    };
    return {real(u.shown), real(u.accepted), real(u.linesAccepted), real(u.interactions), real(u.agentRuns), u.costUsd};
}

/// Sums over surfaces, then the largest of the scopes.
std::map<Key, Counters> slowly(const std::map<RowKey, Counters>& rows, std::size_t identities)
{
    std::map<Key, std::map<std::string, Counters>> sums;
    for (const auto& [at, counters] : rows) {
        const auto& [tool, identity, day, surface, scope] = at;
        const int person = personOf(identity, identities);
        if (person == kNobody) continue;
        auto& sum = sums[{person, tool, day}][scope];
        for (std::size_t c = 0; c < counters.size(); ++c)
            if (counters.at(c)) sum.at(c) = sum.at(c).value_or(0) + *counters.at(c);
    }
    std::map<Key, Counters> days;
    for (const auto& [key, scopes] : sums)
        for (const auto& [scope, sum] : scopes)
            for (std::size_t c = 0; c < sum.size(); ++c) {
                auto& most = days[key].at(c);
                if (sum.at(c)) most = std::max(most.value_or(0), *sum.at(c));
            }
    return days;
}

} // namespace

class TestUsageColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sameAsSlowSums_data();
    void sameAsSlowSums();
    void ofTwoReportsTheOneThatReachesFurther();
    void partsOfASplitExportAddUp();

private:
    domain::SourceId source(const std::string& name)
    {
        return store::putSource(*m_db, {{}, "/x/" + name, name, "generic-csv", "Usage"}).value();
    }
    domain::UsageDayRecord someDay()
    {
        const auto below = [this](int n) { return std::uniform_int_distribution<int>(0, n - 1)(m_random); };
        const auto maybe = [&below](int most) {
            return below(3) == 0 ? std::nullopt : std::optional<std::int64_t>(below(most));
        };
        domain::UsageDayRecord u;
        u.tool = kTools.at(static_cast<std::size_t>(below(2)));
        m_identity = static_cast<std::size_t>(below(static_cast<int>(m_identities)));
        u.identity = identityOf(m_identity);
        u.day = fromEpochDay(kFirstDay + below(kDays));
        u.surface = kPlaces.at(static_cast<std::size_t>(below(3)));
        u.scope = kPlaces.at(static_cast<std::size_t>(below(3)));
        u.shown = maybe(90);
        u.accepted = maybe(3);
        u.linesAccepted = maybe(2);
        u.interactions = maybe(2);
        u.agentRuns = maybe(2);
        if (below(2) == 0) u.costUsd = below(100) / 4.0;
        return u;
    }
    /// The columns, with the persons behind the identities.
    facts::Snapshot columns()
    {
        session::SnapshotSources sources;
        const auto identities = store::identities(*m_db).value();
        for (const auto& identity : identities)
            for (std::size_t i = 0; i < m_identities; ++i) {
                const int person = personOf(i, m_identities);
                if (identity.value != identityOf(i) || person == kNobody) continue;
                sources.identityPerson[identity.id.value] = person + 100;
                sources.personIndex[person + 100] = person;
            }
        facts::Snapshot snapshot;
        session::Dictionary tools(snapshot.tools);
        if (!session::addUsage(snapshot, sources, *m_db, tools)) qFatal("usage cannot be read");
        return snapshot;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Database> m_db;
    std::mt19937_64 m_random{5};
    std::size_t m_identities = 10;
    std::size_t m_identity = 0;
};

void TestUsageColumns::init()
{
    m_db.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    auto db = store::Database::create(m_folder->filePath(QStringLiteral("w.assay")).toStdString());
    QVERIFY(db.has_value());
    m_db = std::make_unique<store::Database>(std::move(*db));
}

void TestUsageColumns::sameAsSlowSums_data()
{
    QTest::addColumn<int>("identities");
    QTest::newRow("one thread") << 10;
    QTest::newRow("as many threads as there are processors") << 300;
}

void TestUsageColumns::sameAsSlowSums()
{
    QFETCH(const int, identities);
    m_identities = static_cast<std::size_t>(identities);
    std::map<RowKey, Counters> rows;
    {
        auto transaction = store::Transaction::begin(*m_db);
        QVERIFY(transaction.has_value());
        store::Words words(*m_db);
        for (std::size_t i = 0; i < m_identities; ++i) words.identityOf("x", identityOf(i)); // the order of their rows
        store::UsageWriter writer(*m_db, words, source("usage"));
        for (int i = 0; i < 150 * identities; ++i) {
            const auto day = someDay();
            QVERIFY(writer.usageDay(day).has_value());
            rows[{day.tool, m_identity, toEpochDay(day.day), day.surface, day.scope}] = countersOf(day);
        }
        QVERIFY(transaction->commit().has_value());
    }
    const auto expected = slowly(rows, m_identities);
    QVERIFY(expected.size() > 10 * m_identities);
    const auto snapshot = columns();
    const auto& u = snapshot.usage;
    QCOMPARE(u.size(), expected.size());
    std::tuple<int, int, int> last{-1, -1, -1};
    for (std::size_t i = 0; i < u.size(); ++i) {
        const std::tuple<int, int, int> place{u.person[i], u.tool[i], u.day[i]};
        QVERIFY(last < place);
        last = place;
        const auto found =
            expected.find({u.person[i], snapshot.tools.at(static_cast<std::size_t>(u.tool[i])), u.day[i]});
        QVERIFY(found != expected.end());
        const auto& e = found->second;
        const auto whole = [](const std::optional<double>& v) { return v ? static_cast<int>(*v) : -1; };
        QCOMPARE(u.shown[i], whole(e[0]));
        QCOMPARE(u.accepted[i], whole(e[1]));
        QCOMPARE(u.linesAccepted[i], whole(e[2]));
        QCOMPARE(u.interactions[i], whole(e[3]));
        QCOMPARE(u.agentRuns[i], whole(e[4]));
        QCOMPARE(std::isnan(u.costUsd[i]), !e[5].has_value());
        if (e[5]) QCOMPARE(u.costUsd[i], *e[5]);
        const bool used = e[1].value_or(0) > 0 || e[2].value_or(0) > 0 || e[3].value_or(0) > 0 || e[4].value_or(0) > 0;
        QCOMPARE(u.meaningful[i] != 0, used);
    }
}

void TestUsageColumns::ofTwoReportsTheOneThatReachesFurther()
{
    store::Words words(*m_db);
    m_identities = 10;
    auto day = someDay();
    day.tool = "copilot";
    day.identity = identityOf(0);
    const auto put = [&](const char* name, int accepted, int reachesTo) {
        store::UsageWriter writer(*m_db, words, source(name));
        day.accepted = accepted;
        QVERIFY(writer.usageDay(day).has_value());
        QVERIFY(writer.telemetrySpan(day.tool, {day.day, day.day + std::chrono::days{reachesTo}}).has_value());
    };
    put("middle", 5, 10);
    put("long", 7, 20);
    put("short", 6, 3);
    const auto snapshot = columns();
    QCOMPARE(snapshot.usage.size(), std::size_t{1});
    QCOMPARE(snapshot.usage.accepted[0], 7);
}

void TestUsageColumns::partsOfASplitExportAddUp()
{
    store::Words words(*m_db);
    m_identities = 10;
    auto day = someDay();
    day.identity = identityOf(0);
    const auto put = [&](const char* name, int accepted, int from, int to) {
        store::UsageWriter writer(*m_db, words, source(name));
        day.accepted = accepted;
        day.firstEvent = Instant{day.day} + std::chrono::hours{from};
        day.lastEvent = Instant{day.day} + std::chrono::hours{to};
        QVERIFY(writer.usageDay(day).has_value());
        QVERIFY(writer.telemetrySpan(day.tool, {day.day, day.day}).has_value());
    };
    put("evening", 4, 18, 22);
    put("morning", 3, 7, 11);
    put("part of the morning", 1, 8, 9);
    const auto snapshot = columns();
    QCOMPARE(snapshot.usage.size(), std::size_t{1});
    QCOMPARE(snapshot.usage.accepted[0], 7);
}

QTEST_APPLESS_MAIN(TestUsageColumns)
#include "tst_usagecolumns.moc"
