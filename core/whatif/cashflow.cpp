// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/cashflow.h"

#include <cmath>
#include <cstddef>

namespace assay::whatif {

double presentValue(double rate, std::span<const double> flows)
{
    double value = 0;
    for (std::size_t i = flows.size(); i-- > 0;) value = value / (1 + rate) + flows[i];
    return value;
}

std::optional<double> internalRate(std::span<const double> flows)
{
    int changes = 0;
    double last = 0;
    for (double flow : flows) {
        if (flow == 0) continue;
        if (last != 0 && (flow > 0) != (last > 0)) ++changes;
        last = flow;
    }
    if (changes != 1) return std::nullopt;
    double low = -0.999999;
    double high = 1;
    const bool risesWithRate = last < 0; // money first, costs later
    const auto above = [&](double rate) { return (presentValue(rate, flows) > 0) != risesWithRate; };
    while (above(high)) {
        high *= 2;
        if (high > 1e9) return std::nullopt;
    }
    if (!above(low)) return std::nullopt;
    for (int step = 0; step < 200 && high - low > 1e-15 * (1 + std::abs(low)); ++step) {
        const double middle = (low + high) / 2;
        (above(middle) ? low : high) = middle;
    }
    return (low + high) / 2;
}

std::optional<double> paybackTime(std::span<const double> flows, double rate)
{
    double sum = 0;
    double factor = 1;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        const double flow = flows[i] * factor;
        factor /= 1 + rate;
        const double before = sum;
        sum += flow;
        if (sum < 0) continue;
        if (i == 0) return 0.0;
        return static_cast<double>(i - 1) - before / flow;
    }
    return std::nullopt;
}

double logistic(double t, double level, double speed, double middle)
{
    return level / (1 + std::exp(-speed * (t - middle)));
}

double bass(double t, double p, double q)
{
    const double decay = std::exp(-(p + q) * t);
    return (1 - decay) / (1 + q / p * decay);
}

} // namespace assay::whatif
