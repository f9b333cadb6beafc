// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <utility>

/// Small snapshots built row by row, with every column filled and sensible defaults.
namespace assay::test {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
inline constexpr facts::Millis kHour = 3'600'000;
inline constexpr facts::Millis kDay = 24 * kHour;

/// 2026-01-01T00:00Z plus days, in milliseconds.
inline facts::Millis at(double days)
{
    return facts::Millis(1'767'225'600'000) +
           static_cast<facts::Millis>(std::llround(days * static_cast<double>(kDay)));
}
/// The epoch day of 2026-01-01 plus days.
inline facts::EpochDay day(int days)
{
    return 20454 + days;
}

struct ChangeRow
{
    double merged = 0; ///< days since 2026-01-01
    double p = kUnknown;
    facts::Index author = 0;
    facts::Index team = 0;
    domain::TaskType type = domain::TaskType::Feature;
    facts::CodeAge age = facts::CodeAge::Recent;
    facts::Index ticket = facts::kNoIndex;
    int size = 10;
    int born = 0;
    std::uint16_t flags = facts::kTraced;
    std::uint64_t tools = 0;
    facts::Index repository = 0;
    double reverted = kUnknown;
    facts::Index language = facts::kNoIndex;
};

struct TicketRow
{
    double created = 0;
    double merged = kUnknown;
    double p = kUnknown;
    facts::Index person = 0;
    facts::Index team = 0;
    domain::TaskType type = domain::TaskType::Feature;
    facts::CodeAge age = facts::CodeAge::Recent;
    facts::TicketState state = facts::TicketState::Merged;
    double started = kUnknown;
    double resolved = kUnknown;
    std::uint16_t problems = 0;
    int size = 10;
    bool defect = false;
    facts::Index priority = facts::kNoIndex;
    std::string key = "T-1";
};

/// Collects rows; `share` freezes them. Rows must be given in the order the columns promise.
class TinySnapshot
{
public:
    explicit TinySnapshot(int people = 10, int teams = 2, double cutOffDays = 365)
    {
        m_s.repositories = {"core", "web"};
        for (int i = 0; i < teams; ++i) m_s.teams.push_back("Team " + std::string(1, static_cast<char>('A' + i)));
        m_s.tools = {"copilot", "cursor"};
        m_s.toolTitles = {"Copilot", "Cursor"};
        m_s.priorities = {"P1", "P2"};
        m_s.cutOff = fromUnixMillis(at(cutOffDays));
        m_s.span = DayRange{fromEpochDay(day(0)), fromEpochDay(day(static_cast<int>(cutOffDays)))};
        for (int i = 0; i < people; ++i) addPerson(teams > 0 ? i % teams : facts::kNoIndex);
    }

    facts::Snapshot& raw() { return m_s; }
    [[nodiscard]] facts::SnapshotPtr share() const { return std::make_shared<const facts::Snapshot>(m_s); }
    [[nodiscard]] facts::View view(facts::Filter filter = {}) const { return facts::View(share(), std::move(filter)); }

    facts::Index addPerson(facts::Index team)
    {
        auto& p = m_s.people;
        const auto index = static_cast<facts::Index>(p.size());
        p.id.push_back(index + 1);
        p.name.push_back("Person " + std::to_string(index));
        p.bot.push_back(0);
        p.onRoster.push_back(1);
        p.memberships.emplace_back();
        if (team != facts::kNoIndex)
            p.memberships.back().push_back(facts::Membership{team, facts::kNoDay, facts::kNoDay, true, 1});
        p.seats.emplace_back();
        return index;
    }

    facts::Index add(const ChangeRow& r)
    {
        auto& c = m_s.changes;
        const auto index = static_cast<facts::Index>(c.size());
        c.id.push_back(index + 1);
        c.kind.push_back(facts::ChangeKind::PullRequest);
        c.repository.push_back(r.repository);
        c.number.push_back(index + 1);
        c.title.push_back("Change");
        c.head.push_back("");
        c.mergedAt.push_back(at(r.merged));
        for (auto* column : {&c.openedAt, &c.firstCommitAt, &c.firstReviewAt, &c.approvedAt, &c.releasedAt})
            column->push_back(facts::kNoTime);
        c.revertedAt.push_back(optional(r.reverted));
        c.author.push_back(r.author);
        c.team.push_back(r.team);
        c.taskType.push_back(r.type);
        c.codeAge.push_back(r.age);
        c.ticket.push_back(r.ticket);
        c.added.push_back(r.size);
        c.deleted.push_back(0);
        c.files.push_back(1);
        c.commits.push_back(1);
        c.reviewRounds.push_back(0);
        c.aiProbability.push_back(r.p);
        c.aiShare.push_back(std::numeric_limits<float>::quiet_NaN());
        c.tools.push_back(r.tools);
        c.flags.push_back(static_cast<std::uint16_t>(r.flags | (r.p == 1 ? facts::kDeclared : 0)));
        c.linesBorn.push_back(r.born);
        c.linesAlive.push_back(r.born);
        c.aiLinesAlive.push_back(0);
        c.humanLinesAlive.push_back(0);
        c.language.push_back(r.language);
        return index;
    }

