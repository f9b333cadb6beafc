// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/parameter.h"

#include <array>
#include <cstdint>
#include <memory>
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
    /// Exact quantile of one quantity, 0 < p < 1.
    [[nodiscard]] static double quantileOf(const Value& value, double p);
    /// Exact mean.
    [[nodiscard]] static double meanOf(const Value& value);

private:
    void buildTables();
    void drawFree(std::size_t index, std::uint64_t block, Column& out) const;
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
