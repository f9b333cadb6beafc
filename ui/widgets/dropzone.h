// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"

#include <QWidget>

namespace assay::ui {

/// The dashed field that says where to drop files. The window itself takes them, wherever they fall.
class DropZone : public QWidget
{
    Q_OBJECT

public:
    DropZone(const QString& hint, const Theme& theme, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_hint;
    const Theme& m_theme;
};

} // namespace assay::ui
