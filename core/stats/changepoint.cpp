// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/changepoint.h"

#include "stats/quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace assay::stats {

namespace {

/// Squared deviations from the mean of any stretch, from running sums of the values less their overall mean.
class Stretches
{
public:
    explicit Stretches(std::span<const double> values)
        : m_sum(values.size() + 1, 0.0), m_squares(values.size() + 1, 0.0)
    {
        double centre = 0;
        for (double v : values) centre += v / static_cast<double>(values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double v = values[i] - centre;
            m_sum[i + 1] = m_sum[i] + v;
            m_squares[i + 1] = m_squares[i] + v * v;
        }
    }
    /// Of values from … to-1.
    [[nodiscard]] double cost(std::size_t from, std::size_t to) const
    {
        const double sum = m_sum[to] - m_sum[from];
        return std::max(0.0, m_squares[to] - m_squares[from] - sum * sum / static_cast<double>(to - from));
    }

private:
    std::vector<double> m_sum;
    std::vector<double> m_squares;
};

constexpr double kUnreachable = std::numeric_limits<double>::infinity();

struct Candidate
{
    std::size_t start = 0;
    std::size_t useUntil = std::numeric_limits<std::size_t>::max();
};

std::vector<std::size_t> traceBack(const std::vector<std::size_t>& last, std::size_t n)
{
    std::vector<std::size_t> breaks;
    for (std::size_t k = last[n]; k > 0; k = last[k]) breaks.push_back(k);
    std::reverse(breaks.begin(), breaks.end());
    return breaks;
}

std::optional<Reason> problemOfLevelSeries(std::span<const double> values, std::size_t fewest)
{
    if (values.empty()) return Reason::Empty;
    if (values.size() < fewest) return Reason::TooFew;
    if (!allFinite(values)) return Reason::NotFinite;
    return std::nullopt;
}

} // namespace

Outcome<Segmentation> changePoints(std::span<const double> values, double penalty, std::size_t shortest)
{
    if (shortest == 0 || !(penalty >= 0)) return because(Reason::OutOfRange);
    if (const auto problem = problemOfLevelSeries(values, 2 * shortest)) return because(*problem);
    const std::size_t n = values.size();
    const Stretches stretches(values);
    std::vector<double> best(n + 1, kUnreachable);
    std::vector<std::size_t> last(n + 1, 0);
    best[0] = -penalty;
    std::vector<Candidate> candidates;
    for (std::size_t end = shortest; end <= n; ++end) {
        if (best[end - shortest] < kUnreachable) candidates.push_back({end - shortest});
        std::erase_if(candidates, [&](const Candidate& c) { return end > c.useUntil; });
        for (const Candidate& c : candidates) {
            const double total = best[c.start] + stretches.cost(c.start, end) + penalty;
            if (total < best[end] - 1e-12) {
                best[end] = total;
                last[end] = c.start;
            }
        }
        // A start that is beaten here by a change at this very place stays beaten, once a segment fits between.
        for (Candidate& c : candidates)
            if (best[c.start] + stretches.cost(c.start, end) > best[end])
                c.useUntil = std::min(c.useUntil, end + shortest - 1);
    }
    return Segmentation{traceBack(last, n), best[n]};
}

Outcome<Breakpoints> breakpoints(std::span<const double> values, std::size_t shortest, std::size_t most)
{
    if (shortest == 0) return because(Reason::OutOfRange);
    if (const auto problem = problemOfLevelSeries(values, 2 * shortest)) return because(*problem);
    const std::size_t n = values.size();
    const Stretches stretches(values);
    std::vector<double> best(n + 1, kUnreachable);
    for (std::size_t end = shortest; end <= n; ++end) best[end] = stretches.cost(0, end);
    if (!(best[n] > 0)) return because(Reason::Constant);
    std::vector<std::vector<std::size_t>> last{std::vector<std::size_t>(n + 1, 0)};
    Breakpoints result;
    const auto count = static_cast<double>(n);
    for (std::size_t m = 0;; ++m) {
        result.rss.push_back(best[n]);
        const double parameters = 2 * static_cast<double>(m + 1);
        result.bic.push_back(count * (std::log(best[n] / count) + 1 + std::log(2 * std::numbers::pi)) +
                             std::log(count) * parameters);
        std::vector<std::size_t> breaks;
        for (std::size_t level = m, at = n; level > 0; --level) breaks.insert(breaks.begin(), at = last[level][at]);
        result.breaks.push_back(std::move(breaks));
        if (m == most || (m + 2) * shortest > n) break;
        std::vector<double> next(n + 1, kUnreachable);
        last.emplace_back(n + 1, 0);
        for (std::size_t end = (m + 2) * shortest; end <= n; ++end)
            for (std::size_t at = (m + 1) * shortest; at + shortest <= end; ++at) {
                const double total = best[at] + stretches.cost(at, end);
                if (total >= next[end]) continue;
                next[end] = total;
                last.back()[end] = at;
            }
        best = std::move(next);
        if (!(best[n] > 0)) break;
    }
    result.best = static_cast<std::size_t>(std::min_element(result.bic.begin(), result.bic.end()) - result.bic.begin());
    return result;
}

Outcome<SupF> supF(std::span<const double> values, double trim)
{
    if (!(trim > 0 && trim < 0.5)) return because(Reason::OutOfRange);
    if (const auto problem = problemOfLevelSeries(values, 4)) return because(*problem);
    const std::size_t n = values.size();
    const Stretches stretches(values);
    const double all = stretches.cost(0, n);
    if (!(all > 0)) return because(Reason::Constant);
    const auto edge = std::max<std::size_t>(1, static_cast<std::size_t>(std::floor(trim * static_cast<double>(n))));
    SupF result;
    for (std::size_t at = edge; at + edge <= n; ++at) {
        const double parts = stretches.cost(0, at) + stretches.cost(at, n);
        if (!(parts > 0)) continue;
        const double f = (all - parts) / (parts / static_cast<double>(n - 2));
        if (f > result.statistic) result = {f, at};
    }
    if (result.lastBefore == 0) return because(Reason::TooFew);
    return result;
}

Outcome<TestResult> olsCusum(std::span<const double> values)
{
    if (const auto problem = problemOfLevelSeries(values, 3)) return because(*problem);
    const double spread = *variance(values);
    if (!(spread > 0)) return because(Reason::Constant);
    const double centre = *mean(values);
    double sum = 0;
    double largest = 0;
    for (double v : values) {
        sum += v - centre;
        largest = std::max(largest, std::abs(sum));
    }
    const double statistic = largest / std::sqrt(spread * static_cast<double>(values.size()));
    double p = 0;
    for (int k = 1; k <= 100; ++k) p += (k % 2 == 1 ? 2 : -2) * std::exp(-2.0 * k * k * statistic * statistic);
    return TestResult{.statistic = statistic,
                      .df = 0,
                      .pValue = std::clamp(statistic < 0.2 ? 1.0 : p, 0.0, 1.0),
                      .method = "OLS-CUSUM test"};
}

} // namespace assay::stats
