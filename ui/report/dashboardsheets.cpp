// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/dashboardsheets.h"

#include "pages/pagecontent.h"
#include "report/sheet.h"

#include <QCoreApplication>
#include <QEvent>
#include <algorithm>
#include <vector>

namespace assay::ui {
namespace {

/// Width at which a page is laid out before it is scaled to the paper: at A4, 11 px become 6.7 pt, and no type on a
/// card is smaller.
constexpr int kPageWidth = 860;
/// What PageContent leaves free at either side.
constexpr int kSide = 20;
constexpr std::size_t kMostRows = 120;
/// Rows that are drawn as one card; more would not leave a place to turn the sheet.
constexpr std::size_t kRowsPerCard = 20;
constexpr std::size_t kWordyRowsPerCard = 8;
constexpr qsizetype kWordy = 70;

bool wordy(const present::TableSpec& table)
{
    return std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row) {
        return std::any_of(row.cells.begin(), row.cells.end(),
                           [](const auto& cell) { return cell.text.size() > kWordy; });
    });
}

/// The table in pieces that fit on a sheet.
std::vector<present::TableSpec> pieces(present::TableSpec table)
{
    const std::size_t all = table.rows.size();
    if (all > kMostRows) {
        table.rows.resize(kMostRows);
        const auto note =
            QStringLiteral("The first %1 of %2 rows; the others are in the window and on the command line.")
                .arg(kMostRows)
                .arg(all);
        table.footnote = table.footnote.isEmpty() ? note : table.footnote + QLatin1Char(' ') + note;
    }
    const std::size_t each = wordy(table) ? kWordyRowsPerCard : kRowsPerCard;
    std::vector<present::TableSpec> parts;
    for (std::size_t from = 0; from < table.rows.size() || parts.empty(); from += each) {
        auto part = table;
        const auto to = std::min(table.rows.size(), from + each);
        part.rows.assign(table.rows.begin() + static_cast<std::ptrdiff_t>(from),
                         table.rows.begin() + static_cast<std::ptrdiff_t>(to));
        if (from > 0) part.subtitle.clear();
        if (from > 0 && !part.title.isEmpty()) part.title += QStringLiteral(" (continued)");
        if (to < table.rows.size()) part.footnote.clear();
        parts.push_back(std::move(part));
    }
    return parts;
}

/// The page with its long tables in pieces, one below the other.
present::PageSpec cut(present::PageSpec page)
{
    constexpr int kMostPieces = 100;
    std::vector<present::Placed> blocks;
    for (auto& block : page.blocks) {
        block.row *= kMostPieces;
        block.rowSpan = (block.rowSpan - 1) * kMostPieces + 1;
        const auto* table = std::get_if<present::TableSpec>(&block.block);
        if (table == nullptr) {
            blocks.push_back(std::move(block));
            continue;
        }
        auto next = block;
        for (auto& piece : pieces(*table)) {
            next.block = std::move(piece);
            blocks.push_back(next);
            ++next.row;
        }
    }
    page.blocks = std::move(blocks);
    return page;
}

/// Rows of text wrap once the columns have their width, so the height settles in steps.
void settle(PageContent& content)
{
    content.setAttribute(Qt::WA_DontShowOnScreen);
    content.ensurePolished();
    content.setFixedWidth(kPageWidth);
    content.show();
    for (int i = 0; i < 4; ++i) {
        QCoreApplication::sendPostedEvents();
        const int height = std::max(content.sizeHint().height(), content.heightForWidth(kPageWidth));
        if (height == content.height()) break;
        content.resize(kPageWidth, height);
    }
}

struct Band
{
    int top = 0;
    int bottom = 0;
};

/// What may not be torn apart, from top to bottom: cards beside each other are one band.
std::vector<Band> bandsOf(const PageContent& content)
{
    std::vector<Band> bands;
    for (const auto* child : content.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
        if (child->isVisible() && child->height() > 0)
            bands.push_back({child->geometry().top(), child->geometry().bottom() + 1});
    std::sort(bands.begin(), bands.end(), [](const Band& a, const Band& b) { return a.top < b.top; });
    std::vector<Band> joined;
    for (const auto& band : bands) {
        if (!joined.empty() && band.top < joined.back().bottom)
            joined.back().bottom = std::max(joined.back().bottom, band.bottom);
        else
            joined.push_back(band);
    }
    return joined;
}

double heading(Sheet& sheet, const QString& title)
{
    const auto body = sheet.body();
    return sheet.text(QRectF(body.left(), body.top(), body.width(), 0), title, 20, sheet.theme().ink, QFont::Bold) + 10;
}

void drawPart(Sheet& sheet, PageContent& content, Band part, double below)
{
    const auto body = sheet.body();
    const double width = kPageWidth - 2 * kSide;
    const int height = part.bottom - part.top;
    // A single card higher than a sheet is the one thing that is set smaller.
    const double scale = std::min(body.width() / width, (body.height() - below) / height);
    auto& painter = sheet.painter();
    painter.save();
    painter.translate(body.left(), body.top() + below);
    painter.scale(scale, scale);
    content.render(&painter, QPoint(), QRegion(kSide, part.top, kPageWidth - 2 * kSide, height), QWidget::DrawChildren);
    painter.restore();
}

} // namespace

void drawDashboardPage(Sheet& sheet, const present::PageSpec& page)
{
    PageContent content(cut(page), Theme::paper(), Medium::Paper);
    settle(content);
    const auto bands = bandsOf(content);
    const double scale = sheet.body().width() / (kPageWidth - 2 * kSide);
    QString title = page.title;
    QString chapter = page.title;
    for (std::size_t i = 0; i < bands.size();) {
        sheet.beginPage(chapter);
        const double below = heading(sheet, title);
        const double room = (sheet.body().height() - below) / scale;
        Band part = bands[i++];
        while (i < bands.size() && bands[i].bottom - part.top <= room) part.bottom = bands[i++].bottom;
        drawPart(sheet, content, part, below);
        chapter.clear();
        title = page.title + QStringLiteral(" (continued)");
    }
    content.hide();
}

} // namespace assay::ui
