// SPDX-License-Identifier: GPL-3.0-or-later
#include "run.h"

#include <QDir>
#include <QTemporaryDir>

using namespace clitest;

namespace {

QString head(const QString& repository)
{
    const auto ran = execute(QStringLiteral("git"), {QStringLiteral("rev-parse"), QStringLiteral("HEAD")}, repository);
    return QString::fromUtf8(ran.out.trimmed());
}

} // namespace

/// What lineage answers from a workspace, and what becomes of it when history is rewritten.
class TestLineageCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void blames();
    void tracesAReverts_data();
    void tracesAReverts();
    void rewrittenHistory();
    void lateNotes();

private:
    QString at(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    QString repository() const { return at("shop"); }
    QString commit(const QByteArray& content, const QString& message);
    Ran import() { return cli({QStringLiteral("import"), at("w.assay"), repository(), QStringLiteral("--json")}); }
    QList<QJsonObject> rows(const QString& kind)
    {
        return cli({QStringLiteral("rows"), at("w.assay"), kind, QStringLiteral("--jsonl")}).lines();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLineageCli::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkpath(repository()));
    QVERIFY(git(repository(), {QStringLiteral("init"), QStringLiteral("-q")}));
    commit("int a;\nint b;\nint c;\n", QStringLiteral("begin"));
}

QString TestLineageCli::commit(const QByteArray& content, const QString& message)
{
    write(repository() + QStringLiteral("/a.c"), content);
    git(repository(), {QStringLiteral("add"), QStringLiteral(".")});
    git(repository(), {QStringLiteral("commit"), QStringLiteral("-qm"), message});
    return head(repository());
}

void TestLineageCli::blames()
{
    const auto first = head(repository());
    const auto second = commit("int a;\nlong b;\nint c;\n", QStringLiteral("widen b"));
    QCOMPARE(import().code, 0);
    const QStringList ask{QStringLiteral("blame"), at("w.assay"), QStringLiteral("shop"), QStringLiteral("a.c"),
                          QStringLiteral("--jsonl")};
    const auto now = cli(ask).lines();
    QCOMPARE(now.size(), 3);
    QCOMPARE(now[0][QStringLiteral("oid")].toString(), first);
    QCOMPARE(now[1][QStringLiteral("oid")].toString(), second);
    QCOMPARE(now[1][QStringLiteral("first")].toInt(), 2);
    QCOMPARE(now[1][QStringLiteral("subject")].toString(), QStringLiteral("widen b"));
    QCOMPARE(now[2][QStringLiteral("oid")].toString(), first);
    const auto then = cli(ask + QStringList{QStringLiteral("--rev"), first}).lines();
    QCOMPARE(then.size(), 1);
    QCOMPARE(then[0][QStringLiteral("last")].toInt(), 3);
    QCOMPARE(cli({QStringLiteral("blame"), at("w.assay"), QStringLiteral("shop"), QStringLiteral("b.c")}).code, 2);
    QCOMPARE(cli({QStringLiteral("blame"), at("w.assay"), QStringLiteral("nix"), QStringLiteral("a.c")}).code, 2);
}

void TestLineageCli::tracesAReverts_data()
{
    QTest::addColumn<QString>("message");
    QTest::newRow("by id") << QStringLiteral("Revert \"add d\"\n\nThis reverts commit %1.\n");
    QTest::newRow("by abbreviated id") << QStringLiteral("Take d back\n\nThis reverts commit %2.\n");
    QTest::newRow("by subject") << QStringLiteral("Revert \"add d\"\n\nIt broke the build.\n");
}

void TestLineageCli::tracesAReverts()
{
    QFETCH(QString, message);
    const auto added = commit("int a;\nint b;\nint c;\nint d;\n", QStringLiteral("add d"));
    commit("int a;\nint b;\nint c;\nlong d;\n", QStringLiteral("widen d"));
    const auto revert = commit("int a;\nint b;\nint c;\n", message.arg(added, added.left(10)));
    QCOMPARE(import().code, 0);
    bool found = false;
    for (const auto& row : rows(QStringLiteral("origins"))) {
        if (row[QStringLiteral("fix")].toString() != revert) continue;
        const auto origins = row[QStringLiteral("origins")].toArray();
        QCOMPARE(origins.size(), 1);
        QCOMPARE(origins[0].toObject()[QStringLiteral("oid")].toString(), added);
        found = true;
    }
    QVERIFY(found);
}

