// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/flow.h"

#include "report/papertable.h"

#include <algorithm>

namespace assay::ui {
namespace {

constexpr std::size_t kMostRows = 120;
constexpr double kText = 11;     ///< 8.25 pt
constexpr double kSmall = 10;    ///< 7.5 pt
constexpr double kBlockGap = 14; ///< above a table or list
constexpr double kNoteGap = 3;
constexpr double kIndent = 12;
/// What must fit below a title for it to stay on its sheet.
constexpr double kKeptTogether = 90;
/// Share of a sheet on which a chapter can begin below another.
constexpr double kWorthSharing = 0.4;
constexpr double kChapterGap = 26;

QString rowsLeftOut(const present::TableSpec& table)
{
    if (table.rows.size() <= kMostRows) return table.footnote;
    const auto note = QStringLiteral("The first %1 of %2 rows; the others are in the window and on the command line.")
                          .arg(kMostRows)
                          .arg(table.rows.size());
    return table.footnote.isEmpty() ? note : table.footnote + QLatin1Char(' ') + note;
}

} // namespace

Flow::Flow(Sheet& sheet, const QString& chapter) : m_sheet(sheet), m_chapter(chapter)
{
    begin(chapter);
}

Flow::Flow(Sheet& sheet, const QString& chapter, double from)
    : m_sheet(sheet), m_chapter(chapter), m_y(from), m_top(from - 2)
{
}

void Flow::begin(const QString& chapter)
{
    m_sheet.beginPage(chapter);
    m_y = m_sheet.title(chapter.isEmpty() ? m_chapter + QStringLiteral(" (continued)") : m_chapter);
    m_top = m_y;
}

void Flow::need(double height)
{
    if (m_y + height > body().bottom() && m_y > m_top + 1) begin({});
}

double Flow::textHeight(const QString& text, double pixels, QFont::Weight weight) const
{
    return text.isEmpty() ? 0 : m_sheet.textHeight(body().width(), text, pixels, weight);
}

void Flow::line(const QString& text, double pixels, const QColor& colour, QFont::Weight weight)
{
    if (text.isEmpty()) return;
    need(textHeight(text, pixels, weight));
    m_y += m_sheet.text(QRectF(body().left(), m_y, body().width(), 0), text, pixels, colour, weight);
}

void Flow::chapter(const QString& title)
{
    m_chapter = title;
    if (left() < body().height() * kWorthSharing) {
        begin(title);
        return;
    }
    m_sheet.bookmark(title);
    m_y += kChapterGap;
    line(title, kPageTitleSize, m_sheet.theme().ink, QFont::Bold);
    m_y += kBlockGap - kNoteGap;
}

void Flow::heading(const QString& text, const present::Block& before)
{
    const double whole = heightOf(before);
    const bool breaks = !std::holds_alternative<present::ChartSpec>(before);
    heading(text, breaks ? std::min(kBlockGap + kKeptTogether, whole) : whole);
}

void Flow::heading(const QString& text, double kept)
{
    need(24 + kept);
    m_y += 6;
    line(text, 13, m_sheet.theme().ink, QFont::DemiBold);
    m_y += 3;
}

void Flow::paragraph(const QString& text)
{
    line(text, kText, m_sheet.theme().ink);
    m_y += 7;
}

void Flow::table(const present::TableSpec& table)
{
    const PaperTable drawn(table, body().width(), m_sheet.theme());
    need(std::min(kBlockGap + kKeptTogether, heightOf(table, drawn)));
    m_y += kBlockGap;
    line(table.title, 12, m_sheet.theme().ink, QFont::DemiBold);
    line(table.subtitle, kSmall, m_sheet.theme().muted);
    const auto head = [&] {
        drawn.drawHead(m_sheet.painter(), {body().left(), m_y});
        m_y += drawn.headHeight();
    };
    if (table.rows.empty()) {
        line(table.empty, kSmall, m_sheet.theme().muted);
    } else {
        head();
        const std::size_t rows = std::min(kMostRows, drawn.rows());
        for (std::size_t i = 0; i < rows; ++i) {
            // The last row, often the sum, takes the one before it along to a new page.
            const bool lastButOne = i > 0 && i + 2 == rows;
            const double room = drawn.rowHeight(i) + (lastButOne ? drawn.rowHeight(i + 1) : 0);
            if (m_y + room > body().bottom()) {
                begin({});
                head();
            }
            drawn.drawRow(m_sheet.painter(), {body().left(), m_y}, i);
            m_y += drawn.rowHeight(i);
        }
    }
    m_y += 3;
    line(rowsLeftOut(table), kSmall, m_sheet.theme().muted);
}

void Flow::notes(const present::NotesSpec& notes)
{
    need(std::min(kBlockGap + kKeptTogether, heightOf(notes)));
    m_y += kBlockGap;
    line(notes.title, 12, m_sheet.theme().ink, QFont::DemiBold);
    line(notes.subtitle, kSmall, m_sheet.theme().muted);
    if (notes.notes.empty()) line(notes.empty, kSmall, m_sheet.theme().muted);
    const double width = body().width() - kIndent;
    for (const auto& note : notes.notes) {
        const double height = m_sheet.textHeight(width, note.text, kText);
        need(height + kNoteGap);
        m_sheet.painter().setPen(Qt::NoPen);
        m_sheet.painter().setBrush(m_sheet.theme().tone(note.tone));
        m_sheet.painter().drawEllipse(QPointF(body().left() + 3, m_y + 7.5), 2.5, 2.5);
        m_sheet.text(QRectF(body().left() + kIndent, m_y, width, 0), note.text, kText, m_sheet.theme().ink);
        m_y += height + kNoteGap;
    }
}

void Flow::chart(const present::ChartSpec& chart)
{
    const double height = Sheet::wantedHeight(chart);
    need(kBlockGap + height);
    m_y += kBlockGap;
    m_sheet.chart(QRectF(body().left(), m_y, body().width(), height), chart);
    m_y += height;
}

void Flow::block(const present::Block& block)
{
    if (const auto* spec = std::get_if<present::TableSpec>(&block)) table(*spec);
    if (const auto* spec = std::get_if<present::NotesSpec>(&block)) notes(*spec);
    if (const auto* spec = std::get_if<present::ChartSpec>(&block)) chart(*spec);
}

double Flow::heightOf(const present::TableSpec& table, const PaperTable& drawn) const
{
    double height = kBlockGap + 3 + textHeight(table.title, 12, QFont::DemiBold) + textHeight(table.subtitle, kSmall) +
                    textHeight(rowsLeftOut(table), kSmall);
    if (table.rows.empty()) return height + textHeight(table.empty, kSmall);
    height += drawn.headHeight();
    for (std::size_t i = 0; i < std::min(kMostRows, drawn.rows()); ++i) height += drawn.rowHeight(i);
    return height;
}

double Flow::heightOf(const present::Block& block) const
{
    double height = kBlockGap + 3;
    if (const auto* table = std::get_if<present::TableSpec>(&block)) {
        return heightOf(*table, PaperTable(*table, body().width(), m_sheet.theme()));
    }
    if (const auto* notes = std::get_if<present::NotesSpec>(&block)) {
        height += textHeight(notes->title, 12, QFont::DemiBold) + textHeight(notes->subtitle, kSmall);
        if (notes->notes.empty()) height += textHeight(notes->empty, kSmall);
        for (const auto& note : notes->notes)
            height += m_sheet.textHeight(body().width() - kIndent, note.text, kText) + kNoteGap;
    } else {
        height += Sheet::wantedHeight(std::get<present::ChartSpec>(block));
    }
    return height;
}

} // namespace assay::ui
