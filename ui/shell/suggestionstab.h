// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/peopleboard.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace assay::ui {

/// Identities that may be one person, with the reasons: one person or two, row by row or all that are sure.
class SuggestionsTab : public QWidget
{
    Q_OBJECT

public:
    explicit SuggestionsTab(QWidget* parent = nullptr);
    /// The board must outlive what is shown.
    void show(const session::PeopleBoard& board);

Q_SIGNALS:
    void decided(const std::vector<assay::store::DecisionRow>& decisions);

private:
    [[nodiscard]] bool isSure(const session::BoardSuggestion& suggestion) const;
    [[nodiscard]] bool isShown(const session::BoardSuggestion& suggestion) const;
    void fill();
    void answer(bool same);
    void acceptAll();

    const session::PeopleBoard* m_board = nullptr;
    std::vector<std::size_t> m_shown; ///< rows of the table, as positions in the board's suggestions
    QLabel* m_hint;
    QLineEdit* m_filter;
    QTableWidget* m_table;
    QPushButton* m_acceptAll;
};

} // namespace assay::ui
