// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/linediff.h"

#include <QTest>
#include <git2.h>
#include <random>

using namespace assay::lineage;

namespace {

QByteArray text(const std::vector<Hunk>& hunks)
{
    QString out;
    for (const auto& h : hunks)
        out += QStringLiteral("%1,%2>%3,%4 ").arg(h.oldStart).arg(h.oldCount).arg(h.newStart).arg(h.newCount);
    return out.trimmed().toUtf8();
}

int collect(const git_diff_delta*, const git_diff_hunk* hunk, void* out)
{
    auto start = [](int line, int count) { return static_cast<std::uint32_t>(count == 0 ? line : line - 1); };
    static_cast<std::vector<Hunk>*>(out)->push_back(
        {start(hunk->old_start, hunk->old_lines), static_cast<std::uint32_t>(hunk->old_lines),
         start(hunk->new_start, hunk->new_lines), static_cast<std::uint32_t>(hunk->new_lines)});
    return 0;
}

/// libgit2's copy of Git's algorithm, as the reference.
std::vector<Hunk> reference(const std::string& a, const std::string& b)
{
    std::vector<Hunk> hunks;
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.context_lines = 0;
    options.flags = GIT_DIFF_INDENT_HEURISTIC | GIT_DIFF_FORCE_TEXT;
    git_diff_buffers(a.data(), a.size(), "a", b.data(), b.size(), "b", &options, nullptr, nullptr, collect, nullptr,
                     &hunks);
    return hunks;
}

} // namespace

class TestLineDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { git_libgit2_init(); }
    void cleanupTestCase() { git_libgit2_shutdown(); }
    void hunks_data();
    void hunks();
    void equalsReference_data();
    void equalsReference();
};

void TestLineDiff::hunks_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("one line replaced") << QByteArray("a\nb\nc\n") << QByteArray("a\nx\nc\n") << QByteArray("1,1>1,1");
    QTest::newRow("appended") << QByteArray("a\n") << QByteArray("a\nb\n") << QByteArray("1,0>1,1");
    QTest::newRow("line feed at the end is a change")
        << QByteArray("a\nb") << QByteArray("a\nb\n") << QByteArray("1,1>1,1");
    QTest::newRow("emptied") << QByteArray("a\nb\n") << QByteArray("") << QByteArray("0,2>0,0");
    QTest::newRow("tail shares a half line") << QByteArray("xa\nz\n") << QByteArray("ya\nz\n") << QByteArray("0,1>0,1");
    QTest::newRow("inserted block slides to the blank line")
        << QByteArray("f {\n}\n\ng {\n}\n") << QByteArray("f {\n}\n\nh {\n}\n\ng {\n}\n") << QByteArray("3,0>3,3");
    QTest::newRow("repeated line goes last")
        << QByteArray("a\na\n") << QByteArray("a\na\na\n") << QByteArray("2,0>2,1");
}

void TestLineDiff::hunks()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, expected);
    std::vector<Hunk> found;
    LineDiffer().compare(before.toStdString(), after.toStdString(), found);
    QCOMPARE(text(found), expected);
    QCOMPARE(text(reference(before.toStdString(), after.toStdString())), expected);
}

void TestLineDiff::equalsReference_data()
{
    QTest::addColumn<int>("alphabet"); // few distinct lines make many ways to align
    QTest::addColumn<int>("lines");
    QTest::addColumn<int>("edits");
    QTest::newRow("tiny, ambiguous") << 3 << 12 << 4;
    QTest::newRow("small") << 8 << 40 << 6;
    QTest::newRow("medium, many frequent lines") << 20 << 400 << 40;
    QTest::newRow("large, long context") << 5000 << 4000 << 30;
    QTest::newRow("large, rewritten") << 300 << 3000 << 2500;
}

void TestLineDiff::equalsReference()
{
    QFETCH(int, alphabet);
    QFETCH(int, lines);
    QFETCH(int, edits);
    std::mt19937 random(static_cast<unsigned>(alphabet * 31 + edits));
    LineDiffer differ;
    const int rounds = lines > 1000 ? 12 : 400;
    for (int round = 0; round < rounds; ++round) {
        const auto line = [&] {
            return std::string(random() % 3, ' ') +
                   (random() % 7 == 0 ? "" : std::to_string(random() % static_cast<unsigned>(alphabet))) + "\n";
        };
        std::vector<std::string> before;
        for (int i = 0; i < lines; ++i) before.push_back(line());
        auto after = before;
        for (int i = 0; i < edits; ++i) {
            const auto at = static_cast<std::ptrdiff_t>(random() % (after.size() + 1));
            if (random() % 2 == 0)
                after.insert(after.begin() + at, line());
            else if (at < static_cast<std::ptrdiff_t>(after.size()))
                after.erase(after.begin() + at);
        }
        std::string a;
        std::string b;
        for (const auto& l : before) a += l;
        for (const auto& l : after) b += l;
        if (a == b) continue;
        std::vector<Hunk> found;
        differ.compare(a, b, found);
        if (text(found) != text(reference(a, b)))
            qWarning().noquote() << "before:\n" << a.c_str() << "after:\n" << b.c_str();
        QCOMPARE(text(found), text(reference(a, b)));
    }
}

QTEST_APPLESS_MAIN(TestLineDiff)
#include "tst_linediff.moc"
