// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/suggestionstab.h"

#include "shell/peopletable.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace assay::ui {
namespace {

constexpr double kSure = 0.9; ///< what a full name alone has: two people may share one

QString who(const session::PeopleBoard& board, const session::BoardIdentity& identity, std::size_t person)
{
    const auto& team = board.people[person].team;
    return QStringLiteral("%1 – %2").arg(utf8Of(identity.value), utf8Of(board.people[person].name)) +
           (team.empty() ? QString() : QStringLiteral(" (%1)").arg(utf8Of(team)));
}

} // namespace

SuggestionsTab::SuggestionsTab(QWidget* parent)
    : QWidget(parent), m_hint(new QLabel(this)), m_filter(new QLineEdit(this)), m_table(new QTableWidget(0, 4, this)),
      m_acceptAll(peopleButton(
          {}, QStringLiteral("Of those shown: more than a name in common, and not in two different teams"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 10);
    m_hint->setWordWrap(true);
    column->addWidget(m_hint);
    m_filter->setObjectName(QStringLiteral("suggestionFilter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setPlaceholderText(QStringLiteral("Filter: name, address, team or reason · same name · @example.com"));
    connect(m_filter, &QLineEdit::textChanged, this, &SuggestionsTab::fill);
    column->addWidget(m_filter);
    m_table->setObjectName(QStringLiteral("suggestions"));
    m_table->setHorizontalHeaderLabels(
        {QStringLiteral("Score"), QStringLiteral("Identity"), QStringLiteral("Perhaps also"), QStringLiteral("Why")});
    setUpPeopleTable(m_table);
    column->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    auto* yes = peopleButton(QStringLiteral("One person"), QStringLiteral("Accept what is selected"), this);
    yes->setObjectName(QStringLiteral("primary"));
    connect(yes, &QPushButton::clicked, this, [this] { answer(true); });
    auto* no = peopleButton(QStringLiteral("Two persons"), QStringLiteral("Turn down what is selected"), this);
    connect(no, &QPushButton::clicked, this, [this] { answer(false); });
    m_acceptAll->setObjectName(QStringLiteral("acceptAll"));
    connect(m_acceptAll, &QPushButton::clicked, this, &SuggestionsTab::acceptAll);
    const auto enable = [this, yes, no] {
        for (auto* button : {yes, no}) button->setEnabled(m_table->selectionModel()->hasSelection());
    };
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, enable);
    enable();
    for (auto* b : {yes, no, m_acceptAll}) row->addWidget(b);
    row->addStretch(1);
    column->addLayout(row);
}

void SuggestionsTab::show(const session::PeopleBoard& board)
{
    m_board = &board;
    m_hint->setText(board.suggestions.empty()
                        ? QStringLiteral("No two identities look like one person: nothing is left to do here.")
                        : QStringLiteral("Each row: are these one person, or two? Select rows (several with Ctrl or "
                                         "Shift) and answer below; Undo takes it back."));
    fill();
}

bool SuggestionsTab::isSure(const session::BoardSuggestion& s) const
{
    const auto& a = m_board->people[s.personA].team;
    const auto& b = m_board->people[s.personB].team;
    return s.score > kSure && (a.empty() || b.empty() || a == b);
}

/// Every word of the filter stands somewhere in the row.
bool SuggestionsTab::isShown(const session::BoardSuggestion& s) const
{
    const QString row =
        QStringList{who(*m_board, s.a, s.personA), who(*m_board, s.b, s.personB), utf8Of(s.reason)}.join(
            QLatin1Char('\n'));
    const auto words = m_filter->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&row](const QString& word) { return row.contains(word, Qt::CaseInsensitive); });
}

void SuggestionsTab::fill()
{
    if (m_board == nullptr) return;
    m_shown.clear();
    for (std::size_t i = 0; i < m_board->suggestions.size(); ++i)
        if (isShown(m_board->suggestions[i])) m_shown.push_back(i);
    m_table->setRowCount(static_cast<int>(m_shown.size()));
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const auto& s = m_board->suggestions[m_shown[static_cast<std::size_t>(i)]];
        m_table->setItem(i, 0, new QTableWidgetItem(QString::number(s.score, 'f', 2)));
        m_table->setItem(i, 1, new QTableWidgetItem(who(*m_board, s.a, s.personA)));
        m_table->setItem(i, 2, new QTableWidgetItem(who(*m_board, s.b, s.personB)));
        m_table->setItem(i, 3, new QTableWidgetItem(utf8Of(s.reason)));
        for (int k = 1; k <= 3; ++k) m_table->item(i, k)->setToolTip(m_table->item(i, k)->text());
    }
    // What was selected has been answered: the next rows must not be answered by the same click.
    m_table->clearSelection();
    m_table->setCurrentItem(nullptr);
    const auto sure = std::count_if(m_shown.begin(), m_shown.end(),
                                    [this](std::size_t i) { return isSure(m_board->suggestions[i]); });
    m_acceptAll->setText(QStringLiteral("Accept all above %1 (%2)").arg(kSure, 0, 'f', 2).arg(sure));
    m_acceptAll->setEnabled(sure > 0);
    m_table->setColumnWidth(0, 60);
    m_table->setColumnWidth(1, 340);
    m_table->setColumnWidth(2, 340);
}

void SuggestionsTab::answer(bool same)
{
    std::vector<store::DecisionRow> decisions;
    for (const auto& index : m_table->selectionModel()->selectedRows()) {
        const auto& s = m_board->suggestions[m_shown[static_cast<std::size_t>(index.row())]];
        decisions.push_back(same ? session::joinOf(s.a, s.b) : session::apartOf(s.a, s.b));
    }
    if (!decisions.empty()) Q_EMIT decided(decisions);
}

void SuggestionsTab::acceptAll()
{
    std::vector<store::DecisionRow> decisions;
    for (const std::size_t i : m_shown) {
        const auto& s = m_board->suggestions[i];
        if (isSure(s)) decisions.push_back(session::joinOf(s.a, s.b));
    }
    if (!decisions.empty()) Q_EMIT decided(decisions);
}

} // namespace assay::ui
