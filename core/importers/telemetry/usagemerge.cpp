// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/usagemerge.h"

#include <fmt/format.h>

#include <cmath>

namespace assay::importers {

void UsageMerge::add(domain::UsageDayRecord record, std::uint64_t rowIdentity)
{
    if (!m_seen.insert(rowIdentity).second)
        ++m_repeated;
    else
        add(std::move(record));
}

void UsageMerge::add(domain::UsageDayRecord record)
{
    Key key{record.tool, record.identity, record.scope, record.surface, record.day};
    const auto [at, isNew] = m_days.try_emplace(std::move(key), record);
    if (isNew) return;
    auto& sum = at->second;
    if (record.firstEvent && (!sum.firstEvent || *record.firstEvent < *sum.firstEvent))
        sum.firstEvent = record.firstEvent;
    if (record.lastEvent && (!sum.lastEvent || *record.lastEvent > *sum.lastEvent)) sum.lastEvent = record.lastEvent;
    addKnown(sum.shown, record.shown);
    addKnown(sum.accepted, record.accepted);
    addKnown(sum.linesShown, record.linesShown);
    addKnown(sum.linesAccepted, record.linesAccepted);
    addKnown(sum.linesDeleted, record.linesDeleted);
    addKnown(sum.interactions, record.interactions);
    addKnown(sum.agentRuns, record.agentRuns);
    addKnown(sum.commits, record.commits);
    addKnown(sum.pullRequests, record.pullRequests);
    addKnown(sum.costUsd, record.costUsd);
    addKnown(sum.tokens, record.tokens);
}

Result<void> UsageMerge::flush(Reading& reading)
{
    for (auto& [key, record] : m_days) {
        // Sums of fractions depend on their order in the last digit; a nano-dollar is beyond any price.
        if (record.costUsd) record.costUsd = std::round(*record.costUsd * 1e9) / 1e9;
        if (auto ok = reading.sink().usageDay(std::move(record)); !ok) return ok;
    }
    if (m_repeated > 0)
        reading.notice(fmt::format("Rows that are listed twice: {}; each was counted once.", m_repeated));
    m_days.clear();
    return {};
}

} // namespace assay::importers
