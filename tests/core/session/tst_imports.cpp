// SPDX-License-Identifier: GPL-3.0-or-later
#include "importfixture.h"
#include "session/review.h"
#include "session/session.h"
#include "session/sourcelist.h"
#include "store/database.h"
#include "store/extrasreader.h"
#include "store/usagereader.h"
#include "store/workreader.h"

#include <QTest>
#include <sqlite3.h>

using namespace assay;

namespace {

const QByteArray kUsageHeader = "email,date,tool,is_active,accepted,cost_usd\n";

QByteArray usage(int from, int to, int accepted)
{
    auto text = kUsageHeader;
    for (int day = from; day <= to; ++day)
        text += QStringLiteral("dev001@example.com,2026-03-%1,copilot,yes,%2,0.1\n")
                    .arg(day, 2, 10, QLatin1Char('0'))
                    .arg(accepted)
                    .toUtf8();
    return text;
}

const QByteArray kTickets = "Summary,Issue key,Issue id,Issue Type,Status,Status Category,Created,Resolved,Assignee\n"
                            "Pay,PAY-1,1,Bug,Done,Done,2026-03-01 10:00,2026-03-04 10:00,dev001@example.com\n"
                            "Refund,PAY-2,2,Story,To Do,To Do,2026-03-02 10:00,,dev002@example.com\n";

std::string messageOf(const session::ImportSummary& summary)
{
    return summary.sources.empty() ? "nothing was read" : summary.sources.front().message;
}

} // namespace

class TestImports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void importingTwiceIsImportingOnce();
    void overlappingReportsCountOnce();
    void reportsCoverTheDaysTheyName();
    void aSourceGoesWithEverythingOfIt();
    void listViewKeepsWhatTheFullExportSaid();
    void statusListTellsCategories();
    void rosterIsReplacedBySource();
    void surveyAnswersReachTheAdoptionPage();
    void surveysCountOnce_data();
    void surveysCountOnce();
    void asksForTheDateOrder();
    void remembersTheZone();
    void remembersColumnsByHeader();
    void vendorDataIsRungTwo();
    void auditTrailNamesEveryReading();
    void auditTrailFindsTampering_data();
    void auditTrailFindsTampering();
    void rejectsComeBackCorrected();
    void secretsAreDroppedAndSaid();
    void dryRunLeavesNoFile();
    void reviewShowsWhatWasUnderstood();
};

void TestImports::importingTwiceIsImportingOnce()
{
    const ImportFixture f;
    f.makeRepository();
    f.write(QStringLiteral("jira.csv"), kTickets);
    f.write(QStringLiteral("usage.csv"), usage(1, 10, 5));
    const QStringList all{QStringLiteral("repo"), QStringLiteral("jira.csv"), QStringLiteral("usage.csv")};
    f.import(all);
    const auto once = f.facts();
    QVERIFY(once.contains("PAY-1"));
    const auto again = f.import(all);
    for (const auto& source : again.sources) QCOMPARE(source.state, store::RunState::Unchanged);
    QCOMPARE(f.facts(), once);
}

void TestImports::overlappingReportsCountOnce()
{
    const auto facts = [](const QStringList& order) {
        const ImportFixture f;
        f.write(QStringLiteral("early.csv"), usage(1, 10, 5));
        f.write(QStringLiteral("late.csv"), usage(6, 15, 7)); // the later report corrects days 6 to 10
        for (const auto& name : order) f.import({name});
        return f.facts();
    };
    const auto one = facts({QStringLiteral("early.csv"), QStringLiteral("late.csv")});
    QCOMPARE(facts({QStringLiteral("late.csv"), QStringLiteral("early.csv")}), one);
    QCOMPARE(one.count("\"accepted\":5"), 5);
    QCOMPARE(one.count("\"accepted\":7"), 10);
}

