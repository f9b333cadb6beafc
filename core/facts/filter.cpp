// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/filter.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>
#include <string_view>
#include <unordered_set>

namespace assay::facts {
namespace {

constexpr Millis kDayMillis = 86'400'000;

/// A filter with its names turned into bytes per index: what the row loops read.
struct Selection
{
    bool anyTeam = true;
    bool anyRepository = true;
    bool anyTool = true;
    bool anyPriority = true;
    std::vector<std::uint8_t> team;
    std::vector<std::uint8_t> repository;
    std::vector<std::uint8_t> priority;
    std::array<std::uint8_t, domain::kTaskTypes> taskType{};
    std::uint64_t tools = 0;

    [[nodiscard]] bool passesTeam(Index row) const { return anyTeam || chosen(team, row); }
    [[nodiscard]] bool passesPriority(Index row) const { return anyPriority || chosen(priority, row); }
    [[nodiscard]] bool passesType(domain::TaskType type) const { return taskType[static_cast<std::size_t>(type)] != 0; }

private:
    static bool chosen(const std::vector<std::uint8_t>& names, Index row)
    {
        return row != kNoIndex && names[static_cast<std::size_t>(row)] != 0;
    }
};

std::vector<std::uint8_t> marked(const std::vector<std::string>& names, const std::set<std::string>& chosen)
{
    std::vector<std::uint8_t> result(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) result[i] = chosen.contains(names[i]) ? 1 : 0;
    return result;
}

Selection selectionOf(const Snapshot& snapshot, const Filter& filter)
{
    Selection s;
    s.anyTeam = filter.teams.empty();
    s.anyRepository = filter.repositories.empty();
    s.anyTool = filter.tools.empty();
    s.anyPriority = filter.priorities.empty();
    s.priority = marked(snapshot.priorities, filter.priorities);
    s.team = marked(snapshot.teams, filter.teams);
    s.repository = marked(snapshot.repositories, filter.repositories);
    for (std::size_t i = 0; i < s.taskType.size(); ++i)
        s.taskType[i] =
            filter.taskTypes.empty() || filter.taskTypes.contains(domain::taskTypeId(static_cast<domain::TaskType>(i)))
                ? 1
                : 0;
    for (std::size_t i = 0; i < snapshot.tools.size() && i < 64; ++i)
        if (filter.tools.contains(snapshot.tools[i])) s.tools |= std::uint64_t{1} << i;
    return s;
}

std::vector<std::uint8_t> selectChanges(const View& view, const Selection& s)
{
    const Changes& c = view.snapshot().changes;
    std::vector<std::uint8_t> result(c.size());
    const auto first = std::lower_bound(c.mergedAt.begin(), c.mergedAt.end(), view.periodBegin()) - c.mergedAt.begin();
    const auto last = std::lower_bound(c.mergedAt.begin(), c.mergedAt.end(), view.periodEnd()) - c.mergedAt.begin();
    for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i) {
        if ((c.flags[i] & kAutomation) != 0 || !s.passesTeam(c.team[i]) || !s.passesType(c.taskType[i])) continue;
        if (!s.anyRepository &&
            (c.repository[i] == kNoIndex || s.repository[static_cast<std::size_t>(c.repository[i])] == 0))
            continue;
        if (!s.anyTool && (c.tools[i] & s.tools) == 0 &&
            view.provenanceOfChange(static_cast<Index>(i)) == domain::Provenance::Ai)
            continue;
        result[i] = 1;
    }
    return result;
}

/// "PAY" of "PAY-12", "owner/repo" of "owner/repo#12".
std::string_view projectOf(std::string_view key)
{
    const auto at = key.find_last_of("-#");
    return at == std::string_view::npos ? key : key.substr(0, at);
}

/// A ticket is of the repositories that its changes are in; one without a change is of those its project's other
/// tickets are in, since dropping open tickets would count only the finished ones.
std::vector<std::uint8_t> ticketsOfRepositories(const Snapshot& snapshot, const Selection& s)
{
    const Tickets& t = snapshot.tickets;
    std::vector<std::uint8_t> result(t.rows());
    std::vector<std::uint8_t> linked(t.rows());
    for (std::size_t i = 0; i < snapshot.changes.size(); ++i) {
        const Index ticket = snapshot.changes.ticket[i];
        const Index repository = snapshot.changes.repository[i];
        if (ticket == kNoIndex) continue;
        linked[static_cast<std::size_t>(ticket)] = 1;
        if (repository != kNoIndex && s.repository[static_cast<std::size_t>(repository)] != 0)
            result[static_cast<std::size_t>(ticket)] = 1;
    }
    std::unordered_set<std::string_view> projects;
    for (std::size_t i = 0; i < t.rows(); ++i)
        if (result[i] != 0) projects.insert(projectOf(t.key[i]));
    for (std::size_t i = 0; i < t.rows(); ++i)
        if (linked[i] == 0 && projects.contains(projectOf(t.key[i]))) result[i] = 1;
    return result;
}

/// When the ticket left the stock of open ones; kNoTime while it is in it.
Millis endOf(const Tickets& t, std::size_t row)
{
    switch (t.state[row]) {
    case TicketState::Open:
        return kNoTime;
    case TicketState::Merged:
        return t.mergedAt[row];
    case TicketState::Cancelled:
    case TicketState::Unlinked:
        return t.resolvedAt[row];
    }
    return kNoTime;
}

/// When tickets ended, and of each stretch of them when the first began and the last ended: tickets are in the order of
/// their creation, so that a short period lies within few stretches.
struct TicketEnds
{
    static constexpr std::size_t kStretch = 512;
    static constexpr Millis kNever = std::numeric_limits<Millis>::max();

