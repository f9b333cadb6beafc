// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/rates.h"

#include "stats/distributions.h"
#include "stats/roots.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace assay::stats {

namespace {

bool counts(double events, double exposure)
{
    return std::isfinite(events) && std::isfinite(exposure) && events >= 0;
}

/// P(X >= x), half of P(X = x) taken off for mid-P, X ~ Poisson(mean).
double poissonUpper(double x, double mean, RateMethod method)
{
    const double exact = gammaCdf(mean, x);
    return method == RateMethod::Exact ? exact : (exact + gammaCdf(mean, x + 1)) / 2;
}

double poissonLower(double x, double mean, RateMethod method)
{
    const double exact = 1 - gammaCdf(mean, x + 1);
    return method == RateMethod::Exact ? exact : 1 - poissonUpper(x, mean, RateMethod::MidP);
}

double binomialUpper(double x, double n, double p, RateMethod method)
{
    const double exact = betaCdf(p, x, n - x + 1);
    return method == RateMethod::Exact ? exact : (exact + betaCdf(p, x + 1, n - x)) / 2;
}

double binomialLower(double x, double n, double p, RateMethod method)
{
    const double exact = 1 - betaCdf(p, x + 1, n - x);
    return method == RateMethod::Exact ? exact : 1 - binomialUpper(x, n, p, RateMethod::MidP);
}

/// Sum of the probabilities of all outcomes at most as likely as the observed one, as R's binom.test.
double leastLikely(double x, double n, double p)
{
    const auto logDensity = [&](double k) {
        return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(p) +
               (n - k) * std::log1p(-p);
    };
    const double limit = logDensity(x) + 1e-7;
    const double mode = std::floor((n + 1) * p);
    if (logDensity(std::min(mode, n)) <= limit) return 1;
    double from = x < mode ? mode : 0;
    double to = x < mode ? n : mode;
    const bool upperSide = x < mode;
    while (to - from > 1) { // the far tail starts where the density has fallen to the observed one
        const double middle = std::floor((from + to) / 2);
        const bool likely = logDensity(middle) > limit;
        (likely == upperSide ? from : to) = middle;
    }
    if (upperSide) {
        const double start = logDensity(from) <= limit ? from : to;
        const double tail = logDensity(start) <= limit ? betaCdf(p, start, n - start + 1) : 0;
        return std::min(1.0, binomialLower(x, n, p, RateMethod::Exact) + tail);
    }
    const double end = logDensity(to) <= limit ? to : from;
    const double tail = logDensity(end) <= limit ? binomialLower(end, n, p, RateMethod::Exact) : 0;
    return std::min(1.0, binomialUpper(x, n, p, RateMethod::Exact) + tail);
}

} // namespace

Outcome<double> crudeRate(double events, double exposure)
{
    if (!counts(events, exposure)) return because(Reason::NotFinite);
    if (!(exposure > 0)) return because(Reason::ZeroWeight);
    return events / exposure;
}

Outcome<Estimate> poissonRate(double events, double exposure, RateMethod method, double level)
{
    const auto rate = crudeRate(events, exposure);
    if (!rate) return because(rate.error());
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    const double tail = (1 - level) / 2;
    Estimate result{.value = *rate, .level = level, .n = static_cast<std::size_t>(std::llround(events))};
    result.method = method == RateMethod::Exact ? "Poisson rate, exact interval" : "Poisson rate, mid-P interval";
    if (method == RateMethod::Exact) { // half of chi-squared quantiles (Garwood 1936; Ulm 1990)
        result.low = events > 0 ? chiSquaredQuantile(tail, 2 * events) / 2 / exposure : 0;
        result.high = chiSquaredQuantile(1 - tail, 2 * (events + 1)) / 2 / exposure;
        return result;
    }
    const double far = chiSquaredQuantile(1 - tail / 10, 2 * (events + 1)); // twice and more the exact upper limit
    const auto low = [&](double mean) { return poissonUpper(events, mean, method) - tail; };
    const auto high = [&](double mean) { return tail - poissonLower(events, mean, method); };
    result.low = events > 0 ? rootOf(low, 0, far) / exposure : 0;
    result.high = rootOf(high, 0, far) / exposure;
    return result;
}

Counts summed(std::span<const double> events, std::span<const double> exposure)
{
    return {std::accumulate(events.begin(), events.end(), 0.0), std::accumulate(exposure.begin(), exposure.end(), 0.0)};
}

namespace {

/// As `overdispersion`, for who knows the sums.
double overdispersionAround(const Counts& total, std::span<const double> events, std::span<const double> exposure)
{
    const auto [y, x] = total;
    if (events.size() < 2 || !(y > 0) || !(x > 0)) return 1;
    double squares = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const double off = events[i] - y / x * exposure[i];
        squares += off * off;
    }
    const auto n = static_cast<double>(events.size());
    return std::max(1.0, n / (n - 1) * squares / y);
}

} // namespace

double overdispersion(std::span<const double> events, std::span<const double> exposure)
{
    return overdispersionAround(summed(events, exposure), events, exposure);
}

Counts effectiveCounts(std::span<const double> events, std::span<const double> exposure)
{
    const Counts total = summed(events, exposure);
    const double spread = overdispersionAround(total, events, exposure);
    return {total.events / spread, total.exposure / spread};
}

Outcome<RateRatio> rateRatio(double events1, double exposure1, double events2, double exposure2, RateMethod method,
                             double level)
{
    if (!counts(events1, exposure1) || !counts(events2, exposure2)) return because(Reason::NotFinite);
    if (!(exposure1 > 0) || !(exposure2 > 0)) return because(Reason::ZeroWeight);
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    const double total = events1 + events2;
    if (!(total > 0)) return because(Reason::NoEvents);
    const double tail = (1 - level) / 2;
    const auto toRatio = [&](double p) { return p / (1 - p) * exposure2 / exposure1; };
    RateRatio result;
    result.ratio.level = level;
    result.ratio.n = static_cast<std::size_t>(std::llround(total));
    result.ratio.method =
        method == RateMethod::Exact ? "rate ratio, exact conditional interval" : "rate ratio, mid-P interval";
    const auto low = [&](double p) { return binomialUpper(events1, total, p, method) - tail; };
    const auto high = [&](double p) { return tail - binomialLower(events1, total, p, method); };
    result.ratio.low = events1 > 0 ? toRatio(rootOf(low, 0, 1)) : 0;
    if (events2 > 0) {
        result.ratio.value = (events1 / exposure1) / (events2 / exposure2);
        result.ratio.high = toRatio(rootOf(high, 0, 1));
    }
    const double p = exposure1 / (exposure1 + exposure2);
    const bool whole = events1 == std::floor(events1) && events2 == std::floor(events2);
    if (method == RateMethod::Exact && whole)
        result.pValue = leastLikely(events1, total, p);
    else
        result.pValue = std::min(
            1.0, 2 * std::min(binomialUpper(events1, total, p, method), binomialLower(events1, total, p, method)));
    return result;
}

} // namespace assay::stats
