// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/decided.h"

namespace assay::session {
namespace {

/// A later word on what an identity is replaces an earlier one.
void forget(Decided& decided, std::int64_t identity)
{
    decided.bots.erase(identity);
    decided.humans.erase(identity);
    decided.tools.erase(identity);
}

} // namespace

Decided decidedOf(const Raw& raw)
{
    using Action = store::DecisionAction;
    Decided decided;
    std::unordered_map<std::string, std::size_t> at;
    for (std::size_t i = 0; i < raw.identities.size(); ++i)
        at.emplace(raw.identities[i].kind + '\n' + raw.identities[i].value, i);
    for (const auto& d : raw.decisions) {
        if (d.action == Action::Bot || d.action == Action::Human || d.action == Action::Tool)
            decided.words.insert_or_assign(d.kind + '\n' + d.value, d);
        const auto found = at.find(d.kind + '\n' + d.value);
        if (found == at.end()) continue;
        const auto a = found->second;
        const auto id = raw.identities[a].id.value;
        const auto other = at.find(d.otherKind + '\n' + d.otherValue);
        switch (d.action) {
        case Action::Join:
        case Action::Split:
            if (other != at.end())
                decided.pairs.push_back({a, other->second, d.action == Action::Join});
            else if (d.action == Action::Split && d.otherValue.empty())
                decided.pairs.push_back({a, a, false});
            break;
        case Action::Bot:
            forget(decided, id);
            decided.bots.insert(id);
            break;
        case Action::Human:
            forget(decided, id);
            decided.humans.insert(id);
            break;
        case Action::Tool:
            forget(decided, id);
            decided.tools.emplace(id, d.word);
            break;
        case Action::Team:
            break; // counted out where the roster's stays are
        }
    }
    return decided;
}

} // namespace assay::session
