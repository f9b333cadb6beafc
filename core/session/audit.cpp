// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/audit.h"

#include "governance/auditchain.h"
#include "session/workspaceclock.h"
#include "store/database.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace assay::session {
namespace {

constexpr const char* kImport = "import";

/// Every reading that the chain tells about is still what it was, and none was slipped in beside it.
Result<std::string> compareRuns(const store::Database& database, const std::vector<store::AuditRow>& trail)
{
    const auto runs = store::runs(database);
    if (!runs) return Failure(runs.error());
    const auto sources = store::sources(database);
    if (!sources) return Failure(sources.error());
    std::map<std::int64_t, const store::SourceRow*> sourceOf;
    for (const auto& source : *sources) sourceOf.emplace(source.id.value, &source);
    std::map<std::string, int> told;
    for (const auto& entry : trail)
        if (entry.action == kImport) ++told[entry.subject + '\n' + entry.detail];
    for (const auto& run : *runs) {
        if (run.state != store::RunState::Done) continue;
        const auto& source = *sourceOf.at(run.source.value);
        if (told.count(source.location + '\n' + auditDetail(run)) == 0)
            return fmt::format("reading {} of {} is not what the audit trail says was read", run.id.value, source.name);
    }
    return std::string();
}

} // namespace

Result<void> audit(store::Database& database, const std::string& action, const std::string& subject,
                   const std::string& detail)
{
    const auto trail = store::auditTrail(database);
    if (!trail) return Failure(trail.error());
    const auto entry =
        governance::chained(now(), action, subject, detail, trail->empty() ? std::string() : trail->back().hash);
    return store::appendAudit(database,
                              {0, entry.at, entry.action, entry.subject, entry.detail, entry.previous, entry.hash});
}

std::string auditDetail(const store::RunRow& run)
{
    return fmt::format("{} records, {} new, {} rejected; fingerprint {}", run.records, run.added, run.rejected,
                       run.fingerprint);
}

Result<std::string> auditFinding(const store::Database& database)
{
    const auto trail = store::auditTrail(database);
    if (!trail) return Failure(trail.error());
    std::vector<governance::AuditEntry> entries;
    for (const auto& row : *trail)
        entries.push_back({row.at, row.action, row.subject, row.detail, row.previous, row.hash});
    if (const auto broken = governance::verifyChain(entries)) return broken->reason;
    return compareRuns(database, *trail);
}

} // namespace assay::session
