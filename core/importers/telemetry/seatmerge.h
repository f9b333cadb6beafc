// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/usage.h"
#include "importers/text/reading.h"

#include <map>
#include <string>

namespace assay::importers {

/// Puts the entries of one seat list together by person: who has the seat through several teams or organisations
/// stands in it once for each, with dates of their own. Lists of seats are small, so they are held until the end.
class SeatMerge
{
public:
    /// `person` is what stays the same in all entries of a person.
    void add(const std::string& person, domain::SeatRecord seat);
    [[nodiscard]] std::int64_t people() const { return static_cast<std::int64_t>(m_seats.size()); }
    /// Hands the seats over in order of person; then says how many entries were repeated.
    [[nodiscard]] Result<void> flush(Reading& reading);

private:
    std::map<std::string, domain::SeatRecord> m_seats;
    std::int64_t m_merged = 0;
};

} // namespace assay::importers
