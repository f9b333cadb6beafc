// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/columnwidths.h"

#include <algorithm>
#include <numeric>

namespace assay::ui {
namespace {

/// Hands out `amount` by shares; what rounding leaves goes to the last that has one.
void hand(std::vector<int>& widths, int amount, const std::vector<int>& shares)
{
    const long long all = std::accumulate(shares.begin(), shares.end(), 0LL);
    if (all <= 0) return;
    int left = amount;
    std::size_t last = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const int part = static_cast<int>(static_cast<long long>(amount) * shares[i] / all);
        widths[i] += part;
        left -= part;
        if (shares[i] > 0) last = i;
    }
    widths[last] += left;
}

} // namespace

std::vector<int> columnWidths(const std::vector<ColumnNeed>& needs, int room)
{
    std::vector<int> widths;
    std::vector<int> lacking;
    std::vector<int> stretch;
    for (const auto& need : needs) {
        widths.push_back(need.least);
        lacking.push_back(std::max(0, need.wanted - need.least));
        stretch.push_back(need.stretch);
    }
    const int least = std::accumulate(widths.begin(), widths.end(), 0);
    if (least > room) {
        int heads = 0;
        for (std::size_t i = 0; i < needs.size(); ++i) {
            heads += needs[i].head;
            lacking[i] = std::max(0, widths[i] - needs[i].head);
            widths[i] = needs[i].head;
        }
        if (heads <= room) {
            hand(widths, room - heads, lacking);
            return widths;
        }
        for (auto& width : widths) width = static_cast<int>(static_cast<long long>(width) * room / heads);
        return widths;
    }
    const int lack = std::accumulate(lacking.begin(), lacking.end(), 0);
    hand(widths, std::min(lack, room - least), lacking);
    if (lack < room - least) hand(widths, room - least - lack, stretch);
    return widths;
}

} // namespace assay::ui
