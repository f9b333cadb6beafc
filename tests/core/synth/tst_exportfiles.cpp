// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/exportfiles.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <set>

using namespace assay;
using namespace assay::synth;

namespace {

OrganisationSpec tinySpec()
{
    OrganisationSpec spec;
    spec.developers = 40;
    spec.months = 9;
    return spec;
}

struct Ran
{
    int code = -1;
    QString out;
    QString err;
};

Ran git(const std::string& folder, const QStringList& arguments)
{
    QProcess process;
    QStringList all{QStringLiteral("-C"), QString::fromStdString(folder), QStringLiteral("-c"),
                    QStringLiteral("safe.directory=*")};
    process.start(QStringLiteral("git"), all + arguments);
    if (!process.waitForStarted()) return {};
    process.waitForFinished(-1);
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestExportFiles : public QObject
{
    Q_OBJECT

private:
    Organisation m_made;
    QTemporaryDir m_folder;
    ExportManifest m_manifest;

private Q_SLOTS:
    void initTestCase()
    {
        m_made = makeOrganisation(tinySpec());
        const auto written = writeFiles(m_made, m_folder.path().toStdString());
        QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
        m_manifest = *written;
        QCOMPARE(m_manifest.repositories.size(), std::size_t{3});
    }

    void repositoriesAreSound()
    {
        for (const auto& repository : m_manifest.repositories) {
            const auto checked =
                git(repository.folder, {QStringLiteral("fsck"), QStringLiteral("--full"), QStringLiteral("--strict")});
            QCOMPARE(checked.code, 0);
            QVERIFY2(checked.err.trimmed().isEmpty() && checked.out.trimmed().isEmpty(),
                     qPrintable(checked.err + checked.out));
        }
    }

    void repositoriesHoldWhatTheManifestSays()
    {
        for (const auto& repository : m_manifest.repositories) {
            QCOMPARE(
                git(repository.folder, {QStringLiteral("rev-list"), QStringLiteral("--all"), QStringLiteral("--count")})
                    .out.toInt(),
                repository.commits);
            QCOMPARE(
                git(repository.folder, {QStringLiteral("rev-list"), QStringLiteral("main"), QStringLiteral("--count")})
                    .out.toInt(),
                repository.mainlineCommits);
            QCOMPARE(git(repository.folder, {QStringLiteral("rev-parse"), QStringLiteral("main")})
                         .out.trimmed()
                         .toStdString(),
                     repository.head.hex());
            QCOMPARE(
                git(repository.folder, {QStringLiteral("tag")}).out.split(QLatin1Char('\n'), Qt::SkipEmptyParts).size(),
                repository.tags);
        }
    }

    /// Every landed change adds and removes exactly the lines the simulation says: no diff finds a smaller edit.
    void numstatEqualsTheSimulation()
    {
        std::map<std::string, std::pair<int, int>> counted;
        for (const auto& repository : m_manifest.repositories) {
            QString oid;
            const auto log = git(repository.folder, {QStringLiteral("log"), QStringLiteral("--numstat"),
                                                     QStringLiteral("-m"), QStringLiteral("--first-parent"),
                                                     QStringLiteral("--format=commit %H"), QStringLiteral("main")})
                                 .out;
            for (const auto& line : log.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
                if (line.startsWith(QLatin1String("commit "))) {
                    oid = line.mid(7);
                    continue;
                }
                const auto cells = line.split(QLatin1Char('\t'));
                auto& count = counted[oid.toStdString()];
                count.first += cells[0].toInt();
                count.second += cells[1].toInt();
            }
        }
        int exact = 0;
        int landed = 0;
        for (std::size_t c = 0; c < m_made.changes.size(); ++c) {
            if (!m_made.changes[c].merged) continue;
            ++landed;
            const auto found = counted[m_manifest.ids.landed[c].hex()];
            QCOMPARE(found.first - found.second, m_made.changes[c].added - m_made.changes[c].deleted);
            exact += found.first == m_made.changes[c].added;
        }
        // The rest rewrote a line of their own within the branch, which the landing does not show.
        QVERIFY2(exact >= landed * 9 / 10, qPrintable(QStringLiteral("%1 of %2").arg(exact).arg(landed)));
    }

    /// Blaming the lines that a fix removed names the planted origin.
    void blameFindsThePlantedOrigins()
    {
        int lines = 0;
        int hits = 0;
        int fixes = 0;
        for (const auto& defect : m_made.defects) {
            if (defect.fix == kNone || defect.removedLines == 0 ||
                !m_made.changes[static_cast<std::size_t>(defect.fix)].merged)
                continue;
            const auto& origin = m_made.changes[static_cast<std::size_t>(defect.origin)];
            const auto& fix = m_made.changes[static_cast<std::size_t>(defect.fix)];
            const auto folder = m_manifest.repositories[static_cast<std::size_t>(fix.repository)].folder;
            std::set<std::string> wanted{m_manifest.ids.landed[static_cast<std::size_t>(defect.origin)].hex()};
            for (int i = 0; i < origin.commitCount; ++i)
                wanted.insert(m_manifest.ids.commits[static_cast<std::size_t>(origin.firstCommit + i)].hex());
            const QString landed =
                QString::fromStdString(m_manifest.ids.landed[static_cast<std::size_t>(defect.fix)].hex());
            const auto diff =
                git(folder, {QStringLiteral("diff"), QStringLiteral("-U0"), landed + QStringLiteral("^1"), landed}).out;
            blameHunks(folder, landed, diff, wanted, lines, hits);
            if (++fixes >= 25) break;
        }
        QVERIFY(fixes >= 5);
        QVERIFY2(hits * 100 >= lines * 95, qPrintable(QStringLiteral("%1 of %2 lines").arg(hits).arg(lines)));
    }

    void exportsHoldWhatTheManifestSays()
    {
        QCOMPARE(m_manifest.tickets, static_cast<std::int64_t>(m_made.tickets.size()));
        for (const auto& file : m_manifest.files) {
            const auto content = contentOf(m_folder.filePath(QString::fromStdString(file.path)));
            QVERIFY2(!content.isEmpty(), file.path.c_str());
            if (file.format == "jira-json" || file.format == "github-pulls" || file.format == "copilot-seats") {
                QJsonParseError error;
                const auto document = QJsonDocument::fromJson(content, &error);
                QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
                const auto list =
                    document.isArray()
                        ? document.array()
                        : document.object()[QLatin1String(file.format == "jira-json" ? "issues" : "seats")].toArray();
                QCOMPARE(static_cast<std::int64_t>(list.size()), file.records);
            } else {
                const auto rows = content.count('\n') - (file.path.ends_with(".csv") ? 1 : 0);
                QCOMPARE(static_cast<std::int64_t>(rows), file.records);
            }
            if (file.format != "copilot-users") continue;
            for (const auto& line : content.split('\n'))
                if (!line.isEmpty()) QVERIFY(QJsonDocument::fromJson(line).isObject());
        }
        QVERIFY(QJsonDocument::fromJson(contentOf(QString::fromStdString(m_manifest.truthFile))).isObject());
    }

    void sameSeedSameBytes()
    {
        QTemporaryDir again;
        const auto written = writeFiles(makeOrganisation(tinySpec()), again.path().toStdString());
        QVERIFY(written.has_value());
        int compared = 0;
        QDirIterator files(m_folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            const QString twin = again.filePath(QDir(m_folder.path()).relativeFilePath(path));
            QVERIFY2(contentOf(path) == contentOf(twin), qPrintable(twin));
            ++compared;
        }
        QVERIFY(compared > 20);
        for (std::size_t r = 0; r < m_manifest.repositories.size(); ++r)
            QCOMPARE(written->repositories[r].head, m_manifest.repositories[r].head);
    }

    void writingTwiceReplaces()
    {
        QTemporaryDir folder;
        OrganisationSpec spec = tinySpec();
        QVERIFY(writeFiles(makeOrganisation(spec), folder.path().toStdString()).has_value());
        spec.seed = 9;
        const auto second = writeFiles(makeOrganisation(spec), folder.path().toStdString());
        QVERIFY(second.has_value());
        const auto packs =
            QDir(QString::fromStdString(second->repositories[0].folder) + QStringLiteral("/objects/pack"))
                .entryList({QStringLiteral("*.pack")});
        QCOMPARE(packs.size(), 1);
    }

    void cancelStops()
    {
        QTemporaryDir folder;
        CancelToken cancel;
        cancel.request();
        const auto written = writeFiles(m_made, folder.path().toStdString(), cancel);
        QVERIFY(!written.has_value());
        QCOMPARE(written.error().code, ErrorCode::Cancelled);
    }

    void unwritableFolderIsSaid()
    {
        const auto written = writeFiles(m_made, "/proc/nowhere");
        QVERIFY(!written.has_value());
        QCOMPARE(written.error().code, ErrorCode::WorkspaceUnwritable);
        QVERIFY(written.error().message.find("/proc/nowhere") != std::string::npos);
    }

private:
    static void blameHunks(const std::string& folder, const QString& landed, const QString& diff,
                           const std::set<std::string>& wanted, int& lines, int& hits)
    {
        static const QRegularExpression hunk(QStringLiteral("^@@ -(\\d+)(?:,(\\d+))? \\+"));
        QString path;
        for (const auto& line : diff.split(QLatin1Char('\n'))) {
            if (line.startsWith(QLatin1String("--- a/"))) path = line.mid(6);
            const auto match = hunk.match(line);
            if (!match.hasMatch() || path.startsWith(QLatin1String("tests/"))) continue;
            const int count = match.captured(2).isEmpty() ? 1 : match.captured(2).toInt();
            if (count == 0) continue;
            const auto blamed =
                git(folder, {QStringLiteral("blame"), QStringLiteral("-s"), QStringLiteral("-l"), QStringLiteral("-L"),
                             QStringLiteral("%1,+%2").arg(match.captured(1)).arg(count), landed + QStringLiteral("^1"),
                             QStringLiteral("--"), path})
                    .out;
            for (const auto& found : blamed.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
                ++lines;
                hits += wanted.contains(found.left(40).toStdString());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestExportFiles)
#include "tst_exportfiles.moc"
