// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/defects.h"

#include "session/ruleparts.h"
#include "store/database.h"

#include <algorithm>
#include <map>

namespace assay::session {
namespace {

/// A defect before it is traced.
struct Draft
{
    std::optional<std::int64_t> ticket;
    std::optional<std::int64_t> fixChange;
    std::vector<std::size_t> fixCommits; ///< positions in Raw::commits
    Instant reportedAt{};
    std::optional<Instant> fixedAt;
};

struct Candidate
{
    std::int64_t lines = 0;
    std::int64_t paths = 0;
};

/// Commits of a change that change code and are no merges.
std::vector<std::size_t> workOf(const Raw& raw, const FoundChange& change)
{
    std::vector<std::size_t> commits;
    for (const auto i : change.commits)
        if (raw.commits[i].parents.size() < 2) commits.push_back(i);
    return commits;
}

/// Bug tickets with their last fixing change, then fixing and reverting commits that no bug ticket claims.
std::vector<Draft> draftsOf(const Raw& raw, const ChangesFound& changes, const TicketsFound& tickets, const Rules& rules)
{
    std::vector<Draft> drafts;
    std::map<std::int64_t, std::vector<std::int64_t>> changesOfTicket;
    for (const auto& link : tickets.links) changesOfTicket[link.ticket.value].push_back(link.change.value);
    std::vector<bool> claimed(changes.changes.size() + 1, false);
    for (const auto& row : raw.tickets) {
        if (!rules.isBug(row.ticket) || !row.ticket.created) continue;
        const auto linked = changesOfTicket.find(row.id.value);
        if (linked == changesOfTicket.end()) continue;
        Draft draft;
        draft.ticket = row.id.value;
        draft.reportedAt = *row.ticket.created;
        for (const auto id : linked->second) {
            const auto& change = changes.changes[static_cast<std::size_t>(id - 1)];
            claimed[static_cast<std::size_t>(id)] = true;
            const auto commits = workOf(raw, change);
            draft.fixCommits.insert(draft.fixCommits.end(), commits.begin(), commits.end());
            if (!draft.fixedAt || change.row.mergedAt >= *draft.fixedAt) {
                draft.fixedAt = change.row.mergedAt;
                draft.fixChange = id;
            }
        }
        drafts.push_back(std::move(draft));
    }
    for (std::size_t i = 0; i < raw.commits.size(); ++i) {
        const auto change = changes.changeOfCommit[i];
        if ((!changes.fix[i] && !changes.revert[i]) || raw.commits[i].parents.size() > 1) continue;
        if (change != 0 && claimed[static_cast<std::size_t>(change)]) continue;
        Draft draft;
        if (change != 0) draft.fixChange = change;
        draft.fixCommits = {i};
        draft.reportedAt = raw.commits[i].committedAt;
        draft.fixedAt = raw.commits[i].committedAt;
        drafts.push_back(std::move(draft));
    }
    return drafts;
}

/// Lines of tests, documentation and generated files introduce no product defect.
bool counts(linking::PathClass type)
{
    return type == linking::PathClass::Code || type == linking::PathClass::Config || type == linking::PathClass::Other;
}

/// Traces defects through the stored edges: lines that a fix removed, by the commit that had written them.
class Tracer
{
public:
    Tracer(const Raw& raw, const store::Database& database, const Rules& rules) : m_raw(raw), m_database(database), m_rules(rules) {}

    Result<void> trace(const Draft& draft, std::int64_t id, DefectsFound& found) const
    {
        std::map<std::pair<std::int64_t, std::int64_t>, Candidate> candidates; // origin, fix
        std::int64_t total = 0;
        for (const auto i : draft.fixCommits) {
            const auto edges = store::edgesOf(m_database, m_raw.commits[i].id);
            if (!edges) return Failure(edges.error());
            for (const auto& edge : *edges) {
                const auto origin = m_raw.commitAt.find(edge.origin.value);
                if (edge.codeLines == 0 || origin == m_raw.commitAt.end() || !counts(m_rules.parts().paths.classify(m_raw.paths.at(edge.path)).type)) continue;
                const auto& commit = m_raw.commits[origin->second];
                const bool ownWork = std::find(draft.fixCommits.begin(), draft.fixCommits.end(), origin->second) != draft.fixCommits.end();
                if (ownWork || commit.committedAt > draft.reportedAt) continue;
                auto& candidate = candidates[{edge.origin.value, edge.remover.value}];
                candidate.lines += edge.codeLines;
                ++candidate.paths;
                total += edge.codeLines;
            }
        }
        for (const auto& [pair, candidate] : candidates)
            found.origins.push_back({{id}, {pair.first}, {pair.second}, candidate.paths, candidate.lines,
                                     static_cast<double>(candidate.lines) / static_cast<double>(total)});
        store::DefectRow row;
        row.id.value = id;
        row.ticket = draft.ticket;
        row.fixChange = draft.fixChange;
        if (!draft.fixCommits.empty()) row.fixCommit = m_raw.commits[draft.fixCommits.back()].id.value;
        row.reportedAt = draft.reportedAt;
        row.fixedAt = draft.fixedAt;
        row.noCandidate = candidates.empty();
        found.defects.push_back(std::move(row));
        return {};
    }

private:
    const Raw& m_raw;
    const store::Database& m_database;
    const Rules& m_rules;
};

} // namespace

Result<DefectsFound> findDefects(const Raw& raw, const ChangesFound& changes, const TicketsFound& tickets,
                                 const store::Database& database, const Rules& rules)
{
    DefectsFound found;
    const Tracer tracer(raw, database, rules);
    std::int64_t id = 0;
    for (const auto& draft : draftsOf(raw, changes, tickets, rules))
        if (auto traced = tracer.trace(draft, ++id, found); !traced) return Failure(traced.error());
    return found;
}

} // namespace assay::session
