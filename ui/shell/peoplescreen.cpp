// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/peoplescreen.h"

#include "shell/peoplemodel.h"
#include "shell/peopletable.h"
#include "shell/questionstab.h"
#include "shell/rosterpaste.h"
#include "shell/suggestionstab.h"

#include <QCheckBox>
#include <QCompleter>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace assay::ui {

PeopleScreen::PeopleScreen(QWidget* parent)
    : QWidget(parent), m_model(new PeopleModel(this)), m_headline(new QLabel(this)), m_note(new QLabel(this)),
      m_tabs(new QTabWidget(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 14, 20, 16);
    column->setSpacing(10);
    setUpHead(column);
    m_suggestions = new SuggestionsTab(this);
    m_questions = new QuestionsTab(this);
    for (QWidget* tab : {peopleTab(), static_cast<QWidget*>(m_suggestions), static_cast<QWidget*>(m_questions)})
        m_tabs->addTab(tab, {});
    connect(m_suggestions, &SuggestionsTab::decided, this, &PeopleScreen::tell);
    connect(m_questions, &QuestionsTab::decided, this, &PeopleScreen::tell);
    column->addWidget(m_tabs, 1);
    setUpKeys();
}

PeopleScreen::~PeopleScreen() = default;

void PeopleScreen::setUpHead(QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    auto* back = peopleButton(QStringLiteral("‹ Back"), QStringLiteral("Alt+Left"), this);
    back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    connect(back, &QPushButton::clicked, this, &PeopleScreen::backRequested);
    row->addWidget(back);
    auto* title = new QLabel(QStringLiteral("People and teams"), this);
    title->setFont(interFont(kPageTitleSize, QFont::DemiBold));
    row->addWidget(title, 1);
    auto* pasteRoster = peopleButton(QStringLiteral("Staff list…"),
                                     QStringLiteral("A line per person and team, from a spreadsheet or a file"), this);
    connect(pasteRoster, &QPushButton::clicked, this, &PeopleScreen::paste);
    row->addWidget(pasteRoster);
    m_undo = peopleButton(QStringLiteral("Undo"), {}, this);
    m_undo->setObjectName(QStringLiteral("undo"));
    connect(m_undo, &QPushButton::clicked, this, &PeopleScreen::undoRequested);
    row->addWidget(m_undo);
    column->addLayout(row);
    m_headline->setWordWrap(true);
    column->addWidget(m_headline);
    m_note->setObjectName(QStringLiteral("note"));
    m_note->setWordWrap(true);
    m_note->hide();
    connect(this, &PeopleScreen::undoRequested, m_note, &QWidget::hide);
    column->addWidget(m_note);
}

QWidget* PeopleScreen::peopleTab()
{
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(10, 10, 10, 10);
    m_filter = new QLineEdit(tab);
    m_filter->setObjectName(QStringLiteral("filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setPlaceholderText(QStringLiteral(
        "Filter: name, address or login · @example.com · path:src/checkout · team:Payments · unmapped · program"));
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& pattern) {
        m_model->setFilter(pattern);
        selectionChanged();
    });
    column->addWidget(m_filter);
    m_people = new QTableView(tab);
    m_people->setObjectName(QStringLiteral("people"));
    m_people->setModel(m_model);
    setUpPeopleTable(m_people);
    m_people->setSortingEnabled(true);
    m_people->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    connect(m_people->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { selectionChanged(); });
    column->addWidget(m_people, 1);
    column->addLayout(peopleActions(tab));
    return tab;
}

