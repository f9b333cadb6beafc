// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/resources.h"

#include <QDir>
#include <QFile>

// Q_INIT_RESOURCE has to stand outside any namespace.
static void initialise()
{
    Q_INIT_RESOURCE(assay_fonts);
    Q_INIT_RESOURCE(assay_files);
}

namespace assay::resources {

void load()
{
    initialise();
}

namespace {

std::string contents(const QString& path)
{
    load();
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

} // namespace

std::string rule(const QString& name)
{
    return contents(QStringLiteral(":/rules/") + name);
}

std::string benchmarks(const QString& name)
{
    return contents(QStringLiteral(":/benchmarks/") + name);
}

std::string handbook(const QString& name)
{
    return contents(QStringLiteral(":/handbook/") + name);
}

QStringList fontFiles()
{
    load();
    QStringList paths;
    for (const auto& name : QDir(QStringLiteral(":/fonts")).entryList(QDir::Files))
        paths.append(QStringLiteral(":/fonts/") + name);
    return paths;
}

} // namespace assay::resources
