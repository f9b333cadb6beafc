// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/rosterpaste.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextStream>
#include <QVBoxLayout>

namespace assay::ui {
namespace {

constexpr std::size_t kShown = 5;
constexpr qint64 kLargestFile = qint64{16} << 20; ///< a staff list of a hundred thousand people

/// A few lines under a heading; nothing without any.
QString listed(const QString& heading, const std::vector<std::string>& lines)
{
    if (lines.empty()) return {};
    QString text = QStringLiteral("\n") + heading;
    for (std::size_t i = 0; i < lines.size() && i < kShown; ++i)
        text += QStringLiteral("\n   ") + QString::fromStdString(lines[i]);
    if (lines.size() > kShown) text += QStringLiteral("\n   and %1 more").arg(lines.size() - kShown);
    return text;
}

/// What was understood: how many people, in which teams.
QString understood(const session::PastedRoster& list)
{
    QStringList teams;
    for (const auto& [team, people] : list.teams) {
        if (static_cast<std::size_t>(teams.size()) == 2 * kShown) {
            teams.append(QStringLiteral("…"));
            break;
        }
        teams.append(QStringLiteral("%1 %2").arg(QString::fromStdString(team)).arg(people));
    }
    auto text = QStringLiteral("%1 of the people here are found").arg(list.decisions.size());
    if (!teams.isEmpty())
        text += QStringLiteral(", in %1 %2: %3")
                    .arg(list.teams.size())
                    .arg(list.teams.size() == 1 ? QStringLiteral("team") : QStringLiteral("teams"),
                         teams.join(QStringLiteral(", ")));
    if (!list.teamColumn.empty()) text += QStringLiteral(" (column “%1”)").arg(QString::fromStdString(list.teamColumn));
    return text + QLatin1Char('.');
}

} // namespace

RosterPaste::RosterPaste(const session::PeopleBoard& board, std::optional<Day> from, QWidget* parent)
    : QDialog(parent), m_board(board), m_from(from), m_text(new QPlainTextEdit(this)), m_found(new QLabel(this))
{
    setWindowTitle(QStringLiteral("Paste a staff list"));
    setMinimumSize(680, 520);
    auto* column = new QVBoxLayout(this);
    auto* hint = new QLabel(
        QStringLiteral("Copy it from a spreadsheet, mail or CSV as it is: a line per person with an address, "
                       "login or name, and the team. A header may name the column of the team "
                       "(team, department, group, …); other columns do not matter."),
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
    auto* open = buttons->addButton(QStringLiteral("From a file…"), QDialogButtonBox::ActionRole);
    connect(open, &QPushButton::clicked, this, [this] {
        const auto path =
            QFileDialog::getOpenFileName(this, QStringLiteral("Staff list"), {},
                                         QStringLiteral("Tables as text (*.csv *.tsv *.txt);;All files (*)"));
        if (!path.isEmpty()) readFile(path);
    });
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setText(QStringLiteral("Assign"));
    m_ok->setObjectName(QStringLiteral("primary"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    read();
}

void RosterPaste::readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestFile) {
        m_found->setText(
            QStringLiteral("%1 cannot be opened, or is no staff list; check the path and the permission to "
                           "read it.")
                .arg(path));
        return;
    }
    QTextStream text(&file); // UTF-8, or what a byte order mark says
    m_text->setPlainText(text.readAll());
}

void RosterPaste::read()
{
    m_pasted = session::pastedRoster(m_board, m_text->toPlainText().toStdString(), m_from);
    if (m_text->document()->isEmpty())
        m_found->setText(QStringLiteral("Nothing pasted yet."));
    else
        m_found->setText(understood(m_pasted) +
                         listed(QStringLiteral("On two lines, with different teams:"), m_pasted.contradictions) +
                         listed(QStringLiteral("Lines that name nobody here:"), m_pasted.unknown) +
                         listed(QStringLiteral("Not on the list, and in no team:"), m_pasted.left));
    m_ok->setEnabled(!m_pasted.decisions.empty());
}

} // namespace assay::ui
