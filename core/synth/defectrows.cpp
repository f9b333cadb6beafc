// SPDX-License-Identifier: GPL-3.0-or-later
// Commits, deaths of lines, defects and origins: the tables that follow the code.
#include "synth/factrows.h"
#include "synth/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_set>

namespace assay::synth {
namespace {

using facts::Index;
using facts::kNoIndex;
using facts::kNoTime;
using facts::Millis;

struct CommitRow
{
    Millis authored = 0;
    Millis committed = 0;
    int repository = 0;
    int author = kNone;
    Index change = kNoIndex;
    int added = 0;
    int deleted = 0;
    bool merge = false;
};

std::vector<CommitRow> commitRows(const Organisation& organisation, const facts::Snapshot& snapshot)
{
    std::vector<CommitRow> rows;
    for (const auto& commit : organisation.commits) {
        if (commit.change != kNone) break;
        const Millis at = toUnixMillis(commit.authored);
        rows.push_back({at, at, commit.repository, commit.author, kNoIndex, commit.added, commit.deleted, false});
    }
    for (std::size_t c = 0; c < organisation.changes.size(); ++c) {
        const auto& change = organisation.changes[c];
        if (change.closed && !change.merged) continue;
        const bool landed = change.merged.has_value();
        const Index row = landed ? static_cast<Index>(c) : kNoIndex;
        const Millis mergedAt = landed ? snapshot.changes.mergedAt[c] : kNoTime;
        if (landed && landingOf(change.repository) == Landing::Squash) {
            rows.push_back({snapshot.changes.firstCommitAt[c], mergedAt, change.repository, change.author, row,
                            change.added, change.deleted, false});
            continue;
        }
        for (int i = 0; i < change.commitCount; ++i) {
            const auto& commit = organisation.commits[static_cast<std::size_t>(change.firstCommit + i)];
            const Millis at = toUnixMillis(commit.authored);
            rows.push_back({at, landed ? mergedAt : at, change.repository, change.author, row, commit.added,
                            commit.deleted, false});
        }
        const int merger = change.reviews.empty() ? change.author : change.reviews.back().reviewer;
        if (landed) rows.push_back({mergedAt, mergedAt, change.repository, merger, row, 0, 0, true});
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const CommitRow& a, const CommitRow& b) { return a.committed < b.committed; });
    return rows;
}

/// One row of the defects, with origins from the deaths that its fix caused.
class DefectTable
{
public:
    DefectTable(const Organisation& organisation, facts::Snapshot& snapshot)
        : m_organisation(organisation), m_snapshot(snapshot)
    {
        m_firstDeath.assign(snapshot.changes.size() + 1, 0);
        for (const auto& death : organisation.deaths) ++m_firstDeath[static_cast<std::size_t>(death.remover) + 1];
        std::partial_sum(m_firstDeath.begin(), m_firstDeath.end(), m_firstDeath.begin());
    }

    void add(Index fix)
    {
        const auto& change = m_organisation.changes[static_cast<std::size_t>(fix)];
        const auto& c = m_snapshot.changes;
        const auto row = static_cast<std::size_t>(fix);
        auto& d = m_snapshot.defects;
        const Index ticket = c.ticket[row];
        if (ticket != kNoIndex && !m_seen.insert(ticket).second)
            return; // one defect, however often its ticket was reopened
        const Millis reported =
            ticket == kNoIndex ? c.mergedAt[row] : m_snapshot.tickets.createdAt[static_cast<std::size_t>(ticket)];
        d.id.push_back(static_cast<std::int64_t>(d.size()) + 1);
        d.ticket.push_back(ticket);
        d.fix.push_back(fix);
        d.reportedAt.push_back(reported);
        d.fixedAt.push_back(c.mergedAt[row]);
        d.team.push_back(c.team[row]);
        d.priority.push_back(ticket == kNoIndex ? kNoIndex
                                                : m_snapshot.tickets.priority[static_cast<std::size_t>(ticket)]);
        d.noCandidate.push_back(addOrigins(change, fix, reported) ? 0 : 1);
    }

private:
    void addOrigin(Index origin, int lines, double total)
    {
        auto& o = m_snapshot.origins;
        o.defect.push_back(static_cast<Index>(m_snapshot.defects.size()) - 1);
        o.change.push_back(origin);
        o.weight.push_back(lines / total);
        o.lines.push_back(lines);
        o.commit.push_back(origin == kNoIndex ? std::string(40, '0')
                                              : m_snapshot.changes.head[static_cast<std::size_t>(origin)]);
    }

