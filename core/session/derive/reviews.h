// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/work.h"

namespace assay::session {

/// What the reviews of a pull request say about its stages. Only other persons count: bots are no reviewers, and
/// authors do not review themselves.
struct ReviewTimes
{
    std::optional<Instant> first;
    std::optional<Instant> approved; ///< first approval after the last request for changes, before the merge
    std::int64_t rounds = 0;         ///< requests for changes, plus one for the review that ended it
};
[[nodiscard]] ReviewTimes reviewTimes(const domain::PullRequestRecord& pull);

} // namespace assay::session
