// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"

#include <chrono>
#include <optional>
#include <string>

namespace assay::domain {

/// How far a published figure may be held against ours.
enum class Comparable
{
    Yes,
    Partly,
    No
};

/// A published figure with its passport.
struct Benchmark
{
    std::string id;
    std::string topic; ///< "Throughput": figures of one topic stand together, contradictory ones side by side
    std::string claim; ///< as published, in few words
    std::string unit;  ///< "ratio" or "share"
    double value = 0;
    std::optional<double> low; ///< of its interval; absent: none was published
    std::optional<double> high;
    std::string population;
    std::string definition;
    std::string kind;               ///< "randomised trial", "survey", "vendor telemetry", …
    std::chrono::year_month asOf{}; ///< last month of its data
    std::string source;
    std::string url;
    std::string measure; ///< our metric that answers the same question
    Comparable comparable = Comparable::No;
    std::string why; ///< what keeps the two apart, or lets them meet

    /// A figure older than twelve months says how it was, not how it is.
    [[nodiscard]] bool stale(Day today) const { return today > Day(asOf / std::chrono::last) + std::chrono::days{366}; }
};

} // namespace assay::domain
