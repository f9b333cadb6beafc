// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/goalseek.h"

#include "stats/parallel.h"
#include "whatif/movedtrials.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <utility>

namespace assay::whatif {

namespace {

double medianOf(BigVector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// The measure of a goal at values of the assumption.
class Measuring
{
public:
    /// `narrowing`: see `goOnBetween`.
    Measuring(const Scenario& scenario, Goal goal, Parameter id, const SimulationSettings& settings, bool narrowing)
        : m_goal(goal), m_narrowing(narrowing && goal == Goal::ProbabilityPositive), m_all(settings.trials),
          m_trials(scenario, id, settings)
    {
    }

    struct At
    {
        double value = 0;
        double measure = 0;
        std::vector<std::uint8_t> positive{}; ///< the net value of each trial that is still looked at
    };
    Result<At> at(double value)
    {
        auto run = m_trials.at(value);
        if (!run) return tl::unexpected(run.error());
        At result{value};
        if (m_goal == Goal::ProbabilityPositive) {
            result.positive.resize(run->npv.size());
            std::transform(run->npv.begin(), run->npv.end(), result.positive.begin(),
                           [](double v) { return std::uint8_t{v > 0}; });
            const auto count = std::accumulate(result.positive.begin(), result.positive.end(), m_decided);
            result.measure = static_cast<double>(count) / static_cast<double>(m_all);
        } else if (m_goal == Goal::MeanNpv) {
            result.measure = std::accumulate(run->npv.begin(), run->npv.end(), 0.0) / static_cast<double>(m_all);
        } else {
            result.measure = medianOf(std::move(m_goal == Goal::MedianNpv ? run->npv : run->roi));
        }
        return result;
    }

    /// From here on only values between these two are asked for. The net value of a trial only ever rises or only ever
    /// falls with one assumption: where it has one sign at both, it has it at all values between, and the trial need
    /// not be looked at any more.
    void goOnBetween(At& low, At& high)
    {
        if (!m_narrowing) return;
        std::vector<std::uint8_t> open(low.positive.size());
        std::size_t left = 0;
        for (std::size_t i = 0; i < open.size(); ++i) {
            open[i] = low.positive[i] != high.positive[i] ? 1 : 0;
            m_decided += low.positive[i] & high.positive[i];
            if (open[i] == 0) continue;
            low.positive[left] = low.positive[i];
            high.positive[left++] = high.positive[i];
        }
        low.positive.resize(left);
        high.positive.resize(left);
        m_trials.keep(open);
    }

    /// From here on any value may be asked for again.
    void goOnAnywhere()
    {
        m_decided = 0;
        m_trials.keepAll();
    }

private:
    Goal m_goal;
    bool m_narrowing;
    std::size_t m_all;
    std::size_t m_decided = 0; ///< trials that gain wherever the search may still go
    MovedTrials m_trials;
};

/// Where the search begins and ends.
std::pair<double, double> reachOf(const Value& own, const ParameterInfo& row)
{
    double low = own.spread == Spread::LogNormal ? std::max(row.least, own.mode / 1000) : row.least;
    const double high = std::min(row.most, std::max(own.mode * 20, row.unit == "share" ? row.most : own.mode + 20));
    if (row.id == Parameter::RampMonths) low = std::max(low, 1.0);
    return {low, high};
}

Result<GoalSeek> bisect(Measuring& measuring, double target, const Value& own, const ParameterInfo& row)
{
    const auto [least, most] = reachOf(own, row);
    auto low = measuring.at(least);
    if (!low) return tl::unexpected(low.error());
    auto high = measuring.at(most);
    if (!high) return tl::unexpected(high.error());
    const bool rising = high->measure >= low->measure;
    if (target > std::max(low->measure, high->measure) || target < std::min(low->measure, high->measure))
        return failure(
            ErrorCode::NotEnoughData,
            fmt::format("No possible value of \"{}\" reaches this goal; change another assumption too.", row.title));
    const auto wide = [&] { return high->value - low->value > 1e-6 * (std::abs(high->value) + std::abs(low->value)); };
    for (int step = 0; step < 40 && wide(); ++step) {
        measuring.goOnBetween(*low, *high);
        auto middle = measuring.at((low->value + high->value) / 2);
        if (!middle) return tl::unexpected(middle.error());
        ((middle->measure >= target) == rising ? high : low) = std::move(middle);
    }
    const Measuring::At& found = rising ? *high : *low;
    return GoalSeek{found.value, own.mode, rising, found.measure};
}

} // namespace

Result<GoalSeek> seek(const Scenario& scenario, Goal goal, double target, Parameter id,
                      const SimulationSettings& settings)
{
    if (auto problems = problemsWith(scenario); !problems.empty())
        return failure(ErrorCode::Usage, std::move(problems.front()));
    if (settings.trials == 0) return failure(ErrorCode::Usage, "The number of trials must be positive.");
    Result<GoalSeek> found = GoalSeek{};
    for (const bool narrowing : {true, false}) {
        Measuring measuring(scenario, goal, id, settings, narrowing);
        found = bisect(measuring, target, scenario.at(id), info(id));
        if (!found || goal != Goal::ProbabilityPositive) return found;
        // Rounding can make a trial that is all but zero break the rule that narrowing rests on.
        measuring.goOnAnywhere();
        const auto checked = measuring.at(found->value);
        if (checked && checked->measure == found->reached) return found;
    }
    return found;
}

std::vector<Result<GoalSeek>> seekEach(const Scenario& scenario, Goal goal, double target,
                                       std::span<const Parameter> ids, const SimulationSettings& settings)
{
    SimulationSettings each = settings;
    if (ids.size() > 1) each.threads = 1;
    std::vector<Result<GoalSeek>> found(ids.size());
    stats::forEachParallel(ids.size(), settings.threads, nullptr, [&] {
        return [&](std::size_t i) { found[i] = seek(scenario, goal, target, ids[i], each); };
    });
    return found;
}

} // namespace assay::whatif
