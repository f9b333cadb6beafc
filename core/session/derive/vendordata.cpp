// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/vendordata.h"

#include "store/words.h"

#include <algorithm>

namespace assay::session {
namespace {

constexpr std::size_t kShortestHash = 7;

/// Commits in the order of their ids, to be found by the beginning of one.
class ByHash
{
public:
    explicit ByHash(const Raw& raw) : m_raw(raw)
    {
        for (const auto& repository : raw.repositories) m_repositories.emplace(repository.id.value, &repository);
        m_order.reserve(raw.commits.size());
        for (std::size_t i = 0; i < raw.commits.size(); ++i) m_order.emplace_back(raw.commits[i].oid.hex(), i);
        std::sort(m_order.begin(), m_order.end());
    }

    std::optional<std::size_t> find(const std::string& hash, const std::string& repository) const
    {
        if (hash.size() < kShortestHash) return std::nullopt;
        const auto prefix = store::lowered(hash);
        auto at = std::lower_bound(m_order.begin(), m_order.end(), std::pair(prefix, std::size_t{0}));
        std::vector<std::size_t> fits;
        for (; at != m_order.end() && at->first.starts_with(prefix); ++at) fits.push_back(at->second);
        if (fits.size() == 1) return fits.front();
        std::optional<std::size_t> only;
        for (const auto fit : fits) {
            if (!isNamed(m_raw.commits[fit].repository.value, repository)) continue;
            if (only) return std::nullopt;
            only = fit;
        }
        return only;
    }

private:
    bool isNamed(std::int64_t id, const std::string& name) const
    {
        const auto found = m_repositories.find(id);
        if (found == m_repositories.end() || name.empty()) return false;
        const auto asked = store::lowered(name);
        const auto own = store::lowered(found->second->name);
        const auto remote = store::lowered(found->second->remoteUrl);
        const auto last = asked.substr(asked.rfind('/') + 1);
        return own == asked || own == last || own.ends_with('/' + asked) ||
               remote.find('/' + asked) != std::string::npos || remote.find(':' + asked) != std::string::npos;
    }

    const Raw& m_raw;
    std::unordered_map<std::int64_t, const store::RepositoryRow*> m_repositories;
    std::vector<std::pair<std::string, std::size_t>> m_order;
};

} // namespace

VendorData::VendorData(const Raw& raw)
{
    if (raw.vendorCommits.empty()) return;
    const ByHash commits(raw);
    for (const auto& record : raw.vendorCommits) {
        const auto at = commits.find(record.commit, record.repository);
        if (!at) {
            ++m_unmatched;
            continue;
        }
        if (!record.aiAdded) continue;
        auto& lines = m_lines[*at][record.tool];
        lines = std::max(lines, *record.aiAdded);
    }
}

std::vector<VendorLines> VendorData::of(std::size_t commit) const
{
    std::vector<VendorLines> list;
    if (const auto found = m_lines.find(commit); found != m_lines.end())
        for (const auto& [tool, lines] : found->second) list.push_back({tool, lines});
    return list;
}

} // namespace assay::session