/// A Copilot report has rows for active days only: a Sunday without any is a day without use, not a hole.
void TestImports::reportsCoverTheDaysTheyName()
{
    const ImportFixture f;
    const auto row = [](const char* day) {
        return QByteArray(R"({"report_start_day":"2026-03-01","report_end_day":"2026-03-28","day":")") + day +
               R"(","user_id":1,"user_login":"dev-001","organization_id":"1","user_initiated_interaction_count":3,)"
               R"("code_generation_activity_count":2,"code_acceptance_activity_count":1})" +
               '\n';
    };
    f.write(QStringLiteral("march.ndjson"), row("2026-03-03") + row("2026-03-20"));
    f.import({QStringLiteral("march.ndjson")});
    const auto spans = store::telemetrySpans(*store::Database::open(f.workspace(), store::Access::ReadOnly));
    QVERIFY(spans);
    QCOMPARE(spans->size(), std::size_t{1});
    QCOMPARE(isoDay(spans->front().days.from), std::string("2026-03-01"));
    QCOMPARE(isoDay(spans->front().days.to), std::string("2026-03-28"));
}

void TestImports::aSourceGoesWithEverythingOfIt()
{
    const ImportFixture f;
    f.makeRepository();
    f.write(QStringLiteral("early.csv"), usage(1, 10, 5));
    f.import({QStringLiteral("repo"), QStringLiteral("early.csv")});
    const auto before = f.facts();
    f.write(QStringLiteral("late.csv"), usage(6, 15, 7));
    f.write(QStringLiteral("jira.csv"), kTickets);
    f.import({QStringLiteral("late.csv"), QStringLiteral("jira.csv")});
    QVERIFY(f.facts() != before);
    const auto told = session::removeSource(f.workspace(), "late.csv", true, {}, {});
    QVERIFY2(told, told ? "" : told.error().message.c_str());
    QCOMPARE(told->contents.size(), std::size_t{1});
    QCOMPARE(told->contents.front().second, 10);
    QVERIFY(session::removeSource(f.workspace(), "late.csv", false, {}, {}));
    QVERIFY(session::removeSource(f.workspace(), "jira.csv", false, {}, {}));
    QCOMPARE(f.facts(), before);
    const auto checked = session::verifyWorkspace(f.workspace());
    QVERIFY(checked && checked->passed());
    QFile file(QString::fromStdString(f.workspace()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("dev002@example.com")); // nothing of a removed source stays in the file
    QVERIFY(!session::removeSource(f.workspace(), "late.csv", false, {}, {}));
}

void TestImports::listViewKeepsWhatTheFullExportSaid()
{
    const ImportFixture f;
    f.write(QStringLiteral("full.csv"), kTickets);
    f.import({QStringLiteral("full.csv")});
    const auto before = f.facts();
    f.write(QStringLiteral("list.csv"), "Summary,Issue key,Issue id,Issue Type,Status,Assignee\n"
                                        "Pay,PAY-1,1,Bug,Done,dev001@example.com\n");
    f.import({QStringLiteral("list.csv")});
    QVERIFY(f.facts().contains("\"resolved_at\":\"2026-03-04T10:00:00Z\""));
    QVERIFY(session::removeSource(f.workspace(), "full.csv", false, {}, {}));
    QVERIFY(!f.facts().contains("PAY-2"));
    QVERIFY(f.facts().contains("PAY-1"));
    f.import({QStringLiteral("full.csv")});
    QVERIFY(session::removeSource(f.workspace(), "list.csv", false, {}, {}));
    QCOMPARE(f.facts(), before);
}

/// Statuses of a company's own making: the export does not say what they are, Jira's list of statuses does.
void TestImports::statusListTellsCategories()
{
    const ImportFixture f;
    f.write(QStringLiteral("jira.csv"), "Summary,Issue key,Issue id,Issue Type,Status,Created\n"
                                        "Pay,PAY-1,1,Bug,Abgenommen,2026-03-01 10:00\n"
                                        "Refund,PAY-2,2,Story,Wartet,2026-03-02 10:00\n");
    f.write(QStringLiteral("statuses.json"),
            R"([{"id":"1","name":"Abgenommen","untranslatedName":"Abgenommen","statusCategory":{"key":"done"}},)"
            R"({"id":"2","name":"Wartet","untranslatedName":"Waiting","statusCategory":{"key":"indeterminate"}}])");
    const auto categories = [&f] {
        const auto rows = store::tickets(*store::Database::open(f.workspace(), store::Access::ReadOnly));
        std::vector<domain::StatusCategory> found;
        for (const auto& row : *rows) found.push_back(row.ticket.category);
        return found;
    };
    using domain::StatusCategory;
    f.import({QStringLiteral("jira.csv")});
    QCOMPARE(categories(), (std::vector{StatusCategory::Unknown, StatusCategory::Unknown}));
    const auto listed = f.import({QStringLiteral("statuses.json")});
    QCOMPARE(listed.sources.front().contents, std::string("3 status names"));
    QCOMPARE(categories(), (std::vector{StatusCategory::Done, StatusCategory::InProgress}));
    QVERIFY(f.facts().contains("\"state\":\"unlinked\""));
    const auto gone =
        session::removeSource(f.workspace(), f.path(QStringLiteral("statuses.json")), false, CancelToken(), {});
    QVERIFY(gone.has_value());
    QCOMPARE(categories(), (std::vector{StatusCategory::Unknown, StatusCategory::Unknown}));
}

void TestImports::rosterIsReplacedBySource()
{
    const ImportFixture f;
    f.write(QStringLiteral("roster.csv"), "name,email,team,role\nDev 001,dev001@example.com,Pay,engineer\n"
                                          "Dev 002,dev002@example.com,Pay,engineer\n");
    f.import({QStringLiteral("roster.csv")});
    QCOMPARE(store::roster(*store::Database::open(f.workspace(), store::Access::ReadOnly))->size(), std::size_t{2});
    f.write(QStringLiteral("roster.csv"), "name,email,team,role\nDev 001,dev001@example.com,Shop,engineer\n");
    f.import({QStringLiteral("roster.csv")});
    const auto roster = store::roster(*store::Database::open(f.workspace(), store::Access::ReadOnly));
    QCOMPARE(roster->size(), std::size_t{1});
    QCOMPARE(roster->front().team, std::string("Shop"));
}

void TestImports::surveyAnswersReachTheAdoptionPage()
{
    const ImportFixture f;
    f.makeRepository();
    f.write(QStringLiteral("survey.csv"), "date,team,question,score\n2026-03-05,Pay,I trust it,4\n"
                                          "2026-03-06,Pay,I trust it,\n2026-03-06,Shop,I trust it,2\n");
    f.import({QStringLiteral("repo"), QStringLiteral("survey.csv")});
    const auto session = session::Session::open(f.workspace());
    QVERIFY(session.has_value());
    const auto survey = (*session)->pageInput({}).data.survey;
    QCOMPARE(survey.size(), std::size_t{3});
    QCOMPARE(survey.front().group, std::string("Pay"));
    QCOMPARE(survey.front().question, std::string("I trust it"));
    QCOMPARE(*survey.front().score, 4.0);
    QVERIFY(!survey[1].score); // no answer is no score of zero
}

void TestImports::surveysCountOnce_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QByteArray>("scores");
    const QByteArray people = "2026-03-05,p01,Trust,4\n2026-03-05,p02,Trust,2\n2026-03-06,p01,Trust,5\n";
    QTest::newRow("exported twice") << people << people << QByteArray("4 2 5");
    QTest::newRow("corrected") << people << QByteArray(people).replace("p02,Trust,2", "p02,Trust,3")
                               << QByteArray("4 3 5");
    QTest::newRow("in two parts") << people << QByteArray("2026-03-06,p02,Trust,1\n") << QByteArray("4 2 5 1");
    QTest::newRow("later part overlaps") << people << people.mid(23) + "2026-03-06,p02,Trust,1\n"
                                         << QByteArray("4 2 5 1");
    const QByteArray team = "2026-03-05,Pay,Trust,4\n2026-03-05,Pay,Trust,4\n2026-03-05,Pay,Trust,2\n";
    QTest::newRow("a team, exported twice") << team << team + "2026-03-06,Pay,Trust,4\n" << QByteArray("2 4 4 4");
    const QByteArray nobody = "2026-03-05,,Trust,4\n";
    QTest::newRow("without a name") << nobody << QByteArray("2026-03-05,,Trust,3\n") << QByteArray("3 4");
}

