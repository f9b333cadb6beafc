// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/staggered.h"

#include "stats/distributions.h"
#include "stats/eigen.h"
#include "stats/glm.h"
#include "stats/quantile.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace assay::stats {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// An effect and how it depends on every unit.
struct Influenced
{
    double effect = 0;
    VectorXd influence;
    [[nodiscard]] double error() const
    {
        const auto n = static_cast<double>(influence.size());
        return std::sqrt(influence.squaredNorm() / n / n);
    }
};

/// Influences of units summed over clusters, on the scale on which `Influenced::error` holds for clusters too.
class Clusters
{
public:
    explicit Clusters(const Panel& p) : m_ids(p.cluster)
    {
        for (const std::uint32_t id : m_ids) m_place.try_emplace(id, static_cast<Index>(m_place.size()));
    }

    [[nodiscard]] std::size_t count() const { return m_place.size(); }
    [[nodiscard]] VectorXd summed(const VectorXd& influence) const
    {
        if (m_ids.empty()) return influence;
        VectorXd sums = VectorXd::Zero(static_cast<Index>(m_place.size()));
        for (std::size_t i = 0; i < m_ids.size(); ++i) sums[m_place.at(m_ids[i])] += influence[static_cast<Index>(i)];
        const auto c = static_cast<double>(m_place.size());
        return sums * (c / static_cast<double>(m_ids.size()) * std::sqrt(c / (c - 1)));
    }
    [[nodiscard]] double multiplier(double level) const
    {
        return m_ids.empty() ? normalMultiplier(level)
                             : studentQuantile((1 + level) / 2, static_cast<double>(m_place.size()) - 1);
    }

private:
    std::span<const std::uint32_t> m_ids;
    std::map<std::uint32_t, Index> m_place;
};

struct Cell
{
    int group = 0;
    int period = 0;
    bool before = false;
    Influenced value;
};

/// One comparison: change of the outcome, who is treated, who is a control.
struct Comparison
{
    VectorXd change;
    VectorXd treated;
    VectorXd control;
};

struct Regression
{
    VectorXd fitted;
    MatrixXd influence; ///< n × k, of the coefficients
};

Outcome<Regression> regressControls(const MatrixXd& x, const Comparison& c)
{
    const auto n = static_cast<double>(x.rows());
    const MatrixXd weighted = c.control.asDiagonal() * x;
    const Eigen::FullPivLU<MatrixXd> gram(weighted.transpose() * x / n);
    if (!gram.isInvertible()) return because(Reason::Singular);
    const VectorXd beta = gram.solve(weighted.transpose() * c.change / n);
    Regression r{x * beta, {}};
    const VectorXd residual = c.control.cwiseProduct(c.change - r.fitted);
    r.influence = residual.asDiagonal() * x * gram.inverse();
    return r;
}

Outcome<Influenced> byRegression(const MatrixXd& x, const Comparison& c)
{
    const auto regression = regressControls(x, c);
    if (!regression) return because(regression.error());
    const VectorXd weight = c.treated / c.treated.mean();
    Influenced result;
    const VectorXd gain = c.change - regression->fitted;
    result.effect = weight.dot(gain) / static_cast<double>(x.rows());
    const VectorXd mean = (weight.asDiagonal() * x).colwise().mean().transpose();
    result.influence = weight.cwiseProduct((gain.array() - result.effect).matrix()) - regression->influence * mean;
    return result;
}

struct TreatmentOdds
{
    VectorXd odds;      ///< e / (1 - e) of the controls, else 0
    MatrixXd influence; ///< of the logistic coefficients
};

Outcome<TreatmentOdds> scoresOf(const MatrixXd& x, const Comparison& c)
{
    std::vector<Index> rows;
    for (Index i = 0; i < x.rows(); ++i)
        if (c.treated[i] + c.control[i] > 0) rows.push_back(i);
    Design design(rows.size());
    std::vector<double> y;
    for (Index i : rows) y.push_back(c.treated[i]);
    for (Index j = 0; j < x.cols(); ++j) {
        std::vector<double> column;
        for (Index i : rows) column.push_back(x(i, j));
        design.column("x", column);
    }
    const auto fit = glm(y, design, {.family = Family::Binomial});
    if (!fit) return because(fit.error());
    VectorXd e = VectorXd::Zero(x.rows());
    for (std::size_t k = 0; k < rows.size(); ++k) e[rows[k]] = fit->fitted[k];
    const auto n = static_cast<double>(x.rows());
    const VectorXd inSample = c.treated + c.control;
    const VectorXd slope = (e.array() * (1 - e.array())).matrix().cwiseProduct(inSample);
    const MatrixXd hessian = (x.transpose() * slope.asDiagonal() * x / n).inverse();
    TreatmentOdds s;
    s.odds = (c.control.array() * e.array() / (1 - e.array())).matrix();
    s.influence = (c.treated - e).cwiseProduct(inSample).asDiagonal() * x * hessian;
    return s;
}

