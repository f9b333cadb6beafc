// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/peopleboard.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableWidget;

namespace assay::ui {

/// Identities that look like a tool's or a program's: what are they?
class QuestionsTab : public QWidget
{
    Q_OBJECT

public:
    explicit QuestionsTab(QWidget* parent = nullptr);
    /// The board must outlive what is shown.
    void show(const session::PeopleBoard& board);

Q_SIGNALS:
    void decided(const std::vector<assay::store::DecisionRow>& decisions);

private:
    void answer(store::DecisionAction action);

    const session::PeopleBoard* m_board = nullptr;
    QLabel* m_hint;
    QTableWidget* m_table;
    QComboBox* m_tool;
};

} // namespace assay::ui