/// The same survey exported again, corrected or in parts: who answers is counted once, with the newest word.
void TestImports::surveysCountOnce()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    const ImportFixture f;
    const QByteArray header = "date,team or pseudonym,question,score\n";
    f.write(QStringLiteral("one.csv"), header + first);
    f.write(QStringLiteral("two.csv"), header + second);
    f.import({QStringLiteral("one.csv")});
    f.import({QStringLiteral("two.csv")});
    const auto answers = store::surveyAnswers(*store::Database::open(f.workspace(), store::Access::ReadOnly));
    QByteArrayList scores;
    for (const auto& answer : *answers) scores.append(QByteArray::number(*answer.score));
    QTEST(scores.join(' '), "scores");
}

void TestImports::asksForTheDateOrder()
{
    const ImportFixture f;
    auto ambiguous = kTickets;
    ambiguous.replace("2026-03-01 10:00", "03/04/2026 10:00").replace("2026-03-04 10:00", "05/04/2026 10:00");
    ambiguous.replace("2026-03-02 10:00", "04/04/2026 10:00");
    f.write(QStringLiteral("jira.csv"), ambiguous);
    session::ImportRequest asked;
    asked.workspace = f.workspace();
    asked.paths = {f.path(QStringLiteral("jira.csv"))};
    const auto review = session::reviewImport(asked, {}, {});
    QVERIFY(review && review->hasOpenQuestion());
    QCOMPARE(review->sources.front().questions.front().about, session::ReviewQuestion::About::DateOrder);
    QVERIFY(review->sources.front().questions.front().evidence.front().find("03/04/2026") != std::string::npos);
    const auto refused = f.import({QStringLiteral("jira.csv")});
    QCOMPARE(refused.sources.front().state, store::RunState::Failed);
    QVERIFY(messageOf(refused).find("--date-order") != std::string::npos);
    session::ImportRequest answered;
    answered.options.dateOrder = session::ImportDateOrder::DayFirst;
    QCOMPARE(f.import({QStringLiteral("jira.csv")}, answered).sources.front().state, store::RunState::Done);
    QVERIFY(f.facts().contains("2026-04-03T10:00:00Z"));
    // Remembered: the next export at this place needs no answer.
    f.write(QStringLiteral("jira.csv"), ambiguous + "Three,PAY-3,3,Bug,Done,Done,06/04/2026 10:00,,\n");
    QCOMPARE(f.import({QStringLiteral("jira.csv")}).sources.front().state, store::RunState::Done);
    QVERIFY(f.facts().contains("2026-04-06T10:00:00Z"));
}

