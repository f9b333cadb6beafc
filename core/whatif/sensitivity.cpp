// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/sensitivity.h"

#include "stats/parallel.h"
#include "whatif/draws.h"
#include "whatif/sobol.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

namespace assay::whatif {

namespace {

constexpr std::size_t kGroups = 50;

std::vector<double> ranksOf(std::span<const double> values)
{
    struct Placed
    {
        double value;
        std::size_t place;
    };
    std::vector<Placed> order(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = {values[i], i};
    std::sort(order.begin(), order.end(), [](const Placed& a, const Placed& b) { return a.value < b.value; });
    std::vector<double> ranks(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) ranks[order[i].place] = static_cast<double>(i);
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
    std::vector<std::vector<double>> drawn(kParameters, std::vector<double>(fewer.trials));
    stats::forEachParallel((fewer.trials + kBlock - 1) / kBlock, settings.threads, nullptr, [&] {
        return [&, columns = std::vector<Column>(kParameters)](std::size_t block) mutable {
            sampler.draw(block, columns);
            const std::size_t first = block * kBlock;
            const auto count = static_cast<std::ptrdiff_t>(std::min(kBlock, fewer.trials - first));
            for (std::size_t i = 0; i < kParameters; ++i)
                std::copy_n(columns[i].begin(), count, drawn[i].begin() + static_cast<std::ptrdiff_t>(first));
        };
    });
    const auto totals = totalEffects(scenario, fewer);
    if (!totals) return tl::unexpected(totals.error());
    std::vector<InformationValue> values;
    for (std::size_t i = 0; i < kParameters; ++i) {
        const Value& value = scenario.values[i];
        if (value.spread == Spread::Fixed || value.low == value.high) continue;
        values.push_back({static_cast<Parameter>(i), 0, 0, 0, (*totals)[i]});
    }
    stats::forEachParallel(values.size(), settings.threads, nullptr, [&] {
        return [&](std::size_t k) {
            InformationValue& value = values[k];
            const std::vector<double> ranks = ranksOf(drawn[static_cast<std::size_t>(value.id)]);
            const Groups groups(ranks, trials->npv);
            value.worth = groups.worth();
            value.rankCorrelation = correlationOf(ranks, npvRanks);
            value.firstOrder = groups.firstOrder();
        };
    });
    std::stable_sort(values.begin(), values.end(), [](const InformationValue& a, const InformationValue& b) {
        return a.worth != b.worth ? a.worth > b.worth : a.total > b.total;
    });
    return values;
}

} // namespace assay::whatif
