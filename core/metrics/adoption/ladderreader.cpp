// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/ladder.h"
#include "metrics/adoption/laddersources.h"
#include "metrics/groups.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

using domain::Provenance;
using facts::EpochDay;
using facts::Index;
using facts::kNoDay;

constexpr int kWeek = 7;
constexpr int kWeeks = 4;
constexpr int kDaysPerHabitualWeek = 2;
constexpr int kHabitualWeeks = 3;
/// Without a roster, whoever merged something in so many days is taken for the population.
constexpr int kActiveDays = 90;

bool activeOn(EpochDay from, EpochDay to, EpochDay day)
{
    return (from == kNoDay || from <= day) && (to == kNoDay || to >= day);
}

bool anyWithin(const std::vector<EpochDay>& days, EpochDay from, EpochDay to)
{
    const auto at = std::lower_bound(days.begin(), days.end(), from);
    return at != days.end() && *at <= to;
}

/// Changes come in order of merging.
std::span<const AuthoredChange> mergedWithin(std::span<const AuthoredChange> changes, EpochDay from, EpochDay to)
{
    const auto first = std::lower_bound(changes.begin(), changes.end(), from,
                                        [](const AuthoredChange& c, EpochDay day) { return c.day < day; });
    const auto last =
        std::upper_bound(first, changes.end(), to, [](EpochDay day, const AuthoredChange& c) { return day < c.day; });
    return {first, last};
}

} // namespace

LadderReader::LadderReader(const facts::View& view) : m_view(view), m_sources(Sources::of(view))
{
    if (view.filter().teams.empty()) return;
    for (const auto& team : view.snapshot().teams) m_teamChosen.push_back(view.filter().teams.contains(team) ? 1 : 0);
}

Day LadderReader::lastDay() const
{
    return std::min(m_view.period().to, dayOf(m_view.snapshot().cutOff));
}

bool LadderReader::toolChosen(Index tool) const
{
    return amongTools(m_sources->tools, tool);
}

bool LadderReader::toolCovered(Index tool, EpochDay from, EpochDay to) const
{
    // Deliveries may adjoin: the covered days are walked from the first on.
    EpochDay next = from;
    for (bool moved = true; moved && next <= to;) {
        moved = false;
        for (const auto& span : m_view.snapshot().telemetry)
            if (span.tool == tool && span.from <= next && span.to >= next) {
                next = span.to + 1;
                moved = true;
            }
    }
    return next > to;
}

bool LadderReader::covered(EpochDay from, EpochDay to) const
{
    const auto& telemetry = m_view.snapshot().telemetry;
    return std::any_of(telemetry.begin(), telemetry.end(), [&](const facts::TelemetryCoverage& span) {
        return toolChosen(span.tool) && toolCovered(span.tool, from, to);
    });
}

bool LadderReader::eligible(Index person, EpochDay to) const
{
    const auto& people = m_view.snapshot().people;
    const auto i = static_cast<std::size_t>(person);
    if (people.bot[i] != 0) return false;
    if (!m_teamChosen.empty()) {
        const Index team = teamOn(people, person, to);
        if (team == facts::kNoIndex || m_teamChosen[static_cast<std::size_t>(team)] == 0) return false;
    }
    if (m_sources->roster)
        return std::any_of(people.memberships[i].begin(), people.memberships[i].end(),
                           [to](const facts::Membership& m) { return m.engineering && activeOn(m.from, m.to, to); });
    return !mergedWithin(m_sources->changes.of(person), to - kActiveDays + 1, to).empty();
}

Answer LadderReader::holdsSeat(Index person, EpochDay to) const
{
    const auto& seats = m_view.snapshot().people.seats[static_cast<std::size_t>(person)];
    const bool yes = std::any_of(seats.begin(), seats.end(), [&](const facts::Seat& seat) {
        return toolChosen(seat.tool) && activeOn(seat.from, seat.to, to);
    });
    return yes ? Answer::Yes : Answer::No;
}

Answer LadderReader::signedIn(Index person, EpochDay to) const
{
    const auto seen = m_sources->usage->seen.of(person);
    if (!seen.empty() && seen.front() <= to) return Answer::Yes;
    bool later = false;
    bool silent = false;
    for (const auto& seat : m_view.snapshot().people.seats[static_cast<std::size_t>(person)]) {
        if (!toolChosen(seat.tool) || !activeOn(seat.from, seat.to, to)) continue;
        const EpochDay last = std::max(seat.lastSignIn, seat.lastActivity);
        if (last == kNoDay)
            silent = true;
        else if (last <= to)
            return Answer::Yes;
        else
            later = true;
    }
    // A sign-in after the day hides whether there was one before, unless telemetry saw the whole window.
    if (later) return covered(to - kWindowDays + 1, to) ? Answer::No : Answer::Unknown;
    return silent && !m_sources->signIns && !covered(to - kWindowDays + 1, to) ? Answer::Unknown : Answer::No;
}

