// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tablespecmodel.h"

namespace assay::ui {

TableSpecModel::TableSpecModel(present::TableSpec spec, QObject* parent)
    : QAbstractTableModel(parent), m_spec(std::move(spec))
{
}

int TableSpecModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_spec.rows.size());
}

int TableSpecModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_spec.columns.size());
}

QVariant TableSpecModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& cells = m_spec.rows[static_cast<std::size_t>(index.row())].cells;
    const auto column = static_cast<std::size_t>(index.column());
    if (column >= cells.size()) return {};
    const auto& cell = cells[column];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return cell.text;
    case Qt::TextAlignmentRole:
        return static_cast<int>(m_spec.columns[column].number ? Qt::AlignRight | Qt::AlignVCenter
                                                              : Qt::AlignLeft | Qt::AlignVCenter);
    case kSortRole:
        return cell.sort.isValid() ? cell.sort : QVariant(cell.text);
    case kToneRole:
        return static_cast<int>(cell.tone);
    case kBadgeRole:
        return cell.badge;
    case kStrongRole:
        return cell.strong;
    case kBarRole:
        return cell.bar ? QVariant(*cell.bar) : QVariant();
    default:
        return {};
    }
}

QVariant TableSpecModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    const auto& column = m_spec.columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole) return column.title;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((column.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter) |
               static_cast<int>(Qt::TextWordWrap);
    return {};
}

} // namespace assay::ui
