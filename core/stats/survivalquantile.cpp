// SPDX-License-Identifier: GPL-3.0-or-later
// The quantile of a Kaplan–Meier curve without the curve: of hundreds of thousands of rows only those around the
// quantile need to be put in order.
#include "stats/curvesteps.h"
#include "stats/distributions.h"
#include "stats/kaplanmeier.h"
#include "stats/risktable.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>

namespace assay::stats {
namespace {

constexpr std::size_t kWorthBuckets = 8192; ///< below this many rows, putting all in order is cheaper
constexpr std::size_t kBuckets = 16384;

/// The order of times as whole numbers: of doubles that are not negative the bits are in order.
std::uint64_t bitsOf(double time)
{
    return std::bit_cast<std::uint64_t>(time + 0.0);
}

/// Times and whether something happened, in buckets of ascending times; only within a bucket is the order open.
class BucketedTimes
{
public:
    explicit BucketedTimes(const Observations& data) : m_keys(data.time.size())
    {
        std::vector<std::uint64_t> unordered(m_keys.size());
        std::uint64_t most = 0;
        m_least = ~std::uint64_t{0};
        for (std::size_t i = 0; i < unordered.size(); ++i) {
            const std::uint64_t bits = bitsOf(data.time[i]);
            most = std::max(most, bits);
            if (bits > 0) m_least = std::min(m_least, bits);
            unordered[i] = bits << 1 | (data.event[i] != 0 ? 0U : 1U); // events come before censorings
        }
        while (m_least <= most && (most - m_least) >> m_shift >= kBuckets - 1) ++m_shift;
        m_begin.assign(kBuckets + 1, 0);
        m_censored.assign(kBuckets, 0);
        for (const std::uint64_t key : unordered) {
            const std::size_t b = bucketOf(key >> 1);
            ++m_begin[b + 1];
            m_censored[b] += key & 1;
        }
        for (std::size_t b = 0; b < kBuckets; ++b) m_begin[b + 1] += m_begin[b];
        std::vector<std::uint32_t> next(m_begin.begin(), m_begin.end() - 1);
        for (const std::uint64_t key : unordered) m_keys[next[bucketOf(key >> 1)]++] = key;
        for (const double entry : data.entry)
            if (entry >= 0) m_entries.push_back(bitsOf(entry));
        std::sort(m_entries.begin(), m_entries.end());
    }

    /// The steps of the curve as far as its upper limit needs to fall to the height. Steps that are surely above it
    /// with both limits are drawn together: of events alone the product telescopes, and so does Greenwood's sum.
    [[nodiscard]] std::vector<BareStep> steps(double height, double z)
    {
        std::vector<BareStep> result;
        BareStep step;
        auto left = static_cast<double>(m_keys.size());
        std::size_t entered = 0;
        for (std::size_t b = 0; b < kBuckets; ++b) {
            const std::span keys(m_keys.data() + m_begin[b], m_begin[b + 1] - m_begin[b]);
            if (keys.empty()) continue;
            while (entered < m_entries.size() && bucketOf(m_entries[entered]) < b) ++entered;
            const auto waiting = static_cast<double>(m_entries.size() - entered);
            const bool eventsOnly =
                m_censored[b] == 0 && (entered == m_entries.size() || bucketOf(m_entries[entered]) > b);
            BareStep after = step;
            const RiskRow together{.atRisk = left - waiting, .events = static_cast<double>(keys.size())};
            if (eventsOnly) advance(after.survival, after.greenwood, together);
            if (eventsOnly && farAbove(after, height, z)) {
                step = after;
                step.time = timeOf(keys.front());
                result.push_back(step);
                left -= static_cast<double>(keys.size());
                continue;
            }
            std::sort(keys.begin(), keys.end());
            walk(keys, step, left, entered, result);
            if (limitsOf(step, z).high.value_or(1) < height - 3 * kSameHeight) break;
        }
        return result;
    }

