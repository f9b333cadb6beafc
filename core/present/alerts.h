// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "present/figures.h"
#include "present/pages/registry.h"
#include "present/pagespec.h"

/// Alerts of the monitors in words.
namespace assay::present {

/// "Ticket to merge in Payments longer than usual: 5.1 d against 3.9 d (3.2 … 4.7 d), since 7 Sep 2026".
[[nodiscard]] QString alertText(const analysis::Alert& alert);
/// The newest few, those without an owner first; what is watched where there is none.
[[nodiscard]] NotesSpec alertNotes(Figures& figures, const Decisions& decisions);
/// All of them, with size, evidence, owner and note.
[[nodiscard]] TableSpec alertsTable(Figures& figures, const Decisions& decisions);
/// Those over all teams, while each team's are still being worked out; says so.
[[nodiscard]] TableSpec alertsOverAllTable(Figures& figures, const Decisions& decisions);
/// The acknowledgement that counts for an alert; nullptr where nobody saw it yet.
[[nodiscard]] const domain::Acknowledgement* acknowledgementOf(const Decisions& decisions, const std::string& key);

} // namespace assay::present
