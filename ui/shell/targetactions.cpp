// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/targetactions.h"

#include "shell/controller.h"
#include "shell/targetdialog.h"

#include <QInputDialog>

namespace assay::ui {

TargetActions::TargetActions(Controller& controller, QWidget* window)
    : QObject(window), m_controller(controller), m_window(window)
{
}

void TargetActions::registerOne(const Theme& theme)
{
    auto* dialog = new TargetDialog(present::targetForm(*m_controller.session()->snapshot()), theme, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TargetDialog::submitted, this, [this, dialog](const domain::Target& target) {
        QString refused;
        if (m_controller.registerTarget(target, refused))
            dialog->accept();
        else
            dialog->refuse(refused);
    });
    dialog->open();
}

void TargetActions::retireOne()
{
    QStringList titles;
    QStringList ids;
    for (const auto& target : m_controller.session()->decisions().targets) {
        if (target.retiredOn) continue;
        titles << QString::fromStdString(target.title);
        ids << QString::fromStdString(target.id);
    }
    if (ids.isEmpty()) {
        Q_EMIT failed(QStringLiteral("No target is registered, so there is none to retire."));
        return;
    }
    bool chosen = false;
    const auto title =
        QInputDialog::getItem(m_window, QStringLiteral("Retire a target"),
                              QStringLiteral("It is judged no longer, and stays listed with the day it was retired:"),
                              titles, 0, false, &chosen);
    QString refused;
    if (chosen && !m_controller.retireTarget(ids.at(titles.indexOf(title)), refused)) Q_EMIT failed(refused);
}

} // namespace assay::ui
