// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/work.h"

#include "synth/calendar.h"
#include "synth/effects.h"
#include "synth/text.h"

#include <algorithm>
#include <array>

namespace assay::synth {

using domain::TaskType;
using std::chrono::days;

namespace {

constexpr int kNoticeDays = 35; ///< nobody begins work this shortly before leaving a team

// Order: tests, documentation, boilerplate, feature, bug fix (of old faults), refactoring, other.
constexpr std::array<double, domain::kTaskTypes> kTaskMix{0.13, 0.09, 0.12, 0.41, 0.09, 0.11, 0.05};
constexpr std::array<double, domain::kTaskTypes> kMedianLines{34, 18, 16, 46, 9, 34, 22};
constexpr std::array<double, 4> kPriorityMix{0.10, 0.25, 0.45, 0.20};
constexpr std::array<double, 4> kPriorityLogTime{-1.1, -0.5, 0.1, 0.6};
constexpr double kLongestHours = 20 * 365 * 24.0; // beyond any horizon: heavy tails know no end, dates do

std::chrono::seconds hours(double count)
{
    return std::chrono::seconds{static_cast<std::int64_t>(count * 3600)};
}

/// Standard normal, or Student's t with 3 degrees of freedom: a normal over the root of a mean of three squares.
double noise(Random& random, bool heavyTails)
{
    const double normal = random.normal();
    if (!heavyTails) return normal;
    double squares = 0;
    for (int i = 0; i < 3; ++i) {
        const double x = random.normal();
        squares += x * x;
    }
    return normal * exactExp(-0.5 * exactLog(squares / 3));
}

} // namespace

WorkSimulation::WorkSimulation(Organisation& organisation)
    : m_organisation(organisation), m_spec(organisation.spec), m_roster(organisation),
      m_begin(Instant{organisation.spec.firstDay()}), m_end(organisation.cutOff())
{
}

void WorkSimulation::run()
{
    schedule();
    while (!m_waiting.empty()) {
        const Item item = m_waiting.top();
        m_waiting.pop();
        if (item.person != kNone && m_organisation.people[static_cast<std::size_t>(item.person)].bot)
            playPatch(item);
        else
            play(item);
    }
}

void WorkSimulation::schedule()
{
    for (int p = 0; p < m_spec.developers; ++p)
        for (const auto& stay : m_organisation.people[static_cast<std::size_t>(p)].stays) scheduleStay(p, stay);
    if (m_spec.untidy) schedulePatches();
}

void WorkSimulation::scheduleStay(int person, const Stay& stay)
{
    const Day from = std::max(stay.from, m_spec.firstDay());
    const Day to = stay.to ? std::min(*stay.to - days{kNoticeDays}, m_spec.lastDay) : m_spec.lastDay;
    if (from >= to) return;
    const double length = static_cast<double>((to - from).count());
    Random random(m_spec.seed, Stream::Schedule,
                  static_cast<std::uint64_t>(person) * 64 + static_cast<std::uint64_t>(stay.team));
    const double gap = 30.44 / m_spec.changesPerDeveloperMonth;
    for (double at = random.exponential(gap); at < length; at += random.exponential(gap)) {
        Item item;
        item.wanted = Instant{from} + hours(at * 24);
        item.id = m_nextItem++;
        item.person = person;
        item.team = stay.team;
        item.ticketed = !m_spec.untidy || !random.chance(0.09);
        m_waiting.push(item);
    }
}

void WorkSimulation::schedulePatches()
{
    const int bot = static_cast<int>(m_organisation.people.size()) - 1;
    Random random(m_spec.seed, Stream::Schedule, 1'000'000);
    const double gapDays = 700.0 / std::max(1, m_spec.developers);
    const double length = static_cast<double>((m_spec.lastDay - m_spec.firstDay()).count());
    for (double at = random.exponential(gapDays); at < length; at += random.exponential(gapDays)) {
        Item item;
        item.wanted = m_begin + hours(at * 24);
        item.id = m_nextItem++;
        item.person = bot;
        item.team = random.below(m_spec.teams);
        item.ticketed = false;
        m_waiting.push(item);
    }
}

void WorkSimulation::play(const Item& item)
{
    Random random(m_spec.seed, Stream::Work, item.id);
    Nature nature = natureOf(random, item);
    decideUse(random, item, nature);
    if (!fitTimes(random, item, nature)) return;
    if (item.defect != kNone) m_organisation.defects[static_cast<std::size_t>(item.defect)].reported = nature.created;
    const int ticket = item.ticketed ? openTicket(random, item, nature) : kNone;
    const bool fades = m_spec.leftoverWork && item.defect == kNone && ticket != kNone && random.chance(0.07);
    if (fades)
        endWithoutChange(random, ticket, nature);
    else
        deliver(random, item, nature, ticket);
}

WorkSimulation::Nature WorkSimulation::natureOf(Random& random, const Item& item) const
{
    const auto& team = m_organisation.teams[static_cast<std::size_t>(item.team)];
    Nature nature;
    nature.task = item.defect != kNone ? TaskType::BugFix : static_cast<TaskType>(random.pick(kTaskMix));
    const bool fix = nature.task == TaskType::BugFix;
    const bool code =
        nature.task == TaskType::Feature || nature.task == TaskType::Refactoring || nature.task == TaskType::Other;
    if (fix)
        nature.age = item.defect == kNone ? Age::Legacy : Age::Recent; // other faults are older than the data
    else if (code && random.chance(team.legacyShare))
        nature.age = Age::Legacy;
    else if (nature.task == TaskType::Feature || nature.task == TaskType::Tests ||
             nature.task == TaskType::Documentation)
        nature.age = random.chance(0.45) ? Age::Greenfield : Age::Recent;
    const double median = kMedianLines.at(static_cast<std::size_t>(nature.task));
    nature.lines = std::clamp(static_cast<int>(median * exactExp(0.75 * random.normal())), 4, 320);
    nature.priority = static_cast<std::uint8_t>(fix ? random.pick(kPriorityMix) : 2);
    return nature;
}

void WorkSimulation::decideUse(Random& random, const Item& item, Nature& nature) const
{
    const auto& person = m_organisation.people[static_cast<std::size_t>(item.person)];
    const auto& team = m_organisation.teams[static_cast<std::size_t>(item.team)];
    const Day day = dayOf(item.wanted);
    const double chance = useProbability(m_spec, team, person, nature.task, nature.age, day);
    const double unseated = person.holdsSeat(day) ? 0 : 0.12 * m_spec.undeclaredShare;
    const double drawn = random.uniform();
    const double how = random.uniform();
    const double which = random.uniform();
    if (drawn < unseated) nature.use = AiUse::Hidden;
    if (drawn >= chance) return;
    if (person.secondTool && day >= team.rollout + days{120} && which < 0.5)
        nature.tool = Tool::ClaudeCode;
    else if (which > 0.96)
        nature.tool = Tool::Aider;
    const bool measurable = nature.tool == Tool::Copilot && m_spec.telemetryCovers(day) && !person.telemetryOff;
    if (how < m_spec.undeclaredShare)
        nature.use = AiUse::Hidden;
    else if (how < m_spec.undeclaredShare + m_spec.declaredShare)
        nature.use = AiUse::Declared;
    else if (measurable)
        nature.use = AiUse::Measured;
    else
        nature.use = m_spec.untidy ? AiUse::Hidden : AiUse::Declared;
}

bool WorkSimulation::fitTimes(Random& random, const Item& item, Nature& nature) const
{
    const auto& person = m_organisation.people[static_cast<std::size_t>(item.person)];
    const auto& team = m_organisation.teams[static_cast<std::size_t>(item.team)];
    double log = logMedianHours(team, nature.task, nature.age, nature.lines) + person.logTime +
                 m_spec.noiseSpread * noise(random, m_spec.heavyTails) +
                 m_spec.timeTrend * yearsIn(m_spec, dayOf(item.wanted));
    if (nature.task == TaskType::BugFix) log += kPriorityLogTime.at(nature.priority);
    if (assisted(nature.use)) log += exactLog(timeRatio(m_spec.effects, nature.task, nature.age));
    const auto duration = std::chrono::round<std::chrono::seconds>(
        std::chrono::duration<double>(std::min(exactExp(log), kLongestHours) * 3600));
    Instant notBefore = m_begin;
    if (item.defect != kNone) {
        const int origin = m_organisation.defects[static_cast<std::size_t>(item.defect)].origin;
        notBefore = *m_organisation.changes[static_cast<std::size_t>(origin)].merged + std::chrono::hours{1};
    }
    const auto start = startFor(random, item.wanted, duration, team.offsetMinutes, notBefore, m_end);
    if (!start) return false;
    nature.created = *start;
    nature.done = *start + duration;
    return true;
}

void WorkSimulation::plantDefects(int change)
{
    const auto& made = m_organisation.changes[static_cast<std::size_t>(change)];
    const auto& team = m_organisation.teams[static_cast<std::size_t>(made.team)];
    const auto& author = m_organisation.people[static_cast<std::size_t>(made.author)];
    double rate = defectRate(team, made.task, made.age, made.plannedLines) * author.defectFactor *
                  exactExp(m_spec.defectTrend * yearsIn(m_spec, dayOf(made.began)));
    if (assisted(made.use)) rate *= defectRatio(m_spec.effects, made.task, made.age);
    Random random(m_spec.seed, Stream::Defects, static_cast<std::uint64_t>(change));
    const int count = random.poisson(rate);
    for (int i = 0; i < count; ++i) plantDefect(change, static_cast<std::uint64_t>(i));
}

void WorkSimulation::plantDefect(int change, std::uint64_t number)
{
    const Change& origin = m_organisation.changes[static_cast<std::size_t>(change)];
    Random random(m_spec.seed, Stream::Defects, (static_cast<std::uint64_t>(change) + 1) * 1000 + number);
    Item item;
    const double repair = random.uniform();
    item.reverts = m_spec.untidy && repair < 0.06;
    item.ticketed = !m_spec.untidy || repair >= 0.13;
    item.wanted = *origin.merged + hours(24 * random.exponential(item.reverts ? 6 : kDefectDelayDays));
    if (item.wanted > m_end) return;
    item.team = origin.team;
    const Day day = dayOf(item.wanted);
    const bool stillThere = m_organisation.people[static_cast<std::size_t>(origin.author)].teamOn(day) == origin.team;
    item.person = stillThere && random.chance(0.5) ? origin.author : m_roster.anyone(random, origin.team, day);
    if (item.person == kNone) return;
    item.id = m_nextItem++;
    item.defect = static_cast<int>(m_organisation.defects.size());
    Defect defect;
    defect.origin = change;
    defect.reported = item.wanted;
    m_organisation.defects.push_back(defect);
    m_waiting.push(item);
}

} // namespace assay::synth