Outcome<Influenced> byWeighting(const MatrixXd& x, const Comparison& c, bool doublyRobust)
{
    const auto scores = scoresOf(x, c);
    if (!scores) return because(scores.error());
    VectorXd gain = c.change;
    MatrixXd outcomeInfluence;
    if (doublyRobust) {
        const auto regression = regressControls(x, c);
        if (!regression) return because(regression.error());
        gain -= regression->fitted;
        outcomeInfluence = regression->influence;
    }
    const double pt = c.treated.mean();
    const double pc = scores->odds.mean();
    const double treated = c.treated.dot(gain) / static_cast<double>(gain.size()) / pt;
    const double control = scores->odds.dot(gain) / static_cast<double>(gain.size()) / pc;
    const VectorXd own = scores->odds.cwiseProduct((gain.array() - control).matrix());
    const VectorXd slope = (own.asDiagonal() * x).colwise().mean().transpose();
    Influenced result{treated - control, c.treated.cwiseProduct((gain.array() - treated).matrix()) / pt};
    result.influence -= (own + scores->influence * slope) / pc;
    if (doublyRobust) {
        const VectorXd gap = (c.treated.asDiagonal() * x).colwise().mean().transpose() / pt -
                             (scores->odds.asDiagonal() * x).colwise().mean().transpose() / pc;
        result.influence -= outcomeInfluence * gap;
    }
    return result;
}

std::optional<Reason> problemOfPanel(const Panel& p)
{
    const std::size_t t = p.periods.size();
    if (p.units == 0 || t == 0) return Reason::Empty;
    if (t < 2) return Reason::TooFew;
    if (p.outcome.size() != p.units * t || p.firstTreated.size() != p.units || p.covariates.size() % p.units != 0 ||
        (!p.cluster.empty() && p.cluster.size() != p.units))
        return Reason::LengthMismatch;
    if (!allFinite(p.outcome) || !allFinite(p.covariates)) return Reason::NotFinite;
    if (!std::is_sorted(p.periods.begin(), p.periods.end())) return Reason::OutOfRange;
    return std::nullopt;
}

/// Everything that does not change from comparison to comparison.
struct PanelMatrix
{
    MatrixXd outcome; ///< units × periods
    MatrixXd x;
    std::vector<int> groups;
};

PanelMatrix preparePanel(const Panel& p)
{
    const auto n = static_cast<Index>(p.units);
    const auto t = static_cast<Index>(p.periods.size());
    const Index k = static_cast<Index>(p.covariates.size()) / n;
    PanelMatrix result{MatrixXd(n, t), MatrixXd::Ones(n, k + 1), {}};
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < t; ++j) result.outcome(i, j) = p.outcome[static_cast<std::size_t>(i * t + j)];
        for (Index j = 0; j < k; ++j) result.x(i, j + 1) = p.covariates[static_cast<std::size_t>(i * k + j)];
    }
    std::set<int> groups;
    for (int g : p.firstTreated)
        if (g > p.periods.front()) groups.insert(g); // those treated from the first period on have no before
    result.groups.assign(groups.begin(), groups.end());
    std::erase_if(result.groups, [&](int g) { return g > p.periods.back(); });
    return result;
}

