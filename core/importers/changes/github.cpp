// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/changes/github.h"

#include "importers/text/stamps.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace assay::importers {
namespace {

/// "owner/name" out of `https://github.com/owner/name/…` or `https://api.github.com/repos/owner/name/…`.
std::string repositoryOfUrl(std::string_view url)
{
    auto at = url.find("://");
    if (at == std::string_view::npos) return {};
    url.remove_prefix(at + 3);
    at = url.find('/');
    if (at == std::string_view::npos) return {};
    url.remove_prefix(at + 1);
    for (const std::string_view prefix : {"api/v3/", "repos/"})
        if (url.starts_with(prefix)) url.remove_prefix(prefix.size());
    const auto owner = url.find('/');
    if (owner == std::string_view::npos || owner == 0) return {};
    const auto name = std::min(url.find_first_of("/?#", owner + 1), url.size());
    return name > owner + 1 ? std::string(url.substr(0, name)) : std::string();
}

void addOnce(std::vector<std::string>& list, std::string value)
{
    if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
}

/// The reference that begins `text`: "#12", "owner/repo#12" or an issue URL.
std::string referenceAt(std::string_view text, std::string_view repository)
{
    std::string named(repository);
    if (text.starts_with("http")) {
        const auto end = std::min(text.find_first_of(" \t\r\n)>,"), text.size());
        const auto url = text.substr(0, end);
        named = repositoryOfUrl(url);
        const auto issues = url.find("/issues/");
        if (named.empty() || issues == std::string_view::npos) return {};
        text = url.substr(issues + 7);
    } else {
        std::size_t end = 0;
        while (end < text.size() && (isNameByte(text[end]) || text[end] == '/')) ++end;
        if (end == text.size() || text[end] != '#') return {};
        if (end > 0) {
            named = text.substr(0, end);
            if (std::count(named.begin(), named.end(), '/') != 1) return {};
        }
        text.remove_prefix(end);
    }
    std::size_t digits = 1;
    while (digits < text.size() && digits < 12 && text[digits] >= '0' && text[digits] <= '9') ++digits;
    if (digits == 1 || (digits < text.size() && isNameByte(text[digits]) && text[digits] != '.')) return {};
    return named + "#" + std::string(text.substr(1, digits - 1));
}

constexpr std::array<std::string_view, 9> kClosingWords{"closes", "closed",   "close",    "fixes",  "fixed",
                                                        "fix",    "resolves", "resolved", "resolve"};

std::string referenceOf(const Json& reference, const std::string& fallback)
{
    const auto number = reference["number"].integer();
    if (!number) return {};
    return fmt::format("{}#{}", githubRepository(reference, fallback), *number);
}

void readReviews(const Json& record, domain::PullRequestRecord& pull)
{
    const Json reviews = record["reviews"];
    pull.reviewsKnown = reviews.isArray() || reviews["nodes"].isArray();
    for (const Json& item : githubList(reviews)) {
        const auto at = githubStamp(item, {"submittedAt", "submitted_at", "createdAt"});
        const Json user = item.any({"author", "user"});
        domain::ReviewRecord review;
        review.reviewer = githubLogin(user);
        if (!at || foldCase(item["state"].view()) == "pending") continue;
        review.bot = githubIsBot(user, review.reviewer);
        review.at = *at;
        review.state = githubReviewState(item["state"].view());
        pull.reviews.push_back(std::move(review));
    }
}

void readSizes(const Json& record, domain::PullRequestRecord& pull)
{
    pull.added = record["additions"].integer();
    pull.deleted = record["deletions"].integer();
    pull.files = record.any({"changed_files", "changedFiles"}).integer();
    const Json files = record["files"];
    if (!pull.files && files.isArray()) pull.files = static_cast<std::int64_t>(files.items().size());
    for (const Json& item : githubList(record["commits"])) {
        const Json commit = item["commit"].isObject() && !item["sha"].present() ? item["commit"] : item;
        addOnce(pull.commits, commit.any({"oid", "sha"}).text());
    }
}

} // namespace

std::vector<Json> githubList(const Json& list)
{
    return list.isObject() ? list["nodes"].items() : list.items();
}

std::string githubRepository(const Json& record, const std::string& fallback)
{
    const Json repository = record.any({"repository", "baseRepository"});
    if (repository.isString()) return repository.text();
    if (auto full = repository.any({"full_name", "nameWithOwner"}).text(); !full.empty()) return full;
    const auto owner =
        repository["owner"].isString() ? repository["owner"].text() : repository["owner"]["login"].text();
    if (const auto name = repository["name"].text(); !owner.empty() && !name.empty()) return owner + "/" + name;
    if (auto full = record["base"]["repo"]["full_name"].text(); !full.empty()) return full;
    for (const std::string_view key : {"repository_url", "html_url", "url"})
        if (auto found = repositoryOfUrl(record[key].view()); !found.empty()) return found;
    return fallback;
}

std::optional<Instant> githubStamp(const Json& record, std::initializer_list<std::string_view> keys)
{
    const auto at = parseIsoInstant(record.any(keys).view());
    return at && *at > Instant{} ? at : std::nullopt;
}

std::string githubLogin(const Json& user)
{
    auto login = user.isString() ? user.text() : user["login"].text();
    if (login.starts_with("app/")) login = login.substr(4) + "[bot]"; // how gh writes what REST calls "dependabot[bot]"
    return login;
}

