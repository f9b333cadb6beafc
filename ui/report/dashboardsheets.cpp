// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/dashboardsheets.h"

#include "pages/pagecontent.h"
#include "report/flow.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace assay::ui {
namespace {

/// Width at which a page is laid out before it is scaled to the paper: at A4, 11 px become 6.7 pt, and no type on a
/// card is smaller.
constexpr int kPageWidth = 860;
/// What PageContent leaves free at either side.
constexpr int kSide = 20;
/// A list of remarks up to this long stays beside its chart.
constexpr std::size_t kFewNotes = 6;
/// Charts grow and shrink by at most these factors to fill a sheet.
constexpr double kMostGrowth = 1.45;
constexpr double kMostShrinking = 0.7;
constexpr int kGridColumns = 12;

/// What of a page is drawn as cards, and what flows below them.
struct Parts
{
    present::PageSpec cards;
    std::vector<present::Block> flowing;
};

bool flows(const present::Placed& placed, const present::PageSpec& page)
{
    if (std::holds_alternative<present::TableSpec>(placed.block)) return true;
    const auto* notes = std::get_if<present::NotesSpec>(&placed.block);
    if (notes == nullptr) return false;
    const bool besideChart = std::any_of(page.blocks.begin(), page.blocks.end(), [&](const auto& other) {
        return other.row == placed.row && std::holds_alternative<present::ChartSpec>(other.block);
    });
    return !besideChart || notes->notes.size() > kFewNotes;
}

/// Two cards share a row evenly, since the narrower would not be readable on paper; one alone takes the whole.
void shareRows(std::vector<present::Placed>& blocks)
{
    std::map<int, std::vector<present::Placed*>> rows;
    for (auto& block : blocks) rows[block.row].push_back(&block);
    for (auto& [row, cards] : rows) {
        std::sort(cards.begin(), cards.end(), [](const auto* a, const auto* b) { return a->column < b->column; });
        if (cards.size() > 2) continue;
        const int first = cards.size() == 1 ? kGridColumns : kGridColumns / 2;
        cards[0]->column = 0;
        cards[0]->span = first;
        if (cards.size() == 1) continue;
        cards[1]->column = first;
        cards[1]->span = kGridColumns - first;
    }
}

Parts partsOf(const present::PageSpec& page)
{
    Parts parts{page, {}};
    parts.cards.blocks.clear();
    parts.cards.actions.clear();
    parts.cards.footnote.clear();
    bool spanning = false;
    for (const auto& placed : page.blocks) {
        if (flows(placed, page)) {
            parts.flowing.push_back(placed.block);
        } else {
            parts.cards.blocks.push_back(placed);
            spanning = spanning || placed.rowSpan > 1;
        }
    }
    if (!spanning) shareRows(parts.cards.blocks);
    return parts;
}

/// The cards, laid out off the screen. A window of its own holds them: one with sizes of its own would ask the platform
/// for size hints, which the one without a display refuses aloud.
class Layout
{
public:
    explicit Layout(const present::PageSpec& cards)
    {
        m_holder.setAttribute(Qt::WA_DontShowOnScreen);
        m_content = new PageContent(cards, Theme::paper(), Medium::Paper, &m_holder); // the holder owns it
        m_content->setFixedWidth(kPageWidth);
        m_holder.resize(kPageWidth, kPageWidth);
        m_holder.show();
        // Text wraps once its width is known, so the height settles in steps.
        for (int i = 0; i < 4; ++i) {
            QCoreApplication::sendPostedEvents();
            const int height = std::max(m_content->sizeHint().height(), m_content->heightForWidth(kPageWidth));
            if (height == m_content->height()) break;
            m_content->resize(kPageWidth, height);
        }
    }
    [[nodiscard]] PageContent& content() { return *m_content; }

private:
    QWidget m_holder;
    PageContent* m_content;
};

/// From the first card to the end of the last one.
struct Extent
{
    int top = 0;
    int bottom = 0;
};

Extent extentOf(const PageContent& content)
{
    Extent extent{content.height(), 0};
    for (const auto* child : content.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (!child->isVisible() || child->height() == 0) continue;
        extent.top = std::min(extent.top, child->geometry().top());
        extent.bottom = std::max(extent.bottom, child->geometry().bottom() + 1);
    }
    return extent.bottom == 0 ? Extent{} : extent;
}

double scaleOn(const Sheet& sheet)
{
    return sheet.body().width() / (kPageWidth - 2 * kSide);
}

double heightOn(const Sheet& sheet, const PageContent& content)
{
    const auto extent = extentOf(content);
    return (extent.bottom - extent.top) * scaleOn(sheet);
}

void drawCards(Sheet& sheet, PageContent& content, double y)
{
    const auto extent = extentOf(content);
    auto& painter = sheet.painter();
    painter.save();
    painter.translate(sheet.body().left(), y);
    painter.scale(scaleOn(sheet), scaleOn(sheet));
    content.render(&painter, QPoint(), QRegion(kSide, extent.top, kPageWidth - 2 * kSide, extent.bottom - extent.top),
                   QWidget::DrawChildren);
    painter.restore();
}

/// Gives the rows of charts what the sheet has left, or takes from them what it lacks. False: nothing changed.
bool grow(present::PageSpec& cards, double pixels)
{
    std::set<int> rows;
    for (const auto& placed : cards.blocks) rows.insert(placed.row);
    bool changed = false;
    if (rows.empty()) return changed;
    const double each = pixels / static_cast<double>(rows.size());
    for (auto& placed : cards.blocks) {
        const auto height = static_cast<int>(
            std::clamp(placed.height + each, placed.height * kMostShrinking, placed.height * kMostGrowth));
        changed = changed || height != placed.height;
        placed.height = height;
    }
    return changed;
}

/// The last row of cards, for the annex.
std::vector<present::Block> withoutLastRow(present::PageSpec& cards)
{
    int last = 0;
    for (const auto& placed : cards.blocks) last = std::max(last, placed.row + placed.rowSpan - 1);
    std::vector<present::Block> taken;
    std::vector<present::Placed> kept;
    for (auto& placed : cards.blocks) {
        if (placed.row + placed.rowSpan - 1 == last)
            taken.push_back(std::move(placed.block));
        else
            kept.push_back(std::move(placed));
    }
    cards.blocks = std::move(kept);
    return taken;
}

QString titleOf(const present::Block& block)
{
    return std::visit([](const auto& spec) { return spec.title; }, block);
}

/// The last lines of the sheet: coverage, and where the rest is.
QString lastLines(const present::PageSpec& page, const std::vector<AnnexEntry>& annex)
{
    QStringList titles;
    for (const auto& entry : annex) titles.append(titleOf(entry.block));
    if (titles.isEmpty()) return page.footnote;
    const auto where = QStringLiteral("In the annex: ") + titles.join(QStringLiteral(", ")) + u'.';
    return page.footnote.isEmpty() ? where : page.footnote + u' ' + where;
}

/// One sheet of a page while it is put together.
class PageSheet
{
public:
    PageSheet(Sheet& sheet, const present::PageSpec& page) : m_sheet(sheet), m_page(page), m_parts(partsOf(page))
    {
        m_sheet.beginPage(page.title);
        m_top = m_sheet.title(page.title);
        // Room for the last lines as if everything went to the annex: they can only become shorter.
        std::vector<AnnexEntry> all;
        for (const auto& placed : page.blocks) all.push_back({page.title, placed.block});
        m_bottom = m_sheet.body().bottom() - m_sheet.textHeight(m_sheet.body().width(), lastLines(page, all), 10) - 8;
        fitCards();
        chooseFlowing();
    }

