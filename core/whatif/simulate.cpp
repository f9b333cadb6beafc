// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/simulate.h"

#include "stats/parallel.h"
#include "whatif/draws.h"
#include "whatif/flows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>

namespace assay::whatif {

Result<Trials> simulate(const Scenario& scenario, const SimulationSettings& settings, const CancelToken& cancel)
{
    if (auto problems = problemsWith(scenario); !problems.empty())
        return failure(ErrorCode::Usage, std::move(problems.front()));
    if (settings.trials == 0) return failure(ErrorCode::Usage, "The number of trials must be positive.");
    const Sampler sampler = samplerOf(scenario, settings.seed);
    const Schedule schedule = scheduleOf(scenario);
    const std::size_t n = settings.trials;
    Trials trials{BigVector<double>(n), BigVector<double>(n), BigVector<double>(n), BigVector<double>(n)};
    const auto makeWorker = [&] {
        return [&, draws = std::make_unique<Draws>(), flow = FlowColumns{},
                out = OutcomeColumns{}](std::size_t block) mutable {
            if (cancel.requested()) return;
            drawFlows(scenario, sampler, block, *draws, flow);
            followMonths(flow, schedule, out);
            const std::size_t first = block * kBlock;
            for (std::size_t i = 0; i < kBlock && first + i < n; ++i) {
                trials.npv[first + i] = out.npv[i];
                trials.roi[first + i] = returnOf(out, i);
                trials.payback[first + i] = out.payback[i];
                trials.capacity[first + i] = out.adoption[i] * flow.capacity[i];
            }
        };
    };
    stats::forEachParallel((n + kBlock - 1) / kBlock, settings.threads, nullptr, makeWorker);
    if (cancel.requested()) return failure(ErrorCode::Cancelled, "The simulation was stopped.");
    return trials;
}

namespace {

/// Order statistics found by narrowing; `values` is reordered.
class Selection
{
public:
    explicit Selection(BigVector<double> values) : m_values(std::move(values)) {}

    /// Calls must come with rising p.
    double at(double p)
    {
        const auto rank = static_cast<std::ptrdiff_t>(std::lround(p * static_cast<double>(m_values.size() - 1)));
        std::nth_element(m_values.begin() + m_from, m_values.begin() + rank, m_values.end());
        m_from = rank;
        return m_values[static_cast<std::size_t>(rank)];
    }

private:
    BigVector<double> m_values;
    std::ptrdiff_t m_from = 0;
};

/// A width of 1, 2 or 5 times a power of ten, for about 40 bars.
double niceWidth(double span)
{
    const double raw = span / 40;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    const double lead = raw / power;
    return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
}

Histogram histogramOf(const BigVector<double>& values)
{
    Selection selection(values);
    const double low = selection.at(0.005);
    const double high = selection.at(0.995);
    if (!(high > low)) return {low, 0, {values.size()}};
    Histogram h;
    h.width = niceWidth(high - low);
    h.from = std::floor(low / h.width) * h.width;
    h.counts.resize(static_cast<std::size_t>(std::ceil((high - h.from) / h.width)), 0);
    for (double v : values) {
        const double place = std::floor((v - h.from) / h.width);
        if (place >= 0 && place < static_cast<double>(h.counts.size())) ++h.counts[static_cast<std::size_t>(place)];
    }
    return h;
}

/// When costs are recovered, if they ever are.
void payBack(const Scenario& scenario, BigVector<double> payback, Summary& s)
{
    const auto n = static_cast<double>(payback.size());
    std::vector<std::size_t> byMonth(static_cast<std::size_t>(scenario.months) + 1, 0);
    constexpr double kNever = 1e9;
    for (double& months : payback) {
        if (months < 0)
            months = kNever;
        else
            ++byMonth[static_cast<std::size_t>(std::ceil(months))];
    }
    std::size_t sum = byMonth[0];
    for (int m = 1; m <= scenario.months; ++m) {
        sum += byMonth[static_cast<std::size_t>(m)];
        s.paidBackByMonth.push_back(static_cast<double>(sum) / n);
    }
    s.probabilityNeverPaysBack = 1 - static_cast<double>(sum) / n;
    Selection selection(std::move(payback));
    const auto reached = [](double months) { return months < kNever ? std::optional(months) : std::nullopt; };
    s.paybackP10 = reached(selection.at(0.1));
    s.paybackMedian = reached(selection.at(0.5));
    s.paybackP90 = reached(selection.at(0.9));
}

} // namespace

Percentiles percentilesOf(const BigVector<double>& values)
{
    Selection selection(values);
    Percentiles p;
    p.p10 = selection.at(0.1);
    p.p50 = selection.at(0.5);
    p.p90 = selection.at(0.9);
    for (double v : values) p.mean += v;
    p.mean /= static_cast<double>(values.size());
    return p;
}

Summary summarise(const Scenario& scenario, const Trials& trials)
{
    Summary s;
    s.trials = trials.npv.size();
    if (s.trials == 0) return s;
    const std::array<std::function<void()>, 5> parts{
        [&] { s.npv = percentilesOf(trials.npv); },           [&] { s.roi = percentilesOf(trials.roi); },
        [&] { s.capacity = percentilesOf(trials.capacity); }, [&] { s.npvHistogram = histogramOf(trials.npv); },
        [&] { payBack(scenario, trials.payback, s); },
    };
    stats::forEachParallel(parts.size(), 0, nullptr, [&parts] { return [&parts](std::size_t i) { parts[i](); }; });
    const auto positive = std::count_if(trials.npv.begin(), trials.npv.end(), [](double v) { return v > 0; });
    s.probabilityPositive = static_cast<double>(positive) / static_cast<double>(s.trials);
    double gains = 0;
    for (const double v : trials.npv) gains += std::max(0.0, v);
    s.perfectInformation = std::max(0.0, gains / static_cast<double>(s.trials) - std::max(0.0, s.npv.mean));
    return s;
}

} // namespace assay::whatif
