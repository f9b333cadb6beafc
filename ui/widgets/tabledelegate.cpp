// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tabledelegate.h"

#include "charts/marks.h"
#include "models/tablespecmodel.h"
#include "widgets/badge.h"

#include <QFontMetrics>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

namespace assay::ui {

namespace {

constexpr int kPadding = 6;
constexpr int kMostLines = 12;
/// Left and right of a cell's text.
constexpr int kSides = 16;
/// Texts with figures up to this length stay on one line: "5,816 / 70 / 317", "95 % CI −16 % … −1 %".
constexpr qsizetype kFigures = 22;

QFont fontOf(const QModelIndex& index)
{
    return interFont(12, index.data(TableSpecModel::kStrongRole).toBool() ? QFont::DemiBold : QFont::Normal);
}

/// A text broken into lines; a word too long for one (an address) is broken where it must be.
class Lines
{
public:
    Lines(const QString& text, const QFont& font, double width, Qt::Alignment side) : m_layout(text, font)
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

} // namespace

int TableDelegate::leastWidth(const QModelIndex& index)
{
    const auto text = index.data(Qt::DisplayRole).toString();
    if (index.data(TableSpecModel::kBadgeRole).toBool()) return static_cast<int>(badgeWidth(text)) + kSides + 2;
    const auto font = fontOf(index);
    const bool figures =
        text.size() <= kFigures && std::any_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
    double widest = figures ? widthOf(text, font) : 0;
    if (!figures)
        for (const auto& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
            widest = std::max(widest, widthOf(word, font));
    const int bar = index.data(TableSpecModel::kBarRole).isValid() ? 120 : 0;
    return static_cast<int>(widest) + bar + kSides + 2;
}

int TableDelegate::heightFor(const QModelIndex& index, int width)
{
    if (index.data(TableSpecModel::kBadgeRole).toBool() || index.data(TableSpecModel::kBarRole).isValid())
        return kRowHeight;
    const QFont font = fontOf(index);
    const auto text = index.data(Qt::DisplayRole).toString();
    if (widthOf(text, font) <= width - kSides) return kRowHeight;
    const int lines = static_cast<int>(std::ceil(Lines(text, font, width - kSides, Qt::AlignLeft).height()));
    return std::max(kRowHeight, std::min(lines, kMostLines * QFontMetrics(font).lineSpacing()) + 2 * kPadding);
}

void TableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF rect(option.rect);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) painter->fillRect(rect, m_theme.selection);
    painter->setPen(QPen(m_theme.line, 1));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    const auto text = index.data(Qt::DisplayRole).toString();
    const auto tone = static_cast<present::Tone>(index.data(TableSpecModel::kToneRole).toInt());
    QRectF inner = rect.adjusted(8, 0, -8, 0);
    const auto bar = index.data(TableSpecModel::kBarRole);
    if (bar.isValid()) {
        const double width = std::min(110.0, inner.width() * 0.5);
        const QRectF track(inner.left(), inner.center().y() - 3, width, 6);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.neutralFill);
        painter->drawRoundedRect(track, 3, 3);
        painter->setBrush(m_theme.accent);
        painter->drawRoundedRect(QRectF(track.left(), track.top(), width * std::clamp(bar.toDouble(), 0.0, 1.0), 6), 3,
                                 3);
        inner.setLeft(track.right() + 8);
    }
    if (index.data(TableSpecModel::kBadgeRole).toBool() && !text.isEmpty()) {
        const double width = std::min(badgeWidth(text), inner.width());
        drawBadge(*painter, QRectF(inner.left(), inner.center().y() - 10, width, 20), text, tone, m_theme);
    } else {
        const auto colour = tone == present::Tone::Neutral ? m_theme.ink : m_theme.tone(tone);
        const auto alignment = index.data(Qt::TextAlignmentRole).toInt();
        const QFont font = fontOf(index);
        if (rect.height() > kRowHeight && widthOf(text, font) > inner.width()) {
            painter->setPen(colour);
            painter->setClipRect(rect);
            const Lines lines(text, font, inner.width(),
                              (alignment & Qt::AlignRight) != 0 ? Qt::AlignRight : Qt::AlignLeft);
            lines.draw(*painter, {inner.left(), std::max(inner.top(), inner.center().y() - lines.height() / 2)});
            painter->restore();
            return;
        }
        drawText(*painter, inner, alignment == 0 ? static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) : alignment, text,
                 font, colour);
    }
    painter->restore();
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const auto text = index.data(Qt::DisplayRole).toString();
    const double extra = index.data(TableSpecModel::kBarRole).isValid() ? 120 : 0;
    const double width =
        index.data(TableSpecModel::kBadgeRole).toBool() ? badgeWidth(text) : widthOf(text, fontOf(index));
    return {static_cast<int>(width + extra + 18), kRowHeight};
}

} // namespace assay::ui
