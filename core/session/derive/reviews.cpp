// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/reviews.h"

namespace assay::session {

ReviewTimes reviewTimes(const domain::PullRequestRecord& pull)
{
    ReviewTimes times;
    std::optional<Instant> lastRequest;
    const auto counts = [&pull](const domain::ReviewRecord& r) {
        return !r.bot && r.reviewer != pull.author && (!pull.merged || r.at <= *pull.merged);
    };
    for (const auto& review : pull.reviews) {
        if (!counts(review)) continue;
        if (!times.first || review.at < *times.first) times.first = review.at;
        if (review.state != domain::ReviewState::ChangesRequested) continue;
        ++times.rounds;
        if (!lastRequest || review.at > *lastRequest) lastRequest = review.at;
    }
    for (const auto& review : pull.reviews) {
        if (!counts(review) || review.state != domain::ReviewState::Approved) continue;
        if (lastRequest && review.at < *lastRequest) continue;
        if (!times.approved || review.at < *times.approved) times.approved = review.at;
    }
    if (times.first) ++times.rounds;
    return times;
}

} // namespace assay::session
