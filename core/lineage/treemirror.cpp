// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/treemirror.h"

#include "lineage/linetable.h"

#include <algorithm>
#include <cstring>

namespace assay::lineage {
namespace {

/// Deeper folders are hostile input, not source code.
constexpr int kMaxDepth = 1024;

/// Git's order of tree entries: folders compare as if their name ended in a slash.
int compareNames(std::string_view a, bool aTree, std::string_view b, bool bTree)
{
    const std::size_t common = std::min(a.size(), b.size());
    if (const int order = std::memcmp(a.data(), b.data(), common); order != 0) return order;
    const int endA = a.size() > common ? static_cast<unsigned char>(a[common]) : (aTree ? '/' : 0);
    const int endB = b.size() > common ? static_cast<unsigned char>(b[common]) : (bTree ? '/' : 0);
    return endA - endB;
}

} // namespace

NodeId TreeMirror::mirror(const ObjectId& tree, std::span<const NodeId> parents, std::uint32_t commit, TreeChanges& out)
{
    std::vector<Side> sides;
    for (const NodeId parent : parents) sides.push_back({&m_nodes[parent]});
    if (!sides.empty() && sides.front().node->tree == tree) {
        retain(parents.front());
        return parents.front();
    }
    Build state{commit, &out, parents.size() > 1, 0};
    return build(tree, std::move(sides), 0, state);
}

NodeId TreeMirror::emptyRoot()
{
    return newNode(ObjectId{});
}

NodeId TreeMirror::newNode(const ObjectId& tree)
{
    NodeId id = 0;
    if (m_free.empty()) {
        id = static_cast<NodeId>(m_nodes.size());
        m_nodes.emplace_back();
    } else {
        id = m_free.back();
        m_free.pop_back();
    }
    m_nodes[id].tree = tree;
    m_nodes[id].references = 1;
    return id;
}

void TreeMirror::release(NodeId node)
{
    if (node == kNoNode || --m_nodes[node].references > 0) return;
    const auto entries = std::move(m_nodes[node].entries);
    m_nodes[node].entries = {};
    m_free.push_back(node);
    for (const auto& entry : entries)
        if (entry.isTree()) release(entry.link);
}

int TreeMirror::compare(const Entry& entry, const TreeEntry& raw) const
{
    return compareNames(m_names.name(entry.name), entry.isTree(), raw.name, raw.mode == kModeTree);
}

NodeId TreeMirror::build(const ObjectId& tree, std::vector<Side> sides, PathId folder, Build& state)
{
    const ObjectRef raw = state.depth < kMaxDepth ? m_reader.read(tree, ObjectKind::Tree) : nullptr;
    if (!raw) return keepWithoutReading(sides, folder, state);
    ++state.depth;
    std::vector<Entry> entries;
    if (!sides.empty() && sides.front().node != nullptr) entries.reserve(sides.front().node->entries.size() + 2);
    std::string_view bytes = raw->view();
    if (!buildBeside(bytes, sides, folder, state, entries)) {
        TreeEntry entry;
        while (nextTreeEntry(bytes, entry)) {
            advanceAll(sides, entry, state);
            entries.push_back(buildEntry(entry, sides, folder, state));
            entries.back().end = static_cast<std::uint32_t>(raw->size() - bytes.size());
        }
        if (!state.merge)
            for (auto& side : sides)
                while (side.node != nullptr && side.next < side.node->entries.size())
                    reportDeleted(side.node->entries[side.next++], state);
    }
    const NodeId node = newNode(tree);
    m_nodes[node].entries = std::move(entries);
    --state.depth;
    return node;
}

/// Most of a folder's bytes are the first parent's, at both ends: only what lies between is read. At a merge the first
/// parent's entries go before all others', so these need not be asked about the ends. False if nothing was done.
bool TreeMirror::buildBeside(std::string_view bytes, std::vector<Side>& sides, PathId folder, Build& state,
                             std::vector<Entry>& entries)
{
    if (sides.empty() || sides.front().node == nullptr) return false;
    Side& side = sides.front();
    const std::span<const Entry> old(side.node->entries);
    const ObjectRef oldRaw = old.empty() ? nullptr : m_reader.read(side.node->tree, ObjectKind::Tree);
    if (!oldRaw) return false;
    const std::string_view before = oldRaw->view();
    const auto endsBy = [&](std::size_t at) {
        return static_cast<std::size_t>(
            std::upper_bound(old.begin(), old.end(), at, [](std::size_t a, const Entry& e) { return a < e.end; }) -
            old.begin());
    };
    const std::size_t head = endsBy(commonPrefix(before, bytes));
    const std::size_t headBytes = head > 0 ? old[head - 1].end : 0;
    const std::size_t equalTail = commonSuffix(before.substr(headBytes), bytes.substr(headBytes));
    std::size_t tail = endsBy(before.size() - equalTail); // first entry of the equal tail
    if ((tail > 0 ? old[tail - 1].end : 0) < before.size() - equalTail) ++tail;
    if (tail > old.size()) return false;
    const std::size_t tailBytes = before.size() - (tail > 0 ? old[tail - 1].end : 0);
    const std::string_view middle = bytes.substr(headBytes, bytes.size() - headBytes - tailBytes);
    TreeEntry entry;
    std::string_view rest = middle;
    while (nextTreeEntry(rest, entry)) {
    }
    if (!rest.empty()) return false; // modes may be padded: the equal tail began within an entry

    share(old.first(head), 0, entries);
    side.next = head;
    side.end = tail;
    if (rest = middle; nextTreeEntry(rest, entry))
        for (std::size_t i = 1; i < sides.size(); ++i) skipTo(sides[i], entry);
    for (rest = middle; nextTreeEntry(rest, entry);) {
        advanceAll(sides, entry, state);
        entries.push_back(buildEntry(entry, sides, folder, state));
        entries.back().end = static_cast<std::uint32_t>(headBytes + middle.size() - rest.size());
    }
    if (!state.merge)
        while (side.next < tail) reportDeleted(old[side.next++], state);
    share(old.subspan(tail), static_cast<std::uint32_t>(bytes.size() - before.size()), entries);
    return true;
}

/// Takes over entries as they are, `shift` bytes further down.
void TreeMirror::share(std::span<const Entry> shared, std::uint32_t shift, std::vector<Entry>& entries)
{
    for (Entry entry : shared) {
        if (entry.isTree()) retain(entry.link);
        entry.end += shift;
        entries.push_back(entry);
    }
}

/// To the first entry that is not before `raw`.
void TreeMirror::skipTo(Side& side, const TreeEntry& raw) const
{
    if (side.node == nullptr) return;
    const auto& entries = side.node->entries;
    const auto at = std::partition_point(entries.begin(), entries.end(),
                                         [&](const Entry& entry) { return compare(entry, raw) < 0; });
    side.next = static_cast<std::size_t>(at - entries.begin());
}

void TreeMirror::advanceAll(std::vector<Side>& sides, const TreeEntry& raw, const Build& state)
{
    const Entry* found = nullptr;
    for (auto& side : sides) {
        advance(side, raw, found, state);
        if (side.match != nullptr) found = side.match;
    }
}

/// `found`: the same entry in another parent, if one is known: names that are the same need not be compared as texts.
void TreeMirror::advance(Side& side, const TreeEntry& raw, const Entry* found, const Build& state)
{
    side.match = nullptr;
    if (side.node == nullptr) return;
    const std::size_t end = std::min(side.end, side.node->entries.size());
    if (found != nullptr && side.next < end) {
        const Entry& entry = side.node->entries[side.next];
        if (entry.name == found->name && entry.isTree() == found->isTree()) {
            side.match = &entry;
            ++side.next;
            return;
        }
    }
    for (; side.next < end; ++side.next) {
        const Entry& entry = side.node->entries[side.next];
        const int order = compare(entry, raw);
        if (order > 0) return;
        if (order == 0) {
            side.match = &entry;
            ++side.next;
            return;
        }
        if (!state.merge) reportDeleted(entry, state);
    }
}

TreeMirror::Entry TreeMirror::buildEntry(const TreeEntry& raw, std::vector<Side>& sides, PathId folder, Build& state)
{
    const Entry* first = sides.empty() ? nullptr : sides.front().match;
    if (first != nullptr && first->id == raw.id && first->mode == raw.mode) {
        if (first->isTree()) retain(first->link);
        return *first;
    }
    Entry entry{raw.id, first != nullptr ? first->name : m_names.intern(raw.name), raw.mode, 0};
    return entry.isTree() ? buildFolder(raw, entry, sides, folder, state) : buildFile(entry, sides, folder, state);
}

TreeMirror::Entry TreeMirror::buildFolder(const TreeEntry& raw, Entry entry, std::vector<Side>& sides, PathId folder,
                                          Build& state)
{
    std::vector<Side> below;
    const Entry* equal = nullptr;
    bool open = false; // an earlier parent has another version: its files come first
    for (const auto& side : sides) {
        if (side.match == nullptr) {
            below.push_back({});
            continue;
        }
        if (!open && equal == nullptr && side.match->id == raw.id) equal = side.match;
        open = true;
        below.push_back({&m_nodes[side.match->link]});
    }
    if (equal != nullptr) {
        retain(equal->link);
        entry.link = equal->link;
        return entry;
    }
    entry.link = build(raw.id, std::move(below), m_paths.child(folder, entry.name), state);
    return entry;
}

TreeMirror::Entry TreeMirror::buildFile(Entry entry, std::vector<Side>& sides, PathId folder, Build& state)
{
    if (state.merge)
        for (const auto& side : sides)
            if (side.match != nullptr && side.match->id == entry.id) {
                entry.link = side.match->link;
                return entry;
            }
    const auto event = static_cast<EventId>(m_events.size());
    m_events.push_back({entry.id, state.commit, m_paths.child(folder, entry.name), entry.mode, kNoEvent});
    entry.link = event;
    if (state.merge) {
        MergeContent content{event, {}};
        for (const auto& side : sides) content.from.push_back(side.match != nullptr ? side.match->link : kNoEvent);
        state.out->merged.push_back(std::move(content));
        return entry;
    }
    const Entry* before = sides.empty() ? nullptr : sides.front().match;
    if (before != nullptr) m_events.back().from = before->link;
    state.out->changes.push_back({m_events.back().from, event});
    return entry;
}

void TreeMirror::reportDeleted(const Entry& entry, const Build& state)
{
    if (!entry.isTree()) {
        state.out->changes.push_back({entry.link, kNoEvent});
        return;
    }
    for (const auto& below : m_nodes[entry.link].entries) reportDeleted(below, state);
}

NodeId TreeMirror::keepWithoutReading(const std::vector<Side>& sides, PathId folder, Build& state)
{
    state.out->missingTrees.push_back(folder);
    for (const auto& side : sides) {
        if (side.node == nullptr) continue;
        const NodeId copy = newNode(side.node->tree);
        m_nodes[copy].entries = side.node->entries;
        for (const auto& entry : m_nodes[copy].entries)
            if (entry.isTree()) retain(entry.link);
        return copy;
    }
    return newNode(ObjectId{});
}

void TreeMirror::visitFiles(NodeId node, const std::function<void(EventId)>& visit, std::vector<bool>* seen) const
{
    if (seen != nullptr) {
        if (seen->size() < m_nodes.size()) seen->resize(m_nodes.size());
        if ((*seen)[node]) return;
        (*seen)[node] = true;
    }
    for (const auto& entry : m_nodes[node].entries) {
        if (entry.isTree())
            visitFiles(entry.link, visit, seen);
        else
            visit(entry.link);
    }
}

void TreeMirror::findDeleted(NodeId parent, NodeId child, std::vector<EventId>& deleted) const
{
    if (parent == child || m_nodes[parent].tree == m_nodes[child].tree) return;
    const auto& others = m_nodes[child].entries;
    std::size_t next = 0;
    for (const auto& entry : m_nodes[parent].entries) {
        const TreeEntry key{m_names.name(entry.name), entry.mode, entry.id};
        while (next < others.size() && compare(others[next], key) < 0) ++next;
        const bool present = next < others.size() && compare(others[next], key) == 0;
        if (!present && entry.isTree())
            visitFiles(entry.link, [&](EventId event) { deleted.push_back(event); });
        else if (!present)
            deleted.push_back(entry.link);
        else if (entry.isTree())
            findDeleted(entry.link, others[next].link, deleted);
    }
}

} // namespace assay::lineage
