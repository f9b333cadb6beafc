// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"
#include "present/reportspec.h"

#include <QString>
#include <memory>

namespace assay::ui {

enum class Paper
{
    A4,
    Letter
};

/// Draws a report part by part, so that a window stays alive in between. What is not saved leaves no file.
class ReportWriter
{
public:
    ReportWriter(present::ReportSpec spec, Paper paper);
    ~ReportWriter();
    /// Draws the next part; false when nothing was left to draw.
    bool drawNext();
    [[nodiscard]] Progress progress() const;
    /// Once everything is drawn; an older file of that name stays as it was if this fails.
    [[nodiscard]] Result<void> save(const QString& path);

private:
    struct Drawing;
    std::unique_ptr<Drawing> m_drawing;
};

/// Writes the report; needs a QApplication (the offscreen platform will do). A report that fails or is cancelled leaves
/// no file, and an older one of that name stays as it was.
[[nodiscard]] Result<void> writeReport(const present::ReportSpec& spec, const QString& path, Paper paper,
                                       const CancelToken& cancel, const ProgressFn& progress);

} // namespace assay::ui
