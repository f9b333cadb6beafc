// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/toolusage.h"

#include "synth/calendar.h"
#include "synth/random.h"

#include <algorithm>
#include <array>

namespace assay::synth {
namespace {

using std::chrono::days;

constexpr int kQuietDays = 2;        ///< days before human-only work on which its author left the tools alone
constexpr double kQuietShare = 0.94; ///< of such work
constexpr std::array<double, 4> kDailyUse{0.03, 0.13, 0.60, 0.78}; ///< by Habit, on working days
constexpr double kWeekendUse = 0.06;                               ///< of the use on a working day
constexpr double kAfterGivingUp = 0.015;

/// One person's days with Copilot, dense from the first day of telemetry on.
class Diary
{
public:
    Diary(Day from, Day to) : m_from(from), m_to(to), m_slots(static_cast<std::size_t>((to - from).count()) + 1, kNone)
    {
    }
    [[nodiscard]] bool covers(Day day) const { return m_from <= day && day <= m_to; }
    UsageDay& on(int person, Day day)
    {
        int& slot = m_slots[static_cast<std::size_t>((day - m_from).count())];
        if (slot == kNone) {
            slot = static_cast<int>(m_days.size());
            UsageDay fresh;
            fresh.person = person;
            fresh.day = day;
            m_days.push_back(fresh);
        }
        return m_days[static_cast<std::size_t>(slot)];
    }
    void moveTo(std::vector<UsageDay>& usage, const OrganisationSpec& spec) const
    {
        for (const int slot : m_slots)
            if (slot != kNone && spec.telemetryCovers(m_days[static_cast<std::size_t>(slot)].day))
                usage.push_back(m_days[static_cast<std::size_t>(slot)]);
    }

private:
    Day m_from;
    Day m_to;
    std::vector<int> m_slots;
    std::vector<UsageDay> m_days;
};

void addUse(UsageDay& day, Random& random, int lines)
{
    const int accepted = 1 + lines / 4;
    day.accepted += accepted;
    day.shown += accepted * random.between(2, 4) + random.between(0, 12);
    day.linesAccepted += lines;
    day.linesShown += lines * random.between(2, 3);
    const int runs = random.chance(0.35) ? random.between(1, 4) : 0;
    day.agentRuns += runs;
    day.interactions += runs + random.between(0, 8); // starting an agent is a prompt too
}

/// In the team whose acceptance falls, twice as much is shown for the same that is accepted.
void showMore(const Organisation& organisation, std::vector<UsageDay>& usage)
{
    const auto falls = organisation.spec.acceptanceFallsFrom();
    if (!falls) return;
    for (auto& row : usage) {
        if (row.day < *falls ||
            organisation.people[static_cast<std::size_t>(row.person)].teamOn(row.day) != kFallingTeam)
            continue;
        row.shown *= 2;
        row.linesShown *= 2;
    }
}

void recordCommits(const Organisation& organisation, Random& random, const Change& change, Diary& diary)
{
    for (int i = 0; i < change.commitCount; ++i) {
        const auto& commit = organisation.commits[static_cast<std::size_t>(change.firstCommit + i)];
        const Day day = dayOf(commit.authored);
        const int lines = std::max(1, static_cast<int>(commit.added * random.uniform(0.9, 1.8)));
        if (diary.covers(day)) addUse(diary.on(change.author, day), random, lines);
        const Day before = day - days{1};
        if (random.chance(0.4) && diary.covers(before) && !isWeekend(before))
            addUse(diary.on(change.author, before), random, lines / 3);
    }
}

class EverydayUse
{
public:
    EverydayUse(const Organisation& organisation, int person)
        : m_spec(organisation.spec), m_index(person), m_person(organisation.people[static_cast<std::size_t>(person)])
    {
        m_quiet.assign(static_cast<std::size_t>((m_spec.lastDay - m_spec.telemetryFrom()).count()) + 1, false);
    }
    void keepQuiet(Day day)
    {
        for (int back = 0; back <= kQuietDays; ++back) {
            const Day quiet = day - days{back};
            if (quiet >= m_spec.telemetryFrom() && quiet <= m_spec.lastDay) m_quiet[indexOf(quiet)] = true;
        }
    }
    void record(Random& random, Diary& diary) const
    {
        const Day from = std::max(*m_person.seatFrom, m_spec.telemetryFrom());
        const Day to = m_person.seatTo ? std::min(*m_person.seatTo, m_spec.lastDay) : m_spec.lastDay;
        bool away = false;
        for (Day day = from; day <= to; day += days{1}) {
            if (std::chrono::weekday{day} == std::chrono::Monday) away = random.chance(0.1);
            if (away || m_quiet[indexOf(day)]) continue;
            const bool stopped = m_person.gaveUp && *m_person.gaveUp <= day;
            const double daily = stopped ? kAfterGivingUp : kDailyUse.at(static_cast<std::size_t>(m_person.habit));
            if (!random.chance(isWeekend(day) ? daily * kWeekendUse : daily)) continue;
            auto& row = diary.on(m_index, day);
            if (stopped || m_person.habit == Habit::Idle)
                row.shown += random.between(1, 15); // shown, and nothing done with it
            else
                addUse(row, random, random.between(1, 40));
        }
    }

private:
    [[nodiscard]] std::size_t indexOf(Day day) const
    {
        return static_cast<std::size_t>((day - m_spec.telemetryFrom()).count());
    }

    const OrganisationSpec& m_spec;
    int m_index;
    const Person& m_person;
    std::vector<bool> m_quiet;
};

} // namespace

void recordUsage(Organisation& organisation)
{
    const auto& spec = organisation.spec;
    std::vector<std::vector<int>> changesOf(organisation.people.size());
    for (int c = 0; c < static_cast<int>(organisation.changes.size()); ++c)
        changesOf[static_cast<std::size_t>(organisation.changes[static_cast<std::size_t>(c)].author)].push_back(c);
    for (int p = 0; p < spec.developers; ++p) {
        const auto& person = organisation.people[static_cast<std::size_t>(p)];
        if (!person.seatFrom || person.telemetryOff || person.neverSignedIn) continue;
        Random random(spec.seed, Stream::Usage, static_cast<std::uint64_t>(p));
        Diary diary(spec.telemetryFrom(), spec.lastDay);
        EverydayUse everyday(organisation, p);
        for (const int c : changesOf[static_cast<std::size_t>(p)]) {
            const auto& change = organisation.changes[static_cast<std::size_t>(c)];
            const bool visible = change.use == AiUse::Declared || change.use == AiUse::Measured;
            if (visible && change.tool == Tool::Copilot)
                recordCommits(organisation, random, change, diary);
            else if (!visible && random.chance(kQuietShare))
                for (int i = 0; i < change.commitCount; ++i)
                    everyday.keepQuiet(
                        dayOf(organisation.commits[static_cast<std::size_t>(change.firstCommit + i)].authored));
        }
        everyday.record(random, diary);
        diary.moveTo(organisation.usage, spec);
    }
    showMore(organisation, organisation.usage);
}

} // namespace assay::synth
