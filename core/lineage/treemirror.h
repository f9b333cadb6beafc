// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/history.h"
#include "lineage/treeentry.h"

#include <deque>
#include <functional>
#include <span>

namespace assay::lineage {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = ~NodeId{0};

/// Trees of commits as persistent nodes: equal folders of parent and child are one node and are never read twice. Each
/// file entry carries the event that gave it its content, which is how the life of a file is followed through branches.
class TreeMirror
{
public:
    TreeMirror(ObjectReader& reader, NameTable& names, PathTable& paths, std::vector<FileEvent>& events)
        : m_reader(reader), m_names(names), m_paths(paths), m_events(events)
    {
    }

    /// Mirrors the tree of `commit` on top of its parents' roots (none for a root commit). The caller owns one
    /// reference to the result.
    [[nodiscard]] NodeId mirror(const ObjectId& tree, std::span<const NodeId> parents, std::uint32_t commit,
                                TreeChanges& out);
    /// An empty folder, for histories without a first tree.
    [[nodiscard]] NodeId emptyRoot();
    void retain(NodeId node) { ++m_nodes[node].references; }
    void release(NodeId node);

    /// Calls `visit(event)` for every file below `node`. With `seen`, a node is entered once.
    void visitFiles(NodeId node, const std::function<void(EventId)>& visit, std::vector<bool>* seen = nullptr) const;
    /// Files below `parent` that have no entry of the same path below `child`.
    void findDeleted(NodeId parent, NodeId child, std::vector<EventId>& deleted) const;

private:
    struct Entry
    {
        ObjectId id;
        NameId name = 0;
        std::uint32_t mode = 0;
        std::uint32_t link = 0; ///< node of a folder, event of anything else
        std::uint32_t end = 0;  ///< where its bytes end in the tree object
        [[nodiscard]] bool isTree() const { return mode == kModeTree; }
    };
    struct Node
    {
        ObjectId tree;
        std::uint32_t references = 0;
        std::vector<Entry> entries;
    };
    /// The same folder in each parent, with how far it has been compared.
    struct Side
    {
        const Node* node = nullptr;
        std::size_t next = 0;
        std::size_t end = ~std::size_t{0}; ///< where comparing stops, if before the last entry
        const Entry* match = nullptr;
    };
    struct Build
    {
        std::uint32_t commit = 0;
        TreeChanges* out = nullptr;
        bool merge = false;
        int depth = 0;
    };

    NodeId build(const ObjectId& tree, std::vector<Side> sides, PathId folder, Build& build);
    bool buildBeside(std::string_view bytes, std::vector<Side>& sides, PathId folder, Build& build,
                     std::vector<Entry>& entries);
    void share(std::span<const Entry> shared, std::uint32_t shift, std::vector<Entry>& entries);
    Entry buildEntry(const TreeEntry& raw, std::vector<Side>& sides, PathId folder, Build& build);
    Entry buildFolder(const TreeEntry& raw, Entry entry, std::vector<Side>& sides, PathId folder, Build& build);
    Entry buildFile(Entry entry, std::vector<Side>& sides, PathId folder, Build& build);
    void skipTo(Side& side, const TreeEntry& raw) const;
    void advanceAll(std::vector<Side>& sides, const TreeEntry& raw, const Build& build);
    void advance(Side& side, const TreeEntry& raw, const Entry* found, const Build& build);
    void reportDeleted(const Entry& entry, const Build& build);
    NodeId keepWithoutReading(const std::vector<Side>& sides, PathId folder, Build& build);
    NodeId newNode(const ObjectId& tree);
    int compare(const Entry& entry, const TreeEntry& raw) const;

    ObjectReader& m_reader;
    NameTable& m_names;
    PathTable& m_paths;
    std::vector<FileEvent>& m_events;
    std::deque<Node> m_nodes;
    std::vector<NodeId> m_free;
};

} // namespace assay::lineage
