// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace assay::lineage {

/// A repository's folder of objects and those it borrows from (`git clone --shared`, forks on a server): each once, the
/// own one first, as `info/alternates` lists them. Folders that are not there are left out, as Git leaves them out.
[[nodiscard]] std::vector<std::string> objectFolders(const std::string& own);

} // namespace assay::lineage
