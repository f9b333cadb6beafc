// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "domain/ids.h"
#include "domain/usage.h"

#include <vector>

namespace assay::store {

class Database;

struct SeatRow
{
    domain::IdentityId identity;
    domain::SeatRecord seat; ///< identity text left empty; snapshot always set
};
struct TelemetrySpanRow
{
    std::string tool;
    DayRange days;
};

[[nodiscard]] Result<std::vector<SeatRow>> seats(const Database& database);
[[nodiscard]] Result<std::vector<TelemetrySpanRow>> telemetrySpans(const Database& database);
[[nodiscard]] Result<std::vector<domain::RosterRecord>> roster(const Database& database);
[[nodiscard]] Result<std::vector<domain::PriceRecord>> prices(const Database& database);
[[nodiscard]] Result<std::vector<domain::InvoiceRecord>> invoices(const Database& database);

} // namespace assay::store
