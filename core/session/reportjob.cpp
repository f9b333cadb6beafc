// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/reportjob.h"

#include "present/report.h"
#include "session/session.h"

#include <fmt/format.h>

namespace assay::session {

Result<present::ReportSpec> reportSpec(const Session& session, const facts::Filter& filter,
                                       const std::vector<std::string>& pages)
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
    return present::buildReport(session.pageInput(filter), options);
}

} // namespace assay::session
