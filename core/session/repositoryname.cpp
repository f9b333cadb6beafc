// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/repositoryname.h"

#include <algorithm>
#include <string_view>

namespace assay::session {
namespace {

/// The folders that lead to the repository, the nearest first, its own name and a bare ".git" left out.
std::vector<std::string> foldersBefore(std::string_view location)
{
    std::vector<std::string> parts;
    while (!location.empty()) {
        const auto cut = location.find_last_of("/:\\");
        const auto part = cut == std::string_view::npos ? location : location.substr(cut + 1);
        if (!part.empty() && part != ".git") parts.emplace_back(part);
        if (cut == std::string_view::npos) break;
        location.remove_suffix(location.size() - cut);
    }
    if (!parts.empty()) parts.erase(parts.begin());
    return parts;
}

} // namespace

std::string distinctRepositoryName(const std::string& wanted, const std::vector<std::string>& taken,
                                   const std::string& remoteUrl, const std::string& path)
{
    const auto isFree = [&taken](const std::string& name) {
        return std::find(taken.begin(), taken.end(), name) == taken.end();
    };
    std::string name = wanted;
    for (const auto& folder : foldersBefore(remoteUrl.empty() ? path : remoteUrl)) {
        if (isFree(name)) return name;
        name.insert(0, folder + '/');
    }
    if (isFree(name)) return name;
    for (int number = 2;; ++number) {
        auto numbered = wanted + " (" + std::to_string(number) + ')';
        if (isFree(numbered)) return numbered;
    }
}

} // namespace assay::session
