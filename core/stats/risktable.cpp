// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/risktable.h"

#include "stats/quantile.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

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

namespace {

/// A time as a whole number with the same order: of doubles that are not negative the bits are in order. Adding zero
/// makes a positive zero of a negative one.
struct TimeKey
{
    std::uint64_t bits = 0;
    std::uint32_t row = 0;
};

std::vector<TimeKey> keysOf(const Observations& data)
{
    std::vector<TimeKey> keys;
    keys.reserve(data.time.size());
    for (std::size_t i = 0; i < data.time.size(); ++i)
        if (data.weight.empty() || data.weight[i] > 0)
            keys.push_back({std::bit_cast<std::uint64_t>(data.time[i] + 0.0), static_cast<std::uint32_t>(i)});
    return keys;
}

/// Least significant digit first, which keeps rows of one time in their order. A digit that is the same for all rows
/// costs nothing.
void radixSort(std::vector<TimeKey>& keys)
{
    constexpr int kBits = 11;
    constexpr int kDigits = (64 + kBits - 1) / kBits;
    constexpr std::size_t kBuckets = std::size_t{1} << kBits;
    const auto digitOf = [](std::uint64_t bits, int digit) {
        return static_cast<std::size_t>(bits >> (kBits * digit)) & (kBuckets - 1);
    };
    std::vector<std::array<std::uint32_t, kBuckets>> counts(kDigits);
    for (const TimeKey& key : keys)
        for (int d = 0; d < kDigits; ++d) ++counts[static_cast<std::size_t>(d)][digitOf(key.bits, d)];
    std::vector<TimeKey> sorted(keys.size());
    for (int d = 0; d < kDigits; ++d) {
        auto& count = counts[static_cast<std::size_t>(d)];
        if (count[digitOf(keys.front().bits, d)] == keys.size()) continue;
        std::uint32_t begin = 0;
        for (std::uint32_t& c : count) begin += std::exchange(c, begin);
        for (const TimeKey& key : keys) sorted[count[digitOf(key.bits, d)]++] = key;
        keys.swap(sorted);
    }
}

/// Below this, comparing is cheaper.
constexpr std::size_t kWorthDigits = 4096;

} // namespace

std::vector<std::size_t> orderByTime(const Observations& data)
{
    std::vector<TimeKey> keys = keysOf(data);
    if (keys.size() >= kWorthDigits)
        radixSort(keys);
    else
        std::sort(keys.begin(), keys.end(), [](const TimeKey& a, const TimeKey& b) {
            return a.bits != b.bits ? a.bits < b.bits : a.row < b.row;
        });
    std::vector<std::size_t> order;
    order.reserve(keys.size());
    for (const TimeKey& key : keys) order.push_back(key.row);
    return order;
}

Outcome<RiskTable> riskTable(const Observations& data)
{
    if (const auto problem = problemOf(data)) return because(*problem);
    return riskTable(data, orderByTime(data));
}

RiskTable riskTable(const Observations& data, const std::vector<std::size_t>& order)
{
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

    // Who was watched from before the first time on is at risk from the start.
    std::vector<std::size_t> byEntry;
    for (const std::size_t i : order)
        if (data.entry[i] >= table.rows.front().time) byEntry.push_back(i);
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
