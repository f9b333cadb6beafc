// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/flows.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace assay::whatif {

std::vector<double> discountFactors(double yearlyRate, int months)
{
    std::vector<double> factors;
    for (int m = 1; m <= months; ++m) factors.push_back(std::pow(1 + yearlyRate, -m / 12.0));
    return factors;
}

Schedule scheduleOf(const Scenario& scenario)
{
    const auto months = static_cast<std::size_t>(scenario.months);
    Schedule schedule;
    schedule.discount = discountFactors(scenario.discountRate, scenario.months);
    schedule.seats.assign(months, scenario.rollout.empty() ? 1 : 0);
    schedule.training.assign(months, 0);
    if (scenario.rollout.empty()) return schedule;
    schedule.steps.clear();
    schedule.trainedAtStart = 0;
    std::map<std::string, std::pair<int, double>> teams; // first month, people
    for (const Phase& phase : scenario.rollout) {
        schedule.steps.push_back({phase.month - 1, phase.people * phase.work});
        const auto [team, fresh] = teams.emplace(phase.team, std::pair(phase.month - 1, phase.people));
        if (!fresh) team->second.first = std::min(team->second.first, phase.month - 1);
    }
    for (const auto& [name, team] : teams) {
        const auto first = static_cast<std::size_t>(team.first);
        for (std::size_t m = first; m < months; ++m) schedule.seats[m] += team.second;
        (first == 0 ? schedule.trainedAtStart : schedule.training[first]) += team.second;
    }
    return schedule;
}

} // namespace assay::whatif
