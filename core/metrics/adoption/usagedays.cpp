// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/usagedays.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

/// Puts the days of one owner in order, each once, and closes the owner.
void close(PerOwner<facts::EpochDay>& days)
{
    const auto begin = days.values.begin() + static_cast<std::ptrdiff_t>(days.begin.back());
    if (!std::is_sorted(begin, days.values.end())) {
        const auto turn = std::is_sorted_until(begin, days.values.end());
        // Two tools are two ascending runs: merging is cheaper than sorting.
        if (std::is_sorted(turn, days.values.end()))
            std::inplace_merge(begin, turn, days.values.end());
        else
            std::sort(begin, days.values.end());
    }
    days.values.erase(std::unique(begin, days.values.end()), days.values.end());
    days.begin.push_back(days.values.size());
}

} // namespace

UsageDays usageDays(const facts::Usage& u, std::size_t people, std::uint64_t tools)
{
    UsageDays result;
    std::size_t row = 0;
    while (row < u.size() && u.person[row] == facts::kNoIndex) ++row;
    for (std::size_t person = 0; person < people; ++person) {
        for (; row < u.size() && static_cast<std::size_t>(u.person[row]) == person; ++row) {
            if (!amongTools(tools, u.tool[row])) continue;
            result.seen.values.push_back(u.day[row]);
            if (u.meaningful[row] != 0) result.used.values.push_back(u.day[row]);
        }
        close(result.seen);
        close(result.used);
    }
    result.seen.values.shrink_to_fit();
    result.used.values.shrink_to_fit();
    return result;
}

std::shared_ptr<const UsageDays> usageDaysOf(const facts::Snapshot& snapshot, std::uint64_t tools)
{
    return snapshot.prepared.get<UsageDays>(fmt::format("usage-days:{:x}", tools),
                                            [&] { return usageDays(snapshot.usage, snapshot.people.size(), tools); });
}

} // namespace assay::metrics
