// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"

#include <string>
#include <vector>

namespace assay::importers {

/// Something in a folder that is not imported, and why: "too deep", "hidden", "not recognised: …".
struct Skipped
{
    std::string path;
    std::string reason;
};

/// What a path stands for, each list sorted by path.
struct FolderContents
{
    std::vector<std::string> files;        ///< ordinary files, to be recognised one by one
    std::vector<std::string> repositories; ///< work trees (a folder that holds `.git`) and bare repositories
    std::vector<Skipped> skipped;
};

/// Expands one path. A file is itself. A folder that holds `.git`, or is a bare repository, is a repository and is not
/// looked into; any other folder is walked, so several repositories and files inside it are several inputs. Hidden
/// entries, links out of the folder and dependency folders are skipped and said. Errors: the path does not exist,
/// cannot be read, or holds nothing to import.
[[nodiscard]] Result<FolderContents> expandPath(const std::string& path, const CancelToken& cancel = {});

} // namespace assay::importers
