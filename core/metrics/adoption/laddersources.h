// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "metrics/adoption/ladder.h"

#include <span>
#include <vector>

namespace assay::metrics {

/// Values of many owners in one array, owner by owner.
template <class T>
struct PerOwner
{
    std::vector<std::size_t> begin{0}; ///< owners + 1
    std::vector<T> values;
    [[nodiscard]] std::span<const T> of(facts::Index owner) const
    {
        const auto i = static_cast<std::size_t>(owner);
        return {values.data() + begin[i], begin[i + 1] - begin[i]};
    }
};

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

    std::uint64_t tools = ~std::uint64_t{0};     ///< chosen by the filter
    std::vector<std::uint8_t> teamChosen;        ///< empty: all
    bool roster = false;                         ///< somebody has a dated place in an engineering team
    bool seats = false;                          ///< somebody holds a seat of a chosen tool
    bool signIns = false;                        ///< some seat says when it was last used or signed in to
    PerOwner<facts::EpochDay> used;              ///< days of meaningful use, ascending, each once
    std::vector<facts::EpochDay> firstSeen;      ///< first usage row of any kind; kNoDay: none
    PerOwner<AuthoredChange> changes;            ///< in order of merging
    std::vector<facts::EpochDay> provenanceDays; ///< days with a merged change of known provenance, ascending
    std::vector<facts::EpochDay> tracedAiDays;   ///< days with a traced AI-assisted change, ascending
};

} // namespace assay::metrics
