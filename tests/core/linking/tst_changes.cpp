// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/changes.h"

#include <QElapsedTimer>
#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace assay;
using namespace assay::linking;

namespace {

/// A little history: commits are named by letters, oids made from their position.
class History
{
public:
    void add(const char* name, std::vector<const char*> parents, const char* message, bool mainline = false)
    {
        CommitNode node;
        const auto index = static_cast<std::uint32_t>(m_nodes.size());
        std::array<std::uint8_t, 20> bytes{};
        for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(index * 37 + i * 11 + 1);
        node.oid = domain::Oid(bytes);
        for (const char* parent : parents) node.parents.push_back(m_index.at(parent));
        node.onMainline = mainline;
        node.author = 1;
        node.committedAt = fromUnixSeconds(1'700'000'000 + 3600 * static_cast<std::int64_t>(index));
        node.message = message;
        m_index[name] = index;
        m_nodes.push_back(node);
    }
    CommitNode& node(const char* name) { return m_nodes[m_index.at(name)]; }
    [[nodiscard]] std::string hex(const char* name) const { return m_nodes[m_index.at(name)].oid.hex(); }
    Grouping group(const std::vector<MergedPullRequest>& pullRequests = {})
    {
        return groupChanges(m_nodes, pullRequests);
    }

    /// "a+b | c" : commits per change, by name, in order of the changes.
    QString text(const Grouping& grouping) const
    {
        QStringList changes;
        for (const ChangeDraft& change : grouping.changes) {
            QStringList names;
            for (const std::uint32_t c : change.commits)
                for (const auto& [name, index] : m_index)
                    if (index == c) names << QString::fromStdString(name);
            changes << (names.isEmpty() ? QStringLiteral("-") : names.join(u'+'));
        }
        return changes.join(QStringLiteral(" | "));
    }

private:
    std::vector<CommitNode> m_nodes;
    std::map<std::string, std::uint32_t> m_index;
};

MergedPullRequest pull(std::int64_t number, std::string mergeCommit, std::string head = {},
                       std::vector<std::string> commits = {})
{
    MergedPullRequest p;
    p.number = number;
    p.mergeCommit = std::move(mergeCommit);
    p.headCommit = std::move(head);
    p.commits = std::move(commits);
    p.mergedAt = fromUnixSeconds(1'700'000'000 + number);
    return p;
}

/// a - b - m - s        m merges x, y; s is a squash commit
///      \x - y /
History simple()
{
    History h;
    h.add("a", {}, "start", true);
    h.add("b", {"a"}, "direct", true);
    h.add("x", {"a"}, "work");
    h.add("y", {"x"}, "more work");
    h.add("m", {"b", "y"}, "Merge branch 'PAY-12-foo'", true);
    h.add("s", {"m"}, "Add a thing (#7)", true);
    return h;
}

} // namespace

class ChangesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void branchesAndCommits();
    void pullRequestByAbbreviatedMergeCommit();
    void pullRequestBySubject();
    void pullRequestByHead();
    void rebaseMerge();
    void fastForward();
    void unresolvedPullRequestIsKept();
    void pullRequestsWithinABranch();
    void mainlineMergedBackIsNotWork();
    void pulledMainlineStaysMainline();
    void openBranchesAreNoChange();
    void octopus();
    void cycleDoesNotHang();
    void everyMainlineCommitOnce();
    void mergeSubjects_data();
    void mergeSubjects();
    void largeHistory();
};

void ChangesTest::branchesAndCommits()
{
    History h = simple();
    const Grouping g = h.group();
    QCOMPARE(h.text(g), QStringLiteral("a | b | x+y+m | s"));
    QCOMPARE(g.changes[2].kind, ChangeKind::Branch);
    QCOMPARE(g.changes[2].branch, std::string("PAY-12-foo"));
    QCOMPARE(g.changes[3].kind, ChangeKind::Commit);
    QCOMPARE(g.changes[3].number, std::int64_t{7});
}

void ChangesTest::pullRequestByAbbreviatedMergeCommit()
{
    History h = simple();
    const Grouping g = h.group({pull(5, h.hex("m").substr(0, 12))});
    const auto& change = g.changes[static_cast<std::size_t>(g.changeOf[2])];
    QCOMPARE(change.kind, ChangeKind::PullRequest);
    QCOMPARE(change.match, PullRequestMatch::MergeCommit);
    QCOMPARE(change.number, std::int64_t{5});
    QCOMPARE(change.commits.size(), std::size_t{3});
    QCOMPARE(change.mergedAt, fromUnixSeconds(1'700'000'005));
}

void ChangesTest::pullRequestBySubject()
{
    History h = simple();
    const Grouping g = h.group({pull(7, "0123456789abcdef0123456789abcdef01234567")});
    const auto& change = g.changes[static_cast<std::size_t>(g.changeOf[5])];
    QCOMPARE(change.match, PullRequestMatch::Subject);
    QCOMPARE(change.commits.size(), std::size_t{1});
}

void ChangesTest::pullRequestByHead()
{
    History h = simple();
    const Grouping g = h.group({pull(9, {}, h.hex("y"))});
    const auto& change = g.changes[static_cast<std::size_t>(g.changeOf[4])];
    QCOMPARE(change.match, PullRequestMatch::HeadCommit);
    QCOMPARE(change.commits.size(), std::size_t{3});
}

void ChangesTest::rebaseMerge()
{
    History h;
    h.add("a", {}, "start", true);
    h.add("p", {"a"}, "part one", true);
    h.add("q", {"p"}, "part two", true);
    h.node("p").committedAt = h.node("q").committedAt - std::chrono::seconds(1);
    const std::vector<std::string> old{"1111111111111111111111111111111111111111",
                                       "2222222222222222222222222222222222222222"};
    const Grouping g = h.group({pull(3, h.hex("q"), {}, old)});
    QCOMPARE(g.changeOf[1], g.changeOf[2]);
    QVERIFY(g.changeOf[0] != g.changeOf[1]);
    QCOMPARE(g.changes.size(), std::size_t{2});
    // Another author's commit before it is not part of it.
    h.node("p").author = 2;
    QVERIFY(h.group({pull(3, h.hex("q"), {}, old)}).changeOf[1] != h.group({pull(3, h.hex("q"), {}, old)}).changeOf[2]);
}

void ChangesTest::fastForward()
{
    History h;
    h.add("a", {}, "start", true);
    h.add("p", {"a"}, "part one", true);
    h.add("q", {"p"}, "part two", true);
    const Grouping g = h.group({pull(3, {}, h.hex("q"), {h.hex("p"), h.hex("q")})});
    QCOMPARE(g.changes.size(), std::size_t{2});
    QCOMPARE(g.changeOf[1], g.changeOf[2]);
    const auto& change = g.changes[static_cast<std::size_t>(g.changeOf[1])];
    QCOMPARE(change.match, PullRequestMatch::CommitList);
    QCOMPARE(change.head, 2U);
}

void ChangesTest::unresolvedPullRequestIsKept()
{
    History h = simple();
    const Grouping g = h.group({pull(99, "0123456789abcdef0123456789abcdef01234567")});
    QCOMPARE(g.changes.size(), std::size_t{5});
    const auto unresolved =
        std::find_if(g.changes.begin(), g.changes.end(), [](const ChangeDraft& c) { return c.number == 99; });
    QVERIFY(unresolved != g.changes.end());
    QCOMPARE(unresolved->match, PullRequestMatch::Unresolved);
    QCOMPARE(unresolved->head, kNoCommit);
}

void ChangesTest::pullRequestsWithinABranch()
{
    // develop: d - e - f, where e merges pull request 4 (x); m merges develop into the mainline.
    History h;
    h.add("a", {}, "start", true);
    h.add("d", {"a"}, "on develop");
    h.add("x", {"d"}, "feature");
    h.add("e", {"d", "x"}, "Merge pull request #4 from org/PAY-3-x");
    h.add("f", {"e"}, "on develop too");
    h.add("m", {"a", "f"}, "Merge branch 'develop'", true);
    const Grouping g = h.group();
    QCOMPARE(g.changeOf[2], g.changeOf[3]);
    QCOMPARE(g.changeOf[1], g.changeOf[5]);
    QCOMPARE(g.changeOf[4], g.changeOf[5]);
    QVERIFY(g.changeOf[2] != g.changeOf[5]);
    QCOMPARE(g.changes[static_cast<std::size_t>(g.changeOf[3])].kind, ChangeKind::PullRequest);
    QCOMPARE(g.changes[static_cast<std::size_t>(g.changeOf[3])].number, std::int64_t{4});
}

void ChangesTest::mainlineMergedBackIsNotWork()
{
    History h;
    h.add("a", {}, "start", true);
    h.add("b", {"a"}, "mainline work", true);
    h.add("x", {"a"}, "feature");
    h.add("y", {"x", "b"}, "Merge branch 'main' into feature");
    h.add("m", {"b", "y"}, "Merge branch 'feature'", true);
    const Grouping g = h.group();
    QCOMPARE(h.text(g), QStringLiteral("a | b | x+y+m"));
}

void ChangesTest::pulledMainlineStaysMainline()
{
    // Somebody pulled the mainline into a local copy: a - l - m, where m merges b - c - d from elsewhere and c merges
    // x.
    History h;
    h.add("a", {}, "start", true);
    h.add("b", {"a"}, "work of others");
    h.add("x", {"a"}, "feature");
    h.add("c", {"b", "x"}, "Merge branch 'feature'");
    h.add("d", {"c"}, "more of others");
    h.add("l", {"a"}, "local", true);
    h.add("m", {"l", "d"}, "Merge branch 'main' of https://example.com/repo", true);
    QCOMPARE(h.text(h.group()), QStringLiteral("a | b | x+c | d | l | m"));
}

void ChangesTest::openBranchesAreNoChange()
{
    History h = simple();
    h.add("z", {"s"}, "not merged yet");
    QCOMPARE(h.group().changeOf.back(), -1);
}

void ChangesTest::octopus()
{
    History h;
    h.add("a", {}, "start", true);
    h.add("x", {"a"}, "one");
    h.add("y", {"a"}, "two");
    h.add("m", {"a", "x", "y"}, "Merge branches 'one' and 'two'", true);
    QCOMPARE(h.text(h.group()), QStringLiteral("a | x+y+m"));
}

void ChangesTest::cycleDoesNotHang()
{
    History h = simple();
    h.node("x").parents = {3}; // x's parent is y, whose parent is x
    const Grouping g = h.group();
    QVERIFY(g.changeOf[3] >= 0);
    h.node("a").parents = {5}; // and the mainline bites its tail
    (void)h.group();
}

void ChangesTest::everyMainlineCommitOnce()
{
    std::mt19937 random(7);
    for (int round = 0; round < 50; ++round) {
        History h;
        std::vector<std::string> names{"r"};
        h.add("r", {}, "root", true);
        const char* tip = "r";
        for (int i = 0; i < 60; ++i) {
            names.push_back("n" + std::to_string(i));
        }
        for (std::size_t i = 1; i < names.size(); ++i) {
            const auto pick = [&] { return names[random() % i].c_str(); };
            if (random() % 3 == 0) {
                const char* side = pick();
                if (std::string_view(side) == tip)
                    h.add(names[i].c_str(), {tip}, "w", true);
                else
                    h.add(names[i].c_str(), {tip, side},
                          "Merge pull request #"
                          "1 from o/b",
                          true);
                tip = names[i].c_str();
            } else {
                h.add(names[i].c_str(), {pick()}, "work (#3)");
            }
        }
        const Grouping g = h.group();
        std::multiset<std::uint32_t> seen;
        for (const ChangeDraft& change : g.changes) {
            QVERIFY(!change.commits.empty());
            QCOMPARE(change.commits.back(), change.head);
            for (const std::uint32_t c : change.commits) seen.insert(c);
        }
        for (std::uint32_t c = 0; c < names.size(); ++c)
            QCOMPARE(seen.count(c), g.changeOf[c] >= 0 ? std::size_t{1} : std::size_t{0});
    }
}

void ChangesTest::mergeSubjects_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<qint64>("number");
    QTest::addColumn<QString>("branch");
    QTest::addColumn<bool>("merge");
    QTest::newRow("github") << "Merge pull request #31 from Org/PAY-1-Sign-Up\n\nTitle" << qint64{31} << "PAY-1-Sign-Up"
                            << true;
    QTest::newRow("slash") << "Merge pull request #3 from org/feature/PAY-1" << qint64{3} << "feature/PAY-1" << true;
    QTest::newRow("git") << "Merge branch 'PAY-12-foo' into main" << qint64{0} << "PAY-12-foo" << true;
    QTest::newRow("remote") << "Merge remote-tracking branch 'origin/PAY-2'" << qint64{0} << "PAY-2" << true;
    QTest::newRow("of url") << "Merge branch 'main' of https://example.com/x" << qint64{0} << "main" << true;
    QTest::newRow("bitbucket") << "Merged in PAY-4-x (pull request #9)" << qint64{9} << "PAY-4-x" << true;
    QTest::newRow("azure") << "Merged PR 120: Add a thing" << qint64{120} << "" << true;
    QTest::newRow("squash") << "Add a thing (#12)" << qint64{12} << "" << false;
    QTest::newRow("gitlab") << "Merge branch 'x' into 'main'\n\nTitle\n\nSee merge request group/project!44"
                            << qint64{44} << "x" << true;
    QTest::newRow("number elsewhere") << "Fix (#12) for good" << qint64{0} << "" << false;
    QTest::newRow("empty") << "" << qint64{0} << "" << false;
    QTest::newRow("open quote") << "Merge branch 'x" << qint64{0} << "x" << true;
}

void ChangesTest::mergeSubjects()
{
    QFETCH(QString, message);
    const MergeSubject found = readMergeSubject(message.toStdString());
    QTEST(static_cast<qint64>(found.number), "number");
    QTEST(QString::fromStdString(found.branch), "branch");
    QTEST(found.merge, "merge");
}

void ChangesTest::largeHistory()
{
    constexpr std::uint32_t kCount = 300'000;
    std::vector<CommitNode> nodes(kCount);
    for (std::uint32_t i = 0; i < kCount; ++i) {
        std::array<std::uint8_t, 20> bytes{};
        for (int b = 0; b < 4; ++b)
            bytes[static_cast<std::size_t>(b)] = static_cast<std::uint8_t>((i * 2654435761U) >> (8 * b));
        bytes[4] = 1;
        nodes[i].oid = domain::Oid(bytes);
        nodes[i].committedAt = fromUnixSeconds(i);
        nodes[i].message = "Merge pull request #3 from org/PAY-1-x";
        // Groups of three: two commits on a branch, then the merge.
        if (i % 3 == 2) {
            nodes[i].onMainline = true;
            nodes[i].parents = i > 2 ? std::vector<std::uint32_t>{i - 3, i - 1} : std::vector<std::uint32_t>{i - 1};
        } else if (i > 2) {
            nodes[i].parents = {i % 3 == 0 ? i - 1 : i - 1};
        }
    }
    QElapsedTimer timer;
    timer.start();
    const Grouping g = groupChanges(nodes, {});
    QVERIFY2(timer.elapsed() < 5000, "grouping must be linear");
    qInfo("%u commits in %lld ms", kCount, static_cast<long long>(timer.elapsed()));
    QVERIFY(g.changes.size() > kCount / 4);
}

QTEST_APPLESS_MAIN(ChangesTest)
#include "tst_changes.moc"