QLayout* PeopleScreen::peopleActions(QWidget* tab)
{
    auto* row = new QHBoxLayout;
    m_chosen = new QLabel(tab);
    row->addWidget(m_chosen);
    m_team = new QLineEdit(tab);
    m_team->setObjectName(QStringLiteral("team"));
    m_team->setMinimumWidth(180);
    m_team->setPlaceholderText(QStringLiteral("Team; empty: none"));
    connect(m_team, &QLineEdit::returnPressed, this, [this] { assign(m_team->text().trimmed()); });
    row->addWidget(m_team);
    m_dated = new QCheckBox(QStringLiteral("from"), tab);
    row->addWidget(m_dated);
    m_from = new QDateEdit(tab);
    m_from->setDisplayFormat(QStringLiteral("d MMM yyyy"));
    m_from->setCalendarPopup(true);
    m_from->setEnabled(false);
    connect(m_dated, &QCheckBox::toggled, m_from, &QWidget::setEnabled);
    row->addWidget(m_from);
    m_assign = peopleButton(QStringLiteral("Assign"), QStringLiteral("Return in the team field"), tab);
    m_assign->setObjectName(QStringLiteral("primary"));
    connect(m_assign, &QPushButton::clicked, this, [this] { assign(m_team->text().trimmed()); });
    row->addWidget(m_assign);
    row->addStretch(1);
    m_join = peopleButton(QStringLiteral("Join"), QStringLiteral("Those selected are one person (Ctrl+J)"), tab);
    m_join->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_J));
    connect(m_join, &QPushButton::clicked, this, &PeopleScreen::joinChosen);
    row->addWidget(m_join);
    m_split =
        peopleButton(QStringLiteral("Split…"), QStringLiteral("Take one identity out of the selected person"), tab);
    connect(m_split, &QPushButton::clicked, this, &PeopleScreen::splitChosen);
    row->addWidget(m_split);
    m_program = peopleButton(QStringLiteral("Program"), QStringLiteral("Automation: counted in no group"), tab);
    connect(m_program, &QPushButton::clicked, this, [this] { mark(store::DecisionAction::Bot); });
    row->addWidget(m_program);
    m_person = peopleButton(QStringLiteral("Person"), QStringLiteral("A person, whatever it looks like"), tab);
    connect(m_person, &QPushButton::clicked, this, [this] { mark(store::DecisionAction::Human); });
    row->addWidget(m_person);
    return row;
}

void PeopleScreen::setUpKeys()
{
    const auto key = [this](const QKeySequence& keys, auto run) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, run);
    };
    key(QKeySequence::Find, [this] {
        m_tabs->setCurrentIndex(0);
        m_filter->setFocus();
        m_filter->selectAll();
    });
    key(QKeySequence(Qt::CTRL | Qt::Key_T), [this] {
        m_tabs->setCurrentIndex(0);
        m_team->setFocus();
        m_team->selectAll();
    });
    key(QKeySequence::Undo, [this] {
        if (m_undo->isEnabled()) Q_EMIT undoRequested();
    });
    setFocusProxy(m_filter); // whoever opens the screen types at once whom to look for
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        m_people->setFocus();
        m_people->selectAll();
    });
}

void PeopleScreen::show(const session::PeopleBoard& board, const Theme& theme)
{
    m_board = board;
    m_model->setBoard(&m_board);
    m_headline->setText(utf8Of(session::unmappedSentence(m_board)));
    m_headline->setStyleSheet(QStringLiteral("color: %1").arg(theme.muted.name()));
    m_headline->setToolTip([this] {
        QStringList conflicts;
        for (const auto& conflict : m_board.conflicts) conflicts.append(utf8Of(conflict));
        return conflicts.join(QLatin1Char('\n'));
    }());
    m_undo->setEnabled(!m_board.lastDecision.empty());
    m_undo->setToolTip(m_board.lastDecision.empty() ? QString()
                                                    : QStringLiteral("Ctrl+Z: %1").arg(utf8Of(m_board.lastDecision)));
    QStringList teams;
    for (const auto& team : m_board.teams) teams.append(utf8Of(team));
    auto* completer = new QCompleter(teams, m_team);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    delete m_team->completer();
    m_team->setCompleter(completer);
    m_from->setDate(QDate(1970, 1, 1).addDays(m_board.asOf.time_since_epoch().count()));
    m_suggestions->show(m_board);
    m_questions->show(m_board);
    const auto programs =
        std::count_if(m_board.people.begin(), m_board.people.end(), [](const auto& p) { return p.bot; });
    m_tabs->setTabText(0, QStringLiteral("People (%1)%2")
                              .arg(std::ssize(m_board.people) - programs)
                              .arg(programs == 0 ? QString() : QStringLiteral(" and programs (%1)").arg(programs)));
    m_tabs->setTabText(1, QStringLiteral("Suggestions (%1)").arg(m_board.suggestions.size()));
    m_tabs->setTabText(2, QStringLiteral("Questions (%1)").arg(m_board.questions.size()));
    m_people->setColumnWidth(PeopleModel::Person, 190);
    m_people->setColumnWidth(PeopleModel::Identities, 320);
    m_people->setColumnWidth(PeopleModel::Team, 130);
    selectionChanged();
}

