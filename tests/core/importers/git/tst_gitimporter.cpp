// SPDX-License-Identifier: GPL-3.0-or-later
#include "gitfixture.h"
#include "importers/git/blame.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

using namespace assay;
using namespace assay::importers::git;

namespace {

const QString kMain = QStringLiteral("main");

QByteArray objectOf(const GitFixture& repo, const char* expression)
{
    return repo.git({QStringLiteral("rev-parse"), QLatin1String(expression)}).trimmed();
}

void loseObject(const GitFixture& repo, const QByteArray& hex)
{
    QFile::remove(repo.path() + QStringLiteral("/.git/objects/") + QString::fromLatin1(hex.left(2)) + QLatin1Char('/') +
                  QString::fromLatin1(hex.mid(2)));
}

} // namespace

class TestGitImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognises();
    void refuses();
    void refusesLongIds();
    void empty();
    void metadata();
    void encodings();
    void references();
    void bareWorktreeDetached();
    void shallow();
    void missingBlob();
    void fetchedSince();
    void missingTree();
    void missingParent();
    void rewritten();
    void nothingNew();
    void damagedState();
    void packed();
    void since();
    void respacedLines();
    void revivedAndLost();
    void notes();
    void blame();
    void cancel();
};

void TestGitImporter::recognises()
{
    GitFixture repo;
    QVERIFY(looksLikeRepository(repo.path().toStdString()));
    QVERIFY(looksLikeRepository(repo.path().toStdString() + "/.git"));
    QVERIFY(!looksLikeRepository(repo.folder().toStdString()));
}

void TestGitImporter::refuses()
{
    GitFixture repo;
    RecordCollector sink;
    GitOptions options;
    options.path = repo.folder().toStdString();
    const auto none = readRepository(options, {}, sink, {}, {});
    QVERIFY(!none && none.error().code == ErrorCode::InputUnreadable);
    repo.commit("one");
    options.path = repo.path().toStdString();
    options.branch = "no-such-branch";
    const auto branch = readRepository(options, {}, sink, {}, {});
    QVERIFY(!branch && branch.error().message.find("no-such-branch") != std::string::npos);
}

void TestGitImporter::refusesLongIds()
{
    const GitFixture repo;
    const QString other = repo.folder() + QStringLiteral("/other");
    repo.git({QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("--object-format=sha256"), other});
    RecordCollector sink;
    GitOptions options;
    options.path = other.toStdString();
    const auto read = readRepository(options, {}, sink, {}, {});
    QVERIFY(!read && read.error().code == ErrorCode::InputUnsupported);
    QCOMPARE(QByteArray::fromStdString(read.error().message),
             other.toUtf8() + ": the repository uses SHA-256 object ids, which Assay cannot read yet; copy its history "
                              "into a new repository ('git fast-export --all' piped into 'git fast-import') or leave "
                              "it out.");
}

void TestGitImporter::empty()
{
    GitFixture repo;
    RecordCollector sink;
    const auto result = readInto(sink, repo.path());
    QVERIFY(result.head.empty());
    QCOMPARE(sink.notices.size(), 1);
    // Once it has commits, what the first reading left behind does no harm.
    repo.write(QStringLiteral("a"), "x\n");
    repo.commit("one");
    QCOMPARE(readInto(sink, repo.path(), {result.tips, result.lineageState}).commits, std::int64_t{1});
}