bool githubIsBot(const Json& user, std::string_view login)
{
    return user["is_bot"].flag().value_or(false) || user["type"].view() == "Bot" ||
           user["__typename"].view() == "Bot" || login.ends_with("[bot]");
}

domain::ReviewState githubReviewState(std::string_view state)
{
    const auto folded = foldCase(state);
    if (folded == "approved") return domain::ReviewState::Approved;
    if (folded == "changes_requested") return domain::ReviewState::ChangesRequested;
    if (folded == "dismissed") return domain::ReviewState::Dismissed;
    return domain::ReviewState::Commented;
}

std::vector<std::string> githubLabels(const Json& record)
{
    std::vector<std::string> labels;
    for (const Json& label : githubList(record["labels"]))
        addOnce(labels, label.isString() ? label.text() : label["name"].text());
    return labels;
}

std::vector<std::string> closingReferences(std::string_view text, std::string_view repository)
{
    std::vector<std::string> found;
    const std::string folded = [&text] { // ASCII only: positions must stay
        std::string lower(text);
        for (char& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
        return lower;
    }();
    for (std::size_t at = 0; at < folded.size();) {
        const bool wordStart = at == 0 || !isNameByte(folded[at - 1]);
        const auto word = std::find_if(kClosingWords.begin(), kClosingWords.end(),
                                       [&](std::string_view w) { return folded.compare(at, w.size(), w) == 0; });
        if (!wordStart || word == kClosingWords.end()) {
            ++at;
            continue;
        }
        at += word->size();
        auto next = at;
        if (next < text.size() && text[next] == ':') ++next;
        const auto blanks = next;
        while (next < text.size() && (text[next] == ' ' || text[next] == '\t')) ++next;
        if (next > blanks) addOnce(found, referenceAt(text.substr(next), repository));
    }
    return found;
}

domain::TicketRecord readGithubIssue(const Json& record, const std::string& repository)
{
    domain::TicketRecord ticket;
    ticket.system = "github";
    ticket.project = githubRepository(record, repository);
    ticket.key = ticket.project + "#" + record["number"].text();
    ticket.title = record["title"].text();
    ticket.type = record["type"].isString() ? record["type"].text() : record.any({"type", "issueType"})["name"].text();
    ticket.status = record["state"].text();
    ticket.labels = githubLabels(record);
    ticket.reporter = githubLogin(record.any({"user", "author"}));
    const auto assignees = githubList(record["assignees"]);
    ticket.assignee = githubLogin(record["assignee"]);
    if (ticket.assignee.empty() && !assignees.empty()) ticket.assignee = githubLogin(assignees.front());
    ticket.created = githubStamp(record, {"created_at", "createdAt"});
    ticket.updated = githubStamp(record, {"updated_at", "updatedAt"});
    ticket.resolved = githubStamp(record, {"closed_at", "closedAt"});
    const auto state = foldCase(ticket.status);
    const auto reason = foldCase(record.any({"state_reason", "stateReason"}).view());
    ticket.resolution = reason;
    if (state == "open") ticket.category = domain::StatusCategory::ToDo;
    if (state == "closed")
        ticket.category = reason == "not_planned" || reason == "duplicate" ? domain::StatusCategory::Cancelled
                                                                           : domain::StatusCategory::Done;
    if (reason == "reopened") ticket.reopened = 1;
    for (const Json& pull : githubList(record["closedByPullRequestsReferences"]))
        addOnce(ticket.linkedChanges, referenceOf(pull, ticket.project));
    return ticket;
}

domain::PullRequestRecord readGithubPull(const Json& record, const std::string& repository)
{
    domain::PullRequestRecord pull;
    pull.system = "github";
    pull.repository = githubRepository(record, repository);
    pull.number = record["number"].integer().value_or(0);
    pull.title = record["title"].text();
    pull.body = record["body"].text();
    const Json author = record.any({"user", "author"});
    pull.author = githubLogin(author);
    pull.authorIsBot = githubIsBot(author, pull.author);
    pull.sourceBranch = record["head"].isObject() ? record["head"]["ref"].text() : record["headRefName"].text();
    pull.targetBranch = record["base"].isObject() ? record["base"]["ref"].text() : record["baseRefName"].text();
    pull.headCommit = record["head"].isObject() ? record["head"]["sha"].text() : record["headRefOid"].text();
    pull.created = githubStamp(record, {"created_at", "createdAt"});
    pull.merged = githubStamp(record, {"merged_at", "mergedAt"});
    pull.closed = githubStamp(record, {"closed_at", "closedAt"});
    pull.draft = record.any({"draft", "isDraft"}).flag().value_or(false);
    if (pull.merged) { // REST fills merge_commit_sha for closed, unmerged requests too
        pull.mergeCommit = record["mergeCommit"]["oid"].text();
        if (pull.mergeCommit.empty()) pull.mergeCommit = record["merge_commit_sha"].text();
    }
    pull.labels = githubLabels(record);
    readReviews(record, pull);
    readSizes(record, pull);
    for (const Json& issue : githubList(record["closingIssuesReferences"]))
        addOnce(pull.closes, referenceOf(issue, pull.repository));
    for (auto& reference : closingReferences(pull.body, pull.repository)) addOnce(pull.closes, std::move(reference));
    return pull;
}

} // namespace assay::importers
