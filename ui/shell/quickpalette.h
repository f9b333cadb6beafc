// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <functional>
#include <vector>

class QLineEdit;
class QListWidget;

namespace assay::ui {

/// Ctrl+K: pages and actions by a few letters of their name.
class QuickPalette : public QDialog
{
    Q_OBJECT

public:
    struct Entry
    {
        QString title;
        std::function<void()> run;
    };
    explicit QuickPalette(std::vector<Entry> entries, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void narrow(const QString& text);
    void choose();
    std::vector<Entry> m_entries;
    QLineEdit* m_field;
    QListWidget* m_list;
};

} // namespace assay::ui
