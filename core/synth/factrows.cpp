// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/factrows.h"

#include "synth/messages.h"
#include "synth/observed.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace assay::synth {
namespace {

using facts::Index;
using facts::kNoIndex;
using facts::kNoTime;
using facts::Millis;

facts::CodeAge factAge(Age age)
{
    switch (age) {
    case Age::Greenfield:
        return facts::CodeAge::Greenfield;
    case Age::Recent:
        return facts::CodeAge::Recent;
    case Age::Legacy:
        return facts::CodeAge::Legacy;
    }
    return facts::CodeAge::Unknown;
}

Index teamAt(const Person& person, Instant at)
{
    return person.onRoster ? person.teamOn(dayOf(at)) : kNoIndex;
}

std::uint16_t flagsOf(const Change& change, const Observed& seen)
{
    unsigned flags = facts::kReviewKnown | facts::kTraced;
    if (change.automation) flags |= facts::kAutomation;
    if (change.task == domain::TaskType::BugFix && !change.reverts) flags |= facts::kFix;
    if (change.reverts) flags |= facts::kRevert;
    if (!change.reviews.empty()) flags |= facts::kReviewed;
    if (seen.declared) flags |= facts::kDeclared;
    return static_cast<std::uint16_t>(flags);
}

void appendChangeStamps(const Organisation& organisation, const Change& change, facts::Changes& c)
{
    Millis approved = kNoTime;
    for (const auto& review : change.reviews)
        if (review.state == domain::ReviewState::Approved) approved = toUnixMillis(review.at);
    c.mergedAt.push_back(toUnixMillis(*change.merged));
    c.openedAt.push_back(toUnixMillis(change.opened));
    c.firstCommitAt.push_back(
        toUnixMillis(organisation.commits[static_cast<std::size_t>(change.firstCommit)].authored));
    c.firstReviewAt.push_back(change.reviews.empty() ? kNoTime : toUnixMillis(change.reviews.front().at));
    c.approvedAt.push_back(approved);
    c.releasedAt.push_back(kNoTime);
    c.revertedAt.push_back(kNoTime);
}

void appendChange(const Organisation& organisation, const Change& change, const Observed& seen, facts::Changes& c)
{
    const auto row = c.size();
    c.id.push_back(static_cast<std::int64_t>(row) + 1);
    c.kind.push_back(facts::ChangeKind::PullRequest);
    c.repository.push_back(change.repository);
    c.number.push_back(change.number);
    c.title.push_back(change.title);
    c.head.push_back(fmt::format("{:040x}", row + 1));
    appendChangeStamps(organisation, change, c);
    c.author.push_back(change.author);
    c.team.push_back(teamAt(organisation.people[static_cast<std::size_t>(change.author)], *change.merged));
    c.taskType.push_back(change.task);
    c.codeAge.push_back(factAge(change.age));
    c.ticket.push_back(linkIsVisible(change) ? change.ticket : kNoIndex);
    c.added.push_back(change.added);
    c.deleted.push_back(change.deleted);
    c.files.push_back(static_cast<std::int32_t>(change.files.size()));
    c.commits.push_back(landingOf(change.repository) == Landing::Squash ? 1 : change.commitCount + 1);
    c.reviewRounds.push_back(change.rounds);
    c.aiProbability.push_back(seen.probability);
    c.aiShare.push_back(std::numeric_limits<float>::quiet_NaN());
    c.tools.push_back(seen.probability > 0 ? std::uint64_t{1} << static_cast<unsigned>(change.tool) : 0);
    c.flags.push_back(flagsOf(change, seen));
    c.linesBorn.push_back(change.added);
    c.linesAlive.push_back(change.added);
    c.aiLinesAlive.push_back(0);
    c.humanLinesAlive.push_back(0);
    c.language.push_back(kNoIndex);
}

/// Hours from Monday to Friday, nine to five, in a team's zone.
double workingHours(Instant from, Instant to, int offsetMinutes)
{
    const Instant begin = from + std::chrono::minutes{offsetMinutes};
    const Instant end = to + std::chrono::minutes{offsetMinutes};
    double hours = 0;
    for (Day day = dayOf(begin); day <= dayOf(end); day += std::chrono::days{1}) {
        const std::chrono::weekday weekday{day};
        if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday) continue;
        const Instant opens = std::max(begin, Instant{day} + std::chrono::hours{9});
        const Instant closes = std::min(end, Instant{day} + std::chrono::hours{17});
        if (closes > opens) hours += hoursBetween(opens, closes);
    }
    return hours;
}

/// What the visible merged changes of one ticket say about it.
struct TicketStamps
{
    Millis firstCommit = kNoTime, opened = kNoTime, firstReview = kNoTime, approved = kNoTime, firstLanded = kNoTime,
           merged = kNoTime;
    Index last = kNoIndex;
    Index largest = kNoIndex;
    int size = 0;
    int count = 0;
    double probability = 0;
    bool unknown = false;
    bool declared = false;
    std::uint64_t tools = 0;

