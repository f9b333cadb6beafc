// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"

#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace assay::ui {

/// What one sees first: the demo, a repository of one's own, or a workspace opened lately.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);
    void show(const QStringList& recent, const Theme& theme);

Q_SIGNALS:
    void demoRequested();
    void repositoryRequested();
    void openRequested();
    void recentChosen(const QString& path);

private:
    QVBoxLayout* m_column;
    QWidget* m_content = nullptr;
};

} // namespace assay::ui
