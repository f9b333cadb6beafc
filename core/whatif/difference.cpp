// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/difference.h"

#include <fmt/format.h>

namespace assay::whatif {

namespace {

bool sameNumbers(const Value& a, const Value& b)
{
    return a.low == b.low && a.mode == b.mode && a.high == b.high && a.spread == b.spread;
}

std::string rolloutWords(const Scenario& scenario)
{
    if (scenario.rollout.empty()) return "everybody at once";
    std::string all;
    for (const Phase& phase : scenario.rollout)
        all += fmt::format("{}{} from month {}: {:g} of the people, {:g} of their work{}{}", all.empty() ? "" : "; ",
                           phase.team, phase.month, phase.people, phase.work, phase.tasks.empty() ? "" : ", ",
                           phase.tasks);
    return all;
}

std::string correlationWords(const Scenario& scenario)
{
    std::string all;
    for (const Correlation& c : scenario.correlations)
        all +=
            fmt::format("{}{} with {}: {:g}", all.empty() ? "" : "; ", info(c.first).key, info(c.second).key, c.value);
    return all.empty() ? "none" : all;
}

std::vector<SettingDifference> settingsOf(const Scenario& a, const Scenario& b)
{
    std::vector<SettingDifference> all{
        {"Horizon", fmt::format("{} months", a.months), fmt::format("{} months", b.months)},
        {"First month", a.start, b.start},
        {"Discount rate", fmt::format("{:g}", a.discountRate), fmt::format("{:g}", b.discountRate)},
        {"Rollout", rolloutWords(a), rolloutWords(b)},
        {"Correlations", correlationWords(a), correlationWords(b)}};
    std::erase_if(all, [](const SettingDifference& one) { return one.first == one.second; });
    for (SettingDifference& one : all)
        for (std::string* words : {&one.first, &one.second})
            if (words->empty()) *words = "after the data";
    return all;
}

} // namespace

Result<ScenarioDifference> differenceOf(const Scenario& first, const Scenario& second,
                                        const SimulationSettings& settings, const CancelToken& cancel)
{
    if (first.currency != second.currency)
        return failure(ErrorCode::Usage,
                       fmt::format("“{}” is in {} and “{}” in {}: sums of two currencies cannot be compared.",
                                   first.name, first.currency, second.name, second.currency));
    const auto a = simulate(first, settings, cancel);
    if (!a) return tl::unexpected(a.error());
    const auto b = simulate(second, settings, cancel);
    if (!b) return tl::unexpected(b.error());
    ScenarioDifference result;
    for (const ParameterInfo& row : parameters())
        if (!sameNumbers(first.at(row.id), second.at(row.id)))
            result.assumptions.push_back({row.id, first.at(row.id), second.at(row.id)});
    result.settings = settingsOf(first, second);
    Trials apart;
    double more = 0;
    double same = 0;
    for (std::size_t i = 0; i < a->npv.size(); ++i) {
        const double by = b->npv[i] - a->npv[i];
        apart.npv.push_back(by);
        more += by > 0 ? 1 : 0;
        same += by == 0 ? 1 : 0;
    }
    const auto n = static_cast<double>(apart.npv.size());
    result.npv = percentilesOf(apart.npv);
    result.probabilityMore = more / n;
    result.probabilityEqual = same / n;
    return result;
}

} // namespace assay::whatif
