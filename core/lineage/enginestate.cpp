// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/engine.h"

#include "lineage/lineset.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace assay::lineage {
namespace {

/// Versions of files by path and content; the first that is entered stays.
class VersionList
{
public:
    /// Where the version is to be put; null if there is one already.
    SavedFile* enter(const std::string& path, const ObjectId& blob)
    {
        auto& places = m_byBlob[blob];
        const auto same = [&](std::size_t place) { return m_files[place].path == path; };
        if (std::any_of(places.begin(), places.end(), same)) return nullptr;
        places.push_back(m_files.size());
        m_files.emplace_back();
        return &m_files.back();
    }

    /// By path, the newest first: neighbours in the list are most alike.
    std::vector<SavedFile> sorted()
    {
        std::sort(m_files.begin(), m_files.end(), [](const SavedFile& a, const SavedFile& b) {
            if (const auto order = a.path <=> b.path; order != 0) return order < 0;
            return std::tie(b.until, b.since, b.blob) < std::tie(a.until, a.since, a.blob);
        });
        return std::move(m_files);
    }

private:
    std::vector<SavedFile> m_files;
    std::unordered_map<ObjectId, std::vector<std::size_t>, ObjectIdHash> m_byBlob;
};

FileContent contentOf(const SavedFile& file)
{
    return {std::make_shared<const Runs>(file.runs), file.lines, file.binary, file.missing};
}

/// Gives the saved lines numbers of their own, without gaps.
class Renumbering
{
public:
    explicit Renumbering(const LineLedger& ledger) : m_ledger(ledger), m_kept(ledger.size()), m_new(ledger.size()) {}

    void keep(const Runs& runs)
    {
        for (const auto& run : runs) m_kept.add(run);
    }

    void number(SavedState& state)
    {
        if (m_ledger.size() == 0) return;
        m_ledger.forEachWriter({0, m_ledger.size()}, [&](CommitNumber writer, Run run) {
            const std::size_t before = state.flags.size();
            m_kept.forEach(run, [&](LineId line) {
                const auto flags = m_ledger.flags(line);
                m_new[line] = static_cast<LineId>(state.flags.size());
                if ((flags & kLineRespaced) != 0) state.originals.push_back({m_new[line], m_ledger.firstWriter(line)});
                state.flags.push_back(flags);
            });
            if (state.flags.size() > before)
                state.births.push_back({writer, static_cast<std::uint32_t>(state.flags.size() - before)});
        });
    }

    void apply(Runs& runs) const
    {
        for (auto& run : runs) run.first = m_new[run.first];
    }

private:
    const LineLedger& m_ledger;
    LineSet m_kept;
    std::vector<LineId> m_new;
};

} // namespace

bool Engine::restore()
{
    if (m_resume == nullptr) return true;
    auto& ledger = m_provenance.ledger();
    std::size_t at = 0;
    for (const auto& birth : m_resume->births) {
        ledger.write(birth.commit, std::span(m_resume->flags).subspan(at, birth.lines));
        at += birth.lines;
    }
    for (const auto& original : m_resume->originals) ledger.restoreOriginal(original.line, original.writer);
    for (const auto& commit : m_resume->commits) m_provenance.tallies().push_back(commit.tally);

    const auto head = m_graph.find(m_resume->head);
    if (!head || *head >= m_graph.boundaries()) return false;
    SavedVersions versions;
    for (const auto& file : m_resume->files) versions.emplace(file.blob, &file);
    if (!restoreRoot(*head, {}, versions)) return false;
    for (CommitIndex boundary = 0; boundary < m_graph.boundaries(); ++boundary)
        if (boundary != *head && !restoreRoot(boundary, std::span(&m_roots[*head], 1), versions)) return false;
    m_standingBefore = standing(std::span(&*head, 1));
    return true;
}

bool Engine::restoreRoot(CommitIndex boundary, std::span<const NodeId> model, const SavedVersions& versions)
{
    TreeChanges ignored;
    const auto first = static_cast<EventId>(m_events.size());
    m_roots[boundary] = m_trees.mirror(m_graph.commit(boundary).tree, model, m_numbers.number(boundary), ignored);
    if (!ignored.missingTrees.empty()) return false;
    for (EventId event = first; event < m_events.size(); ++event) {
        const std::string text = path(m_events[event].path);
        auto [version, end] = versions.equal_range(m_events[event].blob);
        while (version != end && version->second->path != text) ++version;
        if (version == end) return false;
        m_events[event].commit = version->second->since;
        m_events[event].from = kNoEvent;
        m_provenance.setContent(event, contentOf(*version->second));
    }
    return true;
}

