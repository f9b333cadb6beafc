// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/snapshot/sources.h"

#include "linking/pathclass.h"
#include "store/database.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace assay::session {
namespace {

using facts::Index;

std::uint64_t toolBits(const std::vector<std::string>& names, Dictionary& tools)
{
    std::uint64_t bits = 0;
    for (const auto& name : names) {
        const auto index = tools(name);
        if (index < 64) bits |= std::uint64_t{1} << index;
    }
    return bits;
}

std::int32_t narrowed(std::int64_t value)
{
    return static_cast<std::int32_t>(std::min<std::int64_t>(value, std::numeric_limits<std::int32_t>::max()));
}

Index personColumn(const SnapshotSources& sources, const std::optional<std::int64_t>& person)
{
    if (!person) return facts::kNoIndex;
    const auto found = sources.personIndex.find(*person);
    return found == sources.personIndex.end() ? facts::kNoIndex : found->second;
}

void append(facts::Snapshot& snapshot, const SnapshotSources& sources, const store::ChangeRow& row, Dictionary& tools,
            Dictionary& repositories, Dictionary& languages)
{
    auto& c = snapshot.changes;
    c.id.push_back(row.id.value);
    c.kind.push_back(static_cast<facts::ChangeKind>(row.kind));
    c.repository.push_back(repositories(row.repository));
    c.number.push_back(row.number);
    c.title.push_back(row.title);
    c.head.push_back(row.head);
    c.mergedAt.push_back(toUnixMillis(row.mergedAt));
    c.openedAt.push_back(millis(row.openedAt));
    c.firstCommitAt.push_back(millis(row.firstCommitAt));
    c.firstReviewAt.push_back(millis(row.firstReviewAt));
    c.approvedAt.push_back(millis(row.approvedAt));
    c.releasedAt.push_back(millis(row.releasedAt));
    c.revertedAt.push_back(millis(row.revertedAt));
    const auto author = personColumn(sources, row.author);
    c.author.push_back(author);
    c.team.push_back(teamOn(snapshot.people, author, toEpochDay(dayOf(row.mergedAt))));
    c.taskType.push_back(static_cast<domain::TaskType>(row.taskType));
    c.codeAge.push_back(static_cast<facts::CodeAge>(row.codeAge));
    c.ticket.push_back(facts::kNoIndex);
    c.added.push_back(narrowed(row.added));
    c.deleted.push_back(narrowed(row.deleted));
    c.files.push_back(narrowed(row.files));
    c.commits.push_back(narrowed(row.commits));
    c.reviewRounds.push_back(narrowed(row.reviewRounds));
    c.aiProbability.push_back(orNan(row.aiProbability));
    c.aiShare.push_back(static_cast<float>(orNan(row.aiShare)));
    c.tools.push_back(toolBits(row.tools, tools));
    c.flags.push_back(row.flags);
    c.linesBorn.push_back(narrowed(row.linesBorn));
    c.linesAlive.push_back(narrowed(row.linesAlive));
    c.aiLinesAlive.push_back(narrowed(row.aiLinesAlive));
    c.humanLinesAlive.push_back(narrowed(row.humanLinesAlive));
    c.language.push_back(row.language.empty() ? facts::kNoIndex : languages(row.language));
}

} // namespace

void addChanges(facts::Snapshot& snapshot, SnapshotSources& sources, Dictionary& tools)
{
    Dictionary repositories(snapshot.repositories);
    Dictionary languages(snapshot.languages);
    auto& rows = sources.derived.changes;
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.mergedAt < b.mergedAt; });
    for (const auto& row : rows) {
        sources.changeIndex.emplace(row.id.value, static_cast<Index>(snapshot.changes.size()));
        append(snapshot, sources, row, tools, repositories, languages);
    }
    for (const auto& [commit, change] : sources.derived.changeCommits)
        sources.commitChange.emplace(commit.value, sources.changeIndex.at(change.value));
}

void addCommits(facts::Snapshot& snapshot, const SnapshotSources& sources, Dictionary& tools)
{
    std::unordered_map<std::int64_t, const store::CommitFactRow*> factsOf;
    for (const auto& fact : sources.derived.commitFacts) factsOf.emplace(fact.commit.value, &fact);
    std::vector<std::size_t> order(sources.commits.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return sources.commits[a].committedAt < sources.commits[b].committedAt;
    });
    std::map<std::int64_t, Index> repositoryOf;
    for (const auto& change : sources.derived.changes)
        if (change.repositoryId)
            repositoryOf.try_emplace(*change.repositoryId, Dictionary(snapshot.repositories)(change.repository));
    auto& c = snapshot.commits;
    for (const auto i : order) {
        const auto& head = sources.commits[i];
        const auto found = factsOf.find(head.id.value);
        const store::CommitFactRow none{};
        const auto& fact = found == factsOf.end() ? none : *found->second;
        const auto repository = repositoryOf.find(head.repository.value);
        const auto change = sources.commitChange.find(head.id.value);
        c.id.push_back(head.id.value);
        c.repository.push_back(repository == repositoryOf.end() ? facts::kNoIndex : repository->second);
        c.author.push_back(personColumn(sources, fact.person));
        c.change.push_back(change == sources.commitChange.end() ? facts::kNoIndex : change->second);
        c.authoredAt.push_back(toUnixMillis(head.authoredAt));
        c.committedAt.push_back(toUnixMillis(head.committedAt));
        c.added.push_back(head.added);
        c.deleted.push_back(head.deleted);
        c.files.push_back(head.files);
        c.aiProbability.push_back(orNan(fact.verdict.aiProbability));
        c.tools.push_back(toolBits(fact.verdict.tools, tools));
        c.merge.push_back(head.merge ? 1 : 0);
        c.automation.push_back(fact.verdict.automation ? 1 : 0);
        c.declared.push_back(fact.verdict.declared ? 1 : 0);
    }
}

