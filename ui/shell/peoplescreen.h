// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "session/peopleboard.h"

#include <QWidget>

class QDateEdit;
class QCheckBox;
class QLabel;
class QLayout;
class QLineEdit;
class QPushButton;
class QTableView;
class QTabWidget;
class QVBoxLayout;

namespace assay::ui {

class PeopleModel;
class QuestionsTab;
class SuggestionsTab;

/// Who is who, and who works where. Everything can be done from the keyboard: Ctrl+F filters, Ctrl+A takes all that are
/// shown, Ctrl+T names their team, Return assigns, Ctrl+Z takes the last step back. It decides nothing itself: what was
/// asked for goes out by signal, and a new board comes in.
class PeopleScreen : public QWidget
{
    Q_OBJECT

public:
    explicit PeopleScreen(QWidget* parent = nullptr);
    ~PeopleScreen() override;
    void show(const session::PeopleBoard& board, const Theme& theme);

Q_SIGNALS:
    void decided(const std::vector<assay::store::DecisionRow>& decisions);
    void undoRequested();
    void backRequested();

private:
    void setUpHead(QVBoxLayout* column);
    QWidget* peopleTab();
    QLayout* peopleActions(QWidget* tab);
    void setUpKeys();
    [[nodiscard]] std::vector<std::size_t> chosen() const;
    void selectionChanged();
    void assign(const QString& team);
    void joinChosen();
    void splitChosen();
    void mark(store::DecisionAction action);
    void paste();
    void tell(const std::vector<store::DecisionRow>& decisions);
    [[nodiscard]] std::optional<Day> fromDay() const;
    [[nodiscard]] bool takesOutMany(const QString& team, std::size_t people);

    session::PeopleBoard m_board;
    QString m_staffList; ///< as it was pasted last: after joins more of it is found
    PeopleModel* m_model;
    QLabel* m_headline;
    QLabel* m_note; ///< what the last staff list left to do
    QPushButton* m_undo;
    QTabWidget* m_tabs;
    QLineEdit* m_filter;
    QTableView* m_people;
    QLabel* m_chosen;
    QLineEdit* m_team;
    QCheckBox* m_dated;
    QDateEdit* m_from;
    QPushButton* m_assign;
    QPushButton* m_join;
    QPushButton* m_split;
    QPushButton* m_program;
    QPushButton* m_person;
    SuggestionsTab* m_suggestions;
    QuestionsTab* m_questions;
};

} // namespace assay::ui
