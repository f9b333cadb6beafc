// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/multiplicity.h"

#include <algorithm>
#include <numeric>

namespace assay::stats {

namespace {

double harmonic(std::size_t n)
{
    double sum = 0;
    for (std::size_t i = 1; i <= n; ++i) sum += 1 / static_cast<double>(i);
    return sum;
}

/// What the k-th smallest of n p-values is multiplied by.
double factorOf(Correction correction, std::size_t k, std::size_t n)
{
    const auto all = static_cast<double>(n);
    switch (correction) {
    case Correction::BenjaminiHochberg:
        return all / static_cast<double>(k);
    case Correction::BenjaminiYekutieli:
        return harmonic(n) * all / static_cast<double>(k);
    case Correction::Holm:
    case Correction::Hochberg:
        return static_cast<double>(n - k + 1);
    case Correction::Bonferroni:
        return all;
    }
    return all;
}

} // namespace

Outcome<std::vector<double>> adjustedPValues(std::span<const double> pValues, Correction correction)
{
    const std::size_t n = pValues.size();
    if (n == 0) return because(Reason::Empty);
    if (!std::all_of(pValues.begin(), pValues.end(), [](double p) { return p >= 0 && p <= 1; }))
        return because(Reason::OutOfRange);
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return pValues[a] < pValues[b]; });
    std::vector<double> adjusted(n);
    for (std::size_t k = 0; k < n; ++k)
        adjusted[order[k]] = std::min(1.0, factorOf(correction, k + 1, n) * pValues[order[k]]);
    if (correction == Correction::Holm) {
        for (std::size_t k = 1; k < n; ++k) adjusted[order[k]] = std::max(adjusted[order[k]], adjusted[order[k - 1]]);
    } else if (correction != Correction::Bonferroni) {
        for (std::size_t k = n - 1; k > 0; --k)
            adjusted[order[k - 1]] = std::min(adjusted[order[k - 1]], adjusted[order[k]]);
    }
    return adjusted;
}

} // namespace assay::stats
