// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace assay::ui {

/// Fusion, with the boxes of choices drawn like the buttons beside them. Style sheets cannot: they lose the arrow.
class AppStyle : public QProxyStyle
{
    Q_OBJECT

public:
    AppStyle();
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                         const QWidget* widget) const override;
    /// No icons on the buttons of dialogs: their words say it.
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                                QStyleHintReturn* returned) const override;
};

} // namespace assay::ui
