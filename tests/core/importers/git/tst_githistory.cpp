// SPDX-License-Identifier: GPL-3.0-or-later
#include "gitfixture.h"
#include "lineage/savedstate.h"

#include <QTest>
#include <functional>

using namespace assay;

namespace {

using Story = std::function<void(GitFixture&)>;

QByteArray lines(int from, int to, const QByteArray& word = "line")
{
    QByteArray text;
    for (int i = from; i <= to; ++i) text += word + ' ' + QByteArray::number(i) + '\n';
    return text;
}

void edits(GitFixture& repo)
{
    repo.write(QStringLiteral("a.c"), lines(1, 40));
    repo.commit("one");
    repo.write(QStringLiteral("a.c"), lines(1, 10) + "new\nnew\n" + lines(15, 40));
    repo.commit("two");
    repo.write(QStringLiteral("a.c"), "first\n" + lines(1, 10) + lines(15, 30) + "\n\n" + lines(31, 40));
    repo.commit("three");
    repo.commit("an empty one");
}

void renames(GitFixture& repo)
{
    repo.write(QStringLiteral("src/a.c"), lines(1, 40));
    repo.write(QStringLiteral("src/b.c"), lines(1, 40, "other"));
    repo.write(QStringLiteral("src/empty"), "");
    repo.commit("one");
    repo.remove(QStringLiteral("src/a.c"));
    repo.remove(QStringLiteral("src/b.c"));
    repo.write(QStringLiteral("lib/b.c"), lines(1, 30, "other") + "tail\n");
    repo.write(QStringLiteral("lib/renamed.c"), "head\n" + lines(1, 40));
    repo.commit("moved and edited");
    repo.git({QStringLiteral("mv"), QStringLiteral("lib"), QStringLiteral("deep")});
    repo.commit("folder moved");
}

void fileAndFolderSwap(GitFixture& repo)
{
    repo.write(QStringLiteral("x"), lines(1, 12));
    repo.write(QStringLiteral("x.c"), lines(1, 3));
    repo.commit("file");
    repo.remove(QStringLiteral("x"));
    repo.write(QStringLiteral("x/y"), lines(1, 12));
    repo.commit("folder of the same name");
}

void cleanMerge(GitFixture& repo)
{
    repo.write(QStringLiteral("a"), lines(1, 60));
    repo.commit("base");
    repo.branch(QStringLiteral("side"));
    repo.write(QStringLiteral("a"), lines(1, 50) + "side\nside\n" + lines(53, 60));
    repo.commit("side");
    repo.checkout(QStringLiteral("main"));
    repo.write(QStringLiteral("a"), "main\n" + lines(4, 60));
    repo.commit("main");
    repo.merge({QStringLiteral("side")});
}

void conflictAndEvilMerge(GitFixture& repo)
{
    repo.write(QStringLiteral("a"), lines(1, 20));
    repo.commit("base");
    repo.branch(QStringLiteral("side"));
    repo.write(QStringLiteral("a"), lines(1, 9) + "side 10\n" + lines(11, 20));
    repo.commit("side");
    repo.checkout(QStringLiteral("main"));
    repo.write(QStringLiteral("a"), lines(1, 9) + "main 10\n" + lines(11, 20));
    repo.commit("main");
    repo.merge({QStringLiteral("side")},
               {{QStringLiteral("a"), lines(1, 9) + "side 10\nboth\nmain 10\n" + lines(11, 20)},
                {QStringLiteral("evil"), lines(1, 3)}});
    repo.write(QStringLiteral("a"), lines(1, 9) + "both\nmain 10\n" + lines(11, 20));
    repo.commit("after");
}

void crissCross(GitFixture& repo)
{
    repo.write(QStringLiteral("a"), lines(1, 30));
    repo.commit("base");
    repo.branch(QStringLiteral("side"));
    repo.write(QStringLiteral("a"), lines(1, 25) + "side\n" + lines(27, 30));
    repo.commit("side 1");
    repo.checkout(QStringLiteral("main"));
    repo.write(QStringLiteral("a"), "main\n" + lines(2, 30));
    repo.commit("main 1");
    repo.git({QStringLiteral("tag"), QStringLiteral("m1")});
    repo.merge({QStringLiteral("side")});
    repo.checkout(QStringLiteral("side"));
    repo.merge({QStringLiteral("m1")});
    repo.write(QStringLiteral("b"), lines(1, 5));
    repo.commit("side 2");
    repo.checkout(QStringLiteral("main"));
    repo.merge({QStringLiteral("side")});
}

void octopus(GitFixture& repo)
{
    repo.write(QStringLiteral("base"), lines(1, 5));
    repo.commit("base");
    for (const auto* name : {"one", "two", "three"}) {
        repo.checkout(QStringLiteral("main"));
        repo.branch(QLatin1String(name));
        repo.write(QLatin1String(name), lines(1, 8, name));
        repo.commit(name);
    }
    repo.checkout(QStringLiteral("main"));
    repo.merge({QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")});
}

void severalRoots(GitFixture& repo)
{
    repo.write(QStringLiteral("a"), lines(1, 10));
    repo.commit("first root");
    repo.git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("--orphan"), QStringLiteral("other")});
    repo.git({QStringLiteral("rm"), QStringLiteral("-rfq"), QStringLiteral(".")});
    repo.write(QStringLiteral("b"), lines(1, 10, "b"));
    repo.commit("second root");
    repo.checkout(QStringLiteral("main"));
    repo.merge({QStringLiteral("other")});
}

void renameAtMerge(GitFixture& repo)
{
    repo.write(QStringLiteral("old.c"), lines(1, 60));
    repo.commit("base");
    repo.branch(QStringLiteral("side"));
    repo.git({QStringLiteral("mv"), QStringLiteral("old.c"), QStringLiteral("new.c")});
    repo.commit("renamed on the side");
    repo.checkout(QStringLiteral("main"));
    repo.write(QStringLiteral("old.c"), lines(1, 20) + "main\n" + lines(21, 60));
    repo.commit("edited on main");
    repo.merge({QStringLiteral("side")});
}

void modesAndLinks(GitFixture& repo)
{
    repo.write(QStringLiteral("run.sh"), lines(1, 5));
    repo.git({QStringLiteral("add"), QStringLiteral("-A")});
    repo.commit("one");
    repo.git({QStringLiteral("update-index"), QStringLiteral("--chmod=+x"), QStringLiteral("run.sh")});
    repo.git({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-m"), QStringLiteral("mode only")});
    repo.git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral(".")});
    QFile::link(QStringLiteral("run.sh"), repo.path() + QStringLiteral("/link"));
    repo.commit("link");
    repo.remove(QStringLiteral("link"));
    repo.write(QStringLiteral("link"), lines(1, 3));
    repo.commit("link becomes a file");
}

void submodule(GitFixture& repo)
{
    repo.write(QStringLiteral("a"), lines(1, 3));
    const auto first = repo.commit("one");
    repo.git({QStringLiteral("update-index"), QStringLiteral("--add"), QStringLiteral("--cacheinfo"),
              QStringLiteral("160000,%1,sub").arg(QString::fromLatin1(first))});
    repo.git({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-m"), QStringLiteral("submodule")});
    const auto second = repo.git({QStringLiteral("rev-parse"), QStringLiteral("HEAD")}).trimmed();
    repo.git({QStringLiteral("update-index"), QStringLiteral("--cacheinfo"),
              QStringLiteral("160000,%1,sub").arg(QString::fromLatin1(second))});
    repo.git(
        {QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-m"), QStringLiteral("submodule moves on")});
    repo.git({QStringLiteral("rm"), QStringLiteral("-q"), QStringLiteral("--cached"), QStringLiteral("sub")});
    repo.git(
        {QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-m"), QStringLiteral("submodule leaves")});
}

void bytesOfAllKinds(GitFixture& repo)
{
    repo.write(QStringLiteral("dos"), "a\nb\nc\nd\n");
    repo.write(QStringLiteral("bin"), QByteArray("a\0b\n", 4));
    repo.write(QStringLiteral("no-feed"), "a\nb");
    repo.write(QString::fromUtf8("gr\u00fc\u00dfe.txt"), "x\n");
    repo.commit("one");
    repo.write(QStringLiteral("dos"), "a\r\nb\r\nc\r\nd\r\n");
    repo.write(QStringLiteral("bin"), QByteArray("a\0c\n", 4));
    repo.write(QStringLiteral("no-feed"), "a\nb\n");
    repo.commit("line ends");
    repo.write(QStringLiteral("bin"), "now text\n");
    repo.write(QStringLiteral("dos"), QByteArray("a\0", 2));
    repo.commit("binary and text change places");
}

void copiedWhileDeleted(GitFixture& repo)
{
    repo.write(QStringLiteral("all.c"), lines(1, 80));
    repo.commit("one");
    repo.remove(QStringLiteral("all.c"));
    repo.write(QStringLiteral("p.c"), lines(1, 78));
    repo.write(QStringLiteral("q.c"), lines(3, 80));
    repo.commit("one file becomes two");
}

} // namespace

Q_DECLARE_METATYPE(Story)

/// Whatever history holds, counts equal `git log --numstat -M` and origins equal `git blame`.
class TestGitHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithGit_data();
    void agreesWithGit();
    void continues_data() { agreesWithGit_data(); }
    void continues();
    void continuesWithOldBranches_data();
    void continuesWithOldBranches();
};

void TestGitHistory::agreesWithGit_data()
{
    QTest::addColumn<Story>("story");
    QTest::newRow("edits") << Story(edits);
    QTest::newRow("renames") << Story(renames);
    QTest::newRow("a file becomes a folder") << Story(fileAndFolderSwap);
    QTest::newRow("clean merge") << Story(cleanMerge);
    QTest::newRow("conflict and evil merge") << Story(conflictAndEvilMerge);
    QTest::newRow("criss-cross merge") << Story(crissCross);
    QTest::newRow("octopus") << Story(octopus);
    QTest::newRow("several roots") << Story(severalRoots);
    QTest::newRow("rename at a merge") << Story(renameAtMerge);
    QTest::newRow("modes and links") << Story(modesAndLinks);
    QTest::newRow("submodule") << Story(submodule);
    QTest::newRow("bytes of all kinds") << Story(bytesOfAllKinds);
    QTest::newRow("one file becomes two") << Story(copiedWhileDeleted);
}

void TestGitHistory::agreesWithGit()
{
    QFETCH(Story, story);
    GitFixture repo;
    story(repo);
    RecordCollector one;
    RecordCollector two;
    const auto result = readInto(one, repo.path(), {}, 1);
    QCOMPARE(readInto(two, repo.path(), {}, 3).lineageState, result.lineageState);
    QCOMPARE(two.edgeLines(), one.edgeLines());
    QVERIFY(!one.commits.empty());
    QCOMPARE(one.numstat(), repo.gitNumstat());

    const auto state = lineage::decodeState(result.lineageState);
    QVERIFY(state.has_value());
    std::map<std::string, std::int64_t> alive;
    for (const auto& file : state->files) {
        if (!file.atTip || file.binary || file.mode == lineage::kModeSubmodule) continue;
        QByteArrayList mine;
        const auto blame = lineage::blameAtTip(*state, file.path);
        QVERIFY(blame.has_value());
        for (const auto& run : *blame) {
            alive[run.commit.hex()] += run.lines;
            for (std::uint32_t i = 0; i < run.lines; ++i) mine.append(QByteArray::fromStdString(run.commit.hex()));
        }
        QCOMPARE(mine, repo.gitBlame(QString::fromStdString(file.path)));
    }
    for (const auto& [commit, lineage] : one.lineage) {
        // A line that was split into two files stands twice and is alive once.
        QVERIFY(lineage.alive <= alive[commit] && lineage.alive * 2 >= alive[commit]);
        QVERIFY(lineage.born >= lineage.alive + lineage.lost);
    }
}

void TestGitHistory::continues()
{
    QFETCH(Story, story);
    GitFixture repo;
    story(repo);
    RecordCollector whole;
    const auto atOnce = readInto(whole, repo.path());
    // Stop at every commit in turn and go on from there: nothing may differ from one reading.
    for (const auto& stop : repo.git({QStringLiteral("rev-list"), QStringLiteral("HEAD")}).split('\n')) {
        if (stop.isEmpty()) continue;
        RecordCollector early;
        RecordCollector late;
        const auto first = readInto(early, repo.path(), {}, 2, stop.toStdString());
        const auto second = readInto(late, repo.path(), {first.tips, first.lineageState});
        QVERIFY(!second.rewritten);
        QCOMPARE(early.commits.size() + late.commits.size(), whole.commits.size());
        auto edges = early.edgeLines() + late.edgeLines();
        std::sort(edges.begin(), edges.end());
        QCOMPARE(edges, whole.edgeLines());
        for (const auto& [commit, lineage] : late.lineage) early.lineage[commit] = lineage;
        for (const auto& [commit, lineage] : whole.lineage) {
            QCOMPARE(early.lineage[commit].alive, lineage.alive);
            QCOMPARE(early.lineage[commit].lost, lineage.lost);
        }
        QCOMPARE(second.head.hex(), atOnce.head.hex());
    }
}

/// A branch that left long ago and now changes `file`, after more commits than versions are kept for; all of them
/// change "often".
void mergeOldBranch(GitFixture& repo, const QString& file)
{
    constexpr int kCommits = 2 * lineage::kFewestKept;
    QByteArray stream;
    for (int i = 0; i < kCommits; ++i) {
        const QByteArray text = lines(i, i + 20);
        stream += "commit refs/heads/main\ncommitter A <a@example.com> " + QByteArray::number(1600000000 + 60 * i) +
                  " +0000\ndata 0\n";
        if (i == 0) stream += "M 100644 inline seldom\ndata " + QByteArray::number(text.size()) + '\n' + text + '\n';
        stream += "M 100644 inline often\ndata " + QByteArray::number(text.size()) + '\n' + text + '\n';
    }
    repo.git({QStringLiteral("fast-import"), QStringLiteral("--quiet"), QStringLiteral("--force")}, stream);
    repo.git({QStringLiteral("tag"), QStringLiteral("before"), QStringLiteral("main")});
    repo.git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("-f"), QStringLiteral("-b"),
              QStringLiteral("old"), QStringLiteral("main~%1").arg(kCommits - 10)});
    repo.write(file, lines(0, 15) + "one more\n");
    repo.commit("on the old branch");
    repo.checkout(QStringLiteral("main"));
    repo.merge({QStringLiteral("old")}, {{file, lines(3, 18) + "one more\n"}});
}

void TestGitHistory::continuesWithOldBranches_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("anew");
    QTest::newRow("it changes what still stands") << QStringLiteral("seldom") << false;
    QTest::newRow("it changes what was replaced") << QStringLiteral("often") << true;
}

void TestGitHistory::continuesWithOldBranches()
{
    QFETCH(QString, file);
    QFETCH(bool, anew);
    GitFixture repo;
    mergeOldBranch(repo, file);
    RecordCollector whole;
    RecordCollector early;
    RecordCollector late;
    const auto atOnce = readInto(whole, repo.path());
    const auto first = readInto(early, repo.path(), {}, 2, "before");
    const auto second = readInto(late, repo.path(), {first.tips, first.lineageState});
    QCOMPARE(second.rewritten, anew);
    QCOMPARE(late.commits.size(), anew ? whole.commits.size() : std::size_t{2});
    auto edges = anew ? late.edgeLines() : early.edgeLines() + late.edgeLines();
    std::sort(edges.begin(), edges.end());
    QCOMPARE(edges, whole.edgeLines());
    const auto blame = lineage::blameAtTip(*lineage::decodeState(second.lineageState), file.toStdString());
    QVERIFY(blame == lineage::blameAtTip(*lineage::decodeState(atOnce.lineageState), file.toStdString()));
    QVERIFY(blame && blame->size() > 1);
}

QTEST_GUILESS_MAIN(TestGitHistory)
#include "tst_githistory.moc"
