// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/alertactions.h"

#include "present/alerts.h"
#include "shell/controller.h"

#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace assay::ui {
namespace {

/// Alert, owner and note; nothing can be confirmed without an owner.
struct AlertForm
{
    QDialog dialog;
    QComboBox alert;
    QLineEdit owner;
    QLineEdit note;

    explicit AlertForm(QWidget* parent) : dialog(parent)
    {
        dialog.setWindowTitle(QStringLiteral("Acknowledge an alert"));
        dialog.setMinimumWidth(560);
        auto* rows = new QFormLayout(&dialog);
        alert.setAccessibleName(QStringLiteral("Alert"));
        rows->addRow(QStringLiteral("Alert"), &alert);
        rows->addRow(QStringLiteral("Owner"), &owner);
        rows->addRow(QStringLiteral("Note"), &note);
        auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, &dialog);
        auto* ok = buttons->button(QDialogButtonBox::Ok);
        ok->setEnabled(false);
        QObject::connect(&owner, &QLineEdit::textChanged, ok,
                         [ok](const QString& text) { ok->setEnabled(!text.trimmed().isEmpty()); });
        QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
        QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
        rows->addRow(buttons);
    }
};

} // namespace

AlertActions::AlertActions(Controller& controller, QWidget* window)
    : QObject(window), m_controller(controller), m_window(window)
{
}

void AlertActions::acknowledgeOne(const facts::Filter& filter)
{
    const auto input = m_controller.session()->pageInput(filter);
    const auto& alerts = input.figures->monitors().alerts;
    if (alerts.empty()) {
        Q_EMIT failed(
            QStringLiteral("There is no alert to acknowledge: every series watched is within its usual range."));
        return;
    }
    AlertForm form(m_window);
    for (const auto& alert : alerts) form.alert.addItem(present::alertText(alert), QString::fromStdString(alert.key));
    if (form.dialog.exec() != QDialog::Accepted) return;
    QString refused;
    if (!m_controller.acknowledge(form.alert.currentData().toString(), form.owner.text().trimmed(),
                                  form.note.text().trimmed(), filter, refused))
        Q_EMIT failed(refused);
}

} // namespace assay::ui