Outcome<std::vector<Cell>> cellsOf(const Panel& p, const PanelMatrix& d, Controls controls, DidMethod method)
{
    std::vector<Cell> cells;
    for (int g : d.groups) {
        const auto start = std::lower_bound(p.periods.begin(), p.periods.end(), g) - p.periods.begin();
        for (Index k = 1; k < d.outcome.cols(); ++k) {
            const int period = p.periods[static_cast<std::size_t>(k)];
            const Index base = period >= g ? static_cast<Index>(start) - 1 : k - 1;
            const int later = std::max(period, p.periods[static_cast<std::size_t>(base)]);
            Comparison c{d.outcome.col(k) - d.outcome.col(base), VectorXd::Zero(d.x.rows()),
                         VectorXd::Zero(d.x.rows())};
            for (Index i = 0; i < d.x.rows(); ++i) {
                const int own = p.firstTreated[static_cast<std::size_t>(i)];
                c.treated[i] = own == g ? 1 : 0;
                const bool waits = controls == Controls::NotYetTreated && own > later && own != g;
                c.control[i] = own == 0 || waits ? 1 : 0;
            }
            if (c.control.sum() == 0) continue; // nobody left to compare with in that period
            auto value = method == DidMethod::Regression ? byRegression(d.x, c)
                                                         : byWeighting(d.x, c, method == DidMethod::DoublyRobust);
            if (!value) return because(value.error());
            cells.push_back({g, period, period < g, std::move(*value)});
        }
    }
    if (cells.empty()) return because(Reason::OneGroup);
    return cells;
}

/// Means over cells weighted by the size of their groups, whose shares are estimated too.
class Combiner
{
public:
    Combiner(const Panel& p, const Clusters& clusters, const std::vector<Cell>& cells)
        : m_panel(p), m_clusters(clusters), m_cells(cells)
    {
    }

    [[nodiscard]] Influenced bySize(const std::vector<std::size_t>& chosen) const
    {
        std::vector<Influenced> values;
        std::vector<int> groups;
        for (std::size_t k : chosen) {
            values.push_back(m_cells[k].value);
            groups.push_back(m_cells[k].group);
        }
        return weighted(values, groups);
    }

    [[nodiscard]] Influenced weighted(const std::vector<Influenced>& values, const std::vector<int>& groups) const
    {
        const Index n = values.front().influence.size();
        double total = 0;
        for (int g : groups) total += shareOf(g);
        VectorXd centredSum = VectorXd::Zero(n);
        for (int g : groups) centredSum += centred(g);
        Influenced result{0, VectorXd::Zero(n)};
        for (std::size_t k = 0; k < values.size(); ++k) {
            const double share = shareOf(groups[k]);
            result.effect += share / total * values[k].effect;
            result.influence += share / total * values[k].influence;
            result.influence +=
                values[k].effect * (centred(groups[k]) / total - centredSum * (share / (total * total)));
        }
        return result;
    }

    [[nodiscard]] static Influenced plain(const std::vector<Influenced>& values)
    {
        Influenced result{0, VectorXd::Zero(values.front().influence.size())};
        for (const Influenced& v : values) {
            result.effect += v.effect / static_cast<double>(values.size());
            result.influence += v.influence / static_cast<double>(values.size());
        }
        return result;
    }

    [[nodiscard]] std::vector<std::size_t> where(const auto& wanted) const
    {
        std::vector<std::size_t> chosen;
        for (std::size_t k = 0; k < m_cells.size(); ++k)
            if (wanted(m_cells[k])) chosen.push_back(k);
        return chosen;
    }

private:
    [[nodiscard]] double shareOf(int group) const
    {
        return static_cast<double>(std::count(m_panel.firstTreated.begin(), m_panel.firstTreated.end(), group)) /
               static_cast<double>(m_panel.units);
    }
    [[nodiscard]] VectorXd centred(int group) const
    {
        VectorXd result(static_cast<Index>(m_panel.units));
        for (std::size_t i = 0; i < m_panel.units; ++i)
            result[static_cast<Index>(i)] = m_panel.firstTreated[i] == group ? 1 : 0;
        return m_clusters.summed((result.array() - shareOf(group)).matrix());
    }
    const Panel& m_panel;
    const Clusters& m_clusters;
    const std::vector<Cell>& m_cells;
};

/// A confidence level with its multiplier.
struct DidLevel
{
    double level = 0;
    double multiplier = 0;
    std::size_t units = 0;
};

Estimate didEstimate(const Influenced& v, const DidLevel& level)
{
    const double z = level.multiplier;
    return Estimate{.value = v.effect,
                    .low = v.effect - z * v.error(),
                    .high = v.effect + z * v.error(),
                    .standardError = v.error(),
                    .level = level.level,
                    .n = level.units,
                    .method = "difference-in-differences, Callaway–Sant'Anna"};
}

