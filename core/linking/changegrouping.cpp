// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/asciitext.h"
#include "linking/changes.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_map>

namespace assay::linking {
namespace {

/// Commits one after the other in one rebase merge carry committer times this close together.
constexpr std::chrono::minutes kRebaseSpan{5};

/// Finds commits by full or abbreviated hex id.
class OidIndex
{
public:
    explicit OidIndex(std::span<const CommitNode> commits) : m_commits(commits), m_order(commits.size())
    {
        std::iota(m_order.begin(), m_order.end(), 0U);
        std::sort(m_order.begin(), m_order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return bytesLess(commits[a].oid.bytes(), commits[b].oid.bytes());
        });
    }

    /// kNoCommit if there is none, or if an abbreviation fits several.
    [[nodiscard]] std::uint32_t find(std::string_view hex) const
    {
        if (hex.size() < 7 || hex.size() > 64) return kNoCommit;
        std::array<std::uint8_t, 32> low{};
        for (std::size_t i = 0; i < hex.size(); ++i) {
            const char c = lowerAscii(hex[i]);
            if (!isAsciiDigit(c) && (c < 'a' || c > 'f')) return kNoCommit;
            const int digit = isAsciiDigit(c) ? c - '0' : c - 'a' + 10;
            low.at(i / 2) = static_cast<std::uint8_t>(low.at(i / 2) | (i % 2 == 0 ? digit << 4 : digit));
        }
        const std::span<const std::uint8_t> key(low.data(), (hex.size() + 1) / 2);
        const auto first = std::lower_bound(m_order.begin(), m_order.end(), key, [&](std::uint32_t a, auto bytes) {
            return bytesLess(m_commits[a].oid.bytes(), bytes);
        });
        if (first == m_order.end() || !startsWith(*first, hex)) return kNoCommit;
        const auto next = std::next(first);
        return next != m_order.end() && startsWith(*next, hex) ? kNoCommit : *first;
    }

private:
    static bool bytesLess(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b)
    {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
    }
    [[nodiscard]] bool startsWith(std::uint32_t commit, std::string_view hex) const
    {
        const std::string full = m_commits[commit].oid.hex();
        return full.size() >= hex.size() && equalsNoCase(std::string_view(full).substr(0, hex.size()), hex);
    }

    std::span<const CommitNode> m_commits;
    std::vector<std::uint32_t> m_order;
};

class Grouper
{
public:
    Grouper(std::span<const CommitNode> commits, std::span<const MergedPullRequest> pullRequests,
            std::string_view mainline)
        : m_commits(commits), m_pullRequests(pullRequests), m_mainline(mainline), m_index(commits),
          m_headOf(commits.size(), kNone), m_matchOf(commits.size(), PullRequestMatch::None),
          m_placed(pullRequests.size(), false)
    {
        m_result.changeOf.assign(commits.size(), -1);
        for (std::size_t i = 0; i < pullRequests.size(); ++i) m_byNumber.try_emplace(pullRequests[i].number, i);
    }

    Grouping run()
    {
        matchByMergeCommit();
        matchByMessage();
        walkMainline();
        placeTheRest();
        finish();
        return std::move(m_result);
    }

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    static constexpr std::int32_t kEach = -1;

    /// A first-parent chain still to be claimed, newest first; commits go to `enclosing` unless they merge a pull
    /// request. Without an enclosing change the chain is a copy of the mainline, and each commit is a change.
    struct Frame
    {
        std::vector<std::uint32_t> chain;
        std::int32_t enclosing;
    };

    void assign(std::uint32_t commit, std::size_t pullRequest, PullRequestMatch match)
    {
        if (commit == kNoCommit || m_headOf[commit] != kNone || m_placed[pullRequest]) return;
        m_headOf[commit] = pullRequest;
        m_matchOf[commit] = match;
        m_placed[pullRequest] = true;
    }

    void matchByMergeCommit()
    {
        for (std::size_t i = 0; i < m_pullRequests.size(); ++i)
            assign(m_index.find(m_pullRequests[i].mergeCommit), i, PullRequestMatch::MergeCommit);
    }

