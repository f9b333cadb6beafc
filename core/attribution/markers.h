// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attribution/rules.h"
#include "base/instant.h"
#include "domain/provenance.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::attribution {

/// What the marker rules look at. Views: nothing is copied, the commit must outlive the call.
struct CommitView
{
    std::string_view authorName;
    std::string_view authorEmail;
    std::string_view committerName;
    std::string_view committerEmail;
    std::string_view message;
    Instant authoredAt{}; ///< chooses the certainty window
};

/// A pull request as the rules see it. Its body is read like a message: footers and trailers at line start.
struct PullRequestView
{
    std::string_view authorLogin;
    std::string_view body;
    std::span<const std::string> labels;
    Instant createdAt{};
};

/// Everything the rules say about one commit or pull request.
struct Markers
{
    std::vector<domain::Evidence> evidence; ///< rung 3, at most one per rule, in rule-independent order of appearance
    bool autonomous = false;                ///< an agent is the author
    bool automation = false;                ///< dependabot and the like, and no AI marker
    bool synthetic = false;                 ///< GitHub's test merge "Merge <sha> into <sha>": no work at all
    std::string askRule; ///< a self-chosen identity looks like an AI tool: the rule, to be put to the user; else empty
    std::string askIdentity; ///< "Name <e-mail>" of that identity
    std::string askName;     ///< its parts, whole
    std::string askEmail;
    std::string askChannel;                                      ///< where it stands: "author", "committer", "trailer"
    domain::EvidenceRole askRole = domain::EvidenceRole::Author; ///< what it did, should it be a tool
};

[[nodiscard]] Markers markersOf(const CommitView& commit, const RuleSet& rules);
[[nodiscard]] Markers markersOf(const PullRequestView& pullRequest, const RuleSet& rules);
/// Only the evidence.
[[nodiscard]] std::vector<domain::Evidence> evidenceOf(const CommitView& commit, const RuleSet& rules);

enum class CommitClass : std::uint8_t
{
    NoMarker,
    AiAssisted,
    AiAutonomous,
    Automation,
    Ask
};
/// "no-marker", "ai-assisted", "ai-autonomous", "automation", "ask".
[[nodiscard]] const char* commitClassId(CommitClass type);
/// AI evidence outranks a question, a question outranks automation. No marker means unknown, not human.
[[nodiscard]] CommitClass classOf(const Markers& markers);

/// Whether an identity belongs to a program (an AI tool's own address, or automation): it is nobody's, and no reviewer.
[[nodiscard]] bool isMachine(std::string_view name, std::string_view emailOrLogin, const RuleSet& rules);

} // namespace assay::attribution
