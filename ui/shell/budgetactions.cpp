// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/budgetactions.h"

#include "session/username.h"
#include "session/whatifjob.h"
#include "shell/controller.h"
#include "shell/rolloutdialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QStandardPaths>
#include <utility>

namespace assay::ui {

BudgetActions::BudgetActions(Controller& controller, QWidget* window)
    : QObject(window), m_controller(controller), m_window(window)
{
}

void BudgetActions::tryOut(const present::BudgetTrial& trial)
{
    m_trial = trial;
    Q_EMIT trialChanged();
}

void BudgetActions::opened()
{
    if (m_workspace != m_controller.session()->path()) m_trial = {};
    m_workspace = m_controller.session()->path();
}

void BudgetActions::done(const Result<void>& result, const std::string& scenario)
{
    if (!result) {
        Q_EMIT failed(QString::fromStdString(result.error().message));
        return;
    }
    m_trial = {};
    m_trial.scenario = scenario;
    m_controller.reopen();
}

void BudgetActions::save(const present::PageSpec& page)
{
    if (!page.whatIf) return;
    auto* dialog = new QDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QStringLiteral("Save the scenario"));
    auto* name = new QLineEdit(page.whatIf->scenario, dialog);
    auto* by = new QLineEdit(QString::fromStdString(session::userName()), dialog);
    name->setObjectName(QStringLiteral("scenario-name"));
    name->setToolTip(QStringLiteral("A scenario of the same name is replaced"));
    by->setObjectName(QStringLiteral("scenario-by"));
    by->setToolTip(QStringLiteral("Stands as the source of every value that was set by hand, with this month"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, dialog);
    auto* form = new QFormLayout(dialog);
    form->addRow(QStringLiteral("Name"), name);
    form->addRow(QStringLiteral("Values set by"), by);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this,
            [this, page, name, by] { saveAs(page, name->text(), by->text().trimmed()); });
    dialog->open();
    name->selectAll();
}

void BudgetActions::saveAs(const present::PageSpec& page, const QString& name, const QString& by)
{
    const auto scenario =
        session::signedScenario(present::triedScenario(*page.whatIf, m_trial, name), by.toStdString());
    done(session::saveScenario(*m_controller.session(), scenario), scenario.name);
}

void BudgetActions::lead(const present::PageSpec& page)
{
    if (!page.whatIf) return;
    const auto name = page.whatIf->scenario.toStdString();
    done(session::leadWith(*m_controller.session(), name), name);
}

void BudgetActions::remove(const present::PageSpec& page)
{
    if (!page.whatIf) return;
    auto* question =
        new QMessageBox(QMessageBox::Question, QStringLiteral("Remove the scenario"),
                        QStringLiteral("Take “%1” out of this workspace? The audit trail keeps a note of it.")
                            .arg(page.whatIf->scenario),
                        QMessageBox::Yes | QMessageBox::Cancel, m_window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::accepted, this, [this, name = page.whatIf->scenario.toStdString()] {
        done(session::removeScenario(*m_controller.session(), name), {});
    });
    question->open();
}

void BudgetActions::update(const present::PageSpec& page)
{
    if (!page.whatIf) return;
    const auto name = page.whatIf->scenario.toStdString();
    done(session::updateScenario(*m_controller.session(), name), name);
}

void BudgetActions::rollOut(const present::PageSpec& page)
{
    if (!page.whatIf) return;
    auto* dialog = new RolloutDialog(tried(page), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RolloutDialog::submitted, this, [this](const std::vector<whatif::Phase>& phases) {
        auto trial = m_trial;
        trial.rollout = phases;
        tryOut(trial);
    });
    dialog->open();
}

whatif::Scenario BudgetActions::tried(const present::PageSpec& page) const
{
    return present::triedScenario(*page.whatIf, m_trial, page.whatIf->scenario);
}

void BudgetActions::askForFile(const QString& title, const QString& suffix,
                               std::function<Result<void>(const std::string&)> write)
{
    auto* dialog = new QFileDialog(m_window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(QStringLiteral("*.") + suffix);
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    connect(dialog, &QFileDialog::fileSelected, this, [this, write = std::move(write)](const QString& path) {
        if (const auto written = write(path.toStdString()); !written)
            Q_EMIT failed(QString::fromStdString(written.error().message));
    });
    dialog->open();
}

void BudgetActions::spreadsheet(const present::PageSpec& page)
{
    if (!page.whatIf) return;
    askForFile(QStringLiteral("Save as a spreadsheet"), QStringLiteral("xlsx"),
               [session = m_controller.session(), scenario = tried(page)](const std::string& path) {
                   return session::writeSpreadsheet(*session, scenario, {}, path);
               });
}

void BudgetActions::file(const present::PageSpec& page)
{
    if (!page.whatIf) return;
    askForFile(
        QStringLiteral("Save as a scenario file"), QStringLiteral("toml"),
        [scenario = tried(page)](const std::string& path) { return session::writeScenarioFile(scenario, path); });
}

} // namespace assay::ui
