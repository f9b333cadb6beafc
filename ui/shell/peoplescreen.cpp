// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/peoplescreen.h"

#include "shell/peoplemodel.h"
#include "shell/rosterpaste.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace assay::ui {
namespace {

using Action = store::DecisionAction;

constexpr double kSure = 0.9;

QString utf8Of(const std::string& text)
{
    return QString::fromStdString(text);
}

QPushButton* button(const QString& text, const QString& hint, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setToolTip(hint);
    return made;
}

void setUpTable(QTableView* table)
{
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(26);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setTabKeyNavigation(false);
}

} // namespace

PeopleScreen::PeopleScreen(QWidget* parent)
    : QWidget(parent), m_model(new PeopleModel(this)), m_headline(new QLabel(this)), m_tabs(new QTabWidget(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 14, 20, 16);
    column->setSpacing(10);
    setUpHead(column);
    m_tabs->addTab(peopleTab(), {});
    m_tabs->addTab(suggestionsTab(), {});
    m_tabs->addTab(questionsTab(), {});
    column->addWidget(m_tabs, 1);
    setUpKeys();
}

PeopleScreen::~PeopleScreen() = default;

void PeopleScreen::setUpHead(QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    auto* back = button(QStringLiteral("‹ Back"), QStringLiteral("Alt+Left"), this);
    back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    connect(back, &QPushButton::clicked, this, &PeopleScreen::backRequested);
    row->addWidget(back);
    auto* title = new QLabel(QStringLiteral("People and teams"), this);
    title->setFont(interFont(kPageTitleSize, QFont::DemiBold));
    row->addWidget(title, 1);
    auto* pasteRoster = button(QStringLiteral("Paste a roster…"), QStringLiteral("A line per person and team"), this);
    connect(pasteRoster, &QPushButton::clicked, this, &PeopleScreen::paste);
    row->addWidget(pasteRoster);
    m_undo = button(QStringLiteral("Undo"), {}, this);
    m_undo->setObjectName(QStringLiteral("undo"));
    connect(m_undo, &QPushButton::clicked, this, &PeopleScreen::undoRequested);
    row->addWidget(m_undo);
    column->addLayout(row);
    m_headline->setWordWrap(true);
    column->addWidget(m_headline);
}

QWidget* PeopleScreen::peopleTab()
{
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 10, 0, 0);
    m_filter = new QLineEdit(tab);
    m_filter->setObjectName(QStringLiteral("filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setPlaceholderText(
        QStringLiteral("Filter: name, address or login · @example.com · path:src/checkout · team:Payments · unmapped"));
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& pattern) {
        m_model->setFilter(pattern);
        selectionChanged();
    });
    column->addWidget(m_filter);
    m_people = new QTableView(tab);
    m_people->setObjectName(QStringLiteral("people"));
    m_people->setModel(m_model);
    setUpTable(m_people);
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
    m_from->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_from->setCalendarPopup(true);
    m_from->setEnabled(false);
    connect(m_dated, &QCheckBox::toggled, m_from, &QWidget::setEnabled);
    row->addWidget(m_from);
    auto* put = button(QStringLiteral("Assign"), QStringLiteral("Return in the team field"), tab);
    put->setObjectName(QStringLiteral("primary"));
    connect(put, &QPushButton::clicked, this, [this] { assign(m_team->text().trimmed()); });
    row->addWidget(put);
    row->addStretch(1);
    auto* join = button(QStringLiteral("Join"), QStringLiteral("Those selected are one person (Ctrl+J)"), tab);
    join->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_J));
    connect(join, &QPushButton::clicked, this, &PeopleScreen::joinChosen);
    row->addWidget(join);
    auto* split = button(QStringLiteral("Split…"), QStringLiteral("Take one identity out of the selected person"), tab);
    connect(split, &QPushButton::clicked, this, &PeopleScreen::splitChosen);
    row->addWidget(split);
    auto* bot = button(QStringLiteral("Program"), QStringLiteral("Automation: counted in no group"), tab);
    connect(bot, &QPushButton::clicked, this, [this] { mark(Action::Bot); });
    row->addWidget(bot);
    auto* human = button(QStringLiteral("Person"), QStringLiteral("A person, whatever it looks like"), tab);
    connect(human, &QPushButton::clicked, this, [this] { mark(Action::Human); });
    row->addWidget(human);
    return row;
}