void TestImports::remembersTheZone()
{
    const ImportFixture f;
    f.write(QStringLiteral("jira.csv"), kTickets);
    session::ImportRequest berlin;
    berlin.options.timezone = "Europe/Berlin";
    f.import({QStringLiteral("jira.csv")}, berlin);
    QVERIFY(f.facts().contains("2026-03-01T09:00:00Z"));
    QCOMPARE(f.import({QStringLiteral("jira.csv")}).sources.front().state, store::RunState::Unchanged);
    session::ImportRequest tokyo;
    tokyo.options.timezone = "Asia/Tokyo";
    QCOMPARE(f.import({QStringLiteral("jira.csv")}, tokyo).sources.front().state, store::RunState::Done);
    QVERIFY(f.facts().contains("2026-03-01T01:00:00Z"));
}

void TestImports::remembersColumnsByHeader()
{
    const ImportFixture f;
    const QByteArray header = "Nummer;Titel;Angelegt\n";
    f.write(QStringLiteral("march.csv"), header + "A-1;One;2026-03-01\n");
    QCOMPARE(f.import({QStringLiteral("march.csv")}).sources.front().state, store::RunState::Failed);
    session::ImportRequest mapped;
    mapped.format = "generic-csv";
    mapped.options.columnMap = {{"Nummer", "key"}, {"Titel", "title"}, {"Angelegt", "created"}};
    const auto first = f.import({QStringLiteral("march.csv")}, mapped);
    QCOMPARE(first.sources.front().state, store::RunState::Done);
    f.write(QStringLiteral("april.csv"), header + "A-2;Two;2026-04-01\n");
    QCOMPARE(f.import({QStringLiteral("april.csv")}).sources.front().state, store::RunState::Done);
    QVERIFY(f.facts().contains("\"A-2\""));
}

