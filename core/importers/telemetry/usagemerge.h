// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/usage.h"
#include "importers/text/reading.h"

#include <map>
#include <string>
#include <tuple>
#include <unordered_set>

namespace assay::importers {

/// Adds two counters of which either may be unknown.
template <class T>
void addKnown(std::optional<T>& sum, const std::optional<T>& more)
{
    if (more) sum = sum.value_or(T{}) + *more;
}

/// Collects usage rows that are finer than person × tool × surface × day and adds them up; a row that is repeated
/// exactly counts once. Holds one record per person and day, not one per row.
class UsageMerge
{
public:
    /// `rowIdentity` names the row within its source (see rowKey()); the same one twice is a repetition.
    void add(domain::UsageDayRecord record, std::uint64_t rowIdentity);
    void add(domain::UsageDayRecord record); ///< for sources whose rows have no identity of their own
    /// Hands everything over in order of tool, person, day; then says how many rows were repeated.
    [[nodiscard]] Result<void> flush(Reading& reading);

private:
    using Key = std::tuple<std::string, std::string, std::string, std::string, Day>;
    std::map<Key, domain::UsageDayRecord> m_days;
    std::unordered_set<std::uint64_t> m_seen;
    std::int64_t m_repeated = 0;
};

} // namespace assay::importers
