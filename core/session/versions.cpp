// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/versions.h"

#include "lineage/libraryversion.h"
#include "store/libraryversion.h"

namespace assay::session {

std::vector<std::pair<std::string, std::string>> libraryVersions()
{
    return {{"SQLite", store::libraryVersion()}, {"libgit2", lineage::libraryVersion()}};
}

} // namespace assay::session
