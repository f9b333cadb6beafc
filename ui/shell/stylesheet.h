// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"

#include <QPalette>
#include <QString>

namespace assay::ui {

/// Buttons, menus, fields and scroll bars of the window in the theme's colours.
[[nodiscard]] QString styleSheetFor(const Theme& theme);

/// The same colours for what style sheets do not reach.
[[nodiscard]] QPalette paletteFor(const Theme& theme);

} // namespace assay::ui
