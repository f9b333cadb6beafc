// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/whatifspec.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace assay::ui {

class Badge;
class RangeSlider;

/// One assumption: title, value to type over, slider, source, and what it was before it was changed. What cannot be is
/// refused in a sentence below.
class AssumptionRow : public QWidget
{
    Q_OBJECT

public:
    AssumptionRow(const present::SliderSpec& spec, const Theme& theme, QWidget* parent = nullptr);
    void show(const present::SliderSpec& spec);
    /// Why what was typed is not taken; empty: it is.
    void refuse(const QString& sentence);
    [[nodiscard]] const present::SliderSpec& spec() const { return m_spec; }
    [[nodiscard]] RangeSlider* slider() const { return m_slider; }

Q_SIGNALS:
    void moved(const QString& id, const assay::present::Triple& value);
    void released();
    void typed(const QString& id, const QString& words);
    /// The source was clicked: the page with the figure it is measured by.
    void linkActivated(const QString& place);
    void resetRequested(const QString& id);

private:
    void enter();

    const Theme& m_theme;
    present::SliderSpec m_spec;
    QLineEdit* m_value;
    RangeSlider* m_slider;
    QHBoxLayout* m_below;
    Badge* m_origin = nullptr;
    QLabel* m_range;
    QLabel* m_was;
    QLabel* m_refusal;
    QToolButton* m_reset;
};

} // namespace assay::ui
