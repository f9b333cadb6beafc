// SPDX-License-Identifier: GPL-3.0-or-later
#include "gitfixture.h"

#include <QTest>
#include <map>
#include <set>
#include <tuple>

using namespace assay;

namespace {

constexpr std::uint8_t kCode = 0;
constexpr std::uint8_t kTests = 1;
constexpr std::uint8_t kText = 2;

std::uint8_t classOf(const std::string& path)
{
    if (path.starts_with("tests/")) return kTests;
    return path.ends_with(".md") ? kText : kCode;
}

QByteArray lines(int from, int to, const QByteArray& word)
{
    QByteArray text;
    for (int i = from; i <= to; ++i) text += word + ' ' + QByteArray::number(i) + '\n';
    return text;
}

/// Lines are written in three classes of files, replaced, moved from one class to another and removed there.
void history(GitFixture& repo)
{
    const QString code = QStringLiteral("a.c");
    const QString test = QStringLiteral("tests/a.c");
    const QString text = QStringLiteral("README.md");
    repo.write(code, lines(1, 40, "code"));
    repo.write(test, lines(1, 30, "test"));
    repo.write(text, lines(1, 12, "text"));
    repo.commit("one");
    repo.write(code, lines(1, 20, "code") + "new\nnew\n" + lines(25, 40, "code"));
    repo.write(text, lines(3, 12, "text"));
    repo.commit("two");
    repo.write(QStringLiteral("helper.c"), lines(1, 25, "helper"));
    repo.commit("a helper");
    repo.git({QStringLiteral("mv"), QStringLiteral("helper.c"), QStringLiteral("tests/helper.c")});
    repo.commit("moved to the tests");
    repo.write(QStringLiteral("tests/helper.c"), lines(1, 10, "helper") + "changed\n" + lines(16, 25, "helper"));
    repo.write(test, lines(1, 5, "test"));
    repo.commit("lines of the code die among the tests");
    repo.remove(text);
    repo.commit("no text any more");
}

/// A line, as blame names it: who wrote it, in which file, and where.
using Line = std::tuple<QByteArray, QByteArray, int>;
using Lines = std::set<Line>;

Lines linesAt(const GitFixture& repo, const QByteArray& commit)
{
    Lines lines;
    const auto files = repo.git(
        {QStringLiteral("ls-tree"), QStringLiteral("-r"), QStringLiteral("--name-only"), QString::fromLatin1(commit)});
    for (const auto& file : files.split('\n')) {
        if (file.isEmpty()) continue;
        const auto blame = repo.git({QStringLiteral("blame"), QStringLiteral("--line-porcelain"),
                                     QString::fromLatin1(commit), QStringLiteral("--"), QString::fromUtf8(file)});
        QByteArray writer;
        int number = 0;
        for (const auto& row : blame.split('\n')) {
            if (row.size() > 40 && row.at(40) == ' ' && !row.startsWith('\t')) {
                writer = row.left(40);
                number = row.split(' ').at(1).toInt();
            }
            if (row.startsWith("filename ")) lines.insert({writer, row.mid(9), number});
        }
    }
    return lines;
}

/// Of one commit and class.
struct Fate
{
    std::int64_t born = 0;
    std::int64_t alive = 0;
    bool operator==(const Fate&) const = default;
};
using Key = std::pair<QByteArray, int>;
using Removal = std::tuple<QByteArray, QByteArray, int>; ///< origin, remover, class

Key keyOf(const Line& line)
{
    return {std::get<0>(line), classOf(std::get<1>(line).toStdString())};
}

/// Every version of every file is blamed: slow, and nothing of it is ours.
void recompute(const GitFixture& repo, std::map<Key, Fate>& fates, std::map<Removal, std::int64_t>& removals)
{
    Lines before;
    for (const auto& commit :
         repo.git({QStringLiteral("rev-list"), QStringLiteral("--reverse"), QStringLiteral("HEAD")}).split('\n')) {
        if (commit.isEmpty()) continue;
        const Lines now = linesAt(repo, commit);
        for (const auto& line : now)
            if (std::get<0>(line) == commit) ++fates[keyOf(line)].born;
        for (const auto& line : before)
            if (!now.contains(line)) ++removals[{keyOf(line).first, commit, keyOf(line).second}];
        before = now;
    }
    for (const auto& line : before) ++fates[keyOf(line)].alive;
}

importers::git::GitResult read(RecordCollector& sink, const GitFixture& repo,
                               const importers::git::GitKnown& known = {}, const QByteArray& revision = {},
                               std::uint64_t rules = 1)
{
    importers::git::GitOptions options;
    options.path = repo.path().toStdString();
    options.branch = revision.toStdString();
    options.classOf = classOf;
    options.classRules = rules;
    auto result = importers::git::readRepository(options, known, sink, {}, {});
    if (result) return *result;
    qFatal("%s", result.error().message.c_str());
}

void collect(const RecordCollector& sink, std::map<Key, Fate>& fates, std::map<Removal, std::int64_t>& removals)
{
    for (const auto& [commit, lineage] : sink.lineage)
        for (const auto& c : lineage.classes)
            fates[{QByteArray::fromStdString(commit), c.pathClass}] = {c.born, c.alive};
    for (const auto& edge : sink.edges)
        removals[{QByteArray::fromStdString(edge.origin.hex()), QByteArray::fromStdString(edge.remover.hex()),
                  edge.pathClass}] += edge.firstLines;
}

} // namespace

