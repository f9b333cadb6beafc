// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/chartspec.h"
#include "present/reportspec.h"

#include <QPainter>
#include <QPdfWriter>
#include <QString>
#include <vector>

namespace assay::ui {

/// A chapter of the PDF's outline.
struct OutlineEntry
{
    QString title;
    int page = 0; ///< from 0
};

/// The paper under the painter, in CSS pixels (96 a inch), so that sizes are those of the screen. Knows header, footer
/// and page breaks.
class Sheet
{
public:
    Sheet(QPdfWriter& writer, const present::ReportSpec& spec);

    [[nodiscard]] QPainter& painter() { return m_painter; }
    [[nodiscard]] const Theme& theme() const { return Theme::light(); }
    [[nodiscard]] QRectF page() const { return m_page; } ///< whole sheet
    [[nodiscard]] QRectF body() const;                   ///< between header and footer, within the margins
    [[nodiscard]] bool begun() const { return m_number > 0; }

    /// Begins a page, with the header and the footer's page number; `chapter` becomes a bookmark unless empty.
    void beginPage(const QString& chapter);
    /// A bookmark to the page at hand.
    void bookmark(const QString& title) { m_outline.push_back({title, m_number - 1}); }
    void end();
    [[nodiscard]] const std::vector<OutlineEntry>& outline() const { return m_outline; }

    /// Text that wraps; `**bold**` is understood. Returns the height it took.
    double text(const QRectF& rect, const QString& marked, double pixels, const QColor& colour,
                QFont::Weight weight = QFont::Normal);
    [[nodiscard]] double textHeight(double width, const QString& marked, double pixels,
                                    QFont::Weight weight = QFont::Normal) const;
    /// A chart with its title and subtitle; the height it took is `height`.
    void chart(const QRectF& rect, const present::ChartSpec& spec);
    /// Room that a chart wants: its rows at a readable pitch.
    [[nodiscard]] static double wantedHeight(const present::ChartSpec& spec);
    void rule(double y);
    /// The title of a page at the top of the body; returns where its text may begin.
    double title(const QString& words);

private:
    QPdfWriter& m_writer;
    const present::ReportSpec& m_spec;
    QPainter m_painter;
    QRectF m_page;
    int m_number = 0;
    std::vector<OutlineEntry> m_outline;
};

/// The page that stands alone.
void drawFirstPage(Sheet& sheet, const present::ReportSpec& spec);
/// A block that its page's sheet had no room for.
struct AnnexEntry
{
    QString page; ///< title of the dashboard page
    present::Block block;
};

} // namespace assay::ui