    /// Also second parents that are the head of a pull request: merged by hand on the command line.
    void matchByMessage()
    {
        m_subjects.resize(m_commits.size());
        std::unordered_map<std::uint32_t, std::size_t> heads;
        for (std::size_t i = 0; i < m_pullRequests.size(); ++i)
            if (const std::uint32_t head = m_index.find(m_pullRequests[i].headCommit); head != kNoCommit)
                heads.try_emplace(head, i);
        for (std::uint32_t c = 0; c < m_commits.size(); ++c) m_subjects[c] = readMergeSubject(m_commits[c].message);
        for (const bool mainline : {true, false}) // a copy on some branch must not win over the real thing
            matchByMessage(mainline, heads);
    }

    void matchByMessage(bool mainline, const std::unordered_map<std::uint32_t, std::size_t>& heads)
    {
        for (std::uint32_t c = 0; c < m_commits.size(); ++c) {
            if (m_commits[c].onMainline != mainline) continue;
            const auto named = m_subjects[c].number > 0 ? m_byNumber.find(m_subjects[c].number) : m_byNumber.end();
            if (named != m_byNumber.end()) assign(c, named->second, PullRequestMatch::Subject);
            for (const std::uint32_t parent : sideParents(c))
                if (const auto head = heads.find(parent); head != heads.end())
                    assign(c, head->second, PullRequestMatch::HeadCommit);
        }
    }

    [[nodiscard]] std::span<const std::uint32_t> sideParents(std::uint32_t commit) const
    {
        const CommitNode& node = m_commits[commit];
        const std::span<const std::uint32_t> parents(node.parents);
        return node.firstParentMissing || parents.empty() ? parents : parents.subspan(1);
    }
    [[nodiscard]] std::uint32_t firstParent(std::uint32_t commit) const
    {
        const CommitNode& node = m_commits[commit];
        return node.firstParentMissing || node.parents.empty() ? kNoCommit : node.parents.front();
    }
    [[nodiscard]] bool claimed(std::uint32_t commit) const { return m_result.changeOf[commit] >= 0; }

    void claim(std::uint32_t commit, std::int32_t change)
    {
        m_result.changeOf[commit] = change;
        m_result.changes[static_cast<std::size_t>(change)].commits.push_back(commit);
    }

    std::int32_t open(std::uint32_t head)
    {
        ChangeDraft draft;
        draft.head = head;
        draft.mergedAt = m_commits[head].committedAt;
        draft.number = m_subjects[head].number;
        draft.branch = m_subjects[head].branch;
        if (m_headOf[head] != kNone) {
            draft.kind = ChangeKind::PullRequest;
            draft.match = m_matchOf[head];
            nameAfter(draft, m_headOf[head]);
        } else if (draft.number > 0 && m_subjects[head].merge) {
            draft.kind = ChangeKind::PullRequest; // no export of pull requests, but the merge itself says so
            draft.match = PullRequestMatch::Subject;
        } else if (!sideParents(head).empty()) {
            draft.kind = ChangeKind::Branch;
        }
        m_result.changes.push_back(std::move(draft));
        return static_cast<std::int32_t>(m_result.changes.size()) - 1;
    }

    void nameAfter(ChangeDraft& draft, std::size_t pullRequest)
    {
        const MergedPullRequest& source = m_pullRequests[pullRequest];
        draft.pullRequest = pullRequest;
        draft.number = source.number;
        draft.mergedAt = source.mergedAt;
        if (!source.sourceBranch.empty()) draft.branch = source.sourceBranch;
    }

    /// The part of a first-parent chain that nobody has claimed, newest first. `m_onChain` guards against cycles.
    std::vector<std::uint32_t> unclaimedChain(std::uint32_t tip)
    {
        std::vector<std::uint32_t> chain;
        for (std::uint32_t c = tip; c != kNoCommit && !claimed(c) && m_onChain[c] == 0; c = firstParent(c)) {
            m_onChain[c] = 1;
            chain.push_back(c);
        }
        return chain;
    }

    void walkMainline()
    {
        m_onChain.assign(m_commits.size(), 0);
        for (const std::uint32_t c : mainlineOldestFirst()) {
            if (claimed(c)) continue;
            m_onChain[c] = 1;
            const std::int32_t change = open(c);
            takeSides(c, change);
            claim(c, change);
        }
    }

