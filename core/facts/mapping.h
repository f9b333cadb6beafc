// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/snapshot.h"

#include <memory>

namespace assay::facts {

/// How much of one kind of work is by people nobody has mapped.
struct WorkShare
{
    std::int64_t all = 0;
    std::int64_t unmapped = 0;
    /// 0 to 1; of no work at all, none.
    [[nodiscard]] double unmappedShare() const
    {
        return all == 0 ? 0 : static_cast<double>(unmapped) / static_cast<double>(all);
    }
};

/// Who is on the roster or in a team, and what the work of the others comes to. Programs are nobody: neither they nor
/// what they did stand on either side; merges neither.
struct Mapping
{
    std::int64_t people = 0;
    std::int64_t mapped = 0;
    WorkShare commits;
    WorkShare changes; ///< merged
    WorkShare usageDays;
    WorkShare seats;
    std::int64_t commitsLeftOut = 0; ///< by programs, and merges
};

/// The one count behind every sentence about it: on the People screen, the pages and the command line. Counted when
/// first asked for, since there may be ten millions of usage days.
[[nodiscard]] std::shared_ptr<const Mapping> mappingOf(const Snapshot& snapshot);

} // namespace assay::facts
