// SPDX-License-Identifier: GPL-3.0-or-later
#include "architecture/includerules.h"
#include "architecture/treerules.h"
#include "support/places.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QTest>

using namespace assay::architecture;

namespace {

/// Qt Test cuts long messages: each finding is a line of its own.
bool none(const QStringList& findings)
{
    for (const QString& finding : findings) qWarning("%s", qPrintable(finding));
    return findings.isEmpty();
}

} // namespace

class TestTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void includes();
    void modulesSayWhatTheyAreFor();
    void sizesAndMarkers();
    void plantedIncludes_data();
    void plantedIncludes();
    void plantedProblems_data();
    void plantedProblems();

private:
    [[nodiscard]] static QStringList sources(const QStringList& folders);
    [[nodiscard]] static QString read(const QString& file);
    QString m_qtHeaders;
};

void TestTree::initTestCase()
{
    m_qtHeaders = QLibraryInfo::path(QLibraryInfo::HeadersPath);
    QVERIFY2(QFile::exists(m_qtHeaders + QStringLiteral("/QtCore/QString")),
             "Qt's headers are needed to know Qt Core's own");
}

QStringList TestTree::sources(const QStringList& folders)
{
    const QDir root(assay::test::sourcePlace());
    QStringList files;
    for (const QString& folder : folders) {
        QDirIterator it(root.filePath(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) files << root.relativeFilePath(it.next());
    }
    files.sort();
    return files;
}

QString TestTree::read(const QString& file)
{
    QFile in(assay::test::sourcePlace(file));
    return in.open(QIODevice::ReadOnly) ? QString::fromUtf8(in.readAll()) : QString();
}

void TestTree::includes()
{
    const QStringList files = sources({QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")});
    QVERIFY2(files.size() > 20, "the source tree was not found");
    QStringList wrong;
    for (const QString& file : files)
        for (const Include& include : includesOf(read(file))) {
            const QString why = forbiddenBecause(file, include, m_qtHeaders);
            if (!why.isEmpty())
                wrong << QStringLiteral("%1:%2: %3: %4").arg(file).arg(include.line).arg(include.target, why);
        }
    QVERIFY2(none(wrong), "forbidden includes, listed above");
}

void TestTree::modulesSayWhatTheyAreFor()
{
    QStringList wrong;
    for (const QString& layer : {QStringLiteral("core"), QStringLiteral("ui")}) {
        const QDir dir(assay::test::sourcePlace(layer));
        for (const QString& module : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QString file = layer + u'/' + module + QStringLiteral("/CMakeLists.txt");
            if (dir.exists(module + QStringLiteral("/CMakeLists.txt")) &&
                !read(file)
                     .section(u'\n', 0, 4)
                     .contains(QStringLiteral("The module %1 is responsible for").arg(module)))
                wrong << file;
        }
    }
    QVERIFY2(wrong.isEmpty(),
             qPrintable(QStringLiteral("\"The module … is responsible for …\" is missing in:\n") + wrong.join(u'\n')));
}

void TestTree::sizesAndMarkers()
{
    QStringList problems;
    const QStringList folders{QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app"),
                              QStringLiteral("tests")};
    for (const QString& file : sources(folders))
        if (!file.contains(QLatin1String("/data/"))) problems << problemsOf(file, read(file));
    QVERIFY2(none(problems), "findings are listed above");
}

void TestTree::plantedIncludes_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char* file, const char* line, bool allowed) {
        QTest::addRow("%s: %s", file, line) << QString::fromLatin1(file) << QString::fromLatin1(line) << allowed;
    };
    row("core/stats/rank.cpp", "#include <QString>", false);
    row("core/stats/rank.cpp", "#include <QtCore/QString>", false);
    row("core/stats/rank.cpp", "#include \"domain/ids.h\"", false);
    row("core/stats/rank.cpp", "#include <boost/math/distributions/beta.hpp>", true);
    row("core/stats/rank.cpp", "#include \"stats/quantile.h\"", true);
    row("core/base/instant.cpp", "#include <QString>", true);
    row("core/base/instant.cpp", "#include \"domain/oid.h\"", false);
    row("core/metrics/delivery/lead.cpp", "#include \"store/database.h\"", false);
    row("core/metrics/delivery/lead.cpp", "  #  include \"analysis/contrast.h\"", false);
    row("core/metrics/delivery/lead.cpp", "#include \"stats/survival.h\"", true);
    row("core/metrics/delivery/lead.cpp", "#include <QWidget>", false);
    row("core/metrics/delivery/lead.cpp", "#include <QtWidgets/QWidget>", false);
    row("core/metrics/delivery/lead.cpp", "#include <QtSql/QSqlQuery>", false);
    row("core/store/database.cpp", "#include <SQLiteCpp/Database.h>", true);
    row("core/store/database.cpp", "#include <QSqlQuery>", false);
    row("core/store/database.cpp", "#include \"metrics/metric.h\"", false);
    row("core/session/session.cpp", "#include <sqlite3.h>", false);
    row("core/session/session.cpp", "#include <QtConcurrent/QtConcurrentRun>", false);
    row("core/session/session.cpp", "#include <QPromise>", true);
    row("core/session/session.cpp", "#include \"charts/chartcard.h\"", false);
    row("core/importers/tickets/jira.cpp", "#include <git2.h>", false);
    row("core/importers/tickets/jira.cpp", "#include \"lineage/walk.h\"", false);
    row("core/importers/git/reader.cpp", "#include <git2.h>", true);
    row("core/importers/git/reader.cpp", "#include \"lineage/walk.h\"", true);
    row("core/synth/gitwriter.cpp", "#include <git2.h>", true);
    row("core/present/pages/overview.cpp", "#include <QLocale>", true);
    row("core/present/pages/overview.cpp", "#include <QColor>", false);
    row("core/present/pages/overview.cpp", "#include \"session/session.h\"", false);
    row("core/present/pages/overview.cpp", "#include \"helper.h\"", false);
    row("ui/pages/pageview.cpp", "#include <QChartView>", false);
    row("ui/pages/pageview.cpp", "#include <QLineSeries>", false);
    row("ui/pages/pageview.cpp", "#include <QtWidgets>", false);
    row("ui/pages/pageview.cpp", "#include <QtWidgets/QtWidgets>", false);
    row("ui/pages/pageview.cpp", "#include \"store/database.h\"", false);
    row("ui/pages/pageview.cpp", "#include \"metrics/metric.h\"", false);
    row("ui/pages/pageview.cpp", "#include \"present/pagespec.h\"", true);
    row("ui/charts/builder.cpp", "#include <QLineSeries>", true);
    row("ui/shell/window.cpp", "#include <QNetworkAccessManager>", false);
    row("app/cli/main.cpp", "#include \"session/session.h\"", true);
    row("app/cli/main.cpp", "#include \"store/database.h\"", false);
    row("core/newmodule/x.cpp", "#include \"base/instant.h\"", false);
}

void TestTree::plantedIncludes()
{
    QFETCH(QString, file);
    QFETCH(QString, line);
    QFETCH(bool, allowed);
    const auto found = includesOf(QStringLiteral("// one\n") + line + u'\n');
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.front().line, 2);
    QCOMPARE(forbiddenBecause(file, found.front(), m_qtHeaders).isEmpty(), allowed);
}

