// SPDX-License-Identifier: GPL-3.0-or-later
// How one piece of work goes from ticket to merge: the second half of WorkSimulation.
#include "synth/calendar.h"
#include "synth/text.h"
#include "synth/work.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::synth {

using domain::ReviewState;
using domain::TaskType;

namespace {

Instant between(Instant from, Instant to, double share)
{
    return from +
           std::chrono::milliseconds{static_cast<std::int64_t>(static_cast<double>((to - from).count()) * share)};
}

void step(Ticket& ticket, Instant at, Status to, Instant cutOff)
{
    if (at > cutOff) return;
    const std::uint8_t from = ticket.history.empty() ? std::uint8_t{kToDo} : ticket.history.back().to;
    if (from != to) ticket.history.push_back({at, from, to});
}

} // namespace

int WorkSimulation::openTicket(Random& random, const Item& item, const Nature& nature)
{
    Ticket ticket;
    ticket.team = item.team;
    ticket.task = nature.task;
    ticket.bug = nature.task == TaskType::BugFix;
    ticket.priority = nature.priority;
    ticket.assignee = item.person;
    const int reporter = m_roster.anyone(random, item.team, dayOf(nature.created), item.person);
    ticket.reporter = reporter == kNone ? item.person : reporter;
    ticket.created = nature.created;
    ticket.title = workTitle(random, nature.task, item.team);
    m_organisation.tickets.push_back(std::move(ticket));
    const int row = static_cast<int>(m_organisation.tickets.size()) - 1;
    if (item.defect != kNone) m_organisation.defects[static_cast<std::size_t>(item.defect)].ticket = row;
    return row;
}

void WorkSimulation::endWithoutChange(Random& random, int row, const Nature& nature)
{
    Ticket& ticket = m_organisation.tickets[static_cast<std::size_t>(row)];
    const int offset = m_organisation.teams[static_cast<std::size_t>(ticket.team)].offsetMinutes;
    const bool cancelled = random.chance(0.7);
    const Instant started =
        intoWorkingHours(random, between(nature.created, nature.done, 0.2), offset, nature.created, nature.done);
    const Instant ended = intoWorkingHours(random, between(nature.created, nature.done, random.uniform(0.3, 1.0)),
                                           offset, started, nature.done);
    if (random.chance(0.6) && started <= m_end) {
        ticket.started = started;
        step(ticket, started, kInProgress, m_end);
    }
    if (ended > m_end) return;
    ticket.resolved = ended;
    ticket.end = cancelled ? TicketEnd::Cancelled : TicketEnd::Unlinked;
    step(ticket, ended, cancelled ? kCancelled : kDone, m_end);
}

void WorkSimulation::deliver(Random& random, const Item& item, const Nature& nature, int row)
{
    const bool reopens = m_spec.untidy && row != kNone && item.defect == kNone && random.chance(0.03);
    const int offset = m_organisation.teams[static_cast<std::size_t>(item.team)].offsetMinutes;
    Instant begin = nature.created;
    if (reopens) {
        const Instant landed =
            intoWorkingHours(random, between(nature.created, nature.done, 0.55), offset, nature.created, nature.done);
        makeChange(random, item, nature, row, nature.created, landed);
        begin = intoWorkingHours(random, between(landed, nature.done, 0.3), offset, landed, nature.done);
        Nature second = nature;
        second.lines = std::max(4, nature.lines / 4);
        if (begin <= m_end) {
            auto& ticket = m_organisation.tickets[static_cast<std::size_t>(row)];
            ++ticket.reopened;
            step(ticket, begin, kInProgress, m_end);
            makeChange(random, item, second, row, begin, nature.done);
        }
    } else {
        makeChange(random, item, nature, row, begin, nature.done);
    }
}

int WorkSimulation::makeChange(Random& random, const Item& item, const Nature& nature, int row, Instant began,
                               Instant done)
{
    const auto& team = m_organisation.teams[static_cast<std::size_t>(item.team)];
    Change change;
    change.repository = team.repository;
    change.ticket = row;
    change.author = item.person;
    change.team = item.team;
    change.task = nature.task;
    change.age = nature.age;
    change.use = nature.use;
    change.tool = nature.tool;
    change.plannedLines = nature.lines;
    change.began = began;
    change.repairs = item.defect;
    change.reverts = item.reverts;
    change.title = row != kNone ? m_organisation.tickets[static_cast<std::size_t>(row)].title
                                : workTitle(random, nature.task, item.team);
    if (row != kNone) change.keyPlaces = keyPlacesFor(random);

    const Instant started =
        intoWorkingHours(random, between(began, done, random.uniform(0.05, 0.35)), team.offsetMinutes, began, done);
    const Instant first =
        intoWorkingHours(random, between(started, done, random.uniform(0.05, 0.3)), team.offsetMinutes, started, done);
    change.opened =
        intoWorkingHours(random, between(first, done, random.uniform(0.3, 0.6)), team.offsetMinutes, first, done);
    giveReviews(random, change, change.opened, done);
    giveCommits(random, change, first, change.opened, done);
    const bool givenUp = m_spec.leftoverWork && row == kNone && item.defect == kNone && random.chance(0.12);
    settle(change, givenUp, done);
    if (row != kNone) {
        auto& ticket = m_organisation.tickets[static_cast<std::size_t>(row)];
        if (!ticket.started && started <= m_end) ticket.started = started;
        step(ticket, started, kInProgress, m_end);
        step(ticket, change.opened, kInReview, m_end);
        const Instant resolved = done + std::chrono::seconds{random.between(20, 900)};
        step(ticket, resolved, kDone, m_end);
        ticket.end = change.merged ? TicketEnd::Merged : TicketEnd::Open;
        ticket.resolved = resolved <= m_end ? std::optional(resolved) : std::nullopt;
    }
    if (change.commitCount == 0) return kNone; // begun after the data end
    m_organisation.changes.push_back(std::move(change));
    const int made = static_cast<int>(m_organisation.changes.size()) - 1;
    if (item.defect != kNone) m_organisation.defects[static_cast<std::size_t>(item.defect)].fix = made;
    if (m_organisation.changes.back().merged && !item.reverts) plantDefects(made);
    return made;
}

