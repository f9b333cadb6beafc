// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/tasktypes.h"

#include "session/ruleparts.h"

namespace assay::session {
namespace {

/// The class of every path, asked once.
class PathClasses
{
public:
    PathClasses(const Raw& raw, const linking::PathRules& rules) : m_raw(raw), m_rules(rules) {}
    linking::PathClass operator()(std::int64_t path)
    {
        const auto [entry, fresh] = m_classes.try_emplace(path);
        if (fresh) entry->second = m_rules.classify(m_raw.paths.at(path)).type;
        return entry->second;
    }

private:
    const Raw& m_raw;
    const linking::PathRules& m_rules;
    std::unordered_map<std::int64_t, linking::PathClass> m_classes;
};

} // namespace

void setTaskTypes(const Raw& raw, const TicketsFound& tickets, const Rules& rules, ChangesFound& changes)
{
    std::unordered_map<std::int64_t, const domain::TicketRecord*> byId;
    for (const auto& row : raw.tickets) byId.emplace(row.id.value, &row.ticket);
    std::unordered_map<std::int64_t, const domain::TicketRecord*> ticketOf;
    for (const auto& link : tickets.links) ticketOf.try_emplace(link.change.value, byId.at(link.ticket.value));
    PathClasses classOf(raw, rules.parts().paths);
    for (auto& change : changes.changes) {
        linking::WorkDescription work;
        work.title = change.row.title;
        work.branch = change.branch;
        if (change.pull != nullptr) {
            work.labels = change.pull->pullRequest.labels;
            if (!change.pull->pullRequest.sourceBranch.empty()) work.branch = change.pull->pullRequest.sourceBranch;
        }
        if (const auto ticket = ticketOf.find(change.row.id.value); ticket != ticketOf.end()) {
            work.ticketType = ticket->second->type;
            work.ticketTitle = ticket->second->title;
            work.ticketLabels = ticket->second->labels;
        }
        for (const auto commit : change.commits) {
            const auto& files = raw.files[commit];
            for (std::size_t i = 0; i < files.paths.size(); ++i)
                work.linesByClass[static_cast<std::size_t>(classOf(files.paths[i]))] +=
                    files.added[i] + files.deleted[i];
        }
        change.row.taskType = static_cast<std::uint8_t>(rules.parts().taskTypes.of(work).type);
    }
}

} // namespace assay::session
