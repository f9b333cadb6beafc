// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/oid.h"
#include "synth/packwriter.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace assay::synth {

/// The folders of one repository at one moment, as Git trees. Only what changed since the last write is written again.
class FolderTree
{
public:
    /// Puts a blob at a path; an empty id takes it away.
    void set(std::string_view path, const domain::Oid& blob);
    /// Writes the changed folders and gives the root's id.
    domain::Oid write(PackWriter& pack);

private:
    struct Node
    {
        domain::Oid blob; ///< of a file
        std::unique_ptr<FolderTree> folder;
    };
    std::map<std::string, Node, std::less<>> m_nodes; ///< folders with a trailing slash: Git's order
    PackWriter::Series m_series;
    domain::Oid m_written;
    bool m_changed = true;
};

} // namespace assay::synth