void WorkSimulation::giveReviews(Random& random, Change& change, Instant opened, Instant done)
{
    const auto& team = m_organisation.teams[static_cast<std::size_t>(change.team)];
    if (m_spec.untidy && random.chance(0.06)) return; // merged without a second pair of eyes
    const int reviewer = m_roster.anyone(random, change.team, dayOf(opened), change.author);
    if (reviewer == kNone) return;
    change.rounds = 1 + (random.chance(0.35) ? 1 : 0) + (random.chance(0.12) ? 1 : 0);
    Instant at = opened;
    for (int round = 1; round <= change.rounds; ++round) {
        const bool last = round == change.rounds;
        const double share = last ? random.uniform(0.55, 0.95) : random.uniform(0.2, 0.5);
        at = intoWorkingHours(random, between(at, done, share), team.offsetMinutes, at, done);
        const auto state = last                 ? ReviewState::Approved
                           : random.chance(0.6) ? ReviewState::ChangesRequested
                                                : ReviewState::Commented;
        change.reviews.push_back({reviewer, at, state});
    }
}

void WorkSimulation::giveCommits(Random& random, Change& change, Instant from, Instant opened, Instant done)
{
    const auto& team = m_organisation.teams[static_cast<std::size_t>(change.team)];
    const int first = 1 + std::min(3, static_cast<int>(random.exponential(0.6)));
    const int later = std::max(0, change.rounds - 1);
    const Instant lastReview = change.reviews.empty() ? done : change.reviews.back().at;
    change.firstCommit = static_cast<int>(m_organisation.commits.size());
    Instant at = from;
    for (int i = 0; i < first + later; ++i) {
        if (i > 0 && i < first)
            at =
                intoWorkingHours(random, between(at, opened, random.uniform(0.2, 0.7)), team.offsetMinutes, at, opened);
        if (i >= first)
            at = between(std::max(at, change.reviews[static_cast<std::size_t>(i - first)].at), lastReview, 0.6);
        at = std::chrono::floor<std::chrono::seconds>(at);
        if (at > m_end) break;
        Commit commit;
        commit.repository = change.repository;
        commit.author = change.author;
        commit.authored = at;
        commit.marked = change.use == AiUse::Declared && (i == 0 || random.chance(0.85));
        m_organisation.commits.push_back(commit);
        ++change.commitCount;
    }
}

void WorkSimulation::settle(Change& change, bool givenUp, Instant done)
{
    std::erase_if(change.reviews, [this](const Review& review) { return review.at > m_end; });
    if (done > m_end) return;
    change.closed = done;
    if (!givenUp) change.merged = done;
}

std::uint8_t WorkSimulation::keyPlacesFor(Random& random) const
{
    if (!m_spec.untidy) return kInBranch | kInTitle;
    std::uint8_t places = 0;
    const bool lost = random.chance(0.05);
    if (random.chance(0.85)) places |= kInBranch;
    if (random.chance(0.45)) places |= kInTitle;
    if (random.chance(0.40)) places |= kInMessage;
    if (random.chance(0.30)) places |= kInBody;
    if (places == 0) places = kInBranch;
    return lost ? std::uint8_t{0} : places;
}

void WorkSimulation::playPatch(const Item& item)
{
    Random random(m_spec.seed, Stream::Work, item.id);
    const int offset = m_organisation.teams[static_cast<std::size_t>(item.team)].offsetMinutes;
    const std::chrono::hours duration{random.between(2, 90)};
    const auto start = startFor(random, item.wanted, duration, offset, m_begin, m_end);
    if (!start) return;
    const Instant done = *start + duration;
    Change change;
    change.repository = m_organisation.teams[static_cast<std::size_t>(item.team)].repository;
    change.author = item.person;
    change.team = item.team;
    change.task = TaskType::Boilerplate;
    change.automation = true;
    change.plannedLines = 2;
    change.began = change.opened = *start;
    change.title = fmt::format("Bump library-{} from 1.{} to 1.{}", random.between(1, 40), random.between(1, 4),
                               random.between(5, 9));
    giveCommits(random, change, *start, *start, done);
    settle(change, false, done);
    if (change.commitCount == 0) return;
    m_organisation.changes.push_back(std::move(change));
}

} // namespace assay::synth
