// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tabledelegate.h"

#include "charts/marks.h"
#include "models/tablespecmodel.h"
#include "widgets/badge.h"

#include <QFontMetrics>
#include <algorithm>

namespace assay::ui {

namespace {

constexpr int kPadding = 6;
constexpr int kMostLines = 12;

} // namespace

int TableDelegate::heightFor(const QModelIndex& index, int width)
{
    if (index.data(TableSpecModel::kBadgeRole).toBool() || index.data(TableSpecModel::kBarRole).isValid())
        return kRowHeight;
    const QFont font =
        interFont(12, index.data(TableSpecModel::kStrongRole).toBool() ? QFont::DemiBold : QFont::Normal);
    const auto text = index.data(Qt::DisplayRole).toString();
    const QFontMetrics metrics(font);
    if (metrics.horizontalAdvance(text) <= width - 16) return kRowHeight;
    const int lines = metrics.boundingRect(QRect(0, 0, width - 16, 10000), Qt::TextWordWrap, text).height();
    return std::max(kRowHeight, std::min(lines, kMostLines * metrics.lineSpacing()) + 2 * kPadding);
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
        const bool strong = index.data(TableSpecModel::kStrongRole).toBool();
        const auto colour = tone == present::Tone::Neutral ? m_theme.ink : m_theme.tone(tone);
        const auto alignment = index.data(Qt::TextAlignmentRole).toInt();
        const QFont font = interFont(12, strong ? QFont::DemiBold : QFont::Normal);
        if (rect.height() > kRowHeight && widthOf(text, font) > inner.width()) {
            painter->setFont(font);
            painter->setPen(colour);
            painter->drawText(inner.adjusted(0, kPadding, 0, -kPadding),
                              static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextWordWrap, text);
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
        index.data(TableSpecModel::kBadgeRole).toBool() ? badgeWidth(text) : widthOf(text, interFont(12));
    return {static_cast<int>(width + extra + 18), kRowHeight};
}

} // namespace assay::ui
