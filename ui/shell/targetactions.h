// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"

#include <QWidget>

namespace assay::ui {

class Controller;

/// What the Targets page lets one do.
class TargetActions : public QObject
{
    Q_OBJECT

public:
    TargetActions(Controller& controller, QWidget* window);
    void registerOne(const Theme& theme);
    /// `chosen`: the id of the target chosen on the page; empty: none is.
    void retireOne(const QString& chosen);

Q_SIGNALS:
    void failed(const QString& sentence);

private:
    Controller& m_controller;
    QWidget* m_window;
};

} // namespace assay::ui
