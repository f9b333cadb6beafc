// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace assay::lineage {

using NameId = std::uint32_t;
using PathId = std::uint32_t;

/// Folder and file names, each stored once.
class NameTable
{
public:
    [[nodiscard]] NameId intern(std::string_view name);
    [[nodiscard]] std::string_view name(NameId id) const { return m_names[id]; }

private:
    std::deque<std::string> m_names;
    std::unordered_map<std::string_view, NameId> m_ids;
};

/// Paths as a tree of names: a path is its folder's path plus a name. Id 0 is the root.
class PathTable
{
public:
    PathTable();
    [[nodiscard]] PathId child(PathId folder, NameId name);
    [[nodiscard]] NameId name(PathId path) const { return m_nodes[path].name; }
    /// `a/b/c`; empty for the root.
    [[nodiscard]] std::string text(PathId path, const NameTable& names) const;
    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }

private:
    struct Node
    {
        PathId folder = 0;
        NameId name = 0;
    };
    std::vector<Node> m_nodes;
    std::unordered_map<std::uint64_t, PathId> m_children;
};

} // namespace assay::lineage