    std::vector<std::uint32_t> mainlineOldestFirst() const
    {
        std::vector<std::uint32_t> flagged;
        std::vector<std::uint8_t> isFirstParent(m_commits.size(), 0);
        for (std::uint32_t c = 0; c < m_commits.size(); ++c) {
            if (!m_commits[c].onMainline) continue;
            flagged.push_back(c);
            if (const std::uint32_t parent = firstParent(c); parent != kNoCommit) isFirstParent[parent] = 1;
        }
        std::vector<std::uint32_t> order;
        std::vector<std::uint8_t> seen(m_commits.size(), 0);
        for (const std::uint32_t tip : flagged) {
            if (isFirstParent[tip] != 0) continue;
            std::vector<std::uint32_t> chain;
            for (std::uint32_t c = tip; c != kNoCommit && m_commits[c].onMainline && seen[c] == 0; c = firstParent(c)) {
                seen[c] = 1;
                chain.push_back(c);
            }
            order.insert(order.end(), chain.rbegin(), chain.rend());
        }
        return order;
    }

    /// Claims what `head` brought in through its other parents.
    void takeSides(std::uint32_t head, std::int32_t change)
    {
        std::vector<Frame> stack;
        const auto push = [&](std::uint32_t commit, std::int32_t enclosing) {
            for (const std::uint32_t side : sideParents(commit))
                if (Frame frame{unclaimedChain(side), enclosing}; !frame.chain.empty())
                    stack.push_back(std::move(frame));
        };
        push(head, bringsMainline(head) ? kEach : change);
        while (!stack.empty()) {
            Frame& frame = stack.back();
            if (frame.chain.empty()) {
                stack.pop_back();
                continue;
            }
            const std::uint32_t commit = frame.chain.back();
            const std::int32_t enclosing = frame.enclosing;
            frame.chain.pop_back();
            const bool own = enclosing == kEach || mergesPullRequest(commit);
            const std::int32_t target = own ? open(commit) : enclosing;
            claim(commit, target);
            push(commit, enclosing == kEach && bringsMainline(commit) ? kEach : target);
        }
    }

    [[nodiscard]] bool bringsMainline(std::uint32_t commit) const
    {
        const MergeSubject& subject = m_subjects[commit];
        if (m_headOf[commit] != kNone || !subject.merge || subject.branch.empty() || subject.number > 0) return false;
        return subject.branch == m_mainline || subject.branch == "main" || subject.branch == "master" ||
               subject.branch == "trunk" || subject.branch == subject.target;
    }

    /// Within a branch, only a commit that surely is a merge of its own; a subject "(#12)" alone may be a cherry-pick.
    [[nodiscard]] bool mergesPullRequest(std::uint32_t commit) const
    {
        if (m_headOf[commit] != kNone) return true;
        return m_subjects[commit].number > 0 && m_subjects[commit].merge && !sideParents(commit).empty();
    }

    /// Rebase and fast-forward merges, and pull requests whose commits are not in this history at all.
    void placeTheRest()
    {
        for (std::size_t i = 0; i < m_pullRequests.size(); ++i) {
            if (m_placed[i]) continue;
            std::vector<std::uint32_t> found;
            for (const std::string& hex : m_pullRequests[i].commits)
                if (const std::uint32_t c = m_index.find(hex); c != kNoCommit && movable(c)) found.push_back(c);
            if (const std::uint32_t c = m_index.find(m_pullRequests[i].headCommit);
                c != kNoCommit && movable(c) && std::find(found.begin(), found.end(), c) == found.end())
                found.push_back(c);
            adopt(i, found, PullRequestMatch::CommitList);
        }
        for (std::uint32_t c = 0; c < m_commits.size(); ++c)
            if (m_headOf[c] != kNone) takeRebased(c);
    }

    /// A commit that stands alone on the mainline, or that nothing has claimed.
    [[nodiscard]] bool movable(std::uint32_t commit) const
    {
        if (!claimed(commit)) return true;
        const ChangeDraft& owner = m_result.changes[static_cast<std::size_t>(m_result.changeOf[commit])];
        return owner.kind == ChangeKind::Commit && owner.commits.size() == 1;
    }

