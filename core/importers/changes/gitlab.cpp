// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/changes/github.h"
#include "importers/text/csvimporter.h"
#include "importers/text/formatspec.h"

#include <fmt/format.h>

#include <unordered_set>

namespace assay::importers {
namespace gitlab {

/// "group/project" out of `references.full` ("group/project!1") or a web URL (`https://host/group/project/-/issues/1`).
std::string project(const Json& record, const std::string& fallback)
{
    const auto full = record["references"]["full"].view();
    if (const auto mark = full.find_first_of("#!"); mark != std::string_view::npos && mark > 0)
        return std::string(full.substr(0, mark));
    auto url = record["web_url"].view();
    const auto dash = url.find("/-/");
    const auto host = url.find("://");
    if (dash == std::string_view::npos || host == std::string_view::npos) return fallback;
    const auto path = url.find('/', host + 3);
    return path < dash ? std::string(url.substr(path + 1, dash - path - 1)) : fallback;
}

std::vector<std::string> labels(const Json& record)
{
    std::vector<std::string> all;
    for (const Json& label : record["labels"].items())
        all.push_back(label.isString() ? label.text() : label["name"].text());
    return all;
}

bool isBot(std::string_view username)
{
    return username.ends_with("-bot") || username.find("_bot_") != std::string_view::npos ||
           username.ends_with("_bot") || username == "ghost";
}

/// Stamps of a record; empty, or what is wrong.
std::string stamp(const Json& record, std::string_view key, std::optional<Instant>& to)
{
    const auto text = record[key].text();
    if (text.empty()) return {};
    to = parseIsoInstant(text);
    return to ? std::string() : fmt::format("\"{}\" in {} is no time stamp with an offset; correct it", text, key);
}

class GitlabRun
{
public:
    explicit GitlabRun(Reading& reading) : m_reading(reading) {}

    Result<void> run()
    {
        const auto envelope = m_reading.eachRecord(
            {"data"}, [this](const Json& record, const JsonPlace& place) { return one(record, place); });
        if (!envelope) return Failure(envelope.error());
        if (m_repeated > 0)
            m_reading.notice(
                fmt::format("Entries that are listed twice (pages overlap): {}; each was read once.", m_repeated));
        if (m_rows == 20 || m_rows == 100)
            m_reading.notice(fmt::format(
                "It holds exactly {} entries, the size of one page; fetch the rest and import it too.", m_rows));
        return {};
    }

private:
    Result<void> one(const Json& record, const JsonPlace& place)
    {
        const auto iid = record["iid"].integer();
        if (!iid) {
            m_reading.reject(place.line, "the entry has no iid; export it again", record.written(500));
            return {};
        }
        const bool merge = record.has("source_branch") || record.has("merge_commit_sha") || record.has("merged_at");
        const auto repository = project(record, m_reading.options().repository);
        if (!m_seen
                 .insert(rowKey({merge ? "!" : "#", repository, fmt::to_string(*iid),
                                 repository.empty() ? record["id"].text() : ""}))
                 .second) {
            ++m_repeated;
            return {};
        }
        ++m_rows;
        return merge ? mergeRequest(record, place, repository, *iid) : issue(record, place, repository, *iid);
    }

    Result<void> issue(const Json& record, const JsonPlace& place, const std::string& repository, std::int64_t iid)
    {
        domain::TicketRecord ticket;
        ticket.system = "gitlab";
        ticket.project = repository;
        ticket.key = fmt::format("{}#{}", repository, iid);
        ticket.id = record["id"].text();
        ticket.title = record["title"].text();
        ticket.type = record["issue_type"].text();
        ticket.status = record["state"].text();
        ticket.labels = labels(record);
        ticket.assignee = record["assignee"]["username"].text();
        if (const auto all = record["assignees"].items(); ticket.assignee.empty() && !all.empty())
            ticket.assignee = all.front()["username"].text();
        ticket.reporter = record["author"]["username"].text();
        for (auto [key, to] : {std::pair{"created_at", &ticket.created}, std::pair{"updated_at", &ticket.updated},
                               std::pair{"closed_at", &ticket.resolved}})
            if (const auto bad = stamp(record, key, *to); !bad.empty()) {
                m_reading.reject(place.line, bad, record.written(500));
                return {};
            }
        ticket.category = ticket.status == "closed" ? domain::StatusCategory::Done : domain::StatusCategory::ToDo;
        return m_reading.sink().ticket(std::move(ticket));
    }