    facts::Index add(const TicketRow& r)
    {
        auto& t = m_s.tickets;
        const auto index = static_cast<facts::Index>(t.rows());
        t.id.push_back(index + 1);
        t.key.push_back(r.key);
        t.title.push_back("Ticket");
        t.type.push_back(facts::kNoIndex);
        t.taskType.push_back(r.type);
        t.status.push_back(facts::kNoIndex);
        t.priority.push_back(r.priority);
        t.createdAt.push_back(optional(r.created));
        t.startedAt.push_back(optional(r.started));
        for (auto* column : {&t.firstCommitAt, &t.openedAt, &t.firstReviewAt, &t.approvedAt, &t.releasedAt})
            column->push_back(facts::kNoTime);
        t.firstLandedAt.push_back(optional(r.merged));
        t.mergedAt.push_back(optional(r.merged));
        t.resolvedAt.push_back(optional(r.resolved));
        t.state.push_back(r.state);
        t.reopened.push_back(0);
        t.team.push_back(r.team);
        t.person.push_back(r.person);
        t.codeAge.push_back(r.age);
        t.size.push_back(r.size);
        t.aiProbability.push_back(r.p);
        t.declared.push_back(r.p == 1 ? 1 : 0);
        t.tools.push_back(0);
        t.changeCount.push_back(r.state == facts::TicketState::Merged ? 1 : 0);
        t.problems.push_back(r.problems);
        t.workingHoursToMerge.push_back(std::isnan(r.merged) ? kUnknown : (r.merged - r.created) * 8);
        t.defect.push_back(r.defect ? 1 : 0);
        return index;
    }

    /// One defect, reported and fixed on the given days, traced to changes with weights.
    void addDefect(double reported, double fixed, std::initializer_list<std::pair<facts::Index, double>> origins)
    {
        auto& d = m_s.defects;
        const auto index = static_cast<facts::Index>(d.size());
        d.id.push_back(index + 1);
        d.ticket.push_back(facts::kNoIndex);
        d.fix.push_back(facts::kNoIndex);
        d.reportedAt.push_back(at(reported));
        d.fixedAt.push_back(at(fixed));
        d.team.push_back(facts::kNoIndex);
        d.priority.push_back(facts::kNoIndex);
        d.noCandidate.push_back(origins.size() == 0 ? 1 : 0);
        for (const auto& [change, weight] : origins) {
            m_s.origins.defect.push_back(index);
            m_s.origins.change.push_back(change);
            m_s.origins.weight.push_back(weight);
            m_s.origins.lines.push_back(1);
            m_s.origins.commit.emplace_back();
        }
    }

    void addDeath(facts::Index change, double ageDays, int lines, facts::Index remover = facts::kNoIndex)
    {
        m_s.deaths.change.push_back(change);
        m_s.deaths.ageDays.push_back(static_cast<float>(ageDays));
        m_s.deaths.lines.push_back(lines);
        m_s.deaths.remover.push_back(remover);
        m_s.deaths.lineClass.push_back(0);
    }

    void addUsage(facts::Index person, facts::EpochDay onDay, bool meaningful = true, facts::Index tool = 0)
    {
        auto& u = m_s.usage;
        u.person.push_back(person);
        u.tool.push_back(tool);
        u.day.push_back(onDay);
        for (auto* column : {&u.shown, &u.accepted, &u.linesAccepted, &u.interactions, &u.agentRuns})
            column->push_back(-1);
        u.costUsd.push_back(kUnknown);
        u.meaningful.push_back(meaningful ? 1 : 0);
    }

private:
    static facts::Millis optional(double days) { return std::isnan(days) ? facts::kNoTime : at(days); }
    facts::Snapshot m_s;
};

} // namespace assay::test
