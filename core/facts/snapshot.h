// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "facts/columns.h"
#include "facts/memo.h"

#include <memory>
#include <string>
#include <vector>

namespace assay::facts {

/// Everything metrics may know, frozen at one moment. Built by `session`, shared as `shared_ptr<const Snapshot>`.
struct Snapshot
{
    Changes changes;
    Tickets tickets;
    TicketLinks ticketLinks;
    Commits commits;
    LineDeaths deaths;
    ClassLines classLines;
    Defects defects;
    Origins origins;
    People people;
    Usage usage;
    std::vector<TelemetryCoverage> telemetry;

    std::vector<std::string> repositories;
    std::vector<std::string> teams;
    std::vector<std::string> languages;
    std::vector<std::string> lineClasses; ///< "code", "tests", "documentation", …
    std::vector<std::string> tools;       ///< catalogue ids, at most 64
    std::vector<std::string> toolTitles;  ///< beside `tools`
    std::vector<std::string> ticketTypes;
    std::vector<std::string> statuses;
    std::vector<std::string> priorities;

    std::string workspaceName;
    std::string fingerprint;       ///< of the data and settings, 16 hex digits
    Instant cutOff{};              ///< the data end here: open work is censored at it
    DayRange span;                 ///< first ticket (else first change by a person) to the cut-off; the default period
    double traceBoundaryDays = 90; ///< defect window

    Memo prepared; ///< what measures have worked out from the columns
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace assay::facts