void TestLineageCli::rewrittenHistory()
{
    const auto kept = head(repository());
    commit("int a;\nint b;\nint c;\nint d;\n", QStringLiteral("add d"));
    const auto dropped = commit("int a;\nlong b;\nint c;\nint d;\n", QStringLiteral("fix the width of b"));
    QVERIFY(git(repository(), {QStringLiteral("tag"), QStringLiteral("v1")}));
    QCOMPARE(import().code, 0);
    QCOMPARE(rows(QStringLiteral("commits")).size(), 3);

    QVERIFY(git(repository(), {QStringLiteral("tag"), QStringLiteral("-d"), QStringLiteral("v1")}));
    QVERIFY(git(repository(), {QStringLiteral("reset"), QStringLiteral("-q"), QStringLiteral("--hard"), kept}));
    const auto other = commit("int a;\nshort b;\nint c;\n", QStringLiteral("fix b another way"));
    const auto again = import();
    QVERIFY2(again.code == 0, again.err.constData());
    QVERIFY2(again.out.contains("2 commits that"), again.out.constData());
    QStringList oids;
    for (const auto& row : rows(QStringLiteral("commits"))) oids.append(row[QStringLiteral("oid")].toString());
    QCOMPARE(oids, (QStringList{kept, other}));
    for (const auto& row : rows(QStringLiteral("origins"))) QVERIFY(row[QStringLiteral("fix")].toString() != dropped);
    const auto verified = cli({QStringLiteral("verify"), at("w.assay")});
    QVERIFY2(verified.code == 0, verified.out.constData());
    // A fresh workspace says the same.
    QCOMPARE(cli({QStringLiteral("import"), at("fresh.assay"), repository()}).code, 0);
    const auto fresh =
        cli({QStringLiteral("rows"), at("fresh.assay"), QStringLiteral("changes"), QStringLiteral("--jsonl")});
    const auto grown =
        cli({QStringLiteral("rows"), at("w.assay"), QStringLiteral("changes"), QStringLiteral("--jsonl")});
    QCOMPARE(grown.lines().size(), fresh.lines().size());
    for (qsizetype i = 0; i < fresh.lines().size(); ++i)
        QCOMPARE(grown.lines()[i][QStringLiteral("survival")], fresh.lines()[i][QStringLiteral("survival")]);
}

void TestLineageCli::lateNotes()
{
    const auto second = commit("int a;\nlong b;\nint c;\nint d;\n", QStringLiteral("widen b, add d"));
    QCOMPARE(import().code, 0);
    const QStringList ask{QStringLiteral("blame"), at("w.assay"), QStringLiteral("shop"), QStringLiteral("a.c"),
                          QStringLiteral("--jsonl")};
    QVERIFY(!cli(ask).lines()[1][QStringLiteral("line_note")].toBool());
    // Notes are not fetched by default: they often come after the commits. Two authors in one note.
    write(at("note"), "a.c\n  human 2\n  0123456789abcdef 4\n---\n{\"prompts\": {\"0123456789abcdef\": {\"agent_id\": "
                      "{\"tool\": \"claude\", \"id\": \"1\", \"model\": \"m\"}}}}\n");
    QVERIFY(git(repository(), {QStringLiteral("notes"), QStringLiteral("--ref=ai"), QStringLiteral("add"),
                               QStringLiteral("-F"), at("note"), second}));
    QCOMPARE(import().code, 0);
    const auto lines = cli(ask).lines();
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[1][QStringLiteral("provenance")].toString(), QStringLiteral("human"));
    QVERIFY(lines[1][QStringLiteral("line_note")].toBool());
    QCOMPARE(lines[3][QStringLiteral("provenance")].toString(), QStringLiteral("ai"));
    const auto commits = rows(QStringLiteral("commits"));
    QCOMPARE(commits.last()[QStringLiteral("ai_lines")].toInt(), 1);
    QCOMPARE(commits.last()[QStringLiteral("provenance")].toString(), QStringLiteral("ai"));
}

QTEST_GUILESS_MAIN(TestLineageCli)
#include "tst_lineagecli.moc"
