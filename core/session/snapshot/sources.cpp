// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/snapshot/sources.h"

#include "store/database.h"

namespace assay::session {
namespace {

std::string lower(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

/// Takes the value of a result or keeps the first error.
template <class T>
void take(Result<T>&& from, T& into, Result<void>& state)
{
    if (!state) return;
    if (from)
        into = std::move(*from);
    else
        state = Failure(from.error());
}

} // namespace

Result<SnapshotSources> SnapshotSources::read(const store::Database& database)
{
    SnapshotSources s;
    Result<void> state;
    take(store::readDerived(database), s.derived, state);
    take(store::commitHeads(database), s.commits, state);
    take(store::tickets(database), s.tickets, state);
    take(store::identities(database), s.identities, state);
    take(store::roster(database), s.roster, state);
    take(store::seats(database), s.seats, state);
    take(store::telemetrySpans(database), s.spans, state);
    take(store::prices(database), s.prices, state);
    take(store::decisions(database), s.decisions, state);
    if (!state) return Failure(state.error());
    for (const auto& identity : s.identities)
        s.identityByValue.emplace(identity.kind + '\n' + identity.value, identity.id.value);
    for (const auto& joined : s.derived.identities)
        s.identityPerson.emplace(joined.identity.value, joined.person.value);
    return s;
}

facts::Index SnapshotSources::personOf(domain::IdentityId identity) const
{
    const auto person = identityPerson.find(identity.value);
    if (person == identityPerson.end()) return facts::kNoIndex;
    const auto index = personIndex.find(person->second);
    return index == personIndex.end() ? facts::kNoIndex : index->second;
}

facts::Index SnapshotSources::personOf(const std::string& system, const std::string& who) const
{
    if (who.empty()) return facts::kNoIndex;
    const bool email = who.find('@') != std::string::npos;
    const auto found = identityByValue.find(email ? "email\n" + lower(who) : "login\n" + lower(system + ":" + who));
    return found == identityByValue.end() ? facts::kNoIndex : personOf(domain::IdentityId{found->second});
}

facts::Index Dictionary::operator()(const std::string& word)
{
    if (m_index.empty())
        for (std::size_t i = 0; i < m_words.size(); ++i) m_index.emplace(m_words[i], static_cast<facts::Index>(i));
    const auto [entry, fresh] = m_index.try_emplace(word, static_cast<facts::Index>(m_words.size()));
    if (fresh) m_words.push_back(word);
    return entry->second;
}

facts::Index teamOn(const facts::People& people, facts::Index person, facts::EpochDay day)
{
    if (person == facts::kNoIndex) return facts::kNoIndex;
    facts::Index team = facts::kNoIndex;
    double share = 0;
    for (const auto& stay : people.memberships[static_cast<std::size_t>(person)]) {
        const bool begun = stay.from == facts::kNoDay || stay.from <= day;
        const bool over = stay.to != facts::kNoDay && stay.to < day;
        if (begun && !over && stay.share > share) {
            team = stay.team;
            share = stay.share;
        }
    }
    return team;
}

} // namespace assay::session
