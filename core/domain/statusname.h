// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/work.h"

#include <string>

namespace assay::domain {

/// What a ticket system's own list says of a status: for exports that name statuses without their category.
struct StatusNameRecord
{
    std::string system; ///< "jira"
    std::string name;   ///< as tickets bear it
    StatusCategory category = StatusCategory::Unknown;
};

} // namespace assay::domain
