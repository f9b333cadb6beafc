// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/rowcells.h"

#include "metrics/adoption/seatstate.h"
#include "present/cells.h"
#include "present/format.h"
#include "present/pages/change.h"

#include <QStringList>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>

namespace assay::present {

namespace {

using facts::Index;

/// What a row of a change opens; rows outside any change open nothing.
RowsQuery opening(const facts::Snapshot& s, Index change)
{
    return change < 0 ? RowsQuery{} : RowsQuery{RowKind::OneChange, changeLabel(s, change), {change}};
}

Cell provenanceCell(const RowContext& c, Index change)
{
    return textCell(provenanceText(c.view, change), provenanceTone(c.view.provenanceOfChange(change)));
}

Cell taskCell(domain::TaskType type)
{
    return textCell(QString::fromUtf8(domain::taskTypeTitle(type)));
}

Cell codeAgeCell(facts::CodeAge age)
{
    switch (age) {
    case facts::CodeAge::Greenfield:
        return textCell(QStringLiteral("greenfield"));
    case facts::CodeAge::Recent:
        return textCell(QStringLiteral("recent"));
    case facts::CodeAge::Legacy:
        return textCell(QStringLiteral("legacy"));
    case facts::CodeAge::Unknown:
        break;
    }
    return missingCell();
}

Cell ticketCell(const facts::Snapshot& s, Index ticket)
{
    return ticket < 0 ? missingCell() : textCell(s.tickets.key[slot(ticket)]);
}

std::vector<TableColumn> changeColumns()
{
    return {
        textColumn("Change"),    textColumn("Title", 4),         textColumn("Repository", 2), textColumn("Team"),
        textColumn("Task type"), textColumn("Code age"),         textColumn("Provenance", 2), textColumn("Ticket"),
        textColumn("Merged", 2), hoursColumn("Opened → merged"), numberColumn("Added"),       numberColumn("Deleted")};
}

std::vector<Cell> changeCells(const RowContext& c, Index row)
{
    const facts::Changes& t = c.s.changes;
    return {textCell(changeLabel(c.s, row)),
            textCell(t.title[slot(row)]),
            nameCell(c.s.repositories, t.repository[slot(row)]),
            nameCell(c.s.teams, t.team[slot(row)]),
            taskCell(t.taskType[slot(row)]),
            codeAgeCell(t.codeAge[slot(row)]),
            provenanceCell(c, row),
            ticketCell(c.s, t.ticket[slot(row)]),
            momentCell(t.mergedAt[slot(row)]),
            elapsedCell(t.openedAt[slot(row)], t.mergedAt[slot(row)]),
            countCell(t.added[slot(row)]),
            countCell(t.deleted[slot(row)])};
}

QString stateText(facts::TicketState state)
{
    switch (state) {
    case facts::TicketState::Open:
        return QStringLiteral("open");
    case facts::TicketState::Merged:
        return QStringLiteral("merged");
    case facts::TicketState::Cancelled:
        return QStringLiteral("cancelled");
    case facts::TicketState::Unlinked:
        break;
    }
    return QStringLiteral("no linked change");
}

QString problemsText(std::uint16_t problems)
{
    static const std::vector<std::pair<facts::TicketProblem, QString>> names{
        {facts::kNoCreated, QStringLiteral("no creation date")},
        {facts::kResolvedBeforeCreated, QStringLiteral("resolved before created")},
        {facts::kMergedBeforeCreated, QStringLiteral("merged before created")},
        {facts::kStartedAfterMerge, QStringLiteral("started after the merge")},
        {facts::kStartedBeforeCreated, QStringLiteral("started before created")},
        {facts::kOpenedAfterMerge, QStringLiteral("change opened after the merge")},
        {facts::kReviewOutOfOrder, QStringLiteral("review out of order")},
        {facts::kZoneAssumed, QStringLiteral("time zone assumed")},
        {facts::kFirstCommitBeforeCreated, QStringLiteral("first commit before created")}};
    QStringList found;
    for (const auto& [bit, name] : names)
        if ((problems & bit) != 0) found << name;
    return found.join(QStringLiteral(", "));
}

std::vector<TableColumn> ticketColumns()
{
    return {textColumn("Ticket"),    textColumn("Title", 4),  textColumn("Type"),          textColumn("Task type"),
            textColumn("Team"),      textColumn("State"),     textColumn("Provenance"),    textColumn("Created", 2),
            textColumn("Merged", 2), hoursColumn("To merge"), hoursColumn("Working time"), numberColumn("Reopened"),
            textColumn("Remarks", 2)};
}

std::vector<Cell> ticketCells(const RowContext& c, Index row)
{
    const facts::Tickets& t = c.s.tickets;
    const auto provenance = c.view.provenanceOfTicket(row);
    const bool merged = t.state[slot(row)] == facts::TicketState::Merged;
    return {textCell(t.key[slot(row)]),
            textCell(t.title[slot(row)]),
            nameCell(c.s.ticketTypes, t.type[slot(row)]),
            taskCell(t.taskType[slot(row)]),
            nameCell(c.s.teams, t.team[slot(row)]),
            textCell(stateText(t.state[slot(row)])),
            textCell(provenance == domain::Provenance::Ai      ? QStringLiteral("AI-assisted")
                     : provenance == domain::Provenance::Human ? QStringLiteral("human-only")
                                                               : QStringLiteral("unknown"),
                     provenanceTone(provenance)),
            momentCell(t.createdAt[slot(row)]),
            momentCell(t.mergedAt[slot(row)]),
            merged ? elapsedCell(t.createdAt[slot(row)], t.mergedAt[slot(row)]) : missingCell(),
            merged ? hoursCell(t.workingHoursToMerge[slot(row)]) : missingCell(),
            countCell(t.reopened[slot(row)]),
            textCell(problemsText(t.problems[slot(row)]))};
}

std::vector<TableColumn> defectColumns()
{
    return {textColumn("Defect"),         textColumn("Title", 4), textColumn("Introduced by", 2),
            textColumn("Share of blame"), textColumn("Team"),     textColumn("Provenance", 2),
            hoursColumn("Latency"),       textColumn("Priority"), textColumn("Reported", 2)};
}

QString defectTitle(const facts::Snapshot& s, Index row)
{
    const Index ticket = s.defects.ticket[slot(row)];
    if (ticket >= 0) return text(s.tickets.title[slot(ticket)]);
    const Index fix = s.defects.fix[slot(row)];
    return fix >= 0 ? text(s.changes.title[slot(fix)]) : QString();
}

QString defectLabel(const facts::Snapshot& s, Index row)
{
    const Index ticket = s.defects.ticket[slot(row)];
    if (ticket >= 0) return text(s.tickets.key[slot(ticket)]);
    return QStringLiteral("fix ") + changeLabel(s, s.defects.fix[slot(row)]);
}

/// The origins of the defects asked for, heaviest first.
std::unordered_map<Index, std::vector<Index>> originsOf(const facts::Snapshot& s, const std::vector<Index>& defects)
{
    std::unordered_map<Index, std::vector<Index>> found;
    for (const Index defect : defects) found[defect];
    for (std::size_t o = 0; o < s.origins.size(); ++o)
        if (const auto it = found.find(s.origins.defect[o]); it != found.end())
            it->second.push_back(static_cast<Index>(o));
    for (auto& [defect, origins] : found)
        std::stable_sort(origins.begin(), origins.end(),
                         [&](Index a, Index b) { return s.origins.weight[slot(a)] > s.origins.weight[slot(b)]; });
    return found;
}

std::vector<Cell> originCells(const RowContext& c, Index defect, Index origin, std::size_t others)
{
    const Index change = c.s.origins.change[slot(origin)];
    QString introducedBy = text(c.s.origins.commit[slot(origin)].substr(0, 8));
    if (others > 0) introducedBy += QStringLiteral(" and %1 more").arg(others);
    Cell share = textCell(formatPercent(c.s.origins.weight[slot(origin)]));
    share.sort = c.s.origins.weight[slot(origin)];
    return {textCell(introducedBy), share,
            nameCell(c.s.teams, change >= 0 ? c.s.changes.team[slot(change)] : c.s.defects.team[slot(defect)]),
            change >= 0 ? provenanceCell(c, change) : textCell(QStringLiteral("unknown"), Tone::Unknown),
            change >= 0 ? elapsedCell(c.s.changes.mergedAt[slot(change)], c.s.defects.reportedAt[slot(defect)])
                        : missingCell()};
}

std::vector<Cell> defectCells(const RowContext& c, Index row, const std::vector<Index>& origins, std::size_t others)
{
    std::vector<Cell> cells{textCell(defectLabel(c.s, row)), textCell(defectTitle(c.s, row))};
    if (origins.empty()) {
        const QString why = c.s.defects.noCandidate[slot(row)] != 0
                                ? QStringLiteral("unknown: the fix only adds lines")
                                : QStringLiteral("unknown: no origin is probable enough");
        for (Cell& cell :
             std::vector<Cell>{textCell(why), missingCell(), nameCell(c.s.teams, c.s.defects.team[slot(row)]),
                               textCell(QStringLiteral("unknown"), Tone::Unknown), missingCell()})
            cells.push_back(cell);
    } else {
        for (Cell& cell : originCells(c, row, origins.front(), others)) cells.push_back(cell);
    }
    cells.push_back(nameCell(c.s.priorities, c.s.defects.priority[slot(row)]));
    cells.push_back(momentCell(c.s.defects.reportedAt[slot(row)]));
    return cells;
}

std::vector<TableColumn> commitColumns()
{
    return {textColumn("Repository", 2), textColumn("Change"),    textColumn("Committed", 2), textColumn("Provenance"),
            numberColumn("Added"),       numberColumn("Deleted"), numberColumn("Files")};
}

std::vector<Cell> commitCells(const RowContext& c, Index row)
{
    const facts::Commits& t = c.s.commits;
    const auto provenance = c.view.provenanceOfCommit(row);
    const Index change = t.change[slot(row)];
    return {nameCell(c.s.repositories, t.repository[slot(row)]),
            change >= 0 ? textCell(changeLabel(c.s, change)) : missingCell(),
            momentCell(t.committedAt[slot(row)]),
            textCell(QString::fromUtf8(domain::provenanceId(provenance)), provenanceTone(provenance)),
            countCell(t.added[slot(row)]),
            countCell(t.deleted[slot(row)]),
            countCell(t.files[slot(row)])};
}

std::vector<TableColumn> usageColumns()
{
    return {textColumn("Person"),    textColumn("Tool"),         textColumn("Day"),
            numberColumn("Shown"),   numberColumn("Accepted"),   numberColumn("Lines accepted"),
            numberColumn("Prompts"), numberColumn("Agent runs"), textColumn("Meaningful use")};
}

std::vector<Cell> usageCells(const RowContext& c, Index row)
{
    const facts::Usage& t = c.s.usage;
    return {textCell(personLabel(c.s, t.person[slot(row)], c.options.namesUnlocked)),
            nameCell(c.s.toolTitles, t.tool[slot(row)]),
            dayCell(t.day[slot(row)]),
            counterCell(t.shown[slot(row)]),
            counterCell(t.accepted[slot(row)]),
            counterCell(t.linesAccepted[slot(row)]),
            counterCell(t.interactions[slot(row)]),
            counterCell(t.agentRuns[slot(row)]),
            textCell(t.meaningful[slot(row)] != 0 ? QStringLiteral("yes") : QStringLiteral("no"))};
}

QString teamsText(const facts::Snapshot& s, Index person)
{
    QStringList teams;
    for (const facts::Membership& m : s.people.memberships[slot(person)])
        if (m.team >= 0 && !teams.contains(text(s.teams[slot(m.team)]))) teams << text(s.teams[slot(m.team)]);
    return teams.isEmpty() ? QStringLiteral("–") : teams.join(QStringLiteral(", "));
}

std::vector<TableColumn> peopleColumns()
{
    return {textColumn("Person"), textColumn("Teams", 2), textColumn("On the roster"), numberColumn("Seats"),
            textColumn("Last activity")};
}

std::vector<Cell> peopleCells(const RowContext& c, Index row)
{
    facts::EpochDay last = facts::kNoDay;
    for (const facts::Seat& seat : c.s.people.seats[slot(row)]) last = std::max(last, seat.lastActivity);
    return {textCell(personLabel(c.s, row, c.options.namesUnlocked)), textCell(teamsText(c.s, row)),
            textCell(c.s.people.onRoster[slot(row)] != 0 ? QStringLiteral("yes") : QStringLiteral("no")),
            countCell(static_cast<std::int64_t>(c.s.people.seats[slot(row)].size())), dayCell(last)};
}

std::vector<TableColumn> seatColumns()
{
    return {textColumn("Person"),        textColumn("Teams", 2),   textColumn("Tool"),
            textColumn("From"),          textColumn("To"),         textColumn("Last sign-in"),
            textColumn("Last activity"), textColumn("In 28 days"), numberColumn("Price a month")};
}

std::vector<Cell> seatCells(const RowContext& c, Index person, const facts::Seat& seat, const Cell& state)
{
    Cell price = missingCell();
    if (std::isfinite(seat.pricePerMonth)) {
        price = textCell(u'$' + formatNumber(seat.pricePerMonth, 2));
        price.sort = seat.pricePerMonth;
    }
    return {textCell(personLabel(c.s, person, c.options.namesUnlocked)),
            textCell(teamsText(c.s, person)),
            nameCell(c.s.toolTitles, seat.tool),
            dayCell(seat.from),
            dayCell(seat.to),
            dayCell(seat.lastSignIn),
            dayCell(seat.lastActivity),
            state,
            price};
}

/// The table's rows from those asked for, already cut to the limit.
void appendDefects(const RowContext& c, const std::vector<Index>& rows, TableSpec& table)
{
    const auto origins = originsOf(c.s, rows);
    for (const Index row : rows) {
        const std::vector<Index>& own = origins.at(row);
        table.rows.push_back({defectCells(c, row, own, own.empty() ? 0 : own.size() - 1),
                              {RowKind::Origins, defectLabel(c.s, row), own}});
    }
}

/// A ticket opens its change, or the list of them.
void appendTickets(const RowContext& c, const std::vector<Index>& rows, TableSpec& table)
{
    std::unordered_map<Index, std::vector<Index>> changes;
    for (const Index row : rows) changes[row];
    for (std::size_t i = 0; i < c.s.ticketLinks.size(); ++i)
        if (const auto it = changes.find(c.s.ticketLinks.ticket[i]); it != changes.end())
            it->second.push_back(c.s.ticketLinks.change[i]);
    for (const Index row : rows) {
        const auto& own = changes.at(row);
        RowsQuery opens;
        if (own.size() == 1) opens = opening(c.s, own.front());
        if (own.size() > 1) opens = {RowKind::Changes, text(c.s.tickets.key[slot(row)]), own};
        table.rows.push_back({ticketCells(c, row), opens});
    }
}

void appendSeats(const RowContext& c, const std::vector<Index>& people, TableSpec& table)
{
    using metrics::SeatState;
    const metrics::SeatReader reader(c.view);
    std::vector<TableRow> others;
    for (const Index person : people)
        for (const facts::Seat& seat : c.s.people.seats[slot(person)]) {
            const bool held = reader.held(seat);
            const auto state = held ? reader.stateOf(person, seat) : SeatState::Unknown;
            const bool unused = held && metrics::isIdle(state);
            const Cell shown = textCell(held ? text(metrics::seatStateTitle(state)) : QStringLiteral("not held"),
                                        unused ? Tone::Attention : Tone::Neutral);
            (unused ? table.rows : others).push_back({seatCells(c, person, seat, shown), {}});
        }
    std::move(others.begin(), others.end(), std::back_inserter(table.rows)); // what can be reclaimed stands first
}

} // namespace

QString personLabel(const facts::Snapshot& snapshot, Index person, bool namesUnlocked)
{
    if (person < 0) return QStringLiteral("not mapped");
    if (namesUnlocked) return text(snapshot.people.name[slot(person)]);
    return QStringLiteral("Person %1").arg(snapshot.people.id[slot(person)], 4, 10, QLatin1Char('0'));
}

Tone provenanceTone(domain::Provenance provenance)
{
    switch (provenance) {
    case domain::Provenance::Ai:
        return Tone::Ai;
    case domain::Provenance::Human:
        return Tone::Human;
    case domain::Provenance::Unknown:
        break;
    }
    return Tone::Unknown;
}

QString provenanceText(const facts::View& view, Index change)
{
    const facts::Changes& c = view.snapshot().changes;
    if (c.has(change, facts::kAutomation)) return QStringLiteral("automation");
    switch (view.provenanceOfChange(change)) {
    case domain::Provenance::Human:
        return QStringLiteral("human-only");
    case domain::Provenance::Unknown:
        return QStringLiteral("unknown");
    case domain::Provenance::Ai:
        break;
    }
    const double share = c.aiShare[slot(change)];
    if (c.has(change, facts::kDeclared))
        return std::isfinite(share) ? QStringLiteral("AI, declared, %1 of lines").arg(formatPercent(share))
                                    : QStringLiteral("AI, declared");
    return QStringLiteral("AI, inferred %1").arg(formatNumber(c.aiProbability[slot(change)], 2));
}

std::vector<TableColumn> columnsOf(RowKind kind)
{
    switch (kind) {
    case RowKind::Changes:
        return changeColumns();
    case RowKind::Tickets:
        return ticketColumns();
    case RowKind::Defects:
    case RowKind::Origins:
        return defectColumns();
    case RowKind::Commits:
        return commitColumns();
    case RowKind::Usage:
        return usageColumns();
    case RowKind::People:
        return peopleColumns();
    case RowKind::Seats:
        return seatColumns();
    default:
        return {};
    }
}

void appendRows(const RowContext& c, RowKind kind, const std::vector<Index>& rows, TableSpec& table)
{
    if (kind == RowKind::Defects) return appendDefects(c, rows, table);
    if (kind == RowKind::Tickets) return appendTickets(c, rows, table);
    if (kind == RowKind::Seats) return appendSeats(c, rows, table);
    for (const Index row : rows) {
        switch (kind) {
        case RowKind::Changes:
            table.rows.push_back({changeCells(c, row), opening(c.s, row)});
            break;
        case RowKind::Origins:
            table.rows.push_back(
                {defectCells(c, c.s.origins.defect[slot(row)], {row}, 0), opening(c.s, c.s.origins.change[slot(row)])});
            break;
        case RowKind::Commits:
            table.rows.push_back({commitCells(c, row), opening(c.s, c.s.commits.change[slot(row)])});
            break;
        case RowKind::Usage:
            table.rows.push_back({usageCells(c, row), {}});
            break;
        case RowKind::People:
            table.rows.push_back({peopleCells(c, row), {}});
            break;
        default:
            break;
        }
    }
}

} // namespace assay::present
