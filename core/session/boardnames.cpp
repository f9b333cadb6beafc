// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/boardnames.h"

#include "base/asciitext.h"

namespace assay::session {

BoardNames::BoardNames(const PeopleBoard& board)
{
    for (std::size_t p = 0; p < board.people.size(); ++p) {
        const auto& person = board.people[p];
        for (const auto& identity : person.identities) {
            const auto value = asciiLowered(identity.value);
            m_exact[value].push_back({p, &identity});
            const auto colon = value.find(':');
            if (identity.kind == "login" && colon != std::string::npos)
                m_loose[value.substr(colon + 1)].push_back({p, &identity});
        }
        if (!person.identities.empty()) m_loose[asciiLowered(person.name)].push_back({p, &person.identities.front()});
    }
}

std::vector<BoardNames::Candidate> BoardNames::find(const std::string& text) const
{
    const auto asked = asciiLowered(trimmedAscii(text));
    for (const auto* names : {&m_exact, &m_loose})
        if (const auto found = names->find(asked); found != names->end()) return found->second;
    return {};
}

} // namespace assay::session
