// SPDX-License-Identifier: GPL-3.0-or-later
#include "importfixture.h"

#include "resources/resources.h"
#include "session/rows/rows.h"
#include "session/session.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace assay;

std::string ImportFixture::path(const QString& name) const
{
    return m_folder.filePath(name).toStdString();
}

std::string ImportFixture::write(const QString& name, const QByteArray& text) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("cannot write the test's file");
    return path(name);
}

bool ImportFixture::git(const QStringList& arguments) const
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("GIT_AUTHOR_DATE"), QStringLiteral("2026-03-02T10:00:00+0100"));
    environment.insert(QStringLiteral("GIT_COMMITTER_DATE"), QStringLiteral("2026-03-02T11:00:00+0100"));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_folder.filePath(QStringLiteral("repo")));
    process.start(QStringLiteral("git"),
                  QStringList{QStringLiteral("-c"), QStringLiteral("user.name=Dev 001"), QStringLiteral("-c"),
                              QStringLiteral("user.email=dev001@example.com")} +
                      arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

void ImportFixture::makeRepository() const
{
    QDir(m_folder.path()).mkpath(QStringLiteral("repo/src"));
    QVERIFY(git({QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("-b"), QStringLiteral("main")}));
    write(QStringLiteral("repo/src/a.cpp"), "int a;\nint b;\nint c;\nint d;\n");
    QVERIFY(git({QStringLiteral("add"), QStringLiteral("-A")}));
    QVERIFY(git({QStringLiteral("commit"), QStringLiteral("-qm"), QStringLiteral("PAY-1: begin")}));
}

session::ImportSummary ImportFixture::import(const QStringList& names, session::ImportRequest request) const
{
    resources::load();
    request.workspace = workspace();
    for (const auto& name : names) request.paths.push_back(path(name));
    auto summary = session::importPaths(request, {}, {});
    if (!summary) qFatal("import: %s", summary.error().message.c_str());
    return std::move(*summary);
}

QByteArray ImportFixture::facts() const
{
    resources::load();
    const auto session = session::Session::open(workspace());
    if (!session) qFatal("open: %s", session.error().message.c_str());
    QByteArrayList lines;
    facts::Filter all;
    all.period = DayRange{*parseIsoDay("2020-01-01"), *parseIsoDay("2030-12-31")};
    for (const char* kind : {"commits", "changes", "tickets", "defects", "origins", "usage", "people"}) {
        const auto told = session::forEachRow(**session, kind, all, [&lines, kind](const QJsonObject& row) {
            lines.append(QByteArray(kind) + ' ' + QJsonDocument(row).toJson(QJsonDocument::Compact));
        });
        if (!told) qFatal("rows: %s", told.error().message.c_str());
    }
    std::sort(lines.begin(), lines.end());
    return lines.join('\n');
}
