// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/rosterpaste.h"

#include "present/format.h"
#include "shell/peopletable.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QTextStream>
#include <QVBoxLayout>
#include <algorithm>

namespace assay::ui {
namespace {

constexpr qsizetype kTeamsShown = 10;
constexpr int kReadTextHeight = 110;
constexpr std::size_t kLeftShown = 3;
constexpr qint64 kLargestFile = qint64{16} << 20; ///< a staff list of a hundred thousand people

QString counted(std::size_t n, const char* one, const char* many)
{
    return QStringLiteral("%1 %2").arg(present::formatCount(static_cast<std::int64_t>(n)),
                                       QString::fromUtf8(n == 1 ? one : many));
}

/// "Ada Example, Ben Example, Cleo Example, and 12 more".
QString firstOf(const std::vector<std::string>& names)
{
    QStringList shown;
    for (std::size_t i = 0; i < std::min(names.size(), kLeftShown); ++i) shown.append(utf8Of(names[i]));
    if (names.size() > kLeftShown) shown.append(QStringLiteral("and %1 more").arg(names.size() - kLeftShown));
    return shown.join(QStringLiteral(", "));
}

/// "; still at work after their last day: Ada Example": a wrong date, or another person.
QString seenLater(const std::vector<std::string>& names)
{
    if (names.empty()) return {};
    return QStringLiteral("; still at work after their last day (a wrong date, or somebody else?): ") + firstOf(names);
}

/// What was understood: how many lines and people, in which teams.
QString understood(const session::StaffList& list)
{
    QStringList teams;
    for (const auto& [team, people] : list.teams) {
        if (teams.size() == kTeamsShown) {
            teams.append(QStringLiteral("…"));
            break;
        }
        teams.append(
            QStringLiteral("%1 %2").arg(utf8Of(team), present::formatCount(static_cast<std::int64_t>(people))));
    }
    if (list.noTeams) return QStringLiteral("No column could be the team: choose it below, or add it to the list.");
    auto text = QStringLiteral("%1: %2 of the data found for certain")
                    .arg(counted(list.lines, "line", "lines"), counted(list.people, "person", "people"));
    if (!teams.isEmpty())
        text += QStringLiteral(", in %1: %2")
                    .arg(counted(list.teams.size(), "team", "teams"), teams.join(QStringLiteral(", ")));
    if (!list.teamColumn.empty()) text += QStringLiteral(" (column “%1”)").arg(utf8Of(list.teamColumn));
    text += QLatin1Char('.');
    if (list.repeated > 0)
        text +=
            QStringLiteral(" %1 what an earlier one said.").arg(counted(list.repeated, "line repeats", "lines repeat"));
    if (list.leavers > 0)
        text += QStringLiteral(" %1 before the data end%2.")
                    .arg(counted(list.leavers, "person left", "people left"), seenLater(list.seenLater));
    if (!list.badDate.empty())
        text +=
            QStringLiteral(" “%1” is no date: write it as 2026-03-31, or untick the dates.").arg(utf8Of(list.badDate));
    return text;
}

QString leftText(const std::vector<std::string>& left)
{
    if (left.empty()) return {};
    return QStringLiteral("Not on the list, and in no team: ") + firstOf(left) + QLatin1Char('.');
}

} // namespace

RosterPaste::RosterPaste(const session::PeopleBoard& board, const QString& text, QWidget* parent)
    : QDialog(parent), m_board(board), m_text(new QPlainTextEdit(this)), m_found(new QLabel(this)),
      m_teamLabel(new QLabel(QStringLiteral("Team in"), this)), m_team(new QComboBox(this)),
      m_firstDays(new QCheckBox(this)), m_lastDays(new QCheckBox(this)),
      m_since(new QCheckBox(QStringLiteral("The list holds only from"), this)), m_from(new QDateEdit(this)),
      m_open(new QTableWidget(0, 3, this)), m_tick(new QPushButton(this)), m_left(new QLabel(this)),
      m_outcome(new QLabel(this)), m_ok(new QPushButton(QStringLiteral("Assign"), this))
{
    setWindowTitle(QStringLiteral("Staff list"));
    setMinimumSize(960, 660);
    auto* column = new QVBoxLayout(this);
    auto* hint = new QLabel(
        QStringLiteral("Copy it from a spreadsheet, mail or CSV as it is, or open the file: a line per person with an "
                       "address, login or name, and the team. A header may say what the columns are (team, department, "
                       "…; name; GitHub user; start, end); other columns do not matter."),
        this);
    hint->setWordWrap(true);
    column->addWidget(hint);
    m_text->setPlaceholderText(QStringLiteral("ada@example.com\tPayments\nben@example.com\tShop"));
    m_text->setTabChangesFocus(false);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        m_teamChosen.reset(); // another list, perhaps
        read();
    });
    column->addWidget(m_text, 2);
    m_found->setWordWrap(true);
    column->addWidget(m_found);
    setUpOptions(column);
    setUpOpenLines(column);
    m_left->setWordWrap(true);
    column->addWidget(m_left);
    setUpButtons(column);
    m_text->setPlainText(text);
    read();
}