void Engine::retire(EventId event, CommitNumber until)
{
    if (until + m_recent >= m_numbers.size()) m_retired.push_back({event, until, m_provenance.content(event)});
}

void Engine::collectMissing(std::set<ObjectId>& missing) const
{
    for (const auto& reader : m_readers) missing.insert(reader->missing().begin(), reader->missing().end());
    missing.insert(m_treeReader->missing().begin(), m_treeReader->missing().end());
}

SavedState Engine::save(CommitIndex head, std::uint64_t boundaries) const
{
    SavedState state;
    state.head = m_graph.commit(head).id;
    state.boundaries = boundaries;
    state.reach = m_reach;
    const auto& tallies = m_provenance.tallies();
    state.commits.reserve(m_numbers.size());
    for (CommitNumber commit = 0; commit < m_numbers.size(); ++commit)
        state.commits.push_back(
            {m_numbers.id(commit), m_numbers.time(commit), commit < tallies.size() ? tallies[commit] : CommitTally{}});
    state.files = collectVersions(head);
    Renumbering lines(m_provenance.ledger());
    for (const auto& file : state.files) lines.keep(file.runs);
    lines.number(state);
    for (auto& file : state.files) lines.apply(file.runs);
    return state;
}

std::vector<SavedFile> Engine::collectVersions(CommitIndex head) const
{
    VersionList versions;
    const auto add = [&](EventId id, const FileContent& content, CommitNumber until) {
        const FileEvent& event = m_events[id];
        std::string text = path(event.path);
        SavedFile* file = versions.enter(text, event.blob);
        if (file == nullptr) return;
        *file = {std::move(text), event.mode,    event.blob,     event.commit,    until,
                 until == kAtTip, content.lines, content.binary, content.missing, {}};
        if (content.runs) file->runs = *content.runs;
    };
    m_trees.visitFiles(m_roots[head], [&](EventId event) { add(event, m_provenance.content(event), kAtTip); });
    // The newest retirement of a version is the one that counts.
    for (auto retired = m_retired.rbegin(); retired != m_retired.rend(); ++retired)
        add(retired->event, retired->content, retired->until);
    if (m_resume != nullptr)
        for (const auto& old : m_resume->files) {
            const CommitNumber until = old.atTip ? m_numbers.known() : old.until;
            if (until + m_recent < m_numbers.size()) continue;
            SavedFile* file = versions.enter(old.path, old.blob);
            if (file == nullptr) continue;
            *file = old;
            file->until = until;
            file->atTip = false;
        }
    return versions.sorted();
}

Engine::Standing Engine::standing(std::span<const CommitIndex> tips) const
{
    const auto& ledger = m_provenance.ledger();
    Standing standing;
    for (auto* counts : {&standing.alive, &standing.aiAlive, &standing.humanAlive, &standing.revived})
        counts->assign(m_numbers.size(), 0);
    standing.aliveByClass.resize(m_numbers.size());
    standing.revivedByClass.resize(m_numbers.size());
    LineSet lines(ledger.size());
    for (const CommitIndex tip : tips)
        m_trees.visitFiles(m_roots[tip], [&](EventId event) {
            const auto& content = m_provenance.content(event);
            if (!content.runs) return;
            for (const auto& run : *content.runs) lines.add(run);
        });
    if (ledger.size() == 0) return standing;
    ledger.forEachWriter({0, ledger.size()}, [&](CommitNumber writer, Run run) {
        lines.forEach(run, [&](LineId line) {
            const auto flags = ledger.flags(line);
            const std::uint32_t removed = (flags & kLineRemoved) != 0 ? 1 : 0;
            ++standing.alive[writer];
            standing.aiAlive[writer] += (flags & kLineAi) != 0;
            standing.humanAlive[writer] += (flags & kLineHuman) != 0;
            standing.revived[writer] += removed;
            ++standing.aliveByClass[writer][lineClass(flags)];
            standing.revivedByClass[writer][lineClass(flags)] += removed;
        });
    });
    return standing;
}

} // namespace assay::lineage
