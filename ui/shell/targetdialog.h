// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/targetform.h"

#include <QDialog>

class QComboBox;
class QDateEdit;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace assay::ui {

/// Registers a target: what is measured, against what, how far, for whom, when it is judged and who answers for it.
class TargetDialog : public QDialog
{
    Q_OBJECT

public:
    TargetDialog(present::TargetForm form, const Theme& theme, QWidget* parent = nullptr);
    /// What is entered; limits are as the store keeps them (a share between 0 and 1, a ratio).
    [[nodiscard]] domain::Target target() const;
    /// Asks by `baselineWanted` for the figure that the limit is measured against, as entered now.
    void askForBaseline();
    /// Shows it, unless something else has been asked for since.
    void showBaseline(const QString& sentence, int request);
    /// Says beside the button why it was refused.
    void refuse(const QString& sentence);

Q_SIGNALS:
    void submitted(const assay::domain::Target& target);
    /// What is entered has changed: what does its baseline window show?
    void baselineWanted(const assay::domain::Target& target, int request);

private:
    void addWhat(QFormLayout* form);
    void addWhom(QFormLayout* form);
    void addWhen(QFormLayout* form);
    void measureChosen();
    void changed();
    [[nodiscard]] const present::TargetMeasure& measure() const;
    [[nodiscard]] domain::Basis basis() const;
    [[nodiscard]] double limit() const;

    const present::TargetForm m_form;
    const Theme& m_theme;
    QComboBox* m_measure;
    QLabel* m_definition;
    QComboBox* m_basis;
    QComboBox* m_side;
    QDoubleSpinBox* m_limit;
    QComboBox* m_kind;
    QListWidget* m_teams;
    QListWidget* m_taskTypes;
    QListWidget* m_priorities;
    QDateEdit* m_baselineFrom;
    QDateEdit* m_baselineTo;
    QDateEdit* m_windowFrom;
    QDateEdit* m_windowTo;
    QLineEdit* m_title;
    QLineEdit* m_owner;
    QLabel* m_baseline;
    QLabel* m_sentence;
    QPushButton* m_register;
    int m_baselineRequest = 0;
};

} // namespace assay::ui
