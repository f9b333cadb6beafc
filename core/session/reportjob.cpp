// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/reportjob.h"

#include "present/figures.h"
#include "present/report.h"
#include "session/session.h"
#include "session/targetjob.h"
#include "session/whatifjob.h"

#include <chrono>
#include <fmt/format.h>

namespace assay::session {

Result<PreparedReport> reportSpec(const Session& session, const facts::Filter& filter,
                                  const std::vector<std::string>& pages, const std::vector<std::string>& scenarios)
{
    for (const auto& id : pages)
        if (present::pageById(id) == nullptr) {
            std::string known;
            for (const auto& page : present::pages()) known += (known.empty() ? "" : ", ") + std::string(page.id);
            return failure(ErrorCode::Usage, fmt::format("There is no page “{}”; choose among {}.", id, known));
        }
    present::ReportOptions options;
    options.pages = pages;
    options.version = QStringLiteral("Assay " ASSAY_VERSION);
    const auto input = session.pageInput(filter);
    for (const auto& name : scenarios) {
        WhatIfRequest request;
        request.scenario = name;
        const auto budget = chooseBudget(session, filter, request);
        if (!budget) return Failure(budget.error());
        options.scenarios.push_back(budget->scenario.name);
    }
    PreparedReport prepared{present::buildReport(input, options), {}};
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto kept = recordVerdict(session, input.figures->recommendation(), filter, now);
    if (!kept) prepared.notKept = "The recommendation was not kept in the history. " + kept.error().message;
    return prepared;
}

} // namespace assay::session
