// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/rosterpaste.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace assay::ui {
namespace {

constexpr std::size_t kShownUnknown = 5;

} // namespace

RosterPaste::RosterPaste(const session::PeopleBoard& board, std::optional<Day> from, QWidget* parent)
    : QDialog(parent), m_board(board), m_from(from), m_text(new QPlainTextEdit(this)), m_found(new QLabel(this))
{
    setWindowTitle(QStringLiteral("Paste a roster"));
    setMinimumSize(620, 420);
    auto* column = new QVBoxLayout(this);
    auto* hint = new QLabel(QStringLiteral("One line per person: an address, login or name, and the team; separated by "
                                           "tab, semicolon or comma. A header with a column “team” may come first."),
                            this);
    hint->setWordWrap(true);
    column->addWidget(hint);
    m_text->setPlaceholderText(QStringLiteral("ada@example.com\tPayments\nben@example.com\tShop"));
    m_text->setTabChangesFocus(false);
    connect(m_text, &QPlainTextEdit::textChanged, this, &RosterPaste::read);
    column->addWidget(m_text, 1);
    m_found->setWordWrap(true);
    column->addWidget(m_found);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setText(QStringLiteral("Assign"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    read();
}

void RosterPaste::read()
{
    m_pasted = session::pastedRoster(m_board, m_text->toPlainText().toStdString(), m_from);
    auto text = QStringLiteral("%1 people found.").arg(m_pasted.decisions.size());
    if (!m_pasted.unknown.empty()) {
        text += QStringLiteral(" Nobody here is:");
        for (std::size_t i = 0; i < m_pasted.unknown.size() && i < kShownUnknown; ++i)
            text += QStringLiteral("\n  ") + QString::fromStdString(m_pasted.unknown[i]);
        if (m_pasted.unknown.size() > kShownUnknown)
            text += QStringLiteral("\n  and %1 more").arg(m_pasted.unknown.size() - kShownUnknown);
    }
    m_found->setText(text);
    m_ok->setEnabled(!m_pasted.decisions.empty());
}

} // namespace assay::ui
