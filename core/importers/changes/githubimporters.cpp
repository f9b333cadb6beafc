// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/changes/github.h"
#include "importers/formats.h"
#include "importers/text/reading.h"
#include "importers/text/sniff.h"

#include <fmt/format.h>

#include <unordered_set>

namespace assay::importers {
namespace githubfiles {

enum class Content
{
    Issues,
    Pulls,
    Both
};

/// `gh … list` stops here unless it is told otherwise; a REST page holds at most 100.
constexpr std::int64_t kGhDefaultLimit = 30;
constexpr std::int64_t kRestPage = 100;

bool looksLikePull(const Json& record)
{
    for (const std::string_view key : {"head", "headRefName", "merged_at", "mergedAt", "merge_commit_sha",
                                       "mergeCommit", "baseRefName", "closingIssuesReferences", "isDraft"})
        if (record.has(key)) return true;
    return false;
}

class GithubRun
{
public:
    GithubRun(Reading& reading, Content content) : m_reading(reading), m_content(content) {}

    Result<void> run()
    {
        const std::vector<std::string> keys{"items", "issues",     "pulls", "pullRequests",
                                            "data",  "repository", "nodes", "search"};
        const auto envelope = m_reading.eachRecord(
            keys, [this](const Json& record, const JsonPlace& place) { return one(record, place); });
        if (!envelope) return Failure(envelope.error());
        notices();
        return {};
    }

private:
    Result<void> one(const Json& record, const JsonPlace& place)
    {
        if (!record["number"].integer()) {
            if (place.key == "data" || place.key == "search" || place.key == "repository")
                return {}; // paging facts of a query
            m_reading.reject(place.line, "the entry has no number; export it again with the field \"number\"",
                             record.written(500));
            return {};
        }
        m_ghDialect = m_ghDialect || !record["url"].view().starts_with("https://api.");
        const bool pull = place.key == "pulls" || place.key == "pullRequests" ||
                          (place.key != "issues" && (looksLikePull(record) || m_content == Content::Pulls));
        if (record["pull_request"].isObject() && !looksLikePull(record)) {
            ++m_pullsAmongIssues;
            return {};
        }
        if (const auto bad = badStamp(record); !bad.empty()) {
            m_reading.reject(place.line, bad, record.written(500));
            return {};
        }
        return pull ? onePull(record) : oneIssue(record);
    }

    static std::string badStamp(const Json& record)
    {
        for (const std::string_view key :
             {"created_at", "createdAt", "merged_at", "mergedAt", "closed_at", "closedAt", "updated_at", "updatedAt"})
            if (const auto text = record[key].text(); !text.empty() && !parseIsoInstant(text))
                return fmt::format("#{}: \"{}\" in {} is no time stamp with an offset; correct it",
                                   record["number"].text(), text, key);
        return {};
    }

    Result<void> onePull(const Json& record)
    {
        auto pull = readGithubPull(record, m_reading.options().repository);
        if (!first("pull", pull.repository, pull.number)) return {};
        ++m_pulls;
        if (pull.repository.empty()) ++m_nameless;
        const auto state = record["state"].view();
        if (!pull.created) ++m_withoutCreated;
        if (!record.has("merged_at") && !record.has("mergedAt") && state != "OPEN" && state != "open") ++m_withoutMerge;
        return m_reading.sink().pullRequest(std::move(pull));
    }

    Result<void> oneIssue(const Json& record)
    {
        auto issue = readGithubIssue(record, m_reading.options().repository);
        if (!first("issue", issue.project, *record["number"].integer())) return {};
        ++m_issues;
        if (issue.project.empty()) ++m_nameless;
        if (!issue.created) ++m_withoutCreated;
        return m_reading.sink().ticket(std::move(issue));
    }

    bool first(std::string_view kind, std::string_view repository, std::int64_t number)
    {
        const bool isNew = m_seen.insert(rowKey({kind, repository, fmt::to_string(number)})).second;
        if (!isNew) ++m_repeated;
        return isNew;
    }

    void notices()
    {
        if (m_repeated > 0)
            m_reading.notice(fmt::format("Entries listed twice (pages overlap): {}; each was read once.", m_repeated));
        if (m_pullsAmongIssues > 0)
            m_reading.notice(fmt::format(
                "Pull requests among its entries, without their merge data: {}; import the pull-request list too.",
                m_pullsAmongIssues));
        if (m_withoutMerge > 0)
            m_reading.notice(fmt::format(
                "Pull requests that do not say whether they were merged: {}; export them again with mergedAt.",
                m_withoutMerge));
        if (m_withoutCreated > 0)
            m_reading.notice(
                fmt::format("Entries that do not say when they were created: {}; export them again with createdAt.",
                            m_withoutCreated));
        const auto all = m_pulls + m_issues + m_repeated + m_pullsAmongIssues;
        if ((m_ghDialect && all == kGhDefaultLimit) || (all > 0 && all == kRestPage))
            m_reading.notice(fmt::format(
                "It holds exactly {} entries, where an export without a higher limit is cut off; fetch the rest "
                "(--limit, --paginate) and import it too.",
                all));
        if (m_nameless > 0)
            m_reading.notice(fmt::format(
                "Entries that do not name their repository: {}; name it when importing, or export them with \"url\".",
                m_nameless));
    }

