// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/commitwriter.h"
#include "store/database.h"
#include "store/derived.h"
#include "store/gitreader.h"
#include "store/importlog.h"
#include "store/usagedays.h"
#include "store/usagewriter.h"
#include "store/words.h"
#include "store/workreader.h"
#include "store/workwriter.h"

#include <QTemporaryDir>
#include <QTest>
#include <filesystem>

using namespace assay;
using namespace assay::store;

namespace {

domain::Oid oid(char digit)
{
    return *domain::Oid::fromHex(std::string(40, digit));
}

domain::CommitRecord commit(char digit, std::vector<domain::Oid> parents)
{
    domain::CommitRecord c;
    c.oid = oid(digit);
    c.parents = std::move(parents);
    c.author = {"Ada", "Ada@Example.com", *parseIsoInstant("2026-01-02T03:04:05Z"), 60};
    c.committer = c.author;
    c.message = "PAY-1: subject\n\nbody";
    c.files = {{"src/a.cpp", "", domain::FileStatus::Modified, 3, 1, false, false},
               {"src/b.cpp", "src/old.cpp", domain::FileStatus::Renamed, 0, 2, false, false}};
    c.added = 3;
    c.deleted = 3;
    c.onMainline = true;
    return c;
}

} // namespace

class TestWriters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void commitsTwiceChangeNothing();
    void stateTakesThePlaceOfTheOneBefore();
    void edgesAndLineage();
    void unseenCommitsGo();
    void ticketsKeepWhatOnlyAnEarlierExportKnew();
    void absentCountersStayAbsent();
    void runsKeepRejects();

private:
    domain::SourceId source() { return putSource(*m_db, {{}, "/x/repo", "repo", "git", "Git repository"}).value(); }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_db;
};

void TestWriters::init()
{
    m_db.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    auto db = Database::create(m_folder->filePath(QStringLiteral("w.assay")).toStdString());
    QVERIFY(db.has_value());
    m_db = std::make_unique<Database>(std::move(*db));
}

void TestWriters::commitsTwiceChangeNothing()
{
    for (int round = 0; round < 2; ++round) {
        Words words(*m_db);
        auto writer = CommitWriter::make(*m_db, words, source());
        QVERIFY(writer.has_value());
        QCOMPARE((*writer)->commit(commit('a', {})).value(), round == 0);
        QCOMPARE((*writer)->commit(commit('b', {oid('a')})).value(), round == 0);
        RepositoryRow repository;
        repository.name = "repo";
        repository.head = oid('b');
        repository.tips = {oid('b')};
        repository.lineageState = std::string("\0\1state", 7);
        QVERIFY((*writer)->finish(repository).has_value());
    }
    const auto rows = commits(*m_db).value();
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[1].parents, std::vector<domain::Oid>{oid('a')});
    QCOMPARE(rows[0].authorEmail, std::string("ada@example.com"));
    QCOMPARE(rows[0].message, std::string("PAY-1: subject\n\nbody"));
    QVERIFY(!rows[0].born.has_value());
    const auto repository = repositories(*m_db).value().at(0);
    QCOMPARE(repository.lineageState, std::string("\0\1state", 7));
    QCOMPARE(repository.tips, std::vector<domain::Oid>{oid('b')});
    int files = 0;
    QVERIFY(
        forEachFile(*m_db, [&files](const CommitFileRow& file) { files += static_cast<int>(file.added); }).has_value());
    QCOMPARE(files, 6);
    QCOMPARE(paths(*m_db).value().size(), std::size_t{3});
}

