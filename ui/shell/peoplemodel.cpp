// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/peoplemodel.h"

#include "present/format.h"

#include <algorithm>
#include <array>

namespace assay::ui {
namespace {

constexpr std::array<const char*, PeopleModel::ColumnCount> kTitles{"Person",     "Identities", "Team",    "Commits",
                                                                    "Usage days", "Last seen",  "Works in"};

QString joinedWords(const std::vector<std::string>& words)
{
    QStringList list;
    for (const auto& word : words) list.append(QString::fromStdString(word));
    return list.join(QStringLiteral(", "));
}

/// Which teams, and when: "Payments, since ever until 1 Jun 2025".
QStringList staysOf(const session::BoardPerson& person)
{
    QStringList lines;
    for (const auto& stay : person.stays)
        lines.append(QStringLiteral("%1, %2%3")
                         .arg(stay.team.empty() ? QStringLiteral("no team") : QString::fromStdString(stay.team),
                              stay.from ? QStringLiteral("since ") + present::formatDay(*stay.from)
                                        : QStringLiteral("since ever"),
                              stay.to ? QStringLiteral(" until ") + present::formatDay(*stay.to) : QString()));
    return lines;
}

/// The team at the end of the data, or the last one that somebody was in.
QString teamNow(const session::BoardPerson& person)
{
    if (person.bot) return QStringLiteral("–");
    if (!person.team.empty()) return QString::fromStdString(person.team);
    const session::BoardStay* last = nullptr;
    for (const auto& stay : person.stays)
        if (!stay.team.empty() && stay.to && (last == nullptr || *last->to < *stay.to)) last = &stay;
    return last == nullptr
               ? QStringLiteral("–")
               : QStringLiteral("%1, until %2").arg(QString::fromStdString(last->team), present::formatDay(*last->to));
}

} // namespace

void PeopleModel::setBoard(const session::PeopleBoard* board)
{
    m_board = board;
    m_anyUsage = board != nullptr && std::any_of(board->people.begin(), board->people.end(),
                                                 [](const auto& person) { return person.usageDays > 0; });
    refill();
}

void PeopleModel::setFilter(const QString& pattern)
{
    m_pattern = pattern;
    refill();
}

void PeopleModel::refill()
{
    beginResetModel();
    m_rows =
        m_board == nullptr ? std::vector<std::size_t>() : session::peopleMatching(*m_board, m_pattern.toStdString());
    endResetModel();
    if (m_sorted >= 0) sort(m_sorted, m_order);
}

int PeopleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PeopleModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PeopleModel::text(const session::BoardPerson& person, int column) const
{
    switch (column) {
    case Person:
        return QString::fromStdString(person.name) + (person.bot ? QStringLiteral("  (program)") : QString());
    case Identities: {
        std::vector<std::string> values;
        for (const auto& identity : person.identities) values.push_back(identity.value);
        return joinedWords(values);
    }
    case Team:
        return teamNow(person);
    case Commits:
        return present::formatCount(person.commits);
    case UsageDays:
        // Without any usage report nobody's use is known.
        return m_anyUsage ? present::formatCount(person.usageDays) : QStringLiteral("–");
    case LastSeen:
        return person.lastSeen ? present::formatDay(*person.lastSeen) : QStringLiteral("–");
    default:
        return joinedWords(person.places);
    }
}

QVariant PeopleModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || m_board == nullptr) return {};
    const auto& person = m_board->people[personAt(index.row())];
    if (role == Qt::DisplayRole) return text(person, index.column());
    if (role == Qt::TextAlignmentRole && (index.column() == Commits || index.column() == UsageDays))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole) {
        QStringList lines = index.column() == Team ? staysOf(person) : QStringList();
        for (const auto& identity : person.identities)
            lines.append(QStringLiteral("%1: %2").arg(QString::fromStdString(identity.value),
                                                      QString::fromStdString(identity.reason)));
        return lines.join(QLatin1Char('\n'));
    }
    return {};
}

QVariant PeopleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == Qt::TextAlignmentRole && (section == Commits || section == UsageDays))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole) return {};
    return QString::fromUtf8(kTitles.at(static_cast<std::size_t>(section)));
}

void PeopleModel::sort(int column, Qt::SortOrder order)
{
    m_sorted = column;
    m_order = order;
    if (m_board == nullptr || column < 0) return;
    Q_EMIT layoutAboutToBeChanged();
    const auto before = [this, column](std::size_t a, std::size_t b) {
        const auto& x = m_board->people[a];
        const auto& y = m_board->people[b];
        if (column == Commits) return x.commits < y.commits;
        if (column == UsageDays) return x.usageDays < y.usageDays;
        if (column == LastSeen) return x.lastSeen < y.lastSeen;
        return text(x, column).toCaseFolded().localeAwareCompare(text(y, column).toCaseFolded()) < 0;
    };
    std::stable_sort(m_rows.begin(), m_rows.end(), [&before, order](std::size_t a, std::size_t b) {
        return order == Qt::AscendingOrder ? before(a, b) : before(b, a);
    });
    Q_EMIT layoutChanged();
}

} // namespace assay::ui
