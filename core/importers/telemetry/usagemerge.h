// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/known.h"
#include "domain/usage.h"
#include "importers/telemetry/usagespill.h"
#include "importers/text/reading.h"

#include <memory>

namespace assay::importers {

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
