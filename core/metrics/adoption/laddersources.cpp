// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/laddersources.h"
#include "metrics/units.h"

#include <algorithm>

namespace assay::metrics {
namespace {

using domain::Provenance;
using facts::EpochDay;
using facts::Index;
using facts::kNoDay;
using facts::kNoIndex;

bool inMask(std::uint64_t mask, Index tool)
{
    return tool == kNoIndex ? mask == ~std::uint64_t{0} : (mask >> tool & 1) != 0;
}

std::uint64_t chosenTools(const facts::Snapshot& s, const facts::Filter& filter)
{
    if (filter.tools.empty()) return ~std::uint64_t{0};
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < s.tools.size() && i < 64; ++i)
        if (filter.tools.contains(s.tools[i])) mask |= std::uint64_t{1} << i;
    return mask;
}

/// Usage comes ordered by person, tool and day; days of several tools are merged.
void readUsage(const facts::Snapshot& s, std::uint64_t tools, PerOwner<EpochDay>& used,
               std::vector<EpochDay>& firstSeen)
{
    const auto& u = s.usage;
    firstSeen.assign(s.people.size(), kNoDay);
    used.values.reserve(u.size());
    std::size_t row = 0;
    while (row < u.size() && u.person[row] == kNoIndex) ++row;
    for (std::size_t person = 0; person < s.people.size(); ++person) {
        const auto first = static_cast<std::ptrdiff_t>(used.values.size());
        for (; row < u.size() && static_cast<std::size_t>(u.person[row]) == person; ++row) {
            if (!inMask(tools, u.tool[row])) continue;
            if (firstSeen[person] == kNoDay || u.day[row] < firstSeen[person]) firstSeen[person] = u.day[row];
            if (u.meaningful[row] != 0) used.values.push_back(u.day[row]);
        }
        const auto begin = used.values.begin() + first;
        if (!std::is_sorted(begin, used.values.end())) std::sort(begin, used.values.end());
        used.values.erase(std::unique(begin, used.values.end()), used.values.end());
        used.begin.push_back(used.values.size());
    }
}

std::vector<std::int32_t> diedYoung(const facts::Snapshot& s)
{
    std::vector<std::int32_t> lines(s.changes.size(), 0);
    for (std::size_t i = 0; i < s.deaths.size(); ++i)
        if (s.deaths.ageDays[i] <= static_cast<float>(kRetainedDays))
            lines[static_cast<std::size_t>(s.deaths.change[i])] += s.deaths.lines[i];
    return lines;
}

bool counts(const facts::Snapshot& s, std::size_t row, std::uint64_t tools, Provenance provenance)
{
    if ((s.changes.flags[row] & facts::kAutomation) != 0 || s.changes.author[row] == kNoIndex) return false;
    return provenance != Provenance::Ai || tools == ~std::uint64_t{0} || (s.changes.tools[row] & tools) != 0;
}

} // namespace

LadderReader::Sources::Sources(const facts::View& view)
{
    const auto& s = view.snapshot();
    tools = chosenTools(s, view.filter());
    if (!view.filter().teams.empty())
        for (const auto& team : s.teams) teamChosen.push_back(view.filter().teams.contains(team) ? 1 : 0);
    for (std::size_t i = 0; i < s.people.size(); ++i) {
        for (const auto& stay : s.people.memberships[i]) roster = roster || stay.engineering;
        for (const auto& seat : s.people.seats[i]) {
            if (!inMask(tools, seat.tool)) continue;
            seats = true;
            signIns = signIns || seat.lastSignIn != kNoDay || seat.lastActivity != kNoDay;
        }
    }
    readUsage(s, tools, used, firstSeen);

    const auto young = diedYoung(s);
    const auto& c = s.changes;
    std::vector<Provenance> provenance(c.size());
    std::vector<std::size_t> count(s.people.size() + 1, 0);
    for (std::size_t i = 0; i < c.size(); ++i) {
        provenance[i] = view.provenanceOfChange(static_cast<Index>(i));
        if (counts(s, i, tools, provenance[i])) ++count[static_cast<std::size_t>(c.author[i]) + 1];
    }
    for (std::size_t i = 1; i < count.size(); ++i) count[i] += count[i - 1];
    changes.begin = count;
    changes.values.resize(count.back());
    for (std::size_t i = 0; i < c.size(); ++i) {
        if (!counts(s, i, tools, provenance[i])) continue;
        AuthoredChange& change = changes.values[count[static_cast<std::size_t>(c.author[i])]++];
        change.day = epochDayOf(c.mergedAt[i]);
        change.provenance = provenance[i];
        change.traced = (c.flags[i] & facts::kTraced) != 0;
        change.born = c.linesBorn[i];
        change.diedYoung = young[i];
        change.row = static_cast<Index>(i);
        if (provenance[i] != Provenance::Unknown) provenanceDays.push_back(change.day);
        if (provenance[i] == Provenance::Ai && change.traced) tracedAiDays.push_back(change.day);
    }
}

} // namespace assay::metrics
