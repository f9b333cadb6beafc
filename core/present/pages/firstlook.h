// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/pages/registry.h"

#include <optional>

namespace assay::present {

/// What a page over much data can show at once while all of it is being worked out: its headline figures, without their
/// course, segments, sensitivity runs and recommendation; a budget's from few trials; alerts over all teams without
/// those of each team. Absent where the page needs no
/// such thing, because the data are few or the figures are there already.
[[nodiscard]] std::optional<PageSpec> firstLook(const PageInput& input, std::string_view pageId);

} // namespace assay::present
