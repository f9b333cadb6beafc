// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/snapshot.h"
#include "present/pagespec.h"

namespace assay::present {

/// How much of the people is sorted out, and the way to the rest.
[[nodiscard]] BannerSpec peopleBanner(const facts::Snapshot& snapshot);

/// Whether there are people to compare teams of, and not one of them is in a team.
[[nodiscard]] bool nobodyIsMapped(const facts::Snapshot& snapshot);

} // namespace assay::present