/// A large state written again and again must neither let the file grow nor write its pages twice.
void TestWriters::stateTakesThePlaceOfTheOneBefore()
{
    const auto write = [this](char fill) {
        auto transaction = Transaction::begin(*m_db).value();
        Words words(*m_db);
        auto writer = CommitWriter::make(*m_db, words, source()).value();
        RepositoryRow repository;
        repository.lineageState = std::string(1'000'000 + fill, fill);
        QVERIFY(writer->finish(repository).has_value());
        writer.reset();
        QVERIFY(transaction.commit().has_value());
    };
    const std::string file = m_db->path();
    const auto sizeOf = [&] {
        m_db.reset(); // the last one to close writes everything into the file itself
        const auto size = std::filesystem::file_size(file);
        m_db = std::make_unique<Database>(Database::open(file, Access::ReadWrite).value());
        return size;
    };
    write('a');
    const auto once = sizeOf();
    for (const char fill : {'b', 'c', 'd'}) write(fill);
    QVERIFY2(sizeOf() < once + 100'000, "the state is kept twice");
    QCOMPARE(repositories(*m_db).value().at(0).lineageState, std::string(1'000'000 + 'd', 'd'));
}

void TestWriters::edgesAndLineage()
{
    Words words(*m_db);
    auto writer = CommitWriter::make(*m_db, words, source()).value();
    QVERIFY(writer->commit(commit('a', {})).has_value());
    QVERIFY(writer->commit(commit('b', {oid('a')})).has_value());
    QVERIFY(writer->edge({oid('a'), oid('b'), "src/a.cpp", 4, 3, 4, 0, 0}).has_value());
    QVERIFY(writer->edge({oid('c'), oid('b'), "src/a.cpp", 9, 9, 9, 0, 0}).has_value());
    domain::CommitLineage lineage;
    lineage.commit = oid('a');
    lineage.born = 10;
    lineage.alive = 6;
    QVERIFY(writer->lineage(lineage).has_value());
    std::vector<EdgeRow> edges;
    QVERIFY(forEachEdge(*m_db, [&edges](const EdgeRow& e) { edges.push_back(e); }).has_value());
    QCOMPARE(edges.size(), std::size_t{1});
    QCOMPARE(edges[0].lines, 4);
    QCOMPARE(edges[0].codeLines, 3);
    const auto rows = commits(*m_db).value();
    QCOMPARE(rows[0].born.value(), std::int64_t{10});
    QVERIFY(!rows[0].touchedAgeDays.has_value());
    QVERIFY(!rows[1].born.has_value());
}

void TestWriters::unseenCommitsGo()
{
    Words words(*m_db);
    auto writer = CommitWriter::make(*m_db, words, source()).value();
    QVERIFY(writer->commit(commit('a', {})).has_value());
    QVERIFY(writer->commit(commit('b', {oid('a')})).has_value());
    QVERIFY(writer->edge({oid('a'), oid('b'), "src/a.cpp", 4, 3, 4, 0, 0}).has_value());
    QVERIFY(writer->lineNote({oid('b'), "claude-code", "m", 3, 0, true}).has_value());
    QVERIFY(writer->lineNote({oid('b'), "", "", 0, 2, true}).has_value());
    QCOMPARE(lineNotes(*m_db).value().size(), std::size_t{2});
    writer = CommitWriter::make(*m_db, words, source()).value();
    QVERIFY(!writer->commit(commit('a', {})).value());
    QVERIFY(writer->commit(commit('c', {oid('a')})).value());
    QCOMPARE(writer->dropUnseen(parseIsoInstant("2027-01-01T00:00:00Z")).value(), std::int64_t{0});
    QCOMPARE(writer->dropUnseen({}).value(), std::int64_t{1});
    QCOMPARE(commits(*m_db).value().size(), std::size_t{2});
    QVERIFY(lineNotes(*m_db).value().empty());
    int edges = 0;
    QVERIFY(forEachEdge(*m_db, [&edges](const EdgeRow&) { ++edges; }).has_value());
    QCOMPARE(edges, 0);
    QVERIFY(m_db->verify().has_value());
}

void TestWriters::ticketsKeepWhatOnlyAnEarlierExportKnew()
{
    Words words(*m_db);
    WorkWriter writer(*m_db, words, source());
    domain::TicketRecord full;
    full.system = "jira";
    full.key = "PAY-1";
    full.title = "Refund";
    full.type = "Bug";
    full.created = parseIsoInstant("2026-01-01T00:00:00Z");
    full.history = {
        {*parseIsoInstant("2026-01-02T00:00:00Z"), "To Do", "Doing", domain::StatusCategory::InProgress, "ada"}};
    QVERIFY(writer.ticket(full).value());
    domain::TicketRecord thin;
    thin.system = "jira";
    thin.key = "PAY-1";
    thin.status = "Done";
    thin.category = domain::StatusCategory::Done;
    QVERIFY(!writer.ticket(thin).value());
    const auto rows = tickets(*m_db).value();
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].ticket.title, std::string("Refund"));
    QCOMPARE(rows[0].ticket.status, std::string("Done"));
    QCOMPARE(rows[0].ticket.created, full.created);
    QCOMPARE(rows[0].ticket.history.size(), std::size_t{1});
    domain::PullRequestRecord pull;
    pull.system = "github";
    pull.repository = "o/r";
    pull.number = 3;
    pull.closes = {"#4", "PAY-1"};
    pull.reviews = {{"bob", false, *parseIsoInstant("2026-01-03T00:00:00Z"), domain::ReviewState::Approved}};
    QVERIFY(writer.pullRequest(pull).value());
    pull.reviews.clear();
    QVERIFY(!writer.pullRequest(pull).value());
    const auto pulls = pullRequests(*m_db).value();
    QCOMPARE(pulls[0].pullRequest.reviews.size(), std::size_t{1});
    QCOMPARE(pulls[0].pullRequest.closes, (std::vector<std::string>{"#4", "PAY-1"}));
    QVERIFY(!pulls[0].pullRequest.merged.has_value());
}

