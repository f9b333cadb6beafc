// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "metrics/adoption/ladder.h"
#include "metrics/adoption/usagedays.h"

#include <memory>
#include <vector>

namespace assay::metrics {

/// One merged change of a person, as the ladder sees it.
struct AuthoredChange
{
    facts::EpochDay day = facts::kNoDay;
    domain::Provenance provenance = domain::Provenance::Unknown;
    bool traced = false;
    std::int32_t born = 0;
    std::int32_t diedYoung = 0; ///< lines dead within 30 days of the merge
    facts::Index row = facts::kNoIndex;
};

/// What answers for every day are read from.
struct LadderReader::Sources
{
    explicit Sources(const facts::View& view);
    /// Those of a view: they depend on its tools and its threshold alone, and are kept with the snapshot.
    [[nodiscard]] static std::shared_ptr<const Sources> of(const facts::View& view);

    std::uint64_t tools = kAllTools;             ///< chosen by the filter
    bool roster = false;                         ///< somebody has a dated place in an engineering team
    bool seats = false;                          ///< somebody holds a seat of a chosen tool
    bool signIns = false;                        ///< some seat says when it was last used or signed in to
    std::shared_ptr<const UsageDays> usage;      ///< of the chosen tools
    PerOwner<AuthoredChange> changes;            ///< in order of merging
    std::vector<facts::EpochDay> provenanceDays; ///< days with a merged change of known provenance, ascending
    std::vector<facts::EpochDay> tracedAiDays;   ///< days with a traced AI-assisted change, ascending
};

} // namespace assay::metrics
