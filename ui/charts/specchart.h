// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/marks.h"
#include "present/chartspec.h"

#include <QChart>
#include <memory>
#include <vector>

namespace assay::ui {

/// A chart made from a spec: Qt Charts draws the series, `Marks` what Qt Charts has no type for. Lives in any scene, so
/// that the screen and the report show the same drawing.
class SpecChart : public QChart
{
    Q_OBJECT

public:
    SpecChart(const present::ChartBody& body, const Theme& theme);
    ~SpecChart() override;

    [[nodiscard]] double leastHeight() const { return m_marks->leastHeight(); }
    /// What lies under a point of the chart; nullptr if nothing there opens rows.
    [[nodiscard]] const HitArea* at(const QPointF& point) const;
    /// All places that open rows, in the order in which they are drawn; known once the chart was drawn.
    [[nodiscard]] const std::vector<HitArea>& hits() const { return m_hits; }

protected:
    void resizeEvent(QGraphicsSceneResizeEvent* event) override;

private:
    class Layer;
    void addLines(const present::LineChart& chart, const Theme& theme);
    std::unique_ptr<Marks> m_marks;
    std::vector<HitArea> m_hits;
    Layer* m_layer = nullptr;
};

} // namespace assay::ui
