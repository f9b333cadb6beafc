// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/groups.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace assay::metrics {
namespace {

using domain::Provenance;
using facts::CodeAge;
using facts::Index;
using facts::kNoIndex;

/// Labels of a dimension in display order, and for each row the position of its label (-1: in none).
struct Coding
{
    std::vector<GroupLabel> labels;
    std::vector<std::size_t> order; ///< positions in the order in which groups are shown
};

Coding codingOfNames(const std::vector<std::string>& names, const std::vector<std::string>& titles,
                     std::string_view none)
{
    Coding c;
    for (std::size_t i = 0; i < names.size(); ++i)
        c.labels.push_back({names[i], i < titles.size() ? titles[i] : names[i]});
    c.labels.push_back({"", std::string(none)});
    c.order.resize(c.labels.size());
    std::iota(c.order.begin(), c.order.end(), std::size_t{0});
    std::sort(c.order.begin(), c.order.end() - 1,
              [&c](std::size_t a, std::size_t b) { return c.labels[a].title < c.labels[b].title; });
    return c;
}

Coding codingOf(const facts::View& view, Dimension dimension)
{
    const auto& s = view.snapshot();
    Coding c;
    switch (dimension) {
    case Dimension::Provenance:
        c.labels = {{"unknown", "Unknown"}, {"human", "Human-only"}, {"ai", "AI-assisted"}};
        c.order = {2, 1, 0};
        return c;
    case Dimension::Team:
        return codingOfNames(s.teams, {}, "No team");
    case Dimension::Repository:
        return codingOfNames(s.repositories, {}, "No repository");
    case Dimension::Language:
        return codingOfNames(s.languages, {}, "No language known");
    case Dimension::Tool:
        return codingOfNames(s.tools, s.toolTitles, "No tool known");
    case Dimension::Priority:
        return codingOfNames(s.priorities, {}, "No priority");
    case Dimension::TaskType:
        for (int i = 0; i < domain::kTaskTypes; ++i) {
            const auto type = static_cast<domain::TaskType>(i);
            c.labels.push_back({domain::taskTypeId(type), domain::taskTypeTitle(type)});
        }
        break;
    case Dimension::CodeAge:
        c.labels = {{"unknown", "Code age unknown"},
                    {"greenfield", "Greenfield"},
                    {"recent", "Recent code"},
                    {"legacy", "Legacy code"}};
        c.order = {1, 2, 3, 0};
        return c;
    case Dimension::Month:
    case Dimension::Week:
        break;
    }
    c.order.resize(c.labels.size());
    std::iota(c.order.begin(), c.order.end(), std::size_t{0});
    return c;
}

std::size_t orLast(Index index, std::size_t labels)
{
    return index == kNoIndex ? labels - 1 : static_cast<std::size_t>(index);
}

/// The first repository that a change of a ticket is in.
std::vector<Index> repositoryOfTickets(const facts::Snapshot& s)
{
    std::vector<Index> result(s.tickets.rows(), kNoIndex);
    for (std::size_t i = 0; i < s.changes.size(); ++i) {
        const Index ticket = s.changes.ticket[i];
        if (ticket != kNoIndex && result[static_cast<std::size_t>(ticket)] == kNoIndex)
            result[static_cast<std::size_t>(ticket)] = s.changes.repository[i];
    }
    return result;
}

/// Code of each row along one dimension that gives it exactly one.
std::vector<std::size_t> codesOf(const facts::View& view, RowsOf table, const std::vector<Index>& rows,
                                 Dimension dimension, std::size_t labels)
{
    const auto& s = view.snapshot();
    const bool changes = table == RowsOf::Changes;
    const bool tickets = table == RowsOf::Tickets;
    std::vector<Index> repositories;
    if (dimension == Dimension::Repository && tickets) repositories = repositoryOfTickets(s);
    const auto lastDay = toEpochDay(view.period().to);
    std::vector<std::size_t> codes;
    codes.reserve(rows.size());
    for (const Index row : rows) {
        const auto i = static_cast<std::size_t>(row);
        switch (dimension) {
        case Dimension::Provenance:
            codes.push_back(static_cast<std::size_t>(changes   ? view.provenanceOfChange(row)
                                                     : tickets ? view.provenanceOfTicket(row)
                                                               : Provenance::Unknown));
            break;
        case Dimension::Team:
            codes.push_back(orLast(changes                    ? s.changes.team[i]
                                   : tickets                  ? s.tickets.team[i]
                                   : table == RowsOf::Defects ? s.defects.team[i]
                                                              : teamOn(s.people, personOf(s, table, row), lastDay),
                                   labels));
            break;
        case Dimension::TaskType:
            codes.push_back(static_cast<std::size_t>(changes   ? s.changes.taskType[i]
                                                     : tickets ? s.tickets.taskType[i]
                                                               : domain::TaskType::Other));
            break;
        case Dimension::CodeAge:
            codes.push_back(static_cast<std::size_t>(changes   ? s.changes.codeAge[i]
                                                     : tickets ? s.tickets.codeAge[i]
                                                               : CodeAge::Unknown));
            break;
        case Dimension::Repository:
            codes.push_back(orLast(changes ? s.changes.repository[i] : tickets ? repositories[i] : kNoIndex, labels));
            break;
        case Dimension::Language:
            codes.push_back(orLast(changes ? s.changes.language[i] : kNoIndex, labels));
            break;
        case Dimension::Priority:
            codes.push_back(orLast(tickets                    ? s.tickets.priority[i]
                                   : table == RowsOf::Defects ? s.defects.priority[i]
                                                              : kNoIndex,
                                   labels));
            break;
        case Dimension::Tool:
        case Dimension::Month:
        case Dimension::Week:
            codes.push_back(labels - 1);
            break;
        }
    }
    return codes;
}

std::uint64_t toolsOf(const facts::View& view, RowsOf table, Index row)
{
    const auto& s = view.snapshot();
    const auto i = static_cast<std::size_t>(row);
    switch (table) {
    case RowsOf::Changes:
        return s.changes.tools[i];
    case RowsOf::Tickets:
        return s.tickets.tools[i];
    case RowsOf::Usage:
        return s.usage.tool[i] == kNoIndex ? 0 : std::uint64_t{1} << s.usage.tool[i];
    case RowsOf::People:
    case RowsOf::Seats: {
        std::uint64_t bits = 0;
        for (const auto& seat : s.people.seats[i])
            if (seat.tool != kNoIndex) bits |= std::uint64_t{1} << seat.tool;
        return bits;
    }
    case RowsOf::Defects:
        break;
    }
    return 0;
}

void groupByTool(const facts::View& view, RowsOf table, const std::vector<Index>& rows,
                 std::vector<std::vector<Index>>& groups)
{
    for (const Index row : rows) {
        const std::uint64_t bits = toolsOf(view, table, row);
        if (bits == 0) groups.back().push_back(row);
        for (std::size_t tool = 0; tool + 1 < groups.size() && tool < 64; ++tool)
            if ((bits >> tool & 1) != 0) groups[tool].push_back(row);
    }
}

std::string monthKey(std::chrono::year_month month)
{
    return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

/// ISO 8601: the week belongs to the year of its Thursday.
std::string weekKey(Day monday)
{
    using namespace std::chrono;
    const Day thursday = monday + days{3};
    const year y = year_month_day{thursday}.year();
    const auto week = (thursday - Day{y / January / 1}).count() / 7 + 1;
    return fmt::format("{:04}-W{:02}", static_cast<int>(y), week);
}

} // namespace

Index teamOn(const facts::People& people, Index person, facts::EpochDay day)
{
    if (person == kNoIndex) return kNoIndex;
    Index team = kNoIndex;
    double most = -1;
    for (const auto& stay : people.memberships[static_cast<std::size_t>(person)]) {
        if ((stay.from != facts::kNoDay && stay.from > day) || (stay.to != facts::kNoDay && stay.to < day) ||
            stay.share <= most)
            continue;
        most = stay.share;
        team = stay.team;
    }
    return team;
}

std::vector<RowGroup> groupRows(const facts::View& view, RowsOf table, const std::vector<Index>& rows,
                                Dimension dimension)
{
    Coding coding = codingOf(view, dimension);
    if (coding.labels.empty()) return {};
    std::vector<std::vector<Index>> groups(coding.labels.size());
    if (dimension == Dimension::Tool) {
        groupByTool(view, table, rows, groups);
    } else {
        const auto codes = codesOf(view, table, rows, dimension, coding.labels.size());
        for (std::size_t i = 0; i < rows.size(); ++i) groups[codes[i]].push_back(rows[i]);
    }
    std::vector<RowGroup> result;
    for (const std::size_t at : coding.order)
        if (!groups[at].empty()) result.push_back({std::move(coding.labels[at]), std::move(groups[at])});
    return result;
}

std::vector<TimeSpan> spansOf(const facts::View& view, Dimension monthOrWeek)
{
    using namespace std::chrono;
    const DayRange period{std::max(view.period().from, view.snapshot().span.from),
                          std::min(view.period().to, view.snapshot().span.to)};
    std::vector<TimeSpan> spans;
    const auto add = [&](std::string key, Day from, Day to) {
        GroupLabel label{key, key};
        spans.push_back({std::move(label), {std::max(from, period.from), std::min(to, period.to)}});
    };
    if (monthOrWeek == Dimension::Month) {
        const year_month_day first{period.from};
        for (year_month m = first.year() / first.month(); Day{m / 1} <= period.to; m += months{1})
            add(monthKey(m), Day{m / 1}, Day{m / last});
    } else {
        for (Day monday = period.from - (weekday{period.from} - Monday); monday <= period.to; monday += days{7})
            add(weekKey(monday), monday, monday + days{6});
    }
    return spans;
}

} // namespace assay::metrics
