// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/stafflist.h"

#include <QDialog>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QDateEdit;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableWidget;

namespace assay::ui {

/// Takes a staff list, from a spreadsheet, a mail or a file, and says at once what it understood: whom it knows, the
/// teams, each line that is left open and why, and who is not on it. Accounts that a line makes one person are joined
/// where their box is ticked.
class RosterPaste : public QDialog
{
    Q_OBJECT

public:
    /// `text` is what an earlier visit left: people found since then are found now.
    RosterPaste(const session::PeopleBoard& board, const QString& text, QWidget* parent = nullptr);
    [[nodiscard]] std::vector<store::DecisionRow> decisions() const;
    [[nodiscard]] QString text() const;
    /// What was assigned, and what is left to do; for when the dialog is gone.
    [[nodiscard]] QString outcome() const;
    void readFile(const QString& path);

private:
    void setUpOptions(QBoxLayout* column);
    void setUpOpenLines(QBoxLayout* column);
    void setUpButtons(QBoxLayout* column);
    void read();
    void showTeamColumn();
    void showOpenLines();
    void tickShared();
    void showOutcome();
    struct Tally
    {
        std::size_t assigned = 0; ///< people
        std::size_t joined = 0;   ///< lines whose person gets another account
        std::size_t open = 0;     ///< lines
    };
    [[nodiscard]] Tally tally() const;
    [[nodiscard]] bool isTicked(std::size_t question) const;

    const session::PeopleBoard& m_board;
    session::StaffList m_list;
    QPlainTextEdit* m_text;
    QLabel* m_found;
    std::optional<std::size_t> m_teamChosen; ///< a column
    QLabel* m_teamLabel;
    QComboBox* m_team; ///< the column in which the team stands, where a header names columns
    QCheckBox* m_firstDays;
    QCheckBox* m_lastDays;
    QCheckBox* m_since;
    QDateEdit* m_from;
    QTableWidget* m_open;
    QPushButton* m_tick;
    QLabel* m_left;
    QLabel* m_outcome; ///< what Assign would do, as the boxes are ticked
    QPushButton* m_ok;
};

} // namespace assay::ui