void TestGitImporter::metadata()
{
    GitFixture repo;
    repo.git({QStringLiteral("remote"), QStringLiteral("add"), QStringLiteral("origin"),
              QStringLiteral("https://user:secret@example.com/team/shop.git")});
    repo.write(QStringLiteral("a"), "x\n");
    const auto first = repo.commit("subject\n\nbody\n");
    repo.branch(QStringLiteral("side"));
    repo.write(QStringLiteral("b"), "x\n");
    const auto side = repo.commit("side");
    repo.checkout(kMain);
    repo.merge({QStringLiteral("side")});
    RecordCollector sink;
    const auto result = readInto(sink, repo.path());
    QCOMPARE(QByteArray::fromStdString(result.name), QByteArray("shop"));
    QCOMPARE(QByteArray::fromStdString(result.remoteUrl), QByteArray("https://example.com/team/shop.git"));
    QCOMPARE(QByteArray::fromStdString(result.branch), QByteArray("main"));
    QVERIFY(!result.bare && !result.shallow);
    QCOMPARE(sink.commits.size(), std::size_t{3});
    QCOMPARE(QByteArray::fromStdString(sink.commits.front().oid.hex()), first);
    const auto* one = sink.find(first);
    QCOMPARE(QByteArray::fromStdString(one->message), QByteArray("subject\n\nbody\n"));
    QCOMPARE(QByteArray::fromStdString(one->author.name + ' ' + one->author.email),
             QByteArray("Dev One dev1@example.com"));
    QCOMPARE(one->author.offsetMinutes, 120);
    QCOMPARE(toUnixMillis(one->author.at), std::int64_t{1'700'086'400'000});
    QVERIFY(one->onMainline);
    QVERIFY(!sink.find(side)->onMainline);
    QCOMPARE(sink.commits.back().parents.size(), std::size_t{2});
    QVERIFY(sink.commits.back().files.empty());
}

void TestGitImporter::encodings()
{
    GitFixture repo;
    repo.git({QStringLiteral("config"), QStringLiteral("i18n.commitEncoding"), QStringLiteral("ISO-8859-2")});
    const auto declared = repo.commit("\xB1\xE6");
    repo.git({QStringLiteral("config"), QStringLiteral("--unset"), QStringLiteral("i18n.commitEncoding")});
    const auto tree = objectOf(repo, "HEAD^{tree}");
    const auto undeclared = repo.git({QStringLiteral("hash-object"), QStringLiteral("-t"), QStringLiteral("commit"),
                                      QStringLiteral("-w"), QStringLiteral("--stdin")},
                                     "tree " + tree + "\nparent " + declared +
                                         "\nauthor J\xFCrgen <j@example.com> 1700000000 +0000\n"
                                         "committer C <c@example.com> 1700000000 +0000\n\ncaf\xE9\n")
                                .trimmed();
    repo.git(
        {QStringLiteral("reset"), QStringLiteral("-q"), QStringLiteral("--hard"), QString::fromLatin1(undeclared)});
    RecordCollector sink;
    readInto(sink, repo.path());
    QCOMPARE(QByteArray::fromStdString(sink.find(declared)->message).trimmed(), QByteArray("\xC4\x85\xC4\x87"));
    QCOMPARE(QByteArray::fromStdString(sink.find(undeclared)->message), QByteArray("caf\xC3\xA9\n"));
    QCOMPARE(QByteArray::fromStdString(sink.find(undeclared)->author.name), QByteArray("J\xC3\xBCrgen"));
}

void TestGitImporter::references()
{
    GitFixture repo;
    const auto first = repo.commit("one");
    repo.git({QStringLiteral("tag"), QStringLiteral("light")});
    repo.git({QStringLiteral("tag"), QStringLiteral("-a"), QStringLiteral("v1.0"), QStringLiteral("-m"),
              QStringLiteral("release")});
    repo.git({QStringLiteral("tag"), QStringLiteral("-a"), QStringLiteral("outer"), QStringLiteral("-m"),
              QStringLiteral("a tag of a tag"), QStringLiteral("v1.0")});
    repo.git({QStringLiteral("branch"), QStringLiteral("feature/PAY-12-refunds")});
    repo.git({QStringLiteral("update-ref"), QStringLiteral("refs/remotes/origin/fix/PAY-13"), QStringLiteral("HEAD")});
    repo.git({QStringLiteral("symbolic-ref"), QStringLiteral("refs/remotes/origin/HEAD"),
              QStringLiteral("refs/remotes/origin/main")});
    repo.git({QStringLiteral("update-ref"), QStringLiteral("refs/pull/1/head"), QStringLiteral("HEAD")});
    repo.git({QStringLiteral("tag"), QStringLiteral("of-a-tree"), QStringLiteral("HEAD^{tree}")});
    RecordCollector sink;
    readInto(sink, repo.path());
    QByteArrayList names;
    for (const auto& tag : sink.tags) names.append("tag " + QByteArray::fromStdString(tag.name));
    for (const auto& branch : sink.branches) names.append("branch " + QByteArray::fromStdString(branch.name));
    std::sort(names.begin(), names.end());
    QCOMPARE(names, (QByteArrayList{"branch feature/PAY-12-refunds", "branch main", "branch origin/fix/PAY-13",
                                    "tag light", "tag outer", "tag v1.0"}));
    for (const auto& tag : sink.tags) {
        QCOMPARE(QByteArray::fromStdString(tag.commit.hex()), first);
        const auto at = repo.git({QStringLiteral("for-each-ref"), QStringLiteral("--format=%(creatordate:unix)"),
                                  QStringLiteral("refs/tags/%1").arg(QString::fromStdString(tag.name))});
        QCOMPARE(toUnixMillis(tag.at), at.trimmed().toLongLong() * 1000);
    }
}

