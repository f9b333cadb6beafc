// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/missing.h"

#include "present/estimatetext.h"

namespace assay::present {

QString whyMissing(Figures& figures, std::string_view metricId)
{
    const metrics::Metric* metric = metrics::metricById(metricId);
    const facts::Snapshot& s = figures.view().snapshot();
    if (metric != nullptr && metric->info().rows == metrics::RowsOf::Tickets && s.tickets.rows() == 0)
        return QStringLiteral("No ticket is imported: add an export of Jira, GitHub issues or another tracker.");
    if (metric != nullptr && metric->info().rows == metrics::RowsOf::Changes && s.changes.size() == 0)
        return QStringLiteral("No change is imported: add a Git repository.");
    return missingText(figures.estimate(metricId));
}

} // namespace assay::present