QWidget* PeopleScreen::suggestionsTab()
{
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 10, 0, 0);
    m_suggestions = new QTableWidget(0, 4, tab);
    m_suggestions->setObjectName(QStringLiteral("suggestions"));
    m_suggestions->setHorizontalHeaderLabels(
        {QStringLiteral("Score"), QStringLiteral("Identity"), QStringLiteral("Perhaps also"), QStringLiteral("Why")});
    setUpTable(m_suggestions);
    column->addWidget(m_suggestions, 1);
    auto* row = new QHBoxLayout;
    auto* yes = button(QStringLiteral("One person"), QStringLiteral("Accept what is selected"), tab);
    yes->setObjectName(QStringLiteral("primary"));
    connect(yes, &QPushButton::clicked, this, [this] { accept(true); });
    auto* no = button(QStringLiteral("Two persons"), QStringLiteral("Turn down what is selected"), tab);
    connect(no, &QPushButton::clicked, this, [this] { accept(false); });
    auto* all = button(QStringLiteral("Accept all from 0.90 on"), {}, tab);
    all->setObjectName(QStringLiteral("acceptAll"));
    connect(all, &QPushButton::clicked, this, &PeopleScreen::acceptAll);
    for (auto* b : {yes, no, all}) row->addWidget(b);
    row->addStretch(1);
    column->addLayout(row);
    return tab;
}

QWidget* PeopleScreen::questionsTab()
{
    auto* tab = new QWidget(this);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 10, 0, 0);
    m_questions = new QTableWidget(0, 3, tab);
    m_questions->setHorizontalHeaderLabels(
        {QStringLiteral("Who is this?"), QStringLiteral("Commits"), QStringLiteral("Looks like")});
    setUpTable(m_questions);
    column->addWidget(m_questions, 1);
    auto* row = new QHBoxLayout;
    m_tool = new QComboBox(tab);
    m_tool->setEditable(true);
    for (const char* tool : {"claude-code", "copilot", "cursor", "codex", "gemini", "devin", "aider"})
        m_tool->addItem(QString::fromUtf8(tool));
    row->addWidget(m_tool);
    auto* ai = button(QStringLiteral("Is this AI tool"), QStringLiteral("Its commits count as AI-written"), tab);
    connect(ai, &QPushButton::clicked, this, [this] { answer(Action::Tool); });
    auto* bot = button(QStringLiteral("A program"), {}, tab);
    connect(bot, &QPushButton::clicked, this, [this] { answer(Action::Bot); });
    auto* human = button(QStringLiteral("A person"), {}, tab);
    connect(human, &QPushButton::clicked, this, [this] { answer(Action::Human); });
    for (auto* b : {ai, bot, human}) row->addWidget(b);
    row->addStretch(1);
    column->addLayout(row);
    return tab;
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
    fillSuggestions();
    fillQuestions();
    m_tabs->setTabText(0, QStringLiteral("People (%1)").arg(m_board.people.size()));
    m_tabs->setTabText(1, QStringLiteral("Suggestions (%1)").arg(m_board.suggestions.size()));
    m_tabs->setTabText(2, QStringLiteral("Questions (%1)").arg(m_board.questions.size()));
    m_people->setColumnWidth(PeopleModel::Person, 190);
    m_people->setColumnWidth(PeopleModel::Identities, 320);
    m_people->setColumnWidth(PeopleModel::Team, 130);
    selectionChanged();
}

