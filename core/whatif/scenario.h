// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "whatif/parameter.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace assay::whatif {

enum class Hosting : std::uint8_t
{
    Cloud,
    Hybrid,
    OnPremise
};
enum class Approach : std::uint8_t
{
    Buy,
    Mixed,
    Build
};

/// Two assumptions that go up and down together, as a correlation of their normal scores (Gaussian copula).
struct Correlation
{
    Parameter first = Parameter::AdoptionPlateau;
    Parameter second = Parameter::TimeSaved;
    double value = 0;
    bool operator==(const Correlation&) const = default;
};

/// A part of the rollout: who may use the tools from when on, and for which work. Parts that nobody names stay as they
/// are today.
struct Phase
{
    std::string team;  ///< "Payments", "all volunteers"; the same team in a later phase gets more of its work
    std::string tasks; ///< "tests, documentation"; empty: all its work
    int month = 1;     ///< the first one in which they use it, 1…horizon
    double people = 1; ///< share of the eligible
    double work = 1;   ///< share of their work where AI is appropriate
    bool operator==(const Phase&) const = default;
};

/// A set of assumptions with what is chosen rather than assumed.
struct Scenario
{
    Scenario();

    std::string name = "Scenario";
    std::array<Value, kParameters> values;
    int months = 36;            ///< horizon, 12…60
    std::string start{};        ///< its first month, "2026-11"; empty: the one after the data
    double discountRate = 0.08; ///< per year
    std::string currency = "USD";
    std::vector<Correlation> correlations{{Parameter::AdoptionPlateau, Parameter::TimeSaved, 0.4}};

    [[nodiscard]] Value& at(Parameter id) { return values[static_cast<std::size_t>(id)]; }
    [[nodiscard]] const Value& at(Parameter id) const { return values[static_cast<std::size_t>(id)]; }
    std::vector<Phase> rollout{}; ///< empty: everybody, all work, from the first month

    /// The most likely value, kept inside; the spread moves along with it.
    void move(Parameter id, double mode);
    /// Known exactly.
    void fix(Parameter id, double value);
    /// Sets the hosting multiple: cloud 1, hybrid 2…3, on-premise 2…4 times the infrastructure.
    void choose(Hosting hosting);
    /// Sets the integration multiple, and with it upkeep, which is a share of it: buy as the benchmark, build twice as
    /// much, mixed between.
    void choose(Approach approach);
    bool operator==(const Scenario&) const = default;
};

/// What cannot be, and the key of a scenario file it belongs to: of an assumption, "months", "rollout", …
struct Problem
{
    std::string_view key;
    std::string sentence;
};
[[nodiscard]] std::vector<Problem> problemsIn(const Scenario& scenario);
/// Every problem with a scenario, one sentence each; empty if it can be simulated.
[[nodiscard]] std::vector<std::string> problemsWith(const Scenario& scenario);

/// What is wrong with where it lies in time, given the first month of the data ("2025-05"): it begins before there is
/// anything to start from. Empty if nothing.
[[nodiscard]] std::string problemWithStart(const Scenario& scenario, std::string_view firstMonth);

/// Who answers for what was set by hand, and since when ("2026-11"): the source of every judgement that names neither.
void sign(Scenario& scenario, std::string_view name, std::string_view month);

/// A phase from "team:month:people" or "team:month:people:work", as on the command line. Errors are sentences.
[[nodiscard]] Result<Phase> phaseFrom(std::string_view text);

/// Starting points of the handbook: "vendor", "realistic", "regulated", "narrow".
struct Preset
{
    std::string_view key;
    std::string_view title;
    Scenario scenario;
};
[[nodiscard]] std::vector<Preset> presets();

/// Sets `key` from "0.12" or "low:mode:high", as on the command line. Errors are sentences.
[[nodiscard]] Result<void> assign(Scenario& scenario, std::string_view key, std::string_view text);

} // namespace assay::whatif
