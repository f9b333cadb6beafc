// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

/// Ticket keys in what people write: messages, branches, titles, bodies.
namespace assay::linking {

/// Where a key stood, strongest first. The strength of a link is a judgement of how often such a mention means "this
/// work is for that ticket": 1 means the author said so in a form made for it, 0.5 a mere mention.
enum class KeyChannel : std::uint8_t
{
    PullRequestCloses, ///< 1.0   the system's own list of closed issues
    ClosingWord,       ///< 0.95  "fixes #12", "Closes: PAY-3"
    Branch,            ///< 0.95  source branch of the pull request or merge
    Subject,           ///< 0.9   first line of a message, or title of a pull request
    Trailer,           ///< 0.9   "Ticket: PAY-12", "Refs: PAY-12" on a line of its own
    MangledTitle,      ///< 0.8   "Bssef25 t9 2 log in", which GitHub makes of the branch BSSEF25T9-2-Log-in
    TicketSide,        ///< 0.95  the ticket names the pull request
    Body,              ///< 0.5   anywhere else
};
/// "closes", "closing-word", "branch", "subject", "trailer", "mangled-title", "ticket", "body".
[[nodiscard]] const char* keyChannelId(KeyChannel channel);
[[nodiscard]] double keyStrength(KeyChannel channel);

struct TicketMention
{
    std::string key; ///< as the known ticket spells it; else in upper case, or "owner/repo#12", "#12"
    KeyChannel channel = KeyChannel::Body;
    bool known = false; ///< a ticket of that key was imported
    bool operator==(const TicketMention&) const = default;
};

/// Finds ticket keys. Once tickets are known, only keys of their projects count, so that UTF-8, SHA-256 and ISO-8601
/// are none; while none are known, a list of such standards is left out instead. A mention in several places is given
/// once, with its strongest channel; the order is that of first appearance. Copies of a finder share nothing; const use
/// is thread-safe.
class TicketFinder
{
public:
    /// Keys of all imported tickets: "PAY-12", "owner/repo#12", "#12".
    explicit TicketFinder(std::span<const std::string> knownKeys);

    /// A commit message of `repository` ("owner/name" or empty). Merge subjects are read for the branch they name.
    [[nodiscard]] std::vector<TicketMention> inMessage(std::string_view message, std::string_view repository) const;
    /// A branch name: keys in any case; "issue-12", "12-title", "gh-12" too where such an issue is known.
    [[nodiscard]] std::vector<TicketMention> inBranch(std::string_view branch, std::string_view repository) const;

    struct PullRequestText
    {
        std::string_view repository;
        std::string_view title;
        std::string_view body;
        std::string_view branch;
        std::span<const std::string> closes; ///< "#12", "owner/repo#12", "PAY-3"
    };
    [[nodiscard]] std::vector<TicketMention> inPullRequest(const PullRequestText& pullRequest) const;

    [[nodiscard]] bool anyKnown() const { return !m_known.empty(); }
    /// The known spelling of a key as somebody wrote it ("pay-12", "#12" in that repository); empty if unknown.
    [[nodiscard]] std::string knownKey(std::string_view key, std::string_view repository) const;

private:
    using Mentions = std::vector<TicketMention>;
    void scan(std::string_view text, std::string_view repository, KeyChannel channel, bool anyCase,
              Mentions& into) const;
    void scanProjectKey(std::string_view text, std::size_t dash, KeyChannel channel, bool anyCase,
                        Mentions& into) const;
    void scanNumber(std::string_view text, std::size_t hash, std::string_view repository, KeyChannel channel,
                    Mentions& into) const;
    void scanMangled(std::string_view title, Mentions& into) const;
    void scanBody(std::string_view text, std::string_view repository, bool skipFirst, Mentions& into) const;
    void add(std::string key, bool known, KeyChannel channel, Mentions& into) const;
    [[nodiscard]] bool isProject(std::string_view lowerProject) const;

    std::unordered_map<std::string, std::string> m_known; ///< lower-case key → key
    std::unordered_set<std::string> m_projects;           ///< lower case
    bool m_issues = false;                                ///< tickets with "#" are known
};

} // namespace assay::linking