void PeopleScreen::fillSuggestions()
{
    m_suggestions->setRowCount(static_cast<int>(m_board.suggestions.size()));
    for (int i = 0; i < m_suggestions->rowCount(); ++i) {
        const auto& s = m_board.suggestions[static_cast<std::size_t>(i)];
        const auto who = [this](const session::BoardIdentity& identity, std::size_t person) {
            return QStringLiteral("%1 – %2").arg(utf8Of(identity.value), utf8Of(m_board.people[person].name));
        };
        m_suggestions->setItem(i, 0, new QTableWidgetItem(QString::number(s.score, 'f', 2)));
        m_suggestions->setItem(i, 1, new QTableWidgetItem(who(s.a, s.personA)));
        m_suggestions->setItem(i, 2, new QTableWidgetItem(who(s.b, s.personB)));
        m_suggestions->setItem(i, 3, new QTableWidgetItem(utf8Of(s.reason)));
    }
    m_suggestions->setColumnWidth(0, 60);
    m_suggestions->setColumnWidth(1, 340);
    m_suggestions->setColumnWidth(2, 340);
}

void PeopleScreen::fillQuestions()
{
    m_questions->setRowCount(static_cast<int>(m_board.questions.size()));
    for (int i = 0; i < m_questions->rowCount(); ++i) {
        const auto& q = m_board.questions[static_cast<std::size_t>(i)];
        m_questions->setItem(i, 0, new QTableWidgetItem(utf8Of(q.example)));
        m_questions->setItem(i, 1, new QTableWidgetItem(QString::number(q.commits)));
        m_questions->setItem(i, 2, new QTableWidgetItem(utf8Of(q.rule)));
    }
    m_questions->setColumnWidth(0, 420);
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
    m_chosen->setText(QStringLiteral("%1 of %2 selected").arg(chosen().size()).arg(m_model->rowCount()));
}

std::optional<Day> PeopleScreen::fromDay() const
{
    if (!m_dated->isChecked()) return std::nullopt;
    return parseIsoDay(m_from->date().toString(Qt::ISODate).toStdString());
}

void PeopleScreen::tell(std::vector<store::DecisionRow> decisions)
{
    if (!decisions.empty()) Q_EMIT decided(decisions);
}

void PeopleScreen::assign(const QString& team)
{
    std::vector<store::DecisionRow> decisions;
    for (const auto person : chosen())
        if (!m_board.people[person].bot)
            decisions.push_back(session::teamOf(m_board.people[person], team.toStdString(), fromDay(), std::nullopt));
    tell(std::move(decisions));
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
    tell(std::move(decisions));
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
    tell(std::move(decisions));
}

void PeopleScreen::accept(bool same)
{
    std::vector<store::DecisionRow> decisions;
    for (const auto& index : m_suggestions->selectionModel()->selectedRows()) {
        const auto& s = m_board.suggestions[static_cast<std::size_t>(index.row())];
        decisions.push_back(same ? session::joinOf(s.a, s.b) : session::apartOf(s.a, s.b));
    }
    tell(std::move(decisions));
}

void PeopleScreen::acceptAll()
{
    std::vector<store::DecisionRow> decisions;
    for (const auto& s : m_board.suggestions)
        if (s.score >= kSure) decisions.push_back(session::joinOf(s.a, s.b));
    tell(std::move(decisions));
}

void PeopleScreen::answer(store::DecisionAction action)
{
    const auto tool = action == Action::Tool ? m_tool->currentText().trimmed().toStdString() : std::string();
    if (action == Action::Tool && tool.empty()) return;
    std::vector<store::DecisionRow> decisions;
    for (const auto& index : m_questions->selectionModel()->selectedRows())
        decisions.push_back(
            session::markOf(m_board.questions[static_cast<std::size_t>(index.row())].identity, action, tool));
    tell(std::move(decisions));
}

void PeopleScreen::paste()
{
    RosterPaste dialog(m_board, fromDay(), this);
    if (dialog.exec() == QDialog::Accepted) tell(dialog.decisions());
}

} // namespace assay::ui
