// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/snapshot.h"
#include "present/chartspec.h"

namespace assay::present {

/// A change's way from its ticket to the merge and the release. Stamps out of order are left out and said, as in the
/// stages of delivery.
[[nodiscard]] ChartSpec changeTimeline(const facts::Snapshot& snapshot, facts::Index change);

} // namespace assay::present
