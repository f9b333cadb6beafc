// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/quantile.h"

#include "stats/distributions.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace assay::stats {

namespace {

/// P(B < k) for B ~ Binomial(n, 1/2).
double halfBinomialBelow(std::size_t n, std::size_t k)
{
    if (k == 0) return 0;
    return betaCdf(0.5, static_cast<double>(n - k + 1), static_cast<double>(k));
}

/// Largest rank r >= 1 with P(B < r) <= tail, or 0 if there is none.
std::size_t lowerRank(std::size_t n, double tail)
{
    std::size_t low = 0;
    std::size_t high = n / 2 + 1;
    while (low + 1 < high) {
        const std::size_t middle = (low + high) / 2;
        (halfBinomialBelow(n, middle) <= tail ? low : high) = middle;
    }
    return low;
}

} // namespace

bool allFinite(std::span<const double> values)
{
    return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

Outcome<double> quantileOfSorted(std::span<const double> sorted, double p)
{
    if (sorted.empty()) return because(Reason::Empty);
    if (!(p >= 0 && p <= 1)) return because(Reason::OutOfRange);
    const double position = static_cast<double>(sorted.size() - 1) * p;
    const auto below = static_cast<std::size_t>(position);
    const double fraction = position - static_cast<double>(below);
    if (below + 1 >= sorted.size() || fraction == 0) return sorted[std::min(below, sorted.size() - 1)];
    return sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
}

Outcome<double> quantile(std::span<const double> values, double p)
{
    if (values.empty()) return because(Reason::Empty);
    if (!(p >= 0 && p <= 1)) return because(Reason::OutOfRange);
    if (!allFinite(values)) return because(Reason::NotFinite);
    std::vector<double> copy(values.begin(), values.end());
    const double position = static_cast<double>(copy.size() - 1) * p;
    const auto below = static_cast<std::ptrdiff_t>(position);
    const double fraction = position - static_cast<double>(below);
    std::nth_element(copy.begin(), copy.begin() + below, copy.end());
    const double first = copy[static_cast<std::size_t>(below)];
    if (fraction == 0) return first;
    const double next = *std::min_element(copy.begin() + below + 1, copy.end());
    return first + fraction * (next - first);
}

Outcome<Estimate> median(std::span<const double> values, double level)
{
    if (values.empty()) return because(Reason::Empty);
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    if (!allFinite(values)) return because(Reason::NotFinite);
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    Estimate result{.level = level, .n = sorted.size(), .method = "median, interval from order statistics"};
    result.value = quantileOfSorted(sorted, 0.5).value();
    const std::size_t rank = lowerRank(sorted.size(), (1 - level) / 2);
    if (rank > 0) {
        result.low = sorted[rank - 1];
        result.high = sorted[sorted.size() - rank];
    }
    return result;
}

Outcome<double> mean(std::span<const double> values)
{
    if (values.empty()) return because(Reason::Empty);
    if (!allFinite(values)) return because(Reason::NotFinite);
    double sum = 0;
    for (double v : values) sum += v;
    return sum / static_cast<double>(values.size());
}

Outcome<double> variance(std::span<const double> values)
{
    if (values.size() < 2) return because(Reason::TooFew);
    const auto centre = mean(values);
    if (!centre) return because(centre.error());
    double sum = 0;
    for (double v : values) sum += (v - *centre) * (v - *centre);
    return sum / static_cast<double>(values.size() - 1);
}

} // namespace assay::stats
