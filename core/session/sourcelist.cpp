// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sourcelist.h"

#include "store/database.h"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

namespace assay::session {

Result<std::vector<SourceWithRuns>> sourceList(const std::string& workspace)
{
    const auto database = store::Database::open(workspace, store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    auto sources = store::sources(*database);
    if (!sources) return Failure(sources.error());
    auto runs = store::runs(*database);
    if (!runs) return Failure(runs.error());
    std::vector<SourceWithRuns> list;
    for (auto& source : *sources) {
        SourceWithRuns with{std::move(source), {}};
        std::copy_if(runs->begin(), runs->end(), std::back_inserter(with.runs),
                     [&](const auto& run) { return run.source == with.source.id; });
        list.push_back(std::move(with));
    }
    return list;
}

Result<std::vector<store::RejectRow>> rejectedRows(const std::string& workspace, std::int64_t run)
{
    const auto database = store::Database::open(workspace, store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    const auto runs = store::runs(*database);
    if (!runs) return Failure(runs.error());
    if (std::none_of(runs->begin(), runs->end(), [run](const auto& r) { return r.id.value == run; }))
        return failure(ErrorCode::Usage,
                       fmt::format("{} has no reading {}; `assay-cli sources` lists them.", workspace, run));
    return store::rejectsOf(*database, {run});
}

Result<PeopleList> peopleList(const std::string& workspace)
{
    const auto database = store::Database::open(workspace, store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    auto identities = store::identities(*database);
    if (!identities) return Failure(identities.error());
    const auto derived = store::readDerived(*database);
    if (!derived) return Failure(derived.error());
    std::unordered_map<std::int64_t, const store::PersonRow*> people;
    for (const auto& person : derived->people) people.emplace(person.id.value, &person);
    std::unordered_map<std::int64_t, const store::PersonIdentityRow*> joins;
    for (const auto& join : derived->identities) joins.emplace(join.identity.value, &join);
    std::unordered_map<std::int64_t, std::string> values;
    PeopleList list;
    for (auto& identity : *identities) {
        values.emplace(identity.id.value, identity.value);
        IdentityJoin row;
        if (const auto join = joins.find(identity.id.value); join != joins.end()) {
            const auto* person = people.at(join->second->person.value);
            row.person = person->name;
            row.bot = person->bot;
            row.onRoster = person->onRoster;
            row.reason = join->second->reason;
        }
        row.identity = std::move(identity);
        list.identities.push_back(std::move(row));
    }
    for (const auto& s : derived->suggestions)
        list.suggestions.push_back({values[s.a.value], values[s.b.value], s.score, s.reason});
    return list;
}

} // namespace assay::session
