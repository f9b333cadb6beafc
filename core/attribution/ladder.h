// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/commit.h"
#include "domain/provenance.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace assay::attribution {

/// Lines of one commit whose writer is known, from line notes (rung 1) or a vendor's per-commit data (rung 2).
struct LineShare
{
    std::int64_t aiLines = 0;
    std::int64_t humanLines = 0;
    std::int64_t addedLines = 0; ///< by the commit; lines in neither count are unknown
};

/// How the ladder decides. The defaults are the documented ones; each is a setting.
struct LadderSettings
{
    double inferredFrom = 0.5;  ///< inferred evidence at or above this probability makes a commit AI-assisted
    double humanFrom = 0.5;     ///< evidence for human-only counts from this strength on
    double noteCoverage = 0.95; ///< share of added lines known as human from which a note without AI means human-only
};

/// All that is known about one commit.
struct CommitCase
{
    std::span<const domain::Evidence> evidence; ///< any rung, any order
    std::optional<LineShare> lines;             ///< of the strongest rung that has line counts
    bool automation = false;
    bool autonomous = false;
};

/// Rung 1 as evidence: AI if the note names AI lines; human if it knows (nearly) all added lines as human; else
/// nothing, for the lines that a note does not mention are unknown.
[[nodiscard]] std::optional<domain::Evidence>
lineNoteEvidence(const domain::LineNoteRecord& note, std::int64_t addedLines, const LadderSettings& settings = {});
/// Rung 2 as evidence: AI lines that the vendor counted in the commit. What it calls non-AI is only the rest, so that a
/// count of zero says nothing.
[[nodiscard]] std::optional<domain::Evidence> vendorCommitEvidence(std::string_view tool, std::int64_t aiLines,
                                                                   std::int64_t addedLines);

/// The verdict over one commit. AI evidence of any rung outranks evidence for human-only, which outranks nothing:
/// unknown. `aiProbability`: the highest strength among the AI evidence (the rungs describe one and the same event, so
/// they are not multiplied); exactly 0 for human-only; absent when unknown. An inference below `inferredFrom` leaves
/// the commit unknown and keeps its probability. Automation without AI evidence is unknown and flagged.
[[nodiscard]] domain::ProvenanceVerdict verdictOf(const CommitCase& commit, const LadderSettings& settings = {});

/// One commit's part in a change.
struct ChangePart
{
    domain::ProvenanceVerdict verdict;
    std::int64_t addedLines = 0;
    bool merge = false; ///< merge commits carry no work of their own and are passed over unless they declare AI
};

/// The verdict over a change: AI if any part or the pull request itself declares or implies AI; human-only if every
/// part that did work is human-only; automation if every such part is; else unknown. `aiProbability`: 1 − Π(1 − p) over
/// the inferred parts (the telemetry model's chunks are independent given the day's share, so the product over commits
/// is the model's own answer for their sum), at least the highest declared strength. `aiShare`: AI lines over added
/// lines of the parts whose share is known, only if those make up `noteCoverage` of all added lines. `autonomous`:
/// every part that did work is.
[[nodiscard]] domain::ProvenanceVerdict verdictOfChange(std::span<const ChangePart> parts,
                                                        std::span<const domain::Evidence> ofPullRequest,
                                                        bool agentOpenedIt = false,
                                                        const LadderSettings& settings = {});

} // namespace assay::attribution