void TestImports::vendorDataIsRungTwo()
{
    const ImportFixture f;
    f.makeRepository();
    f.import({QStringLiteral("repo")});
    const auto oidAt = f.facts().indexOf("\"oid\":\"") + 7;
    const auto oid = f.facts().mid(oidAt, 40);
    f.write(QStringLiteral("cursor.csv"),
            "commit_hash,user_id,user_email,repo_name,branch_name,is_primary_branch,total_lines_added,"
            "total_lines_deleted,tab_lines_added,tab_lines_deleted,composer_lines_added,composer_lines_deleted,"
            "non_ai_lines_added,non_ai_lines_deleted,message,commit_ts,created_at\n" +
                oid.left(12) +
                ",user_1,dev001@example.com,shop/repo,main,true,4,0,1,0,2,0,1,0,begin,2026-03-02T10:00:00Z,"
                "2026-03-02T10:00:00Z\n");
    const auto read = f.import({QStringLiteral("cursor.csv")});
    QVERIFY2(read.sources.front().state == store::RunState::Done, messageOf(read).c_str());
    const auto facts = f.facts();
    QVERIFY2(facts.contains("\"provenance\":\"ai\""), facts.constData());
    QVERIFY(facts.contains("\"rung\":2"));
    QVERIFY(facts.contains("\"ai_lines\":3"));
    QVERIFY(session::removeSource(f.workspace(), "cursor.csv", false, {}, {}));
    QVERIFY(!f.facts().contains("\"provenance\":\"ai\""));
}

void TestImports::auditTrailNamesEveryReading()
{
    const ImportFixture f;
    f.write(QStringLiteral("jira.csv"), kTickets);
    f.write(QStringLiteral("usage.csv"), usage(1, 3, 5));
    f.import({QStringLiteral("jira.csv"), QStringLiteral("usage.csv")});
    QVERIFY(session::removeSource(f.workspace(), "usage.csv", false, {}, {}));
    const auto database = store::Database::open(f.workspace(), store::Access::ReadOnly);
    const auto trail = store::auditTrail(*database);
    QVERIFY(trail);
    QCOMPARE(trail->size(), std::size_t{3});
    QCOMPARE(trail->at(0).action, std::string("import"));
    QCOMPARE(trail->at(2).action, std::string("remove"));
    QCOMPARE(trail->at(2).previous, trail->at(1).hash);
    const auto checked = session::verifyWorkspace(f.workspace());
    QVERIFY(checked && checked->passed());
}

void TestImports::auditTrailFindsTampering_data()
{
    QTest::addColumn<QString>("sql");
    const auto row = [](const char* name, const char* sql) { QTest::newRow(name) << QString::fromUtf8(sql); };
    row("entry changed", "UPDATE audit SET detail = 'nothing' WHERE id = 1");
    row("entry removed", "DELETE FROM audit WHERE id = 1");
    row("reading changed", "UPDATE import_run SET records = 99 WHERE id = 1");
    row("reading slipped in", "INSERT INTO import_run(source_id, started_at, finished_at, state, fingerprint, records, "
                              "added, rejected, contents, message) VALUES (1, 9999999999999, 9999999999999, 'done', "
                              "'x', 1, 1, 0, '', '')");
}

