// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/sensitivity.h"

#include "whatif/draws.h"
#include "whatif/sobol.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

#include <fmt/format.h>

namespace assay::whatif {

namespace {

constexpr std::size_t kGroups = 50;

double measureOf(const Trials& trials, Goal goal)
{
    const auto median = [](BigVector<double> values) {
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        return *middle;
    };
    const auto n = static_cast<double>(trials.npv.size());
    switch (goal) {
    case Goal::ProbabilityPositive:
        return static_cast<double>(
                   std::count_if(trials.npv.begin(), trials.npv.end(), [](double v) { return v > 0; })) /
               n;
    case Goal::MedianNpv:
        return median(trials.npv);
    case Goal::MeanNpv:
        return std::accumulate(trials.npv.begin(), trials.npv.end(), 0.0) / n;
    case Goal::MedianRoi:
        return median(trials.roi);
    }
    return 0;
}

std::vector<double> ranksOf(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) ranks[order[i]] = static_cast<double>(i);
    return ranks;
}

double correlationOf(std::span<const double> a, std::span<const double> b)
{
    const double centre = static_cast<double>(a.size() - 1) / 2;
    double top = 0;
    double squares = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        top += (a[i] - centre) * (b[i] - centre);
        squares += (a[i] - centre) * (a[i] - centre);
    }
    return squares > 0 ? top / squares : 0;
}

/// NPV in groups of trials with neighbouring values of an assumption: its conditional mean.
class Groups
{
public:
    Groups(std::span<const double> ranks, std::span<const double> npv) : m_n(static_cast<double>(npv.size()))
    {
        for (std::size_t i = 0; i < npv.size(); ++i) {
            const auto group = static_cast<std::size_t>(ranks[i] * kGroups / m_n);
            m_sum[group] += npv[i];
            m_count[group] += 1;
            m_all += npv[i];
        }
        for (const double v : npv) m_squares += (v - m_all / m_n) * (v - m_all / m_n);
    }

    /// E[max(0, E[NPV | assumption])] - max(0, E[NPV]).
    [[nodiscard]] double worth() const
    {
        double informed = 0;
        for (const double sum : m_sum) informed += std::max(0.0, sum) / m_n;
        return std::max(0.0, informed - std::max(0.0, m_all / m_n));
    }

    /// Var(E[NPV | assumption]) / Var(NPV), less what groups of this size show by chance.
    [[nodiscard]] double firstOrder() const
    {
        double between = 0;
        double groups = 0;
        for (std::size_t g = 0; g < kGroups; ++g) {
            if (m_count[g] == 0) continue;
            const double apart = m_sum[g] / m_count[g] - m_all / m_n;
            between += m_count[g] * apart * apart;
            groups += 1;
        }
        if (!(m_squares > 0) || m_n <= groups) return 0;
        return std::max(0.0, 1 - (1 - between / m_squares) * (m_n - 1) / (m_n - groups));
    }

private:
    std::array<double, kGroups> m_sum{};
    std::array<double, kGroups> m_count{};
    double m_n;
    double m_all = 0;
    double m_squares = 0;
};

} // namespace

std::vector<TornadoBar> tornado(const Scenario& scenario)
{
    const Point centre = modesOf(scenario);
    std::vector<TornadoBar> bars;
    for (std::size_t i = 0; i < kParameters; ++i) {
        const Value& value = scenario.values[i];
        if (value.spread == Spread::Fixed || value.low == value.high) continue;
        TornadoBar bar{static_cast<Parameter>(i), Sampler::quantileOf(value, 0.1), Sampler::quantileOf(value, 0.9)};
        Point point = centre;
        point[i] = bar.low;
        bar.npvAtLow = evaluate(scenario, point).npv;
        point[i] = bar.high;
        bar.npvAtHigh = evaluate(scenario, point).npv;
        bars.push_back(bar);
    }
    std::stable_sort(bars.begin(), bars.end(),
                     [](const TornadoBar& a, const TornadoBar& b) { return a.swing() > b.swing(); });
    return bars;
}

Result<std::vector<InformationValue>> informationValues(const Scenario& scenario, const SimulationSettings& settings)
{
    SimulationSettings fewer = settings;
    fewer.trials = std::min<std::size_t>(settings.trials, 20'480);
    const auto trials = simulate(scenario, fewer);
    if (!trials) return tl::unexpected(trials.error());
    const std::vector<double> npvRanks = ranksOf(trials->npv);
    const Sampler sampler = samplerOf(scenario, fewer.seed);
    std::vector<std::vector<double>> drawn(kParameters);
    std::vector<Column> columns(kParameters);
    for (std::size_t block = 0; block * kBlock < fewer.trials; ++block) {
        sampler.draw(block, columns);
        const std::size_t count = std::min(kBlock, fewer.trials - block * kBlock);
        for (std::size_t i = 0; i < kParameters; ++i)
            drawn[i].insert(drawn[i].end(), columns[i].begin(),
                            columns[i].begin() + static_cast<std::ptrdiff_t>(count));
    }
    const auto totals = totalEffects(scenario, fewer);
    if (!totals) return tl::unexpected(totals.error());
    std::vector<InformationValue> values;
    for (std::size_t i = 0; i < kParameters; ++i) {
        const Value& value = scenario.values[i];
        if (value.spread == Spread::Fixed || value.low == value.high) continue;
        const std::vector<double> ranks = ranksOf(drawn[i]);
        const Groups groups(ranks, trials->npv);
        values.push_back({static_cast<Parameter>(i), groups.worth(), correlationOf(ranks, npvRanks),
                          groups.firstOrder(), (*totals)[i]});
    }
    std::stable_sort(values.begin(), values.end(), [](const InformationValue& a, const InformationValue& b) {
        return a.worth != b.worth ? a.worth > b.worth : a.total > b.total;
    });
    return values;
}

Result<GoalSeek> seek(const Scenario& scenario, Goal goal, double target, Parameter id,
                      const SimulationSettings& settings)
{
    const ParameterInfo& row = info(id);
    Scenario trial = scenario;
    const auto measureAt = [&](double value) -> Result<double> {
        trial.at(id) = scenario.at(id);
        trial.move(id, value);
        const auto run = simulate(trial, settings);
        if (!run) return tl::unexpected(run.error());
        return measureOf(*run, goal);
    };
    const Value& own = scenario.at(id);
    double low = own.spread == Spread::LogNormal ? std::max(row.least, own.mode / 1000) : row.least;
    double high = std::min(row.most, std::max(own.mode * 20, row.unit == "share" ? row.most : own.mode + 20));
    if (id == Parameter::RampMonths) low = std::max(low, 1.0);
    const auto atLow = measureAt(low);
    if (!atLow) return tl::unexpected(atLow.error());
    const auto atHigh = measureAt(high);
    if (!atHigh) return tl::unexpected(atHigh.error());
    const bool rising = *atHigh >= *atLow;
    if (target > std::max(*atLow, *atHigh) || target < std::min(*atLow, *atHigh))
        return failure(
            ErrorCode::NotEnoughData,
            fmt::format("No possible value of \"{}\" reaches this goal; change another assumption too.", row.title));
    for (int step = 0; step < 40 && high - low > 1e-6 * (std::abs(high) + std::abs(low)); ++step) {
        const double middle = (low + high) / 2;
        const auto measure = measureAt(middle);
        if (!measure) return tl::unexpected(measure.error());
        ((*measure >= target) == rising ? high : low) = middle;
    }
    const double found = rising ? high : low;
    return GoalSeek{found, own.mode, rising, measureAt(found).value_or(target)};
}

} // namespace assay::whatif
