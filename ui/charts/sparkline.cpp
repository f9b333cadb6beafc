// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/sparkline.h"

#include <QPainterPath>
#include <cmath>

namespace assay::ui {

void drawSparkline(QPainter& painter, const QRectF& rect, const std::vector<double>& values, const QColor& colour)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const double v : values) {
        if (std::isnan(v)) continue;
        low = std::min(low, v);
        high = std::max(high, v);
    }
    if (!(low <= high) || values.size() < 2) return;
    const double span = high > low ? high - low : 1;
    QPainterPath path;
    bool pen = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) {
            pen = false;
            continue;
        }
        const QPointF at(rect.left() + rect.width() * static_cast<double>(i) / static_cast<double>(values.size() - 1),
                         rect.bottom() - rect.height() * (high > low ? (values[i] - low) / span : 0.5));
        if (pen)
            path.lineTo(at);
        else
            path.moveTo(at);
        pen = true;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
}

} // namespace assay::ui
