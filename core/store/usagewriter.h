// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/ids.h"
#include "domain/usage.h"

#include <memory>

namespace assay::store {

class Database;
class Words;

/// A login of the roster with its system: one without is GitHub's ("octocat" → "github:octocat").
[[nodiscard]] std::string rosterLogin(const std::string& login);

/// Writes telemetry, seats, the roster, prices and invoices by their natural keys. Live within a transaction.
class UsageWriter
{
public:
    UsageWriter(Database& database, Words& words, domain::SourceId source);
    ~UsageWriter();
    UsageWriter(const UsageWriter&) = delete;
    UsageWriter& operator=(const UsageWriter&) = delete;

    [[nodiscard]] Result<void> usageDay(const domain::UsageDayRecord& usage);
    /// `seen` is the snapshot day of lists that do not carry one.
    [[nodiscard]] Result<void> seat(const domain::SeatRecord& seat, Day seen);
    [[nodiscard]] Result<void> roster(const domain::RosterRecord& roster);
    [[nodiscard]] Result<void> price(const domain::PriceRecord& price);
    [[nodiscard]] Result<void> invoice(const domain::InvoiceRecord& invoice);
    /// The days this export speaks about for a tool.
    [[nodiscard]] Result<void> telemetrySpan(const std::string& tool, DayRange days);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace assay::store
