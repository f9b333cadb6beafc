// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"

#include <QWidget>

namespace assay::ui {

class Controller;

/// What the Monitors page lets one do: say who looks after an alert, and what came of it.
class AlertActions : public QObject
{
    Q_OBJECT

public:
    AlertActions(Controller& controller, QWidget* window);
    void acknowledgeOne(const facts::Filter& filter);

Q_SIGNALS:
    void failed(const QString& sentence);

private:
    Controller& m_controller;
    QWidget* m_window;
};

} // namespace assay::ui
