// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/foldertree.h"

namespace assay::synth {

void FolderTree::set(std::string_view path, const domain::Oid& blob)
{
    m_changed = true;
    const std::size_t slash = path.find('/');
    if (slash != std::string_view::npos) {
        auto& node = m_nodes[std::string(path.substr(0, slash + 1))];
        if (!node.folder) node.folder = std::make_unique<FolderTree>();
        node.folder->set(path.substr(slash + 1), blob);
        if (node.folder->m_nodes.empty()) m_nodes.erase(std::string(path.substr(0, slash + 1)));
        return;
    }
    if (blob.empty())
        m_nodes.erase(std::string(path));
    else
        m_nodes[std::string(path)].blob = blob;
}

domain::Oid FolderTree::write(PackWriter& pack)
{
    if (!m_changed) return m_written;
    std::string content;
    for (auto& [name, node] : m_nodes) {
        const domain::Oid oid = node.folder ? node.folder->write(pack) : node.blob;
        content += node.folder ? "40000 " : "100644 ";
        content.append(name, 0, node.folder ? name.size() - 1 : name.size());
        content += '\0';
        content.append(reinterpret_cast<const char*>(oid.bytes().data()), oid.bytes().size());
    }
    m_written = pack.addVersion(ObjectType::Tree, m_series, std::move(content));
    m_changed = false;
    return m_written;
}

} // namespace assay::synth
