// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/work.h"
#include "importers/text/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace assay::importers {

/// GitHub writes the same things in three dialects: REST (`created_at`), `gh --json` and GraphQL (`createdAt`). These
/// read all.

/// "owner/name" from an object's URLs or repository objects; `fallback` when it names none.
[[nodiscard]] std::string githubRepository(const Json& record, const std::string& fallback);
/// A stamp under any of its spellings; the zero time that `gh` writes for "never" is absent.
[[nodiscard]] std::optional<Instant> githubStamp(const Json& record, std::initializer_list<std::string_view> keys);
/// The login of `user`/`author`, which may be an object or a string.
[[nodiscard]] std::string githubLogin(const Json& user);
[[nodiscard]] bool githubIsBot(const Json& user, std::string_view login);
/// APPROVED, CHANGES_REQUESTED, DISMISSED in any case; everything else is a comment.
[[nodiscard]] domain::ReviewState githubReviewState(std::string_view state);
[[nodiscard]] std::vector<std::string> githubLabels(const Json& record);
/// A list that is an array or a GraphQL connection `{nodes:[…]}`.
[[nodiscard]] std::vector<Json> githubList(const Json& list);

/// Tickets that a text closes by GitHub's words ("Fixes #12", "closes owner/repo#3", "resolved
/// https://github.com/o/r/issues/4"), as "owner/repo#n", or "#n" where `repository` is empty. Each once, in order.
[[nodiscard]] std::vector<std::string> closingReferences(std::string_view text, std::string_view repository);

/// An entry of an issue list. Absent: what it does not say.
[[nodiscard]] domain::TicketRecord readGithubIssue(const Json& record, const std::string& repository);
/// An entry of a pull-request list.
[[nodiscard]] domain::PullRequestRecord readGithubPull(const Json& record, const std::string& repository);

} // namespace assay::importers
