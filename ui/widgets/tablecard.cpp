// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tablecard.h"

#include "charts/marks.h"
#include "models/tablespecmodel.h"
#include "widgets/columnwidths.h"
#include "widgets/emptystate.h"
#include "widgets/tabledelegate.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <algorithm>
#include <cmath>

namespace assay::ui {
namespace {

/// Rows that are measured to size the columns.
constexpr int kMeasuredRows = 200;
/// In longer tables that scroll, rows stay one line high, so that they can be run through; the tooltip has the whole
/// text.
constexpr int kMostWrappedRows = 130;
constexpr int kHeaderHeight = 34;
constexpr int kTwoLineHeader = 48;
/// Around a heading: the padding of the style sheet.
constexpr int kHeadMargin = 20;
/// No word or figure asks for more than this part of a table (of fewer columns: a column's part): an address is broken
/// where it must be.
constexpr int kLeastParts = 5;

/// Width at which a heading still fits on two lines.
double brokenWidth(const QString& title)
{
    const QFont font = interFont(12);
    double least = widthOf(title, font);
    for (qsizetype at = title.indexOf(u' '); at >= 0; at = title.indexOf(u' ', at + 1))
        least = std::min(least, std::max(widthOf(title.left(at), font), widthOf(title.mid(at + 1), font)));
    return least;
}

} // namespace

TableCard::TableCard(const present::TableSpec& spec, const Theme& theme, bool fill, QWidget* parent)
    : Card(theme, parent), m_fill(fill)
{
    if (!spec.title.isEmpty()) addHeading(spec.title, spec.subtitle, spec.hints);
    column()->addSpacing(4);
    if (spec.rows.empty())
        column()->addWidget(new EmptyState(spec.empty, theme, this), 1);
    else
        setUpTable(spec);
    if (!spec.footnote.isEmpty()) addText(spec.footnote, kSmallSize, theme.muted);
}

void TableCard::setUpTable(const present::TableSpec& spec)
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
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_table->setAccessibleName(spec.title);
    m_table->setStyleSheet(
        QStringLiteral("QTableView { background: transparent; border: none; } QHeaderView { background: transparent; } "
                       "QHeaderView::section { background: transparent; border: none; border-bottom: 1px solid %1; "
                       "color: %2; padding: 5px 8px; }")
            .arg(m_theme.line.name(), m_theme.muted.name()));
    auto* header = m_table->horizontalHeader();
    header->setFont(interFont(12));
    header->setHighlightSections(false);
    header->setSortIndicatorClearable(true);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    header->setMinimumSectionSize(30);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->viewport()->installEventFilter(this);
    if (!m_fill) {
        m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_table->setFixedHeight(static_cast<int>(spec.rows.size()) * kRowHeight + kHeaderHeight);
    }
    connect(sorted, &QAbstractItemModel::layoutChanged, this, [this] {
        if (wraps()) fitRows();
    });
    const auto open = [this, model, sorted](const QModelIndex& index) {
        if (!index.isValid()) return;
        const auto row = static_cast<std::size_t>(sorted->mapToSource(index).row());
        const auto& drill = model->spec().rows[row].drill;
        if (drill.valid()) Q_EMIT drillRequested(drill);
    };
    // A click opens, as everywhere; with Ctrl or Shift it selects, for copying.
    connect(m_table, &QTableView::clicked, this, [open](const QModelIndex& index) {
        if (QGuiApplication::keyboardModifiers() == Qt::NoModifier) open(index);
    });
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* enter = new QShortcut(key, m_table, nullptr, nullptr, Qt::WidgetShortcut);
        connect(enter, &QShortcut::activated, this, [this, open] { open(m_table->currentIndex()); });
    }
    auto* copy = new QShortcut(QKeySequence::Copy, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &TableCard::copySelection);
    column()->addWidget(m_table, m_fill ? 1 : 0);
    if (!m_fill) column()->addStretch(1);
}

void TableCard::fitColumns()
{
    const auto& columns =
        static_cast<const TableSpecModel*>(static_cast<const QSortFilterProxyModel*>(m_table->model())->sourceModel())
            ->spec()
            .columns;
    const int room = m_table->viewport()->width();
    const int rows = std::min(m_table->model()->rowCount(), kMeasuredRows);
    const int parts = std::clamp(static_cast<int>(columns.size()), 1, kLeastParts);
    std::vector<ColumnNeed> needs;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const int whole = static_cast<int>(widthOf(columns[i].title, interFont(12))) + kHeadMargin;
        const int head = static_cast<int>(std::ceil(brokenWidth(columns[i].title))) + kHeadMargin;
        ColumnNeed need{head, whole, columns[i].stretch, head};
        for (int row = 0; row < rows; ++row) {
            const auto index = m_table->model()->index(row, static_cast<int>(i));
            need.wanted = std::max(need.wanted, m_table->itemDelegate()->sizeHint({}, index).width());
            need.least = std::max(need.least, std::min(TableDelegate::leastWidth(index), room / parts));
        }
        needs.push_back(need);
    }
    const auto widths = columnWidths(needs, room);
    m_headerHeight = kHeaderHeight;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        m_table->setColumnWidth(static_cast<int>(i), widths[i]);
        if (widths[i] < static_cast<int>(widthOf(columns[i].title, interFont(12))) + kHeadMargin)
            m_headerHeight = kTwoLineHeader;
    }
    m_table->horizontalHeader()->setFixedHeight(m_headerHeight);
    if (wraps()) fitRows();
}

bool TableCard::wraps() const
{
    return !m_fill || m_table->model()->rowCount() <= kMostWrappedRows;
}

/// Long texts are broken instead of cut.
void TableCard::fitRows()
{
    int height = m_headerHeight;
    for (int row = 0; row < m_table->model()->rowCount(); ++row) {
        int needed = kRowHeight;
        for (int column = 0; column < m_table->model()->columnCount(); ++column)
            needed = std::max(
                needed, TableDelegate::heightFor(m_table->model()->index(row, column), m_table->columnWidth(column)));
        m_table->setRowHeight(row, needed);
        height += needed;
    }
    if (!m_fill) m_table->setFixedHeight(height);
}

bool TableCard::reveal(const QString& rowId)
{
    if (m_table == nullptr) return false;
    const auto* sorted = static_cast<const QSortFilterProxyModel*>(m_table->model());
    const auto* model = static_cast<const TableSpecModel*>(sorted->sourceModel());
    const auto& rows = model->spec().rows;
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == rowId; });
    if (found == rows.end()) return false;
    const auto index = sorted->mapFromSource(model->index(static_cast<int>(found - rows.begin()), 0));
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index, QAbstractItemView::PositionAtTop);
    return true;
}

QString TableCard::currentRow() const
{
    if (m_table == nullptr || !m_table->currentIndex().isValid()) return {};
    const auto* sorted = static_cast<const QSortFilterProxyModel*>(m_table->model());
    const auto* model = static_cast<const TableSpecModel*>(sorted->sourceModel());
    return model->spec().rows[static_cast<std::size_t>(sorted->mapToSource(m_table->currentIndex()).row())].id;
}

bool TableCard::eventFilter(QObject* watched, QEvent* event)
{
    if (m_table != nullptr && watched == m_table->viewport() && event->type() == QEvent::Resize) fitColumns();
    return Card::eventFilter(watched, event);
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
