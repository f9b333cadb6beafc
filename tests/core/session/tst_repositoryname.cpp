// SPDX-License-Identifier: GPL-3.0-or-later
#include "importfixture.h"
#include "session/repositoryname.h"
#include "store/commitwriter.h"
#include "store/database.h"

#include <QDir>
#include <QProcess>
#include <QTest>

using namespace assay;

class TestRepositoryName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isDistinct_data();
    void isDistinct();
    void repositoriesOfOneNameStayApart();
};

void TestRepositoryName::isDistinct_data()
{
    QTest::addColumn<QStringList>("taken");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* title, const QStringList& taken, const char* url, const char* path,
                        const char* name) {
        QTest::newRow(title) << taken << QString::fromLatin1(url) << QString::fromLatin1(path)
                             << QString::fromLatin1(name);
    };
    const QString app = QStringLiteral("app");
    const QString web = QStringLiteral("web/app");
    row("free", {QStringLiteral("other")}, "https://host/web/app.git", "/src/x", "app");
    row("address", {app}, "https://host/web/app.git", "/src/x", "web/app");
    row("ssh address", {app}, "git@host:web/app.git", "/src/x", "web/app");
    row("longer", {app, web}, "https://host/web/app.git", "/src/x", "host/web/app");
    row("path", {app}, "", "/src/web/app", "web/app");
    row("path with .git", {app}, "", "/src/web/app/.git", "web/app");
    row("nothing left", {app, web, QStringLiteral("src/web/app")}, "", "/src/web/app", "app (2)");
    row("even numbered", {app, QStringLiteral("app (2)")}, "", "app", "app (3)");
}

void TestRepositoryName::isDistinct()
{
    QFETCH(QStringList, taken);
    QFETCH(QString, url);
    QFETCH(QString, path);
    std::vector<std::string> names;
    for (const auto& one : taken) names.push_back(one.toStdString());
    QTEST(QString::fromStdString(session::distinctRepositoryName("app", names, url.toStdString(), path.toStdString())),
          "name");
}

void TestRepositoryName::repositoriesOfOneNameStayApart()
{
    const ImportFixture f;
    f.makeRepository();
    QVERIFY(QDir().mkpath(QString::fromStdString(f.path(QStringLiteral("web")))));
    const auto cloned = QProcess::execute(QStringLiteral("git"),
                                          {QStringLiteral("clone"), QStringLiteral("-q"), QStringLiteral("--mirror"),
                                           QString::fromStdString(f.path(QStringLiteral("repo"))),
                                           QString::fromStdString(f.path(QStringLiteral("web/repo")))});
    QCOMPARE(cloned, 0);
    const auto names = [&f] {
        const auto database = store::Database::open(f.workspace(), store::Access::ReadOnly);
        QStringList all;
        if (!database) return all;
        const auto repositories = store::repositories(*database);
        if (repositories)
            for (const auto& one : *repositories) all << QString::fromStdString(one.name).section(u'/', -2);
        return all;
    };
    f.import({QStringLiteral("repo"), QStringLiteral("web/repo")});
    const auto once = names();
    QCOMPARE(once.size(), 2);
    QCOMPARE(once.front(), QStringLiteral("repo"));
    QVERIFY2(once.back().endsWith(QStringLiteral("/repo")), qPrintable(once.back()));
    f.import({QStringLiteral("web/repo"), QStringLiteral("repo")});
    QCOMPARE(names(), once);
}

QTEST_GUILESS_MAIN(TestRepositoryName)
#include "tst_repositoryname.moc"
