// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/seatstate.h"

#include "metrics/adoption/ladder.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace assay::metrics {
namespace {

using facts::EpochDay;
using facts::Index;
using facts::kNoDay;

/// First usage row not before (person, tool, day), in the order the table is kept in.
std::size_t firstUsage(const facts::Usage& u, Index person, Index tool, EpochDay day)
{
    std::size_t low = 0;
    std::size_t high = u.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (std::tie(u.person[middle], u.tool[middle], u.day[middle]) < std::tie(person, tool, day))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

} // namespace

EpochDay firstUse(const facts::Usage& u, Index person, Index tool, EpochDay from, EpochDay to)
{
    for (std::size_t i = firstUsage(u, person, tool, from);
         i < u.size() && u.person[i] == person && u.tool[i] == tool && u.day[i] <= to; ++i)
        if (u.meaningful[i] != 0) return u.day[i];
    return kNoDay;
}

std::string_view seatStateTitle(SeatState state)
{
    switch (state) {
    case SeatState::Used:
        return "in use";
    case SeatState::Idle:
        return "idle";
    case SeatState::Never:
        return "never used";
    case SeatState::TooNew:
        return "new";
    case SeatState::Unknown:
        break;
    }
    return "not known";
}

SeatReader::SeatReader(const facts::View& view) : SeatReader(view.snapshot(), &view.filter().tools, view.period().to) {}

SeatReader::SeatReader(const facts::Snapshot& snapshot, Day to) : SeatReader(snapshot, nullptr, to) {}

SeatReader::SeatReader(const facts::Snapshot& snapshot, const std::set<std::string>* tools, Day to)
    : m_s(snapshot), m_tools(tools), m_to(toEpochDay(std::min(to, dayOf(snapshot.cutOff)))),
      m_tells(m_s.tools.size(), 0), m_covered(m_s.tools.size(), 0)
{
    for (const auto& span : m_s.telemetry)
        if (span.tool != facts::kNoIndex && span.from <= m_to - kWindowDays + 1 && span.to >= m_to)
            m_covered[static_cast<std::size_t>(span.tool)] = 1;
    for (const auto& seats : m_s.people.seats)
        for (const auto& seat : seats)
            if (seat.tool != facts::kNoIndex && std::max(seat.lastActivity, seat.lastSignIn) != kNoDay)
                m_tells[static_cast<std::size_t>(seat.tool)] = 1;
}

bool SeatReader::held(const facts::Seat& seat) const
{
    return seat.tool != facts::kNoIndex &&
           (m_tools == nullptr || m_tools->empty() ||
            m_tools->contains(m_s.tools[static_cast<std::size_t>(seat.tool)])) &&
           (seat.from == kNoDay || seat.from <= m_to) && (seat.to == kNoDay || seat.to >= m_to);
}

SeatState SeatReader::stateOf(Index person, const facts::Seat& seat) const
{
    const auto tool = static_cast<std::size_t>(seat.tool);
    const EpochDay windowFrom = m_to - kWindowDays + 1;
    if (firstUse(m_s.usage, person, seat.tool, windowFrom, m_to) != kNoDay) return SeatState::Used;
    const EpochDay last = seat.lastActivity;
    if (m_covered[tool] == 0 && last != kNoDay && last >= windowFrom)
        return last <= m_to ? SeatState::Used : SeatState::Unknown;
    if (seat.from != kNoDay && seat.from >= windowFrom) return SeatState::TooNew;
    if (m_covered[tool] == 0 && m_tells[tool] == 0) return SeatState::Unknown;
    const bool ever = std::max(last, seat.lastSignIn) != kNoDay ||
                      firstUse(m_s.usage, person, seat.tool, std::numeric_limits<EpochDay>::min(), m_to) != kNoDay;
    return ever ? SeatState::Idle : SeatState::Never;
}

} // namespace assay::metrics
