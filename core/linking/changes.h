// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "domain/oid.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Commits to changes. A change is a merged pull request; where there is none, a merged branch; else a commit on the
/// mainline.
namespace assay::linking {

/// One commit of a repository. Parents are indices into the same list; a parent that was not imported is left out.
struct CommitNode
{
    domain::Oid oid;
    std::vector<std::uint32_t> parents; ///< first parent first; `firstParentMissing` when that one is not in the list
    bool firstParentMissing =
        false;               ///< shallow clone or lost object: the first entry of `parents` is then a second parent
    bool onMainline = false; ///< on the first-parent chain of the imported tip
    std::int64_t author = 0; ///< identity or person; only compared
    Instant committedAt{};
    std::string_view message; ///< must outlive the call
};

/// A merged pull request of the same repository. Hex ids may be abbreviated.
struct MergedPullRequest
{
    std::int64_t number = 0;
    Instant mergedAt{};
    std::string mergeCommit;
    std::string headCommit;
    std::vector<std::string> commits;
    std::string title;
    std::string sourceBranch;
};

/// Values agree with facts::ChangeKind.
enum class ChangeKind : std::uint8_t
{
    PullRequest,
    Branch,
    Commit
};

/// How a pull request was found in the history.
enum class PullRequestMatch : std::uint8_t
{
    None,
    MergeCommit,
    Subject,
    HeadCommit,
    CommitList,
    Unresolved
};

inline constexpr std::uint32_t kNoCommit = 0xFFFFFFFFU;

struct ChangeDraft
{
    ChangeKind kind = ChangeKind::Commit;
    std::uint32_t head = kNoCommit;         ///< merge commit, or the only commit; kNoCommit: not in this history
    std::optional<std::size_t> pullRequest; ///< index into the input
    PullRequestMatch match = PullRequestMatch::None;
    std::int64_t number = 0; ///< of the pull request, also when only the message names it
    std::string branch;      ///< merged branch, where a message or the pull request names it
    Instant mergedAt{};
    std::vector<std::uint32_t> commits; ///< its commits, oldest first, the head last; empty when unresolved
};

struct Grouping
{
    std::vector<ChangeDraft> changes;   ///< by mergedAt
    std::vector<std::int32_t> changeOf; ///< per commit; -1: not merged (an open branch, or beyond the imported tip)
};

/// Groups the commits of one repository. Every commit belongs to at most one change, and every commit that the mainline
/// reaches to exactly one: the first mainline commit, oldest first, that brought it in; within a merged branch the pull
/// requests merged into it are changes of their own. Where a merge on the mainline brings in the mainline itself
/// ("Merge branch 'main' of …" after a pull, or a branch that was merged by moving the mainline to it), what it brings
/// in is treated as mainline. Linear in commits plus pull requests. Input order does not matter; a cycle among parents
/// (damaged input) ends the walk there and loses no commit that is reachable otherwise.
/// `mainlineBranch`: its name, where known; main, master and trunk are recognised anyway.
[[nodiscard]] Grouping groupChanges(std::span<const CommitNode> commits,
                                    std::span<const MergedPullRequest> pullRequests,
                                    std::string_view mainlineBranch = {});

/// What the subject of a merge or squash commit says.
struct MergeSubject
{
    std::int64_t number = 0; ///< pull or merge request; 0 none
    std::string branch;      ///< source branch without remote and owner; empty if not named
    std::string target;      ///< branch merged into, where the subject names it
    bool merge = false;      ///< worded like a merge
};
/// "Merge pull request #12 from org/PAY-12-x", "Merge branch 'PAY-12-x' into main", "Merge remote-tracking branch
/// 'origin/x'", "Merged in x (pull request #12)", "Merged PR 12: title", "Title (#12)", and GitLab's "See merge request
/// group/project!12" anywhere in the message.
[[nodiscard]] MergeSubject readMergeSubject(std::string_view message);

} // namespace assay::linking
