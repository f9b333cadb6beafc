// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/filterchip.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionToolButton>

namespace assay::ui {

namespace {

constexpr int kSide = 11;
constexpr int kGap = 5;

} // namespace

FilterChip::FilterChip(const QString& name, QWidget* parent) : QToolButton(parent)
{
    setObjectName(QStringLiteral("chip"));
    setAccessibleName(name);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::StrongFocus);
}

void FilterChip::say(const QString& label, const QString& value)
{
    m_label = label;
    m_value = value + QStringLiteral(" ▾");
    setText(QStringLiteral("%1  %2").arg(m_label, m_value)); // for those who hear it; painted in two parts
    setAccessibleDescription(QStringLiteral("%1: %2").arg(label, value));
    updateGeometry();
}

QFont FilterChip::bold() const
{
    QFont font = this->font();
    font.setWeight(QFont::DemiBold);
    return font;
}

QSize FilterChip::sizeHint() const
{
    const int text = QFontMetrics(font()).horizontalAdvance(m_label) + QFontMetrics(bold()).horizontalAdvance(m_value);
    return {text + kGap + 2 * kSide, QToolButton::sizeHint().height()};
}

void FilterChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text.clear();
    style()->drawComplexControl(QStyle::CC_ToolButton, &option, &painter, this);
    const QRect room = rect().adjusted(kSide, 0, -kSide, 0);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.setOpacity(0.7); // quieter, and still 4.5 to 1 against the card
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, m_label);
    painter.setOpacity(1);
    painter.setFont(bold());
    painter.drawText(room.adjusted(QFontMetrics(font()).horizontalAdvance(m_label) + kGap, 0, 1, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, m_value);
}

} // namespace assay::ui
