// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/benchmark.h"

#include <string>
#include <vector>

namespace assay::session {

/// Published figures from TOML, `[[benchmark]]` tables; the keys are those of `domain::Benchmark`. A figure without its
/// whole passport (population, definition, kind, date, source, address, comparability) is refused: that is the point of
/// it.
[[nodiscard]] Result<std::vector<domain::Benchmark>> readBenchmarks(const std::string& text, const std::string& name);

} // namespace assay::session
