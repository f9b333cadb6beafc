// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/quickpalette.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace assay::ui {

QuickPalette::QuickPalette(std::vector<Entry> entries, QWidget* parent)
    : QDialog(parent), m_entries(std::move(entries)), m_field(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setWindowTitle(QStringLiteral("Go to"));
    setMinimumSize(460, 320);
    auto* column = new QVBoxLayout(this);
    m_field->setPlaceholderText(QStringLiteral("A page or an action…"));
    m_field->installEventFilter(this);
    column->addWidget(m_field);
    column->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &QuickPalette::narrow);
    connect(m_field, &QLineEdit::returnPressed, this, &QuickPalette::choose);
    connect(m_list, &QListWidget::itemActivated, this, &QuickPalette::choose);
    narrow({});
    m_field->setFocus();
}

void QuickPalette::narrow(const QString& text)
{
    m_list->clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (!m_entries[i].title.contains(text, Qt::CaseInsensitive)) continue;
        auto* item = new QListWidgetItem(m_entries[i].title, m_list);
        item->setData(Qt::UserRole, static_cast<qulonglong>(i));
    }
    m_list->setCurrentRow(0);
}

void QuickPalette::choose()
{
    const auto* item = m_list->currentItem();
    if (item == nullptr) return;
    const auto run = m_entries[item->data(Qt::UserRole).toULongLong()].run;
    accept();
    run();
}

bool QuickPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace assay::ui
