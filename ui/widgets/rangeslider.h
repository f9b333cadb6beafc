// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/whatifspec.h"

#include <QWidget>

namespace assay::ui {

/// A value between two ends with its range: three handles, or one where the value is known. Dragging the middle one
/// takes the range along. By keyboard: Tab goes from handle to handle, the arrows move it by a step, Page Up and Page
/// Down by ten, Home and End to the ends.
class RangeSlider : public QWidget
{
    Q_OBJECT

public:
    enum class Handle
    {
        Low,
        Mode,
        High
    };

    RangeSlider(const Theme& theme, QWidget* parent = nullptr);
    void show(const present::SliderSpec& spec);
    [[nodiscard]] const present::SliderSpec& spec() const { return m_spec; }
    [[nodiscard]] Handle handle() const { return m_handle; }
    /// Where a handle is, in the widget.
    [[nodiscard]] QPoint centreOf(Handle handle) const;
    [[nodiscard]] bool dragging() const { return m_dragging; }
    [[nodiscard]] double valueOf(Handle handle) const;

    [[nodiscard]] QSize sizeHint() const override { return {200, 24}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 24}; }

Q_SIGNALS:
    /// While a handle moves.
    void moved(const assay::present::Triple& value);
    /// The handle was let go, or a key was.
    void released();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void focusInEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] double placeOf(double value) const;
    [[nodiscard]] double valueAt(double x) const;
    [[nodiscard]] Handle nearest(double x) const;
    void moveTo(double value, const present::SliderSpec& from);
    void choose(Handle handle);
    void drawHandle(QPainter& painter, Handle handle) const;

    const Theme& m_theme;
    present::SliderSpec m_spec;
    present::SliderSpec m_start; ///< when the handle was taken: the range comes back when the handle does
    Handle m_handle = Handle::Mode;
    bool m_dragging = false;
};

} // namespace assay::ui
