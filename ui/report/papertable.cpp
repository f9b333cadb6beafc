// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/papertable.h"

#include "charts/marks.h"
#include "widgets/badge.h"

#include <QTextLayout>
#include <algorithm>
#include <numeric>

namespace assay::ui {
namespace {

constexpr double kType = 10; ///< 7.5 pt
constexpr double kGap = 10;  ///< between columns
constexpr double kPad = 4;   ///< above and below a row's text
constexpr double kBar = 34;
constexpr double kBadgePad = 14;
/// No word asks for more than this share of the width: longer ones are broken.
constexpr double kLongestWord = 0.15;
/// Texts with figures up to this length stay on one line ("5,816 / 70 / 317"), up to this share of the width.
constexpr qsizetype kFigures = 22;
constexpr double kLongestFigure = 0.2;
/// No column asks for more than this share of the width before the others have what they need.
constexpr double kGreediest = 0.5;

QFont fontOf(const present::Cell& cell)
{
    return interFont(kType, cell.strong ? QFont::DemiBold : QFont::Normal);
}

double extra(const present::Cell& cell)
{
    return (cell.badge ? kBadgePad + 2 : 0) + (cell.bar ? kBar + 6 : 0);
}

double longestWord(const QString& text, const QFont& font)
{
    double longest = 0;
    for (const auto& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        longest = std::max(longest, widthOf(word, font));
    return longest;
}

bool isFigure(const QString& text)
{
    return text.size() <= kFigures && std::any_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
}

Qt::Alignment alignmentOf(const present::TableColumn& column)
{
    return column.number ? Qt::AlignRight : Qt::AlignLeft;
}

/// Lines of a text in a column; a word too long for it (an address) is broken where it must be.
class Wrapped
{
public:
    Wrapped(const QString& text, const QFont& font, double width, Qt::Alignment side = Qt::AlignLeft)
        : m_layout(text, font)
    {
        QTextOption option(side);
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        m_layout.setTextOption(option);
        m_layout.beginLayout();
        for (auto line = m_layout.createLine(); line.isValid(); line = m_layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition({0, m_height});
            m_height += line.height();
        }
        m_layout.endLayout();
    }
    [[nodiscard]] double height() const { return m_height; }
    void draw(QPainter& painter, QPointF at) const { m_layout.draw(&painter, at); }

private:
    QTextLayout m_layout;
    double m_height = 0;
};

/// Where not every figure can stay on one line: first whole words, then what is left to the figures; where not even
/// the words fit, all give way alike.
std::vector<double> narrowed(const std::vector<double>& words, const std::vector<double>& figures, double room)
{
    std::vector<double> widths = words;
    const double needed = std::accumulate(words.begin(), words.end(), 0.0);
    const double asked = std::accumulate(figures.begin(), figures.end(), 0.0) - needed;
    for (std::size_t c = 0; c < widths.size(); ++c)
        widths[c] = needed >= room
                        ? words[c] * room / needed
                        : words[c] + (figures[c] - words[c]) * std::min(1.0, (room - needed) / std::max(asked, 1.0));
    return widths;
}

} // namespace

PaperTable::PaperTable(const present::TableSpec& spec, double width, const Theme& theme)
    : m_spec(spec), m_theme(theme), m_width(width)
{
    measureColumns();
    const auto head = interFont(kType, QFont::DemiBold);
    for (std::size_t c = 0; c < m_columns.size(); ++c)
        m_headHeight = std::max(m_headHeight, Wrapped(spec.columns[c].title, head, m_columns[c]).height() + 2 * kPad);
    for (const auto& row : spec.rows) {
        double height = Wrapped(QStringLiteral("x"), interFont(kType), 100).height() + 2 * kPad;
        for (std::size_t c = 0; c < std::min(row.cells.size(), m_columns.size()); ++c)
            height = std::max(height, heightOf(c, row.cells[c]));
        m_rowHeights.push_back(height);
    }
}

void PaperTable::measureColumns()
{
    const std::size_t n = m_spec.columns.size();
    std::vector<double> words(n, 0); // no word broken
    std::vector<double> least(n, 0); // nor a figure
    std::vector<double> wanted(n, 0);
    const auto head = interFont(kType, QFont::DemiBold);
    for (std::size_t c = 0; c < n; ++c) {
        words[c] = least[c] = longestWord(m_spec.columns[c].title, head) + 1;
        wanted[c] = std::min(widthOf(m_spec.columns[c].title, head), 2 * least[c]);
        for (const auto& row : m_spec.rows) {
            if (c >= row.cells.size()) continue;
            const auto& cell = row.cells[c];
            // One pixel against rounding, or the last word would wrap.
            const double word =
                std::min(longestWord(cell.text, fontOf(cell)), m_width * kLongestWord) + extra(cell) + 1;
            const double figure =
                std::min(widthOf(cell.text, fontOf(cell)), m_width * kLongestFigure) + extra(cell) + 1;
            words[c] = std::max(words[c], word);
            least[c] = std::max(least[c], isFigure(cell.text) ? figure : word);
            wanted[c] = std::max(wanted[c], widthOf(cell.text, fontOf(cell)) + extra(cell));
        }
        wanted[c] = std::max(wanted[c] + 1, least[c]);
    }
    const double room = m_width - kGap * static_cast<double>(n == 0 ? 0 : n - 1);
    const double needed = std::accumulate(least.begin(), least.end(), 0.0);
    if (needed >= room) {
        m_columns = narrowed(words, least, room);
        return;
    }
    std::vector<double> share(n, 0);
    double asked = 0;
    for (std::size_t c = 0; c < n; ++c) {
        share[c] = std::min(wanted[c], std::max(least[c], room * kGreediest)) - least[c];
        asked += share[c];
    }
    // What is left beyond the text goes to the columns of words: figures stay close to what they belong to.
    const double given = std::min(1.0, (room - needed) / std::max(asked, 1.0));
    double left = room;
    double text = 0;
    for (std::size_t c = 0; c < n; ++c) {
        least[c] += share[c] * given;
        left -= least[c];
        if (!m_spec.columns[c].number) text += least[c];
    }
    for (std::size_t c = 0; c < n; ++c)
        if (text > 0 && !m_spec.columns[c].number) least[c] += left * least[c] / text;
    m_columns = std::move(least);
}

double PaperTable::heightOf(std::size_t column, const present::Cell& cell) const
{
    const double width = std::max(10.0, m_columns[column] - extra(cell));
    return Wrapped(cell.text, fontOf(cell), width).height() + 2 * kPad;
}

double PaperTable::height() const
{
    return std::accumulate(m_rowHeights.begin(), m_rowHeights.end(), m_headHeight);
}

void PaperTable::drawHead(QPainter& painter, QPointF at) const
{
    double x = at.x();
    painter.setPen(m_theme.muted);
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        const auto& column = m_spec.columns[c];
        Wrapped(column.title, interFont(kType, QFont::DemiBold), m_columns[c], alignmentOf(column))
            .draw(painter, {x, at.y() + kPad});
        x += m_columns[c] + kGap;
    }
    painter.setPen(QPen(m_theme.line, 1));
    painter.drawLine(QPointF(at.x(), at.y() + m_headHeight), QPointF(at.x() + m_width, at.y() + m_headHeight));
}

void PaperTable::drawRow(QPainter& painter, QPointF at, std::size_t row) const
{
    const auto& cells = m_spec.rows[row].cells;
    double x = at.x();
    for (std::size_t c = 0; c < std::min(cells.size(), m_columns.size()); ++c) {
        drawCell(painter, QRectF(x, at.y(), m_columns[c], m_rowHeights[row]), c, cells[c]);
        x += m_columns[c] + kGap;
    }
    const double bottom = at.y() + m_rowHeights[row];
    painter.setPen(QPen(m_theme.line, 0.6));
    painter.drawLine(QPointF(at.x(), bottom), QPointF(at.x() + m_width, bottom));
}

void PaperTable::drawCell(QPainter& painter, const QRectF& rect, std::size_t column, const present::Cell& cell) const
{
    auto text = rect.adjusted(0, kPad, 0, 0);
    if (cell.badge && !cell.text.isEmpty()) {
        // Two pixels against rounding, or the last word would wrap.
        const double width = std::min(rect.width(), widthOf(cell.text, fontOf(cell)) + kBadgePad + 2);
        const double height = Wrapped(cell.text, fontOf(cell), width - kBadgePad).height() + 2;
        const QRectF field(rect.left(), text.top() - 1, width, height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.fill(cell.tone));
        painter.drawRoundedRect(field, 4, 4);
        text = field.adjusted(kBadgePad / 2, 1, -kBadgePad / 2, 0);
    }
    if (cell.bar) {
        const QRectF track(rect.left(), text.top() + 3, kBar, 6);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.neutralFill);
        painter.drawRect(track);
        painter.setBrush(m_theme.ai);
        painter.drawRect(QRectF(track.topLeft(), QSizeF(kBar * std::clamp(*cell.bar, 0.0, 1.0), track.height())));
        text.setLeft(rect.left() + kBar + 6);
    }
    painter.setPen(cell.tone == present::Tone::Neutral ? m_theme.ink : m_theme.tone(cell.tone));
    Wrapped(cell.text, fontOf(cell), text.width(), alignmentOf(m_spec.columns[column])).draw(painter, text.topLeft());
}

} // namespace assay::ui
