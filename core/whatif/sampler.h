// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/parameter.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace assay::whatif {

/// Trials are drawn and evaluated in blocks of this many, column by column.
inline constexpr std::size_t kBlock = 256;
using Column = std::array<double, kBlock>;

/// One uncertain quantity and the stream of random numbers that belongs to it: the same stream in two scenarios gives
/// the same luck, so that their difference is not noise.
struct Quantity
{
    Value value;
    std::uint32_t stream = 0;
};

struct QuantityCorrelation
{
    std::size_t first = 0;
    std::size_t second = 0;
    double value = 0;
};

/// What the numbers of one quantity in a block of trials come from, whatever its value: random bits, or the normal
/// score that it shares with correlated ones.
struct Luck
{
    std::array<std::uint32_t, kBlock> bits;
    Column scores;
};

/// Draws quantities. A number depends on seed, stream and trial alone, so results are the same for any number of
/// threads. Quantiles come from tables of 4,096 cells, exact at the knots, straight between them, and exact in the
/// outermost cells; correlated quantities share normal scores (Gaussian copula).
class Sampler
{
public:
    /// Quantities must be valid and correlations positive definite (see problemsWith).
    Sampler(std::vector<Quantity> quantities, const std::vector<QuantityCorrelation>& correlations, std::uint64_t seed);

    [[nodiscard]] std::size_t size() const { return m_quantities.size(); }
    /// Columns for trials block × 256 … + 255.
    void draw(std::uint64_t block, std::span<Column> columns) const;
    /// Of one quantity alone: the same numbers, in two steps.
    void luckOf(std::size_t index, std::uint64_t block, Luck& luck) const;
    void fromLuck(std::size_t index, const Luck& luck, Column& out) const;
    [[nodiscard]] bool correlated(std::size_t index) const { return m_isCorrelated[index]; }
    /// The same with another value of one quantity; absent where that moves others too, because what is known has no
    /// part in correlations.
    [[nodiscard]] std::optional<Sampler> withValue(std::size_t index, const Value& value) const;
    /// Exact quantile of one quantity, 0 < p < 1.
    [[nodiscard]] static double quantileOf(const Value& value, double p);
    /// Exact mean.
    [[nodiscard]] static double meanOf(const Value& value);

private:
    void buildTables();
    void fromBits(std::size_t index, const std::array<std::uint32_t, kBlock>& bits, Column& out) const;
    void drawScores(std::size_t index, std::uint64_t block, Column& out) const;

    std::vector<Quantity> m_quantities;
    /// Per quantity; over probability, or over the normal score if correlated. Shared between samplers: a slider that
    /// moves, or a search, builds anew only what it changes. Null where the quantity is known.
    std::vector<std::shared_ptr<const std::vector<double>>> m_tables;
    std::vector<std::size_t> m_correlated; ///< indices, in the order of the factor
    std::vector<double> m_factor;          ///< lower Cholesky factor, row-major
    std::vector<bool> m_isCorrelated;
    std::uint64_t m_seed;
};

} // namespace assay::whatif
