// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace assay::store {

class Database;

/// Where a person works: the first two folders of the paths their commits touch.
struct WorkplaceRow
{
    std::int64_t person = 0; ///< row of `person`
    std::string repository;
    std::string folder; ///< "src/checkout"; empty: the repository's top
    std::int64_t touches = 0;
};
/// By person, most touches first.
[[nodiscard]] Result<std::vector<WorkplaceRow>> workplaces(const Database& database);

} // namespace assay::store
