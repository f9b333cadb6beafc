// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/releases.h"

#include <algorithm>

namespace assay::session {

std::vector<std::optional<Instant>> releaseTimes(const Raw& raw)
{
    // Object ids may occur in two repositories (forks): keys carry the repository.
    std::unordered_map<std::int64_t, std::unordered_map<domain::Oid, std::size_t>> at;
    for (std::size_t i = 0; i < raw.commits.size(); ++i)
        at[raw.commits[i].repository.value].emplace(raw.commits[i].oid, i);
    auto tags = raw.tags;
    std::stable_sort(tags.begin(), tags.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    std::vector<std::optional<Instant>> times(raw.commits.size());
    std::vector<std::size_t> open;
    for (const auto& tag : tags) {
        const auto& commits = at[tag.repository.value];
        const auto visit = [&](const domain::Oid& oid) {
            const auto found = commits.find(oid);
            if (found == commits.end() || times[found->second]) return;
            times[found->second] = tag.at;
            open.push_back(found->second);
        };
        visit(tag.oid);
        while (!open.empty()) {
            const auto next = open.back();
            open.pop_back();
            for (const auto& parent : raw.commits[next].parents) visit(parent);
        }
    }
    return times;
}

} // namespace assay::session
