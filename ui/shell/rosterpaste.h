// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/peopleboard.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace assay::ui {

/// Takes a staff list, from a spreadsheet, a mail or a file, and says at once what it understood: whom it knows, the
/// teams, what contradicts itself, and who is not on it.
class RosterPaste : public QDialog
{
    Q_OBJECT

public:
    RosterPaste(const session::PeopleBoard& board, std::optional<Day> from, QWidget* parent = nullptr);
    [[nodiscard]] const std::vector<store::DecisionRow>& decisions() const { return m_pasted.decisions; }
    void readFile(const QString& path);

private:
    void read();
    const session::PeopleBoard& m_board;
    std::optional<Day> m_from;
    session::PastedRoster m_pasted;
    QPlainTextEdit* m_text;
    QLabel* m_found;
    QPushButton* m_ok = nullptr;
};

} // namespace assay::ui