    explicit TicketEnds(const Tickets& t)
        : ends(t.rows()), firstOf(t.rows() / kStretch + 1, kNever), lastOf(firstOf.size(), kNoTime)
    {
        for (std::size_t i = 0; i < ends.size(); ++i) {
            ends[i] = endOf(t, i);
            Millis& first = firstOf[i / kStretch];
            Millis& last = lastOf[i / kStretch];
            first = std::min(first, t.createdAt[i]); // kNoTime, where unknown, is before everything
            last = std::max(last, known(ends[i]) ? ends[i] : kNever);
        }
    }
    [[nodiscard]] bool outside(std::size_t stretch, const View& view) const
    {
        return lastOf[stretch] < view.periodBegin() || firstOf[stretch] >= view.periodEnd();
    }

    std::vector<Millis> ends; ///< kNoTime while open
    std::vector<Millis> firstOf;
    std::vector<Millis> lastOf;
};

std::vector<std::uint8_t> selectTickets(const View& view, const Selection& s)
{
    const Tickets& t = view.snapshot().tickets;
    std::vector<std::uint8_t> result(t.rows());
    std::vector<std::uint8_t> inRepository;
    if (!s.anyRepository) inRepository = ticketsOfRepositories(view.snapshot(), s);
    const auto prepared = view.snapshot().prepared.get<TicketEnds>("ticket-ends", [&t] { return TicketEnds(t); });
    for (std::size_t i = 0; i < t.rows(); ++i) {
        if (i % TicketEnds::kStretch == 0 && prepared->outside(i / TicketEnds::kStretch, view)) {
            i += TicketEnds::kStretch - 1;
            continue;
        }
        const Millis end = prepared->ends[i];
        if (known(end) && end < view.periodBegin()) continue;
        // A ticket without a creation stamp cannot be placed but by its end: it stays, so that metrics can count it as
        // excluded.
        if (known(t.createdAt[i]) ? t.createdAt[i] >= view.periodEnd() : known(end) && end >= view.periodEnd())
            continue;
        if (!s.passesTeam(t.team[i]) || !s.passesType(t.taskType[i]) || !s.passesPriority(t.priority[i])) continue;
        if (!s.anyRepository && inRepository[i] == 0) continue;
        if (!s.anyTool && (t.tools[i] & s.tools) == 0 &&
            view.provenanceOfTicket(static_cast<Index>(i)) == domain::Provenance::Ai)
            continue;
        result[i] = 1;
    }
    return result;
}

std::vector<std::uint8_t> selectPeople(const View& view, const Selection& s)
{
    const People& p = view.snapshot().people;
    std::vector<std::uint8_t> result(p.size());
    const EpochDay from = toEpochDay(view.period().from);
    const EpochDay to = toEpochDay(view.period().to);
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (p.bot[i] != 0) continue;
        const auto& stays = p.memberships[i];
        if (s.anyTeam && stays.empty()) result[i] = 1;
        for (const Membership& m : stays)
            if (s.passesTeam(m.team) && (m.from == kNoDay || m.from <= to) && (m.to == kNoDay || m.to >= from))
                result[i] = 1;
    }
    return result;
}

} // namespace

View::View(SnapshotPtr snapshot, Filter filter)
    : m_snapshot(std::move(snapshot)), m_filter(std::move(filter)), m_period(m_filter.period.value_or(m_snapshot->span))
{
    m_periodBegin = Millis{toEpochDay(m_period.from)} * kDayMillis;
    m_periodEnd = (Millis{toEpochDay(m_period.to)} + 1) * kDayMillis;
    m_provenance = provenanceOf(*m_snapshot, m_filter.threshold);
    const Selection selection = selectionOf(*m_snapshot, m_filter);
    auto data = std::make_shared<Data>();
    data->changes = selectChanges(*this, selection);
    data->tickets = selectTickets(*this, selection);
    data->people = selectPeople(*this, selection);
    m_data = std::move(data);
}

std::shared_ptr<const View::ProvenanceColumns> View::provenanceOf(const Snapshot& snapshot,
                                                                  const ProvenanceThreshold& threshold)
{
    const auto key = fmt::format("provenance:{}:{}", static_cast<int>(threshold.kind), threshold.probability);
    return snapshot.prepared.get<ProvenanceColumns>(key, [&] {
        const Changes& c = snapshot.changes;
        const Tickets& t = snapshot.tickets;
        ProvenanceColumns columns{std::vector<domain::Provenance>(c.size()), std::vector<domain::Provenance>(t.rows())};
        for (std::size_t i = 0; i < c.size(); ++i)
            columns.changes[i] = classify(c.aiProbability[i], (c.flags[i] & kDeclared) != 0, threshold);
        for (std::size_t i = 0; i < t.rows(); ++i)
            columns.tickets[i] = classify(t.aiProbability[i], t.declared[i] != 0, threshold);
        return columns;
    });
}

Millis View::observedUntil() const
{
    return std::min(m_periodEnd, toUnixMillis(m_snapshot->cutOff));
}

domain::Provenance View::provenanceOfCommit(Index row) const
{
    const auto i = static_cast<std::size_t>(row);
    const Commits& c = m_snapshot->commits;
    return classify(c.aiProbability[i], c.declared[i] != 0, m_filter.threshold);
}

} // namespace assay::facts
