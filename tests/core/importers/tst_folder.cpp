// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/folder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace assay;
using namespace assay::importers;

class TestFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walks();
    void repositories();
    void oneFile();
    void refuses();
    void cancelled();

private:
    static void put(const QString& path)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("x");
    }
    static std::vector<std::string> relative(const QTemporaryDir& folder, const std::vector<std::string>& paths)
    {
        std::vector<std::string> names;
        for (const auto& path : paths) names.push_back(path.substr(static_cast<std::size_t>(folder.path().size()) + 1));
        return names;
    }
};

void TestFolder::walks()
{
    const QTemporaryDir folder;
    for (const char* name : {"b/two.csv", "a.json", "b/.hidden", "node_modules/x/y.json"})
        put(folder.filePath(QLatin1String(name)));
    QFile empty(folder.filePath(QStringLiteral("empty.csv")));
    QVERIFY(empty.open(QIODevice::WriteOnly));
    QVERIFY(QFile::link(folder.filePath(QStringLiteral("a.json")), folder.filePath(QStringLiteral("link.json"))));
    const auto found = expandPath(folder.path().toStdString());
    QVERIFY(found.has_value());
    QCOMPARE(relative(folder, found->files), (std::vector<std::string>{"a.json", "b/two.csv"}));
    std::vector<std::string> skipped;
    for (const auto& entry : found->skipped)
        skipped.push_back(relative(folder, {entry.path}).front() + ": " + entry.reason);
    QCOMPARE(skipped, (std::vector<std::string>{"b/.hidden: it is hidden", "empty.csv: it is empty",
                                                "link.json: it is a link; import what it points to",
                                                "node_modules: it holds installed packages"}));
}

void TestFolder::repositories()
{
    const QTemporaryDir folder;
    put(folder.filePath(QStringLiteral("shop/.git/HEAD")));
    put(folder.filePath(QStringLiteral("shop/data.csv"))); // belongs to the repository, not to the import
    QDir().mkpath(folder.filePath(QStringLiteral("bare.git/objects")));
    QDir().mkpath(folder.filePath(QStringLiteral("bare.git/refs")));
    put(folder.filePath(QStringLiteral("bare.git/HEAD")));
    put(folder.filePath(QStringLiteral("linked/.git"))); // a worktree's .git is a file
    put(folder.filePath(QStringLiteral("tickets.csv")));
    const auto found = expandPath(folder.path().toStdString());
    QVERIFY(found.has_value());
    QCOMPARE(relative(folder, found->repositories), (std::vector<std::string>{"bare.git", "linked", "shop"}));
    QCOMPARE(relative(folder, found->files), std::vector<std::string>{"tickets.csv"});
    const auto itself = expandPath(folder.filePath(QStringLiteral("shop")).toStdString());
    QCOMPARE(itself->repositories.size(), std::size_t{1});
    QVERIFY(itself->files.empty());
}

void TestFolder::oneFile()
{
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("one.csv"));
    put(path);
    QCOMPARE(expandPath(path.toStdString())->files, std::vector<std::string>{path.toStdString()});
}

void TestFolder::refuses()
{
    const QTemporaryDir folder;
    const auto nothing = expandPath(folder.path().toStdString());
    QVERIFY(!nothing.has_value());
    QVERIFY(nothing.error().message.find("no file and no repository") != std::string::npos);
    QVERIFY(!expandPath(folder.filePath(QStringLiteral("missing")).toStdString()).has_value());
}

void TestFolder::cancelled()
{
    const QTemporaryDir folder;
    put(folder.filePath(QStringLiteral("a.json")));
    CancelToken token;
    token.request();
    const auto found = expandPath(folder.path().toStdString(), token);
    QVERIFY(!found.has_value());
    QCOMPARE(found.error().code, ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(TestFolder)
#include "tst_folder.moc"
