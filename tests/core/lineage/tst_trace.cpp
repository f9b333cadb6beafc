// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/declaredorigins.h"
#include "lineage/trace.h"

#include <QTest>

using namespace assay;
using namespace assay::lineage;

namespace {

domain::Oid oid(char digit)
{
    return *domain::Oid::fromHex(std::string(40, digit));
}

TraceCommit commit(char digit, int day, int files = 1, std::int64_t churn = 10, int parents = 1)
{
    TraceCommit made;
    made.oid = oid(digit);
    made.authoredAt = made.committedAt = fromUnixSeconds(std::int64_t{86400} * day);
    made.subject = made.message = "change";
    made.files = files;
    made.added = churn;
    made.parents = parents;
    return made;
}

/// Fix 'f' on day 100 removes lines of a (old, large), b (recent, small), c (comment only), d (merge).
TraceIndex index(const std::string& fixMessage = "mend")
{
    TraceIndex made;
    made.add(commit('a', 10, 3, 500));
    made.add(commit('b', 90, 1, 10));
    made.add(commit('c', 50, 1, 20));
    made.add(commit('d', 95, 1, 5, 2));
    made.add(commit('e', 96, 40, 5000));
    auto fix = commit('f', 100);
    fix.message = fixMessage;
    made.add(fix);
    made.add({oid('a'), oid('f'), "src/x.c", 5, 5, 5, 0, 0});
    made.add({oid('b'), oid('f'), "src/x.c", 2, 2, 2, 0, 0});
    made.add({oid('b'), oid('f'), "src/y.c", 1, 1, 1, 0, 0});
    made.add({oid('c'), oid('f'), "src/x.c", 3, 0, 3, 0, 0});
    made.add({oid('d'), oid('f'), "src/x.c", 1, 1, 1, 0, 0});
    made.add({oid('e'), oid('f'), "src/x.c", 1, 1, 1, 0, 0});
    return made;
}

QByteArray letters(const Trace& trace)
{
    QByteArray text;
    for (const auto& origin : trace.origins) text += QByteArray::fromStdString(origin.oid.hex().substr(0, 1));
    std::sort(text.begin(), text.end());
    return text;
}

} // namespace

class TestTrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void variants_data();
    void variants();
    void reportDate();
    void rankedWeights();
    void declared_data();
    void declared();
    void namedOriginWins();
    void onlyAdditions();
    void nobodyProbable();
    void whatMessagesSay();
    void mendedBefore();
};

void TestTrace::variants_data()
{
    QTest::addColumn<QByteArray>("variant");
    QTest::addColumn<QByteArray>("origins");
    QTest::newRow("B: all that wrote a removed line") << QByteArray("b") << QByteArray("abcde");
    QTest::newRow("AG: code only") << QByteArray("ag") << QByteArray("abde");
    QTest::newRow("MA: no merges, nothing wide") << QByteArray("ma") << QByteArray("ab");
    QTest::newRow("L: the largest") << QByteArray("l") << QByteArray("a");
    QTest::newRow("R: the most recent") << QByteArray("r") << QByteArray("b");
}

void TestTrace::variants()
{
    QFETCH(QByteArray, variant);
    QFETCH(QByteArray, origins);
    const auto which = traceVariantFromId(variant.toStdString());
    QVERIFY(which.has_value());
    QCOMPARE(QByteArray(traceVariantId(*which)), variant);
    const auto trace = index().trace({oid('f'), std::nullopt}, *which);
    QCOMPARE(letters(trace), origins);
    double sum = 0;
    for (const auto& origin : trace.origins) sum += origin.weight;
    QVERIFY(qAbs(sum - 1) < 1e-9);
}

void TestTrace::reportDate()
{
    const auto trace = index().trace({oid('f'), fromUnixSeconds(std::int64_t{86400} * 60)}, TraceVariant::B);
    QCOMPARE(letters(trace), QByteArray("ac"));
}

void TestTrace::rankedWeights()
{
    const auto trace = index().trace({oid('f'), std::nullopt}, TraceVariant::Ranked);
    QVERIFY(!trace.origins.empty());
    double sum = 0;
    for (std::size_t i = 0; i < trace.origins.size(); ++i) {
        sum += trace.origins[i].weight;
        QVERIFY(trace.origins[i].weight > 0);
        if (i > 0) QVERIFY(trace.origins[i - 1].weight >= trace.origins[i].weight);
    }
    QVERIFY(sum < 1); // something is left for "none of these"
    QVERIFY(!letters(trace).contains('c'));
}

void TestTrace::declared_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("ids");
    QTest::newRow("trailer") << QByteArray("x\n\nFixes: 1234567890ab (\"net: y\")\n") << QByteArray("1234567890ab");
    QTest::newRow("trailer in brackets, indented") << QByteArray("x\n  fixes: <ABCDEF1>\n") << QByteArray("abcdef1");
    QTest::newRow("revert") << QByteArray(
                                   "Revert \"x\"\n\nThis reverts commit aaaaaaaabbbbbbbbccccccccddddddddeeeeeeee.\n")
                            << QByteArray("aaaaaaaabbbbbbbbccccccccddddddddeeeeeeee");
    QTest::newRow("sentence over two lines")
        << QByteArray("The bug was introduced by\ncommit 0123abc.") << QByteArray("0123abc");
    QTest::newRow("a ticket is no id") << QByteArray("x\n\nFixes: #123456789\n") << QByteArray("");
    QTest::newRow("a word is no id") << QByteArray("x\n\nFixes: deadbeefs\n") << QByteArray("");
    QTest::newRow("too short") << QByteArray("x\n\nFixes: 123abc\n") << QByteArray("");
}

