// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/scenario.h"

#include "stats/shapes.h"
#include "whatif/yearmonth.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace assay::whatif {

namespace {

Value between(double low, double mode, double high, const char* source)
{
    return {low, mode, high, Spread::Pert, Origin::Judgement, source, kStartingMonth};
}

std::optional<double> numberFrom(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t to = std::min(text.find(separator, from), text.size());
        parts.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    return parts;
}

std::vector<std::string> problemsWithCorrelations(const Scenario& scenario)
{
    std::vector<std::string> problems;
    std::vector<double> matrix(kParameters * kParameters, 0.0);
    for (std::size_t i = 0; i < kParameters; ++i) matrix[i * kParameters + i] = 1;
    for (const Correlation& c : scenario.correlations) {
        if (!(std::abs(c.value) < 1) || c.first == c.second) {
            problems.push_back(
                fmt::format("{} and {}: a correlation lies between −1 and 1, of two different assumptions.",
                            info(c.first).title, info(c.second).title));
            return problems;
        }
        matrix[static_cast<std::size_t>(c.first) * kParameters + static_cast<std::size_t>(c.second)] = c.value;
        matrix[static_cast<std::size_t>(c.second) * kParameters + static_cast<std::size_t>(c.first)] = c.value;
    }
    if (!stats::choleskyOf(matrix, kParameters))
        problems.emplace_back("The correlations contradict each other; weaken one of them.");
    return problems;
}

std::string problemWithPhase(const Phase& phase, int months)
{
    if (phase.team.empty()) return "A phase of the rollout names no team; name one.";
    if (phase.month < 1 || phase.month > months)
        return fmt::format("Rollout of {}: it begins in month {}, outside the horizon of {} months.", phase.team,
                           phase.month, months);
    for (const double share : {phase.people, phase.work})
        if (!(share > 0 && share <= 1))
            return fmt::format("Rollout of {}: {} is no share above 0 and up to 1; for 30 % write 0.3.", phase.team,
                               share);
    return {};
}

std::vector<std::string> problemsWithRollout(const Scenario& scenario)
{
    std::vector<std::string> problems;
    double reached = 0;
    std::map<std::string, double> people;
    std::map<std::string, double> work;
    for (const Phase& phase : scenario.rollout) {
        if (std::string problem = problemWithPhase(phase, scenario.months); !problem.empty())
            problems.push_back(std::move(problem));
        const auto [known, fresh] = people.emplace(phase.team, phase.people);
        if (!fresh && known->second != phase.people)
            problems.push_back(fmt::format("Rollout of {}: it is {} of the people in one phase and {} in another.",
                                           phase.team, known->second, phase.people));
        if (fresh) reached += phase.people;
        work[phase.team] += phase.work;
    }
    for (const auto& [team, share] : work)
        if (share > 1 + 1e-9)
            problems.push_back(fmt::format("Rollout of {}: its phases add up to more than all its work.", team));
    if (reached > 1 + 1e-9)
        problems.emplace_back("The phases of the rollout reach more people than there are; lower their shares.");
    return problems;
}

} // namespace

Scenario::Scenario()
{
    for (const ParameterInfo& row : parameters()) at(row.id) = row.standard;
}

void Scenario::move(Parameter id, double mode)
{
    const ParameterInfo& row = info(id);
    Value& value = at(id);
    const double target = std::clamp(mode, row.least, row.most);
    const double by = target - value.mode;
    value.low = std::clamp(value.low + by, row.least, target);
    value.high = std::clamp(value.high + by, target, row.most);
    value.mode = target;
    if (value.spread == Spread::LogNormal && !(value.low > 0)) value.low = std::min(target, target / 4);
    value.origin = Origin::Judgement;
    value.source = "set by hand";
    value.asOf.clear();
}

void Scenario::fix(Parameter id, double value)
{
    at(id) = {value, value, value, Spread::Fixed, Origin::Judgement, "set by hand", ""};
}

