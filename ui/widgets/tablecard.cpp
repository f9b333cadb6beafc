// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tablecard.h"

#include "models/tablespecmodel.h"
#include "widgets/emptystate.h"
#include "widgets/tabledelegate.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <algorithm>

namespace assay::ui {

TableCard::TableCard(const present::TableSpec& spec, const Theme& theme, bool fill, QWidget* parent) : Card(theme, parent)
{
    if (!spec.title.isEmpty()) addHeading(spec.title, spec.subtitle);
    column()->addSpacing(4);
    if (spec.rows.empty()) column()->addWidget(new EmptyState(spec.empty, theme, this), 1);
    else setUpTable(spec, fill);
    if (!spec.footnote.isEmpty()) addText(spec.footnote, kSmallSize, theme.muted);
}

void TableCard::setUpTable(const present::TableSpec& spec, bool fill)
{
    auto* model = new TableSpecModel(spec, this);
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(model);
    sorted->setSortRole(TableSpecModel::kSortRole);
    m_table = new QTableView(this);
    m_table->setModel(sorted);
    m_table->setItemDelegate(new TableDelegate(m_theme, m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setMouseTracking(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(31);
    m_table->setAccessibleName(spec.title);
    m_table->setStyleSheet(QStringLiteral("QTableView { background: transparent; border: none; } QHeaderView { background: transparent; } "
                                          "QHeaderView::section { background: transparent; border: none; border-bottom: 1px solid %1; color: %2; padding: 5px 8px; }")
                               .arg(m_theme.line.name(), m_theme.muted.name()));
    auto* header = m_table->horizontalHeader();
    header->setFont(interFont(12));
    header->setHighlightSections(false);
    header->setSortIndicatorClearable(true);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    for (std::size_t i = 0; i < spec.columns.size(); ++i)
        header->setSectionResizeMode(static_cast<int>(i), spec.columns[i].stretch > 1 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    if (std::none_of(spec.columns.begin(), spec.columns.end(), [](const auto& c) { return c.stretch > 1; })) header->setStretchLastSection(true);
    if (!fill) {
        m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_table->setFixedHeight(static_cast<int>(spec.rows.size()) * 31 + 34);
    }
    connect(m_table, &QTableView::activated, this, [this, model, sorted](const QModelIndex& index) {
        const auto row = static_cast<std::size_t>(sorted->mapToSource(index).row());
        const auto& drill = model->spec().rows[row].drill;
        if (drill.valid()) Q_EMIT drillRequested(drill);
    });
    auto* copy = new QShortcut(QKeySequence::Copy, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &TableCard::copySelection);
    column()->addWidget(m_table, fill ? 1 : 0);
    if (!fill) column()->addStretch(1);
}

void TableCard::copySelection() const
{
    QString text;
    for (const auto& row : m_table->selectionModel()->selectedRows()) {
        for (int column = 0; column < m_table->model()->columnCount(); ++column)
            text += (column > 0 ? QStringLiteral("\t") : QString()) + row.siblingAtColumn(column).data().toString();
        text += QLatin1Char('\n');
    }
    QGuiApplication::clipboard()->setText(text);
}

} // namespace assay::ui
