// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/asciitext.h"

#include <QElapsedTimer>
#include <QTest>

using namespace assay;

class AsciiTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void globs_data();
    void globs();
    void hostileGlobIsQuick();
    void lines();
    void words();
};

void AsciiTextTest::globs_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* pattern, const char* text, bool expected) {
        QTest::newRow(qPrintable(QStringLiteral("%1 ~ %2").arg(QLatin1String(pattern), QLatin1String(text))))
            << QByteArray(pattern) << QByteArray(text) << expected;
    };
    row("abc", "ABC", true);
    row("abc", "abcd", false);
    row("", "", true);
    row("", "a", false);
    row("*", "", true);
    row("a*", "a", true);
    row("*+x[bot]@y", "1+X[Bot]@y", true);
    row("[bot]", "b", false);
    row("a*b*c", "a-b-b-c", true);
    row("a*b*c", "a-c-b", false);
    row("*a", "aab", false);
    row("*a*", "bab", true);
    row("**", "x", true);
    row("a", "", false);
    row("a*", "b", false);
    row("a*c", "AXC", true);
    row("abc", "aXc", false);
}

void AsciiTextTest::globs()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QTEST(globMatches(pattern.toStdString(), text.toStdString()), "expected");
}

void AsciiTextTest::hostileGlobIsQuick()
{
    const std::string pattern = "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b";
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!globMatches(pattern, std::string(20'000, 'a')));
    QVERIFY(timer.elapsed() < 2000);
}

void AsciiTextTest::lines()
{
    std::string seen;
    forEachLine("a\r\nb\n\nc", [&seen](std::string_view line) {
        seen += "[" + std::string(line) + "]";
        return line != "c";
    });
    QCOMPARE(seen, std::string("[a][b][][c]"));
    int count = 0;
    forEachLine("a\nb\nc", [&count](std::string_view) { return ++count < 2; });
    QCOMPARE(count, 2);
}

void AsciiTextTest::words()
{
    QCOMPARE(asciiLowered("ÄBc"), std::string("Äbc"));
    QVERIFY(equalsNoCase("aBc", "AbC"));
    QVERIFY(!equalsNoCase("abc", "abcd"));
    QCOMPARE(findNoCase("xx This Reverts", "this reverts"), std::size_t{3});
    QCOMPARE(findNoCase("abc", "d"), std::string_view::npos);
    QCOMPARE(trimmedAscii(" \t a b \r\n"), std::string_view("a b"));
    QCOMPARE(trimmedAscii(" \n"), std::string_view());
}

QTEST_APPLESS_MAIN(AsciiTextTest)
#include "tst_asciitext.moc"
