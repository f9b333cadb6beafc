// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/figures.h"

#include <QString>
#include <string_view>

namespace assay::present {

/// Why a measure has no figure and what would bring one: what was never imported is named, before what the measure
/// says.
[[nodiscard]] QString whyMissing(Figures& figures, std::string_view metricId);

} // namespace assay::present
