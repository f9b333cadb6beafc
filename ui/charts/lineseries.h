// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"
#include "present/chartspec.h"

#include <QAbstractSeries>
#include <QList>

namespace assay::ui {

/// Bands first, then lines, one series per piece: a gap in the data stays a gap on the chart. Ownership goes to the
/// chart.
[[nodiscard]] QList<QAbstractSeries*> seriesFor(const present::LineChart& chart, const Theme& theme);

} // namespace assay::ui
