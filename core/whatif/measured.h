// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "whatif/scenario.h"

#include <optional>
#include <string>
#include <vector>

/// Assumptions that come from the organisation's own data, and what happens when the data change.
namespace assay::whatif {

/// What was measured for one assumption; the value's origin is Measured.
struct Measurement
{
    Parameter id = Parameter::TimeSaved;
    Value value;
};

/// A 95 % interval as an assumption spread normally: low and high become the 10th and 90th percentile of the normal
/// curve with that interval. Absent when the figure is not finite, the interval is missing or upside down, or no part
/// of it is possible.
[[nodiscard]] std::optional<Value> fromInterval(Parameter id, double value, double low95, double high95,
                                                std::string source, std::string asOf);
/// A count or price that is known. Absent when it is impossible.
[[nodiscard]] std::optional<Value> fromCount(Parameter id, double value, std::string source, std::string asOf);

/// Takes measurements into a scenario, wherever it still holds the table's value or an older measurement: what
/// somebody set stays.
void adopt(Scenario& scenario, const std::vector<Measurement>& measured);

/// A measured assumption of a scenario whose measurement has moved since.
struct Moved
{
    Parameter id = Parameter::TimeSaved;
    Value was;
    Value now;
};
/// Measured assumptions that today's data give differently: by more than half a point of a share, a hundredth of
/// anything else. A measurement that can no longer be made does not count.
[[nodiscard]] std::vector<Moved> movedSince(const Scenario& scenario, const std::vector<Measurement>& now);

} // namespace assay::whatif