class TestPathClasses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsBlameOfEverything();
    void sumsAreTheWhole();
    void continuesWhereItEnded();
    void otherRulesReadAnew();
};

void TestPathClasses::equalsBlameOfEverything()
{
    GitFixture repo;
    history(repo);
    std::map<Key, Fate> slowFates, fates;
    std::map<Removal, std::int64_t> slowRemovals, removals;
    recompute(repo, slowFates, slowRemovals);
    RecordCollector sink;
    read(sink, repo);
    collect(sink, fates, removals);
    QCOMPARE(slowFates.size(), std::size_t{6});
    QVERIFY(fates == slowFates);
    QVERIFY(removals == slowRemovals);
}

void TestPathClasses::sumsAreTheWhole()
{
    GitFixture repo;
    history(repo);
    repo.branch(QStringLiteral("side"));
    repo.write(QStringLiteral("tests/b.c"), lines(1, 9, "b"));
    repo.write(QStringLiteral("a.c"), "side\n" + lines(5, 20, "code"));
    repo.commit("side");
    repo.checkout(QStringLiteral("main"));
    repo.write(QStringLiteral("a.c"), lines(1, 20, "code") + "main\n");
    repo.commit("main");
    repo.merge({QStringLiteral("side")}, {{QStringLiteral("a.c"), lines(1, 9, "code") + "both\n"}});
    RecordCollector sink;
    read(sink, repo);
    for (const auto& [commit, lineage] : sink.lineage) {
        domain::ClassLines sum;
        for (const auto& c : lineage.classes) {
            QVERIFY(c.born > 0 && c.lost >= 0 && c.alive >= 0 && c.alive <= c.born);
            sum.born += c.born;
            sum.lost += c.lost;
            sum.alive += c.alive;
            sum.revived += c.revived;
        }
        QCOMPARE(sum.born, lineage.born);
        QCOMPARE(sum.lost, lineage.lost);
        QCOMPARE(sum.alive, lineage.alive);
        QCOMPARE(sum.revived, lineage.revived);
    }
}

void TestPathClasses::continuesWhereItEnded()
{
    GitFixture repo;
    history(repo);
    std::map<Key, Fate> whole, parts;
    std::map<Removal, std::int64_t> wholeRemovals, partRemovals;
    RecordCollector atOnce;
    read(atOnce, repo);
    collect(atOnce, whole, wholeRemovals);
    RecordCollector early, late;
    const auto first = read(early, repo, {}, "HEAD~2");
    QVERIFY(!read(late, repo, {first.tips, first.lineageState}).rewritten);
    collect(early, parts, partRemovals);
    collect(late, parts, partRemovals);
    QVERIFY(parts == whole);
    QVERIFY(partRemovals == wholeRemovals);
}

void TestPathClasses::otherRulesReadAnew()
{
    GitFixture repo;
    history(repo);
    RecordCollector first, same, other;
    const auto before = read(first, repo);
    QVERIFY(!read(same, repo, {before.tips, before.lineageState}).rewritten);
    QVERIFY(read(other, repo, {before.tips, before.lineageState}, {}, 2).rewritten);
    QCOMPARE(other.commits.size(), first.commits.size());
}

QTEST_GUILESS_MAIN(TestPathClasses)
#include "tst_pathclasses.moc"
