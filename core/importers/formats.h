// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/importer.h"

namespace assay::importers {

// Every format, one line each: made once, alive for ever. registry.cpp says in which order they are asked.
[[nodiscard]] const Importer& jiraCsv();
[[nodiscard]] const Importer& jiraJson();
[[nodiscard]] const Importer& githubIssues();
[[nodiscard]] const Importer& githubPulls();
[[nodiscard]] const Importer& githubArchive();
[[nodiscard]] const Importer& copilotUsers();
[[nodiscard]] const Importer& copilotSeats();
[[nodiscard]] const Importer& rosterCsv();
[[nodiscard]] const Importer& priceSheet();
[[nodiscard]] const Importer& invoiceCsv();

} // namespace assay::importers
