// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/risktable.h"

#include "stats/quantile.h"

#include <algorithm>
#include <cmath>

namespace assay::stats {

std::optional<Reason> problemOf(const Observations& data)
{
    const std::size_t n = data.time.size();
    if (n == 0) return Reason::Empty;
    const auto fits = [n](std::size_t size) { return size == 0 || size == n; };
    if (data.event.size() != n || !fits(data.weight.size()) || !fits(data.entry.size())) return Reason::LengthMismatch;
    if (!allFinite(data.time) || !allFinite(data.weight) || !allFinite(data.entry)) return Reason::NotFinite;
    bool anyWeight = data.weight.empty();
    for (std::size_t i = 0; i < n; ++i) {
        if (data.time[i] < 0) return Reason::OutOfRange;
        if (!data.entry.empty() && !(data.entry[i] < data.time[i])) return Reason::OutOfRange;
        if (!data.weight.empty() && data.weight[i] < 0) return Reason::ZeroWeight;
        anyWeight = anyWeight || data.weight[i] > 0;
    }
    if (!anyWeight) return Reason::ZeroWeight;
    return std::nullopt;
}

std::vector<std::size_t> orderByTime(const Observations& data)
{
    std::vector<std::size_t> order;
    order.reserve(data.time.size());
    for (std::size_t i = 0; i < data.time.size(); ++i)
        if (data.weight.empty() || data.weight[i] > 0) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return data.time[a] != data.time[b] ? data.time[a] < data.time[b] : a < b;
    });
    return order;
}

Outcome<RiskTable> riskTable(const Observations& data)
{
    if (const auto problem = problemOf(data)) return because(*problem);
    const std::vector<std::size_t> order = orderByTime(data);
    const auto weightOf = [&](std::size_t i) { return data.weight.empty() ? 1.0 : data.weight[i]; };

    RiskTable table;
    table.n = order.size();
    for (std::size_t i : order) {
        if (table.rows.empty() || table.rows.back().time != data.time[i]) table.rows.push_back({.time = data.time[i]});
        (data.event[i] ? table.rows.back().events : table.rows.back().censored) += weightOf(i);
    }
    double atRisk = 0;
    for (auto row = table.rows.rbegin(); row != table.rows.rend(); ++row) {
        atRisk += row->events + row->censored;
        row->atRisk = atRisk;
    }
    if (data.entry.empty()) return table;

    std::vector<std::size_t> byEntry = order;
    std::sort(byEntry.begin(), byEntry.end(),
              [&](std::size_t a, std::size_t b) { return data.entry[a] > data.entry[b]; });
    double notYet = 0;
    std::size_t next = 0;
    for (auto row = table.rows.rbegin(); row != table.rows.rend(); ++row) {
        while (next < byEntry.size() && data.entry[byEntry[next]] >= row->time) notYet += weightOf(byEntry[next++]);
        row->atRisk -= notYet;
    }
    return table;
}

} // namespace assay::stats