int LadderReader::daysUsed(Index person, EpochDay from, EpochDay to) const
{
    const auto days = m_sources->usage->used.of(person);
    return static_cast<int>(std::upper_bound(days.begin(), days.end(), to) -
                            std::lower_bound(days.begin(), days.end(), from));
}

std::span<const EpochDay> LadderReader::daysOfUse(Index person) const
{
    return m_sources->usage->used.of(person);
}

Answer LadderReader::telemetryAnswer(bool yes, Index person, EpochDay from, EpochDay to) const
{
    if (yes) return Answer::Yes;
    bool anySeat = false;
    for (const auto& seat : m_view.snapshot().people.seats[static_cast<std::size_t>(person)]) {
        if (!toolChosen(seat.tool) || !activeOn(seat.from, seat.to, to)) continue;
        anySeat = true;
        // Days before the licence began need no telemetry.
        if (!toolCovered(seat.tool, seat.from == kNoDay ? from : std::max(from, seat.from), to)) return Answer::Unknown;
    }
    return anySeat || covered(from, to) ? Answer::No : Answer::Unknown;
}

Answer LadderReader::habitual(Index person, Day day) const
{
    const EpochDay to = toEpochDay(day);
    int weeks = 0;
    for (int week = 0; week < kWeeks; ++week) {
        const EpochDay end = to - week * kWeek;
        if (daysUsed(person, end - kWeek + 1, end) >= kDaysPerHabitualWeek) ++weeks;
    }
    return telemetryAnswer(weeks >= kHabitualWeeks, person, to - kWindowDays + 1, to);
}

Answer LadderReader::inMergedWork(Index person, EpochDay from, EpochDay to) const
{
    bool known = false;
    bool any = false;
    for (const auto& change : mergedWithin(m_sources->changes.of(person), from, to)) {
        if (change.provenance == Provenance::Ai) return Answer::Yes;
        any = true;
        known = known || change.provenance == Provenance::Human;
    }
    return known || !any ? Answer::No : Answer::Unknown;
}

Answer LadderReader::retained(Index person, EpochDay to) const
{
    std::int64_t born = 0;
    std::int64_t dead = 0;
    const EpochDay last = to - kRetainedDays;
    for (const auto& change : mergedWithin(m_sources->changes.of(person), last - kWindowDays + 1, last)) {
        if (change.provenance != Provenance::Ai || !change.traced) continue;
        born += change.born;
        dead += std::min(change.diedYoung, change.born);
    }
    if (born == 0) return Answer::Unknown;
    return 2 * dead <= born ? Answer::Yes : Answer::No;
}

std::array<bool, kRungs> LadderReader::measurable(EpochDay to) const
{
    const Sources& s = *m_sources;
    const bool window = covered(to - kWindowDays + 1, to);
    const bool week = window || covered(to - kWeek + 1, to);
    return {s.roster,
            s.seats,
            s.signIns || window,
            week,
            window,
            anyWithin(s.provenanceDays, to - kWindowDays + 1, to),
            anyWithin(s.tracedAiDays, to - kRetainedDays - kWindowDays + 1, to - kRetainedDays)};
}

PersonRungs LadderReader::judge(Index person, EpochDay to) const
{
    PersonRungs result;
    result.person = person;
    result.team = teamOn(m_view.snapshot().people, person, to);
    const EpochDay from = to - kWindowDays + 1;
    result.answers = {Answer::Yes,
                      holdsSeat(person, to),
                      signedIn(person, to),
                      telemetryAnswer(daysUsed(person, to - kWeek + 1, to) > 0, person, to - kWeek + 1, to),
                      habitual(person, fromEpochDay(to)),
                      inMergedWork(person, from, to),
                      retained(person, to)};
    const EpochDay since = to - kActiveDays + 1;
    result.silent = daysUsed(person, since, to) == 0 && mergedWithin(m_sources->changes.of(person), since, to).empty();
    return result;
}

std::vector<PersonRungs> LadderReader::people(Day day) const
{
    const EpochDay to = toEpochDay(day);
    return *m_view.prepared().get<std::vector<PersonRungs>>(fmt::format("rungs:{}", to),
                                                            [this, to] { return judgeAll(to); });
}

std::vector<PersonRungs> LadderReader::judgeAll(EpochDay to) const
{
    const auto can = measurable(to);
    std::vector<PersonRungs> result;
    for (std::size_t i = 0; i < m_view.snapshot().people.size(); ++i) {
        const auto person = static_cast<Index>(i);
        if (!eligible(person, to)) continue;
        PersonRungs rungs = judge(person, to);
        Answer sofar = Answer::Yes;
        for (std::size_t r = 1; r < kRungs; ++r) {
            if (!can[r]) {
                rungs.answers[r] = Answer::Unknown;
                continue;
            }
            if (rungs.answers[r] == Answer::No || sofar == Answer::No)
                sofar = Answer::No;
            else if (rungs.answers[r] == Answer::Unknown)
                sofar = Answer::Unknown;
            rungs.answers[r] = sofar;
        }
        result.push_back(rungs);
    }
    return result;
}

} // namespace assay::metrics
