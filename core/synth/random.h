// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace assay::synth {

/// Purposes of random numbers. Each purpose and item has a stream of its own, so that a change in one place of the
/// simulation does not reshuffle the others.
enum class Stream : std::uint64_t
{
    People = 1,
    Schedule,
    Work,
    Defects,
    Lines,
    Usage,
    Text,
    Reviews
};

/// A seeded generator whose numbers are the same on every platform and with every standard library: SplitMix64 (Steele,
/// Lea and Flood 2014), and own exp and log that use nothing but IEEE additions, multiplications and divisions.
class Random
{
public:
    /// The stream of one item: `Random(seed, Stream::Work, 17)`.
    Random(std::uint64_t seed, Stream stream, std::uint64_t item = 0);

    std::uint64_t next();
    /// 0 ≤ x < 1.
    double uniform();
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// 0 … count − 1; `count` at least 1.
    int below(int count);
    /// low … high, both included.
    int between(int low, int high) { return low + below(high - low + 1); }
    bool chance(double probability) { return uniform() < probability; }
    /// Standard normal, by the polar method (Marsaglia and Bray 1964).
    double normal();
    double exponential(double mean);
    /// By counting exponential gaps (Knuth); `mean` up to about 30.
    int poisson(double mean);
    /// Gamma with mean 1 and a whole-numbered shape: a person's frailty.
    double frailty(int shape);
    /// Index drawn in proportion to the weights, which must not all be zero.
    std::size_t pick(std::span<const double> weights);

private:
    std::uint64_t m_state;
};

/// e to the x, the same bits everywhere. Relative error below 1e-14 for |x| < 700.
[[nodiscard]] double exactExp(double x);
/// Natural logarithm of a positive, normal number, the same bits everywhere.
[[nodiscard]] double exactLog(double x);
/// A well mixed number out of two, for texts and ids that need no stream.
[[nodiscard]] std::uint64_t mixed(std::uint64_t a, std::uint64_t b);

} // namespace assay::synth
