// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/places.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

/// The programs as a user runs them.
namespace clitest {

struct Ran
{
    int code = -1;
    QByteArray out;
    QByteArray err;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    [[nodiscard]] QList<QJsonObject> lines() const
    {
        QList<QJsonObject> rows;
        for (const auto& line : out.split('\n'))
            if (!line.isEmpty()) rows.append(QJsonDocument::fromJson(line).object());
        return rows;
    }
};

inline Ran execute(const QString& program, const QStringList& arguments, const QString& folder = {})
{
    QProcess process;
    if (!folder.isEmpty()) process.setWorkingDirectory(folder);
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("GIT_AUTHOR_DATE"), QStringLiteral("2026-03-02T10:00:00+0100"));
    environment.insert(QStringLiteral("GIT_COMMITTER_DATE"), QStringLiteral("2026-03-02T11:00:00+0100"));
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(240'000)) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

inline Ran cli(const QStringList& arguments)
{
    return execute(assay::test::buildPlace(QStringLiteral("bin/assay-cli")), arguments);
}

inline bool git(const QString& folder, const QStringList& arguments)
{
    const QStringList identity{QStringLiteral("-c"), QStringLiteral("user.name=Dev 001"),
                               QStringLiteral("-c"), QStringLiteral("user.email=dev001@example.com"),
                               QStringLiteral("-c"), QStringLiteral("init.defaultBranch=main")};
    return execute(QStringLiteral("git"), identity + arguments, folder).code == 0;
}

inline void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace clitest
