// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/usageversions.h"

#include "base/known.h"

#include <algorithm>
#include <cmath>

namespace assay::store {
namespace {

void addTo(UsageVersion& whole, const UsageVersion& part)
{
    auto& sum = whole.usage;
    const auto& more = part.usage;
    addKnown(sum.shown, more.shown);
    addKnown(sum.accepted, more.accepted);
    addKnown(sum.linesAccepted, more.linesAccepted);
    addKnown(sum.interactions, more.interactions);
    addKnown(sum.agentRuns, more.agentRuns);
    addKnown(sum.costUsd, more.costUsd);
    // As within one export: the order of the parts must not show in the last digit.
    if (sum.costUsd) sum.costUsd = std::round(*sum.costUsd * 1e9) / 1e9;
    whole.lastEvent = part.lastEvent;
}

/// Leaves out versions whose events another version has between its own: an export that begins or ends within the day
/// knows a part of it. Of two with the same first and last event the later reading stays.
void dropContained(std::vector<UsageVersion>& versions)
{
    const auto within = [](const UsageVersion& part, const UsageVersion& whole) {
        if (*part.firstEvent < *whole.firstEvent || *part.lastEvent > *whole.lastEvent) return false;
        const bool same = part.firstEvent == whole.firstEvent && part.lastEvent == whole.lastEvent;
        return !same || part.rank < whole.rank;
    };
    std::vector<UsageVersion> kept;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        bool contained = false;
        for (std::size_t k = 0; k < versions.size(); ++k)
            contained = contained || (k != i && within(versions[i], versions[k]));
        if (!contained) kept.push_back(versions[i]);
    }
    versions = std::move(kept);
}

} // namespace

const UsageVersion& agreed(std::vector<UsageVersion>& versions)
{
    const auto events = [](const UsageVersion& v) { return v.firstEvent && v.lastEvent; };
    if (std::all_of(versions.begin(), versions.end(), events)) {
        dropContained(versions);
        std::sort(versions.begin(), versions.end(), [](const auto& a, const auto& b) {
            return std::pair(a.firstEvent, a.source) < std::pair(b.firstEvent, b.source);
        });
        bool apart = true;
        for (std::size_t i = 1; i < versions.size(); ++i)
            apart = apart && *versions[i - 1].lastEvent < *versions[i].firstEvent;
        if (apart) {
            for (std::size_t i = 1; i < versions.size(); ++i) addTo(versions[0], versions[i]);
            return versions.front();
        }
    }
    return *std::max_element(versions.begin(), versions.end(),
                             [](const auto& a, const auto& b) { return a.rank < b.rank; });
}

} // namespace assay::store
