// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/outcomemetric.h"

namespace assay::metrics {

/// Share of the rows for which the event has not happened after `hours`, by Kaplan–Meier. `when` reads "after 90 days".
[[nodiscard]] Estimate shareBeyond(const facts::View& view, const Outcomes& times, const MetricInfo& info, double hours,
                                   const std::string& when);
/// Share of the rows for which it has. `when` reads "within 30 days".
[[nodiscard]] Estimate shareWithin(const facts::View& view, const Outcomes& times, const MetricInfo& info, double hours,
                                   const std::string& when);
/// Share of successes among trials as a figure of `estimate`: Wilson interval; without trials, `none` becomes the note.
void setShare(Estimate& estimate, std::int64_t successes, std::int64_t trials, const std::string& none,
              double scale = 1);

} // namespace assay::metrics
