// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/sheet.h"

#include "charts/marks.h"

#include <algorithm>

namespace assay::ui {
namespace {

/// Text that flows from page to page.
class Flow
{
public:
    Flow(Sheet& sheet, const QString& chapter) : m_sheet(sheet), m_chapter(chapter) { begin(chapter); }

    void heading(const QString& text)
    {
        need(60);
        m_y += 6;
        m_y += m_sheet.text(QRectF(body().left(), m_y, body().width(), 0), text, 13, m_sheet.theme().ink,
                            QFont::DemiBold) +
               3;
    }

    void paragraph(const QString& text)
    {
        const double height = m_sheet.textHeight(body().width(), text, 11.5);
        need(height);
        m_y += m_sheet.text(QRectF(body().left(), m_y, body().width(), 0), text, 11.5, m_sheet.theme().ink) + 7;
    }

    /// Begins a new page when less than this is left.
    void need(double height)
    {
        if (m_y + height > body().bottom() && m_y > m_top + 1) begin({});
    }

    [[nodiscard]] QRectF body() const { return m_sheet.body(); }
    [[nodiscard]] double y() const { return m_y; }
    void advance(double by) { m_y += by; }

private:
    void begin(const QString& chapter)
    {
        m_sheet.beginPage(chapter);
        m_y = body().top() + 4;
        m_y += m_sheet.text(QRectF(body().left(), m_y, body().width(), 0),
                            chapter.isEmpty() ? m_chapter + QStringLiteral(" (continued)") : m_chapter, 20,
                            m_sheet.theme().ink, QFont::Bold) +
               10;
        m_top = m_y;
    }

    Sheet& m_sheet;
    QString m_chapter;
    double m_y = 0;
    double m_top = 0;
};

/// Widths of the columns of a table, by stretch and content.
std::vector<double> columnWidths(const present::TableSpec& table, double total)
{
    std::vector<double> widths;
    double sum = 0;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        double width = widthOf(table.columns[c].title, interFont(11, QFont::DemiBold));
        for (const auto& row : table.rows)
            if (c < row.cells.size())
                width = std::max(width, std::min(widthOf(row.cells[c].text, interFont(11)), total * 0.42));
        widths.push_back(width + 14);
        sum += width + 14;
    }
    for (auto& width : widths) width *= total / std::max(sum, 1.0);
    return widths;
}

} // namespace

void drawMethods(Sheet& sheet, const present::ReportSpec& spec)
{
    if (spec.methods.empty()) return;
    Flow flow(sheet, QStringLiteral("Methods"));
    for (const auto& section : spec.methods) {
        flow.heading(section.title);
        for (const auto& paragraph : section.paragraphs) flow.paragraph(paragraph);
    }
}

void drawCoverage(Sheet& sheet, const present::ReportSpec& spec)
{
    const auto& table = spec.coverage;
    if (table.columns.empty()) return;
    Flow flow(sheet, table.title.isEmpty() ? QStringLiteral("Data coverage") : table.title);
    if (!table.subtitle.isEmpty()) flow.paragraph(table.subtitle);
    const auto widths = columnWidths(table, flow.body().width());
    const auto& t = sheet.theme();
    const auto line = [&](const auto& textOf, const QFont& font, const QColor& colour) {
        double height = 15;
        for (std::size_t c = 0; c < widths.size(); ++c) {
            const QFontMetricsF metrics(font);
            height = std::max(
                height, metrics.boundingRect(QRectF(0, 0, widths[c] - 10, 1000), Qt::TextWordWrap, textOf(c)).height());
        }
        flow.need(height + 8);
        double x = flow.body().left();
        sheet.painter().setFont(font);
        sheet.painter().setPen(colour);
        for (std::size_t c = 0; c < widths.size(); ++c) {
            const int side = table.columns[c].number ? Qt::AlignRight : Qt::AlignLeft;
            sheet.painter().drawText(QRectF(x, flow.y() + 4, widths[c] - 10, height),
                                     side | Qt::AlignTop | Qt::TextWordWrap, textOf(c));
            x += widths[c];
        }
        flow.advance(height + 8);
        sheet.rule(flow.y());
    };
    line([&](std::size_t c) { return table.columns[c].title; }, interFont(11, QFont::DemiBold), t.muted);
    for (const auto& row : table.rows)
        line([&](std::size_t c) { return c < row.cells.size() ? row.cells[c].text : QString(); }, interFont(11), t.ink);
}

} // namespace assay::ui