    [[nodiscard]] static SurvivalStep limitsOf(const BareStep& s, double z)
    {
        SurvivalStep full{.survival = s.survival, .greenwood = s.greenwood};
        addLimits(full, IntervalScale::LogLog, z);
        return full;
    }

private:
    [[nodiscard]] std::size_t bucketOf(std::uint64_t bits) const
    {
        return bits < m_least ? 0 : std::min<std::size_t>(kBuckets - 1, 1 + ((bits - m_least) >> m_shift));
    }
    [[nodiscard]] static double timeOf(std::uint64_t key) { return std::bit_cast<double>(key >> 1); }

    /// One step per distinct time of a bucket in order.
    void walk(std::span<const std::uint64_t> keys, BareStep& step, double& left, std::size_t& entered,
              std::vector<BareStep>& result) const
    {
        for (std::size_t i = 0; i < keys.size();) {
            const std::uint64_t bits = keys[i] >> 1;
            RiskRow row;
            for (; i < keys.size() && keys[i] >> 1 == bits; ++i) ++((keys[i] & 1) == 0 ? row.events : row.censored);
            while (entered < m_entries.size() && m_entries[entered] < bits) ++entered;
            row.atRisk = left - static_cast<double>(m_entries.size() - entered);
            left -= row.events + row.censored;
            step.time = std::bit_cast<double>(bits);
            if (row.events > 0) advance(step.survival, step.greenwood, row);
            result.push_back(step);
        }
    }

    std::vector<std::uint64_t> m_keys; ///< bits of the time, then 1 if censored
    std::vector<std::uint32_t> m_begin;
    std::vector<std::uint32_t> m_censored;
    std::vector<std::uint64_t> m_entries; ///< of those not watched from the start, ascending
    std::uint64_t m_least = 0;            ///< smallest time above zero, which has the first bucket to itself
    int m_shift = 0;
};

std::vector<BareStep> stepsOf(const RiskTable& table)
{
    std::vector<BareStep> steps;
    steps.reserve(table.rows.size());
    BareStep step;
    for (const RiskRow& row : table.rows) {
        step.time = row.time;
        if (row.events > 0) advance(step.survival, step.greenwood, row);
        steps.push_back(step);
    }
    return steps;
}

} // namespace

Outcome<Estimate> survivalQuantile(const Observations& data, double p, IntervalScale scale, double level)
{
    if (!(level > 0 && level < 1) || !(p > 0 && p < 1)) return because(Reason::OutOfRange);
    if (const auto problem = problemOf(data)) return because(*problem);
    const double z = normalMultiplier(level);
    const double height = 1 - p;
    const bool many = data.time.size() >= kWorthBuckets && data.weight.empty() && scale == IntervalScale::LogLog;
    std::size_t n = data.time.size();
    std::vector<BareStep> steps;
    if (many) {
        steps = BucketedTimes(data).steps(height, z);
    } else {
        const RiskTable table = riskTable(data, orderByTime(data));
        n = table.n;
        steps = stepsOf(table);
    }
    const auto value = timeOfHeight(steps, height, [](const BareStep& s) { return std::optional(s.survival); });
    if (!value) return because(Reason::NotReached);
    const auto limits = [&](const BareStep& s) {
        SurvivalStep full{.survival = s.survival, .greenwood = s.greenwood};
        addLimits(full, scale, z);
        return full;
    };
    Estimate result{.value = value, .level = level, .n = n, .method = curveMethod(scale)};
    // The limits cost logarithms: they are worked out only near the height, where they can matter.
    result.low = timeOfHeight(steps, height, [&](const BareStep& s) {
        return scale == IntervalScale::LogLog && farAbove(s, height, z) ? std::optional(s.survival) : limits(s).low;
    });
    result.high = timeOfHeight(steps, height, [&](const BareStep& s) {
        return s.survival > height + 2 * kSameHeight ? std::optional(s.survival) : limits(s).high;
    });
    return result;
}

} // namespace assay::stats
