// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/decisions.h"

#include <vector>

namespace assay::session {

/// What the made-up organisation promised itself two weeks before the last half-year of `span`.
struct DemoTargets
{
    std::vector<domain::Target> targets;
    Day registeredOn{};
};
[[nodiscard]] DemoTargets demoTargets(DayRange span);

} // namespace assay::session
