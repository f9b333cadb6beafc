// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"
#include "present/reportspec.h"

#include <QString>

namespace assay::ui {

enum class Paper
{
    A4,
    Letter
};

/// Writes the report; needs a QApplication (the offscreen platform will do). A report that fails or is cancelled leaves
/// no file, and an older one of that name stays as it was.
[[nodiscard]] Result<void> writeReport(const present::ReportSpec& spec, const QString& path, Paper paper,
                                       const CancelToken& cancel, const ProgressFn& progress);

} // namespace assay::ui