void TestTrace::declared()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, ids);
    QByteArray joined;
    for (const auto& id : declaredOrigins(message.toStdString()))
        joined += (joined.isEmpty() ? "" : " ") + QByteArray::fromStdString(id);
    QCOMPARE(joined, ids);
}

void TestTrace::namedOriginWins()
{
    const auto trace =
        index("mend\n\nFixes: ccccccccc (\"change\")").trace({oid('f'), std::nullopt}, TraceVariant::Ranked);
    QCOMPARE(letters(trace), QByteArray("c"));
    QVERIFY(trace.origins.front().declared);
    QCOMPARE(trace.origins.front().lines, std::int64_t{3});
    const auto blind =
        index("mend\n\nFixes: ccccccccc (\"change\")").trace({oid('f'), std::nullopt}, TraceVariant::Ranked, false);
    QVERIFY(!letters(blind).contains('c'));
    const auto twice = index("mend\n\nThis was introduced by ccccccc.\nFixes: ccccccccc (\"change\")")
                           .trace({oid('f'), std::nullopt}, TraceVariant::Ranked);
    QCOMPARE(letters(twice), QByteArray("c")); // in full and abbreviated: one origin
}

void TestTrace::onlyAdditions()
{
    TraceIndex made = index();
    made.add(commit('9', 110));
    const auto trace = made.trace({oid('9'), std::nullopt}, TraceVariant::Ranked);
    QVERIFY(trace.origins.empty());
    QVERIFY(trace.candidatesNone);
}

/// Five alike candidates share what is probable: none is named, which is not to have no candidate.
void TestTrace::nobodyProbable()
{
    TraceIndex made;
    for (char digit = '1'; digit < '6'; ++digit) made.add(commit(digit, 90));
    made.add(commit('f', 100));
    for (char digit = '1'; digit < '6'; ++digit)
        made.add({oid(digit), oid('f'), std::string("src/") + digit, 2, 2, 2, 0, 0});
    const auto trace = made.trace({oid('f'), std::nullopt}, TraceVariant::Ranked, false);
    QVERIFY(trace.origins.empty());
    QVERIFY(!trace.candidatesNone);
}

/// The probability of `digit` to be an origin of 'f'.
double probabilityOf(char digit, const TraceIndex& made)
{
    for (const auto& origin : made.trace({oid('f'), std::nullopt}, TraceVariant::Ranked, false).origins)
        if (origin.oid == oid(digit)) return origin.weight;
    return 0;
}

void TestTrace::whatMessagesSay()
{
    const auto withMessages = [](const std::string& origin, const std::string& fixMessage) {
        TraceIndex made;
        auto first = commit('b', 90);
        first.subject = first.message = origin;
        made.add(first);
        for (char other = '1'; other < '6'; ++other) made.add(commit(other, 91));
        auto fix = commit('f', 100);
        fix.message = fixMessage;
        made.add(fix);
        made.add({oid('b'), oid('f'), "src/x.c", 2, 2, 2, 0, 0});
        return made;
    };
    const double plain = probabilityOf('b', withMessages("change", "mend"));
    QVERIFY(plain > 0);
    QVERIFY(probabilityOf('b', withMessages("change", "it fails since commit bbbbbbbbbb")) > plain);
    QVERIFY(probabilityOf('b', withMessages("clean the parser", "mend")) < plain);
    // A word that all subjects have tells less than one that only the origin has.
    QVERIFY(probabilityOf('b', withMessages("parser", "parser mend")) >
            probabilityOf('b', withMessages("change", "change mend")));
    QCOMPARE(idsIn("see Abcdef12, 1234567 and abc").size(), std::size_t{2});
    QCOMPARE(wordsOf("The parser fixes a PARSER").size(), std::size_t{1});
}

void TestTrace::mendedBefore()
{
    TraceIndex once;
    TraceIndex before;
    for (auto* made : {&once, &before}) {
        made->add(commit('b', 90));
        auto earlier = commit('c', 95);
        earlier.subject = "fix the parser";
        made->add(earlier);
        made->add(commit('f', 100));
        made->add({oid('b'), oid('f'), "src/x.c", 2, 2, 2, 0, 0});
    }
    before.add({oid('b'), oid('c'), "src/x.c", 2, 2, 2, 0, 0});
    QVERIFY(probabilityOf('b', before) != probabilityOf('b', once));
    // What removes its lines after the fix is not looked at.
    TraceIndex after = once;
    auto later = commit('d', 110);
    later.subject = "fix again";
    after.add(later);
    after.add({oid('b'), oid('d'), "src/x.c", 2, 0, 2, 0, 0});
    TraceIndex laterCode = once;
    laterCode.add(later);
    laterCode.add({oid('b'), oid('d'), "src/x.c", 2, 2, 2, 0, 0});
    QCOMPARE(probabilityOf('b', laterCode), probabilityOf('b', after));
}

QTEST_APPLESS_MAIN(TestTrace)
#include "tst_trace.moc"
