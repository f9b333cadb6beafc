// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"
#include "synth/organisation.h"
#include "synth/repository.h"

#include <cstdint>
#include <string>
#include <vector>

namespace assay::synth {

struct ExportedFile
{
    std::string path;   ///< below the folder
    std::string format; ///< id of the importer that reads it
    std::int64_t records = 0;
};

/// What was written, and how much of it an import is to find.
struct ExportManifest
{
    std::string folder;
    std::vector<WrittenRepository> repositories;
    std::vector<ExportedFile> files;
    std::string truthFile; ///< the planted and realised truth; in a hidden folder, no import file
    GitIds ids;
    std::int64_t commits = 0;
    std::int64_t tickets = 0;
    std::int64_t pullRequests = 0;
    std::int64_t usageDays = 0;
    std::int64_t seats = 0;
    std::int64_t rosterRows = 0;
    std::int64_t prices = 0;
    std::int64_t invoiceLines = 0;

    /// Everything an import of the organisation reads: repositories first, then files. Absolute if `folder` is.
    [[nodiscard]] std::vector<std::string> importPaths() const;
};

/// Writes what a real organisation would have: `repositories/*.git`, `tickets/*.json` (Jira REST with changelog),
/// `pulls/*.json`
/// (`gh pr list`), `copilot/` (user reports and seats), `roster.csv`, `prices.csv`, `invoices.csv`; and
/// `.demo/truth.json`. The folder is made if need be; files of an earlier run in it are replaced. Equal organisations
/// give equal bytes.
[[nodiscard]] Result<ExportManifest> writeFiles(const Organisation& organisation, const std::string& folder,
                                                const CancelToken& cancel = {}, const ProgressFn& progress = {});

} // namespace assay::synth
