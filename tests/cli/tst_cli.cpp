// SPDX-License-Identifier: GPL-3.0-or-later
#include "run.h"
#include "support/places.h"

#include <QDir>
#include <QTemporaryDir>

using namespace clitest;

class TestCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void helpAndUsage();
    void importsTwiceChangeNothing();
    void commitRowsAgreeWithGit();
    void linksTicketsToTheSecond();
    void unusableInputIsExplained_data();
    void unusableInputIsExplained();
    void workspaceIsNeverOverwritten();
    void everyMeasureShows();
    void unknownNamesAreUsageErrors_data();
    void unknownNamesAreUsageErrors();
    void verifies();
    void dryRunWritesNothing();
    void killedImportLeavesNoTrace();
    void interruptedImportIsCancelled();
    void peopleAreJoinedAndUndone();

private:
    QString at(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    QTemporaryDir m_folder;
};

void TestCli::initTestCase()
{
    const auto repo = at("shop");
    QVERIFY(QDir().mkpath(repo));
    QVERIFY(git(repo, {QStringLiteral("init"), QStringLiteral("-q")}));
    write(repo + QStringLiteral("/a.c"), "int a;\nint b;\nint c;\n");
    QVERIFY(git(repo, {QStringLiteral("add"), QStringLiteral(".")}));
    QVERIFY(git(repo, {QStringLiteral("commit"), QStringLiteral("-qm"),
                       QStringLiteral("SHOP-1: begin\n\nCo-Authored-By: Claude <noreply@anthropic.com>")}));
    write(repo + QStringLiteral("/a.c"), "int a;\nlong b;\nint c;\nint d;\n");
    QVERIFY(
        git(repo, {QStringLiteral("commit"), QStringLiteral("-qam"), QStringLiteral("SHOP-2: fix the width of b")}));
    write(at("tickets.csv"),
          "Summary,Issue key,Issue id,Issue Type,Status,Project key,Priority,Created,Resolved,Status Category\n"
          "Begin,SHOP-1,1,Story,Done,SHOP,High,2026-03-01 09:00:00,2026-03-02 12:00:00,Done\n"
          "Width,SHOP-2,2,Bug,Done,SHOP,High,2026-03-02 09:30:15,2026-03-02 12:00:00,Done\n");
    const auto ran = cli({QStringLiteral("import"), at("w.assay"), repo, at("tickets.csv"),
                          QStringLiteral("--timezone"), QStringLiteral("UTC"), QStringLiteral("--json")});
    QVERIFY2(ran.code == 0, ran.err.constData());
    QCOMPARE(ran.json()[QStringLiteral("sources")].toArray().size(), 2);
}

void TestCli::helpAndUsage()
{
    QCOMPARE(cli({QStringLiteral("--help")}).code, 0);
    QCOMPARE(cli({QStringLiteral("import"), QStringLiteral("--help")}).code, 0);
    QCOMPARE(cli({}).code, 2);
    QCOMPARE(cli({QStringLiteral("sing")}).code, 2);
    QCOMPARE(cli({QStringLiteral("show"), at("w.assay"), QStringLiteral("--from"), QStringLiteral("2026-13-01"),
                  QStringLiteral("--to"), QStringLiteral("2026-12-01")})
                 .code,
             2);
    QVERIFY(
        cli({QStringLiteral("formats"), QStringLiteral("--json")}).json()[QStringLiteral("formats")].toArray().size() >
        5);
    QVERIFY(cli({QStringLiteral("measures"), QStringLiteral("--jsonl")}).lines().size() > 10);
}

void TestCli::importsTwiceChangeNothing()
{
    const auto before =
        cli({QStringLiteral("rows"), at("w.assay"), QStringLiteral("commits"), QStringLiteral("--jsonl")});
    const auto again = cli({QStringLiteral("import"), at("w.assay"), at("shop"), at("tickets.csv"),
                            QStringLiteral("--timezone"), QStringLiteral("UTC"), QStringLiteral("--json")});
    QCOMPARE(again.code, 0);
    for (const auto& source : again.json()[QStringLiteral("sources")].toArray()) {
        QCOMPARE(source.toObject()[QStringLiteral("state")].toString(), QStringLiteral("unchanged"));
        QCOMPARE(source.toObject()[QStringLiteral("added")].toInt(), 0);
    }
    QCOMPARE(cli({QStringLiteral("rows"), at("w.assay"), QStringLiteral("commits"), QStringLiteral("--jsonl")}).out,
             before.out);
}

