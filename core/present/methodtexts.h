// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "present/reportspec.h"
#include "present/tablespec.h"

#include <vector>

namespace assay::present {

/// How figures are made and what they cannot say: for the Methods page and the report's last pages.
[[nodiscard]] std::vector<MethodSection> methodSections();

/// Changes by team and provenance: how much is declared, inferred, human-only by positive evidence, and unknown.
[[nodiscard]] TableSpec provenanceTable(const facts::View& view);

} // namespace assay::present
