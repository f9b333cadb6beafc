// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/pagespec.h"

namespace assay::ui {

class Sheet;

/// A dashboard page as vectors, laid out as in the window, on as many sheets as it needs: type is never set smaller to
/// make a page fit. Tables are drawn whole; of very long ones the first rows, and a note says how many there are.
void drawDashboardPage(Sheet& sheet, const present::PageSpec& page);

} // namespace assay::ui
