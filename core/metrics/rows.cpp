// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

using facts::Index;
using facts::kNoIndex;

std::vector<Index> set(const std::vector<std::uint8_t>& bytes)
{
    std::vector<Index> rows(static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), std::uint8_t{1})) + 1);
    // A short period lets few of many rows through: stretches without any are skipped eight at a time. The last place
    // takes what is written past the end.
    constexpr std::size_t kStretch = sizeof(std::uint64_t);
    std::size_t taken = 0;
    std::size_t i = 0;
    for (; i + kStretch <= bytes.size(); i += kStretch) {
        std::uint64_t stretch = 0;
        std::memcpy(&stretch, &bytes[i], kStretch);
        if (stretch == 0) continue;
        for (std::size_t k = i; k < i + kStretch; ++k) {
            rows[taken] = static_cast<Index>(k);
            taken += bytes[k];
        }
    }
    for (; i < bytes.size(); ++i) {
        rows[taken] = static_cast<Index>(i);
        taken += bytes[i];
    }
    rows.resize(taken);
    return rows;
}

std::vector<Index> defectRows(const facts::View& view)
{
    const auto& d = view.snapshot().defects;
    const auto& teams = view.filter().teams;
    std::vector<Index> rows;
    for (std::size_t i = 0; i < d.size(); ++i) {
        if (!facts::known(d.reportedAt[i]) || d.reportedAt[i] < view.periodBegin() ||
            d.reportedAt[i] >= view.periodEnd())
            continue;
        const Index team = d.team[i];
        if (!teams.empty() &&
            (team == kNoIndex || !teams.contains(view.snapshot().teams[static_cast<std::size_t>(team)])))
            continue;
        rows.push_back(static_cast<Index>(i));
    }
    return rows;
}

std::vector<Index> usageRows(const facts::View& view)
{
    const auto& u = view.snapshot().usage;
    const auto& people = view.people();
    const auto from = toEpochDay(view.period().from);
    const auto to = toEpochDay(view.period().to);
    std::vector<Index> rows;
    for (std::size_t i = 0; i < u.size(); ++i) {
        if (u.day[i] < from || u.day[i] > to || u.person[i] == kNoIndex) continue;
        if (people[static_cast<std::size_t>(u.person[i])] != 0) rows.push_back(static_cast<Index>(i));
    }
    return rows;
}

} // namespace

std::vector<Index> rowsOf(const facts::View& view, RowsOf table)
{
    // Asked for by every measure of the view.
    const auto kept = [&view](const char* key, const std::vector<std::uint8_t>& bytes) {
        return *view.prepared().get<std::vector<Index>>(key, [&bytes] { return set(bytes); });
    };
    switch (table) {
    case RowsOf::Changes:
        return kept("rows-of-changes", view.changes());
    case RowsOf::Tickets:
        return kept("rows-of-tickets", view.tickets());
    case RowsOf::Defects:
        return defectRows(view);
    case RowsOf::People:
        return set(view.people());
    case RowsOf::Usage:
        return usageRows(view);
    case RowsOf::Seats: {
        auto rows = set(view.people());
        std::erase_if(
            rows, [&view](Index row) { return view.snapshot().people.seats[static_cast<std::size_t>(row)].empty(); });
        return rows;
    }
    }
    return {};
}

Index personOf(const facts::Snapshot& snapshot, RowsOf table, Index row)
{
    const auto i = static_cast<std::size_t>(row);
    switch (table) {
    case RowsOf::Changes:
        return snapshot.changes.author[i];
    case RowsOf::Tickets:
        return snapshot.tickets.person[i];
    case RowsOf::Defects: {
        const Index fix = snapshot.defects.fix[i];
        return fix == kNoIndex ? kNoIndex : snapshot.changes.author[static_cast<std::size_t>(fix)];
    }
    case RowsOf::Usage:
        return snapshot.usage.person[i];
    case RowsOf::People:
    case RowsOf::Seats:
        return row;
    }
    return kNoIndex;
}

std::int64_t peopleBehind(const facts::Snapshot& snapshot, RowsOf table, std::span<const Index> rows)
{
    std::vector<std::uint8_t> seen(snapshot.people.size());
    std::int64_t count = 0;
    for (const Index row : rows) {
        const Index person = personOf(snapshot, table, row);
        if (person == kNoIndex || seen[static_cast<std::size_t>(person)] != 0) continue;
        seen[static_cast<std::size_t>(person)] = 1;
        ++count;
    }
    return count;
}

void withholdIfSmall(Estimate& estimate, std::int64_t people, int minimumGroup)
{
    if (people == 0 || people >= minimumGroup) return;
    estimate.value.reset();
    estimate.low.reset();
    estimate.high.reset();
    estimate.note = fmt::format("Withheld: fewer than {} people.", minimumGroup);
}

std::vector<Index> rowsBehind(const Metric& metric, const facts::View& view)
{
    auto rows = rowsOf(view, metric.info().rows);
    if (auto outcomes = metric.outcomes(view, rows, false)) {
        // A person with several seats, or a row with several outcomes, opens once.
        std::sort(outcomes->rows.begin(), outcomes->rows.end());
        outcomes->rows.erase(std::unique(outcomes->rows.begin(), outcomes->rows.end()), outcomes->rows.end());
        return std::move(outcomes->rows);
    }
    return rows;
}

} // namespace assay::metrics
