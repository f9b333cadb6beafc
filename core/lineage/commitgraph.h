// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"
#include "lineage/knowncommits.h"
#include "lineage/objects.h"

#include <span>
#include <unordered_map>
#include <vector>

namespace assay::lineage {

/// Position of a commit in a graph's order: parents always come before children.
using CommitIndex = std::uint32_t;

struct GraphCommit
{
    ObjectId id;
    ObjectId tree;
    std::int64_t time = 0;      ///< committer's clock, Unix seconds
    bool boundary = false;      ///< known from an earlier reading: stands first, without parents, only to be built upon
    std::uint32_t knownAs = 0;  ///< of a boundary: its number among the known commits
    bool parentMissing = false; ///< a parent is named, not grafted away, and not in the repository
    ObjectRef text;             ///< the commit object; may be dropped once it has been reported
};

/// What replaces a commit's own list of parents: shallow boundaries (none) and grafts.
using ParentOverrides = std::unordered_map<ObjectId, std::vector<ObjectId>, ObjectIdHash>;

/// All commits reachable from some tips, parents before children, by date among those that are free.
class CommitGraph
{
public:
    /// Commits in `known` become boundaries, before all others; what lies behind them is not entered.
    [[nodiscard]] static Result<CommitGraph> load(ObjectReader& reader, std::span<const ObjectId> tips,
                                                  const ParentOverrides& overrides, const KnownCommits& known,
                                                  const CancelToken& cancel, const ProgressFn& progress);

    [[nodiscard]] std::size_t size() const { return m_commits.size(); }
    [[nodiscard]] const GraphCommit& commit(CommitIndex index) const { return m_commits[index]; }
    [[nodiscard]] std::span<const CommitIndex> parents(CommitIndex index) const
    {
        return std::span(m_parents).subspan(m_parentBegin[index], m_parentBegin[index + 1] - m_parentBegin[index]);
    }
    /// Boundaries are the commits 0 … boundaries()-1.
    [[nodiscard]] CommitIndex boundaries() const { return m_boundaries; }
    [[nodiscard]] std::optional<CommitIndex> find(const ObjectId& id) const;
    void dropText(CommitIndex index) { m_commits[index].text.reset(); }

private:
    friend class GraphLoader;
    std::vector<GraphCommit> m_commits;
    std::vector<std::uint32_t> m_parentBegin;
    std::vector<CommitIndex> m_parents;
    std::unordered_map<ObjectId, CommitIndex, ObjectIdHash> m_index;
    CommitIndex m_boundaries = 0;
};

} // namespace assay::lineage
