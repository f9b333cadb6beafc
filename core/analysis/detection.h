// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace assay::analysis {

/// How much of the work done with a tool shows that it was: of 100 changes made with it, so many carry evidence of the
/// rungs 1 to 3. The rest is in no record, or only in telemetry.
struct DetectionRate
{
    std::string_view tool; ///< catalogue id; "" for any other
    double low = 0;
    double usual = 0;
    double high = 0;
    std::string_view basis; ///< "documented default", "judgement"
    std::string_view source;
    std::string_view asOf; ///< ISO day; stale after twelve months
};

/// Defaults, one per tool.
[[nodiscard]] std::span<const DetectionRate> detectionRates();
/// That of a tool; the one for any other where it has none of its own.
[[nodiscard]] const DetectionRate& detectionRateOf(std::string_view tool);

} // namespace assay::analysis
