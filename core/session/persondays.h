// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/usagedays.h"

#include <functional>
#include <span>

namespace assay::session {

using PersonDayVisitor = std::function<void(const store::UsageCounters&)>;

/// The days of one person with one tool, in their order, from the series of the person's identities: surfaces of one
/// scope add up; the same day reported for an organisation and its enterprise is one day, the larger of the two.
[[nodiscard]] Result<void> forEachPersonDay(std::span<const store::UsageSeries* const> series, store::UsageDays& days,
                                            const PersonDayVisitor& visit);

} // namespace assay::session
