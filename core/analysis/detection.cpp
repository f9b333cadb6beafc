// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/detection.h"

#include <algorithm>
#include <array>

namespace assay::analysis {
namespace {

constexpr const char* kCensus =
    "Khosravani & Mockus, Detecting AI Coding Agents in Open Source, arXiv 2606.24429: no single signal finds more "
    "than a "
    "fraction (bot accounts 3 % of the Claude Code commits that several signals find together), recall unknown";

/// The shares are judgement about the documented defaults of each tool: nobody has published an absolute recall.
constexpr std::array<DetectionRate, 6> kRates{{
    {"claude-code", 0.50, 0.75, 0.95, "judgement: writes a trailer unless told not to", kCensus, "2026-06-23"},
    {"aider", 0.70, 0.90, 1.00, "judgement: marks author and committer unless told not to", kCensus, "2026-06-23"},
    {"copilot-agent", 0.80, 0.95, 1.00, "judgement: opens its pull requests under its own account", kCensus,
     "2026-06-23"},
    {"copilot", 0.30, 0.60, 0.90, "judgement: completions leave no trace in a commit, only in telemetry", kCensus,
     "2026-06-23"},
    {"cursor", 0.30, 0.60, 0.90, "judgement: vendor data or telemetry, not always a trailer", kCensus, "2026-06-23"},
    {"", 0.20, 0.50, 0.90, "judgement: nothing is known about it", kCensus, "2026-06-23"},
}};

} // namespace

std::span<const DetectionRate> detectionRates()
{
    return kRates;
}

const DetectionRate& detectionRateOf(std::string_view tool)
{
    const auto found =
        std::find_if(kRates.begin(), kRates.end(), [tool](const DetectionRate& rate) { return rate.tool == tool; });
    return found == kRates.end() ? kRates.back() : *found;
}

} // namespace assay::analysis
