// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/appstyle.h"

#include <QPainter>
#include <QStyleOptionComboBox>
#include <algorithm>

namespace assay::ui {

namespace {

constexpr int kHeight = 32;

} // namespace

AppStyle::AppStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void AppStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                  const QWidget* widget) const
{
    const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option);
    if (control != CC_ComboBox || box == nullptr || box->editable) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    const bool enabled = box->state.testFlag(State_Enabled);
    const bool focus = box->state.testFlag(State_HasFocus);
    const bool lit = enabled && (focus || box->state.testFlag(State_MouseOver));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(box->palette.color(lit ? QPalette::Highlight : QPalette::Mid), focus ? 2 : 1));
    painter->setBrush(box->palette.color(QPalette::Base));
    const double inset = focus ? 1 : 0.5;
    painter->drawRoundedRect(QRectF(box->rect).adjusted(inset, inset, -inset, -inset), 6, 6);
    const QRectF arrow = proxy()->subControlRect(control, box, SC_ComboBoxArrow, widget);
    const QPointF middle = arrow.center();
    painter->setPen(QPen(box->palette.color(enabled ? QPalette::WindowText : QPalette::PlaceholderText), 1.4,
                         Qt::SolidLine, Qt::RoundCap));
    painter->setBrush(Qt::NoBrush);
    const QPolygonF chevron{middle + QPointF(-3.5, -1.5), middle + QPointF(0, 2), middle + QPointF(3.5, -1.5)};
    painter->drawPolyline(chevron);
    painter->restore();
}

QSize AppStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                 const QWidget* widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_ComboBox) size.setHeight(std::max(size.height(), kHeight));
    return size;
}

int AppStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                        QStyleHintReturn* returned) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, returned);
}

} // namespace assay::ui
