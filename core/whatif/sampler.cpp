// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/sampler.h"

#include "stats/distributions.h"
#include "stats/random.h"
#include "stats/shapes.h"
#include "whatif/kernel.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <tuple>

namespace assay::whatif {

namespace {

/// Probability that stands for the ends of shapes without ends.
constexpr double kOutermost = 1e-12;

double normalSpread(const Value& value)
{
    return (value.high - value.low) / (2 * stats::normalQuantile(0.9));
}

stats::LogNormal logNormalOf(const Value& value)
{
    return stats::LogNormal::fromPercentiles(value.low, value.high).value_or(stats::LogNormal{std::log(value.mode), 0});
}

/// Quantiles of a PERT shape at all knots: its density summed by Simpson's rule over 2,048 steps and the sum inverted
/// with a cubic through value and slope. Forty times as fast as inverting the incomplete beta function at every knot,
/// and agreeing with it to 1e-6 of the width; a slider that moves builds all tables anew.
std::vector<double> pertTable(const Value& value)
{
    const stats::Pert shape{value.low, value.mode, value.high};
    constexpr std::size_t kSteps = 2048;
    constexpr double h = 1.0 / kSteps;
    const double a = shape.alpha() - 1;
    const double b = shape.beta() - 1;
    const auto density = [&](double x) { return (a > 0 ? std::pow(x, a) : 1) * (b > 0 ? std::pow(1 - x, b) : 1); };
    std::vector<double> sum(kSteps + 1, 0.0);
    std::vector<double> slope(kSteps + 1);
    slope[0] = density(0);
    for (std::size_t i = 1; i <= kSteps; ++i) {
        const double x = static_cast<double>(i) * h;
        slope[i] = density(x);
        sum[i] = sum[i - 1] + h / 6 * (slope[i - 1] + 4 * density(x - h / 2) + slope[i]);
    }
    std::vector<double> table(kCells + 1);
    std::size_t step = 0;
    for (std::size_t k = 0; k <= kCells; ++k) {
        const double target = sum[kSteps] * static_cast<double>(k) / static_cast<double>(kCells);
        while (step + 1 < kSteps && sum[step + 1] < target) ++step;
        const double rise = sum[step + 1] - sum[step];
        double t = rise > 0 ? std::clamp((target - sum[step]) / rise, 0.0, 1.0) : 0;
        for (int round = 0; round < 3; ++round) { // Newton on the Hermite cubic
            const double u = 1 - t;
            const double at =
                sum[step] + rise * t * t * (3 - 2 * t) + h * t * u * (u * slope[step] - t * slope[step + 1]);
            const double by =
                6 * rise * t * u + h * (u * (1 - 3 * t) * slope[step] - t * (2 - 3 * t) * slope[step + 1]);
            if (by > 0) t = std::clamp(t - (at - target) / by, 0.0, 1.0);
        }
        table[k] = value.low + (value.high - value.low) * (static_cast<double>(step) + t) * h;
    }
    return table;
}

bool isFixed(const Value& value)
{
    return value.spread == Spread::Fixed || value.low == value.high;
}

double knot(std::size_t i)
{
    return static_cast<double>(i) / static_cast<double>(kCells);
}

/// Normal scores of the knots of probability.
const std::vector<double>& knotScores()
{
    static const std::vector<double> scores = [] {
        std::vector<double> quantiles(kCells + 1);
        for (std::size_t i = 1; i < kCells; ++i) quantiles[i] = stats::normalQuantile(knot(i));
        quantiles.front() = stats::normalQuantile(kOutermost);
        quantiles.back() = stats::normalQuantile(1 - kOutermost);
        return quantiles;
    }();
    return scores;
}

/// Probabilities of the knots of tables over normal scores, and the scores of these within what is not outermost.
struct ScoreKnots
{
    std::vector<double> probability;
    std::vector<double> score;
};
const ScoreKnots& scoreKnots()
{
    static const ScoreKnots knots = [] {
        ScoreKnots made;
        for (std::size_t i = 0; i <= kCells; ++i) {
            const double p =
                stats::normalCdf(kWidestScore * (2 * static_cast<double>(i) / static_cast<double>(kCells) - 1));
            made.probability.push_back(p);
            made.score.push_back(stats::normalQuantile(std::clamp(p, kOutermost, 1 - kOutermost)));
        }
        return made;
    }();
    return knots;
}

bool isOfNormal(const Value& value)
{
    return value.spread == Spread::Normal || value.spread == Spread::LogNormal;
}

/// Of a shape made of the normal one, at normal scores: what these cost is then paid once for all values.
std::vector<double> atScores(const Value& value, const std::vector<double>& scores)
{
    std::vector<double> result(scores.size());
    if (value.spread == Spread::LogNormal) {
        const stats::LogNormal shape = logNormalOf(value);
        std::transform(scores.begin(), scores.end(), result.begin(), [&](double z) { return shape.atScore(z); });
        return result;
    }
    const double middle = (value.low + value.high) / 2;
    const double spread = normalSpread(value);
    std::transform(scores.begin(), scores.end(), result.begin(), [&](double z) { return middle + spread * z; });
    return result;
}

std::vector<double> tableOf(const Value& value)
{
    if (value.spread == Spread::Pert) return pertTable(value);
    if (isOfNormal(value)) return atScores(value, knotScores());
    std::vector<double> table(kCells + 1);
    for (std::size_t i = 1; i < kCells; ++i) table[i] = Sampler::quantileOf(value, knot(i));
    table.front() = Sampler::quantileOf(value, kOutermost);
    table.back() = Sampler::quantileOf(value, 1 - kOutermost);
    return table;
}

/// The table over normal scores in place of probabilities.
std::vector<double> tableOverScores(const Value& value)
{
    if (isOfNormal(value)) return atScores(value, scoreKnots().score);
    const std::vector<double> table = tableOf(value);
    std::vector<double> result(kCells + 1);
    for (std::size_t i = 0; i <= kCells; ++i) {
        const double p = scoreKnots().probability[i];
        const double position = p * static_cast<double>(kCells);
        const auto cell = static_cast<std::size_t>(position);
        const bool outermost = cell < 1 || cell + 2 > kCells;
        result[i] = outermost ? Sampler::quantileOf(value, std::clamp(p, kOutermost, 1 - kOutermost))
                              : table[cell] + (position - static_cast<double>(cell)) * (table[cell + 1] - table[cell]);
    }
    return result;
}

using Table = std::shared_ptr<const std::vector<double>>;

/// The tables last used, at most some eight megabytes of them.
Table sharedTable(const Value& value, bool scores)
{
    using Key = std::tuple<double, double, double, Spread, bool>;
    constexpr std::size_t kMost = 256;
    static std::mutex mutex;
    static std::map<Key, Table> kept;
    const Key key{value.low, value.mode, value.high, value.spread, scores};
    {
        const std::lock_guard lock(mutex);
        if (const auto found = kept.find(key); found != kept.end()) return found->second;
    }
    auto table = std::make_shared<const std::vector<double>>(scores ? tableOverScores(value) : tableOf(value));
    const std::lock_guard lock(mutex);
    if (kept.size() >= kMost) kept.clear();
    return kept.emplace(key, std::move(table)).first->second;
}

} // namespace

double Sampler::quantileOf(const Value& value, double p)
{
    if (isFixed(value)) return value.mode;
    switch (value.spread) {
    case Spread::Fixed:
        return value.mode;
    case Spread::Triangular:
        return stats::Triangular{value.low, value.mode, value.high}.quantile(p);
    case Spread::Pert:
        return stats::Pert{value.low, value.mode, value.high}.quantile(p);
    case Spread::LogNormal:
        return logNormalOf(value).quantile(p);
    case Spread::Normal:
        return (value.low + value.high) / 2 + normalSpread(value) * stats::normalQuantile(p);
    case Spread::Uniform:
        return value.low + p * (value.high - value.low);
    }
    return value.mode;
}

double Sampler::meanOf(const Value& value)
{
    if (isFixed(value)) return value.mode;
    switch (value.spread) {
    case Spread::Fixed:
        return value.mode;
    case Spread::Triangular:
        return stats::Triangular{value.low, value.mode, value.high}.mean();
    case Spread::Pert:
        return stats::Pert{value.low, value.mode, value.high}.mean();
    case Spread::LogNormal:
        return logNormalOf(value).mean();
    case Spread::Normal:
    case Spread::Uniform:
        return (value.low + value.high) / 2;
    }
    return value.mode;
}

Sampler::Sampler(std::vector<Quantity> quantities, const std::vector<QuantityCorrelation>& correlations,
                 std::uint64_t seed)
    : m_quantities(std::move(quantities)), m_isCorrelated(m_quantities.size(), false), m_seed(seed)
{
    for (const QuantityCorrelation& c : correlations) {
        if (c.value == 0 || isFixed(m_quantities[c.first].value) || isFixed(m_quantities[c.second].value)) continue;
        m_isCorrelated[c.first] = m_isCorrelated[c.second] = true;
    }
    for (std::size_t i = 0; i < m_quantities.size(); ++i)
        if (m_isCorrelated[i]) m_correlated.push_back(i);
    const std::size_t k = m_correlated.size();
    std::vector<double> matrix(k * k, 0.0);
    const auto place = [&](std::size_t index) {
        return static_cast<std::size_t>(std::find(m_correlated.begin(), m_correlated.end(), index) -
                                        m_correlated.begin());
    };
    for (std::size_t i = 0; i < k; ++i) matrix[i * k + i] = 1;
    for (const QuantityCorrelation& c : correlations)
        if (m_isCorrelated[c.first] && m_isCorrelated[c.second] && c.value != 0)
            matrix[place(c.first) * k + place(c.second)] = matrix[place(c.second) * k + place(c.first)] = c.value;
    if (k > 0) m_factor = stats::choleskyOf(matrix, k).value();

    buildTables();
}

void Sampler::buildTables()
{
    for (std::size_t q = 0; q < m_quantities.size(); ++q)
        m_tables.push_back(isFixed(m_quantities[q].value) ? nullptr
                                                          : sharedTable(m_quantities[q].value, m_isCorrelated[q]));
}

void Sampler::fromBits(std::size_t index, const Bits& bits, Column& out) const
{
    if (!lookUp(m_tables[index]->data(), bits, out)) return;
    for (std::size_t i = 0; i < kBlock; ++i) // the outermost cells are curved: exact there
        if (bits[i] < kCellWidth || bits[i] >= 0xFFFFFFFFU - kCellWidth)
            out[i] = quantileOf(m_quantities[index].value, unitOf(bits[i]));
}

void Sampler::drawScores(std::size_t index, std::uint64_t block, Column& out) const
{
    Bits bits;
    randomBits(m_seed, m_quantities[index].stream, block, bits);
    if (!lookUp(knotScores().data(), bits, out)) return;
    for (std::size_t i = 0; i < kBlock; ++i)
        if (bits[i] < kCellWidth || bits[i] >= 0xFFFFFFFFU - kCellWidth)
            out[i] = stats::normalQuantile(unitOf(bits[i]));
}

void Sampler::luckOf(std::size_t index, std::uint64_t block, Luck& luck) const
{
    if (!m_isCorrelated[index]) return randomBits(m_seed, m_quantities[index].stream, block, luck.bits);
    const std::size_t k = m_correlated.size();
    const auto j =
        static_cast<std::size_t>(std::find(m_correlated.begin(), m_correlated.end(), index) - m_correlated.begin());
    drawScores(index, block, luck.scores);
    for (double& score : luck.scores) score *= m_factor[j * k + j];
    for (std::size_t l = 0; l < j; ++l) {
        Column other;
        drawScores(m_correlated[l], block, other);
        for (std::size_t i = 0; i < kBlock; ++i) luck.scores[i] += m_factor[j * k + l] * other[i];
    }
}

void Sampler::fromLuck(std::size_t index, const Luck& luck, Column& out) const
{
    if (!m_tables[index]) return out.fill(m_quantities[index].value.mode);
    if (!m_isCorrelated[index]) return fromBits(index, luck.bits, out);
    out = luck.scores;
    lookUpScores(m_tables[index]->data(), out);
}

std::optional<Sampler> Sampler::withValue(std::size_t index, const Value& value) const
{
    if (isFixed(value) != isFixed(m_quantities[index].value)) return std::nullopt;
    Sampler other = *this;
    other.m_quantities[index].value = value;
    other.m_tables[index] = isFixed(value) ? nullptr : sharedTable(value, m_isCorrelated[index]);
    return other;
}

void Sampler::draw(std::uint64_t block, std::span<Column> columns) const
{
    Luck luck;
    for (std::size_t q = 0; q < m_quantities.size(); ++q) {
        if (m_isCorrelated[q]) continue;
        if (m_tables[q]) luckOf(q, block, luck);
        fromLuck(q, luck, columns[q]);
    }
    const std::size_t k = m_correlated.size();
    for (std::size_t j = 0; j < k; ++j) drawScores(m_correlated[j], block, columns[m_correlated[j]]);
    for (std::size_t j = k; j-- > 0;) { // from the last, as each uses the independent scores of those before it
        Column& own = columns[m_correlated[j]];
        for (double& score : own) score *= m_factor[j * k + j];
        for (std::size_t l = 0; l < j; ++l) {
            const Column& other = columns[m_correlated[l]];
            const double weight = m_factor[j * k + l];
            for (std::size_t i = 0; i < kBlock; ++i) own[i] += weight * other[i];
        }
        lookUpScores(m_tables[m_correlated[j]]->data(), own);
    }
}

} // namespace assay::whatif