    void adopt(std::size_t pullRequest, std::vector<std::uint32_t>& commits, PullRequestMatch match)
    {
        std::stable_sort(commits.begin(), commits.end(), [&](std::uint32_t a, std::uint32_t b) {
            return m_commits[a].committedAt < m_commits[b].committedAt;
        });
        ChangeDraft draft;
        draft.kind = ChangeKind::PullRequest;
        draft.match = commits.empty() ? PullRequestMatch::Unresolved : match;
        nameAfter(draft, pullRequest);
        if (!commits.empty()) draft.head = commits.back();
        m_placed[pullRequest] = true;
        m_result.changes.push_back(std::move(draft));
        const auto change = static_cast<std::int32_t>(m_result.changes.size()) - 1;
        for (const std::uint32_t c : commits) {
            release(c);
            claim(c, change);
        }
    }

    void release(std::uint32_t commit)
    {
        if (!claimed(commit)) return;
        m_result.changes[static_cast<std::size_t>(m_result.changeOf[commit])].commits.clear(); // dropped in finish()
        m_result.changes[static_cast<std::size_t>(m_result.changeOf[commit])].head = kNoCommit;
        m_result.changeOf[commit] = -1;
    }

    /// A pull request merged by rebase: its last commit is the "merge commit", the others stand before it on the
    /// mainline.
    void takeRebased(std::uint32_t head)
    {
        const MergedPullRequest& source = m_pullRequests[m_headOf[head]];
        if (!claimed(head)) { // merged into a branch that the mainline does not reach
            claim(head, open(head));
            for (const std::string& hex : source.commits)
                if (const std::uint32_t c = m_index.find(hex); c != kNoCommit && !claimed(c))
                    claim(c, m_result.changeOf[head]);
        }
        if (source.commits.size() < 2 || m_subjects[head].number > 0 || !sideParents(head).empty()) return;
        const std::int32_t change = m_result.changeOf[head];
        std::uint32_t c = firstParent(head);
        for (std::size_t left = source.commits.size() - 1; left > 0 && c != kNoCommit; --left, c = firstParent(c)) {
            const bool sameHand = m_commits[c].author == m_commits[head].author;
            const auto apart = m_commits[head].committedAt - m_commits[c].committedAt;
            if (!sameHand || apart > kRebaseSpan || apart < -kRebaseSpan || !claimed(c) || !movable(c)) return;
            release(c);
            claim(c, change);
        }
    }

    void finish()
    {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < m_result.changes.size(); ++i) {
            ChangeDraft& draft = m_result.changes[i];
            if (draft.commits.empty() && draft.match != PullRequestMatch::Unresolved) continue;
            order.push_back(i);
            // The head last, the others by age: claims arrive in walking order.
            std::stable_sort(draft.commits.begin(), draft.commits.end(), [&](std::uint32_t a, std::uint32_t b) {
                if ((a == draft.head) != (b == draft.head)) return b == draft.head;
                return m_commits[a].committedAt < m_commits[b].committedAt;
            });
        }
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return m_result.changes[a].mergedAt < m_result.changes[b].mergedAt;
        });
        std::vector<ChangeDraft> sorted;
        sorted.reserve(order.size());
        for (const std::size_t i : order) {
            for (const std::uint32_t c : m_result.changes[i].commits)
                m_result.changeOf[c] = static_cast<std::int32_t>(sorted.size());
            sorted.push_back(std::move(m_result.changes[i]));
        }
        m_result.changes = std::move(sorted);
    }

    std::span<const CommitNode> m_commits;
    std::span<const MergedPullRequest> m_pullRequests;
    std::string_view m_mainline;
    OidIndex m_index;
    std::vector<std::size_t> m_headOf; ///< per commit: the pull request it merges
    std::vector<PullRequestMatch> m_matchOf;
    std::vector<bool> m_placed; ///< per pull request
    std::unordered_map<std::int64_t, std::size_t> m_byNumber;
    std::vector<MergeSubject> m_subjects;
    std::vector<std::uint8_t> m_onChain;
    Grouping m_result;
};

} // namespace

Grouping groupChanges(std::span<const CommitNode> commits, std::span<const MergedPullRequest> pullRequests,
                      std::string_view mainlineBranch)
{
    return Grouper(commits, pullRequests, mainlineBranch).run();
}

} // namespace assay::linking
