// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"

#include <QWidget>

namespace assay::ui {

/// Stands where a chart or table has nothing to show: why, and what would bring it.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString& text, const Theme& theme, QWidget* parent = nullptr);
};

} // namespace assay::ui
