// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainter>
#include <vector>

namespace assay::ui {

/// A small line without axes; NaN is a gap.
void drawSparkline(QPainter& painter, const QRectF& rect, const std::vector<double>& values, const QColor& colour);

} // namespace assay::ui
