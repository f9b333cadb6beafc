// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/ownwork.h"

#include "analysis/remarks.h"

#include "stats/codeorder.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace assay::analysis {
namespace {

using metrics::OutcomeKind;

constexpr unsigned kOwn = kByPerson | kByHalfYear;

/// One thing that work is alike in, and what each of its levels does to the outcome: a shift of log times, a factor of
/// rates.
struct Factor
{
    std::vector<std::uint32_t> level; ///< of each cell
    std::vector<double> effect;       ///< of each level
};

/// Human-only work of one person and half-year, and of one kind: sums of outcomes, and their number or exposure.
struct Cells
{
    std::vector<std::uint32_t> of; ///< each row's; those of AI-assisted rows too
    std::vector<double> seen;
    std::vector<double> base;
    std::vector<Factor> factors; ///< the person and half-year first, then what the work is like
};

Cells cellsOf(const Sample& s, bool times)
{
    std::size_t count = 0;
    Cells cells;
    cells.of = stats::rankedCodes(s.strata(kOwn | kByTaskType | kBySize | kByCodeAge), count);
    cells.seen.assign(count, 0);
    cells.base.assign(count, 0);
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s.ai[i] != 0) continue;
        cells.seen[cells.of[i]] += s.value[i];
        cells.base[cells.of[i]] += times ? 1 : s.weight[i];
    }
    for (const unsigned covariates : {kOwn, unsigned{kByTaskType}, unsigned{kBySize}, unsigned{kByCodeAge}}) {
        std::size_t levels = 0;
        const auto ofRow = stats::rankedCodes(s.strata(covariates), levels);
        Factor& factor = cells.factors.emplace_back();
        factor.level.resize(count);
        factor.effect.assign(levels, times ? 0 : 1);
        for (std::size_t i = 0; i < s.size(); ++i) factor.level[cells.of[i]] = ofRow[i];
    }
    return cells;
}

constexpr int kMostRounds = 50;
constexpr double kSettled = 1e-4; ///< of a log
/// Rows or events without effect that each level of work is given, so that a rare kind is not judged by one row.
constexpr double kPrior = 2;

/// What the factors from `from` on make of a cell.
double combined(const Cells& cells, std::size_t cell, bool times, std::size_t from)
{
    double all = times ? 0 : 1;
    for (std::size_t f = from; f < cells.factors.size(); ++f) {
        const double effect = cells.factors[f].effect[cells.factors[f].level[cell]];
        all = times ? all + effect : all * effect;
    }
    return all;
}

/// One round for one factor: the mean of what the others leave, or events over what the others expect. Says by how
/// much a kind of work moved at most, on the log scale.
double fit(Cells& cells, std::size_t which, bool times)
{
    Factor& factor = cells.factors[which];
    const double prior = which == 0 ? 0 : kPrior;
    std::vector<double> seen(factor.effect.size(), times ? 0 : prior);
    std::vector<double> base(factor.effect.size(), prior);
    for (std::size_t c = 0; c < cells.base.size(); ++c) {
        if (!(cells.base[c] > 0)) continue;
        const std::uint32_t level = factor.level[c];
        const double own = factor.effect[level];
        const double all = combined(cells, c, times, 0);
        seen[level] += times ? cells.seen[c] - cells.base[c] * (all - own) : cells.seen[c];
        base[level] += times ? cells.base[c] : (own > 0 ? cells.base[c] * all / own : 0);
    }
    double moved = 0;
    for (std::size_t l = 0; l < seen.size(); ++l) {
        if (!(base[l] > 0)) continue;
        const double effect = seen[l] / base[l];
        if (which != 0)
            moved = std::max(moved, std::abs(times ? effect - factor.effect[l] : std::log(effect / factor.effect[l])));
        factor.effect[l] = effect;
    }
    return moved;
}

/// The sample as if all work were of one kind.
Sample levelled(const Sample& s)
{
    const bool times = s.kind == OutcomeKind::Time;
    Cells cells = cellsOf(s, times);
    double moved = 1;
    for (int round = 0; round < kMostRounds && moved > kSettled; ++round) {
        moved = 0;
        for (std::size_t f = 0; f < cells.factors.size(); ++f) moved = std::max(moved, fit(cells, f, times));
    }
    Sample level = s;
    level.keepForEffects();
    for (std::size_t i = 0; i < s.size(); ++i) {
        const double work = combined(cells, cells.of[i], times, 1);
        if (times)
            level.value[i] -= work;
        else
            level.weight[i] *= work;
    }
    return level;
}

} // namespace

Effect withinPerson(const Sample& sample, const EffectRule& rule)
{
    constexpr double kEnough = 0.5;
    if (sample.kind == OutcomeKind::Share)
        return adjustedEffect(sample, matchedShare(sample, kOwn | kByTaskType) >= kEnough ? kOwn | kByTaskType : kOwn,
                              rule);
    if (sample.count(false) == 0) return adjustedEffect(sample, kOwn, rule);
    Effect e = adjustedEffect(levelled(sample), kOwn, rule);
    if (!e.effect.method.empty()) e.effect.method += "; levelled for task type, size and code age";
    return e;
}

} // namespace assay::analysis
