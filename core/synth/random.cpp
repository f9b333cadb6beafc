// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/random.h"

#include <bit>
#include <cmath>

namespace assay::synth {
namespace {

constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15ULL;
constexpr double kLn2 = 0.693147180559945309417232121458;

std::uint64_t finalise(std::uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

} // namespace

std::uint64_t mixed(std::uint64_t a, std::uint64_t b)
{
    return finalise(finalise(a + kGolden) ^ (b * kGolden + 1));
}

Random::Random(std::uint64_t seed, Stream stream, std::uint64_t item)
    : m_state(mixed(mixed(seed, static_cast<std::uint64_t>(stream)), item))
{
}

std::uint64_t Random::next()
{
    m_state += kGolden;
    return finalise(m_state);
}

double Random::uniform()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

int Random::below(int count)
{
    const auto wide = (next() >> 32) * static_cast<std::uint64_t>(count);
    return static_cast<int>(wide >> 32);
}

double Random::normal()
{
    for (;;) {
        const double u = uniform(-1, 1);
        const double v = uniform(-1, 1);
        const double s = u * u + v * v;
        if (s > 0 && s < 1) return u * std::sqrt(-2 * exactLog(s) / s);
    }
}

double Random::exponential(double mean)
{
    return -mean * exactLog(1 - uniform());
}

int Random::poisson(double mean)
{
    int count = 0;
    for (double at = exponential(1); at < mean; at += exponential(1)) ++count;
    return count;
}

double Random::frailty(int shape)
{
    double sum = 0;
    for (int i = 0; i < shape; ++i) sum += exponential(1);
    return sum / shape;
}

std::size_t Random::pick(std::span<const double> weights)
{
    double total = 0;
    for (const double w : weights) total += w;
    double at = uniform() * total;
    for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
        if (at < weights[i]) return i;
        at -= weights[i];
    }
    return weights.size() - 1;
}

double exactExp(double x)
{
    const double k = std::floor(x / kLn2 + 0.5);
    const double r = x - k * kLn2;
    double term = 1;
    double sum = 1;
    for (int i = 1; i <= 15; ++i) {
        term *= r / i;
        sum += term;
    }
    return std::ldexp(sum, static_cast<int>(k));
}

double exactLog(double x)
{
    const auto bits = std::bit_cast<std::uint64_t>(x);
    int exponent = static_cast<int>((bits >> 52) & 0x7ff) - 1023;
    double m = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
    if (m > 1.41421356237309505) {
        m /= 2;
        ++exponent;
    }
    const double z = (m - 1) / (m + 1);
    const double z2 = z * z;
    double power = z;
    double sum = 0;
    for (int i = 1; i <= 25; i += 2) {
        sum += power / i;
        power *= z2;
    }
    return 2 * sum + exponent * kLn2;
}

} // namespace assay::synth
