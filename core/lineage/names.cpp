// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/names.h"

namespace assay::lineage {

NameId NameTable::intern(std::string_view name)
{
    if (const auto known = m_ids.find(name); known != m_ids.end()) return known->second;
    const auto id = static_cast<NameId>(m_names.size());
    m_names.emplace_back(name);
    m_ids.emplace(m_names.back(), id);
    return id;
}

PathTable::PathTable() : m_nodes(1) {}

PathId PathTable::child(PathId folder, NameId name)
{
    const std::uint64_t key = (std::uint64_t{folder} << 32U) | name;
    const auto [place, isNew] = m_children.try_emplace(key, static_cast<PathId>(m_nodes.size()));
    if (isNew) m_nodes.push_back({folder, name});
    return place->second;
}

std::string PathTable::text(PathId path, const NameTable& names) const
{
    std::vector<NameId> parts;
    for (; path != 0; path = m_nodes[path].folder) parts.push_back(m_nodes[path].name);
    std::string text;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        if (!text.empty()) text += '/';
        text += names.name(*part);
    }
    return text;
}

} // namespace assay::lineage
