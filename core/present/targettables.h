// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/figures.h"
#include "present/pages/registry.h"
#include "present/tablespec.h"

/// What was promised, how it stands, and what was recommended before.
namespace assay::present {

/// One row per target and guard-rail: figure with interval, limit, status, windows, registration.
[[nodiscard]] TableSpec targetsTable(Figures& figures);
/// Every edit and retirement, newest first; those made after a window had opened are marked.
[[nodiscard]] TableSpec targetEditsTable(const Decisions& decisions);
/// Recommendations given so far, newest first, with the fingerprint of what each was made from.
[[nodiscard]] TableSpec verdictHistoryTable(const Decisions& decisions);

} // namespace assay::present