/// One effect per index; `overall` is the plain mean of those chosen for it.
Aggregate aggregateBy(const Combiner& combiner, const std::set<int>& indices, const auto& belongs, const auto& counts,
                      const DidLevel& level)
{
    Aggregate result;
    std::vector<Influenced> forMean;
    for (int index : indices) {
        const Influenced v = combiner.bySize(combiner.where([&](const Cell& cell) { return belongs(cell, index); }));
        result.parts.push_back({index, v.effect, v.error()});
        if (counts(index)) forMean.push_back(v);
    }
    if (!forMean.empty()) result.overall = didEstimate(Combiner::plain(forMean), level);
    return result;
}

Aggregate aggregateGroups(const Combiner& combiner, const std::vector<Cell>& cells, const std::set<int>& groups,
                          const DidLevel& level)
{
    Aggregate result;
    std::vector<Influenced> values;
    for (int g : groups) {
        std::vector<Influenced> own;
        for (const Cell& cell : cells)
            if (cell.group == g && !cell.before) own.push_back(cell.value);
        values.push_back(Combiner::plain(own));
        result.parts.push_back({g, values.back().effect, values.back().error()});
    }
    result.overall = didEstimate(combiner.weighted(values, {groups.begin(), groups.end()}), level);
    return result;
}

std::optional<TestResult> leadInTest(const std::vector<Cell>& cells)
{
    std::vector<const Cell*> before;
    for (const Cell& cell : cells)
        if (cell.before) before.push_back(&cell);
    if (before.empty()) return std::nullopt;
    const auto k = static_cast<Index>(before.size());
    MatrixXd influence(before.front()->value.influence.size(), k);
    VectorXd effect(k);
    for (Index j = 0; j < k; ++j) {
        influence.col(j) = before[static_cast<std::size_t>(j)]->value.influence;
        effect[j] = before[static_cast<std::size_t>(j)]->value.effect;
    }
    const auto n = static_cast<double>(influence.rows());
    const Eigen::FullPivLU<MatrixXd> covariance(influence.transpose() * influence / n);
    if (!covariance.isInvertible()) return std::nullopt;
    const double statistic = n * effect.dot(covariance.solve(effect));
    const auto df = static_cast<double>(k);
    return TestResult{.statistic = statistic,
                      .df = df,
                      .pValue = chiSquaredUpper(statistic, df),
                      .method = "Wald test of a flat lead-in"};
}

} // namespace

Outcome<StaggeredFit> staggeredDid(const Panel& panel, Controls controls, DidMethod method, double level)
{
    if (const auto problem = problemOfPanel(panel)) return because(*problem);
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    const PanelMatrix prepared = preparePanel(panel);
    if (prepared.groups.empty()) return because(Reason::OneGroup);
    auto cells = cellsOf(panel, prepared, controls, method);
    if (!cells) return because(cells.error());
    const Clusters clusters(panel);
    if (clusters.count() == 1) return because(Reason::OneCluster);
    for (Cell& cell : *cells) cell.value.influence = clusters.summed(cell.value.influence);
    const Combiner combiner(panel, clusters, *cells);
    const DidLevel at{level, clusters.multiplier(level), panel.units};
    StaggeredFit fit;
    fit.clusters = clusters.count();
    std::set<int> events, periods, groups;
    for (const Cell& cell : *cells) {
        fit.effects.push_back({cell.group, cell.period, cell.value.effect, cell.value.error()});
        events.insert(cell.period - cell.group);
        if (cell.before) continue;
        periods.insert(cell.period);
        groups.insert(cell.group);
    }
    if (groups.empty()) return because(Reason::OneGroup);
    fit.simple = didEstimate(combiner.bySize(combiner.where([](const Cell& cell) { return !cell.before; })), at);
    fit.event = aggregateBy(
        combiner, events, [](const Cell& c, int e) { return c.period - c.group == e; }, [](int e) { return e >= 0; },
        at);
    fit.byPeriod = aggregateBy(
        combiner, periods, [](const Cell& c, int t) { return c.period == t && !c.before; }, [](int) { return true; },
        at);
    fit.byGroup = aggregateGroups(combiner, *cells, groups, at);
    fit.leadIn = leadInTest(*cells);
    return fit;
}

} // namespace assay::stats
