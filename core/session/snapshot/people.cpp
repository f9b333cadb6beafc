// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/snapshot/sources.h"

#include "store/usagewriter.h"

#include <algorithm>
#include <map>
#include <set>

namespace assay::session {
namespace {

using facts::EpochDay;
using facts::Index;
using facts::kNoDay;

EpochDay epochDay(const std::optional<Day>& day)
{
    return day ? toEpochDay(*day) : kNoDay;
}
EpochDay epochDayOf(const std::optional<Instant>& at)
{
    return at ? toEpochDay(dayOf(*at)) : kNoDay;
}

/// The person of a roster line: any of its e-mails or logins leads there.
Index personOfRoster(const SnapshotSources& sources, const domain::RosterRecord& line)
{
    for (const auto& email : line.emails)
        if (const auto person = sources.personOf("", email); person != facts::kNoIndex) return person;
    for (const auto& login : line.logins) {
        const auto full = store::rosterLogin(login);
        const auto colon = full.find(':');
        if (const auto person = sources.personOf(full.substr(0, colon), full.substr(colon + 1));
            person != facts::kNoIndex)
            return person;
    }
    if (!line.emails.empty() || !line.logins.empty()) return facts::kNoIndex;
    const auto named = sources.identityByValue.find("name\n" + line.person);
    return named == sources.identityByValue.end() ? facts::kNoIndex
                                                  : sources.personOf(domain::IdentityId{named->second});
}

/// A team given by hand holds for its days; what was said before of these days goes.
void override(std::vector<facts::Membership>& stays, const facts::Membership& given)
{
    constexpr auto kEver = std::numeric_limits<EpochDay>::min() + 1;
    constexpr auto kAlways = std::numeric_limits<EpochDay>::max();
    const auto begin = given.from == kNoDay ? kEver : given.from;
    const auto end = given.to == kNoDay ? kAlways : given.to;
    std::vector<facts::Membership> kept;
    for (const auto& stay : stays) {
        const auto from = stay.from == kNoDay ? kEver : stay.from;
        const auto to = stay.to == kNoDay ? kAlways : stay.to;
        if (from < begin) {
            kept.push_back(stay);
            if (to >= begin) kept.back().to = begin - 1;
        }
        if (to > end) {
            kept.push_back(stay);
            if (from <= end) kept.back().from = end + 1;
        }
    }
    if (given.team != facts::kNoIndex) kept.push_back(given);
    stays = std::move(kept);
}

void applyDecisions(facts::Snapshot& snapshot, const SnapshotSources& sources, Dictionary& teams)
{
    for (const auto& decision : sources.decisions) {
        if (decision.action != store::DecisionAction::Team) continue;
        const auto identity = sources.identityByValue.find(decision.kind + '\n' + decision.value);
        if (identity == sources.identityByValue.end()) continue;
        const auto person = sources.personOf(domain::IdentityId{identity->second});
        if (person == facts::kNoIndex) continue;
        auto& stays = snapshot.people.memberships[static_cast<std::size_t>(person)];
        facts::Membership given;
        given.team = decision.word.empty() ? facts::kNoIndex : teams(decision.word);
        given.from = epochDay(decision.first);
        given.to = epochDay(decision.last);
        given.engineering =
            stays.empty() || std::any_of(stays.begin(), stays.end(), [](const auto& stay) { return stay.engineering; });
        override(stays, given);
    }
}

/// Whom a team by hand still holds is mapped as if on the roster; out of every team again, nobody has mapped them.
void countTeamsByHand(facts::People& people)
{
    for (std::size_t p = 0; p < people.size(); ++p)
        if (std::any_of(people.memberships[p].begin(), people.memberships[p].end(),
                        [](const auto& stay) { return stay.team != facts::kNoIndex; }))
            people.onRoster[p] = 1;
}

std::string folded(std::string text)
{
    std::string out;
    for (char c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    }
    return out;
}

/// Price of a seat per month: the sheet's newest line whose vendor names the tool and whose unit is a seat per month.
double seatPrice(const std::vector<domain::PriceRecord>& prices, const std::string& tool, const std::string& plan)
{
    double found = std::numeric_limits<double>::quiet_NaN();
    std::optional<Day> newest;
    for (const auto& price : prices) {
        const bool seat = price.unit == "seat-month" || price.unit == "seat/month" || price.unit == "seat";
        const auto vendor = folded(price.vendor);
        const bool names = !vendor.empty() && (vendor.find(folded(tool)) != std::string::npos ||
                                               folded(tool).find(vendor) != std::string::npos);
        const bool fits = price.plan.empty() || plan.empty() || folded(price.plan) == folded(plan);
        if (!seat || !names || !fits) continue;
        if (!newest || (price.validFrom && *price.validFrom >= *newest)) {
            found = price.price;
            newest = price.validFrom.value_or(Day{});
        }
    }
    return found;
}

} // namespace

void addPeople(facts::Snapshot& snapshot, SnapshotSources& sources)
{
    auto& people = snapshot.people;
    for (const auto& person : sources.derived.people) {
        sources.personIndex.emplace(person.id.value, static_cast<Index>(people.size()));
        people.id.push_back(person.id.value);
        people.name.push_back(person.name);
        people.bot.push_back(person.bot ? 1 : 0);
        people.onRoster.push_back(person.onRoster ? 1 : 0);
    }
    people.memberships.resize(people.size());
    people.seats.resize(people.size());
    std::set<std::string> names;
    for (const auto& line : sources.roster)
        if (!line.team.empty()) names.insert(line.team);
    for (const auto& decision : sources.decisions)
        if (decision.action == store::DecisionAction::Team && !decision.word.empty()) names.insert(decision.word);
    snapshot.teams.assign(names.begin(), names.end());
    Dictionary teams(snapshot.teams);
    for (const auto& line : sources.roster) {
        const auto person = personOfRoster(sources, line);
        if (person == facts::kNoIndex) continue;
        people.memberships[static_cast<std::size_t>(person)].push_back(
            {line.team.empty() ? facts::kNoIndex : teams(line.team), epochDay(line.from), epochDay(line.to),
             line.engineering, line.share});
    }
    applyDecisions(snapshot, sources, teams);
    countTeamsByHand(people);
}

void addSeats(facts::Snapshot& snapshot, const SnapshotSources& sources, Dictionary& tools)
{
    std::map<std::string, std::set<Day>> lists;
    for (const auto& row : sources.seats) lists[row.seat.tool].insert(*row.seat.snapshot);
    // The rows come by identity, tool and snapshot: the newest of each identity and tool decides.
    for (std::size_t i = 0; i < sources.seats.size(); ++i) {
        const auto& row = sources.seats[i];
        const bool last = i + 1 == sources.seats.size() || sources.seats[i + 1].identity != row.identity ||
                          sources.seats[i + 1].seat.tool != row.seat.tool;
        if (!last) continue;
        const auto person = sources.personOf(row.identity);
        if (person == facts::kNoIndex) continue;
        facts::Seat seat;
        seat.tool = tools(row.seat.tool);
        seat.from = epochDayOf(row.seat.assigned);
        seat.to = epochDay(row.seat.endsOn);
        seat.lastActivity = epochDayOf(row.seat.lastActivity);
        seat.lastSignIn = epochDayOf(row.seat.lastSignIn);
        seat.snapshot = epochDay(row.seat.snapshot);
        const auto& days = lists[row.seat.tool];
        // Gone from a later list: the seat ended when that list was made.
        const auto later = days.upper_bound(*row.seat.snapshot);
        if (later != days.end() && seat.to == kNoDay) seat.to = toEpochDay(*later) - 1;
        seat.pricePerMonth = seatPrice(sources.prices, row.seat.tool, row.seat.plan);
        snapshot.people.seats[static_cast<std::size_t>(person)].push_back(seat);
    }
}

} // namespace assay::session
