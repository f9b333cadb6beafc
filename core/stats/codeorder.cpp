// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/codeorder.h"

#include <algorithm>
#include <numeric>

namespace assay::stats {
namespace {

/// Above this a table of counts costs more than sorting.
constexpr std::uint32_t kMostCounted = 1U << 22;

std::uint32_t largest(std::span<const std::uint32_t> codes)
{
    return codes.empty() ? 0 : *std::max_element(codes.begin(), codes.end());
}

} // namespace

std::vector<std::uint32_t> distinctCodes(std::span<const std::uint32_t> codes)
{
    std::vector<std::uint32_t> names;
    const std::uint32_t most = largest(codes);
    if (most < kMostCounted) {
        std::vector<std::uint8_t> seen(codes.empty() ? 0 : most + 1, 0);
        for (const std::uint32_t code : codes) seen[code] = 1;
        for (std::uint32_t code = 0; code < seen.size(); ++code)
            if (seen[code] != 0) names.push_back(code);
        return names;
    }
    names.assign(codes.begin(), codes.end());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::vector<std::uint32_t> rankedCodes(std::span<const std::uint32_t> codes, std::size_t& distinct)
{
    const auto names = distinctCodes(codes);
    distinct = names.size();
    std::vector<std::uint32_t> ranks(codes.size());
    if (largest(codes) < kMostCounted) {
        std::vector<std::uint32_t> rankOf(names.empty() ? 0 : names.back() + 1, 0);
        for (std::uint32_t rank = 0; rank < names.size(); ++rank) rankOf[names[rank]] = rank;
        for (std::size_t i = 0; i < codes.size(); ++i) ranks[i] = rankOf[codes[i]];
        return ranks;
    }
    for (std::size_t i = 0; i < codes.size(); ++i)
        ranks[i] = static_cast<std::uint32_t>(std::lower_bound(names.begin(), names.end(), codes[i]) - names.begin());
    return ranks;
}

std::vector<std::uint32_t> orderByCode(std::span<const std::uint32_t> codes, std::span<const std::uint32_t> start)
{
    std::vector<std::uint32_t> rows(start.begin(), start.end());
    if (start.empty()) {
        rows.resize(codes.size());
        std::iota(rows.begin(), rows.end(), 0U);
    }
    const std::uint32_t most = largest(codes);
    if (most >= kMostCounted) {
        std::stable_sort(rows.begin(), rows.end(),
                         [codes](std::uint32_t a, std::uint32_t b) { return codes[a] < codes[b]; });
        return rows;
    }
    std::vector<std::uint32_t> next(static_cast<std::size_t>(most) + 2, 0);
    for (const std::uint32_t code : codes) ++next[code + 1];
    for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
    std::vector<std::uint32_t> order(rows.size());
    for (const std::uint32_t row : rows) order[next[codes[row]]++] = row;
    return order;
}

} // namespace assay::stats
