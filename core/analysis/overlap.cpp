// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/overlap.h"

#include "stats/codeorder.h"
#include "stats/distributions.h"
#include "stats/glm.h"
#include "stats/propensity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace assay::analysis {
namespace {

/// A regression over more cells of covariates would take longer than it tells.
constexpr std::size_t kMostCells = 10'000;

/// Rows that agree in all covariates: one row of the regression.
struct Cells
{
    std::vector<std::uint32_t> of; ///< per row of the sample
    std::vector<std::uint32_t> first;
    std::vector<double> share; ///< AI-assisted
    std::vector<double> rows;
};

Cells cellsOf(const Sample& s, unsigned covariates)
{
    Cells cells;
    std::size_t strata = 0;
    const auto stratum = stats::rankedCodes(s.strata(covariates), strata);
    constexpr std::uint32_t kUnseen = ~std::uint32_t{0};
    std::vector<std::uint32_t> numbers(strata, kUnseen); // cells are numbered as they appear
    cells.of.resize(s.size());
    for (std::uint32_t i = 0; i < s.size(); ++i) {
        std::uint32_t& number = numbers[stratum[i]];
        if (number == kUnseen) {
            number = static_cast<std::uint32_t>(cells.first.size());
            cells.first.push_back(i);
            cells.share.push_back(0);
            cells.rows.push_back(0);
        }
        cells.of[i] = number;
        cells.share[number] += s.ai[i];
        ++cells.rows[number];
    }
    for (std::size_t c = 0; c < cells.rows.size(); ++c) cells.share[c] /= cells.rows[c];
    return cells;
}

struct Level
{
    Covariate covariate;
    int value;
};

int valueOf(const Sample& s, std::size_t row, Covariate covariate)
{
    switch (covariate) {
    case kByTeam:
        return s.team[row];
    case kByTaskType:
        return static_cast<int>(s.taskType[row]);
    case kBySize:
        return s.sizeClass[row];
    case kByCodeAge:
        return static_cast<int>(s.codeAge[row]);
    case kByQuarter:
    case kByHalfYear:
        return static_cast<int>(s.timeOf(row, covariate));
    case kByPerson:
        return static_cast<int>(s.cluster[row]);
    }
    return 0;
}

/// All levels that occur, covariate by covariate.
std::vector<Level> levelsOf(const Sample& s, const Cells& cells, unsigned covariates)
{
    std::vector<Level> levels;
    for (const Covariate covariate : {kByTeam, kByTaskType, kBySize, kByCodeAge, kByQuarter, kByHalfYear}) {
        if ((covariates & covariate) == 0) continue;
        std::vector<int> values;
        for (const auto row : cells.first) values.push_back(valueOf(s, row, covariate));
        std::sort(values.begin(), values.end());
        values.erase(std::unique(values.begin(), values.end()), values.end());
        for (const int value : values) levels.push_back({covariate, value});
    }
    return levels;
}

/// Probability of AI assistance per cell; empty where the regression finds none.
std::vector<double> propensities(const Sample& s, const Cells& cells, const std::vector<Level>& levels)
{
    stats::Design x(cells.rows.size());
    x.intercept();
    std::vector<double> column(cells.rows.size());
    for (std::size_t l = 0; l < levels.size(); ++l) {
        if (l == 0 || levels[l].covariate != levels[l - 1].covariate) continue; // the others are compared with it
        for (std::size_t c = 0; c < column.size(); ++c)
            column[c] = valueOf(s, cells.first[c], levels[l].covariate) == levels[l].value ? 1 : 0;
        x.column(fmt::format("{}", l), column);
    }
    const auto fit = stats::glm(cells.share, x, {.family = stats::Family::Binomial, .weights = cells.rows});
    return fit ? fit->fitted : std::vector<double>();
}

/// Share of each level of a covariate among the rows of a group, by its value.
std::map<int, double> weightedShares(const Sample& s, Covariate covariate, bool assisted,
                                     const std::vector<double>& weights)
{
    std::vector<double> with; // values begin at -1: no team
    double all = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if ((s.ai[i] != 0) != assisted) continue;
        const auto at = static_cast<std::size_t>(std::int64_t{valueOf(s, i, covariate)} + 1);
        if (at >= with.size()) with.resize(at + 1, 0);
        with[at] += weights[i];
        all += weights[i];
    }
    std::map<int, double> shares;
    for (std::size_t at = 0; at < with.size(); ++at)
        if (all > 0) shares[static_cast<int>(at) - 1] = with[at] / all;
    return shares;
}

std::string levelName(const Sample& s, const Level& level, const facts::Snapshot& snapshot)
{
    static constexpr std::array<const char*, 3> kSizes{"small changes", "middling changes", "large changes"};
    static constexpr std::array<const char*, 4> kAges{"code age unknown", "greenfield", "recent code", "legacy code"};
    switch (level.covariate) {
    case kByTeam:
        return level.value < 0 ? "no team" : snapshot.teams[static_cast<std::size_t>(level.value)];
    case kByTaskType:
        return std::string(domain::taskTypeTitle(static_cast<domain::TaskType>(level.value)));
    case kBySize:
        return kSizes.at(static_cast<std::size_t>(level.value));
    case kByCodeAge:
        return kAges.at(static_cast<std::size_t>(level.value));
    case kByQuarter:
        return fmt::format("{} Q{}", s.firstYear + level.value / 4, level.value % 4 + 1);
    case kByHalfYear:
        return fmt::format("{} H{}", s.firstYear + level.value / 2, level.value % 2 + 1);
    case kByPerson:
        break; // nobody is named
    }
    return {};
}

