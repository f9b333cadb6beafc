// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/changes/github.h"
#include "importers/text/formatspec.h"

#include <fmt/format.h>

namespace assay::importers {
namespace otherforges {

/// Reviewers and what they decided; plain commenters are participants, not reviewers.
void addBitbucketReviews(const Json& record, domain::PullRequestRecord& pull)
{
    pull.reviewsKnown = record["participants"].isArray();
    for (const Json& participant : record["participants"].items()) {
        const auto at = parseIsoInstant(participant["participated_on"].view());
        if (!at || participant["role"].view() == "PARTICIPANT") continue;
        domain::ReviewRecord review;
        review.reviewer = participant["user"].any({"nickname", "display_name"}).text();
        review.at = *at;
        const auto verdict = participant["state"].view();
        if (participant["approved"].flag().value_or(false))
            review.state = domain::ReviewState::Approved;
        else if (verdict == "changes_requested")
            review.state = domain::ReviewState::ChangesRequested;
        pull.reviews.push_back(std::move(review));
    }
}

Result<void> readBitbucket(Reading& reading)
{
    std::int64_t undated = 0;
    const auto one = [&](const Json& record, const JsonPlace& place) -> Result<void> {
        const auto number = record["id"].integer();
        domain::PullRequestRecord pull;
        pull.created = parseIsoInstant(record["created_on"].view());
        if (!number || !pull.created) {
            reading.reject(place.line, "the pull request has no id or no created_on; export it again",
                           record.written(500));
            return {};
        }
        pull.system = "bitbucket";
        pull.number = *number;
        pull.repository = record["destination"]["repository"]["full_name"].text();
        if (pull.repository.empty()) pull.repository = reading.options().repository;
        pull.title = record["title"].text();
        pull.body = record.any({"description"}).text();
        const Json author = record["author"];
        pull.author = author.any({"nickname", "display_name", "account_id"}).text();
        pull.authorIsBot = author["type"].view() == "app_user";
        pull.sourceBranch = record["source"]["branch"]["name"].text();
        pull.targetBranch = record["destination"]["branch"]["name"].text();
        pull.headCommit = record["source"]["commit"]["hash"].text();
        pull.draft = record["draft"].flag().value_or(false);
        const auto state = record["state"].view();
        if (state == "MERGED") { // no merge date is exported: the merge commit's date is the merge
            pull.mergeCommit = record["merge_commit"]["hash"].text();
            ++undated;
        }
        if (state == "DECLINED" || state == "SUPERSEDED") pull.closed = parseIsoInstant(record["updated_on"].view());
        addBitbucketReviews(record, pull);
        pull.closes = closingReferences(pull.body, pull.repository);
        return reading.sink().pullRequest(std::move(pull));
    };
    const auto envelope = reading.eachRecord({"values"}, one);
    if (!envelope) return Failure(envelope.error());
    if (undated > 0)
        reading.notice(fmt::format("Bitbucket exports no merge date: merged pull requests are dated by their merge "
                                   "commits ({}), so import the repository too.",
                                   undated));
    if (envelope->contains("next")) reading.notice("It says that more pages follow; fetch them and import them too.");
    return {};
}

std::string branchOf(std::string_view ref)
{
    static constexpr std::string_view kHeads = "refs/heads/";
    return std::string(ref.starts_with(kHeads) ? ref.substr(kHeads.size()) : ref);
}

Result<void> readAzurePulls(Reading& reading)
{
    std::int64_t votes = 0;
    const auto one = [&](const Json& record, const JsonPlace& place) -> Result<void> {
        const auto number = record["pullRequestId"].integer();
        domain::PullRequestRecord pull;
        pull.created = parseIsoInstant(record["creationDate"].view());
        if (!number || !pull.created) {
            reading.reject(place.line, "the pull request has no id or no creationDate; export it again",
                           record.written(500));
            return {};
        }
        const Json repository = record["repository"];
        pull.system = "azure-devops";
        pull.number = *number;
        pull.repository = repository["project"]["name"].text();
        pull.repository += (pull.repository.empty() ? "" : "/") + repository["name"].text();
        pull.title = record["title"].text();
        pull.body = record["description"].text();
        pull.author = record["createdBy"].any({"uniqueName", "displayName"}).text();
        pull.sourceBranch = branchOf(record["sourceRefName"].view());
        pull.targetBranch = branchOf(record["targetRefName"].view());
        pull.headCommit = record["lastMergeSourceCommit"]["commitId"].text();
        pull.draft = record["isDraft"].flag().value_or(false);
        pull.closed = parseIsoInstant(record["closedDate"].view());
        if (record["status"].view() == "completed") {
            pull.merged = pull.closed;
            pull.mergeCommit = record["lastMergeCommit"]["commitId"].text();
        }
        for (const Json& label : record["labels"].items()) pull.labels.push_back(label["name"].text());
        for (const Json& item : record["workItemRefs"].items()) pull.closes.push_back("AB#" + item["id"].text());
        for (const Json& reviewer : record["reviewers"].items())
            votes += reviewer["vote"].integer().value_or(0) != 0 ? 1 : 0;
        return reading.sink().pullRequest(std::move(pull));
    };
    const auto envelope = reading.eachRecord({"value"}, one);
    if (!envelope) return Failure(envelope.error());
    if (votes > 0)
        reading.notice(fmt::format("Its {} review votes carry no time, so reviews are not measured from it.", votes));
    return {};
}

} // namespace otherforges

const Importer& bitbucketPulls()
{
    static const SpecImporter kImporter({"bitbucket-pulls", "Bitbucket Cloud pull requests",
                                         "values[].id, values[].state, values[].created_on, values[].merge_commit.hash",
                                         [](const Sniffed& seen) {
                                             return seen.json(
                                                        {"values.created_on", "values.destination.branch.name"}) ||
                                                            seen.json({"created_on", "destination.branch.name"})
                                                        ? 90
                                                        : 0;
                                         },
                                         &otherforges::readBitbucket});
    return kImporter;
}

const Importer& azurePulls()
{
    static const SpecImporter kImporter(
        {"azure-pulls", "Azure DevOps pull requests",
         "value[].pullRequestId, value[].status, value[].creationDate, value[].closedDate",
         [](const Sniffed& seen) {
             return seen.anyPath({"value.pullRequestId", "pullRequestId"}) ? 90 : 0;
         },
         &otherforges::readAzurePulls});
    return kImporter;
}

} // namespace assay::importers
