// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/questionstab.h"

#include "shell/peopletable.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace assay::ui {

QuestionsTab::QuestionsTab(QWidget* parent)
    : QWidget(parent), m_hint(new QLabel(this)), m_table(new QTableWidget(0, 3, this)), m_tool(new QComboBox(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 10);
    m_hint->setWordWrap(true);
    column->addWidget(m_hint);
    m_table->setHorizontalHeaderLabels(
        {QStringLiteral("Who is this?"), QStringLiteral("Commits"), QStringLiteral("Looks like")});
    setUpPeopleTable(m_table);
    column->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    m_tool->setEditable(true);
    for (const char* tool : {"claude-code", "copilot", "cursor", "codex", "gemini", "devin", "aider"})
        m_tool->addItem(QString::fromUtf8(tool));
    row->addWidget(m_tool);
    auto* ai = peopleButton(QStringLiteral("Is this AI tool"), QStringLiteral("Its commits count as AI-written"), this);
    connect(ai, &QPushButton::clicked, this, [this] { answer(store::DecisionAction::Tool); });
    auto* bot = peopleButton(QStringLiteral("A program"), {}, this);
    connect(bot, &QPushButton::clicked, this, [this] { answer(store::DecisionAction::Bot); });
    auto* human = peopleButton(QStringLiteral("A person"), {}, this);
    connect(human, &QPushButton::clicked, this, [this] { answer(store::DecisionAction::Human); });
    for (auto* b : {ai, bot, human}) row->addWidget(b);
    row->addStretch(1);
    column->addLayout(row);
}

void QuestionsTab::show(const session::PeopleBoard& board)
{
    m_board = &board;
    m_hint->setText(board.questions.empty()
                        ? QStringLiteral("No identity looks like a tool's or a program's: nothing is left to do here.")
                        : QStringLiteral("These look like an AI tool or a program, but somebody chose the name: select "
                                         "rows and say what they are."));
    m_table->setRowCount(static_cast<int>(m_board->questions.size()));
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const auto& q = m_board->questions[static_cast<std::size_t>(i)];
        m_table->setItem(i, 0, new QTableWidgetItem(utf8Of(q.example)));
        m_table->setItem(i, 1, new QTableWidgetItem(QString::number(q.commits)));
        m_table->setItem(i, 2, new QTableWidgetItem(utf8Of(q.rule)));
    }
    m_table->clearSelection();
    m_table->setCurrentItem(nullptr);
    m_table->setColumnWidth(0, 420);
}

void QuestionsTab::answer(store::DecisionAction action)
{
    const auto tool =
        action == store::DecisionAction::Tool ? m_tool->currentText().trimmed().toStdString() : std::string();
    if (action == store::DecisionAction::Tool && tool.empty()) return;
    std::vector<store::DecisionRow> decisions;
    for (const auto& index : m_table->selectionModel()->selectedRows())
        decisions.push_back(
            session::markOf(m_board->questions[static_cast<std::size_t>(index.row())].identity, action, tool));
    if (!decisions.empty()) Q_EMIT decided(decisions);
}

} // namespace assay::ui
