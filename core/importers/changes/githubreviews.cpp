// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/changes/github.h"
#include "importers/text/formatspec.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <unordered_set>

namespace assay::importers {
namespace githubreviews {

std::optional<std::int64_t> pullNumber(std::string_view url)
{
    const auto slash = url.rfind('/');
    return slash == std::string_view::npos ? std::nullopt : integerFromText(url.substr(slash + 1));
}

Result<void> read(Reading& reading)
{
    std::unordered_set<std::int64_t> seen;
    const auto one = [&](const Json& record, const JsonPlace& place) -> Result<void> {
        const auto number = pullNumber(record["pull_request_url"].view());
        const auto at = githubStamp(record, {"submitted_at"});
        if (!number || !at) {
            if (record["state"].view() == "PENDING") return {};
            reading.reject(place.line, "the review has no pull request or no time; fetch it again",
                           record.written(500));
            return {};
        }
        if (const auto id = record["id"].integer(); id && !seen.insert(*id).second) return {};
        domain::PullRequestReviewRecord review;
        review.system = "github";
        review.repository = githubRepository(record, reading.options().repository);
        review.number = *number;
        review.review.reviewer = githubLogin(record["user"]);
        review.review.bot = githubIsBot(record["user"], review.review.reviewer);
        review.review.at = *at;
        review.review.state = githubReviewState(record["state"].view());
        return reading.sink().review(std::move(review));
    };
    if (const auto envelope = reading.eachRecord({}, one); !envelope) return Failure(envelope.error());
    return {};
}

} // namespace githubreviews

const Importer& githubReviews()
{
    static const SpecImporter kImporter({"github-reviews", "GitHub pull-request reviews (REST)",
                                         "pull_request_url, user.login, state, submitted_at",
                                         [](const Sniffed& seen) {
                                             return seen.json({"pull_request_url", "submitted_at"}) ? 90 : 0;
                                         },
                                         &githubreviews::read});
    return kImporter;
}

} // namespace assay::importers