void Scenario::choose(Hosting hosting)
{
    constexpr const char* kSource = "infrastructure of two to four times the cloud case";
    switch (hosting) {
    case Hosting::Cloud:
        fix(Parameter::HostingMultiple, 1);
        break;
    case Hosting::Hybrid:
        at(Parameter::HostingMultiple) = between(2, 2.5, 3, kSource);
        break;
    case Hosting::OnPremise:
        at(Parameter::HostingMultiple) = between(2, 3, 4, kSource);
        break;
    }
}

void Scenario::choose(Approach approach)
{
    const Value& standard = info(Parameter::IntegrationMultiple).standard;
    const double factor = approach == Approach::Buy ? 1 : approach == Approach::Mixed ? 1.5 : 2;
    at(Parameter::IntegrationMultiple) = standard;
    if (approach == Approach::Buy) return;
    at(Parameter::IntegrationMultiple) = between(standard.low * factor, standard.mode * factor, standard.high * factor,
                                                 "building takes more integration than buying");
}

std::vector<Problem> problemsIn(const Scenario& scenario)
{
    std::vector<Problem> problems;
    const auto add = [&problems](std::string_view key, std::string sentence) {
        problems.push_back({key, std::move(sentence)});
    };
    for (const ParameterInfo& row : parameters())
        if (std::string problem = problemWith(row.id, scenario.at(row.id)); !problem.empty())
            add(row.key, std::move(problem));
    if (scenario.months < 12 || scenario.months > 60) add("months", "The horizon must lie between 12 and 60 months.");
    if (!(scenario.discountRate > -0.5 && scenario.discountRate < 1))
        add("discount-rate", "The discount rate is a share per year: 0.08 for 8 %.");
    if (!scenario.start.empty() && !(scenario.start.size() == 7 && monthNumber(scenario.start)))
        add("start", fmt::format("The start “{}” is no month; write it as year and month, 2026-11.", scenario.start));
    if (scenario.currency.empty()) add("currency", "The currency is missing; name one.");
    for (std::string& problem : problemsWithRollout(scenario)) add("rollout", std::move(problem));
    for (std::string& problem : problemsWithCorrelations(scenario)) add("correlation", std::move(problem));
    return problems;
}

std::vector<std::string> problemsWith(const Scenario& scenario)
{
    std::vector<std::string> sentences;
    for (Problem& problem : problemsIn(scenario)) sentences.push_back(std::move(problem.sentence));
    return sentences;
}

std::string problemWithStart(const Scenario& scenario, std::string_view firstMonth)
{
    const auto start = monthNumber(scenario.start);
    const auto first = monthNumber(firstMonth);
    if (!start || !first || *start >= *first) return {};
    return fmt::format("The scenario starts in {}, before the data begin in {}; name a later month, or import older "
                       "data.",
                       scenario.start, firstMonth);
}

void sign(Scenario& scenario, std::string_view name, std::string_view month)
{
    for (Value& value : scenario.values) {
        if (value.origin != Origin::Judgement || value.source != "set by hand") continue;
        value.source = fmt::format("set by {}", name);
        value.asOf = month;
    }
}

