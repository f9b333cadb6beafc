// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/engine.h"

#include <algorithm>
#include <map>

namespace assay::lineage {
namespace {

using VersionKey = std::pair<std::string, ObjectId>;

FileContent contentOf(const SavedFile& file)
{
    return {std::make_shared<const Runs>(file.runs), file.lines, file.binary, file.missing};
}

/// Gives the saved lines numbers of their own, without gaps.
class Renumbering
{
public:
    explicit Renumbering(const LineLedger& ledger) : m_ledger(ledger), m_new(ledger.size(), kNoLine) {}

    void mark(const Runs& runs)
    {
        for (const auto& run : runs) std::fill_n(m_new.begin() + run.first, run.count, LineId{0});
    }

    void number(SavedState& state)
    {
        LineId next = 0;
        if (m_ledger.size() == 0) return;
        m_ledger.forEachWriter({0, m_ledger.size()}, [&](CommitNumber writer, Run run) {
            const LineId before = next;
            for (LineId line = run.first; line < run.first + run.count; ++line) {
                if (m_new[line] == kNoLine) continue;
                m_new[line] = next++;
                state.flags.push_back(m_ledger.flags(line));
                if ((m_ledger.flags(line) & kLineRespaced) != 0)
                    state.originals.push_back({m_new[line], m_ledger.firstWriter(line)});
            }
            if (next > before) state.births.push_back({writer, next - before});
        });
    }

    void apply(Runs& runs) const
    {
        for (auto& run : runs) run.first = m_new[run.first];
    }

private:
    const LineLedger& m_ledger;
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
    std::map<VersionKey, const SavedFile*> versions;
    for (const auto& file : m_resume->files) versions[{file.path, file.blob}] = &file;
    if (!restoreRoot(*head, {}, versions)) return false;
    for (CommitIndex boundary = 0; boundary < m_graph.boundaries(); ++boundary)
        if (boundary != *head && !restoreRoot(boundary, std::span(&m_roots[*head], 1), versions)) return false;
    m_standingBefore = standing(std::span(&*head, 1));
    return true;
}

bool Engine::restoreRoot(CommitIndex boundary, std::span<const NodeId> model,
                         const std::map<VersionKey, const SavedFile*>& versions)
{
    TreeChanges ignored;
    const auto first = static_cast<EventId>(m_events.size());
    m_roots[boundary] = m_trees.mirror(m_graph.commit(boundary).tree, model, m_numbers.number(boundary), ignored);
    if (!ignored.missingTrees.empty()) return false;
    for (EventId event = first; event < m_events.size(); ++event) {
        const auto version = versions.find({path(m_events[event].path), m_events[event].blob});
        if (version == versions.end()) return false;
        m_events[event].commit = version->second->since;
        m_events[event].from = kNoEvent;
        m_provenance.setContent(event, contentOf(*version->second));
    }
    return true;
}

void Engine::retire(EventId event, CommitNumber until)
{
    if (until + kRecentCommits >= m_numbers.size()) m_retired.push_back({event, until, m_provenance.content(event)});
}

SavedState Engine::save(CommitIndex head, std::uint64_t boundaries) const
{
    SavedState state;
    state.head = m_graph.commit(head).id;
    state.boundaries = boundaries;
    const auto& tallies = m_provenance.tallies();
    for (CommitNumber commit = 0; commit < m_numbers.size(); ++commit)
        state.commits.push_back(
            {m_numbers.id(commit), m_numbers.time(commit), commit < tallies.size() ? tallies[commit] : CommitTally{}});
    collectVersions(head, state.files);
    Renumbering lines(m_provenance.ledger());
    for (const auto& file : state.files) lines.mark(file.runs);
    lines.number(state);
    for (auto& file : state.files) lines.apply(file.runs);
    return state;
}

void Engine::collectVersions(CommitIndex head, std::vector<SavedFile>& files) const
{
    std::map<VersionKey, SavedFile> versions;
    const auto add = [&](EventId id, const FileContent& content, CommitNumber until) {
        const FileEvent& event = m_events[id];
        SavedFile file{path(event.path), event.mode,    event.blob,     event.commit,    until,
                       until == kAtTip,  content.lines, content.binary, content.missing, {}};
        if (content.runs) file.runs = *content.runs;
        versions.try_emplace({file.path, file.blob}, std::move(file));
    };
    m_trees.visitFiles(m_roots[head], [&](EventId event) { add(event, m_provenance.content(event), kAtTip); });
    // The newest retirement of a version is the one that counts.
    for (auto retired = m_retired.rbegin(); retired != m_retired.rend(); ++retired)
        add(retired->event, retired->content, retired->until);
    if (m_resume != nullptr)
        for (auto file : m_resume->files) {
            if (file.atTip) file.until = m_numbers.known();
            file.atTip = false;
            if (file.until + kRecentCommits >= m_numbers.size())
                versions.try_emplace({file.path, file.blob}, std::move(file));
        }
    for (auto& [key, file] : versions) files.push_back(std::move(file));
}

} // namespace assay::lineage
