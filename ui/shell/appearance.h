// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/charttheme.h"

#include <QPalette>
#include <optional>

namespace assay::ui {

/// Light or dark as chosen before; as the system's palette where nothing was chosen.
[[nodiscard]] const Theme& themeFor(std::optional<bool> dark, const QPalette& system);

/// The choice kept in the settings; none: follow the system.
[[nodiscard]] std::optional<bool> chosenDark();
void chooseDark(std::optional<bool> dark);

/// The palette that the application had when this was first called: before a theme of ours replaced it.
[[nodiscard]] const QPalette& systemPalette();

} // namespace assay::ui
