// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/chartspec.h"

#include <cstddef>
#include <vector>

namespace assay::present {

/// At most `limit` points (4 or more) that draw the same picture: per stretch of x the first, lowest, highest and last
/// point, in their order, so no peak is lost. Points are ascending in x; a band keeps the widest extent of its stretch.
/// Fewer points are returned as they are.
[[nodiscard]] std::vector<XYPoint> decimate(const std::vector<XYPoint>& points, std::size_t limit);

/// The same for a step curve: a point is kept where the curve has moved by at least a pixel, 1/`height` of its range.
[[nodiscard]] std::vector<XYPoint> decimateSteps(const std::vector<XYPoint>& points, std::size_t height);

} // namespace assay::present
