// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace assay::synth {
namespace {

using std::chrono::days;

struct TeamPlan
{
    const char* name;
    const char* key;
    int repository;
    int offsetMinutes;
    double weight;    ///< of head count
    double rolloutAt; ///< as a share of the whole period
    double seatShare;
    double logTime;
    double aiLogit;
    double defectFactor;
    double legacyShare;
};

/// Slow teams took to AI most: within every team and task it may save time, and over all teams it seems to cost some.
constexpr std::array<TeamPlan, 7> kTeams{{
    {"Platform", "PLAT", 1, 0, 30, 0.22, 0.93, 0.60, 1.00, 0.70, 0.20},
    {"Data", "DATA", 1, 330, 24, 0.28, 0.86, 0.50, 0.90, 0.75, 0.15},
    {"Web", "WEB", 2, 60, 32, 0.36, 0.97, 0.22, 0.40, 0.90, 0.15},
    {"Payments", "PAY", 0, 60, 34, 0.43, 0.92, -0.10, -0.10, 1.00, 0.30},
    {"Mobile", "MOB", 2, -300, 28, 0.50, 0.95, -0.35, -0.30, 1.10, 0.15},
    {"Claims", "CLM", 0, 330, 26, 0.58, 0.85, -0.62, -0.80, 1.25, 0.35},
    {"Core legacy", "CORE", 1, 60, 26, 0.68, 0.78, -0.30, -0.90, 1.40, 0.75},
}};

constexpr std::array<const char*, 3> kRepositories{"ledger", "platform", "storefront"};

void makeTeams(Organisation& organisation)
{
    const auto& spec = organisation.spec;
    organisation.repositories.assign(kRepositories.begin(), kRepositories.end());
    const int wanted = std::clamp(spec.teams, 1, static_cast<int>(kTeams.size()));
    const double span = static_cast<double>((spec.lastDay - spec.firstDay()).count());
    for (int i = 0; i < wanted; ++i) {
        const auto& plan = kTeams.at(static_cast<std::size_t>(i));
        Team team;
        team.name = plan.name;
        team.key = plan.key;
        team.repository = plan.repository;
        team.offsetMinutes = plan.offsetMinutes;
        const double at = spec.confounding ? plan.rolloutAt : 0.42; // one day for all when teams must not differ
        team.rollout = spec.firstDay() + days{static_cast<int>(span * at)};
        team.seatShare = spec.confounding ? plan.seatShare : 0.9;
        team.logTime = plan.logTime;
        team.aiLogit = spec.confounding ? plan.aiLogit : 0;
        team.defectFactor = plan.defectFactor;
        team.legacyShare = plan.legacyShare;
        organisation.teams.push_back(std::move(team));
    }
}

int teamFor(int developer, int developers, int teams)
{
    double total = 0;
    for (int t = 0; t < teams; ++t) total += kTeams.at(static_cast<std::size_t>(t)).weight;
    double upTo = 0;
    for (int t = 0; t < teams; ++t) {
        upTo += kTeams.at(static_cast<std::size_t>(t)).weight / total * developers;
        if (developer < upTo) return t;
    }
    return teams - 1;
}

void giveAddresses(Person& person, Random& random, int number, bool untidy)
{
    person.email = fmt::format("dev{:03}@example.com", number);
    person.commitEmail = person.email;
    if (!untidy) return;
    const double u = random.uniform();
    if (u < 0.12) {
        person.commitEmail = fmt::format("{}+{}@users.noreply.github.com", 7000000 + number, person.login);
    } else if (u < 0.18) {
        person.otherEmails.push_back(fmt::format("dev{:03}@oldname.example.com", number));
        person.commitEmail = person.otherEmails.back();
    } else if (u < 0.20) {
        person.commitEmail = fmt::format("d{:03}@home.example.net", number); // on no list: stays unmapped
    }
}

void giveStays(Person& person, Random& random, const OrganisationSpec& spec, int team)
{
    const Day first = spec.firstDay();
    const int span = static_cast<int>((spec.lastDay - first).count());
    Day from = first - days{random.between(60, 2400)};
    if (random.chance(0.14)) from = first + days{random.between(10, std::max(11, span * 3 / 4))};
    std::optional<Day> to;
    if (random.chance(0.08)) to = first + days{random.between(span / 3, span - 10)};
    if (to && *to < from + days{120}) to.reset();
    const Day moves = first + days{random.between(span / 4, span * 3 / 4)};
    const bool mover = spec.untidy && random.chance(0.07) && spec.teams > 1 && from + days{60} < moves &&
                       (!to || moves + days{60} < *to);
    if (!mover) {
        person.stays.push_back({team, from, to});
        return;
    }
    const int other = (team + 1 + random.below(spec.teams - 1)) % spec.teams;
    person.stays.push_back({team, from, moves - days{1}});
    person.stays.push_back({other, moves, to});
}

void giveSeat(Person& person, Random& random, const Organisation& organisation)
{
    const auto& spec = organisation.spec;
    for (const auto& stay : person.stays) {
        const Team& team = organisation.teams[static_cast<std::size_t>(stay.team)];
        const bool chosen = random.chance(team.seatShare);
        const auto wave = days{static_cast<int>(random.exponential(12))};
        const Day from = std::max(team.rollout, stay.from) + wave;
        if (!chosen || from > spec.lastDay - days{7} || (stay.to && from > *stay.to)) continue;
        person.seatFrom = from;
        break;
    }
    if (person.seatFrom && person.stays.back().to) person.seatTo = *person.stays.back().to;
    static constexpr std::array<double, 4> kHabits{0.10, 0.22, 0.40, 0.28};
    person.habit = static_cast<Habit>(random.pick(kHabits));
    if (person.seatFrom && person.habit != Habit::Power && random.chance(0.17))
        person.gaveUp = *person.seatFrom + days{random.between(50, 240)};
    const bool early = person.stays.front().team <= 1;
    person.secondTool = person.seatFrom && early && person.habit >= Habit::Regular && random.chance(0.6);
    person.neverSignedIn = person.habit == Habit::Idle && random.chance(0.45);
    person.telemetryOff = spec.untidy && random.chance(0.03);
}

void addDeveloper(Organisation& organisation, int number)
{
    const auto& spec = organisation.spec;
    Random random(spec.seed, Stream::People, static_cast<std::uint64_t>(number));
    Person person;
    person.name = fmt::format("Dev {:03}", number);
    person.login = fmt::format("dev-{:03}", number);
    person.role = random.chance(0.35) ? "Senior software engineer" : "Software engineer";
    giveAddresses(person, random, number, spec.untidy);
    const int teams = static_cast<int>(organisation.teams.size());
    giveStays(person, random, spec, teamFor(number - 1, spec.developers, teams));
    giveSeat(person, random, organisation);
    person.logTime = spec.personSpread * random.normal() - spec.quickAdopters * static_cast<double>(person.habit);
    person.defectFactor = random.frailty(5);
    person.onRoster = !(spec.untidy && random.chance(0.02));
    organisation.people.push_back(std::move(person));
}

void addBot(Organisation& organisation, const std::string& login, int account)
{
    Person bot;
    bot.name = login;
    bot.login = login;
    bot.email = fmt::format("{}+{}@users.noreply.github.com", account, login);
    bot.commitEmail = bot.email;
    bot.bot = true;
    bot.engineering = false;
    bot.onRoster = false;
    organisation.people.push_back(std::move(bot));
}

void addOthers(Organisation& organisation)
{
    const auto& spec = organisation.spec;
    for (std::size_t t = 0; t < organisation.teams.size(); ++t) { // one manager each: on the roster, not eligible
        Person manager;
        manager.name = fmt::format("Manager {:02}", t + 1);
        manager.login = fmt::format("manager-{:02}", t + 1);
        manager.email = fmt::format("manager{:02}@example.com", t + 1);
        manager.commitEmail = manager.email;
        manager.role = "Engineering manager";
        manager.engineering = false;
        manager.stays.push_back({static_cast<int>(t), spec.firstDay() - days{800}, std::nullopt});
        organisation.people.push_back(std::move(manager));
    }
    addBot(organisation, "migration[bot]", 49000001); // brought in the code from before the first day, with its dates
    addBot(organisation, "dependabot[bot]", 49699333);
}

} // namespace

void staff(Organisation& organisation)
{
    makeTeams(organisation);
    organisation.spec.teams = static_cast<int>(organisation.teams.size());
    for (int number = 1; number <= organisation.spec.developers; ++number) addDeveloper(organisation, number);
    addOthers(organisation);
}

Roster::Roster(const Organisation& organisation) : m_organisation(organisation), m_ever(organisation.teams.size())
{
    for (int p = 0; p < organisation.spec.developers; ++p)
        for (const auto& stay : organisation.people[static_cast<std::size_t>(p)].stays)
            m_ever[static_cast<std::size_t>(stay.team)].push_back(p);
}

int Roster::anyone(Random& random, int team, Day day, int but) const
{
    const auto& ever = m_ever[static_cast<std::size_t>(team)];
    for (int attempt = 0; attempt < 40 && !ever.empty(); ++attempt) {
        const int p = ever[static_cast<std::size_t>(random.below(static_cast<int>(ever.size())))];
        if (p != but && m_organisation.people[static_cast<std::size_t>(p)].teamOn(day) == team) return p;
    }
    return kNone;
}

} // namespace assay::synth
