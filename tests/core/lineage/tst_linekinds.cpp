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
    void languages_data();
    void languages();
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
    QTest::newRow("Lua") << QByteArray("q.lua") << QByteArray("--[[ a\nb\nc ]]\nx()\n-- c\n") << QByteArray("00010");
    QTest::newRow("HTML") << QByteArray("q.html") << QByteArray("<!-- a\nb -->\n<p>\n") << QByteArray("001");
    QTest::newRow("unknown language: blank or not")
        << QByteArray("data.xyz") << QByteArray("# x\n\n// y") << QByteArray("101");
    QTest::newRow("file name without extension")
        << QByteArray("src/Makefile") << QByteArray("# x\nall:\n") << QByteArray("01");
}

/// Each of the most used languages: its comments, blanks, and marks in strings that are none.
void TestLineKinds::languages_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code"); // one digit per line
    QTest::newRow("Java") << QByteArray("A.java") << QByteArray("/** doc\n * @see B\n */\nint a = 1; // x\n\n// y\n")
                          << QByteArray("000100");
    QTest::newRow("JavaScript") << QByteArray("a.mjs") << QByteArray("/* a */\n// b\nf(); /* c\nd */ g();\n")
                                << QByteArray("0011");
    QTest::newRow("TypeScript") << QByteArray("a.tsx")
                                << QByteArray("// a\nlet x: string = `\n  /* text */\n`;\n/* b */\n")
                                << QByteArray("01110");
    QTest::newRow("C#") << QByteArray("a.cs") << QByteArray("/// <summary>\nvar x = \"// no\";\n#region a\n")
                        << QByteArray("011");
    QTest::newRow("C++") << QByteArray("a.cc")
                         << QByteArray("// a\n#include <x> // b\n/* c\n*/\nauto s = \"/* no\";\nf();\n")
                         << QByteArray("010011");
    QTest::newRow("Go") << QByteArray("a.go")
                        << QByteArray("// Package a\npackage a\nvar q = `\n// in a string\n`\n/* b */\n")
                        << QByteArray("011110");
    QTest::newRow("Rust") << QByteArray("a.rs") << QByteArray("//! doc\n/// doc\nlet c = '\"'; // a\n/* b\n*/\nf();\n")
                          << QByteArray("001001");
    QTest::newRow("PHP") << QByteArray("a.php") << QByteArray("<?php\n# a\n// b\n/* c */\n$x = '# no';\n#[Pure]\n")
                         << QByteArray("100011");
    QTest::newRow("Kotlin") << QByteArray("a.kt") << QByteArray("// a\nval c = 'x' // b\n/* c */ val d = 1\n")
                            << QByteArray("011");
    QTest::newRow("Swift") << QByteArray("a.swift") << QByteArray("/// doc\nlet s = \"/*\" // a\nf()\n")
                           << QByteArray("011");
    QTest::newRow("Scala") << QByteArray("a.scala") << QByteArray("/* a */\nval s = 'symbol // b\n// c\n")
                           << QByteArray("010");
    QTest::newRow("Dart") << QByteArray("a.dart") << QByteArray("/// doc\nvar s = '//';\n") << QByteArray("01");
    QTest::newRow("Objective-C") << QByteArray("a.mm") << QByteArray("// a\n@\"// no\";\n/* b */\n")
                                 << QByteArray("010");
    QTest::newRow("Ruby") << QByteArray("a.rb") << QByteArray("# a\n=begin\nb = 1\n=end\nx ||=begin\n  f\nend\n")
                          << QByteArray("0000111");
    QTest::newRow("Perl") << QByteArray("a.pl")
                          << QByteArray("# a\n=head1 NAME\n\ntext\n\n=cut\nmy $x =head($y);\nf();\n")
                          << QByteArray("00000011");
    QTest::newRow("R") << QByteArray("a.R") << QByteArray("# a\nx <- '#' # b\n") << QByteArray("01");
    QTest::newRow("CSS") << QByteArray("a.css") << QByteArray("/* a\n#b { }\n*/\n#c { }\n") << QByteArray("0001");
    QTest::newRow("SCSS") << QByteArray("a.scss") << QByteArray("// a\n.b { }\n") << QByteArray("01");
    QTest::newRow("YAML") << QByteArray("a.yml") << QByteArray("# a\nb: '# c' # d\n") << QByteArray("01");
    QTest::newRow("TOML") << QByteArray("a.toml") << QByteArray("# a\n[b]\n") << QByteArray("01");
    QTest::newRow("Docker") << QByteArray("Dockerfile") << QByteArray("# a\nRUN b\n") << QByteArray("01");
    QTest::newRow("CMake") << QByteArray("CMakeLists.txt") << QByteArray("# a\n#[[ b\nc ]]\nd()\n")
                           << QByteArray("0001");
    QTest::newRow("Haskell") << QByteArray("a.hs") << QByteArray("-- a\n{- b\nc -}\nd = 1 -- e\n")
                             << QByteArray("0001");
    QTest::newRow("Elixir") << QByteArray("a.ex") << QByteArray("# a\nb = 1\n") << QByteArray("01");
    QTest::newRow("Clojure") << QByteArray("a.clj") << QByteArray("; a\n(b) ; c\n") << QByteArray("01");
    QTest::newRow("Erlang") << QByteArray("a.erl") << QByteArray("% a\nb() -> c.\n") << QByteArray("01");
    QTest::newRow("Visual Basic") << QByteArray("a.vb") << QByteArray("' a\nDim b = \"'\"\n") << QByteArray("01");
    QTest::newRow("PowerShell") << QByteArray("a.ps1") << QByteArray("<# a\nb #>\n# c\nGet-Item d # e\n")
                                << QByteArray("0001");
    QTest::newRow("Julia") << QByteArray("a.jl") << QByteArray("# a\n#= b\nc =#\nd = 1\n") << QByteArray("0001");
    QTest::newRow("F#") << QByteArray("a.fs") << QByteArray("// a\n(* b\n*)\nlet c = 1\n") << QByteArray("0001");
    QTest::newRow("Terraform") << QByteArray("a.tf") << QByteArray("# a\n// b\n/* c */\nd = 1\n") << QByteArray("0001");
    QTest::newRow("Groovy") << QByteArray("a.gradle") << QByteArray("// a\nb 'c' /* d */\n") << QByteArray("01");
}

void TestLineKinds::languages()
{
    kinds();
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
