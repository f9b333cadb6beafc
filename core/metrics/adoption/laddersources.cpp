// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/laddersources.h"
#include "metrics/units.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

using domain::Provenance;
using facts::EpochDay;
using facts::Index;
using facts::kNoDay;
using facts::kNoIndex;

std::uint64_t chosenTools(const facts::Snapshot& s, const facts::Filter& filter)
{
    if (filter.tools.empty()) return kAllTools;
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < s.tools.size() && i < 64; ++i)
        if (filter.tools.contains(s.tools[i])) mask |= std::uint64_t{1} << i;
    return mask;
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
    return provenance != Provenance::Ai || tools == kAllTools || (s.changes.tools[row] & tools) != 0;
}

} // namespace

LadderReader::Sources::Sources(const facts::View& view)
{
    const auto& s = view.snapshot();
    tools = chosenTools(s, view.filter());
    for (std::size_t i = 0; i < s.people.size(); ++i) {
        for (const auto& stay : s.people.memberships[i]) roster = roster || stay.engineering;
        for (const auto& seat : s.people.seats[i]) {
            if (!amongTools(tools, seat.tool)) continue;
            seats = true;
            signIns = signIns || seat.lastSignIn != kNoDay || seat.lastActivity != kNoDay;
        }
    }
    usage = usageDaysOf(s, tools);
    const auto kept = s.prepared.get<std::vector<std::int32_t>>("lines-died-young", [&s] { return diedYoung(s); });
    const auto& young = *kept;
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

std::shared_ptr<const LadderReader::Sources> LadderReader::Sources::of(const facts::View& view)
{
    const auto& filter = view.filter();
    const auto key = fmt::format("ladder-sources:{:x}:{}:{}", chosenTools(view.snapshot(), filter),
                                 static_cast<int>(filter.threshold.kind), filter.threshold.probability);
    return view.snapshot().prepared.get<Sources>(key, [&view] { return Sources(view); });
}

} // namespace assay::metrics
