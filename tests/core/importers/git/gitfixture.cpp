// SPDX-License-Identifier: GPL-3.0-or-later
#include "gitfixture.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>
#include <algorithm>

using namespace assay;

GitFixture::GitFixture()
{
    QDir().mkpath(path());
    git({QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("-b"), QStringLiteral("main")});
    git({QStringLiteral("config"), QStringLiteral("commit.gpgsign"), QStringLiteral("false")});
}

QByteArray GitFixture::git(const QStringList& arguments, const QByteArray& input, const QString& where) const
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    const QString stamp = QStringLiteral("%1 +0200").arg(1'700'000'000 + m_day * 86400);
    for (const char* role : {"AUTHOR", "COMMITTER"}) {
        environment.insert(QStringLiteral("GIT_%1_NAME").arg(QLatin1String(role)), QStringLiteral("Dev One"));
        environment.insert(QStringLiteral("GIT_%1_EMAIL").arg(QLatin1String(role)), QStringLiteral("dev1@example.com"));
        environment.insert(QStringLiteral("GIT_%1_DATE").arg(QLatin1String(role)), stamp);
    }
    environment.insert(QStringLiteral("GIT_CONFIG_GLOBAL"), QStringLiteral("/dev/null"));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(where.isEmpty() ? path() : where);
    process.start(QStringLiteral("git"),
                  QStringList{QStringLiteral("-c"), QStringLiteral("protocol.file.allow=always")} + arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished();
    return process.readAllStandardOutput();
}

void GitFixture::write(const QString& file, const QByteArray& content) const
{
    const QString full = path() + QLatin1Char('/') + file;
    QDir().mkpath(QFileInfo(full).path());
    QFile out(full);
    if (out.open(QIODevice::WriteOnly)) out.write(content);
}

void GitFixture::remove(const QString& file) const
{
    QFile::remove(path() + QLatin1Char('/') + file);
}

QByteArray GitFixture::commit(const QByteArray& message)
{
    ++m_day;
    git({QStringLiteral("add"), QStringLiteral("-A")});
    git({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("--allow-empty"),
         QStringLiteral("--cleanup=verbatim"), QStringLiteral("-F"), QStringLiteral("-")},
        message);
    return git({QStringLiteral("rev-parse"), QStringLiteral("HEAD")}).trimmed();
}

void GitFixture::merge(const QStringList& branches, const std::map<QString, QByteArray>& resolved)
{
    ++m_day;
    git(QStringList{QStringLiteral("merge"), QStringLiteral("-q"), QStringLiteral("--no-ff"),
                    QStringLiteral("--no-commit"), QStringLiteral("--allow-unrelated-histories")} +
        branches);
    for (const auto& [file, content] : resolved) write(file, content);
    git({QStringLiteral("add"), QStringLiteral("-A")});
    git({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-m"), QStringLiteral("merge")});
}

QByteArray GitFixture::gitNumstat() const
{
    QByteArrayList lines;
    QByteArray commit;
    const QByteArray log =
        git({QStringLiteral("log"), QStringLiteral("--numstat"), QStringLiteral("-M"), QStringLiteral("-z"),
             QStringLiteral("--no-merges"), QStringLiteral("--format=commit %H")});
    const auto tokens = log.split('\0');
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        QByteArray token = tokens[i];
        while (token.startsWith('\n')) token.remove(0, 1);
        if (token.startsWith("commit ")) {
            commit = token.mid(7, 40);
            token.remove(0, 47);
            while (token.startsWith('\n')) token.remove(0, 1);
        }
        const auto parts = token.split('\t');
        if (parts.size() != 3) continue;
        QByteArray name = parts[2];
        if (name.isEmpty()) {
            name = tokens[i + 1] + " => " + tokens[i + 2];
            i += 2;
        }
        lines.append(commit + ' ' + parts[0] + ' ' + parts[1] + ' ' + name);
    }
    std::sort(lines.begin(), lines.end());
    return lines.join('\n');
}

QByteArrayList GitFixture::gitBlame(const QString& file) const
{
    QByteArrayList commits;
    for (const auto& line : git({QStringLiteral("blame"), QStringLiteral("-l"), QStringLiteral("--root"),
                                 QStringLiteral("-s"), QStringLiteral("HEAD"), QStringLiteral("--"), file})
                                .split('\n'))
        if (line.size() > 40) commits.append(line.left(40));
    return commits;
}

QByteArray RecordCollector::numstat() const
{
    QByteArrayList lines;
    for (const auto& commit : commits)
        for (const auto& file : commit.files) {
            const QByteArray counts =
                file.binary ? QByteArray("- -")
                            : QByteArray::number(qint64{file.added}) + ' ' + QByteArray::number(qint64{file.deleted});
            const std::string name = file.oldPath.empty() ? file.path : file.oldPath + " => " + file.path;
            lines.append(QByteArray::fromStdString(commit.oid.hex()) + ' ' + counts + ' ' +
                         QByteArray::fromStdString(name));
        }
    std::sort(lines.begin(), lines.end());
    return lines.join('\n');
}

const domain::CommitRecord* RecordCollector::find(const QByteArray& hex) const
{
    for (const auto& commit : commits)
        if (commit.oid.hex() == hex.toStdString()) return &commit;
    return nullptr;
}

QByteArrayList RecordCollector::edgeLines() const
{
    QByteArrayList lines;
    for (const auto& edge : edges)
        lines.append(QByteArray::fromStdString(edge.remover.shortHex() + ' ' + edge.origin.shortHex() + ' ' +
                                               edge.path + ' ' + std::to_string(edge.lines) + ' ' +
                                               std::to_string(edge.codeLines)));
    std::sort(lines.begin(), lines.end());
    return lines;
}

importers::git::GitResult readInto(RecordCollector& sink, const QString& path, const importers::git::GitKnown& known,
                                   int threads, const std::string& branch)
{
    importers::git::GitOptions options;
    options.path = path.toStdString();
    options.threads = threads;
    options.branch = branch;
    auto result = importers::git::readRepository(options, known, sink, {}, {});
    if (!result) {
        QTest::qFail(result.error().message.c_str(), __FILE__, __LINE__);
        return {};
    }
    return *result;
}