void TestCli::commitRowsAgreeWithGit()
{
    const auto rows =
        cli({QStringLiteral("rows"), at("w.assay"), QStringLiteral("commits"), QStringLiteral("--jsonl")}).lines();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0][QStringLiteral("added")].toInt(), 3);
    QCOMPARE(rows[1][QStringLiteral("added")].toInt(), 2);
    QCOMPARE(rows[1][QStringLiteral("deleted")].toInt(), 1);
    QCOMPARE(rows[0][QStringLiteral("provenance")].toString(), QStringLiteral("ai"));
    QCOMPARE(rows[0][QStringLiteral("tools")].toArray().at(0).toString(), QStringLiteral("claude-code"));
    QCOMPARE(rows[0][QStringLiteral("evidence")].toArray().at(0)[QStringLiteral("rung")].toInt(), 3);
    // Nothing is known about the second one: that is unknown, not human.
    QCOMPARE(rows[1][QStringLiteral("provenance")].toString(), QStringLiteral("unknown"));
    QVERIFY(rows[1][QStringLiteral("ai_probability")].isNull());
    QVERIFY(rows[1][QStringLiteral("fix")].toBool());
    QCOMPARE(rows[0][QStringLiteral("authored_at")].toString(), QStringLiteral("2026-03-02T09:00:00Z"));
}

void TestCli::linksTicketsToTheSecond()
{
    const auto rows =
        cli({QStringLiteral("rows"), at("w.assay"), QStringLiteral("tickets"), QStringLiteral("--jsonl")}).lines();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[1][QStringLiteral("key")].toString(), QStringLiteral("SHOP-2"));
    QCOMPARE(rows[1][QStringLiteral("created_at")].toString(), QStringLiteral("2026-03-02T09:30:15Z"));
    QCOMPARE(rows[1][QStringLiteral("merged_at")].toString(), QStringLiteral("2026-03-02T10:00:00Z"));
    QCOMPARE(rows[1][QStringLiteral("state")].toString(), QStringLiteral("merged"));
    QVERIFY(rows[1][QStringLiteral("started_at")].isNull());
    const auto defects =
        cli({QStringLiteral("rows"), at("w.assay"), QStringLiteral("defects"), QStringLiteral("--jsonl")}).lines();
    QCOMPARE(defects.size(), 1);
    QCOMPARE(defects[0][QStringLiteral("ticket")].toString(), QStringLiteral("SHOP-2"));
    QCOMPARE(defects[0][QStringLiteral("origins")].toArray().size(), 1);
}

void TestCli::unusableInputIsExplained_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("binary") << QByteArray("\x7f\x45\x4c\x46\x00\x01\x02\x00\x00", 9).repeated(100);
    QTest::newRow("download links") << QByteArray(
        R"({"download_links":["https://example.org/x"],"report_day":"2026-01-01"})");
    QTest::newRow("cut off") << QByteArray(R"({"total_seats":2,"seats":[{"created_at":"2026-01)");
}

void TestCli::unusableInputIsExplained()
{
    QFETCH(QByteArray, bytes);
    write(at("odd.json"), bytes);
    const auto ran = cli({QStringLiteral("import"), at("odd.assay"), at("odd.json")});
    QCOMPARE(ran.code, 3);
    QVERIFY2(ran.err.contains("odd.json"), ran.err.constData());
    QFile::remove(at("odd.assay"));
}

