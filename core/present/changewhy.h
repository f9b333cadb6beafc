// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/provenance.h"
#include "facts/filter.h"
#include "present/kpispec.h"
#include "present/tablespec.h"

#include <vector>

/// Why a change is taken for AI-assisted, for human-only, or for neither.
namespace assay::present {

[[nodiscard]] KpiSpec provenanceKpi(const facts::View& view, facts::Index change,
                                    const std::vector<domain::Evidence>& evidence);
/// Every reason, strongest first, equal ones of several commits as one; names and addresses of people are left out.
[[nodiscard]] TableSpec whyTable(const facts::View& view, facts::Index change,
                                 const std::vector<domain::Evidence>& evidence);

} // namespace assay::present
