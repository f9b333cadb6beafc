// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/decisions.h"

#include <string>
#include <vector>

namespace assay::session {

/// Targets from a TOML file, `[[target]]` tables with: `id`, `title` (both optional), `measure`, `basis` ("change",
/// "contrast" or "level"), `at-most` or `at-least` (the limit), `teams`, `task-types`, `priorities`, `baseline` and
/// `window`
/// ("2026-01-01..2026-06-30"), `owner`, `guard-rail`. An error names the file, the line and the remedy; keys that are
/// not known are refused, since a typo would change what was promised.
[[nodiscard]] Result<std::vector<domain::Target>> readTargetFile(const std::string& path);
/// The same from text; `name` is what errors call it.
[[nodiscard]] Result<std::vector<domain::Target>> readTargets(const std::string& text, const std::string& name);

/// "2026-01-01..2026-06-30".
[[nodiscard]] std::optional<DayRange> parseDayRange(std::string_view text);

} // namespace assay::session
