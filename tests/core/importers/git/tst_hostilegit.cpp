// SPDX-License-Identifier: GPL-3.0-or-later
#include "gitfixture.h"
#include "importers/git/blame.h"

#include <QTest>
#include <functional>

using namespace assay;

namespace {

using Story = std::function<void(GitFixture&)>;

QByteArray numbered(int from, int to)
{
    QByteArray text;
    for (int i = from; i < to; ++i) text += "value " + QByteArray::number(qlonglong(i) * 7919 % 1000003) + '\n';
    return text;
}

void manyLines(GitFixture& repo)
{
    repo.write(QStringLiteral("big.sql"), numbered(0, 500'000));
    repo.commit("half a million lines");
    repo.write(QStringLiteral("big.sql"),
               numbered(0, 1000) + "changed\n" + numbered(1001, 400'000) + numbered(400'050, 500'000) + "appended\n");
    repo.commit("a few of them change");
    repo.write(QStringLiteral("big.sql"), "only this\n");
    repo.commit("all go");
}

void oneLongLine(GitFixture& repo)
{
    QByteArray json = "{\"rows\":[";
    while (json.size() < 50'000'000) json += "{\"id\":12345,\"name\":\"somebody\",\"tags\":[1,2,3]},";
    json += "{}]}";
    repo.write(QStringLiteral("data.json"), json);
    repo.commit("fifty megabytes without a line feed");
    json[25'000'000] = '_';
    repo.write(QStringLiteral("data.json"), json);
    repo.commit("one byte of it changes");
}

void lineEndings(GitFixture& repo)
{
    QByteArray unixEnds = numbered(0, 50);
    QByteArray dosEnds = unixEnds;
    dosEnds.replace("\n", "\r\n");
    QByteArray mixed = dosEnds.left(200) + unixEnds.mid(200);
    repo.write(QStringLiteral("a.c"), unixEnds);
    repo.commit("line feeds");
    repo.write(QStringLiteral("a.c"), dosEnds);
    repo.commit("carriage returns too");
    repo.write(QStringLiteral("a.c"), dosEnds + "more\r\n");
    repo.commit("one more");
    repo.write(QStringLiteral("a.c"), mixed);
    repo.commit("some of each");
    repo.write(QStringLiteral("a.c"), QByteArray("only\rold\rmac\rends"));
    repo.commit("none of either");
}

void encodings(GitFixture& repo)
{
    repo.write(QStringLiteral("latin1.txt"), "caf\xe9\nna\xefve\n");
    repo.write(QStringLiteral("utf16.txt"), QByteArray("\xff\xfe"
                                                       "a\0\n\0b\0\n\0",
                                                       10));
    repo.write(QStringLiteral("bom.txt"), "\xef\xbb\xbfone\ntwo\n");
    repo.write(QStringLiteral("caf\u00e9/\u65e5\u672c.txt"), "name\n");
    repo.write(QStringLiteral("image.png"), QByteArray("\x89PNG\r\n\x1a\n\0\0\0", 11));
    repo.commit("encodings");
    repo.write(QStringLiteral("latin1.txt"), "caf\xe9\nna\xefve\nd\xe9j\xe0 vu\n");
    repo.write(QStringLiteral("utf16.txt"), "plain now\n");
    repo.write(QStringLiteral("bom.txt"), "one\ntwo\n");
    repo.write(QStringLiteral("image.png"), QByteArray("\x89PNG\r\n\x1a\n\0\0\1", 11));
    repo.commit("some of them change");
}

void graft(GitFixture& repo)
{
    repo.write(QStringLiteral("a"), numbered(0, 10));
    repo.commit("one");
    repo.write(QStringLiteral("a"), numbered(0, 20));
    repo.commit("two");
    repo.write(QStringLiteral("a"), numbered(0, 30));
    const auto third = repo.commit("three");
    repo.write(QStringLiteral("a"), numbered(5, 30));
    repo.commit("four");
    repo.write(QStringLiteral(".git/info/grafts"), third + "\n");
}

void manyBranches(GitFixture& repo)
{
    repo.write(QStringLiteral("a"), numbered(0, 30));
    repo.commit("base");
    QStringList names;
    for (int i = 0; i < 20; ++i) {
        names += QStringLiteral("topic%1").arg(i);
        repo.checkout(QStringLiteral("main"));
        repo.branch(names.back());
        repo.write(QStringLiteral("f%1").arg(i), numbered(i, i + 5));
        repo.commit("topic");
    }
    repo.checkout(QStringLiteral("main"));
    repo.merge(names);
    repo.write(QStringLiteral("a"), numbered(3, 33));
    repo.commit("after the octopus");
}

} // namespace

/// Repositories that break tools: every number is Git's own, and what could not be told is said.
class TestHostileGit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesThrough_data();
    void goesThrough();
    void circleOfGrafts();
    void shallowWithMerges();
};

void TestHostileGit::goesThrough_data()
{
    QTest::addColumn<Story>("story");
    QTest::addColumn<QString>("blamed");
    const auto row = [](const char* name, Story story, const QString& blamed) {
        QTest::newRow(name) << std::move(story) << blamed;
    };
    row("500,000 lines", manyLines, QStringLiteral("big.sql"));
    row("50 MB in one line", oneLongLine, QStringLiteral("data.json"));
    row("line endings", lineEndings, QStringLiteral("a.c"));
    row("encodings and binary", encodings, QStringLiteral("latin1.txt"));
    row("grafts", graft, QStringLiteral("a"));
    row("octopus of twenty", manyBranches, QStringLiteral("a"));
}

void TestHostileGit::goesThrough()
{
    QFETCH(Story, story);
    QFETCH(QString, blamed);
    GitFixture repo;
    story(repo);
    RecordCollector sink;
    const auto result = readInto(sink, repo.path());
    QCOMPARE(sink.numstat(), repo.gitNumstat());
    QCOMPARE(result.missingObjects, std::int64_t{0});
    importers::git::GitOptions options;
    options.path = repo.path().toStdString();
    const auto runs =
        importers::git::blameFile(options, {result.tips, result.lineageState}, blamed.toStdString(), {}, {});
    QVERIFY(runs.has_value());
    QByteArrayList ours;
    for (const auto& run : *runs)
        for (std::uint32_t i = 0; i < run.lines; ++i) ours += QByteArray::fromStdString(run.commit.hex());
    QCOMPARE(ours, repo.gitBlame(blamed));
}

void TestHostileGit::circleOfGrafts()
{
    GitFixture repo;
    QByteArrayList commits;
    for (int i = 0; i < 4; ++i) {
        repo.write(QStringLiteral("a"), numbered(0, 10 * (i + 1)));
        commits += repo.commit("step " + QByteArray::number(i));
    }
    // The second commit is made a child of the third, whose parent it is.
    repo.write(QStringLiteral(".git/info/grafts"), commits[1] + ' ' + commits[2] + '\n');
    RecordCollector sink;
    const auto result = readInto(sink, repo.path());
    QCOMPARE(result.commits, std::int64_t{3});
    QVERIFY(sink.notices.join().contains("Commit " + commits[1] + ": a parent is not in the repository"));
    QCOMPARE(sink.commits.size(), std::size_t{3});
}

void TestHostileGit::shallowWithMerges()
{
    GitFixture repo;
    repo.write(QStringLiteral("a"), numbered(0, 10));
    repo.commit("base");
    for (int i = 0; i < 3; ++i) {
        const QString topic = QStringLiteral("topic%1").arg(i);
        repo.branch(topic);
        repo.write(QStringLiteral("b%1").arg(i), numbered(i, i + 9));
        repo.commit("topic");
        repo.checkout(QStringLiteral("main"));
        repo.write(QStringLiteral("a"), numbered(0, 11 + i));
        repo.commit("main");
        repo.merge({topic});
    }
    const QString clone = repo.folder() + QStringLiteral("/shallow");
    repo.git({QStringLiteral("clone"), QStringLiteral("-q"), QStringLiteral("--depth=3"),
              QStringLiteral("file://") + repo.path(), clone});
    RecordCollector sink;
    const auto result = readInto(sink, clone);
    QVERIFY(result.shallow);
    QCOMPARE(result.missingObjects, std::int64_t{0});
    const auto known =
        repo.git({QStringLiteral("rev-list"), QStringLiteral("--count"), QStringLiteral("HEAD")}, {}, clone);
    QCOMPARE(static_cast<int>(sink.commits.size()), known.trimmed().toInt());
    QVERIFY(sink.notices.join().contains("shallow"));
}

QTEST_APPLESS_MAIN(TestHostileGit)
#include "tst_hostilegit.moc"
