// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/pagecontent.h"

#include "widgets/bannercard.h"
#include "widgets/chartcard.h"
#include "widgets/dropzone.h"
#include "widgets/kpicard.h"
#include "widgets/notescard.h"
#include "widgets/tablecard.h"

#include <QAbstractButton>
#include <QGridLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <map>

namespace assay::ui {
namespace {

constexpr int kGap = 12;
constexpr int kColumns = 12;
/// Tables longer than this scroll within their card.
constexpr std::size_t kMostFreeRows = 16;

} // namespace

PageContent::PageContent(const present::PageSpec& spec, const Theme& theme, Medium medium, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_medium(medium), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(20, 4, 20, 20);
    m_column->setSpacing(kGap);
    if (!spec.dropHint.isEmpty() && medium == Medium::Screen)
        m_column->addWidget(new DropZone(spec.dropHint, theme, this));
    addBanners(spec);
    addActions(spec);
    addKpis(spec);
    addBlocks(spec);
    if (!spec.footnote.isEmpty())
        m_column->addWidget(makeLabel(spec.footnote, kSmallSize, theme.muted, QFont::Normal, this));
    m_column->addStretch(1);
    setAccessibleName(spec.title);
    if (medium == Medium::Screen) return;
    for (auto* sign : findChildren<QAbstractButton*>()) sign->hide();
}

void PageContent::addBanners(const present::PageSpec& spec)
{
    for (const auto& banner : spec.banners) {
        auto* card = new BannerCard(banner, m_theme, this);
        connect(card, &BannerCard::linkActivated, this, &PageContent::linkActivated);
        m_column->addWidget(card);
    }
}

void PageContent::addActions(const present::PageSpec& spec)
{
    if (spec.actions.empty()) return;
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    for (const auto& action : spec.actions) {
        auto* button = new QPushButton(action.title, this);
        button->setCursor(Qt::PointingHandCursor);
        connect(button, &QPushButton::clicked, this, [this, id = action.id] { Q_EMIT actionRequested(id); });
        row->addWidget(button);
    }
    row->addStretch(1);
    m_column->addLayout(row);
}

void PageContent::addKpis(const present::PageSpec& spec)
{
    if (spec.kpis.empty()) return;
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    for (const auto& kpi : spec.kpis) {
        auto* card = new KpiCard(kpi, m_theme, this);
        connect(card, &KpiCard::drillRequested, this, &PageContent::drillRequested);
        linkToDefinition(card);
        row->addWidget(card, 1);
    }
    m_column->addLayout(row);
}

void PageContent::linkToDefinition(const Card* card)
{
    connect(card, &Card::definitionRequested, this,
            [this](const QString& measure) { Q_EMIT linkActivated(QStringLiteral("methods#") + measure); });
}

void PageContent::addBlocks(const present::PageSpec& spec)
{
    auto* grid = new QGridLayout;
    grid->setSpacing(kGap);
    for (int column = 0; column < kColumns; ++column) grid->setColumnStretch(column, 1);
    std::map<int, int> heights;
    for (const auto& placed : spec.blocks) {
        const auto* table = std::get_if<present::TableSpec>(&placed.block);
        const bool whole = m_medium == Medium::Paper || (table != nullptr && table->rows.size() <= kMostFreeRows);
        const bool free = table != nullptr && whole && !table->rows.empty();
        auto* widget = widgetFor(placed.block, !free);
        const int each = (placed.height - kGap * (placed.rowSpan - 1)) / std::max(1, placed.rowSpan);
        for (int row = placed.row; row < placed.row + placed.rowSpan && !free; ++row)
            heights[row] = std::max(heights[row], each);
        grid->addWidget(widget, placed.row, placed.column, placed.rowSpan, placed.span);
    }
    for (const auto& [row, height] : heights) grid->setRowMinimumHeight(row, height);
    m_column->addLayout(grid);
}

QWidget* PageContent::widgetFor(const present::Block& block, bool fill)
{
    if (const auto* chart = std::get_if<present::ChartSpec>(&block)) {
        auto* card = new ChartCard(*chart, m_theme, this);
        connect(card, &ChartCard::drillRequested, this, &PageContent::drillRequested);
        linkToDefinition(card);
        return card;
    }
    if (const auto* table = std::get_if<present::TableSpec>(&block)) {
        auto* card = new TableCard(*table, m_theme, fill, this);
        connect(card, &TableCard::drillRequested, this, &PageContent::drillRequested);
        return card;
    }
    return new NotesCard(std::get<present::NotesSpec>(block), m_theme, this);
}

void PageContent::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.background);
}

} // namespace assay::ui
