// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

using facts::Index;
using facts::kNoIndex;

/// Where the first byte that is set lies, from a place on; the size without one.
std::size_t nextSet(const std::vector<std::uint8_t>& bytes, std::size_t from)
{
    if (from >= bytes.size()) return bytes.size();
    const void* at = std::memchr(&bytes[from], 1, bytes.size() - from);
    return at == nullptr ? bytes.size() : static_cast<std::size_t>(static_cast<const std::uint8_t*>(at) - bytes.data());
}

std::size_t endOfSet(const std::vector<std::uint8_t>& bytes)
{
    std::size_t end = bytes.size();
    for (std::uint64_t stretch = 0; end >= sizeof(stretch); end -= sizeof(stretch)) {
        std::memcpy(&stretch, &bytes[end - sizeof(stretch)], sizeof(stretch));
        if (stretch != 0) break;
    }
    return end;
}

/// A short period lets few of many rows through: what lies before, between and behind them is skipped at the speed of
/// memory.
std::vector<Index> set(const std::vector<std::uint8_t>& bytes)
{
    constexpr std::size_t kStretch = 256;
    const std::size_t end = endOfSet(bytes);
    std::size_t at = nextSet(bytes, 0);
    if (at >= end) return {};
    std::vector<Index> rows(end - at + 1); // the last place takes what is written past the end
    std::size_t taken = 0;
    while (at < end) {
        const std::size_t stop = std::min(end, at + kStretch);
        for (; at < stop; ++at) {
            rows[taken] = static_cast<Index>(at);
            taken += bytes[at];
        }
        at = nextSet(bytes, at);
    }
    rows.resize(taken);
    return rows;
}

/// Whether a row's name is among the chosen ones; all are where none is chosen.
bool passes(const std::set<std::string>& chosen, const std::vector<std::string>& names, Index row)
{
    return chosen.empty() || (row != kNoIndex && chosen.contains(names[static_cast<std::size_t>(row)]));
}

std::vector<Index> defectRows(const facts::View& view)
{
    const auto& s = view.snapshot();
    const auto& d = s.defects;
    std::vector<Index> rows;
    for (std::size_t i = 0; i < d.size(); ++i) {
        if (!facts::known(d.reportedAt[i]) || d.reportedAt[i] < view.periodBegin() ||
            d.reportedAt[i] >= view.periodEnd())
            continue;
        if (!passes(view.filter().teams, s.teams, d.team[i]) ||
            !passes(view.filter().priorities, s.priorities, d.priority[i]))
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

bool enoughPeople(std::int64_t people, int minimumGroup)
{
    return people == 0 || people >= minimumGroup;
}

void withholdIfSmall(Estimate& estimate, std::int64_t people, int minimumGroup)
{
    if (enoughPeople(people, minimumGroup)) return;
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
