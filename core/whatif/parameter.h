// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::whatif {

/// Every assumption of the model. The order is that of the table, the sliders and the report's appendix.
enum class Parameter : std::uint8_t
{
    EligiblePeople,
    Seats,
    AdoptionToday,
    AdoptionPlateau,
    RampMonths,
    ContextMonths,
    DevelopmentHours,
    AppropriateShare,
    TimeSaved,
    PassThrough,
    Capture,
    HourlyCost,
    VendorClaim,
    SeatPrice,
    UsageCost,
    RoutedShare,
    RoutingSaving,
    InfrastructureCost,
    HostingMultiple,
    ExtraReviewHours,
    ChangesPerMonth,
    ExtraDefects,
    CostPerDefect,
    ComplianceHours,
    PilotCost,
    IntegrationMultiple,
    DataCost,
    TestingCost,
    ContextCost,
    TrainingCost,
    UpkeepShare,
    TalentCost,
    ExitCost,
    Count,
};
inline constexpr std::size_t kParameters = static_cast<std::size_t>(Parameter::Count);

/// How an uncertain value is spread between low and high.
enum class Spread : std::uint8_t
{
    Fixed, ///< known; low, most likely and high are the same
    Triangular,
    Pert,      ///< as triangular, with thinner tails
    LogNormal, ///< low and high are the 10th and 90th percentile
    Normal,    ///< the same; for measured effects, which may be negative
    Uniform,
};

enum class Origin : std::uint8_t
{
    Measured,
    Benchmark,
    Judgement
};

/// One assumption as used in a scenario.
struct Value
{
    double low = 0;
    double mode = 0;
    double high = 0;
    Spread spread = Spread::Pert;
    Origin origin = Origin::Judgement;
    std::string source{}; ///< where it comes from, in words
    std::string asOf{};   ///< "2026-03", empty when unknown
    bool operator==(const Value&) const = default;
};

/// One row of the table: sliders, command-line flags, scenario files, tool tips and the appendix are made from it.
struct ParameterInfo
{
    Parameter id = Parameter::EligiblePeople;
    std::string_view key;   ///< "time-saved": in files and on the command line
    std::string_view title; ///< "Time saved on that work"
    std::string_view unit;  ///< "share", "people", "USD", "h", "months", "×"
    double least = 0;       ///< no value outside least…most is accepted
    double most = 0;
    Value standard;          ///< used until measured or changed
    std::string_view effect; ///< one sentence: what it does in the model
};

/// Since when the starting values of this table and of the presets stand.
inline constexpr const char* kStartingMonth = "2026-01";

[[nodiscard]] const std::vector<ParameterInfo>& parameters();
[[nodiscard]] const ParameterInfo& info(Parameter id);
[[nodiscard]] std::optional<Parameter> parameterByKey(std::string_view key);

/// A sentence on what is wrong with a value, empty if nothing: out of range, low above high, 30 where 0.3 is meant, …
[[nodiscard]] std::string problemWith(Parameter id, const Value& value);

/// Numbers and source are those of the table: nobody has set it yet.
[[nodiscard]] bool isStartingValue(Parameter id, const Value& value);

/// A benchmark or measurement older than 12 months on the given day ("2026-11").
[[nodiscard]] bool isStale(const Value& value, std::string_view today);

} // namespace assay::whatif
