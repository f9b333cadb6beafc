// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/usage.h"
#include "importers/telemetry/usagespill.h"
#include "importers/text/reading.h"

#include <limits>
#include <memory>

namespace assay::importers {

/// Adds two counters of which either may be unknown. A sum beyond 64 bits stays at the largest number there is.
inline void addKnown(std::optional<std::int64_t>& sum, const std::optional<std::int64_t>& more)
{
    std::int64_t both = 0;
    if (!more) return;
    if (__builtin_add_overflow(sum.value_or(0), *more, &both))
        both = *more < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
    sum = both;
}
inline void addKnown(std::optional<double>& sum, const std::optional<double>& more)
{
    if (more) sum = sum.value_or(0) + *more;
}

/// Collects usage rows that are finer than person × tool × surface × day and adds them up; a row that is repeated
/// exactly counts once. Holds a fixed number of rows in memory, whatever the size of the export: what is more waits in
/// a temporary file.
class UsageMerge
{
public:
    static constexpr std::size_t kMostInMemory = std::size_t{1} << 16U;
    explicit UsageMerge(std::size_t mostInMemory = kMostInMemory) : m_most(mostInMemory) {}

    /// `rowIdentity` names the row within its source (see rowKey()); the same one twice is a repetition.
    void add(domain::UsageDayRecord record, std::uint64_t rowIdentity);
    void add(domain::UsageDayRecord record); ///< for sources whose rows have no identity of their own
    /// Hands everything over in order of tool, person, day; then says how many rows were repeated. Also fails when the
    /// temporary file could not be written.
    [[nodiscard]] Result<void> flush(Reading& reading);

private:
    void put(domain::UsageDayRecord&& record, std::uint64_t row);

    std::size_t m_most;
    UsageRows m_rows;
    std::unique_ptr<UsageSpill> m_spill;
    Result<void> m_state;
    std::int64_t m_repeated = 0;
};

} // namespace assay::importers
