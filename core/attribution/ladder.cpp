// SPDX-License-Identifier: GPL-3.0-or-later
#include "attribution/ladder.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::attribution {
namespace {

using domain::Evidence;
using domain::Provenance;
using domain::ProvenanceVerdict;
using domain::Rung;

std::optional<Evidence> fromLines(Rung rung, std::string_view rule, std::string_view channel, std::string_view tool,
                                  const LineShare& lines, const LadderSettings& settings)
{
    Evidence evidence;
    evidence.rung = rung;
    evidence.rule = rule;
    evidence.tool = tool;
    evidence.channel = channel;
    if (lines.aiLines > 0) {
        evidence.text = fmt::format("{} of {} added lines", lines.aiLines, lines.addedLines);
        return evidence;
    }
    const bool covered = lines.addedLines > 0 && static_cast<double>(lines.humanLines) >=
                                                     settings.noteCoverage * static_cast<double>(lines.addedLines);
    if (!covered) return std::nullopt;
    evidence.rung = Rung::Coverage;
    evidence.human = true;
    evidence.text = fmt::format("{} of {} added lines known as human", lines.humanLines, lines.addedLines);
    return evidence;
}

void addTool(std::vector<std::string>& tools, const std::string& tool)
{
    if (!tool.empty() && std::find(tools.begin(), tools.end(), tool) == tools.end()) tools.push_back(tool);
}

/// The strongest claims of a set of evidence.
struct Claims
{
    double declared = -1;
    double inferred = -1;
    double human = -1;
    std::vector<std::string> tools;
};

Claims claimsOf(std::span<const Evidence> evidence)
{
    Claims claims;
    for (const Evidence& e : evidence) {
        double& claim = e.human ? claims.human : e.declared ? claims.declared : claims.inferred;
        claim = std::max(claim, e.strength);
    }
    for (const Evidence& e : evidence)
        if (!e.human && (e.declared || claims.declared < 0)) addTool(claims.tools, e.tool);
    return claims;
}

std::optional<double> shareOf(const std::optional<LineShare>& lines)
{
    if (!lines || lines->addedLines <= 0) return std::nullopt;
    if (lines->aiLines == 0 && lines->humanLines == 0) return std::nullopt;
    return std::clamp(static_cast<double>(lines->aiLines) / static_cast<double>(lines->addedLines), 0.0, 1.0);
}

} // namespace

std::optional<Evidence> lineNoteEvidence(const domain::LineNoteRecord& note, std::int64_t addedLines,
                                         const LadderSettings& settings)
{
    if (!note.measured) return std::nullopt;
    return fromLines(Rung::LineNotes, "line-note", "note", note.tool, {note.aiLines, note.humanLines, addedLines},
                     settings);
}

std::optional<Evidence> vendorCommitEvidence(std::string_view tool, std::int64_t aiLines, std::int64_t addedLines)
{
    return fromLines(Rung::VendorCommit, "vendor-commit", "vendor", tool, {aiLines, 0, addedLines}, {});
}

ProvenanceVerdict verdictOf(const CommitCase& commit, const LadderSettings& settings)
{
    Claims claims = claimsOf(commit.evidence);
    ProvenanceVerdict verdict;
    verdict.autonomous = commit.autonomous;
    if (claims.declared >= 0) {
        verdict.provenance = Provenance::Ai;
        verdict.declared = true;
        verdict.aiProbability = std::max(claims.declared, claims.inferred);
        verdict.aiShare = shareOf(commit.lines);
        verdict.tools = std::move(claims.tools);
        return verdict;
    }
    if (commit.automation) {
        verdict.automation = true;
        return verdict;
    }
    if (claims.inferred >= 0) {
        verdict.aiProbability = claims.inferred;
        if (claims.inferred >= settings.inferredFrom) {
            verdict.provenance = Provenance::Ai;
            verdict.tools = std::move(claims.tools);
        }
        return verdict;
    }
    if (claims.human >= settings.humanFrom) {
        verdict.provenance = Provenance::Human;
        verdict.aiProbability = 0.0;
        verdict.aiShare = 0.0;
    }
    return verdict;
}

namespace {

/// Sums over the parts of a change.
struct ChangeSums
{
    double declared = -1;
    double noInference = 1; ///< Π(1 − p) over inferred parts
    bool inferred = false;
    int working = 0;
    int human = 0;
    int automation = 0;
    int autonomous = 0;
    std::int64_t added = 0;
    std::int64_t known = 0;
    double aiLines = 0;
    std::vector<std::string> tools;
};

void count(ChangeSums& sums, const ChangePart& part)
{
    const ProvenanceVerdict& verdict = part.verdict;
    if (part.merge && !verdict.declared) return;
    ++sums.working;
    sums.human += verdict.provenance == Provenance::Human ? 1 : 0;
    sums.automation += verdict.automation ? 1 : 0;
    sums.autonomous += verdict.autonomous ? 1 : 0;
    sums.added += part.addedLines;
    if (verdict.aiShare) {
        sums.known += part.addedLines;
        sums.aiLines += *verdict.aiShare * static_cast<double>(part.addedLines);
    }
    if (verdict.declared)
        sums.declared = std::max(sums.declared, verdict.aiProbability.value_or(1.0));
    else if (verdict.provenance != Provenance::Human && verdict.aiProbability) {
        sums.inferred = true;
        sums.noInference *= 1 - *verdict.aiProbability;
    }
    for (const std::string& tool : verdict.tools) addTool(sums.tools, tool);
}

} // namespace

ProvenanceVerdict verdictOfChange(std::span<const ChangePart> parts, std::span<const Evidence> ofPullRequest,
                                  bool agentOpenedIt, const LadderSettings& settings)
{
    ChangeSums sums;
    for (const ChangePart& part : parts) count(sums, part);
    const Claims claims = claimsOf(ofPullRequest);
    const double declared = std::max(sums.declared, claims.declared);
    for (const std::string& tool : claims.tools) addTool(sums.tools, tool);

    ProvenanceVerdict verdict;
    verdict.autonomous = agentOpenedIt || (sums.working > 0 && sums.autonomous == sums.working);
    const double inferred = sums.inferred ? 1 - sums.noInference : -1;
    if (declared >= 0 || inferred >= 0) verdict.aiProbability = std::max(declared, inferred);
    if (declared >= 0 || inferred >= settings.inferredFrom) {
        verdict.provenance = Provenance::Ai;
        verdict.declared = declared >= 0;
        verdict.tools = std::move(sums.tools);
        if (sums.added > 0 &&
            static_cast<double>(sums.known) >= settings.noteCoverage * static_cast<double>(sums.added))
            verdict.aiShare = sums.aiLines / static_cast<double>(sums.added);
        return verdict;
    }
    if (inferred >= 0 || sums.working == 0) return verdict;
    if (sums.automation == sums.working)
        verdict.automation = true;
    else if (sums.human + sums.automation == sums.working) {
        verdict.provenance = Provenance::Human;
        verdict.aiProbability = 0.0;
        verdict.aiShare = 0.0;
    }
    return verdict;
}

} // namespace assay::attribution