    Reading& m_reading;
    Content m_content;
    std::unordered_set<std::uint64_t> m_seen;
    bool m_ghDialect = false;
    std::int64_t m_pulls = 0;
    std::int64_t m_issues = 0;
    std::int64_t m_repeated = 0;
    std::int64_t m_pullsAmongIssues = 0;
    std::int64_t m_withoutMerge = 0;
    std::int64_t m_withoutCreated = 0;
    std::int64_t m_nameless = 0;
};

class GithubImporter : public Importer
{
public:
    explicit GithubImporter(Content content) : m_content(content) {}
    Result<void> read(const Input& input, RecordSink& sink, const CancelToken& cancel,
                      const ProgressFn& progress) const override
    {
        Reading reading(input, sink, cancel, progress);
        return GithubRun(reading, m_content).run();
    }

private:
    Content m_content;
};

bool pullPaths(const Sniffed& seen, const std::string& prefix)
{
    const auto has = [&](std::string_view key) { return seen.paths.contains(prefix + std::string(key)); };
    if (has("iid") || has("pullRequestId")) return false;
    if (!has("number") && !has("headRefName")) return false;
    return has("merge_commit_sha") || has("headRefName") || has("mergedAt") || has("closingIssuesReferences") ||
           has("head.ref") || has("mergeCommit") || has("isDraft") || has("baseRefName");
}

class GithubPulls final : public GithubImporter
{
public:
    GithubPulls() : GithubImporter(Content::Pulls) {}
    std::string_view id() const override { return "github-pulls"; }
    std::string_view title() const override { return "GitHub pull requests (REST, gh)"; }
    std::string_view needs() const override
    {
        return "number, created_at, merged_at; for gh: --json "
               "number,title,body,author,createdAt,mergedAt,closedAt,mergeCommit,"
               "headRefName,baseRefName,labels,additions,deletions,commits,reviews,closingIssuesReferences,url";
    }
    int canRead(const Sample& sample) const override
    {
        const auto& seen = sniffed(sample);
        for (const auto* prefix : {"", "items.", "data.repository.pullRequests.nodes.", "data.search.nodes."})
            if (pullPaths(seen, prefix)) return 80;
        return 0;
    }
};

class GithubIssues final : public GithubImporter
{
public:
    GithubIssues() : GithubImporter(Content::Issues) {}
    std::string_view id() const override { return "github-issues"; }
    std::string_view title() const override { return "GitHub issues (REST, gh)"; }
    std::string_view needs() const override
    {
        return "number, created_at, closed_at, state; for gh: --json "
               "number,title,state,stateReason,createdAt,closedAt,labels,author,"
               "assignees,closedByPullRequestsReferences,url";
    }
    int canRead(const Sample& sample) const override
    {
        const auto& seen = sniffed(sample);
        for (const std::string prefix : {"", "items.", "data.repository.issues.nodes.", "data.search.nodes."}) {
            const auto has = [&](std::string_view key) { return seen.paths.contains(prefix + std::string(key)); };
            if (!has("number") || has("iid")) continue;
            if (has("repository_url") || has("stateReason") || has("closedByPullRequestsReferences")) return 75;
            if (has("title") && (has("state") || has("labels") || has("createdAt") || has("updatedAt"))) return 60;
            if (has("title") && !sample.complete) return 30; // a long text hides the rest; each entry tells what it is
        }
        return 0;
    }
};

class GithubArchive final : public GithubImporter
{
public:
    GithubArchive() : GithubImporter(Content::Both) {}
    std::string_view id() const override { return "github-archive"; }
    std::string_view title() const override { return "GitHub archive of issues and pull requests"; }
    std::string_view needs() const override { return "issues[].number and pulls[].number with GraphQL names"; }
    int canRead(const Sample& sample) const override
    {
        const auto& seen = sniffed(sample);
        const bool issues = seen.json({"issues.number", "issues.createdAt"});
        const bool pulls = seen.json({"pulls.number"}) || seen.json({"pullRequests.number"});
        return issues || pulls ? 85 : 0;
    }
};

} // namespace githubfiles

const Importer& githubIssues()
{
    static const githubfiles::GithubIssues kImporter;
    return kImporter;
}

const Importer& githubPulls()
{
    static const githubfiles::GithubPulls kImporter;
    return kImporter;
}

const Importer& githubArchive()
{
    static const githubfiles::GithubArchive kImporter;
    return kImporter;
}

} // namespace assay::importers
