// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/kernel.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&               \
    !defined(__SANITIZE_THREAD__)
#define ASSAY_VECTOR_CLONES __attribute__((target_clones("default", "avx2")))
#else
#define ASSAY_VECTOR_CLONES
#endif

namespace assay::whatif {

ASSAY_VECTOR_CLONES
void randomBits(std::uint64_t seed, std::uint32_t stream, std::uint64_t block, Bits& out)
{
    constexpr std::size_t kGroups = kBlock / 4;
    std::uint32_t c0[kGroups], c1[kGroups], c2[kGroups], c3[kGroups];
    const std::uint64_t first = block * kGroups;
    for (std::size_t i = 0; i < kGroups; ++i) {
        c0[i] = static_cast<std::uint32_t>(first + i);
        c1[i] = static_cast<std::uint32_t>((first + i) >> 32);
        c2[i] = stream;
        c3[i] = 0;
    }
    std::uint32_t k0 = static_cast<std::uint32_t>(seed);
    std::uint32_t k1 = static_cast<std::uint32_t>(seed >> 32);
    for (int round = 0; round < 10; ++round) {
        for (std::size_t i = 0; i < kGroups; ++i) {
            const std::uint64_t p0 = std::uint64_t{0xD2511F53} * c0[i];
            const std::uint64_t p1 = std::uint64_t{0xCD9E8D57} * c2[i];
            c0[i] = static_cast<std::uint32_t>(p1 >> 32) ^ c1[i] ^ k0;
            c1[i] = static_cast<std::uint32_t>(p1);
            c2[i] = static_cast<std::uint32_t>(p0 >> 32) ^ c3[i] ^ k1;
            c3[i] = static_cast<std::uint32_t>(p0);
        }
        k0 += 0x9E3779B9U;
        k1 += 0xBB67AE85U;
    }
    for (std::size_t i = 0; i < kGroups; ++i) {
        out[i] = c0[i];
        out[kGroups + i] = c1[i];
        out[2 * kGroups + i] = c2[i];
        out[3 * kGroups + i] = c3[i];
    }
}

ASSAY_VECTOR_CLONES
void lookUp(const double* table, const Bits& bits, Column& out)
{
    for (std::size_t i = 0; i < kBlock; ++i) {
        const std::uint32_t cell = bits[i] >> 20;
        const double fraction =
            (static_cast<double>(static_cast<std::int32_t>(bits[i] & (kCellWidth - 1))) + 0.5) * 0x1p-20;
        out[i] = table[cell] + fraction * (table[cell + 1] - table[cell]);
    }
}

ASSAY_VECTOR_CLONES
void followMonths(const FlowColumns& flow, const double* discount, int months, OutcomeColumns& out)
{
    Column odds = flow.odds;
    Column sum;     // Σ adoption × discount
    Column balance; // undiscounted, running
    Column adopted;
    sum.fill(0);
    adopted.fill(0);
    double annuity = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
        balance[i] = -flow.once[i];
        out.payback[i] = -1;
    }
    for (int m = 0; m < months; ++m) {
        const double d = discount[m];
        annuity += d;
        for (std::size_t i = 0; i < kBlock; ++i) {
            odds[i] *= flow.decay[i];
            const double adoption = flow.today[i] + (flow.plateau[i] - flow.today[i]) / (1 + odds[i]);
            const double net = adoption * flow.unit[i] - flow.fixedCost[i];
            sum[i] += adoption * d;
            adopted[i] = adoption;
            const double before = balance[i];
            balance[i] = before + net;
            const bool fromNothing = m == 0 && before == 0; // nothing was paid up front
            const bool crosses = (before < 0 || fromNothing) && balance[i] >= 0 && out.payback[i] < 0;
            const double when = static_cast<double>(m) - before / (net > 0 ? net : 1);
            out.payback[i] = crosses ? when : out.payback[i];
        }
    }
    for (std::size_t i = 0; i < kBlock; ++i) {
        out.npv[i] = flow.unit[i] * sum[i] - flow.fixedCost[i] * annuity - flow.once[i];
        out.gain[i] = flow.unitGain[i] * sum[i];
        out.adoption[i] = adopted[i];
    }
}

} // namespace assay::whatif