void TestGitImporter::bareWorktreeDetached()
{
    GitFixture repo;
    repo.write(QStringLiteral("a"), "x\n");
    const auto first = repo.commit("one");
    repo.commit("two");
    repo.git({QStringLiteral("clone"), QStringLiteral("-q"), QStringLiteral("--bare"), repo.path(),
              repo.folder() + QStringLiteral("/bare.git")});
    repo.git({QStringLiteral("worktree"), QStringLiteral("add"), QStringLiteral("-q"), QStringLiteral("--detach"),
              repo.folder() + QStringLiteral("/tree"), QString::fromLatin1(first)});
    RecordCollector bare;
    const auto fromBare = readInto(bare, repo.folder() + QStringLiteral("/bare.git"));
    QVERIFY(fromBare.bare);
    QCOMPARE(bare.commits.size(), std::size_t{2});
    RecordCollector tree;
    const auto detached = readInto(tree, repo.folder() + QStringLiteral("/tree"));
    QCOMPARE(QByteArray::fromStdString(detached.branch), QByteArray("HEAD"));
    QCOMPARE(tree.commits.size(), std::size_t{1});
}

void TestGitImporter::shallow()
{
    GitFixture repo;
    for (int i = 0; i < 4; ++i) {
        repo.write(QStringLiteral("a"), QByteArray("x\n").repeated(i + 1));
        repo.commit("c");
    }
    const QString clone = repo.folder() + QStringLiteral("/shallow");
    repo.git({QStringLiteral("clone"), QStringLiteral("-q"), QStringLiteral("--depth=2"),
              QStringLiteral("file://") + repo.path(), clone});
    RecordCollector sink;
    const auto result = readInto(sink, clone);
    QVERIFY(result.shallow);
    QCOMPARE(sink.commits.size(), std::size_t{2});
    QCOMPARE(sink.commits.front().added, std::int64_t{3}); // the boundary stands for all before it, as git log shows it
    QVERIFY(sink.notices.front().contains("shallow"));
    // Once the boundary moves, what was known about it is not continued.
    repo.git({QStringLiteral("fetch"), QStringLiteral("-q"), QStringLiteral("--unshallow")}, {}, clone);
    RecordCollector whole;
    const auto again = readInto(whole, clone, {result.tips, result.lineageState});
    QVERIFY(again.rewritten);
    QCOMPARE(whole.commits.size(), std::size_t{4});
}

void TestGitImporter::missingBlob()
{
    GitFixture repo;
    repo.write(QStringLiteral("big.bin"), "1\n2\n");
    repo.write(QStringLiteral("other"), "1\n");
    repo.commit("one");
    repo.write(QStringLiteral("big.bin"), "1\n3\n");
    repo.write(QStringLiteral("other"), "1\n2\n");
    const auto second = repo.commit("two");
    repo.write(QStringLiteral("big.bin"), "1\n3\n4\n");
    const auto third = repo.commit("three");
    loseObject(repo, objectOf(repo, "HEAD~1:big.bin"));
    RecordCollector sink;
    const auto result = readInto(sink, repo.path());
    QCOMPARE(result.commits, std::int64_t{3});
    QCOMPARE(result.incompleteCommits, std::int64_t{2}); // the version is missing as the new and as the old side
    QCOMPARE(result.missingObjects, std::int64_t{2});
    QVERIFY(sink.notices.front().contains(second) && sink.notices.front().contains("big.bin"));
    QVERIFY(sink.find(third)->incomplete && sink.find(second)->incomplete);
    QCOMPARE(sink.find(second)->added, std::int64_t{1}); // the other file is still counted
}

