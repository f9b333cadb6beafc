// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/fixes.h"
#include "session/rules.h"
#include "session/snapshot/sources.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace assay::session {
namespace {

using facts::Index;
using facts::kNoIndex;
using facts::kNoTime;
using facts::Millis;

/// What the changes and commits of one ticket say about it.
struct Linked
{
    std::vector<Index> changes;
    std::vector<Index> commits; ///< all of them, merged or not
    Millis firstCommit = kNoTime;
};

void earlier(Millis& into, Millis at)
{
    if (at != kNoTime && (into == kNoTime || at < into)) into = at;
}
void later(Millis& into, Millis at)
{
    if (at != kNoTime && (into == kNoTime || at > into)) into = at;
}

/// Stamps that the linked changes give a ticket.
struct Stamps
{
    Millis firstCommit = kNoTime, opened = kNoTime, firstReview = kNoTime, approved = kNoTime, firstLanded = kNoTime,
           merged = kNoTime, released = kNoTime;
    Index lastChange = kNoIndex;
    Index largest = kNoIndex;
    std::int64_t size = 0;
};

Stamps stampsOf(const facts::Changes& changes, const Linked& linked)
{
    Stamps s;
    s.firstCommit = linked.firstCommit;
    for (const auto row : linked.changes) {
        const auto i = static_cast<std::size_t>(row);
        earlier(s.firstCommit, changes.firstCommitAt[i]);
        earlier(s.opened, changes.openedAt[i]);
        earlier(s.firstReview, changes.firstReviewAt[i]);
        later(s.approved, changes.approvedAt[i]);
        earlier(s.firstLanded, changes.mergedAt[i]);
        if (s.merged == kNoTime || changes.mergedAt[i] >= s.merged) {
            s.merged = changes.mergedAt[i];
            s.released = changes.releasedAt[i];
            s.lastChange = row;
        }
        const auto size = std::int64_t{changes.added[i]} + changes.deleted[i];
        const auto most = s.largest == kNoIndex ? -1
                                                : std::int64_t{changes.added[static_cast<std::size_t>(s.largest)]} +
                                                      changes.deleted[static_cast<std::size_t>(s.largest)];
        if (size > most) s.largest = row;
        s.size += size;
    }
    return s;
}

std::uint16_t problemsOf(const domain::TicketRecord& ticket, Millis created, Millis started, Millis resolved,
                         const Stamps& s)
{
    std::uint16_t bits = 0;
    const auto when = [&bits](bool wrong, facts::TicketProblem problem) {
        bits = static_cast<std::uint16_t>(bits | (wrong ? problem : 0));
    };
    const auto before = [](Millis a, Millis b) { return a != kNoTime && b != kNoTime && a < b; };
    when(created == kNoTime, facts::kNoCreated);
    when(before(resolved, created), facts::kResolvedBeforeCreated);
    when(before(s.merged, created), facts::kMergedBeforeCreated);
    when(before(s.merged, started), facts::kStartedAfterMerge);
    when(before(started, created), facts::kStartedBeforeCreated);
    when(before(s.merged, s.opened), facts::kOpenedAfterMerge);
    when(before(s.firstReview, s.opened) || before(s.approved, s.firstReview) || before(s.merged, s.approved),
         facts::kReviewOutOfOrder);
    when(ticket.zone == domain::ZoneBasis::Assumed, facts::kZoneAssumed);
    when(before(s.firstCommit, created), facts::kFirstCommitBeforeCreated);
    return bits;
}

facts::TicketState stateOf(const domain::TicketRecord& ticket, bool merged)
{
    if (merged) return facts::TicketState::Merged;
    if (ticket.category == domain::StatusCategory::Cancelled) return facts::TicketState::Cancelled;
    if (ticket.category == domain::StatusCategory::Done || ticket.resolved) return facts::TicketState::Unlinked;
    return facts::TicketState::Open;
}

/// Any AI-assisted change makes the ticket AI-assisted; human-only needs all of them to be; else unknown.
double probabilityOf(const std::vector<double>& probabilities, const std::vector<Index>& rows)
{
    double most = 0;
    bool unknown = rows.empty();
    for (const auto row : rows) {
        const double p = probabilities[static_cast<std::size_t>(row)];
        if (std::isnan(p))
            unknown = true;
        else
            most = std::max(most, p);
    }
    return most > 0 || !unknown ? most : std::numeric_limits<double>::quiet_NaN();
}

std::vector<Linked> linksOf(const facts::Snapshot& snapshot, const SnapshotSources& sources)
{
    std::unordered_map<std::int64_t, std::size_t> at;
    for (std::size_t i = 0; i < sources.tickets.size(); ++i) at.emplace(sources.tickets[i].id.value, i);
    std::vector<Linked> linked(sources.tickets.size());
    for (const auto& link : sources.derived.ticketLinks)
        linked[at.at(link.ticket.value)].changes.push_back(sources.changeIndex.at(link.change.value));
    std::unordered_map<std::int64_t, Index> commits;
    for (std::size_t i = 0; i < snapshot.commits.size(); ++i)
        commits.emplace(snapshot.commits.id[i], static_cast<Index>(i));
    for (const auto& link : sources.derived.commitTickets) {
        const auto found = commits.find(link.commit.value);
        if (found == commits.end()) continue;
        auto& ticket = linked[at.at(link.ticket.value)];
        earlier(ticket.firstCommit, snapshot.commits.authoredAt[static_cast<std::size_t>(found->second)]);
        if (snapshot.commits.merge[static_cast<std::size_t>(found->second)] == 0)
            ticket.commits.push_back(found->second);
    }
    return linked;
}

std::vector<std::size_t> byCreation(const std::vector<store::TicketRow>& tickets)
{
    std::vector<std::size_t> order(tickets.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&tickets](std::size_t a, std::size_t b) {
        const auto& x = tickets[a].ticket.created;
        const auto& y = tickets[b].ticket.created;
        if (x.has_value() != y.has_value()) return x.has_value();
        return x < y;
    });
    return order;
}

