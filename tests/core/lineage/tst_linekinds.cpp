// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/linekinds.h"

#include <QTest>

using namespace assay::lineage;

class TestLineKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
    void skipping();
    void spaces_data();
    void spaces();
};

void TestLineKinds::kinds_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code"); // one digit per line
    QTest::newRow("C line comment") << QByteArray("a.c") << QByteArray("int a; // x\n// y\n\n  \t\nb();\n")
                                    << QByteArray("10001");
    QTest::newRow("C block") << QByteArray("a.h") << QByteArray("/* one\n * two\n */ int a;\n/* x */\n/* y */ b;\n")
                             << QByteArray("00101");
    QTest::newRow("comment marks in strings")
        << QByteArray("a.js") << QByteArray("x = \"/*\";\ny = '//';\nz = `\n// text\n`;\n") << QByteArray("11111");
    QTest::newRow("glob that looks like a block")
        << QByteArray("a.ts") << QByteArray("p = 'src/**/*.ts';\nq();\n") << QByteArray("11");
    QTest::newRow("apostrophe opens nothing")
        << QByteArray("a.rs") << QByteArray("fn f<'a>() {} // it's\n// don't\ng();\n") << QByteArray("101");
    QTest::newRow("Python") << QByteArray("a.py")
                            << QByteArray("# c\nx = 1 # c\n\"\"\"doc\nmore\n\"\"\"\ny = \"\"\"text\nvalue\n\"\"\"\n")
                            << QByteArray("01000111");
    QTest::newRow("Shell") << QByteArray("run.sh") << QByteArray("#!/bin/sh\necho '# no'\n# yes\n")
                           << QByteArray("010");
    QTest::newRow("SQL") << QByteArray("q.sql") << QByteArray("-- c\nSELECT 1; -- c\n/* a\nb */\n")
                         << QByteArray("0100");
    QTest::newRow("Lua") << QByteArray("q.lua") << QByteArray("--[[ a\nb ]] x()\n-- c\n") << QByteArray("010");
    QTest::newRow("HTML") << QByteArray("q.html") << QByteArray("<!-- a\nb -->\n<p>\n") << QByteArray("001");
    QTest::newRow("unknown language: blank or not")
        << QByteArray("data.xyz") << QByteArray("# x\n\n// y") << QByteArray("101");
    QTest::newRow("file name without extension")
        << QByteArray("src/Makefile") << QByteArray("# x\nall:\n") << QByteArray("01");
}

void TestLineKinds::kinds()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, code);
    const std::string content = text.toStdString();
    LineKinds kinds(content, commentSyntaxOf(file.toStdString()));
    QByteArray found;
    while (!kinds.atEnd()) found += kinds.nextIsCode() ? '1' : '0';
    QCOMPARE(found, code);
    // Skipping to a line must give the same answer as reading every line before it.
    for (int line = 0; line < code.size(); ++line) {
        LineKinds jump(content, commentSyntaxOf(file.toStdString()));
        jump.skipTo(static_cast<std::uint32_t>(line));
        QCOMPARE(jump.nextIsCode(), code[line] == '1');
    }
}

void TestLineKinds::skipping()
{
    const std::string text = "/* a\nb\nc */\nd();\n/* e\nf */\ng();\n";
    LineKinds kinds(text, commentSyntaxOf("x.c"));
    kinds.skipTo(1);
    QVERIFY(!kinds.nextIsCode());
    kinds.skipTo(3);
    QVERIFY(kinds.nextIsCode());
    kinds.skipTo(5);
    QVERIFY(!kinds.nextIsCode());
    QVERIFY(kinds.nextIsCode());
}

void TestLineKinds::spaces_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<bool>("equal");
    QTest::newRow("indented") << QByteArray("  x = 1;\n") << QByteArray("\tx = 1;\n") << true;
    QTest::newRow("carriage return") << QByteArray("x;\r\n") << QByteArray("x;\n") << true;
    QTest::newRow("other") << QByteArray("x;\n") << QByteArray("y;\n") << false;
    QTest::newRow("longer") << QByteArray("x;\n") << QByteArray("x; z\n") << false;
}

void TestLineKinds::spaces()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(bool, equal);
    QCOMPARE(equalButForSpace(a.toStdString(), b.toStdString()), equal);
}

QTEST_APPLESS_MAIN(TestLineKinds)
#include "tst_linekinds.moc"
