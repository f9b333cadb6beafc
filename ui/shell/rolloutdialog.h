// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/whatifspec.h"

#include <QDialog>
#include <vector>

class QLabel;
class QPushButton;
class QTableWidget;

namespace assay::ui {

/// The phases of a roll-out, a row each: who, for which work, from which month on. No phase: everybody from the start.
class RolloutDialog : public QDialog
{
    Q_OBJECT

public:
    /// `scenario` is what the phases belong to; its own come first.
    explicit RolloutDialog(whatif::Scenario scenario, QWidget* parent = nullptr);
    [[nodiscard]] std::vector<whatif::Phase> phases() const;

Q_SIGNALS:
    void submitted(const std::vector<assay::whatif::Phase>& phases);

private:
    void addPhase(const whatif::Phase& phase);
    void removePhase();
    /// Says what is wrong, and lets only pass what can be simulated.
    void check();

    whatif::Scenario m_scenario;
    QTableWidget* m_table;
    QLabel* m_sentence;
    QPushButton* m_remove;
    QPushButton* m_take;
};

} // namespace assay::ui
