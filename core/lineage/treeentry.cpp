// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/treeentry.h"

#include "lineage/history.h"

namespace assay::lineage {
namespace {

std::uint32_t canonicalMode(std::uint32_t mode)
{
    switch (mode & kModeTypeMask) {
    case 0100000:
        return (mode & 0100U) != 0 ? kModeExecutable : kModeFile;
    case kModeLink:
        return kModeLink;
    case kModeTree:
        return kModeTree;
    default:
        return kModeSubmodule;
    }
}

} // namespace

bool nextTreeEntry(std::string_view& bytes, TreeEntry& entry)
{
    std::uint32_t mode = 0;
    std::size_t at = 0;
    for (; at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '7'; ++at)
        mode = mode * 8 + static_cast<std::uint32_t>(bytes[at] - '0');
    if (at == 0 || at >= bytes.size() || bytes[at] != ' ') return false;
    const auto nameEnd = bytes.find('\0', ++at);
    if (nameEnd == std::string_view::npos || bytes.size() - nameEnd < 21) return false;
    entry.name = bytes.substr(at, nameEnd - at);
    entry.mode = canonicalMode(mode);
    entry.id = ObjectId::fromRaw(bytes.data() + nameEnd + 1);
    bytes.remove_prefix(nameEnd + 21);
    return true;
}

} // namespace assay::lineage