void TestWriters::absentCountersStayAbsent()
{
    Words words(*m_db);
    UsageWriter writer(*m_db, words, source());
    domain::UsageDayRecord usage;
    usage.tool = "copilot";
    usage.identity = "Octo-Cat";
    usage.day = *parseIsoDay("2026-02-03");
    usage.accepted = 0;
    QVERIFY(writer.usageDay(usage).has_value());
    usage.accepted = 5;
    QVERIFY(writer.usageDay(usage).has_value());
    std::vector<UsageRow> rows;
    auto days = UsageDays::open(*m_db);
    QVERIFY(days.has_value());
    const auto series = days->series().value();
    QCOMPARE(series.size(), std::size_t{1});
    QCOMPARE(series[0].tool, std::string("copilot"));
    QVERIFY(days->read(series[0], [&rows](const UsageRow& row) { rows.push_back(row); }).has_value());
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].usage.accepted.value(), std::int64_t{5});
    QVERIFY(!rows[0].usage.shown.has_value());
    QVERIFY(!rows[0].usage.costUsd.has_value());
    QCOMPARE(identities(*m_db).value().at(0).value, std::string("github:octo-cat"));
}

void TestWriters::runsKeepRejects()
{
    RunRow run;
    run.source = source();
    run.fingerprint = "abc";
    run.state = RunState::Done;
    const auto id =
        putRun(*m_db, run, {{"t.csv", 7, "no such day", "1,2,3"}}, {{"t.csv", "no Resolved column"}}).value();
    QCOMPARE(rejectsOf(*m_db, id).value().at(0).line, std::int64_t{7});
    QCOMPARE(noticesOf(*m_db, id).value().size(), std::size_t{1});
    QCOMPARE(runs(*m_db).value().at(0).rejected, std::int64_t{1});
    QCOMPARE(lastFingerprint(*m_db, "/x/repo").value(), std::string("abc"));
    QCOMPARE(lastFingerprint(*m_db, "/elsewhere").value(), std::string());
}

QTEST_APPLESS_MAIN(TestWriters)
#include "tst_writers.moc"