void TestImports::auditTrailFindsTampering()
{
    QFETCH(QString, sql);
    const ImportFixture f;
    f.write(QStringLiteral("jira.csv"), kTickets);
    f.write(QStringLiteral("usage.csv"), usage(1, 3, 5));
    f.import({QStringLiteral("jira.csv"), QStringLiteral("usage.csv")});
    QVERIFY(session::verifyWorkspace(f.workspace())->passed());
    sqlite3* db = nullptr;
    QCOMPARE(sqlite3_open(f.workspace().c_str(), &db), SQLITE_OK);
    QCOMPARE(sqlite3_exec(db, sql.toUtf8().constData(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
    QVERIFY(!session::verifyWorkspace(f.workspace())->passed());
}

void TestImports::rejectsComeBackCorrected()
{
    const ImportFixture f;
    f.write(QStringLiteral("usage.csv"), usage(1, 2, 5) + "dev001@example.com,2026-03-40,copilot,yes,3,0.1\n" +
                                             "dev001@example.com,2026-03-05,copilot,yes,many,0.1\n");
    const auto read = f.import({QStringLiteral("usage.csv")});
    QCOMPARE(read.sources.front().rejects.size(), std::size_t{2});
    const auto file = session::rejectsFile(f.workspace(), "usage.csv");
    QVERIFY2(file, file ? "" : file.error().message.c_str());
    auto text = QByteArray::fromStdString(*file);
    QVERIFY(text.startsWith("email,date,tool,is_active,accepted,cost_usd,Rejected because\n"));
    QCOMPARE(text.count('\n'), 3);
    f.write(QStringLiteral("corrected.csv"), text.replace("2026-03-40", "2026-03-04").replace("many", "8"));
    const auto again = f.import({QStringLiteral("corrected.csv")});
    QCOMPARE(again.sources.front().rejects.size(), std::size_t{0});
    QCOMPARE(f.facts().count("usage {"), 4);
    QCOMPARE(session::currentRejects(f.workspace())->size(), std::size_t{2});
}

void TestImports::secretsAreDroppedAndSaid()
{
    const ImportFixture f;
    f.write(QStringLiteral("usage.csv"),
            "email,date,tool,apiKey,accepted\ndev001@example.com,2026-03-01,copilot,sk-very-secret,5\n"
            "dev001@example.com,never,copilot,sk-very-secret,5\n");
    const auto read = f.import({QStringLiteral("usage.csv")});
    QCOMPARE(read.sources.front().rejects.size(), std::size_t{1});
    QVERIFY(std::any_of(read.sources.front().notices.begin(), read.sources.front().notices.end(),
                        [](const auto& n) { return n.text.find("apiKey holds secrets") != std::string::npos; }));
    const auto rejects = session::rejectsFile(f.workspace(), "usage.csv");
    QVERIFY(rejects && rejects->find("very-secret") == std::string::npos);
    QFile file(QString::fromStdString(f.workspace()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("very-secret"));
}

void TestImports::dryRunLeavesNoFile()
{
    const ImportFixture f;
    f.write(QStringLiteral("usage.csv"), usage(1, 3, 5));
    session::ImportRequest dry;
    dry.dryRun = true;
    const auto summary = f.import({QStringLiteral("usage.csv")}, dry);
    QCOMPARE(summary.sources.front().records, 3);
    QVERIFY(!QFile::exists(QString::fromStdString(f.workspace())));
}

void TestImports::reviewShowsWhatWasUnderstood()
{
    const ImportFixture f;
    f.makeRepository();
    f.write(QStringLiteral("jira.csv"), kTickets);
    f.write(QStringLiteral("own.csv"), "Nummer;Titel\nA-1;One\n");
    session::ImportRequest request;
    request.workspace = f.workspace();
    for (const char* name : {"repo", "jira.csv", "own.csv"}) request.paths.push_back(f.path(QString::fromUtf8(name)));
    const auto review = session::reviewImport(request, {}, {});
    QVERIFY(review);
    QCOMPARE(review->sources.size(), std::size_t{3});
    QVERIFY(review->sources[0].repository);
    const auto& tickets = review->sources[1];
    QCOMPARE(tickets.contents, std::string("2 tickets"));
    QCOMPARE(tickets.previews.front().rows.front().front(), std::string("PAY-1"));
    QCOMPARE(tickets.questions.front().about, session::ReviewQuestion::About::TimeZone);
    const auto& own = review->sources[2];
    QCOMPARE(own.questions.front().about, session::ReviewQuestion::About::Columns);
    QCOMPARE(own.header.size(), std::size_t{2});
    QVERIFY(!own.problem.empty());
    QVERIFY(!QFile::exists(QString::fromStdString(f.workspace())));
}

QTEST_GUILESS_MAIN(TestImports)
#include "tst_imports.moc"
