// SPDX-License-Identifier: GPL-3.0-or-later
#include "madesnapshot.h"

#include <cmath>
#include <limits>
#include <random>
#include <string>

namespace assay::bench {
namespace {

constexpr int kPeople = 3000;
constexpr int kTeams = 60;
constexpr int kDays = 1400;
constexpr facts::EpochDay kFirstDay = 19000;
constexpr facts::Millis kDay = 86'400'000;
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

class Maker
{
public:
    Maker(std::size_t changes, std::size_t usageDays) : m_changes(changes), m_usage(usageDays) {}

    facts::SnapshotPtr make()
    {
        names();
        people();
        work();
        defects();
        usage();
        return std::make_shared<const facts::Snapshot>(std::move(m_s));
    }

private:
    double uniform() { return std::uniform_real_distribution<double>(0, 1)(m_random); }
    int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(m_random); }

    void names()
    {
        for (int t = 0; t < kTeams; ++t) m_s.teams.push_back("Team " + std::to_string(t));
        m_s.repositories = {"one", "two", "three"};
        m_s.tools = {"copilot", "claude-code"};
        m_s.toolTitles = {"GitHub Copilot", "Claude Code"};
        m_s.languages = {"C++", "Python"};
        m_s.priorities = {"P1", "P2", "P3"};
        m_s.span = {fromEpochDay(kFirstDay), fromEpochDay(kFirstDay + kDays)};
        m_s.cutOff = fromUnixMillis((facts::Millis{kFirstDay} + kDays + 1) * kDay - 1);
        m_s.telemetry = {{0, kFirstDay, kFirstDay + kDays}};
    }

    void people()
    {
        auto& p = m_s.people;
        for (int i = 0; i < kPeople; ++i) {
            p.id.push_back(i + 1);
            p.name.push_back("Person " + std::to_string(i));
            p.bot.push_back(0);
            p.onRoster.push_back(1);
            p.memberships.push_back({{i % kTeams}});
            p.seats.push_back({});
            if (i % 5 != 0) p.seats.back().push_back({0, kFirstDay + 300 + i % 400});
        }
    }

    void work()
    {
        auto& c = m_s.changes;
        auto& t = m_s.tickets;
        for (std::size_t i = 0; i < m_changes; ++i) {
            const double at = (static_cast<double>(i) + uniform()) / static_cast<double>(m_changes) * kDays;
            const auto merged = facts::Millis{kFirstDay} * kDay + static_cast<facts::Millis>(at * kDay);
            const auto hours = std::exp(4 + 0.8 * std::normal_distribution<double>()(m_random));
            const auto created = merged - static_cast<facts::Millis>(hours * 3'600'000);
            const double u = uniform();
            const double p = u < 0.15 ? kUnknown : u < 0.5 ? 1 : 0;
            const int author = below(kPeople);
            addChange(c, i, merged, created, p, author);
            if (i % 3 != 0) addTicket(t, c, i, created);
        }
    }

    void addChange(facts::Changes& c, std::size_t i, facts::Millis merged, facts::Millis created, double p, int author)
    {
        c.id.push_back(static_cast<std::int64_t>(i) + 1);
        c.kind.push_back(facts::ChangeKind::PullRequest);
        c.repository.push_back(below(3));
        c.number.push_back(static_cast<std::int64_t>(i));
        c.title.emplace_back("Change");
        c.head.emplace_back();
        c.mergedAt.push_back(merged);
        c.openedAt.push_back(created + (merged - created) / 2);
        c.firstCommitAt.push_back(created + (merged - created) / 4);
        c.firstReviewAt.push_back(created + (merged - created) * 3 / 4);
        c.approvedAt.push_back(created + (merged - created) * 9 / 10);
        c.releasedAt.push_back(facts::kNoTime);
        c.revertedAt.push_back(facts::kNoTime);
        c.author.push_back(author);
        c.team.push_back(author % kTeams);
        c.taskType.push_back(static_cast<domain::TaskType>(below(domain::kTaskTypes)));
        c.codeAge.push_back(static_cast<facts::CodeAge>(1 + below(3)));
        c.ticket.push_back(i % 3 != 0 ? static_cast<facts::Index>(m_s.tickets.rows()) : facts::kNoIndex);
        c.added.push_back(1 + below(200));
        c.deleted.push_back(below(50));
        c.files.push_back(2);
        c.commits.push_back(2);
        c.reviewRounds.push_back(1);
        c.aiProbability.push_back(p);
        c.aiShare.push_back(std::numeric_limits<float>::quiet_NaN());
        c.tools.push_back(p == 1 ? 1 : 0);
        c.flags.push_back(static_cast<std::uint16_t>(facts::kReviewKnown | facts::kReviewed | facts::kTraced |
                                                     (p == 1 ? facts::kDeclared : 0)));
        c.linesBorn.push_back(c.added.back());
        c.linesAlive.push_back(c.added.back() * 3 / 4);
        c.aiLinesAlive.push_back(p == 1 ? c.linesAlive.back() : 0);
        c.humanLinesAlive.push_back(p == 0 ? c.linesAlive.back() : 0);
        c.language.push_back(below(2));
        if (below(3) != 0) return;
        m_s.deaths.change.push_back(static_cast<facts::Index>(i));
        m_s.deaths.ageDays.push_back(static_cast<float>(100 * uniform()));
        m_s.deaths.lines.push_back(1 + c.added.back() / 4);
        m_s.deaths.remover.push_back(facts::kNoIndex);
        m_s.deaths.lineClass.push_back(0);
    }

