// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace assay::ui {

/// Workspaces opened lately, newest first; those that no longer exist are left out.
[[nodiscard]] QStringList recentWorkspaces();
void rememberWorkspace(const QString& path);

} // namespace assay::ui
