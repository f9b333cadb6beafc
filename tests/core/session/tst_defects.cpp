// SPDX-License-Identifier: GPL-3.0-or-later
#include "importfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace assay;

/// Which repairs count as defects of which changes.
class TestDefects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAChangeMendsOfItselfIsNoDefect();
    void aRepairOfOlderWorkInABranchIs();

private:
    static void commit(const ImportFixture& f, const char* subject);
    static void beginBranch(const ImportFixture& f, const QByteArray& parser);
    static void merge(const ImportFixture& f);
    static QList<QJsonObject> rows(const ImportFixture& f, const char* kind);
};

void TestDefects::commit(const ImportFixture& f, const char* subject)
{
    QVERIFY(f.git({QStringLiteral("add"), QStringLiteral("-A")}));
    QVERIFY(f.git({QStringLiteral("commit"), QStringLiteral("-qm"), QString::fromLatin1(subject)}));
}

void TestDefects::beginBranch(const ImportFixture& f, const QByteArray& parser)
{
    f.makeRepository();
    QVERIFY(f.git({QStringLiteral("checkout"), QStringLiteral("-qb"), QStringLiteral("parser")}));
    f.write(QStringLiteral("repo/src/b.cpp"), parser);
    commit(f, "Add a parser");
}

void TestDefects::merge(const ImportFixture& f)
{
    QVERIFY(f.git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("main")}));
    QVERIFY(f.git({QStringLiteral("merge"), QStringLiteral("-q"), QStringLiteral("--no-ff"), QStringLiteral("-m"),
                   QStringLiteral("Merge pull request #7 from someone/parser"), QStringLiteral("parser")}));
}

QList<QJsonObject> TestDefects::rows(const ImportFixture& f, const char* kind)
{
    QList<QJsonObject> rows;
    const auto facts = f.facts().split('\n');
    for (const auto& line : facts)
        if (line.startsWith(QByteArray(kind) + ' '))
            rows.append(QJsonDocument::fromJson(line.mid(line.indexOf(' ') + 1)).object());
    return rows;
}

/// A branch of several commits that repairs its own work before anybody else has it, and then once more after.
void TestDefects::whatAChangeMendsOfItselfIsNoDefect()
{
    const ImportFixture f;
    beginBranch(f, "int parse(int x)\n{\n    return x - 1;\n}\nint skip = 3;\n");
    f.write(QStringLiteral("repo/src/b.cpp"), "int parse(int x)\n{\n    return x + 1;\n}\nint skip = 3;\n");
    commit(f, "fix: off by two");
    merge(f);
    f.import({QStringLiteral("repo")});
    QCOMPARE(rows(f, "defects").size(), 0);
    f.write(QStringLiteral("repo/src/b.cpp"), "int parse(int x)\n{\n    return x + 1;\n}\nint skip = 4;\n");
    commit(f, "fix: skip one more");
    f.import({QStringLiteral("repo")});
    const auto defects = rows(f, "defects");
    QCOMPARE(defects.size(), 1);
    QCOMPARE(defects.front()[QStringLiteral("candidates_none")].toBool(), false);
    QCOMPARE(rows(f, "origins").size(), 1);
}

/// Where a branch repairs what was there before, that is the origin.
void TestDefects::aRepairOfOlderWorkInABranchIs()
{
    const ImportFixture f;
    beginBranch(f, "int skip = 3;\nint more = 4;\n");
    f.write(QStringLiteral("repo/src/a.cpp"), "int a = 1;\nint b = 2;\nint c = 3;\nint d = 4;\n");
    commit(f, "fix: give them values");
    merge(f);
    f.import({QStringLiteral("repo")});
    const auto defects = rows(f, "defects");
    QCOMPARE(defects.size(), 1);
    const auto origins = rows(f, "origins");
    QCOMPARE(origins.size(), 1);
    QCOMPARE(origins.front()[QStringLiteral("origins")].toArray().size(), 1);
    QCOMPARE(origins.front()[QStringLiteral("origins")].toArray().at(0)[QStringLiteral("weight")].toDouble(), 1.0);
}

QTEST_GUILESS_MAIN(TestDefects)
#include "tst_defects.moc"