    static void addTicket(facts::Tickets& t, const facts::Changes& c, std::size_t i, facts::Millis created)
    {
        t.id.push_back(static_cast<std::int64_t>(t.rows()) + 1);
        t.key.push_back("K-" + std::to_string(t.id.size()));
        t.title.emplace_back("Ticket");
        t.type.push_back(facts::kNoIndex);
        t.taskType.push_back(c.taskType[i]);
        t.status.push_back(facts::kNoIndex);
        t.priority.push_back(static_cast<facts::Index>(i % 3));
        t.createdAt.push_back(created);
        t.startedAt.push_back(created + (c.mergedAt[i] - created) / 8);
        t.firstCommitAt.push_back(c.firstCommitAt[i]);
        t.openedAt.push_back(c.openedAt[i]);
        t.firstReviewAt.push_back(c.firstReviewAt[i]);
        t.approvedAt.push_back(c.approvedAt[i]);
        t.firstLandedAt.push_back(c.mergedAt[i]);
        t.mergedAt.push_back(c.mergedAt[i]);
        t.releasedAt.push_back(facts::kNoTime);
        t.resolvedAt.push_back(c.mergedAt[i]);
        t.state.push_back(facts::TicketState::Merged);
        t.reopened.push_back(0);
        t.team.push_back(c.team[i]);
        t.person.push_back(c.author[i]);
        t.codeAge.push_back(c.codeAge[i]);
        t.size.push_back(c.added[i]);
        t.aiProbability.push_back(c.aiProbability[i]);
        t.declared.push_back(c.aiProbability[i] == 1 ? 1 : 0);
        t.tools.push_back(c.tools[i]);
        t.changeCount.push_back(1);
        t.problems.push_back(0);
        t.workingHoursToMerge.push_back(static_cast<double>(c.mergedAt[i] - created) / 3'600'000 / 3);
        t.defect.push_back(i % 20 == 1 ? 1 : 0);
    }

    void defects()
    {
        auto& d = m_s.defects;
        for (std::size_t i = 0; i < m_changes; i += 12) {
            d.id.push_back(static_cast<std::int64_t>(d.size()) + 1);
            d.ticket.push_back(facts::kNoIndex);
            d.fix.push_back(facts::kNoIndex);
            d.reportedAt.push_back(m_s.changes.mergedAt[i] + static_cast<facts::Millis>(60 * uniform() * kDay));
            d.fixedAt.push_back(d.reportedAt.back() + kDay);
            d.team.push_back(m_s.changes.team[i]);
            d.priority.push_back(0);
            d.noCandidate.push_back(0);
            m_s.origins.defect.push_back(static_cast<facts::Index>(d.size()) - 1);
            m_s.origins.change.push_back(static_cast<facts::Index>(i));
            m_s.origins.weight.push_back(1);
            m_s.origins.lines.push_back(3);
            m_s.origins.commit.emplace_back();
        }
    }

    void usage()
    {
        auto& u = m_s.usage;
        const double share = static_cast<double>(m_usage) / (static_cast<double>(kPeople) * 2 * kDays);
        for (int person = 0; person < kPeople; ++person)
            for (facts::Index tool = 0; tool < 2; ++tool)
                for (int day = 0; day < kDays; ++day) {
                    if (uniform() > share) continue;
                    u.person.push_back(person);
                    u.tool.push_back(tool);
                    u.day.push_back(kFirstDay + day);
                    for (auto* column : {&u.shown, &u.accepted, &u.linesAccepted, &u.interactions, &u.agentRuns})
                        column->push_back(5);
                    u.costUsd.push_back(kUnknown);
                    u.meaningful.push_back(1);
                }
    }

    std::size_t m_changes;
    std::size_t m_usage;
    std::mt19937_64 m_random{7};
    facts::Snapshot m_s;
};

} // namespace

facts::SnapshotPtr madeSnapshot(std::size_t changes, std::size_t usageDays)
{
    return Maker(changes, usageDays).make();
}

std::vector<facts::Filter> filters()
{
    std::vector<facts::Filter> all(1);
    const auto with = [&all](const auto& change) { change(all.emplace_back()); };
    with([](facts::Filter& f) { f.teams = {"Team 7"}; });
    with([](facts::Filter& f) { f.teams = {"Team 1", "Team 2", "Team 3", "Team 4", "Team 5", "Team 6"}; });
    with([](facts::Filter& f) { f.taskTypes = {"tests"}; });
    with([](facts::Filter& f) { f.period = DayRange{fromEpochDay(kFirstDay + 1300), fromEpochDay(kFirstDay + 1400)}; });
    with([](facts::Filter& f) { f.period = DayRange{fromEpochDay(kFirstDay + 700), fromEpochDay(kFirstDay + 1065)}; });
    return all;
}

} // namespace assay::bench