/// The dictionaries a ticket row needs.
struct TicketWords
{
    explicit TicketWords(facts::Snapshot& s) : types(s.ticketTypes), statuses(s.statuses), priorities(s.priorities) {}
    Dictionary types, statuses, priorities;
};

void appendStamps(facts::Tickets& t, const Stamps& s)
{
    t.firstCommitAt.push_back(s.firstCommit);
    t.openedAt.push_back(s.opened);
    t.firstReviewAt.push_back(s.firstReview);
    t.approvedAt.push_back(s.approved);
    t.firstLandedAt.push_back(s.firstLanded);
    t.mergedAt.push_back(s.merged);
    t.releasedAt.push_back(s.released);
}

void appendPlace(facts::Snapshot& snapshot, const SnapshotSources& sources, const domain::TicketRecord& ticket,
                 const Stamps& s, Millis created)
{
    auto& t = snapshot.tickets;
    auto person = s.lastChange == kNoIndex ? kNoIndex : snapshot.changes.author[static_cast<std::size_t>(s.lastChange)];
    const auto when = s.lastChange != kNoIndex && person != kNoIndex ? s.merged : created;
    if (person == kNoIndex) person = sources.personOf(ticket.system, ticket.assignee);
    t.person.push_back(person);
    t.team.push_back(when == kNoTime ? kNoIndex
                                     : teamOn(snapshot.people, person, toEpochDay(dayOf(fromUnixMillis(when)))));
}

/// From the merged changes; where there are none yet, from the commits made for the ticket so far.
void appendProvenance(facts::Snapshot& snapshot, const Linked& linked)
{
    auto& t = snapshot.tickets;
    const auto& changes = snapshot.changes;
    const auto& commits = snapshot.commits;
    const bool landed = !linked.changes.empty();
    const auto& rows = landed ? linked.changes : linked.commits;
    std::uint64_t tools = 0;
    bool declared = false;
    for (const auto row : rows) {
        const auto i = static_cast<std::size_t>(row);
        tools |= landed ? changes.tools[i] : commits.tools[i];
        declared = declared || (landed ? changes.has(row, facts::kDeclared) : commits.declared[i] != 0);
    }
    t.aiProbability.push_back(probabilityOf(landed ? changes.aiProbability : commits.aiProbability, rows));
    t.declared.push_back(declared ? 1 : 0);
    t.tools.push_back(tools);
    t.changeCount.push_back(static_cast<std::int32_t>(linked.changes.size()));
}

