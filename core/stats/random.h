// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <limits>

namespace assay::stats {

using PhiloxBlock = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

/// Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"): a pure function of
/// counter and key, so that draw number i is the same on any thread, in any order.
[[nodiscard]] constexpr PhiloxBlock philox(PhiloxBlock counter, PhiloxKey key)
{
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t p0 = std::uint64_t{0xD2511F53} * counter[0];
        const std::uint64_t p1 = std::uint64_t{0xCD9E8D57} * counter[2];
        counter = {static_cast<std::uint32_t>(p1 >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(p1),
                   static_cast<std::uint32_t>(p0 >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(p0)};
        key = {key[0] + 0x9E3779B9U, key[1] + 0xBB67AE85U};
    }
    return counter;
}

/// Uniform number strictly between 0 and 1 from 53 of 64 bits.
[[nodiscard]] constexpr double toUnit(std::uint64_t bits)
{
    return (static_cast<double>(bits >> 11) + 0.5) * 0x1p-53;
}

/// A sequence of random numbers, fixed by seed and stream: give every resample, trial block or variable its own stream.
/// Meets the standard's requirements of a uniform random bit generator.
class Random
{
public:
    using result_type = std::uint64_t;

    constexpr explicit Random(std::uint64_t seed, std::uint64_t stream = 0, std::uint64_t position = 0)
        : m_key{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}, m_stream(stream),
          m_position(position)
    {
    }

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

    constexpr result_type operator()()
    {
        if (m_left == 0) {
            const PhiloxBlock block =
                philox({static_cast<std::uint32_t>(m_position), static_cast<std::uint32_t>(m_position >> 32),
                        static_cast<std::uint32_t>(m_stream), static_cast<std::uint32_t>(m_stream >> 32)},
                       m_key);
            ++m_position;
            m_buffer = {std::uint64_t{block[1]} << 32 | block[0], std::uint64_t{block[3]} << 32 | block[2]};
            m_left = 2;
        }
        return m_buffer[2 - m_left--];
    }

    /// Strictly between 0 and 1.
    constexpr double uniform() { return toUnit((*this)()); }
    /// Standard normal, by inversion: one uniform number each.
    double normal();
    /// 0 … count-1, all equally likely (Lemire 2019); count must be positive.
    constexpr std::uint32_t below(std::uint32_t count)
    {
        std::uint64_t product = ((*this)() >> 32) * count;
        if (static_cast<std::uint32_t>(product) < count) {
            const std::uint32_t threshold = (0U - count) % count;
            while (static_cast<std::uint32_t>(product) < threshold) product = ((*this)() >> 32) * count;
        }
        return static_cast<std::uint32_t>(product >> 32);
    }

private:
    PhiloxKey m_key;
    std::uint64_t m_stream;
    std::uint64_t m_position;
    std::array<std::uint64_t, 2> m_buffer{};
    unsigned m_left = 0;
};

} // namespace assay::stats
