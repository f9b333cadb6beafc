// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"

#include <QFrame>

class QLabel;

namespace assay::ui {

/// The one place where the window shows errors: a sentence, and a way to close it.
class ErrorBanner : public QFrame
{
    Q_OBJECT

public:
    explicit ErrorBanner(const Theme& theme, QWidget* parent = nullptr);
    void showError(const QString& sentence);
    void setTheme(const Theme& theme);

private:
    QLabel* m_text;
};

} // namespace assay::ui
