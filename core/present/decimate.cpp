// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/decimate.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace assay::present {

namespace {

void appendStretch(std::vector<XYPoint>& out, const std::vector<XYPoint>& points, std::size_t from, std::size_t to)
{
    std::size_t lowest = from;
    std::size_t highest = from;
    double low = points[from].low;
    double high = points[from].high;
    for (std::size_t i = from; i < to; ++i) {
        if (points[i].y < points[lowest].y) lowest = i;
        if (points[i].y > points[highest].y) highest = i;
        low = std::min(low, points[i].low);
        high = std::max(high, points[i].high);
    }
    std::array<std::size_t, 4> kept{from, lowest, highest, to - 1};
    std::sort(kept.begin(), kept.end());
    const auto end = std::unique(kept.begin(), kept.end());
    for (auto it = kept.begin(); it != end; ++it) out.push_back({points[*it].x, points[*it].y, low, high});
}

} // namespace

std::vector<XYPoint> decimate(const std::vector<XYPoint>& points, std::size_t limit)
{
    if (points.size() <= limit || limit < 4) return points;
    const std::size_t stretches = limit / 4;
    std::vector<XYPoint> out;
    out.reserve(limit);
    for (std::size_t s = 0; s < stretches; ++s)
        appendStretch(out, points, s * points.size() / stretches, (s + 1) * points.size() / stretches);
    return out;
}

std::vector<XYPoint> decimateSteps(const std::vector<XYPoint>& points, std::size_t height)
{
    if (points.size() < 3 || height == 0) return points;
    const auto [lowest, highest] =
        std::minmax_element(points.begin(), points.end(), [](const XYPoint& a, const XYPoint& b) { return a.y < b.y; });
    const double pixel = (highest->y - lowest->y) / static_cast<double>(height);
    std::vector<XYPoint> out{points.front()};
    for (std::size_t i = 1; i + 1 < points.size(); ++i)
        if (std::abs(points[i].y - out.back().y) >= pixel && points[i].y != out.back().y) out.push_back(points[i]);
    out.push_back(points.back());
    return out;
}

} // namespace assay::present
