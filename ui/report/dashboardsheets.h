// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/pagespec.h"
#include "report/sheet.h"

#include <vector>

namespace assay::ui {

/// A dashboard page on one sheet, as vectors: its sentence, figures and charts laid out as in the window, then its
/// tables and lists as far as they fit. Type is never set smaller to make something fit: what does not fit comes back,
/// whole, for the annex, and the sheet names it.
[[nodiscard]] std::vector<AnnexEntry> drawDashboardPage(Sheet& sheet, const present::PageSpec& page);

} // namespace assay::ui
