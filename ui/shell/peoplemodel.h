// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/peopleboard.h"

#include <QAbstractTableModel>

namespace assay::ui {

/// The people of a board as rows: who they are, where they work, how much. Rows are those that fit the filter.
class PeopleModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Person,
        Identities,
        Team,
        Commits,
        UsageDays,
        LastSeen,
        Places,
        ColumnCount
    };

    explicit PeopleModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setBoard(const session::PeopleBoard* board);
    /// As `session::peopleMatching` understands it.
    void setFilter(const QString& pattern);
    /// Position in the board of a row here.
    [[nodiscard]] std::size_t personAt(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    void refill();
    [[nodiscard]] QString text(const session::BoardPerson& person, int column) const;

    const session::PeopleBoard* m_board = nullptr;
    bool m_anyUsage = false; ///< somebody has days of use
    QString m_pattern;
    std::vector<std::size_t> m_rows;
    int m_sorted = -1; ///< column; -1: as the board has them, the busiest first
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace assay::ui