void RosterPaste::setUpOptions(QBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    row->addWidget(m_teamLabel);
    m_team->setObjectName(QStringLiteral("teamColumn"));
    connect(m_team, &QComboBox::activated, this, [this](int chosen) {
        m_teamChosen = static_cast<std::size_t>(chosen);
        read();
    });
    row->addWidget(m_team);
    m_lastDays->setChecked(true);
    m_firstDays->setToolTip(QStringLiteral("What somebody did before that day is in no team then."));
    for (auto* box : {m_firstDays, m_lastDays}) {
        connect(box, &QCheckBox::toggled, this, &RosterPaste::read);
        row->addWidget(box);
    }
    m_from->setDisplayFormat(QStringLiteral("d MMM yyyy"));
    m_from->setCalendarPopup(true);
    m_from->setEnabled(false);
    m_from->setDate(QDate(1970, 1, 1).addDays(m_board.asOf.time_since_epoch().count()));
    connect(m_since, &QCheckBox::toggled, m_from, &QWidget::setEnabled);
    connect(m_since, &QCheckBox::toggled, this, &RosterPaste::read);
    connect(m_from, &QDateEdit::dateChanged, this, &RosterPaste::read);
    row->addWidget(m_since);
    row->addWidget(m_from);
    row->addStretch(1);
    column->addLayout(row);
}

void RosterPaste::setUpOpenLines(QBoxLayout* column)
{
    m_open->setObjectName(QStringLiteral("openLines"));
    m_open->setHorizontalHeaderLabels({QStringLiteral("One person"), QStringLiteral("Line"), QStringLiteral("Why")});
    setUpPeopleTable(m_open);
    m_open->setWordWrap(false);
    m_open->horizontalHeader()->setStretchLastSection(true);
    connect(m_open, &QTableWidget::itemChanged, this, &RosterPaste::showOutcome);
    column->addWidget(m_open, 3);
    m_tick->setObjectName(QStringLiteral("tickShared"));
    m_tick->setAutoDefault(false);
    connect(m_tick, &QPushButton::clicked, this, &RosterPaste::tickShared);
    column->addWidget(m_tick, 0, Qt::AlignLeft);
}

