// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/whatifspec.h"

#include <QWidget>
#include <memory>
#include <vector>

class QComboBox;
class QGridLayout;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace assay::ui {

class AssumptionRow;

/// The assumptions of a budget beside its page: the scenario, and one row per entry of the parameter table.
class WhatIfPanel : public QWidget
{
    Q_OBJECT

public:
    explicit WhatIfPanel(const Theme& theme, QWidget* parent = nullptr);
    void show(const std::shared_ptr<const present::WhatIfSpec>& spec);
    /// What is being tried, a drag under way included.
    [[nodiscard]] const present::BudgetTrial& trial() const { return m_trial; }
    [[nodiscard]] bool dragging() const;
    [[nodiscard]] AssumptionRow* row(const QString& id) const;

    static constexpr int kWidth = 304;

Q_SIGNALS:
    /// A handle moves: figures at once, from fewer trials.
    void dragged(const assay::present::BudgetTrial& trial);
    /// It was let go, or something was typed, reset or chosen: figures in full.
    void trialChanged(const assay::present::BudgetTrial& trial);
    void actionRequested(const QString& id);
    void linkActivated(const QString& place);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void setUpHead();
    void addRows();
    void connectRow(AssumptionRow* row);
    void setUpChoices(QGridLayout& head);
    void showScenarios();
    void showChoices();
    void showRow(AssumptionRow& row) const;
    void take(const present::BudgetTrial& trial);
    void chooseScenario(const QString& name);
    void chooseHorizon(int months);
    [[nodiscard]] bool changed() const;

    const Theme& m_theme;
    std::shared_ptr<const present::WhatIfSpec> m_spec;
    present::BudgetTrial m_trial;
    present::BudgetTrial m_settled; ///< as last told in full
    QComboBox* m_scenario;
    QComboBox* m_horizon;
    QComboBox* m_hosting;
    QComboBox* m_approach;
    QPushButton* m_rollout;
    QPushButton* m_save;
    QPushButton* m_lead;
    QPushButton* m_remove;
    QPushButton* m_reset;
    QPushButton* m_update;
    QScrollArea* m_list;
    std::vector<AssumptionRow*> m_rows;
};

} // namespace assay::ui