    std::vector<AnnexEntry> draw()
    {
        drawCards(m_sheet, m_layout->content(), m_top);
        Flow flow(m_sheet, m_page.title, m_top + heightOn(m_sheet, m_layout->content()));
        for (const auto& block : m_here) flow.block(block);
        const auto body = m_sheet.body();
        m_sheet.text(QRectF(body.left(), flow.y() + 6, body.width(), 0), lastLines(m_page, m_annex), 10,
                     m_sheet.theme().muted);
        return std::move(m_annex);
    }

private:
    /// Charts shrink to make their rows fit; rows that do not fit even so go to the annex.
    void fitCards()
    {
        for (;;) {
            m_layout = std::make_unique<Layout>(m_parts.cards);
            const double room = m_bottom - m_top;
            const double natural = heightOn(m_sheet, m_layout->content());
            if (natural <= room || m_parts.cards.blocks.empty()) return;
            auto smaller = m_parts.cards;
            if (grow(smaller, (room - natural) / scaleOn(m_sheet) - 4)) {
                m_layout = std::make_unique<Layout>(smaller);
                if (heightOn(m_sheet, m_layout->content()) <= room) {
                    m_parts.cards = std::move(smaller);
                    return;
                }
            }
            auto taken = withoutLastRow(m_parts.cards);
            m_parts.flowing.insert(m_parts.flowing.begin(), taken.begin(), taken.end());
        }
    }

    /// The blocks that fit below the cards stay, in their order; then the charts grow into what is left.
    void chooseFlowing()
    {
        const double below = m_top + heightOn(m_sheet, m_layout->content());
        const Flow measure(m_sheet, m_page.title, below);
        double left = m_bottom - below;
        for (auto& block : m_parts.flowing) {
            const double height = measure.heightOf(block);
            const bool here = height <= left;
            if (here) left -= height;
            if (here)
                m_here.push_back(std::move(block));
            else
                m_annex.push_back({m_page.title, std::move(block)});
        }
        if (grow(m_parts.cards, left / scaleOn(m_sheet) - 4)) m_layout = std::make_unique<Layout>(m_parts.cards);
    }

    Sheet& m_sheet;
    const present::PageSpec& m_page;
    Parts m_parts;
    double m_top = 0;
    double m_bottom = 0;
    std::unique_ptr<Layout> m_layout;
    std::vector<present::Block> m_here;
    std::vector<AnnexEntry> m_annex;
};

} // namespace

std::vector<AnnexEntry> drawDashboardPage(Sheet& sheet, const present::PageSpec& page)
{
    return PageSheet(sheet, page).draw();
}

} // namespace assay::ui