    Result<void> mergeRequest(const Json& record, const JsonPlace& place, const std::string& repository,
                              std::int64_t iid)
    {
        domain::PullRequestRecord pull;
        pull.system = "gitlab";
        pull.repository = repository;
        pull.number = iid;
        pull.title = record["title"].text();
        pull.body = record["description"].text();
        pull.author = record["author"]["username"].text();
        pull.authorIsBot = isBot(pull.author);
        pull.sourceBranch = record["source_branch"].text();
        pull.targetBranch = record["target_branch"].text();
        for (auto [key, to] : {std::pair{"created_at", &pull.created}, std::pair{"merged_at", &pull.merged},
                               std::pair{"closed_at", &pull.closed}})
            if (const auto bad = stamp(record, key, *to); !bad.empty()) {
                m_reading.reject(place.line, bad, record.written(500));
                return {};
            }
        pull.draft = record.any({"draft", "work_in_progress"}).flag().value_or(false);
        pull.headCommit = record["sha"].text();
        if (pull.merged) pull.mergeCommit = record.any({"merge_commit_sha", "squash_commit_sha", "sha"}).text();
        pull.labels = labels(record);
        pull.closes = closingReferences(pull.body, repository);
        return m_reading.sink().pullRequest(std::move(pull));
    }

    Reading& m_reading;
    std::unordered_set<std::uint64_t> m_seen;
    std::int64_t m_rows = 0;
    std::int64_t m_repeated = 0;
};

Result<void> readJson(Reading& reading)
{
    return GitlabRun(reading).run();
}

/// Project and number out of `https://host/group/project/-/merge_requests/4`; leaves both alone when it is something
/// else.
void locate(std::string_view url, std::string& repository, std::optional<std::int64_t>& iid)
{
    static constexpr std::string_view kMarker = "/-/merge_requests/";
    const auto marker = url.find(kMarker);
    const auto host = url.find("://");
    const auto path = host == std::string_view::npos ? host : url.find('/', host + 3);
    if (marker == std::string_view::npos || path >= marker) return;
    repository = url.substr(path + 1, marker - path - 1);
    if (const auto number = integerFromText(url.substr(marker + kMarker.size()))) iid = number;
}

/// The CSV of merge requests has no merge date: it can say that, but not when, they were merged.
Result<void> readMergeRequestsCsv(Reading& reading)
{
    auto file = CsvFile::open(reading);
    if (!file) return Failure(file.error());
    file->stamps().setDocumentedUtc();
    const auto url = file->columns({"url"});
    const auto number = file->columns({"mr id", "mr iid"});
    const auto title = file->columns({"title"});
    const auto description = file->columns({"description"});
    const auto author = file->columns({"author username"});
    const auto source = file->columns({"source branch"});
    const auto target = file->columns({"target branch"});
    const auto created = file->dates("Created At (UTC)", {"created at (utc)", "created at"});
    if (auto ok = file->settle(); !ok) return ok;
    auto ok = file->each([&](const CsvRow& row) -> Result<void> {
        domain::PullRequestRecord pull;
        std::optional<std::int64_t> iid;
        if (!file->readInteger(row, number, iid) || !file->readInstant(row, created, pull.created)) return {};
        locate(url.first(row), pull.repository, iid);
        if (!iid) {
            file->reject(row, "the row has no merge request id; export it again");
            return {};
        }
        if (pull.repository.empty()) pull.repository = reading.options().repository;
        pull.system = "gitlab";
        pull.number = *iid;
        pull.title = title.first(row);
        pull.body = description.first(row);
        pull.author = author.first(row);
        pull.authorIsBot = isBot(pull.author);
        pull.sourceBranch = source.first(row);
        pull.targetBranch = target.first(row);
        pull.closes = closingReferences(pull.body, pull.repository);
        return reading.sink().pullRequest(std::move(pull));
    });
    if (!ok) return ok;
    reading.notice("GitLab's CSV has no merge date, so nothing in it counts as merged; import the JSON of the merge "
                   "request API instead.");
    file->close();
    return {};
}

} // namespace gitlab

const Importer& gitlabJson()
{
    static const SpecImporter kImporter(
        {"gitlab-json", "GitLab issues and merge requests (API)",
         "iid, state, created_at, closed_at or merged_at, web_url or references",
         [](const Sniffed& seen) {
             return seen.json({"iid", "state", "created_at"}) || seen.json({"data.iid", "data.state"}) ? 85 : 0;
         },
         &gitlab::readJson});
    return kImporter;
}

const Importer& gitlabMergeRequestsCsv()
{
    static const SpecImporter kImporter(
        {"gitlab-mrs-csv", "GitLab merge requests CSV", "MR ID, URL, State, Source Branch, Created At (UTC)",
         [](const Sniffed& seen) {
             return seen.csv({"source branch", "target branch", "url"}) && seen.anyHeader({"mr id", "mr iid"}) ? 90 : 0;
         },
         &gitlab::readMergeRequestsCsv});
    return kImporter;
}

} // namespace assay::importers
