// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/targetactions.h"

#include "shell/controller.h"
#include "shell/retiredialog.h"
#include "shell/targetdialog.h"

#include <QtConcurrentRun>

namespace assay::ui {

TargetActions::TargetActions(Controller& controller, QWidget* window)
    : QObject(window), m_controller(controller), m_window(window)
{
}

void TargetActions::registerOne(const Theme& theme)
{
    const auto snapshot = m_controller.session()->snapshot();
    auto* dialog = new TargetDialog(present::targetForm(*snapshot), theme, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto measure = [snapshot, dialog](const domain::Target& target, int request) {
        QtConcurrent::run([snapshot, target] {
            return present::baselineSentence(target, facts::View(snapshot, {}));
        }).then(dialog, [dialog, request](const QString& sentence) { dialog->showBaseline(sentence, request); });
    };
    connect(dialog, &TargetDialog::baselineWanted, dialog, measure);
    dialog->askForBaseline();
    connect(dialog, &TargetDialog::submitted, this, [this, dialog](const domain::Target& target) {
        QString refused;
        if (m_controller.registerTarget(target, refused))
            dialog->accept();
        else
            dialog->refuse(refused);
    });
    dialog->open();
}

void TargetActions::retireOne(const QString& chosen)
{
    auto standing = m_controller.session()->decisions().targets;
    std::erase_if(standing, [](const domain::Target& target) { return target.retiredOn.has_value(); });
    if (standing.empty()) {
        Q_EMIT failed(QStringLiteral("No target is registered, so there is none to retire."));
        return;
    }
    auto* dialog = new RetireDialog(standing, chosen, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        QString refused;
        if (!m_controller.retireTarget(dialog->target(), refused)) Q_EMIT failed(refused);
    });
    dialog->open();
}

} // namespace assay::ui