Result<void> addDeaths(facts::Snapshot& snapshot, const SnapshotSources& sources, const store::Database& database)
{
    std::unordered_map<std::int64_t, facts::Millis> committedAt;
    for (const auto& commit : sources.commits) committedAt.emplace(commit.id.value, toUnixMillis(commit.committedAt));
    const auto changeOf = [&sources](domain::CommitId commit) {
        const auto found = sources.commitChange.find(commit.value);
        return found == sources.commitChange.end() ? facts::kNoIndex : found->second;
    };
    auto& deaths = snapshot.deaths;
    return store::forEachDeath(database, [&](const store::DeathRow& row) {
        const auto born = changeOf(row.origin);
        const auto remover = changeOf(row.remover);
        // Lines replaced within the change that wrote them were never merged.
        if (born == facts::kNoIndex || born == remover) return;
        const auto merged = snapshot.changes.mergedAt[static_cast<std::size_t>(born)];
        const auto died = remover == facts::kNoIndex ? committedAt.at(row.remover.value)
                                                     : snapshot.changes.mergedAt[static_cast<std::size_t>(remover)];
        deaths.change.push_back(born);
        deaths.ageDays.push_back(static_cast<float>(std::max(0.0, static_cast<double>(died - merged) / 86'400'000.0)));
        deaths.lines.push_back(row.lines);
        deaths.remover.push_back(remover);
        deaths.lineClass.push_back(row.pathClass);
    });
}

Result<void> addClassLines(facts::Snapshot& snapshot, const SnapshotSources& sources, const store::Database& database)
{
    for (int c = 0; c < linking::kPathClasses; ++c)
        snapshot.lineClasses.emplace_back(linking::pathClassId(static_cast<linking::PathClass>(c)));
    const auto rows = store::classLines(database);
    if (!rows) return Failure(rows.error());
    std::map<std::pair<Index, std::uint8_t>, std::pair<std::int64_t, std::int64_t>> sums;
    for (const auto& row : *rows) {
        const auto change = sources.commitChange.find(row.commit.value);
        if (change == sources.commitChange.end() || row.lines.pathClass >= linking::kPathClasses) continue;
        auto& [born, alive] = sums[{change->second, row.lines.pathClass}];
        born += row.lines.born - row.lines.lost;
        alive += row.lines.alive;
    }
    auto& lines = snapshot.classLines;
    for (const auto& [key, sum] : sums) {
        lines.change.push_back(key.first);
        lines.lineClass.push_back(key.second);
        lines.born.push_back(narrowed(sum.first));
        lines.alive.push_back(narrowed(sum.second));
    }
    return {};
}

void addDefects(facts::Snapshot& snapshot, const SnapshotSources& sources)
{
    std::unordered_map<std::int64_t, Index> defectIndex;
    const auto lookUp = [](const auto& map, const std::optional<std::int64_t>& id) {
        if (!id) return facts::kNoIndex;
        const auto found = map.find(*id);
        return found == map.end() ? facts::kNoIndex : found->second;
    };
    auto& d = snapshot.defects;
    for (const auto& row : sources.derived.defects) {
        defectIndex.emplace(row.id.value, static_cast<Index>(d.size()));
        const auto ticket = lookUp(sources.ticketIndex, row.ticket);
        const auto fix = lookUp(sources.changeIndex, row.fixChange);
        d.id.push_back(row.id.value);
        d.ticket.push_back(ticket);
        d.fix.push_back(fix);
        d.reportedAt.push_back(toUnixMillis(row.reportedAt));
        d.fixedAt.push_back(millis(row.fixedAt));
        d.team.push_back(fix == facts::kNoIndex ? facts::kNoIndex
                                                : snapshot.changes.team[static_cast<std::size_t>(fix)]);
        d.priority.push_back(ticket == facts::kNoIndex ? facts::kNoIndex
                                                       : snapshot.tickets.priority[static_cast<std::size_t>(ticket)]);
        d.noCandidate.push_back(row.noCandidate ? 1 : 0);
    }
    std::unordered_map<std::int64_t, std::string> hex;
    for (const auto& origin : sources.derived.origins) hex.try_emplace(origin.commit.value);
    for (const auto& commit : sources.commits)
        if (const auto wanted = hex.find(commit.id.value); wanted != hex.end()) wanted->second = commit.oid.hex();
    auto& o = snapshot.origins;
    for (const auto& row : sources.derived.origins) {
        o.defect.push_back(defectIndex.at(row.defect.value));
        o.change.push_back(lookUp(sources.commitChange, row.commit.value));
        o.weight.push_back(row.weight);
        o.lines.push_back(narrowed(row.lines));
        o.commit.push_back(hex.at(row.commit.value));
    }
}

} // namespace assay::session