void TestTree::plantedProblems_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problem");
    const QString head = QStringLiteral("// SPDX-License-Identifier: GPL-3.0-or-later\n");
    const QString source = QStringLiteral("core/base/x.cpp");
    const auto body = [](int lines) {
        return QStringLiteral("void f()\n{\n") + QStringLiteral("    g();\n").repeated(lines) + QStringLiteral("}\n");
    };
    QTest::newRow("clean") << source << head + body(58) << QString();
    QTest::newRow("no licence") << source << QStringLiteral("int x;\n") << QStringLiteral("licence");
    QTest::newRow("no guard") << QStringLiteral("core/base/x.h") << head + QStringLiteral("int x;\n")
                              << QStringLiteral("#pragma once");
    QTest::newRow("marker") << source
                            << head + QStringLiteral("// TO"
                                                     "DO later\n")
                            << QStringLiteral("open an issue");
    QTest::newRow("long function") << source << head + body(59) << QStringLiteral("a function of 61 lines");
    QTest::newRow("long method") << source
                                 << head + QStringLiteral("struct S\n{\n    void f()\n    {\n") +
                                        QStringLiteral("        g();\n").repeated(59) + QStringLiteral("    }\n};\n")
                                 << QStringLiteral("a function of 61 lines");
    QTest::newRow("long type is no function")
        << source
        << head + QStringLiteral("struct S\n{\n") + QStringLiteral("    int a;\n").repeated(90) + QStringLiteral("};\n")
        << QString();
    QTest::newRow("long file") << source << head + QStringLiteral("int x;\n").repeated(600)
                               << QStringLiteral("601 lines, at most 600");
    QTest::newRow("longest file") << source << head + QStringLiteral("int x;\n").repeated(599) << QString();
    QTest::newRow("table of data") << QStringLiteral("core/whatif/parameters.cpp")
                                   << head + QStringLiteral("int x;\n").repeated(900) << QString();
}

void TestTree::plantedProblems()
{
    QFETCH(QString, file);
    QFETCH(QString, text);
    QFETCH(QString, problem);
    const QStringList found = problemsOf(file, text);
    QCOMPARE(found.isEmpty(), problem.isEmpty());
    if (!problem.isEmpty()) QVERIFY2(found.front().contains(problem), qPrintable(found.front()));
}

QTEST_APPLESS_MAIN(TestTree)
#include "tst_tree.moc"
