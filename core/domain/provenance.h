// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assay::domain {

/// Who wrote it, as far as the evidence goes. Unknown is a value: never shown as human.
enum class Provenance : std::uint8_t
{
    Unknown,
    Human,
    Ai
};
[[nodiscard]] const char* provenanceId(Provenance provenance); ///< "unknown", "human", "ai"

/// Rungs of the evidence ladder (design.md, section 4). 1 strongest.
enum class Rung : std::uint8_t
{
    LineNotes = 1,
    VendorCommit = 2,
    Marker = 3,
    Telemetry = 4,
    Coverage = 5
};

enum class EvidenceRole : std::uint8_t
{
    Author,
    CoAuthor,
    Assisted,
    ReviewFix,
    Editor
};

/// One reason to believe that AI helped with a commit (or, on rung 5, that it did not).
struct Evidence
{
    Rung rung = Rung::Marker;
    std::string rule; ///< id of the rule that fired
    std::string tool; ///< catalogue id, empty if unknown
    EvidenceRole role = EvidenceRole::Assisted;
    std::string
        channel; ///< "author", "committer", "trailer", "footer", "subject", "label", "note", "telemetry", "seat"
    double strength = 1;  ///< probability that the claim holds; declared evidence carries its rule's certainty
    bool declared = true; ///< false: inferred
    bool human = false;   ///< rung 5: speaks for human-only
    std::string text;     ///< the matching line, cut to 200 characters
};

/// The verdict over all evidence of one commit or change.
struct ProvenanceVerdict
{
    Provenance provenance = Provenance::Unknown;
    bool declared = false;               ///< AI by declaration rather than inference
    std::optional<double> aiProbability; ///< absent when unknown
    std::optional<double> aiShare;       ///< share of added lines, where it is known
    bool autonomous = false;             ///< an agent was the author
    bool automation = false;             ///< dependabot and the like: neither AI-assisted nor human-only work
    std::vector<std::string> tools;
};

} // namespace assay::domain
