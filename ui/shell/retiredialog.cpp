// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/retiredialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace assay::ui {

RetireDialog::RetireDialog(const std::vector<domain::Target>& targets, const QString& chosen, QWidget* parent)
    : QDialog(parent), m_targets(new QComboBox(this))
{
    setWindowTitle(QStringLiteral("Retire a target"));
    setMinimumWidth(560);
    auto* column = new QVBoxLayout(this);
    auto* said = new QLabel(
        QStringLiteral("It is judged no longer, and stays listed with the day it was retired. Once its window has "
                       "opened it still counts as it stands."),
        this);
    said->setWordWrap(true);
    column->addWidget(said);
    m_targets->setAccessibleName(QStringLiteral("Target"));
    for (const auto& target : targets)
        m_targets->addItem(QString::fromStdString(target.title), QString::fromStdString(target.id));
    m_targets->setCurrentIndex(std::max(0, m_targets->findData(chosen)));
    column->addWidget(m_targets);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(QStringLiteral("Retire"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

QString RetireDialog::target() const
{
    return m_targets->currentData().toString();
}

} // namespace assay::ui
