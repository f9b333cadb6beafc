// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/stratifiedshift.h"

#include "stats/distributions.h"
#include "stats/quantile.h"
#include "stats/shiftsearch.h"
#include "stats/shiftsums.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace assay::stats {
namespace {

std::optional<Reason> problemOf(const StratifiedValues& rows)
{
    const std::size_t n = rows.value.size();
    if (n == 0) return Reason::Empty;
    if (rows.treated.size() != n || rows.stratum.size() != n || rows.cluster.size() != n) return Reason::LengthMismatch;
    if (!allFinite(rows.value)) return Reason::NotFinite;
    return std::nullopt;
}

double reachOf(const StratifiedValues& rows)
{
    const auto [least, most] = std::minmax_element(rows.value.begin(), rows.value.end());
    return *most - *least + 1;
}

} // namespace

struct StratifiedShift::Solution
{
    ShiftTable table;
    double reach;
    std::optional<ShiftSearch> search; ///< absent until somebody asks for a figure
    double shift = 0;
    ClusterSums contributions; ///< at the shift

    Solution(ShiftTable of, double ofReach) : table(std::move(of)), reach(ofReach) {}

    void find()
    {
        if (search) return;
        search.emplace(table, reach);
        shift = search->zero();
    }

    void solve()
    {
        find();
        if (contributions.sums.empty()) contributions = sumsAt(table, shift);
    }

    [[nodiscard]] bool oneCluster() const
    {
        const std::uint32_t first = table.control.front().cluster;
        const auto other = [first](const ShiftRow& row) { return row.cluster != first; };
        return std::none_of(table.control.begin(), table.control.end(), other) &&
               std::none_of(table.treated.begin(), table.treated.end(), other);
    }

    [[nodiscard]] Estimate estimate(double level, std::string_view method) const
    {
        return {.value = shift, .level = level, .n = rowsOf(table), .method = method};
    }

    /// Sets the limits to the shifts at which the statistic is `upper` and `lower`; none where so few pairs are left
    /// that no shift can be ruled out.
    bool setLimits(Estimate& result, double lower, double upper)
    {
        const double margin = std::max(upper, -lower);
        if (!(upper > 0) || !(lower < 0) || margin >= greatest(table)) return false;
        result.low = search->crossing(upper, shift);
        result.high = search->crossing(lower, shift);
        return true;
    }
};

StratifiedShift::StratifiedShift(const StratifiedValues& rows)
{
    if (const auto problem = problemOf(rows)) {
        m_problem = *problem;
        return;
    }
    ShiftTable table = shiftTable(rows);
    if (table.strata.empty()) {
        m_problem = Reason::OneGroup;
        return;
    }
    m_solution = std::make_unique<Solution>(std::move(table), reachOf(rows));
}

StratifiedShift::~StratifiedShift() = default;
StratifiedShift::StratifiedShift(StratifiedShift&& other) noexcept = default;
StratifiedShift& StratifiedShift::operator=(StratifiedShift&& other) noexcept = default;

std::vector<StratifiedShift> StratifiedShift::divided(std::size_t parts, const PartOf& partOf) const
{
    std::vector<StratifiedShift> result;
    auto tables = m_solution ? stats::divided(m_solution->table, parts, partOf) : std::vector<ShiftTable>(parts);
    for (ShiftTable& table : tables) {
        StratifiedShift& part = result.emplace_back(StratifiedShift());
        if (table.strata.empty())
            part.m_problem = m_problem.value_or(Reason::OneGroup);
        else
            part.m_solution = std::make_unique<Solution>(std::move(table), m_solution->reach);
    }
    return result;
}

ComparedRows StratifiedShift::compared() const
{
    if (!m_solution) return {0, 0};
    return {m_solution->table.control.size(), m_solution->table.treated.size()};
}

StratifiedShift::Solution* StratifiedShift::solved()
{
    if (m_solution) m_solution->solve();
    return m_solution.get();
}

Outcome<Estimate> StratifiedShift::estimate(double level)
{
    if (m_problem) return because(*m_problem);
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    Solution& solution = *solved();
    const ShiftSpread spread = spreadOf(solution.contributions);
    if (spread.deviation < 0) return because(Reason::OneCluster);
    Estimate result =
        solution.estimate(level, "stratified Hodges–Lehmann shift (van Elteren weights), errors clustered");
    const double multiplier = studentQuantile((1 + level) / 2, spread.freedom);
    const double margin = multiplier * spread.deviation;
    if (solution.setLimits(result, -margin, margin))
        result.standardError = (*result.high - *result.low) / (2 * multiplier);
    return result;
}

Outcome<double> StratifiedShift::value()
{
    if (m_problem) return because(*m_problem);
    if (m_solution->oneCluster()) return because(Reason::OneCluster);
    m_solution->find();
    return m_solution->shift;
}

Outcome<Estimate> StratifiedShift::bootstrap(BootstrapPlan plan, double level)
{
    if (m_problem) return because(*m_problem);
    if (!(level > 0 && level < 1)) return because(Reason::OutOfRange);
    Solution& solution = *solved();
    ClusterSums contributions = solution.contributions;
    contributions.scaleToVariance();
    plan.clusters = contributions.sums.size();
    plan.statistics = 1;
    const auto draws = clusterBootstrap(plan, [&contributions]() -> ClusterStatistic {
        return [&contributions](std::span<const std::uint32_t> counts, std::span<double> out) {
            double sum = 0;
            for (std::size_t c = 0; c < counts.size(); ++c)
                sum += (static_cast<double>(counts[c]) - 1) * contributions.sums[c];
            out[0] = sum;
        };
    });
    if (!draws) return because(draws.error());
    const auto scatter = percentileInterval(0, draws->values.front(), level);
    if (!scatter) return because(scatter.error());
    Estimate result = solution.estimate(
        level, "stratified Hodges–Lehmann shift (van Elteren weights), score bootstrap over clusters");
    solution.setLimits(result, *scatter->low, *scatter->high);
    return result;
}

Outcome<Estimate> stratifiedShift(const StratifiedValues& rows, double level)
{
    return StratifiedShift(rows).estimate(level);
}

Outcome<Estimate> bootstrapStratifiedShift(const StratifiedValues& rows, const BootstrapPlan& plan, double level)
{
    return StratifiedShift(rows).bootstrap(plan, level);
}

} // namespace assay::stats
