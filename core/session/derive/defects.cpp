// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/defects.h"

#include "base/parallel.h"
#include "session/rules.h"

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

/// Commits of a change that change code and are no merges.
std::vector<std::size_t> workOf(const Raw& raw, const FoundChange& change)
{
    std::vector<std::size_t> commits;
    for (const auto i : change.commits)
        if (raw.commits[i].parents.size() < 2) commits.push_back(i);
    return commits;
}

/// Bug tickets with their last fixing change, then fixing and reverting commits that no bug ticket claims.
std::vector<Draft> draftsOf(const Raw& raw, const ChangesFound& changes, const TicketsFound& tickets,
                            const Rules& rules)
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

/// By fixing commit of one defect.
using Traces = std::vector<lineage::Trace>;

/// Turns what tracing says about the fixes of one defect into rows: weights sum to 1, or there is no row.
class Recorder
{
public:
    Recorder(const Raw& raw, const ChangesFound& changes, const TraceIndices& indices)
        : m_raw(raw), m_changes(changes), m_indices(indices)
    {
    }

    /// What tracing says about each fix. May be asked from several threads.
    [[nodiscard]] Traces trace(const Draft& draft) const
    {
        Traces traces;
        for (const auto i : draft.fixCommits) traces.push_back(traceOf(draft, i));
        return traces;
    }

    void record(const Draft& draft, const Traces& traces, DefectsFound& found) const
    {
        const std::int64_t id = static_cast<std::int64_t>(found.defects.size()) + 1;
        std::vector<store::OriginRow> rows;
        double total = 0;
        double own = 0;
        bool improbable = false; // there were candidates, none of which is probable enough to be named
        for (std::size_t fix = 0; fix < traces.size(); ++fix) {
            const auto i = draft.fixCommits[fix];
            improbable = improbable || (traces[fix].origins.empty() && !traces[fix].candidatesNone);
            for (const auto& origin : traces[fix].origins) {
                const auto position = m_indices.commitOf(m_raw.commits[i].repository, origin.oid);
                if (!position || !(origin.weight > 0)) continue;
                if (isOwnWork(draft, *position)) {
                    own += origin.weight;
                    continue;
                }
                rows.push_back({{id},
                                m_raw.commits[*position].id,
                                m_raw.commits[i].id,
                                origin.pathCount,
                                origin.lines,
                                origin.weight});
                total += origin.weight;
            }
        }
        if (!draft.ticket && own > 0 && own >= total) return; // mended before anybody else had it
        for (auto& row : rows) {
            row.weight /= total;
            found.origins.push_back(row);
        }
        store::DefectRow row;
        row.id.value = id;
        row.ticket = draft.ticket;
        row.fixChange = draft.fixChange;
        if (!draft.fixCommits.empty()) row.fixCommit = m_raw.commits[draft.fixCommits.back()].id.value;
        row.reportedAt = draft.reportedAt;
        row.fixedAt = draft.fixedAt;
        row.noCandidate = rows.empty() && !improbable;
        found.defects.push_back(row);
    }

private:
    /// Whether a commit is part of the repair: one of the fixes of a ticket, or of a change that was still open when it
    /// was mended.
    [[nodiscard]] bool isOwnWork(const Draft& draft, std::size_t commit) const
    {
        if (std::find(draft.fixCommits.begin(), draft.fixCommits.end(), commit) != draft.fixCommits.end()) return true;
        const auto change = m_changes.changeOfCommit[commit];
        if (draft.ticket || !draft.fixChange || change == 0) return false;
        return change == *draft.fixChange || mergedAt(change) > mergedAt(*draft.fixChange);
    }
    [[nodiscard]] Instant mergedAt(std::int64_t change) const
    {
        return m_changes.changes[static_cast<std::size_t>(change - 1)].row.mergedAt;
    }

    [[nodiscard]] lineage::Trace traceOf(const Draft& draft, std::size_t commit) const
    {
        lineage::FixQuery query;
        query.fix = m_raw.commits[commit].oid;
        // A ticket says when the defect was seen; a fix without one only that it was there before.
        if (draft.ticket) query.before = draft.reportedAt;
        return m_indices.of(m_raw.commits[commit].repository).trace(query, lineage::TraceVariant::Ranked);
    }

    const Raw& m_raw;
    const ChangesFound& m_changes;
    const TraceIndices& m_indices;
};

} // namespace

DefectsFound findDefects(const Raw& raw, const ChangesFound& changes, const TicketsFound& tickets,
                         const TraceIndices& indices, const Rules& rules)
{
    DefectsFound found;
    const Recorder recorder(raw, changes, indices);
    const auto drafts = draftsOf(raw, changes, tickets, rules);
    std::vector<Traces> traces(drafts.size());
    parallelFor(threadCount(0), drafts.size(), [&](int, std::size_t i) { traces[i] = recorder.trace(drafts[i]); });
    for (std::size_t i = 0; i < drafts.size(); ++i) recorder.record(drafts[i], traces[i], found);
    return found;
}

} // namespace assay::session