void TestCli::workspaceIsNeverOverwritten()
{
    write(at("notes.assay"), "my notes, not a workspace");
    const auto ran = cli({QStringLiteral("import"), at("notes.assay"), at("tickets.csv")});
    QCOMPARE(ran.code, 4);
    QFile file(at("notes.assay"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("my notes, not a workspace"));
    QCOMPARE(cli({QStringLiteral("show"), at("missing.assay")}).code, 4);
}

void TestCli::everyMeasureShows()
{
    const auto ran = cli({QStringLiteral("show"), at("w.assay"), QStringLiteral("--json")});
    QVERIFY2(ran.code == 0, ran.err.constData());
    const auto figures = ran.json()[QStringLiteral("figures")].toArray();
    QVERIFY(figures.size() > 10);
    for (const auto& figure : figures) {
        const auto estimate = figure.toObject()[QStringLiteral("estimate")].toObject();
        for (const auto* key :
             {"value", "low", "high", "level", "n", "unit", "method", "from", "to", "coverage", "excluded", "note"})
            QVERIFY2(estimate.contains(QString::fromUtf8(key)), key);
        if (estimate[QStringLiteral("value")].isNull())
            QVERIFY2(!estimate[QStringLiteral("note")].toString().isEmpty(),
                     qPrintable(figure.toObject()[QStringLiteral("measure")].toString()));
    }
    QCOMPARE(cli({QStringLiteral("compare"), at("w.assay"), QStringLiteral("--json")}).code, 0);
}

void TestCli::unknownNamesAreUsageErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto w = at("w.assay");
    QTest::newRow("measure") << QStringList{QStringLiteral("show"), w, QStringLiteral("speed")};
    QTest::newRow("team") << QStringList{QStringLiteral("show"), w, QStringLiteral("--team"), QStringLiteral("Nobody")};
    QTest::newRow("rows") << QStringList{QStringLiteral("rows"), w, QStringLiteral("secrets")};
    QTest::newRow("split") << QStringList{QStringLiteral("show"), w, QStringLiteral("--by"), QStringLiteral("mood")};
    QTest::newRow("format") << QStringList{QStringLiteral("import"), w, at("tickets.csv"), QStringLiteral("--as"),
                                           QStringLiteral("gospel")};
}

void TestCli::unknownNamesAreUsageErrors()
{
    QFETCH(QStringList, arguments);
    const auto ran = cli(arguments);
    QCOMPARE(ran.code, 2);
    QVERIFY(!ran.err.isEmpty());
}

void TestCli::verifies()
{
    const auto ran = cli({QStringLiteral("verify"), at("w.assay"), QStringLiteral("--json")});
    QVERIFY2(ran.code == 0, ran.out.constData());
    QVERIFY(ran.json()[QStringLiteral("checks")].toArray().size() >= 4);
}

/// Killed in the middle: the workspace opens, holds nothing of the file, and the next import is as if it were the
/// first.
void TestCli::killedImportLeavesNoTrace()
{
    const auto workspace = at("killed.assay");
    const auto file = at("much.csv");
    QByteArray text = "email,date,tool,is_active,accepted\n";
    for (int i = 0; i < 400'000; ++i) {
        const auto day = QDate(2024, 1, 1).addDays(i / 1000).toString(Qt::ISODate).toUtf8();
        text += "dev" + QByteArray::number(i % 1000) + "@example.com," + day + ",copilot,yes,3\n";
    }
    write(file, text);
    write(at("one.csv"), "email,date,tool,is_active,accepted\ndev1@example.com,2024-01-01,copilot,yes,3\n");
    QCOMPARE(cli({QStringLiteral("import"), workspace, at("one.csv")}).code, 0);
    const QStringList usage{QStringLiteral("rows"),   workspace,
                            QStringLiteral("usage"),  QStringLiteral("--jsonl"),
                            QStringLiteral("--from"), QStringLiteral("2024-01-01"),
                            QStringLiteral("--to"),   QStringLiteral("2026-12-31")};
    const auto before = cli(usage).out;
    for (const int afterMs : {60, 250, 600}) {
        QProcess process;
        process.start(assay::test::buildPlace(QStringLiteral("bin/assay-cli")),
                      {QStringLiteral("import"), workspace, file});
        QVERIFY(process.waitForStarted());
        QTest::qWait(afterMs);
        process.kill();
        QVERIFY(process.waitForFinished());
        if (process.exitStatus() == QProcess::NormalExit)
            QSKIP("This machine reads 400,000 rows faster than it kills.");
        QCOMPARE(cli({QStringLiteral("verify"), workspace}).code, 0);
        QCOMPARE(cli(usage).out, before);
    }
    QCOMPARE(cli({QStringLiteral("import"), workspace, file}).code, 0);
    QVERIFY(cli(usage).out.count('\n') > 1000);
}