std::vector<std::size_t> PeopleScreen::chosen() const
{
    std::vector<std::size_t> people;
    for (const auto& index : m_people->selectionModel()->selectedRows())
        people.push_back(m_model->personAt(index.row()));
    std::sort(people.begin(), people.end());
    return people;
}

void PeopleScreen::selectionChanged()
{
    const auto people = chosen();
    m_chosen->setText(QStringLiteral("%1 of %2 selected").arg(people.size()).arg(m_model->rowCount()));
    for (auto* button : {m_assign, m_program, m_person}) button->setEnabled(!people.empty());
    m_join->setEnabled(people.size() > 1);
    m_split->setEnabled(people.size() == 1 && m_board.people[people.front()].identities.size() > 1);
}

std::optional<Day> PeopleScreen::fromDay() const
{
    if (!m_dated->isChecked()) return std::nullopt;
    return parseIsoDay(m_from->date().toString(Qt::ISODate).toStdString());
}

void PeopleScreen::tell(const std::vector<store::DecisionRow>& decisions)
{
    m_note->hide(); // it spoke of the step before
    if (!decisions.empty()) Q_EMIT decided(decisions);
}

void PeopleScreen::assign(const QString& team)
{
    std::vector<store::DecisionRow> decisions;
    for (const auto person : chosen())
        if (!m_board.people[person].bot)
            decisions.push_back(session::teamOf(m_board.people[person], team.toStdString(), fromDay(), std::nullopt));
    if (!takesOutMany(team, decisions.size())) return;
    m_dated->setChecked(false); // a date is meant once
    tell(decisions);
}

/// Whether it is meant, where many would lose their team at once.
bool PeopleScreen::takesOutMany(const QString& team, std::size_t people)
{
    return !team.isEmpty() || people < 2 ||
           QMessageBox::question(
               this, QStringLiteral("No team"),
               QStringLiteral("The field of the team is empty: shall %1 people be in no team?").arg(people)) ==
               QMessageBox::Yes;
}

void PeopleScreen::joinChosen()
{
    const auto people = chosen();
    std::vector<store::DecisionRow> decisions;
    for (std::size_t i = 1; i < people.size(); ++i) {
        const auto& first = m_board.people[people.front()].identities;
        const auto& other = m_board.people[people[i]].identities;
        if (!first.empty() && !other.empty()) decisions.push_back(session::joinOf(first.front(), other.front()));
    }
    tell(decisions);
}

void PeopleScreen::splitChosen()
{
    const auto people = chosen();
    if (people.size() != 1 || m_board.people[people.front()].identities.size() < 2) return;
    const auto& identities = m_board.people[people.front()].identities;
    QStringList names;
    for (const auto& identity : identities) names.append(utf8Of(identity.value));
    bool yes = false;
    const auto picked =
        QInputDialog::getItem(this, QStringLiteral("Split"), QStringLiteral("Which identity belongs to somebody else?"),
                              names, static_cast<int>(names.size()) - 1, false, &yes);
    if (yes) tell(session::splitOf(m_board, identities[static_cast<std::size_t>(names.indexOf(picked))]));
}

void PeopleScreen::mark(store::DecisionAction action)
{
    std::vector<store::DecisionRow> decisions;
    for (const auto person : chosen())
        for (const auto& identity : m_board.people[person].identities)
            decisions.push_back(session::markOf(identity, action));
    tell(decisions);
}

void PeopleScreen::paste()
{
    RosterPaste dialog(m_board, m_staffList, this);
    if (dialog.exec() != QDialog::Accepted) return;
    m_staffList = dialog.text();
    const QString outcome = dialog.outcome();
    tell(dialog.decisions());
    m_filter->clear(); // what was looked for before hides the result
    m_note->setText(outcome);
    m_note->show();
}

} // namespace assay::ui
