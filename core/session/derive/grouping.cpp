// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/grouping.h"

#include "store/words.h"

#include <algorithm>

namespace assay::session {
namespace {

/// "owner/name" at the end of a remote's address, lower case, without ".git".
std::string slugOf(const std::string& remote)
{
    std::string text = store::lowered(remote);
    while (!text.empty() && text.back() == '/') text.pop_back();
    if (text.size() > 4 && text.compare(text.size() - 4, 4, ".git") == 0) text.resize(text.size() - 4);
    std::replace(text.begin(), text.end(), ':', '/');
    const auto last = text.rfind('/');
    if (last == std::string::npos || last == 0) return text;
    const auto before = text.rfind('/', last - 1);
    return before == std::string::npos ? text : text.substr(before + 1);
}

bool names(const store::RepositoryRow& repository, const std::string& pullRepository)
{
    const auto wanted = store::lowered(pullRepository);
    if (wanted.empty()) return false;
    if (slugOf(repository.remoteUrl) == wanted) return true;
    const auto slash = wanted.rfind('/');
    const auto shortName = slash == std::string::npos ? wanted : wanted.substr(slash + 1);
    return store::lowered(repository.name) == shortName || store::lowered(repository.name) == wanted;
}

/// Finds the repository of a pull request: by name, else by its commits, else the only one there is.
class Assignment
{
public:
    explicit Assignment(const Raw& raw) : m_raw(raw)
    {
        for (std::size_t i = 0; i < raw.commits.size(); ++i) m_byHex.emplace(raw.commits[i].oid.hex(), i);
    }

    const store::RepositoryRow* of(const domain::PullRequestRecord& pull) const
    {
        for (const auto& repository : m_raw.repositories)
            if (names(repository, pull.repository)) return &repository;
        if (const auto* byCommit = holding(pull)) return byCommit;
        return pull.repository.empty() && m_raw.repositories.size() == 1 ? &m_raw.repositories.front() : nullptr;
    }

private:
    const store::RepositoryRow* holding(const domain::PullRequestRecord& pull) const
    {
        for (const auto* hex : {&pull.mergeCommit, &pull.headCommit}) {
            const auto found = m_byHex.find(*hex);
            if (found == m_byHex.end()) continue;
            const auto id = m_raw.commits[found->second].repository;
            for (const auto& repository : m_raw.repositories)
                if (repository.id == id) return &repository;
        }
        return nullptr;
    }

    const Raw& m_raw;
    std::unordered_map<std::string, std::size_t> m_byHex;
};

/// One repository's part of Raw, in the form linking takes.
struct Part
{
    const store::RepositoryRow* repository = nullptr;
    std::vector<std::size_t> commits;
    std::vector<const store::PullRequestRow*> pulls;
};

std::vector<linking::CommitNode> nodesOf(const Raw& raw, const Part& part)
{
    std::unordered_map<domain::Oid, std::uint32_t> index;
    for (std::size_t i = 0; i < part.commits.size(); ++i)
        index.emplace(raw.commits[part.commits[i]].oid, static_cast<std::uint32_t>(i));
    std::vector<linking::CommitNode> nodes(part.commits.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto& commit = raw.commits[part.commits[i]];
        auto& node = nodes[i];
        node.oid = commit.oid;
        for (std::size_t p = 0; p < commit.parents.size(); ++p) {
            const auto parent = index.find(commit.parents[p]);
            if (parent != index.end())
                node.parents.push_back(parent->second);
            else if (p == 0)
                node.firstParentMissing = true;
        }
        node.onMainline = commit.mainline;
        node.author = commit.author.value;
        node.committedAt = commit.committedAt;
        node.message = commit.message;
    }
    return nodes;
}

std::vector<linking::MergedPullRequest> mergedOf(const Part& part)
{
    std::vector<linking::MergedPullRequest> list;
    for (const auto* row : part.pulls) {
        const auto& p = row->pullRequest;
        list.push_back({p.number, *p.merged, p.mergeCommit, p.headCommit, p.commits, p.title, p.sourceBranch});
    }
    return list;
}

void append(std::vector<GroupedChange>& changes, const Raw& raw, const Part& part)
{
    const auto nodes = nodesOf(raw, part);
    const auto pulls = mergedOf(part);
    for (auto& draft : linking::groupChanges(nodes, pulls).changes) {
        GroupedChange change;
        change.repository = part.repository;
        if (draft.pullRequest) change.pull = part.pulls[*draft.pullRequest];
        for (const auto commit : draft.commits) change.commits.push_back(part.commits[commit]);
        if (draft.head != linking::kNoCommit) change.head = part.commits[draft.head];
        change.draft = std::move(draft);
        changes.push_back(std::move(change));
    }
}

} // namespace

std::vector<GroupedChange> groupAll(const Raw& raw)
{
    std::unordered_map<std::int64_t, Part> parts;
    for (const auto& repository : raw.repositories) parts[repository.id.value].repository = &repository;
    for (std::size_t i = 0; i < raw.commits.size(); ++i) parts[raw.commits[i].repository.value].commits.push_back(i);
    const Assignment assignment(raw);
    for (const auto& row : raw.pulls) {
        if (!row.pullRequest.merged) continue;
        const auto* repository = assignment.of(row.pullRequest);
        parts[repository == nullptr ? 0 : repository->id.value].pulls.push_back(&row);
    }
    std::vector<GroupedChange> changes;
    for (const auto& repository : raw.repositories) append(changes, raw, parts[repository.id.value]);
    append(changes, raw, parts[0]);
    std::stable_sort(changes.begin(), changes.end(),
                     [](const auto& a, const auto& b) { return a.draft.mergedAt < b.draft.mergedAt; });
    return changes;
}

} // namespace assay::session
