// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/flows.h"
#include "whatif/sampler.h"

/// The inner loops, compiled for several instruction sets with the same results to the last bit: no contraction of
/// multiplications and additions, no reordering.
namespace assay::whatif {

using Bits = std::array<std::uint32_t, kBlock>;

inline constexpr std::size_t kCells = 4096;
inline constexpr std::uint32_t kCellWidth = 1U << 20; ///< 2³² / cells
inline constexpr double kWidestScore = 6;             ///< tables over normal scores reach from -6 to 6

/// Centre of the interval of probabilities that 32 bits stand for.
[[nodiscard]] inline double unitOf(std::uint32_t bits)
{
    return (bits + 0.5) * 0x1p-32;
}

/// 256 numbers of Philox4x32-10: counter (trial / 4, stream), key seed.
void randomBits(std::uint64_t seed, std::uint32_t stream, std::uint64_t block, Bits& out);
/// Straight line between the knots of a table of kCells + 1 quantiles. True if some lie in the outermost cells, which
/// are curved.
bool lookUp(const double* table, const Bits& bits, Column& out);
/// Straight line between the knots of a table over normal scores from -kWidestScore to kWidestScore.
void lookUpScores(const double* table, Column& scores);

/// Monthly flows of 256 trials. The S-curve of adoption is followed month by month.
struct FlowColumns
{
    Column unit;      ///< net value per month at full adoption
    Column unitGain;  ///< benefit alone per month at full adoption
    Column fixedCost; ///< per month, whatever the adoption, without seats
    Column seatCost;  ///< per month for all seats
    Column once;      ///< building, paid at the start
    Column training;  ///< of all the eligible
    Column exit;      ///< with the last month
    Column today;     ///< adoption at the start
    Column plateau;
    Column odds;     ///< exp(k · t0): of the logistic curve at month zero
    Column decay;    ///< exp(-k)
    Column capacity; ///< share of hours gained at full adoption
};
struct OutcomeColumns
{
    Column npv;
    Column gain; ///< present value of the benefit
    Column
        payback; ///< months until the cumulative net value is positive for the first time; -1 = not within the horizon
    Column adoption; ///< in the last month
};
/// Return on cost of one trial; 0 where nothing is spent.
[[nodiscard]] inline double returnOf(const OutcomeColumns& out, std::size_t i)
{
    const double cost = out.gain[i] - out.npv[i];
    return cost > 0 ? out.npv[i] / cost : 0;
}
/// The flows that follow from 256 draws of every assumption.
void flowsOf(const Column* draws, FlowColumns& flow);
/// `fan`: where given, months + 1 columns for the discounted running sum.
void followMonths(const FlowColumns& flow, const Schedule& schedule, OutcomeColumns& out, Column* fan = nullptr);

} // namespace assay::whatif
