// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session.h"

#include "session/audit.h"
#include "store/database.h"
#include "store/derived.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <unordered_map>

namespace assay::session {
namespace {

void add(Verification& v, std::string what, const Result<void>& result)
{
    v.checks.push_back({std::move(what), result.has_value(), result ? std::string() : result.error().message});
}

void add(Verification& v, std::string what, std::string finding)
{
    const bool passed = finding.empty();
    v.checks.push_back({std::move(what), passed, std::move(finding)});
}

/// Weights of one defect's origins sum to one, or it has none.
std::string originWeights(const store::Derived& derived)
{
    std::unordered_map<std::int64_t, double> sums;
    for (const auto& o : derived.origins) sums[o.defect.value] += o.weight;
    for (const auto& [defect, sum] : sums)
        if (std::abs(sum - 1) > 1e-6)
            return fmt::format("the origins of defect {} weigh {:.6f} together instead of 1; import again", defect,
                               sum);
    return {};
}

/// Every commit has a verdict, and stands in at most one change.
std::string commitTotals(const store::Derived& derived, const store::Counts& counts)
{
    if (static_cast<std::int64_t>(derived.commitFacts.size()) != counts.commits)
        return fmt::format("{} commits, but {} of them attributed; import again", counts.commits,
                           derived.commitFacts.size());
    return {};
}

std::string snapshotTotals(const Session& session, const store::Counts& counts, const store::Derived& derived)
{
    const auto& s = *session.snapshot();
    const auto differs = [](const char* what, std::int64_t stored, std::size_t loaded) {
        return fmt::format("{} {} in the file, {} in the figures", stored, what, loaded);
    };
    if (static_cast<std::int64_t>(s.commits.size()) != counts.commits)
        return differs("commits", counts.commits, s.commits.size());
    if (static_cast<std::int64_t>(s.tickets.rows()) != counts.tickets)
        return differs("tickets", counts.tickets, s.tickets.rows());
    if (s.changes.size() != derived.changes.size())
        return differs("changes", static_cast<std::int64_t>(derived.changes.size()), s.changes.size());
    return {};
}

} // namespace

bool Verification::passed() const
{
    return std::all_of(checks.begin(), checks.end(), [](const auto& check) { return check.passed; });
}

Result<Verification> verifyWorkspace(const std::string& path)
{
    const auto database = store::Database::open(path, store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    Verification v;
    add(v, "database and foreign keys", database->verify());
    if (!v.passed()) return v;
    const auto session = Session::open(path);
    if (!session) return Failure(session.error());
    const auto counts = store::counts(*database);
    const auto derived = store::readDerived(*database);
    if (!counts || !derived) return Failure(counts ? derived.error() : counts.error());
    const auto finding = auditFinding(*database);
    if (!finding) return Failure(finding.error());
    add(v, "audit chain", *finding);
    add(v, "every commit attributed", commitTotals(*derived, *counts));
    add(v, "weights of defect origins", originWeights(*derived));
    add(v, "totals counted again", snapshotTotals(**session, *counts, *derived));
    return v;
}

} // namespace assay::session