/// Systems that label any ticket at all: of the others nothing is known.
std::set<std::string> labellingSystems(const std::vector<store::TicketRow>& tickets)
{
    std::set<std::string> systems;
    for (const auto& row : tickets)
        if (!row.ticket.labels.empty()) systems.insert(row.ticket.system);
    return systems;
}

std::uint8_t labelsOf(const domain::TicketRecord& ticket, const std::set<std::string>& labelled)
{
    if (!labelled.contains(ticket.system)) return 0;
    const auto bit = [](bool has, facts::TicketLabel label) { return has ? int{label} : 0; };
    return static_cast<std::uint8_t>(facts::kLabelsKnown |
                                     bit(linking::hasSecurityLabel(ticket.labels), facts::kSecurityLabel) |
                                     bit(linking::hasComplianceLabel(ticket.labels), facts::kComplianceLabel));
}

} // namespace

void addTickets(facts::Snapshot& snapshot, SnapshotSources& sources, const Rules& rules)
{
    const auto linked = linksOf(snapshot, sources);
    const auto labelled = labellingSystems(sources.tickets);
    TicketWords words(snapshot);
    auto& t = snapshot.tickets;
    for (const auto i : byCreation(sources.tickets)) {
        const auto& row = sources.tickets[i];
        const auto& ticket = row.ticket;
        const auto s = stampsOf(snapshot.changes, linked[i]);
        const auto created = millis(ticket.created);
        const auto started = millis(ticket.started);
        const auto resolved = millis(ticket.resolved);
        const auto index = static_cast<Index>(t.rows());
        sources.ticketIndex.emplace(row.id.value, index);
        t.id.push_back(row.id.value);
        t.key.push_back(ticket.key);
        t.title.push_back(ticket.title);
        t.type.push_back(words.types(ticket.type));
        t.taskType.push_back(rules.taskTypeOf(ticket));
        t.status.push_back(words.statuses(ticket.status));
        t.priority.push_back(ticket.priority.empty() ? kNoIndex : words.priorities(ticket.priority));
        t.createdAt.push_back(created);
        t.startedAt.push_back(started);
        appendStamps(t, s);
        t.resolvedAt.push_back(resolved);
        t.state.push_back(stateOf(ticket, s.merged != kNoTime));
        t.reopened.push_back(static_cast<std::int16_t>(std::min(ticket.reopened, 32767)));
        appendPlace(snapshot, sources, ticket, s, created);
        t.codeAge.push_back(s.largest == kNoIndex ? facts::CodeAge::Unknown
                                                  : snapshot.changes.codeAge[static_cast<std::size_t>(s.largest)]);
        t.size.push_back(
            static_cast<std::int32_t>(std::min<std::int64_t>(s.size, std::numeric_limits<std::int32_t>::max())));
        appendProvenance(snapshot, linked[i]);
        t.problems.push_back(problemsOf(ticket, created, started, resolved, s));
        const bool measurable = created != kNoTime && s.merged != kNoTime && s.merged >= created;
        t.workingHoursToMerge.push_back(
            measurable ? rules.workingHours(fromUnixMillis(created), fromUnixMillis(s.merged),
                                            t.team.back() == kNoIndex
                                                ? std::string()
                                                : snapshot.teams[static_cast<std::size_t>(t.team.back())])
                       : std::numeric_limits<double>::quiet_NaN());
        t.defect.push_back(rules.isBug(ticket) ? 1 : 0);
        t.labels.push_back(labelsOf(ticket, labelled));
        for (const auto change : linked[i].changes) {
            auto& first = snapshot.changes.ticket[static_cast<std::size_t>(change)];
            if (first == kNoIndex) first = index;
            snapshot.ticketLinks.ticket.push_back(index);
            snapshot.ticketLinks.change.push_back(change);
        }
    }
}

} // namespace assay::session
