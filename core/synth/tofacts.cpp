// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/tofacts.h"

#include "synth/exporttexts.h"
#include "synth/factrows.h"

#include <fmt/format.h>

namespace assay::synth {
namespace {

using facts::EpochDay;
using facts::kNoDay;

EpochDay epochDay(const std::optional<Day>& day)
{
    return day ? toEpochDay(*day) : kNoDay;
}

void addNames(const Organisation& organisation, facts::Snapshot& snapshot)
{
    snapshot.repositories = organisation.repositories;
    for (const auto& team : organisation.teams) snapshot.teams.push_back(team.name);
    snapshot.tools = {"copilot", "claude-code", "aider"};
    snapshot.toolTitles = {"GitHub Copilot", "Claude Code", "aider"};
    snapshot.ticketTypes = {"Story", "Task", "Bug"};
    snapshot.statuses.assign(std::begin(kStatuses), std::end(kStatuses));
    snapshot.priorities.assign(std::begin(kPriorities), std::end(kPriorities));
    snapshot.workspaceName = "Made-up organisation";
    snapshot.fingerprint = fmt::format("{:016x}", organisation.spec.seed);
    snapshot.cutOff = organisation.cutOff();
    snapshot.span = {organisation.spec.firstDay(), organisation.spec.lastDay};
}

facts::Seat seatOf(const Organisation& organisation, const Person& person)
{
    facts::Seat seat;
    seat.tool = static_cast<facts::Index>(Tool::Copilot);
    seat.from = epochDay(person.seatFrom);
    seat.to = epochDay(person.seatTo);
    seat.snapshot = toEpochDay(organisation.spec.lastDay);
    seat.pricePerMonth = kSeatPrice;
    return seat;
}

void addPeople(const Organisation& organisation, facts::Snapshot& snapshot)
{
    auto& people = snapshot.people;
    const auto seen = lastSeen(organisation);
    for (std::size_t p = 0; p < organisation.people.size(); ++p) {
        const auto& person = organisation.people[p];
        people.id.push_back(static_cast<std::int64_t>(p) + 1);
        people.name.push_back(person.name);
        people.bot.push_back(person.bot ? 1 : 0);
        people.onRoster.push_back(person.onRoster ? 1 : 0);
        auto& stays = people.memberships.emplace_back();
        if (person.onRoster)
            for (const auto& stay : person.stays)
                stays.push_back({stay.team, toEpochDay(stay.from), epochDay(stay.to), person.engineering, 1});
        auto& seats = people.seats.emplace_back();
        const bool listed =
            organisation.spec.untidy ? person.holdsSeat(organisation.spec.lastDay) : person.seatFrom.has_value();
        if (!listed) continue;
        seats.push_back(seatOf(organisation, person));
        seats.back().lastActivity = epochDay(seen[p].activity);
        seats.back().lastSignIn = epochDay(seen[p].signIn);
    }
}

void addUsage(const Organisation& organisation, facts::Snapshot& snapshot)
{
    auto& usage = snapshot.usage;
    for (const auto& row : organisation.usage) {
        usage.person.push_back(row.person);
        usage.tool.push_back(static_cast<facts::Index>(Tool::Copilot));
        usage.day.push_back(toEpochDay(row.day));
        usage.shown.push_back(row.shown);
        usage.accepted.push_back(row.accepted);
        usage.linesAccepted.push_back(row.linesAccepted);
        usage.interactions.push_back(row.interactions);
        usage.agentRuns.push_back(row.agentRuns);
        usage.costUsd.push_back(std::numeric_limits<double>::quiet_NaN());
        usage.meaningful.push_back(row.accepted > 0 || row.interactions > 0 || row.agentRuns > 0 ? 1 : 0);
    }
    const auto& spec = organisation.spec;
    const auto covered = [&](Day from, Day to) {
        snapshot.telemetry.push_back({static_cast<facts::Index>(Tool::Copilot), toEpochDay(from), toEpochDay(to)});
    };
    const auto gap = spec.telemetryGap();
    if (gap) covered(spec.telemetryFrom(), gap->from - std::chrono::days{1});
    covered(gap ? gap->to + std::chrono::days{1} : spec.telemetryFrom(), spec.lastDay);
}

} // namespace

facts::Snapshot toSnapshot(const Organisation& organisation)
{
    facts::Snapshot snapshot;
    addNames(organisation, snapshot);
    addPeople(organisation, snapshot);
    addUsage(organisation, snapshot);
    addChangeRows(organisation, snapshot);
    addTicketRows(organisation, snapshot);
    addCommitRows(organisation, snapshot);
    addDefectRows(organisation, snapshot);
    return snapshot;
}

} // namespace assay::synth