void TestGitImporter::fetchedSince()
{
    GitFixture repo;
    repo.write(QStringLiteral("dir/a"), "1\n2\n");
    repo.commit("one");
    repo.write(QStringLiteral("dir/a"), "1\n3\n");
    const auto second = repo.commit("two");
    repo.write(QStringLiteral("dir/a"), "1\n3\n4\n");
    const auto third = repo.commit("three");
    const QByteArray lost = objectOf(repo, "HEAD~1:dir/a");
    const QByteArray content =
        repo.git({QStringLiteral("cat-file"), QStringLiteral("blob"), QString::fromLatin1(lost)});
    loseObject(repo, lost);
    RecordCollector before;
    const auto first = readInto(before, repo.path());
    QVERIFY(before.find(second)->incomplete && before.find(third)->incomplete);

    // Nothing has come: a later reading has nothing to tell.
    RecordCollector still;
    const auto again = readInto(still, repo.path(), {first.tips, first.lineageState});
    QVERIFY(!again.rewritten);
    QVERIFY(still.commits.empty());

    repo.git({QStringLiteral("hash-object"), QStringLiteral("-w"), QStringLiteral("--stdin")}, content);
    RecordCollector after;
    const auto whole = readInto(after, repo.path(), {again.tips, again.lineageState});
    QVERIFY(whole.rewritten);
    QCOMPARE(whole.missingObjects, std::int64_t{0});
    QVERIFY(!after.find(second)->incomplete && !after.find(third)->incomplete);
    QCOMPARE(after.find(third)->added, std::int64_t{1});
    QVERIFY(after.notices.front().contains("1 of 1 objects"));
}

void TestGitImporter::missingTree()
{
    GitFixture repo;
    repo.write(QStringLiteral("dir/a"), "1\n");
    repo.commit("one");
    repo.write(QStringLiteral("dir/a"), "1\n2\n");
    repo.write(QStringLiteral("b"), "1\n");
    const auto second = repo.commit("two");
    repo.write(QStringLiteral("dir/a"), "1\n2\n3\n");
    repo.commit("three");
    loseObject(repo, objectOf(repo, "HEAD~1:dir"));
    RecordCollector sink;
    const auto result = readInto(sink, repo.path());
    QCOMPARE(result.commits, std::int64_t{3});
    QVERIFY(sink.find(second)->incomplete);
    QCOMPARE(sink.find(second)->files.size(), std::size_t{1});
    QVERIFY(sink.notices.front().contains(second) && sink.notices.front().contains("dir"));
}

void TestGitImporter::missingParent()
{
    GitFixture repo;
    repo.write(QStringLiteral("a"), "1\n");
    const auto first = repo.commit("one");
    repo.write(QStringLiteral("a"), "1\n2\n");
    const auto second = repo.commit("two");
    loseObject(repo, first);
    RecordCollector sink;
    const auto result = readInto(sink, repo.path());
    QCOMPARE(result.commits, std::int64_t{1});
    QVERIFY(sink.find(second)->incomplete);
    QCOMPARE(sink.notices.size(), 1);
}

void TestGitImporter::rewritten()
{
    GitFixture repo;
    repo.write(QStringLiteral("a"), "1\n");
    repo.commit("one");
    repo.write(QStringLiteral("a"), "1\n2\n");
    repo.commit("two");
    RecordCollector before;
    const auto first = readInto(before, repo.path());
    repo.git({QStringLiteral("reset"), QStringLiteral("-q"), QStringLiteral("--hard"), QStringLiteral("HEAD~1")});
    repo.write(QStringLiteral("a"), "1\nother\n");
    repo.commit("instead");
    RecordCollector after;
    const auto second = readInto(after, repo.path(), {first.tips, first.lineageState});
    QVERIFY(second.rewritten);
    QCOMPARE(after.commits.size(), std::size_t{2});
    RecordCollector third;
    QCOMPARE(readInto(third, repo.path(), {second.tips, second.lineageState}).commits, std::int64_t{0});
    QVERIFY(third.lineage.empty());
}

void TestGitImporter::nothingNew()
{
    GitFixture repo;
    repo.write(QStringLiteral("a"), "1\n");
    repo.commit("one");
    RecordCollector before;
    const auto first = readInto(before, repo.path());
    repo.git({QStringLiteral("tag"), QStringLiteral("later")});
    RecordCollector after;
    const auto second = readInto(after, repo.path(), {first.tips, first.lineageState});
    QVERIFY(!second.rewritten && after.commits.empty() && after.lineage.empty());
    QCOMPARE(second.lineageState, first.lineageState);
    QCOMPARE(second.tips, first.tips);
    QCOMPARE(after.tags.size(), std::size_t{1}); // references may change without a commit
}

