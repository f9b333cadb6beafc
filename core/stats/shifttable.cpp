// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/shifttable.h"

#include "stats/codeorder.h"

#include <algorithm>

namespace assay::stats {
namespace {

void sortByValue(std::vector<ShiftRow>& rows, std::size_t from)
{
    std::sort(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.end(), [](const ShiftRow& a, const ShiftRow& b) {
        return a.value != b.value ? a.value < b.value : a.cluster < b.cluster;
    });
}

} // namespace

ShiftTable shiftTable(const StratifiedValues& rows)
{
    const auto order = orderByCode(rows.stratum);
    ShiftTable table;
    const auto treated = static_cast<std::size_t>(
        std::count_if(rows.treated.begin(), rows.treated.end(), [](std::uint8_t one) { return one != 0; }));
    table.treated.reserve(treated);
    table.control.reserve(rows.treated.size() - treated);
    for (std::size_t at = 0; at < order.size();) {
        ShiftStratum s;
        s.firstTreated = table.treated.size();
        s.firstControl = table.control.size();
        s.row = order[at];
        const auto stratum = rows.stratum[order[at]];
        for (; at < order.size() && rows.stratum[order[at]] == stratum; ++at) {
            const std::size_t i = order[at];
            (rows.treated[i] != 0 ? table.treated : table.control).push_back({rows.value[i], rows.cluster[i]});
            table.clusters = std::max(table.clusters, rows.cluster[i] + 1);
        }
        s.endTreated = table.treated.size();
        s.endControl = table.control.size();
        if (s.endTreated == s.firstTreated || s.endControl == s.firstControl) {
            table.treated.resize(s.firstTreated);
            table.control.resize(s.firstControl);
            continue;
        }
        const auto size = static_cast<double>(s.endTreated - s.firstTreated + s.endControl - s.firstControl);
        s.weight = 1 / (size + 1);
        sortByValue(table.treated, s.firstTreated);
        sortByValue(table.control, s.firstControl);
        table.strata.push_back(s);
    }
    return table;
}

std::vector<ShiftTable> divided(const ShiftTable& t, std::size_t parts, const PartOf& partOf)
{
    std::vector<ShiftTable> result(parts);
    for (ShiftTable& part : result) part.clusters = t.clusters;
    const auto append = [](const std::vector<ShiftRow>& from, std::size_t& first, std::size_t& end,
                           std::vector<ShiftRow>& to) {
        const auto at = from.begin();
        const std::size_t begin = to.size();
        to.insert(to.end(), at + static_cast<std::ptrdiff_t>(first), at + static_cast<std::ptrdiff_t>(end));
        first = begin;
        end = to.size();
    };
    for (ShiftStratum s : t.strata) {
        const std::size_t part = partOf(s.row);
        if (part >= parts) continue;
        append(t.treated, s.firstTreated, s.endTreated, result[part].treated);
        append(t.control, s.firstControl, s.endControl, result[part].control);
        result[part].strata.push_back(s);
    }
    return result;
}

std::size_t rowsOf(const ShiftTable& t)
{
    return t.treated.size() + t.control.size();
}

double pairsOf(const ShiftTable& t)
{
    double pairs = 0;
    for (const ShiftStratum& s : t.strata)
        pairs +=
            static_cast<double>(s.endTreated - s.firstTreated) * static_cast<double>(s.endControl - s.firstControl);
    return pairs;
}

double excess(const ShiftTable& t, double shift)
{
    double sum = 0;
    for (const ShiftStratum& s : t.strata) {
        std::size_t below = s.firstControl;
        std::size_t upTo = s.firstControl;
        double pairs = 0;
        for (std::size_t i = s.firstTreated; i < s.endTreated; ++i) {
            const double x = t.treated[i].value - shift;
            while (below < s.endControl && t.control[below].value < x) ++below;
            upTo = std::max(upTo, below);
            while (upTo < s.endControl && t.control[upTo].value <= x) ++upTo;
            pairs += static_cast<double>(below + upTo - 2 * s.firstControl);
        }
        const double all =
            static_cast<double>(s.endTreated - s.firstTreated) * static_cast<double>(s.endControl - s.firstControl);
        sum += s.weight * (pairs - all) / 2;
    }
    return sum;
}

double greatest(const ShiftTable& t)
{
    double sum = 0;
    for (const ShiftStratum& s : t.strata)
        sum += s.weight * static_cast<double>(s.endTreated - s.firstTreated) *
               static_cast<double>(s.endControl - s.firstControl) / 2;
    return sum;
}

} // namespace assay::stats