/// Ctrl+C is a cancel: exit code 5, a sentence, and nothing of the file.
void TestCli::interruptedImportIsCancelled()
{
    const auto workspace = at("interrupted.assay");
    write(at("before.csv"), "email,date,tool,is_active,accepted\ndev1@example.com,2024-01-01,copilot,yes,3\n");
    QCOMPARE(cli({QStringLiteral("import"), workspace, at("before.csv")}).code, 0);
    const auto much = at("interrupted.csv");
    write(much, "email,date,tool,is_active,accepted\n" +
                    QByteArray("dev1@example.com,2024-01-02,copilot,yes,3\n").repeated(3'000'000));
    QProcess process;
    process.setReadChannel(QProcess::StandardError);
    process.start(assay::test::buildPlace(QStringLiteral("bin/assay-cli")),
                  {QStringLiteral("import"), workspace, much});
    while (!process.readAllStandardError().contains("Reading"))
        QVERIFY(process.waitForReadyRead(60'000) || process.state() == QProcess::Running);
    process.terminate();
    QVERIFY(process.waitForFinished(60'000));
    if (process.exitCode() == 0) QSKIP("This machine reads 3 million rows faster than it interrupts.");
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 5);
    QCOMPARE(cli({QStringLiteral("verify"), workspace}).code, 0);
    const auto sources = cli({QStringLiteral("sources"), workspace, QStringLiteral("--json")});
    QCOMPARE(sources.out.count("\"done\""), 1);
    QCOMPARE(sources.out.count("\"cancelled\""), 1);
}

void TestCli::peopleAreJoinedAndUndone()
{
    const auto workspace = at("people.assay");
    write(at("use.csv"), "email,date,tool,is_active,accepted\n"
                         "ada@example.com,2026-01-05,copilot,yes,3\nada@example.org,2026-01-05,copilot,yes,3\n");
    QCOMPARE(cli({QStringLiteral("import"), workspace, at("use.csv")}).code, 0);
    const auto suggested =
        cli({QStringLiteral("people"), workspace, QStringLiteral("--suggest"), QStringLiteral("--json")});
    QCOMPARE(suggested.json()[QStringLiteral("suggestions")].toArray().size(), 1);
    QCOMPARE(cli({QStringLiteral("people"), workspace, QStringLiteral("--join"), QStringLiteral("ada@example.com"),
                  QStringLiteral("ada@example.org")})
                 .code,
             0);
    const auto people = [&workspace] {
        QSet<QString> names;
        const auto list = cli({QStringLiteral("people"), workspace, QStringLiteral("--json")});
        for (const auto& row : list.json()[QStringLiteral("identities")].toArray())
            names.insert(row.toObject()[QStringLiteral("person")].toString());
        return names.size();
    };
    QCOMPARE(people(), 1);
    QCOMPARE(cli({QStringLiteral("teams"), workspace, QStringLiteral("@example.com"), QStringLiteral("--assign"),
                  QStringLiteral("Payments"), QStringLiteral("--from"), QStringLiteral("2026-01-01")})
                 .code,
             0);
    const auto teams = cli({QStringLiteral("teams"), workspace, QStringLiteral("--json")});
    QCOMPARE(teams.json()[QStringLiteral("memberships")].toArray().size(), 1);
    QCOMPARE(cli({QStringLiteral("people"), workspace, QStringLiteral("--undo")}).code, 0);
    QCOMPARE(cli({QStringLiteral("people"), workspace, QStringLiteral("--undo")}).code, 0);
    QCOMPARE(people(), 2);
    QCOMPARE(cli({QStringLiteral("people"), workspace, QStringLiteral("--undo")}).code, 2);
    QCOMPARE(cli({QStringLiteral("people"), workspace, QStringLiteral("--join"), QStringLiteral("nobody@example.com"),
                  QStringLiteral("ada@example.org")})
                 .code,
             2);
}

void TestCli::dryRunWritesNothing()
{
    const auto ran = cli({QStringLiteral("import"), at("dry.assay"), at("tickets.csv"), QStringLiteral("--dry-run"),
                          QStringLiteral("--json")});
    QCOMPARE(ran.code, 0);
    QVERIFY(!QFile::exists(at("dry.assay")));
    QCOMPARE(ran.json()[QStringLiteral("sources")].toArray().at(0)[QStringLiteral("records")].toInt(), 2);
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
