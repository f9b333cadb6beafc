// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/hint.h"

#include <QFrame>
#include <vector>

namespace assay::ui {

/// Words said in plain ones, beside the sign that was pressed. Each leads to where more is said; a click elsewhere or
/// Escape closes it.
class HintPopover : public QFrame
{
    Q_OBJECT

public:
    HintPopover(const std::vector<present::Hint>& hints, const Theme& theme, QWidget* parent);
    /// Below the widget, or above it where the screen ends; within the screen.
    void openAt(const QWidget& sign);

Q_SIGNALS:
    void placeRequested(const QString& place);
};

} // namespace assay::ui
