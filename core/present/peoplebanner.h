// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/mapping.h"
#include "present/pagespec.h"

namespace assay::present {

/// "People nobody mapped wrote 4.7 % of the commits (219 of 4,658, without 890 by programs and merges)."; empty where
/// no person made one.
[[nodiscard]] QString unmappedCommits(const facts::Mapping& mapping);

/// How much of the people is sorted out, and the way to the rest.
[[nodiscard]] BannerSpec peopleBanner(const facts::Snapshot& snapshot);

/// Whether there are people to compare teams of, and not one of them is in a team.
[[nodiscard]] bool nobodyIsMapped(const facts::Snapshot& snapshot);

} // namespace assay::present
