// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/raw.h"

#include "store/authoraliases.h"
#include "store/database.h"
#include "store/extrasreader.h"
#include "store/words.h"

namespace assay::session {
namespace {

template <class T>
void keep(Result<T>&& from, T& into, Result<void>& state)
{
    if (!state) return;
    if (from)
        into = std::move(*from);
    else
        state = Failure(from.error());
}

} // namespace

Result<Raw> Raw::read(const store::Database& database)
{
    Raw raw;
    Result<void> state;
    keep(store::repositories(database), raw.repositories, state);
    keep(store::commits(database), raw.commits, state);
    keep(store::lineNotes(database), raw.notes, state);
    keep(store::tags(database), raw.tags, state);
    keep(store::branches(database), raw.branches, state);
    keep(store::tickets(database), raw.tickets, state);
    keep(store::pullRequests(database), raw.pulls, state);
    keep(store::identities(database), raw.identities, state);
    keep(store::authorAliases(database), raw.aliases, state);
    keep(store::roster(database), raw.roster, state);
    keep(store::seats(database), raw.seats, state);
    keep(store::telemetrySpans(database), raw.spans, state);
    keep(store::decisions(database), raw.decisions, state);
    keep(store::vendorCommits(database), raw.vendorCommits, state);
    std::vector<store::PathRow> paths;
    keep(store::paths(database), paths, state);
    if (!state) return Failure(state.error());
    for (auto& path : paths) raw.paths.emplace(path.id, std::move(path.path));
    for (std::size_t i = 0; i < raw.commits.size(); ++i) raw.commitAt.emplace(raw.commits[i].id.value, i);
    for (const auto& identity : raw.identities)
        raw.identityByValue.emplace(identity.kind + '\n' + identity.value, identity.id.value);
    raw.files.resize(raw.commits.size());
    state = store::forEachFile(database, [&raw](const store::CommitFileRow& file) {
        auto& files = raw.files[raw.commitAt.at(file.commit.value)];
        files.paths.push_back(file.path);
        files.added.push_back(file.added);
        files.deleted.push_back(file.deleted);
        files.status.push_back(file.status);
    });
    if (!state) return Failure(state.error());
    return raw;
}

std::int64_t Raw::identityOf(const std::string& system, const std::string& who) const
{
    if (who.empty()) return 0;
    const bool email = who.find('@') != std::string::npos;
    const auto found =
        identityByValue.find(email ? "email\n" + store::lowered(who) : "login\n" + store::lowered(system + ":" + who));
    return found == identityByValue.end() ? 0 : found->second;
}

} // namespace assay::session
