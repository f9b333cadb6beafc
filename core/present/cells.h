// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/columns.h"
#include "metrics/estimate.h"
#include "present/tablespec.h"

#include <string>
#include <vector>

/// Table cells from columns of facts; what is missing is an en dash, never zero.
namespace assay::present {

/// A row's place in its columns.
[[nodiscard]] inline std::size_t slot(facts::Index row)
{
    return static_cast<std::size_t>(row);
}

[[nodiscard]] Cell textCell(const QString& text, Tone tone = Tone::Neutral);
[[nodiscard]] Cell textCell(const std::string& text);
[[nodiscard]] Cell missingCell();
[[nodiscard]] Cell countCell(std::int64_t count);
/// A counter of usage: −1 is missing.
[[nodiscard]] Cell counterCell(std::int32_t count);
[[nodiscard]] Cell hoursCell(double hours);
[[nodiscard]] Cell dayCell(facts::EpochDay day);
[[nodiscard]] Cell momentCell(facts::Millis moment);
[[nodiscard]] Cell nameCell(const std::vector<std::string>& names, facts::Index index);
/// Hours between two moments; missing where either is, or where they are out of order.
[[nodiscard]] Cell elapsedCell(facts::Millis from, facts::Millis to);
/// A figure, its interval, and its n by group ("873 / 6" sorts by the first).
[[nodiscard]] Cell estimateCell(const metrics::Estimate& estimate);
[[nodiscard]] Cell intervalCell(const metrics::Estimate& estimate);
[[nodiscard]] Cell countsCell(const metrics::Estimate& estimate);

[[nodiscard]] TableColumn textColumn(const char* title, int stretch = 1);
[[nodiscard]] TableColumn numberColumn(const char* title, int stretch = 1);
[[nodiscard]] TableColumn hoursColumn(const char* title);

} // namespace assay::present
