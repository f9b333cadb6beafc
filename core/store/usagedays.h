// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "base/result.h"
#include "domain/ids.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::store {

class Database;

/// What measures ask of one day of one person with one tool; absent is "the report does not say".
struct UsageCounters
{
    Day day{};
    std::optional<std::int64_t> shown;
    std::optional<std::int64_t> accepted;
    std::optional<std::int64_t> linesAccepted;
    std::optional<std::int64_t> interactions;
    std::optional<std::int64_t> agentRuns;
    std::optional<double> costUsd;
};
/// The texts live as long as the reader.
struct UsageRow
{
    domain::IdentityId identity;
    std::string_view tool;
    std::string_view surface;
    std::string_view scope;
    UsageCounters usage;
};
using UsageVisitor = std::function<void(const UsageRow&)>;

/// The days of one identity with one tool.
struct UsageSeries
{
    std::int64_t toolId = 0;
    domain::IdentityId identity;
    std::string tool;
};

/// Usage days, of several reports of one day the one that counts. There may be ten millions: nothing is kept of a row.
/// Lives within the thread of its connection, through which nothing may be written meanwhile.
class UsageDays
{
public:
    [[nodiscard]] static Result<UsageDays> open(const Database& database);
    UsageDays(UsageDays&&) noexcept;
    UsageDays& operator=(UsageDays&&) = delete;
    ~UsageDays();

    /// A number that stays while nobody else writes to the workspace: readers that began between two equal ones see the
    /// same days. Absent within a transaction, whose writing others do not see.
    [[nodiscard]] static Result<std::optional<std::int64_t>> stateOf(const Database& database);

    /// Whose days there are, by tool and identity; found without reading the days.
    [[nodiscard]] Result<std::vector<UsageSeries>> series();
    /// From the first of its days to the last, both counted; found without reading those between.
    [[nodiscard]] Result<std::int64_t> spanOf(const UsageSeries& series);
    /// The days of one of them in their order; of one day, surfaces and scopes as they were read.
    [[nodiscard]] Result<void> read(const UsageSeries& series, const UsageVisitor& visit);

private:
    struct Parts;
    explicit UsageDays(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace assay::store
