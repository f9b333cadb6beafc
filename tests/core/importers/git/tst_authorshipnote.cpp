// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.h" // before <compare>, which moc 6.4 cannot read first
#include "importers/git/authorshipnote.h"
#include "support/places.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace assay::importers::git;
using assay::lineage::LineAuthor;

namespace {

/// "path: owner first-last …" of every range, one after the other.
QByteArray text(const AuthorshipNote& note)
{
    QByteArray out;
    for (const auto& file : note.lines.files) {
        out += QByteArray::fromStdString(file.path) + ':';
        for (const auto& range : file.ranges) {
            const auto& owner = note.owners.at(range.key);
            const char* who = owner.author == LineAuthor::Human ? "human"
                              : owner.tool.empty()              ? "ai"
                                                                : owner.tool.c_str();
            out += QByteArray(" ") + who + ' ' + QByteArray::number(range.first) + '-' + QByteArray::number(range.last);
        }
        out += ';';
    }
    return out;
}

} // namespace

class TestAuthorshipNote : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forms_data();
    void forms();
    void legacy();
    void samples();
};

void TestAuthorshipNote::forms_data()
{
    QTest::addColumn<QByteArray>("note");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray meta =
        "---\n{\"sessions\":{\"s_1\":{\"agent_id\":{\"tool\":\"claude\",\"model\":\"m\"}}},"
        "\"humans\":{\"h_2\":{}},\"prompts\":{\"abc\":{\"agent_id\":{\"tool\":\"cursor\"},\"human_author\":null}}}";
    QTest::newRow("session, trace and ranges")
        << "src/a.rs\n  s_1::t_9 1,5-7\n" + meta << QByteArray("src/a.rs: claude-code 1-1 claude-code 5-7;");
    QTest::newRow("session without trace") << "a\n  s_1 2\n" + meta << QByteArray("a: claude-code 2-2;");
    QTest::newRow("known human") << "a\n  h_2 3-4\n" + meta << QByteArray("a: human 3-4;");
    QTest::newRow("legacy prompt") << "a\n  abc 3\n" + meta << QByteArray("a: cursor 3-3;");
    QTest::newRow("literal words") << "a\n  human 1\n  ai_agent 2\n" + meta << QByteArray("a: human 1-1 ai 2-2;");
    QTest::newRow("unknown id is an AI without a name") << "a\n  nobody 1\n" + meta << QByteArray("a: ai 1-1;");
    QTest::newRow("quoted path") << "\"a b.md\"\n  s_1 1\n" + meta << QByteArray("a b.md: claude-code 1-1;");
    QTest::newRow("octal escapes") << "\"\\303\\244.md\"\n  s_1 1\n" + meta
                                   << QByteArray("\303\244.md: claude-code 1-1;");
    QTest::newRow("nothing attested") << meta << QByteArray("");
    QTest::newRow("broken JSON keeps the lines, without names")
        << QByteArray("a\n  abc 1\n---\n{") << QByteArray("a: ai 1-1;");
    QTest::newRow("broken ranges are left out")
        << "a\n  s_1 x,2\n  s_1 9-3\n  s_1 4,\n" + meta << QByteArray("a: claude-code 4-4;");
    QTest::newRow("range before any path") << "  s_1 1\n" + meta << QByteArray("");
    QTest::newRow("carriage returns") << "a\r\n  s_1 1\r\n" + meta << QByteArray("a: claude-code 1-1;");
}

void TestAuthorshipNote::forms()
{
    QFETCH(QByteArray, note);
    QFETCH(QByteArray, expected);
    QCOMPARE(text(parseAuthorshipNote(note.toStdString())), expected);
}

void TestAuthorshipNote::legacy()
{
    const std::string json = "{\"files\":{\"a.py\":{\"authors\":[{\"author\":\"claude\",\"lines\":[3,[5,9]],\"agent_"
                             "metadata\":{\"tool\":\"claude\"}},"
                             "{\"author\":\"Dev One\",\"lines\":[[1,2]]}]}}}";
    QCOMPARE(text(parseLegacyAuthorship(json)), QByteArray("a.py: claude-code 3-3 claude-code 5-9 human 1-2;"));
    QVERIFY(parseLegacyAuthorship("{").lines.files.empty());
}

void TestAuthorshipNote::samples()
{
    const QDir folder(assay::test::sharedPlace(QStringLiteral("samples/git-ai/notes")));
    if (!folder.exists()) QSKIP("the shared samples are not here");
    int attested = 0;
    for (const auto& name : folder.entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        const auto note = parseAuthorshipNote(content.toStdString());
        QCOMPARE(note.lines.files.empty(), content.startsWith("---"));
        for (const auto& noted : note.lines.files) {
            QVERIFY2(!noted.ranges.empty(), noted.path.c_str());
            for (const auto& range : noted.ranges)
                QVERIFY(range.first > 0 && range.first <= range.last && range.key < note.owners.size());
        }
        attested += note.lines.files.empty() ? 0 : 1;
    }
    QVERIFY(attested > 0);
}

QTEST_APPLESS_MAIN(TestAuthorshipNote)
#include "tst_authorshipnote.moc"