/// Standardised by the spread before weighting (Austin 2009).
std::vector<Balance> balanceOf(const Sample& s, const std::vector<Level>& levels, const std::vector<double>& weights,
                               const facts::Snapshot& snapshot)
{
    const std::vector<double> equal(s.size(), 1);
    std::map<unsigned, Balance> worst;
    std::map<unsigned, std::array<std::map<int, double>, 4>> shares; // per covariate: before 1, 0, after 1, 0
    for (const Level& level : levels) {
        if (!shares.contains(level.covariate))
            shares[level.covariate] = {
                weightedShares(s, level.covariate, true, equal), weightedShares(s, level.covariate, false, equal),
                weightedShares(s, level.covariate, true, weights), weightedShares(s, level.covariate, false, weights)};
        auto& share = shares[level.covariate];
        const double p1 = share[0][level.value];
        const double p0 = share[1][level.value];
        const double spread = std::sqrt((p1 * (1 - p1) + p0 * (1 - p0)) / 2);
        if (!(spread > 0)) continue;
        const double before = (p1 - p0) / spread;
        auto& at = worst[level.covariate];
        if (!at.level.empty() && std::abs(at.before) >= std::abs(before)) continue;
        const double after = share[2][level.value] - share[3][level.value];
        at = {covariateNames(level.covariate), levelName(s, level, snapshot), before, after / spread};
    }
    std::vector<Balance> result;
    result.reserve(worst.size());
    for (auto& [covariate, balance] : worst) result.push_back(std::move(balance));
    return result;
}

/// Effect on the scale of its interval, its error and the number of clusters.
struct Weighted
{
    double value = 0;
    double error = 0;
    double clusters = 0;
};

std::optional<Weighted> estimate(const Sample& s, const std::vector<double>& weights)
{
    double y[2] = {0, 0};
    double x[2] = {0, 0};
    for (std::size_t i = 0; i < s.size(); ++i) {
        y[s.ai[i]] += weights[i] * s.value[i];
        x[s.ai[i]] += weights[i] * s.weight[i];
    }
    if (!(x[0] > 0) || !(x[1] > 0)) return std::nullopt;
    const double mean[2] = {y[0] / x[0], y[1] / x[1]};
    const bool logs = s.kind == metrics::OutcomeKind::Rate;
    if (logs && (!(mean[0] > 0) || !(mean[1] > 0))) return std::nullopt;
    std::vector<double> sums(*std::max_element(s.cluster.begin(), s.cluster.end()) + 1, 0.0);
    std::vector<std::uint8_t> seen(sums.size(), 0);
    for (std::size_t i = 0; i < s.size(); ++i) {
        const int g = s.ai[i];
        const double residual = weights[i] * (s.value[i] - mean[g] * s.weight[i]) / x[g] / (logs ? mean[g] : 1);
        sums[s.cluster[i]] += g == 1 ? residual : -residual;
        seen[s.cluster[i]] = 1;
    }
    Weighted result;
    result.clusters = static_cast<double>(std::count(seen.begin(), seen.end(), std::uint8_t{1}));
    if (result.clusters < 2) return std::nullopt;
    for (const double sum : sums) result.error += sum * sum;
    result.error = std::sqrt(result.error * result.clusters / (result.clusters - 1));
    result.value = logs ? std::log(mean[1] / mean[0]) : mean[1] - mean[0];
    return result;
}

std::optional<double> effectiveSize(const Sample& s, const std::vector<double>& weights, bool assisted)
{
    std::vector<double> own;
    for (std::size_t i = 0; i < s.size(); ++i)
        if ((s.ai[i] != 0) == assisted) own.push_back(weights[i]);
    const auto size = stats::effectiveSampleSize(own);
    return size ? std::optional(*size) : std::nullopt;
}

} // namespace

OverlapWeighted overlapWeighted(const Sample& s, const Effect& raw, unsigned covariates,
                                const facts::Snapshot& snapshot, const EffectRule& rule)
{
    OverlapWeighted result;
    // The same checks of size, and the same words, as for the raw figure.
    result.effect = raw;
    result.effect.verdict = Verdict::NotEnoughData;
    auto& e = result.effect.effect;
    const bool possible = e.value.has_value();
    e.value.reset();
    e.low.reset();
    e.high.reset();
    e.method = "overlap-weighted, errors clustered by person";
    if (!possible) return result;
    const Cells cells = cellsOf(s, covariates);
    const auto levels = levelsOf(s, cells, covariates);
    const auto probability = cells.rows.size() > kMostCells ? std::vector<double>() : propensities(s, cells, levels);
    if (probability.empty()) {
        e.note = "Not enough data: who used AI cannot be told from chance and kind of work by a regression.";
        return result;
    }
    std::vector<double> weights(s.size());
    for (std::size_t i = 0; i < s.size(); ++i) {
        const double p = probability[cells.of[i]];
        weights[i] = s.ai[i] != 0 ? 1 - p : p;
    }
    result.balance = balanceOf(s, levels, weights, snapshot);
    result.effectiveAi = effectiveSize(s, weights, true);
    result.effectiveHuman = effectiveSize(s, weights, false);
    const auto fit = estimate(s, weights);
    if (!fit) {
        e.note = "Not enough data: nothing happened in one of the groups.";
        return result;
    }
    const double margin = stats::studentQuantile((1 + rule.settings.level) / 2, fit->clusters - 1) * fit->error;
    const bool ratio = s.kind != metrics::OutcomeKind::Share;
    e.note.clear();
    e.value = offScale(fit->value, ratio);
    e.low = offScale(fit->value - margin, ratio);
    e.high = offScale(fit->value + margin, ratio);
    result.effect.verdict = verdictOf(e, rule);
    return result;
}

} // namespace assay::analysis
