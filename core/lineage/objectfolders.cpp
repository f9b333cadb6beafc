// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/objectfolders.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace assay::lineage {
namespace {

namespace fs = std::filesystem;

constexpr int kMostSteps = 5; ///< from one lender to the next, as in Git

/// One folder a line, relative to the folder of the list; lines that begin with # are remarks. Quoted names, which
/// only line feeds in a name need, are left to libgit2.
void collect(const fs::path& folder, int steps, std::vector<std::string>& folders)
{
    std::error_code ignored;
    const fs::path real = fs::weakly_canonical(folder, ignored);
    if (!fs::is_directory(real, ignored)) return;
    if (std::find(folders.begin(), folders.end(), real.string()) != folders.end()) return;
    folders.push_back(real.string());
    if (steps == kMostSteps) return;
    std::ifstream list(real / "info" / "alternates");
    for (std::string line; std::getline(list, line);)
        if (!line.empty() && line.front() != '#' && line.front() != '"') collect(real / line, steps + 1, folders);
}

} // namespace

std::vector<std::string> objectFolders(const std::string& own)
{
    std::vector<std::string> folders;
    collect(own, 0, folders);
    return folders;
}

} // namespace assay::lineage
