// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSize>
#include <QString>
#include <QStringList>

namespace assay::ui {

/// Writes a PNG of the window with every page of a workspace into a folder, without needing a display; returns the
/// files.
[[nodiscard]] Result<QStringList> renderPages(const QString& workspace, const QString& folder, QSize size, bool dark);

} // namespace assay::ui
