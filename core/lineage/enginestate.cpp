// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/engine.h"

#include "lineage/savedparts.h"

#include <algorithm>
#include <future>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace assay::lineage {
namespace {

/// Versions of files by path and content; the first that is entered stays.
class VersionList
{
public:
    explicit VersionList(std::size_t expected)
    {
        m_files.reserve(expected);
        m_next.reserve(expected);
        m_byBlob.reserve(expected);
    }

    /// Where the version is to be put; null if there is one already.
    SavedFile* enter(std::string_view path, const ObjectId& blob)
    {
        const auto place = static_cast<std::uint32_t>(m_files.size());
        const auto [entry, fresh] = m_byBlob.try_emplace(blob, place);
        for (std::uint32_t at = fresh ? kEnd : entry->second; at != kEnd; at = m_next[at])
            if (m_files[at].path == path) return nullptr;
        m_next.push_back(fresh ? kEnd : std::exchange(entry->second, place));
        m_files.emplace_back();
        return &m_files.back();
    }

    /// By path, the newest first: neighbours in the list are most alike.
    std::vector<SavedFile> sorted()
    {
        std::vector<SavedFile*> order;
        order.reserve(m_files.size());
        for (auto& file : m_files) order.push_back(&file);
        std::sort(order.begin(), order.end(), [](const SavedFile* a, const SavedFile* b) {
            if (const int compared = a->path.compare(b->path); compared != 0) return compared < 0;
            return std::tie(b->until, b->since, b->blob) < std::tie(a->until, a->since, a->blob);
        });
        std::vector<SavedFile> files;
        files.reserve(order.size());
        for (auto* file : order) files.push_back(std::move(*file));
        return files;
    }

private:
    static constexpr std::uint32_t kEnd = ~std::uint32_t{0};
    std::vector<SavedFile> m_files;
    std::vector<std::uint32_t> m_next; ///< of the versions with the same content
    std::unordered_map<ObjectId, std::uint32_t, ObjectIdHash> m_byBlob;
};

/// Of the lines that `standing` holds, how many each commit wrote. `forEachWriter(visit)` calls `visit(commit, run)`
/// for all lines, ascending; `flags` has one byte for each.
template <class ForEachWriter>
Engine::Standing countStanding(const LineSet& lines, std::span<const std::uint8_t> flags, std::size_t commits,
                               ForEachWriter forEachWriter)
{
    constexpr auto kCounted = static_cast<std::uint8_t>(~(kLineCode | kLineRespaced));
    Engine::Standing standing;
    for (auto* counts : {&standing.alive, &standing.aiAlive, &standing.humanAlive, &standing.revived})
        counts->assign(commits, 0);
    standing.aliveByClass.resize(commits);
    standing.revivedByClass.resize(commits);
    const auto count = [&](CommitNumber writer, std::uint8_t alike, std::uint32_t size) {
        const std::uint32_t removed = (alike & kLineRemoved) != 0 ? size : 0;
        standing.alive[writer] += size;
        standing.aiAlive[writer] += (alike & kLineAi) != 0 ? size : 0;
        standing.humanAlive[writer] += (alike & kLineHuman) != 0 ? size : 0;
        standing.revived[writer] += removed;
        standing.aliveByClass[writer][lineClass(alike)] += size;
        standing.revivedByClass[writer][lineClass(alike)] += removed;
    };
    forEachWriter([&](CommitNumber writer, Run run) {
        lines.forEachStretch(run, [&](Run stretch) {
            const auto some = flags.subspan(stretch.first, stretch.count);
            for (std::size_t from = 0, to = 0; from < some.size(); from = to) {
                const auto alike = static_cast<std::uint8_t>(some[from] & kCounted);
                for (to = from + 1; to < some.size() && (some[to] & kCounted) == alike;) ++to;
                count(writer, alike, static_cast<std::uint32_t>(to - from));
            }
        });
    });
    return standing;
}

/// At the saved tip.
Engine::Standing standingAt(const SavedState& state)
{
    LineSet lines(static_cast<LineId>(state.flags.size()));
    for (const auto& file : state.files)
        if (file.atTip)
            for (const auto& run : runsOf(file.runs)) lines.add(run);
    return countStanding(lines, state.flags, state.commits.size(), [&state](auto visit) {
        LineId first = 0;
        for (const auto& birth : state.births) {
            visit(birth.commit, Run{first, birth.lines});
            first += birth.lines;
        }
    });
}

/// Those of all files. What a version shares with the one before it in the list is there already.
LineSet linesOf(const std::vector<SavedFile>& files, LineId size)
{
    LineSet lines(size);
    const SavedFile none;
    const SavedFile* before = &none;
    for (const auto& file : files) {
        const Runs& runs = runsOf(file.runs);
        for (const auto& run : sharedEnds(runs, runsOf(before->runs)).middle(runs)) lines.add(run);
        before = &file;
    }
    return lines;
}

/// Gives the saved lines numbers of their own, without gaps.
void numberLines(const LineLedger& ledger, SavedState& state)
{
    const LineSet kept = linesOf(state.files, ledger.size());
    const auto& ranks = state.ranks.emplace(kept);
    if (ledger.size() == 0) return;
    state.flags.reserve(ranks.size());
    ledger.forEachWriter({0, ledger.size()}, [&](CommitNumber writer, Run run) {
        const std::size_t before = state.flags.size();
        kept.forEachStretch(run, [&](Run stretch) {
            const auto flags = ledger.allFlags().subspan(stretch.first, stretch.count);
            state.flags.insert(state.flags.end(), flags.begin(), flags.end());
        });
        if (state.flags.size() > before)
            state.births.push_back({writer, static_cast<std::uint32_t>(state.flags.size() - before)});
    });
    for (const auto& original : ledger.originals())
        if (kept.contains(original.line)) state.originals.push_back({ranks.rank(original.line), original.writer});
}

} // namespace

