// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/rolloutdialog.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>
#include <utility>

namespace assay::ui {
namespace {

enum Column
{
    Team,
    Tasks,
    Month,
    People,
    Work,
    kColumnCount
};

QLineEdit* wordsField(const std::string& words, const QString& hint, const QString& name)
{
    auto* field = new QLineEdit(QString::fromStdString(words));
    field->setPlaceholderText(hint);
    field->setAccessibleName(name);
    return field;
}

QSpinBox* monthField(int month, int horizon)
{
    auto* field = new QSpinBox;
    field->setRange(1, std::max(horizon, month));
    field->setValue(month);
    field->setAccessibleName(QStringLiteral("From month"));
    return field;
}

QDoubleSpinBox* shareField(double share, const QString& name)
{
    auto* field = new QDoubleSpinBox;
    field->setRange(0, 100);
    field->setDecimals(1);
    field->setSuffix(QStringLiteral(" %"));
    field->setValue(share * 100);
    field->setAccessibleName(name);
    return field;
}

template <class Field>
Field* fieldAt(const QTableWidget& table, int row, Column column)
{
    return qobject_cast<Field*>(table.cellWidget(row, column));
}

} // namespace

RolloutDialog::RolloutDialog(whatif::Scenario scenario, QWidget* parent)
    : QDialog(parent), m_scenario(std::move(scenario)), m_table(new QTableWidget(0, kColumnCount, this)),
      m_sentence(new QLabel(this)), m_remove(new QPushButton(QStringLiteral("Remove phase"), this)),
      m_take(new QPushButton(QStringLiteral("Try out"), this))
{
    setWindowTitle(QStringLiteral("Roll-out in phases"));
    resize(760, 380);
    m_table->setHorizontalHeaderLabels({QStringLiteral("Team"), QStringLiteral("Only these tasks"),
                                        QStringLiteral("From month"), QStringLiteral("Share of people"),
                                        QStringLiteral("Share of their work")});
    m_table->setAccessibleName(QStringLiteral("Phases"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(34);
    for (const auto column : {Team, Tasks})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    for (const auto column : {Month, People, Work}) m_table->setColumnWidth(column, 130);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_sentence->setObjectName(QStringLiteral("sentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumHeight(34);
    auto* add = new QPushButton(QStringLiteral("Add phase"), this);
    auto* cancel = new QPushButton(QStringLiteral("Cancel"), this);
    m_take->setObjectName(QStringLiteral("primary"));
    auto* buttons = new QHBoxLayout;
    for (auto* button : {add, m_remove}) buttons->addWidget(button);
    buttons->addStretch(1);
    for (auto* button : {cancel, m_take}) buttons->addWidget(button);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_table, 1);
    column->addWidget(m_sentence);
    column->addLayout(buttons);
    for (const auto& phase : std::exchange(m_scenario.rollout, {})) addPhase(phase);
    connect(add, &QPushButton::clicked, this, [this] { addPhase({}); });
    connect(m_remove, &QPushButton::clicked, this, &RolloutDialog::removePhase);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_take, &QPushButton::clicked, this, [this] {
        Q_EMIT submitted(phases());
        accept();
    });
    check();
}

void RolloutDialog::addPhase(const whatif::Phase& phase)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    auto* team = wordsField(phase.team, QStringLiteral("Payments"), QStringLiteral("Team"));
    auto* tasks = wordsField(phase.tasks, QStringLiteral("all its work"), QStringLiteral("Only these tasks"));
    auto* month = monthField(phase.month, m_scenario.months);
    auto* people = shareField(phase.people, QStringLiteral("Share of people"));
    auto* work = shareField(phase.work, QStringLiteral("Share of their work"));
    m_table->setCellWidget(row, Team, team);
    m_table->setCellWidget(row, Tasks, tasks);
    m_table->setCellWidget(row, Month, month);
    m_table->setCellWidget(row, People, people);
    m_table->setCellWidget(row, Work, work);
    connect(team, &QLineEdit::textChanged, this, &RolloutDialog::check);
    connect(month, &QSpinBox::valueChanged, this, &RolloutDialog::check);
    connect(people, &QDoubleSpinBox::valueChanged, this, &RolloutDialog::check);
    connect(work, &QDoubleSpinBox::valueChanged, this, &RolloutDialog::check);
    team->setFocus();
    check();
}

void RolloutDialog::removePhase()
{
    const int chosen = m_table->currentRow();
    m_table->removeRow(chosen >= 0 ? chosen : m_table->rowCount() - 1);
    check();
}

std::vector<whatif::Phase> RolloutDialog::phases() const
{
    std::vector<whatif::Phase> phases;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        whatif::Phase phase;
        phase.team = fieldAt<QLineEdit>(*m_table, row, Team)->text().trimmed().toStdString();
        phase.tasks = fieldAt<QLineEdit>(*m_table, row, Tasks)->text().trimmed().toStdString();
        phase.month = fieldAt<QSpinBox>(*m_table, row, Month)->value();
        phase.people = fieldAt<QDoubleSpinBox>(*m_table, row, People)->value() / 100;
        phase.work = fieldAt<QDoubleSpinBox>(*m_table, row, Work)->value() / 100;
        phases.push_back(std::move(phase));
    }
    return phases;
}

void RolloutDialog::check()
{
    auto scenario = m_scenario;
    scenario.rollout = phases();
    const auto problems = whatif::problemsWith(scenario);
    m_remove->setEnabled(!scenario.rollout.empty());
    m_take->setEnabled(problems.empty());
    if (!problems.empty())
        m_sentence->setText(QString::fromStdString(problems.front()));
    else if (scenario.rollout.empty())
        m_sentence->setText(QStringLiteral("No phase: everybody, with all their work, from the first month on."));
    else
        m_sentence->setText(QStringLiteral("Seats are paid for, and people trained, from the month in which their "
                                           "team begins; who is in no phase stays as today."));
}

} // namespace assay::ui
