// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/exporttexts.h"
#include "synth/messages.h"
#include "synth/textfile.h"

#include <fmt/format.h>

namespace assay::synth {
namespace {

std::string forgeUser(const Person& person)
{
    return fmt::format(R"({{"is_bot":{},"login":{},"name":{}}})", person.bot, quoted(person.login),
                       quoted(person.name));
}

std::string stampOrNull(const std::optional<Instant>& at)
{
    return at ? '"' + isoInstant(std::chrono::floor<std::chrono::seconds>(*at)) + '"' : "null";
}

const char* reviewState(domain::ReviewState state)
{
    switch (state) {
    case domain::ReviewState::Approved:
        return "APPROVED";
    case domain::ReviewState::ChangesRequested:
        return "CHANGES_REQUESTED";
    case domain::ReviewState::Dismissed:
        return "DISMISSED";
    case domain::ReviewState::Commented:
        break;
    }
    return "COMMENTED";
}

void writeCommits(TextOut out, const Organisation& organisation, int row, const GitIds& ids)
{
    const auto& change = organisation.changes[static_cast<std::size_t>(row)];
    const auto& author = organisation.people[static_cast<std::size_t>(change.author)];
    fmt::format_to(out, R"("commits":[)");
    for (int i = 0; i < change.commitCount; ++i) {
        const auto c = static_cast<std::size_t>(change.firstCommit + i);
        const std::string message = commitMessage(organisation, row, i, {});
        const std::string headline = message.substr(0, message.find('\n'));
        const std::string authored = stampOrNull(organisation.commits[c].authored);
        fmt::format_to(
            out,
            R"({}{{"oid":"{}","messageHeadline":{},"authoredDate":{},"committedDate":{},"authors":[{{"login":{},"email":{}}}]}})",
            i > 0 ? "," : "", ids.commits[c].hex(), quoted(headline), authored, authored, quoted(author.login),
            quoted(author.commitEmail));
    }
    fmt::format_to(out, "],");
}

void writeReviews(TextOut out, const Organisation& organisation, const Change& change)
{
    fmt::format_to(out, R"("reviews":[)");
    bool first = true;
    for (const auto& review : change.reviews) {
        const auto& reviewer = organisation.people[static_cast<std::size_t>(review.reviewer)];
        fmt::format_to(out,
                       R"({}{{"author":{{"login":{}}},"authorAssociation":"MEMBER","state":"{}","submittedAt":{}}})",
                       first ? "" : ",", quoted(reviewer.login), reviewState(review.state), stampOrNull(review.at));
        first = false;
    }
    fmt::format_to(out, "],");
}

void writePull(TextOut out, const Organisation& organisation, int row, const GitIds& ids)
{
    const auto& change = organisation.changes[static_cast<std::size_t>(row)];
    const auto& author = organisation.people[static_cast<std::size_t>(change.author)];
    const char* state = change.merged ? "MERGED" : change.closed ? "CLOSED" : "OPEN";
    const auto head = static_cast<std::size_t>(change.firstCommit + change.commitCount - 1);
    const auto& landed = ids.landed[static_cast<std::size_t>(row)];
    fmt::format_to(out,
                   R"({{"number":{},"url":"{}/pull/{}","state":"{}","isDraft":false,"title":{},"body":{},"author":{},)",
                   change.number, repositoryUrl(organisation, change.repository), change.number, state,
                   quoted(pullTitle(organisation, row)), quoted(pullBody(organisation, row)), forgeUser(author));
    fmt::format_to(
        out, R"("createdAt":{},"mergedAt":{},"closedAt":{},"headRefName":{},"headRefOid":"{}","baseRefName":"main",)",
        stampOrNull(change.opened), stampOrNull(change.merged), stampOrNull(change.closed),
        quoted(branchName(organisation, row)), ids.commits[head].hex());
    fmt::format_to(out, R"("mergeCommit":{},"additions":{},"deletions":{},"changedFiles":{},"labels":[{}],)",
                   landed.empty() ? "null" : fmt::format(R"({{"oid":"{}"}})", landed.hex()), change.added,
                   change.deleted, change.files.size(), change.automation ? R"({"name":"dependencies"})" : "");
    writeCommits(out, organisation, row, ids);
    writeReviews(out, organisation, change);
    fmt::format_to(out, R"("closingIssuesReferences":[]}})");
}

} // namespace

ExportText githubPulls(const Organisation& organisation, int repository, const GitIds& ids)
{
    ExportText text;
    const TextOut out(text.content);
    text.content += "[";
    for (int c = 0; c < static_cast<int>(organisation.changes.size()); ++c) {
        const auto& change = organisation.changes[static_cast<std::size_t>(c)];
        if (change.repository != repository || change.opened > organisation.cutOff()) continue;
        text.content += text.records == 0 ? "\n" : ",\n";
        writePull(out, organisation, c, ids);
        ++text.records;
    }
    text.content += "\n]\n";
    return text;
}

} // namespace assay::synth