bool Engine::restore()
{
    if (m_resume == nullptr) return true;
    auto standing = std::async(std::launch::async, [this] { return standingAt(*m_resume); });
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
    versions.reserve(m_resume->files.size());
    for (const auto& file : m_resume->files) versions.emplace(file.blob, &file);
    if (!restoreRoot(*head, {}, versions) || !m_unsaved.empty()) return false;
    for (CommitIndex boundary = 0; boundary < m_graph.boundaries(); ++boundary)
        if (boundary != *head && !restoreRoot(boundary, std::span(&m_roots[*head], 1), versions)) return false;
    m_standingBefore = standing.get();
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
        if (version == end) {
            m_unsaved.push_back(event);
            continue;
        }
        m_events[event].commit = version->second->since;
        m_events[event].from = kNoEvent;
        m_provenance.setContent(
            event, {version->second->runs, version->second->lines, version->second->binary, version->second->missing});
    }
    return true;
}

/// The tree that an old branch left holds many versions that were replaced long ago. Few or none of them are changed on
/// the branch, or stand where it was merged.
bool Engine::buildsOnUnsaved(const Window& window) const
{
    return std::any_of(m_unsaved.begin(), m_unsaved.end(),
                       [&](EventId event) { return m_uses[event] > 0 || window.needed[event]; });
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
    numberLines(m_provenance.ledger(), state);
    return state;
}

std::vector<SavedFile> Engine::collectVersions(CommitIndex head) const
{
    VersionList versions(m_retired.size() + (m_resume != nullptr ? m_resume->files.size() : 0));
    const auto add = [&](EventId id, const FileContent& content, CommitNumber until) {
        const FileEvent& event = m_events[id];
        std::string text = path(event.path);
        SavedFile* file = versions.enter(text, event.blob);
        if (file == nullptr) return;
        *file = {std::move(text), event.mode,    event.blob,     event.commit,    until,
                 until == kAtTip, content.lines, content.binary, content.missing, content.runs};
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
    LineSet lines(ledger.size());
    for (const CommitIndex tip : tips)
        m_trees.visitFiles(m_roots[tip], [&](EventId event) {
            for (const auto& run : runsOf(m_provenance.content(event).runs)) lines.add(run);
        });
    return countStanding(lines, ledger.allFlags(), m_numbers.size(), [&ledger](auto visit) {
        if (ledger.size() > 0) ledger.forEachWriter({0, ledger.size()}, visit);
    });
}

} // namespace assay::lineage
