// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace assay::ui {

/// The column at the left: pages by section, the workspace's name, light or dark.
class Navigation : public QWidget
{
    Q_OBJECT

public:
    explicit Navigation(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setWorkspace(const QString& name);
    void setCurrent(const QString& page);
    /// Moves the keyboard to the page that is shown.
    void focusCurrent();

Q_SIGNALS:
    void pageChosen(const QString& page);
    void themeToggled();
    void homeRequested();
    void handbookRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void addSections();
    QPushButton* addEntry(const QString& id, QString title);
    void restyle();
    const Theme* m_theme = &Theme::light();
    QVBoxLayout* m_column;
    QLabel* m_workspace;
};

} // namespace assay::ui
