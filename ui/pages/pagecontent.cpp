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

namespace assay::ui {
namespace {

constexpr int kGap = 12;
constexpr int kColumns = 12;
/// Tables longer than this scroll within their card.
constexpr std::size_t kMostFreeRows = 24;
/// A card that only says why it is empty.
constexpr int kEmptyHeight = 130;

/// Blocks one below the other, in the order in which they are read.
std::vector<present::Placed> stacked(std::vector<present::Placed> blocks)
{
    std::stable_sort(blocks.begin(), blocks.end(), [](const present::Placed& a, const present::Placed& b) {
        return std::pair(a.row, a.column) < std::pair(b.row, b.column);
    });
    int row = 0;
    for (auto& placed : blocks) {
        placed.row = row++;
        placed.column = 0;
        placed.span = kColumns;
        placed.rowSpan = 1;
    }
    return blocks;
}

/// Height that a block asks its row for; 0 where its contents decide. On paper charts grow into what is left of a
/// sheet.
int heightOf(const present::Placed& placed, Medium medium)
{
    const int each = (placed.height - kGap * (placed.rowSpan - 1)) / std::max(1, placed.rowSpan);
    if (std::holds_alternative<present::NotesSpec>(placed.block)) return 0;
    if (const auto* table = std::get_if<present::TableSpec>(&placed.block)) {
        if (table->rows.empty()) return std::min(each, kEmptyHeight);
        return table->rows.size() <= kMostFreeRows ? 0 : each;
    }
    const auto& chart = std::get<present::ChartSpec>(placed.block);
    if (!chart.empty.isEmpty()) return std::min(each, kEmptyHeight);
    return medium == Medium::Paper ? each : std::min(each, ChartCard::fairHeight(chart));
}

} // namespace

PageContent::PageContent(const present::PageSpec& spec, const Theme& theme, Medium medium, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_medium(medium), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(20, 4, 20, 20);
    m_column->setSpacing(kGap);
    if (!spec.dropHint.isEmpty() && medium != Medium::Paper)
        m_column->addWidget(new DropZone(spec.dropHint, theme, this));
    addBanners(spec);
    addActions(spec);
    addKpis(spec);
    addBlocks(spec);
    if (!spec.footnote.isEmpty())
        m_column->addWidget(makeLabel(spec.footnote, kSmallSize, theme.muted, QFont::Normal, this));
    m_column->addStretch(1);
    setAccessibleName(spec.title);
    if (medium != Medium::Paper) return;
    for (auto* sign : findChildren<QAbstractButton*>()) sign->hide();
}

void PageContent::addBanners(const present::PageSpec& spec)
{
    for (const auto& banner : spec.banners) {
        auto* card = new BannerCard(banner, m_theme, this);
        connect(card, &BannerCard::linkActivated, this, &PageContent::linkActivated);
        connect(card, &Card::placeRequested, this, &PageContent::linkActivated);
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
    auto* grid = new QGridLayout;
    grid->setSpacing(kGap);
    const int perRow = m_medium == Medium::Narrow ? 2 : static_cast<int>(spec.kpis.size());
    int place = 0;
    for (const auto& kpi : spec.kpis) {
        auto* card = kpiCard(kpi);
        m_cards[kpi.id] = card;
        grid->addWidget(card, place / perRow, place % perRow);
        grid->setColumnStretch(place % perRow, 1);
        ++place;
    }
    m_column->addLayout(grid);
}

KpiCard* PageContent::kpiCard(const present::KpiSpec& kpi)
{
    auto* card = new KpiCard(kpi, m_theme, this);
    connect(card, &KpiCard::drillRequested, this, &PageContent::drillRequested);
    connect(card, &Card::placeRequested, this, &PageContent::linkActivated);
    return card;
}

ChartCard* PageContent::chartCard(const present::ChartSpec& chart)
{
    auto* card = new ChartCard(chart, m_theme, this);
    connect(card, &ChartCard::drillRequested, this, &PageContent::drillRequested);
    connect(card, &Card::placeRequested, this, &PageContent::linkActivated);
    return card;
}

void PageContent::showLive(const present::LiveSpec& live)
{
    // What is scrolled away can wait until the handle is let go.
    const auto inSight = [this](const QString& id) {
        const auto card = m_cards.find(id);
        return card != m_cards.end() && !card->second->visibleRegion().isEmpty();
    };
    for (const auto& kpi : live.kpis)
        if (inSight(kpi.id)) replace(kpi.id, kpiCard(kpi));
    for (const auto& chart : live.charts)
        if (inSight(chart.id)) replace(chart.id, chartCard(chart));
}

/// The new card in the place of the old one.
void PageContent::replace(const QString& id, Card* card)
{
    auto*& shown = m_cards[id];
    delete m_column->replaceWidget(shown, card);
    card->show();
    delete std::exchange(shown, card);
}

void PageContent::addBlocks(const present::PageSpec& spec)
{
    auto* grid = new QGridLayout;
    grid->setSpacing(kGap);
    for (int column = 0; column < kColumns; ++column) grid->setColumnStretch(column, 1);
    std::map<int, int> heights;
    for (const auto& placed : m_medium == Medium::Narrow ? stacked(spec.blocks) : spec.blocks) {
        const int each = heightOf(placed, m_medium);
        for (int row = placed.row; row < placed.row + placed.rowSpan && each > 0; ++row)
            heights[row] = std::max(heights[row], each);
        grid->addWidget(widgetFor(placed.block), placed.row, placed.column, placed.rowSpan, placed.span);
    }
    for (const auto& [row, height] : heights) grid->setRowMinimumHeight(row, height);
    m_column->addLayout(grid);
}

QWidget* PageContent::widgetFor(const present::Block& block)
{
    if (const auto* chart = std::get_if<present::ChartSpec>(&block)) {
        auto* card = chartCard(*chart);
        m_cards[chart->id] = card;
        return card;
    }
    if (const auto* table = std::get_if<present::TableSpec>(&block)) {
        const bool scrolls = table->rows.empty() || table->rows.size() > kMostFreeRows;
        auto* card = new TableCard(*table, m_theme, scrolls, this);
        connect(card, &TableCard::drillRequested, this, &PageContent::drillRequested);
        connect(card, &Card::placeRequested, this, &PageContent::linkActivated);
        return card;
    }
    auto* card = new NotesCard(std::get<present::NotesSpec>(block), m_theme, this);
    connect(card, &Card::placeRequested, this, &PageContent::linkActivated);
    return card;
}

void PageContent::paintEvent(QPaintEvent*)
{
    // Paper is white, and a page is printed in parts: a background would cover what stands around them.
    if (m_medium == Medium::Paper) return;
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.background);
}

} // namespace assay::ui