std::vector<Preset> presets()
{
    std::vector<Preset> all;
    Scenario vendor;
    vendor.name = "Vendor's case";
    for (const auto& [id, value] : {std::pair{Parameter::AdoptionPlateau, 0.9},
                                    {Parameter::ContextMonths, 0.0},
                                    {Parameter::AppropriateShare, 1.0},
                                    {Parameter::TimeSaved, 0.4},
                                    {Parameter::PassThrough, 1.0},
                                    {Parameter::Capture, 1.0},
                                    {Parameter::ExtraReviewHours, 0.0},
                                    {Parameter::ExtraDefects, 0.0},
                                    {Parameter::ComplianceHours, 0.0},
                                    {Parameter::IntegrationMultiple, 0.0},
                                    {Parameter::UpkeepShare, 0.0}})
        vendor.fix(id, value);
    all.push_back({"vendor", "Vendor's case", vendor});
    Scenario realistic;
    realistic.name = "Realistic";
    realistic.at(Parameter::TalentCost) = between(0, 500, 2000, "hours of those who keep prompts and models in order");
    realistic.at(Parameter::ExitCost) = between(2000, 8000, 25000, "moving off a tool: contracts, content, retraining");
    all.push_back({"realistic", "Realistic", realistic});
    Scenario regulated;
    regulated.name = "Regulated, on-premise";
    regulated.choose(Hosting::OnPremise);
    regulated.at(Parameter::ComplianceHours) = between(1, 2.5, 5, "labelling and evidence in regulated development");
    regulated.at(Parameter::InfrastructureCost) = between(2000, 5000, 10000, "own servers and their operation");
    regulated.at(Parameter::TalentCost) = between(2000, 5000, 10000, "part of a platform team");
    regulated.at(Parameter::ExitCost) = between(10000, 30000, 80000, "moving off own servers, models and integrations");
    all.push_back({"regulated", "Regulated, on-premise", regulated});
    Scenario narrow;
    narrow.name = "Narrow scope first";
    narrow.fix(Parameter::EligiblePeople, 25);
    narrow.fix(Parameter::Seats, 25);
    narrow.at(Parameter::AppropriateShare) = between(0.5, 0.6, 0.7, "tests, documentation and boilerplate only");
    narrow.at(Parameter::AdoptionPlateau) = between(0.4, 0.55, 0.7, "volunteers first");
    narrow.at(Parameter::IntegrationMultiple) = between(1, 1.5, 2, "few systems to integrate");
    narrow.at(Parameter::ExitCost) = between(500, 2000, 8000, "few seats and few integrations to leave");
    all.push_back({"narrow", "Narrow scope first", narrow});
    return all;
}

Result<Phase> phaseFrom(std::string_view text)
{
    const auto parts = split(text, ':');
    const auto wrong = [text] {
        return failure(ErrorCode::Usage,
                       fmt::format("“{}” is no phase; write TEAM:MONTH:PEOPLE or TEAM:MONTH:PEOPLE:WORK, as in "
                                   "Payments:7:0.4.",
                                   text));
    };
    if (parts.size() < 3 || parts.size() > 4) return wrong();
    const auto month = numberFrom(parts[1]);
    const auto people = numberFrom(parts[2]);
    const auto work = parts.size() == 4 ? numberFrom(parts[3]) : std::optional(1.0);
    if (!month || !people || !work || *month != std::round(*month) || std::abs(*month) > 1000) return wrong();
    return Phase{std::string(parts[0]), {}, static_cast<int>(*month), *people, *work};
}

Result<void> assign(Scenario& scenario, std::string_view key, std::string_view text)
{
    const auto id = parameterByKey(key);
    if (!id) return failure(ErrorCode::Usage, fmt::format("There is no assumption \"{}\"; --list shows all.", key));
    std::vector<double> numbers;
    for (std::string_view part : split(text, ':')) {
        const auto number = numberFrom(part);
        if (!number)
            return failure(ErrorCode::Usage,
                           fmt::format("{}: \"{}\" is not a number; write 0.12 or 0.05:0.12:0.2.", key, text));
        numbers.push_back(*number);
    }
    Value value{numbers.front(), numbers.front(), numbers.front(), Spread::Fixed, Origin::Judgement, "set by hand", ""};
    if (numbers.size() == 3) {
        const Spread usual = info(*id).standard.spread;
        value = {numbers[0],        numbers[1],    numbers[2], usual == Spread::Fixed ? Spread::Pert : usual,
                 Origin::Judgement, "set by hand", ""};
    } else if (numbers.size() != 1) {
        return failure(ErrorCode::Usage, fmt::format("{}: give one number or low:mode:high.", key));
    }
    if (std::string problem = problemWith(*id, value); !problem.empty())
        return failure(ErrorCode::Usage, std::move(problem));
    scenario.at(*id) = value;
    return {};
}

} // namespace assay::whatif