void RosterPaste::setUpButtons(QBoxLayout* column)
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_ok->setObjectName(QStringLiteral("primary")); // before the box takes it, and the style with it
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    m_ok->setDefault(true);
    auto* open = buttons->addButton(QStringLiteral("From a file…"), QDialogButtonBox::ActionRole);
    open->setAutoDefault(false);
    connect(open, &QPushButton::clicked, this, [this] {
        const auto path =
            QFileDialog::getOpenFileName(this, QStringLiteral("Staff list"), {},
                                         QStringLiteral("Tables as text (*.csv *.tsv *.txt);;All files (*)"));
        if (path.isEmpty()) return;
        readFile(path);
        m_ok->setFocus();
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(m_outcome);
    column->addWidget(buttons);
}

bool RosterPaste::isTicked(std::size_t question) const
{
    return m_open->item(static_cast<int>(question), 0)->checkState() == Qt::Checked;
}

std::vector<store::DecisionRow> RosterPaste::decisions() const
{
    auto decisions = m_list.decisions;
    for (std::size_t i = 0; i < m_list.questions.size(); ++i) {
        if (!isTicked(i)) continue;
        const auto& rows = m_list.questions[i].ifOne;
        decisions.insert(decisions.end(), rows.begin(), rows.end());
    }
    return decisions;
}

QString RosterPaste::outcome() const
{
    const auto now = tally();
    auto text =
        QStringLiteral("Staff list: %1 put into teams%2.")
            .arg(counted(now.assigned, "person", "people"),
                 now.joined == 0
                     ? QString()
                     : QStringLiteral(", second accounts joined on %1").arg(counted(now.joined, "line", "lines")));
    if (now.open > 0)
        text += QStringLiteral(" %1 open; “Staff list…” shows them again.")
                    .arg(counted(now.open, "line stays", "lines stay"));
    if (!m_list.left.empty())
        text += QStringLiteral(" %1 on no line and in no team: filter by “unmapped”.")
                    .arg(counted(m_list.left.size(), "person of the data is", "people of the data are"));
    return text;
}

QString RosterPaste::text() const
{
    return m_text->toPlainText();
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
    session::StaffListOptions options;
    if (m_since->isChecked()) options.from = parseIsoDay(m_from->date().toString(Qt::ISODate).toStdString());
    options.firstDays = m_firstDays->isChecked();
    options.lastDays = m_lastDays->isChecked();
    options.team = m_teamChosen;
    m_list = session::staffList(m_board, m_text->toPlainText().toStdString(), options);
    m_found->setText(m_text->document()->isEmpty() ? QStringLiteral("Nothing pasted yet.") : understood(m_list));
    m_firstDays->setVisible(!m_list.fromColumn.empty());
    m_firstDays->setText(QStringLiteral("Not before “%1”").arg(utf8Of(m_list.fromColumn)));
    m_lastDays->setVisible(!m_list.toColumn.empty());
    m_lastDays->setText(QStringLiteral("Until “%1”").arg(utf8Of(m_list.toColumn)));
    showTeamColumn();
    m_text->setMaximumHeight(m_list.lines == 0 ? QWIDGETSIZE_MAX : kReadTextHeight); // what is open needs the room
    m_left->setText(m_list.lines == 0 ? QString() : leftText(m_list.left));
    showOpenLines();
}

void RosterPaste::showTeamColumn()
{
    const QSignalBlocker quiet(m_team);
    m_team->clear();
    for (const auto& column : m_list.columns) m_team->addItem(utf8Of(column));
    m_team->setCurrentIndex(m_list.team ? static_cast<int>(*m_list.team) : -1);
    for (QWidget* widget : {static_cast<QWidget*>(m_teamLabel), static_cast<QWidget*>(m_team)})
        widget->setVisible(!m_list.columns.empty());
}

void RosterPaste::showOpenLines()
{
    const QSignalBlocker quiet(m_open);
    m_open->setRowCount(static_cast<int>(m_list.questions.size() + m_list.contradictions.size()));
    int row = 0;
    std::size_t shared = 0;
    for (const auto& question : m_list.questions) {
        auto* box = new QTableWidgetItem;
        if (!question.ifOne.empty()) {
            box->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
            box->setCheckState(question.exact ? Qt::Checked : Qt::Unchecked);
            shared += !question.exact && question.wholeName ? 1 : 0;
        }
        m_open->setItem(row, 0, box);
        m_open->setItem(row, 1, new QTableWidgetItem(utf8Of(question.line)));
        m_open->setItem(row, 2, new QTableWidgetItem(utf8Of(question.why)));
        ++row;
    }
    for (const auto& contradiction : m_list.contradictions) {
        m_open->setItem(row, 0, new QTableWidgetItem);
        m_open->setItem(row, 1, new QTableWidgetItem(QStringLiteral("two lines")));
        m_open->setItem(row, 2, new QTableWidgetItem(utf8Of(contradiction) + QLatin1Char('.')));
        ++row;
    }
    for (int i = 0; i < row; ++i)
        for (const int column : {1, 2}) m_open->item(i, column)->setToolTip(m_open->item(i, column)->text());
    m_open->setColumnWidth(0, 90);
    m_open->setColumnWidth(1, 380);
    m_open->setVisible(row > 0);
    m_tick->setVisible(shared > 0);
    m_tick->setText(
        QStringLiteral("Tick the %1 whose accounts share a full name").arg(counted(shared, "line", "lines")));
    showOutcome();
}

void RosterPaste::tickShared()
{
    for (std::size_t i = 0; i < m_list.questions.size(); ++i)
        if (m_list.questions[i].wholeName) m_open->item(static_cast<int>(i), 0)->setCheckState(Qt::Checked);
}

/// What Assign does, as the boxes are ticked.
RosterPaste::Tally RosterPaste::tally() const
{
    Tally now{m_list.people, 0, 0};
    for (std::size_t i = 0; i < m_list.questions.size(); ++i) {
        const bool taken = m_list.questions[i].taken;
        if (isTicked(i))
            ++(taken ? now.joined : now.assigned);
        else if (!taken)
            ++now.open;
    }
    return now;
}

void RosterPaste::showOutcome()
{
    const auto now = tally();
    m_ok->setEnabled(now.assigned > 0);
    m_outcome->setText(m_list.lines == 0 ? QString()
                                         : QStringLiteral("Assign puts %1 into teams%2; %3 open.")
                                               .arg(counted(now.assigned, "person", "people"),
                                                    now.joined == 0 ? QString()
                                                                    : QStringLiteral(" and joins second accounts on %1")
                                                                          .arg(counted(now.joined, "line", "lines")),
                                                    counted(now.open, "line stays", "lines stay")));
    bool more = false; // the button has something to tick
    for (std::size_t i = 0; i < m_list.questions.size(); ++i)
        more = more || (m_list.questions[i].wholeName && !isTicked(i));
    m_tick->setEnabled(more);
}

} // namespace assay::ui
