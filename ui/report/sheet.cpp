// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/sheet.h"

#include "charts/marks.h"
#include "charts/specchart.h"
#include "widgets/richtext.h"

#include <QAbstractTextDocumentLayout>
#include <QGraphicsScene>
#include <QTextDocument>

namespace assay::ui {
namespace {

constexpr double kPixelsPerInch = 96;
constexpr double kMargin = 60;

void fill(QTextDocument& document, double width, const QString& marked, double pixels, const QColor& colour,
          QFont::Weight weight)
{
    document.setDocumentMargin(0);
    document.setDefaultFont(interFont(pixels, weight));
    document.setTextWidth(width);
    document.setHtml(
        QStringLiteral("<div style=\"color:%1; line-height:132%\">%2</div>").arg(colour.name(), toHtml(marked)));
}

} // namespace

Sheet::Sheet(QPdfWriter& writer, const present::ReportSpec& spec) : m_writer(writer), m_spec(spec)
{
    const auto inches = writer.pageLayout().fullRect(QPageLayout::Inch).size();
    m_page = QRectF(0, 0, inches.width() * kPixelsPerInch, inches.height() * kPixelsPerInch);
    m_painter.begin(&writer);
    const double scale = writer.resolution() / kPixelsPerInch;
    m_painter.scale(scale, scale);
    m_painter.setRenderHint(QPainter::Antialiasing);
}

QRectF Sheet::body() const
{
    return m_page.adjusted(kMargin, 84, -kMargin, -64);
}

void Sheet::beginPage(const QString& chapter)
{
    if (m_number > 0) m_writer.newPage();
    if (!chapter.isEmpty()) m_outline.push_back({chapter, m_number});
    ++m_number;
    const auto& t = theme();
    const auto font = interFont(12);
    drawText(m_painter, QRectF(kMargin, 54, m_page.width() * 0.6, 18), Qt::AlignLeft | Qt::AlignVCenter,
             m_spec.organisation, font, t.muted);
    drawText(m_painter, QRectF(m_page.width() * 0.55, 54, m_page.width() * 0.45 - kMargin, 18),
             Qt::AlignRight | Qt::AlignVCenter, m_spec.period, font, t.muted);
    drawText(m_painter, QRectF(kMargin, m_page.height() - 46, m_page.width() - 2 * kMargin, 16),
             Qt::AlignRight | Qt::AlignVCenter, QString::number(m_number), interFont(11), t.muted);
}

void Sheet::end()
{
    m_painter.end();
}

double Sheet::text(const QRectF& rect, const QString& marked, double pixels, const QColor& colour, QFont::Weight weight)
{
    QTextDocument document;
    fill(document, rect.width(), marked, pixels, colour, weight);
    m_painter.save();
    m_painter.translate(rect.topLeft());
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, colour);
    document.documentLayout()->draw(&m_painter, context);
    m_painter.restore();
    return document.size().height();
}

double Sheet::textHeight(double width, const QString& marked, double pixels, QFont::Weight weight) const
{
    QTextDocument document;
    fill(document, width, marked, pixels, theme().ink, weight);
    return document.size().height();
}

void Sheet::chart(const QRectF& rect, const present::ChartSpec& spec)
{
    double y = rect.top();
    y += text(QRectF(rect.left(), y, rect.width(), 20), spec.title, 13, theme().ink, QFont::DemiBold) + 2;
    y += text(QRectF(rect.left(), y, rect.width(), 20), spec.subtitle, kSmallSize, theme().muted) + 4;
    const QRectF room(rect.left(), y, rect.width(), rect.bottom() - y);
    if (!spec.empty.isEmpty()) {
        text(room.adjusted(0, 10, 0, 0), spec.empty, 12, theme().muted);
        return;
    }
    QGraphicsScene scene;
    auto* drawn = new SpecChart(spec.body, theme());
    scene.addItem(drawn); // the scene owns it
    drawn->resize(room.size());
    scene.setSceneRect(QRectF(QPointF(0, 0), room.size()));
    scene.render(&m_painter, room, scene.sceneRect());
}

double Sheet::wantedHeight(const present::ChartSpec& spec)
{
    constexpr double kHead = 74;
    struct Rows
    {
        double operator()(const present::ForestChart& c) const
        {
            return kHead + 26 + 26.0 * static_cast<double>(c.rows.size());
        }
        double operator()(const present::DumbbellChart& c) const
        {
            return kHead + 30 + 24.0 * static_cast<double>(c.rows.size());
        }
        double operator()(const present::BarChart& c) const
        {
            return kHead + 26.0 * static_cast<double>(c.rows.size());
        }
        double operator()(const present::StackChart& c) const
        {
            return kHead + 40 + 34.0 * static_cast<double>(c.rows.size());
        }
        double operator()(const present::HeatMap& c) const
        {
            return kHead + 26 + 28.0 * static_cast<double>(c.rows.size());
        }
        double operator()(const present::TornadoChart& c) const
        {
            return kHead + 26 + 26.0 * static_cast<double>(c.rows.size());
        }
        double operator()(const present::ColumnChart&) const { return 260; }
        double operator()(const present::LineChart&) const { return 260; }
        double operator()(const present::TimelineChart&) const { return kHead + 76; }
    };
    return spec.empty.isEmpty() ? std::visit(Rows{}, spec.body) : 84;
}

double Sheet::title(const QString& words)
{
    const auto room = body();
    const double top = room.top() + 4;
    return top + text(QRectF(room.left(), top, room.width(), 0), words, 20, theme().ink, QFont::Bold) + 10;
}

void Sheet::rule(double y)
{
    m_painter.setPen(QPen(theme().line, 1));
    m_painter.drawLine(QPointF(kMargin, y), QPointF(m_page.width() - kMargin, y));
}

} // namespace assay::ui