void TestGitImporter::damagedState()
{
    GitFixture repo;
    repo.write(QStringLiteral("a"), "1\n");
    repo.commit("one");
    RecordCollector sink;
    auto result = readInto(sink, repo.path());
    for (std::size_t cut = 0; cut < result.lineageState.size(); ++cut) {
        std::string damaged = result.lineageState;
        damaged[cut] = static_cast<char>(damaged[cut] ^ 0x55);
        RecordCollector again;
        const auto read = readInto(again, repo.path(), {result.tips, damaged});
        QCOMPARE(QByteArray::fromStdString(read.head.hex()), QByteArray::fromStdString(result.head.hex()));
    }
}

void TestGitImporter::packed()
{
    GitFixture repo;
    QByteArray text;
    for (int i = 0; i < 30; ++i) {
        text += "line " + QByteArray::number(i) + '\n';
        repo.write(QStringLiteral("a.c"), text);
        repo.write(QStringLiteral("dir/b%1.c").arg(i % 3), text + "tail\n");
        repo.commit("c");
    }
    RecordCollector loose;
    const auto before = readInto(loose, repo.path());
    repo.git(
        {QStringLiteral("gc"), QStringLiteral("-q"), QStringLiteral("--aggressive"), QStringLiteral("--prune=now")});
    QVERIFY(QDir(repo.path() + QStringLiteral("/.git/objects/pack")).entryList({QStringLiteral("*.pack")}).size() == 1);
    RecordCollector packed;
    QCOMPARE(readInto(packed, repo.path()).lineageState, before.lineageState);
    QCOMPARE(packed.edgeLines(), loose.edgeLines());
    QCOMPARE(packed.numstat(), repo.gitNumstat());
}

