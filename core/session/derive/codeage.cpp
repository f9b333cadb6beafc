// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/codeage.h"

#include <algorithm>

namespace assay::session {
namespace {

constexpr double kLegacyDays = 3 * 365.25;
constexpr double kMostlyNew = 0.5;

} // namespace

facts::CodeAge codeAgeOf(const Raw& raw, const std::vector<std::size_t>& commits)
{
    double added = 0;
    double inNewFiles = 0;
    bool known = false;
    std::vector<std::pair<double, double>> ages; // age, weight
    for (const auto i : commits) {
        const auto& commit = raw.commits[i];
        if (commit.parents.size() > 1) continue;
        const auto lines = static_cast<double>(commit.added);
        if (commit.newFileShare) {
            known = true;
            added += lines;
            inNewFiles += lines * *commit.newFileShare;
        }
        if (commit.touchedAgeDays)
            ages.emplace_back(*commit.touchedAgeDays,
                              std::max<double>(1, static_cast<double>(commit.added + commit.deleted)));
    }
    if (!known) return facts::CodeAge::Unknown;
    if (added > 0 && inNewFiles > kMostlyNew * added) return facts::CodeAge::Greenfield;
    if (ages.empty()) return added > 0 ? facts::CodeAge::Recent : facts::CodeAge::Unknown;
    std::sort(ages.begin(), ages.end());
    double half = 0;
    for (const auto& [age, weight] : ages) half += weight / 2;
    for (const auto& [age, weight] : ages) {
        half -= weight;
        if (half <= 0) return age > kLegacyDays ? facts::CodeAge::Legacy : facts::CodeAge::Recent;
    }
    return facts::CodeAge::Recent;
}

} // namespace assay::session
