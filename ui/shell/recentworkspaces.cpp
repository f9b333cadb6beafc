// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/recentworkspaces.h"

#include <QFileInfo>
#include <QSettings>

namespace assay::ui {
namespace {

constexpr int kMost = 8;
QString key()
{
    return QStringLiteral("recentWorkspaces");
}

} // namespace

QStringList recentWorkspaces()
{
    QStringList list;
    for (const auto& path : QSettings().value(key()).toStringList())
        if (QFileInfo::exists(path)) list.append(path);
    return list;
}

void rememberWorkspace(const QString& path)
{
    auto list = recentWorkspaces();
    const auto full = QFileInfo(path).absoluteFilePath();
    list.removeAll(full);
    list.prepend(full);
    while (list.size() > kMost) list.removeLast();
    QSettings().setValue(key(), list);
}

} // namespace assay::ui