void TestGitImporter::since()
{
    GitFixture repo;
    for (int i = 0; i < 4; ++i) {
        repo.write(QStringLiteral("a"), "x" + QByteArray::number(i) + '\n');
        repo.commit("c");
    }
    RecordCollector sink;
    GitOptions options;
    options.path = repo.path().toStdString();
    options.since = dayOf(fromUnixSeconds(1'700'000'000 + 3 * 86400));
    QVERIFY(readRepository(options, {}, sink, {}, {}).has_value());
    QCOMPARE(sink.commits.size(), std::size_t{2});
    QCOMPARE(sink.edges.size(), std::size_t{2}); // whose origins are older
}

void TestGitImporter::respacedLines()
{
    GitFixture repo;
    repo.write(QStringLiteral("a.c"), "f();\ng();\n// c\n");
    const auto first = repo.commit("one");
    repo.write(QStringLiteral("a.c"), "  f();\n  g();\n// c\n");
    const auto second = repo.commit("indent");
    repo.write(QStringLiteral("a.c"), "  mended();\n  g();\n");
    const auto third = repo.commit("fix");
    RecordCollector sink;
    readInto(sink, repo.path());
    const auto edge = [](const QByteArray& remover, const QByteArray& origin, const char* rest) {
        return remover.left(7) + ' ' + origin.left(7) + " a.c " + rest;
    };
    QByteArrayList expected{edge(second, first, "2 0"), // touched, not corrected
                            edge(third, first, "1 1"),  // the comment is gone, and f() was written here
                            edge(third, second, "1 0")};
    std::sort(expected.begin(), expected.end());
    QCOMPARE(sink.edgeLines(), expected);
}

void TestGitImporter::revivedAndLost()
{
    GitFixture repo;
    repo.write(QStringLiteral("a"), "1\n2\n3\n4\n5\n6\n7\n8\n");
    const auto base = repo.commit("base");
    repo.branch(QStringLiteral("side"));
    repo.write(QStringLiteral("a"), "1\n2\n3\n4\n5\n6\n7\n");
    repo.commit("side removes 8");
    repo.write(QStringLiteral("b"), "side only\n");
    const auto added = repo.commit("side adds b");
    repo.checkout(kMain);
    repo.write(QStringLiteral("c"), "x\n");
    repo.commit("main");
    repo.git({QStringLiteral("merge"), QStringLiteral("-q"), QStringLiteral("-s"), QStringLiteral("ours"),
              QStringLiteral("-m"), QStringLiteral("ours"), QStringLiteral("side")});
    RecordCollector sink;
    readInto(sink, repo.path());
    const auto& one = sink.lineage.at(base.toStdString());
    QCOMPARE(one.alive, std::int64_t{8});
    QCOMPARE(one.revived, std::int64_t{1});
    QCOMPARE(one.lost, std::int64_t{0});
    const auto& two = sink.lineage.at(added.toStdString());
    QCOMPARE(two.alive, std::int64_t{0});
    QCOMPARE(two.lost, std::int64_t{1}); // nobody removed it: the merge took the other side
}

void TestGitImporter::notes()
{
    GitFixture repo;
    repo.write(QStringLiteral("a.c"), "1\n2\n3\n");
    const auto first = repo.commit("one");
    repo.write(QStringLiteral("a.c"), "1\nx\ny\n3\nz\n");
    const auto second = repo.commit("two");
    const auto third = repo.commit("three");
    const QByteArray meta = "---\n{\"prompts\":{\"abc\":{\"agent_id\":{\"tool\":\"cursor\",\"model\":\"m\"}}}}";
    // Lines 1 and 4 are named but not added by the commit; file b is not touched at all.
    repo.git({QStringLiteral("notes"), QStringLiteral("--ref=ai"), QStringLiteral("add"), QStringLiteral("-F"),
              QStringLiteral("-"), QString::fromLatin1(second)},
             "a.c\n  abc 1-2,4\n  human 5\nb\n  abc 1-9\n" + meta);
    repo.git({QStringLiteral("notes"), QStringLiteral("--ref=ai"), QStringLiteral("add"), QStringLiteral("-F"),
              QStringLiteral("-"), QString::fromLatin1(third)},
             meta);
    RecordCollector sink;
    readInto(sink, repo.path());
    QCOMPARE(sink.notes.size(), std::size_t{3});
    QCOMPARE(QByteArray::fromStdString(sink.notes[0].tool + ' ' + sink.notes[0].model), QByteArray("cursor m"));
    QCOMPARE(sink.notes[0].aiLines, std::int64_t{1});
    QCOMPARE(sink.notes[1].humanLines, std::int64_t{1});
    QVERIFY(sink.notes[2].measured && sink.notes[2].aiLines == 0 && sink.notes[2].humanLines == 0);
    const auto& lineage = sink.lineage.at(second.toStdString());
    QCOMPARE(lineage.aiBorn, std::int64_t{1});
    QCOMPARE(lineage.aiAlive, std::int64_t{1});
    QCOMPARE(lineage.humanAlive, std::int64_t{1});
    QCOMPARE(sink.lineage.at(first.toStdString()).aiBorn, std::int64_t{0});
}

void TestGitImporter::blame()
{
    GitFixture repo;
    repo.write(QStringLiteral("a"), "1\n2\n");
    const auto first = repo.commit("one");
    repo.write(QStringLiteral("a"), "1\nx\n");
    const auto second = repo.commit("two");
    RecordCollector sink;
    const auto result = readInto(sink, repo.path());
    GitOptions options;
    options.path = repo.path().toStdString();
    const GitKnown known{result.tips, result.lineageState};
    const auto tip = blameFile(options, known, "a", {}, {});
    QVERIFY(tip && tip->size() == 2);
    QCOMPARE(QByteArray::fromStdString((*tip)[0].commit.hex() + (*tip)[1].commit.hex()), first + second);
    options.branch = "HEAD~1";
    const auto old = blameFile(options, known, "a", {}, {});
    QVERIFY(old && old->size() == 1 && old->front().lines == 2);
    const auto none = blameFile(options, known, "b", {}, {});
    QVERIFY(!none && none.error().message.find("b:") == 0);
}

void TestGitImporter::cancel()
{
    GitFixture repo;
    repo.commit("one");
    RecordCollector sink;
    GitOptions options;
    options.path = repo.path().toStdString();
    const CancelToken stop;
    stop.request();
    const auto result = readRepository(options, {}, sink, stop, {});
    QVERIFY(!result && result.error().code == ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestGitImporter)
#include "tst_gitimporter.moc"
