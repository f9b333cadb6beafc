// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/chartspec.h"

#include <QChartView>

namespace assay::ui {

class SpecChart;
struct HitArea;

/// Shows one chart; never without one. A click on a row of the chart asks for the rows behind it;
/// so do the arrow keys and Enter. What is to be read at a place is a tip under the mouse.
class ChartView : public QChartView
{
    Q_OBJECT

public:
    ChartView(const present::ChartSpec& spec, const Theme& theme, QWidget* parent = nullptr);

Q_SIGNALS:
    void drillRequested(const assay::present::RowsQuery& rows);

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    ChartView(SpecChart* chart, const present::ChartSpec& spec, QWidget* parent);
    void step(int by);
    /// The rows behind a place; those of the whole chart where the place has none of its own.
    [[nodiscard]] const present::RowsQuery& rowsOf(const HitArea* hit) const;
    bool drill(const HitArea* hit);

    SpecChart* m_chart; ///< owned by the view
    present::RowsQuery m_all;
    QString m_subtitle;
    int m_at = -1; ///< the place chosen by the arrow keys; −1: none
};

} // namespace assay::ui
