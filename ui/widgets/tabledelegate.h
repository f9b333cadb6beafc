// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"

#include <QStyledItemDelegate>

namespace assay::ui {

inline constexpr int kRowHeight = 31;

/// Draws cells of a table spec: text, badges, small bars, a line below each row.
class TableDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    TableDelegate(const Theme& theme, QObject* parent = nullptr) : QStyledItemDelegate(parent), m_theme(theme) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Height a row needs for this cell at a width, its text broken into lines.
    /// Width below which a figure, a badge or a word of the cell would break.
    [[nodiscard]] static int leastWidth(const QModelIndex& index);
    [[nodiscard]] static int heightFor(const QModelIndex& index, int width);
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace assay::ui