    static void earlier(Millis& into, Millis at)
    {
        if (at != kNoTime && (into == kNoTime || at < into)) into = at;
    }
    void add(const facts::Changes& c, Index row)
    {
        const auto i = static_cast<std::size_t>(row);
        earlier(firstCommit, c.firstCommitAt[i]);
        earlier(opened, c.openedAt[i]);
        earlier(firstReview, c.firstReviewAt[i]);
        earlier(firstLanded, c.mergedAt[i]);
        approved = std::max(approved, c.approvedAt[i]);
        merged = c.mergedAt[i];
        last = row;
        const int lines = c.added[i] + c.deleted[i];
        if (largest == kNoIndex ||
            lines > c.added[static_cast<std::size_t>(largest)] + c.deleted[static_cast<std::size_t>(largest)])
            largest = row;
        size += lines;
        ++count;
        if (std::isnan(c.aiProbability[i]))
            unknown = true;
        else
            probability = std::max(probability, c.aiProbability[i]);
        declared = declared || (c.flags[i] & facts::kDeclared) != 0;
        tools |= c.tools[i];
    }
    [[nodiscard]] double provenance() const
    {
        return probability > 0 || (count > 0 && !unknown) ? probability : std::numeric_limits<double>::quiet_NaN();
    }
};

facts::TicketState ticketState(const Ticket& ticket, bool merged)
{
    if (merged) return facts::TicketState::Merged;
    if (ticket.end == TicketEnd::Cancelled) return facts::TicketState::Cancelled;
    return ticket.resolved ? facts::TicketState::Unlinked : facts::TicketState::Open;
}

void appendTicketStamps(const Ticket& ticket, const TicketStamps& s, facts::Tickets& t)
{
    t.createdAt.push_back(toUnixMillis(ticket.created));
    t.startedAt.push_back(ticket.started ? toUnixMillis(*ticket.started) : kNoTime);
    t.firstCommitAt.push_back(s.firstCommit);
    t.openedAt.push_back(s.opened);
    t.firstReviewAt.push_back(s.firstReview);
    t.approvedAt.push_back(s.approved);
    t.firstLandedAt.push_back(s.firstLanded);
    t.mergedAt.push_back(s.merged);
    t.releasedAt.push_back(kNoTime);
    t.resolvedAt.push_back(ticket.resolved ? toUnixMillis(*ticket.resolved) : kNoTime);
}

void appendTicketPlace(const Organisation& organisation, const Ticket& ticket, const TicketStamps& s,
                       facts::Snapshot& snapshot)
{
    auto& t = snapshot.tickets;
    const Index person =
        s.last == kNoIndex ? ticket.assignee : snapshot.changes.author[static_cast<std::size_t>(s.last)];
    const Instant when = s.last == kNoIndex ? ticket.created : fromUnixMillis(s.merged);
    t.person.push_back(person);
    t.team.push_back(teamAt(organisation.people[static_cast<std::size_t>(person)], when));
    t.codeAge.push_back(s.largest == kNoIndex ? facts::CodeAge::Unknown
                                              : snapshot.changes.codeAge[static_cast<std::size_t>(s.largest)]);
    const int offset = organisation.teams[static_cast<std::size_t>(ticket.team)].offsetMinutes;
    t.workingHoursToMerge.push_back(s.merged == kNoTime
                                        ? std::numeric_limits<double>::quiet_NaN()
                                        : workingHours(ticket.created, fromUnixMillis(s.merged), offset));
}

void appendTicket(const Organisation& organisation, int row, const TicketStamps& s, facts::Snapshot& snapshot)
{
    const auto& ticket = organisation.tickets[static_cast<std::size_t>(row)];
    auto& t = snapshot.tickets;
    t.id.push_back(row + 1);
    t.key.push_back(organisation.ticketKey(row));
    t.title.push_back(ticket.title);
    t.type.push_back(ticket.bug ? 2 : ticket.task == domain::TaskType::Feature ? 0 : 1);
    t.taskType.push_back(ticket.task);
    t.status.push_back(ticket.history.empty() ? Index{kToDo} : Index{ticket.history.back().to});
    t.priority.push_back(ticket.priority);
    appendTicketStamps(ticket, s, t);
    t.state.push_back(ticketState(ticket, s.merged != kNoTime));
    t.reopened.push_back(static_cast<std::int16_t>(ticket.reopened));
    appendTicketPlace(organisation, ticket, s, snapshot);
    t.size.push_back(s.size);
    t.aiProbability.push_back(s.provenance());
    t.declared.push_back(s.declared ? 1 : 0);
    t.tools.push_back(s.tools);
    t.changeCount.push_back(s.count);
    t.problems.push_back(0);
    t.defect.push_back(ticket.bug ? 1 : 0);
}

} // namespace

void addChangeRows(const Organisation& organisation, facts::Snapshot& snapshot)
{
    const Observer observer(organisation);
    auto& c = snapshot.changes;
    for (const auto& change : organisation.changes) {
        if (!change.merged) break; // they come last
        appendChange(organisation, change, observer.provenanceOf(change), c);
        if (!change.reverts) continue;
        const auto origin =
            static_cast<std::size_t>(organisation.defects[static_cast<std::size_t>(change.repairs)].origin);
        c.revertedAt[origin] = c.mergedAt.back();
        c.flags[origin] = static_cast<std::uint16_t>(c.flags[origin] | facts::kReverted);
    }
}

void addTicketRows(const Organisation& organisation, facts::Snapshot& snapshot)
{
    std::vector<TicketStamps> stamps(organisation.tickets.size());
    for (std::size_t row = 0; row < snapshot.changes.size(); ++row) {
        const Index ticket = snapshot.changes.ticket[row];
        if (ticket == kNoIndex) continue;
        stamps[static_cast<std::size_t>(ticket)].add(snapshot.changes, static_cast<Index>(row));
        snapshot.ticketLinks.ticket.push_back(ticket);
        snapshot.ticketLinks.change.push_back(static_cast<Index>(row));
    }
    for (std::size_t row = 0; row < organisation.tickets.size(); ++row)
        appendTicket(organisation, static_cast<int>(row), stamps[row], snapshot);
}

} // namespace assay::synth
