// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/libraryversion.h"

#include <fmt/format.h>
#include <git2/common.h>

namespace assay::lineage {

std::string libraryVersion()
{
    int major = 0;
    int minor = 0;
    int revision = 0;
    git_libgit2_version(&major, &minor, &revision);
    return fmt::format("{}.{}.{}", major, minor, revision);
}

} // namespace assay::lineage
