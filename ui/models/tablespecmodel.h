// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/tablespec.h"

#include <QAbstractTableModel>

namespace assay::ui {

/// A table spec as an item model. Sorting uses the values behind the texts (`kSortRole`).
class TableSpecModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role
    {
        kSortRole = Qt::UserRole,
        kToneRole,
        kBadgeRole,
        kBarRole,
        kStrongRole
    };

    explicit TableSpecModel(present::TableSpec spec, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const present::TableSpec& spec() const { return m_spec; }

private:
    present::TableSpec m_spec;
};

} // namespace assay::ui