    bool addOrigins(const Change& change, Index fix, Millis reported)
    {
        const auto& deaths = m_organisation.deaths;
        const auto first = m_firstDeath[static_cast<std::size_t>(fix)];
        const auto last = m_firstDeath[static_cast<std::size_t>(fix) + 1];
        int older = change.deleted; // lines from before the first day
        int total = 0;
        std::vector<std::pair<Index, int>> found;
        for (auto i = first; i < last; ++i) {
            older -= deaths[i].lines;
            if (deaths[i].change == fix ||
                m_snapshot.changes.mergedAt[static_cast<std::size_t>(deaths[i].change)] > reported)
                continue;
            found.emplace_back(deaths[i].change, deaths[i].lines);
            total += deaths[i].lines;
        }
        if (older > 0) {
            found.emplace_back(kNoIndex, older);
            total += older;
        }
        for (const auto& [origin, lines] : found) addOrigin(origin, lines, total);
        return total > 0;
    }

    const Organisation& m_organisation;
    facts::Snapshot& m_snapshot;
    std::vector<std::size_t> m_firstDeath; ///< by remover: deaths come in its order
    std::unordered_set<Index> m_seen;      ///< tickets
};

} // namespace

void addCommitRows(const Organisation& organisation, facts::Snapshot& snapshot)
{
    auto& out = snapshot.commits;
    for (const auto& row : commitRows(organisation, snapshot)) {
        const auto change = static_cast<std::size_t>(row.change);
        const bool landed = row.change != kNoIndex;
        out.id.push_back(static_cast<std::int64_t>(out.size()) + 1);
        out.repository.push_back(row.repository);
        out.author.push_back(row.author);
        out.change.push_back(row.change);
        out.authoredAt.push_back(row.authored);
        out.committedAt.push_back(row.committed);
        out.added.push_back(row.added);
        out.deleted.push_back(row.deleted);
        out.files.push_back(row.merge ? 0 : 1);
        out.aiProbability.push_back(landed ? snapshot.changes.aiProbability[change]
                                           : std::numeric_limits<double>::quiet_NaN());
        out.tools.push_back(landed ? snapshot.changes.tools[change] : 0);
        out.merge.push_back(row.merge ? 1 : 0);
        out.automation.push_back(landed && (snapshot.changes.flags[change] & facts::kAutomation) != 0 ? 1 : 0);
        out.declared.push_back(landed && (snapshot.changes.flags[change] & facts::kDeclared) != 0 ? 1 : 0);
    }
}

void addDefectRows(const Organisation& organisation, facts::Snapshot& snapshot)
{
    auto& deaths = snapshot.deaths;
    for (const auto& death : organisation.deaths) {
        if (death.change == death.remover) continue; // never merged
        const auto born = snapshot.changes.mergedAt[static_cast<std::size_t>(death.change)];
        const auto died = snapshot.changes.mergedAt[static_cast<std::size_t>(death.remover)];
        deaths.change.push_back(death.change);
        deaths.ageDays.push_back(static_cast<float>(static_cast<double>(died - born) / 86'400'000.0));
        deaths.lines.push_back(death.lines);
        deaths.remover.push_back(death.remover);
        deaths.lineClass.push_back(0);
    }
    DefectTable table(organisation, snapshot);
    for (std::size_t row = 0; row < snapshot.changes.size(); ++row)
        if ((snapshot.changes.flags[row] & (facts::kFix | facts::kRevert)) != 0) table.add(static_cast<Index>(row));
}

} // namespace assay::synth
