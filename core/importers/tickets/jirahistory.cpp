// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/tickets/jirahistory.h"

#include "base/instant.h"
#include "importers/text/status.h"

#include <algorithm>

namespace assay::importers {

using domain::StatusCategory;

namespace {

bool isEnded(StatusCategory category)
{
    return category == StatusCategory::Done || category == StatusCategory::Cancelled;
}
bool isLive(StatusCategory category)
{
    return category == StatusCategory::ToDo || category == StatusCategory::InProgress;
}

} // namespace

void JiraCategories::learn(const Json& status)
{
    const auto id = status["id"].text();
    const auto category = categoryFromKey(status["statusCategory"]["key"].view());
    if (id.empty() || category == StatusCategory::Unknown) return;
    const auto [known, isNew] = m_byId.try_emplace(id, category);
    if (!isNew && known->second != category) known->second = StatusCategory::Unknown;
}

bool JiraCategories::contradictory(std::string_view id) const
{
    const auto found = m_byId.find(id);
    return found != m_byId.end() && found->second == StatusCategory::Unknown;
}

std::int64_t JiraCategories::contradictions() const
{
    return std::count_if(m_byId.begin(), m_byId.end(),
                         [](const auto& known) { return known.second == StatusCategory::Unknown; });
}

StatusCategory JiraCategories::of(std::string_view id, std::string_view name) const
{
    const auto found = m_byId.find(id);
    return found != m_byId.end() && found->second != StatusCategory::Unknown ? found->second : categoryFromName(name);
}

StatusCategory JiraCategories::current(const Json& status)
{
    auto category = categoryFromKey(status["statusCategory"]["key"].view());
    const auto id = status["id"].text();
    const auto name = status.any({"untranslatedName", "name"}).view();
    if (category == StatusCategory::Unknown) category = of(id, name);
    if (contradictory(id) && categoryFromName(name) != StatusCategory::Unknown) category = categoryFromName(name);
    if (category == StatusCategory::Unknown)
        if (const auto shown = status["name"].text(); !shown.empty()) ++m_unknown[shown];
    return category;
}

std::vector<JiraMove> readJiraHistory(const std::vector<Json>& histories, const JiraCategories& categories)
{
    std::vector<JiraMove> moves;
    for (const Json& history : histories) {
        const auto at = parseIsoInstant(history["created"].view());
        const auto items = history["items"].items();
        const bool migration = std::any_of(items.begin(), items.end(),
                                           [](const Json& item) { return item["field"].view() == "Workflow"; });
        if (!at || migration) continue;
        for (const Json& item : items) {
            if (item["field"].view() != "status") continue;
            const auto from = item["from"].text();
            const auto to = item["to"].text();
            if (!from.empty() && from == to) continue;
            JiraMove move;
            move.change.at = *at;
            move.change.from = item["fromString"].text();
            move.change.to = item["toString"].text();
            move.change.toCategory = categories.of(to, move.change.to);
            move.change.author = history["author"].any({"emailAddress", "name", "displayName", "accountId"}).text();
            move.fromCategory = categories.of(from, move.change.from);
            moves.push_back(std::move(move));
        }
    }
    std::stable_sort(moves.begin(), moves.end(),
                     [](const JiraMove& a, const JiraMove& b) { return a.change.at < b.change.at; });
    return moves;
}

void applyJiraHistory(std::vector<JiraMove> moves, const Json& status, JiraCategories& categories,
                      domain::TicketRecord& ticket)
{
    ticket.category = categories.current(status);
    if (ticket.category == StatusCategory::Unknown && ticket.resolved) ticket.category = StatusCategory::Done;
    std::optional<Instant> lastEnd;
    for (auto& move : moves) {
        if (!ticket.started && move.change.toCategory == StatusCategory::InProgress) ticket.started = move.change.at;
        if (isEnded(move.fromCategory) && isLive(move.change.toCategory)) ++ticket.reopened;
        if (isEnded(move.change.toCategory)) lastEnd = move.change.at;
        ticket.history.push_back(std::move(move.change));
    }
    if (isEnded(ticket.category) && !ticket.resolved) ticket.resolved = lastEnd;
    if (ticket.category == StatusCategory::Done && isCancelledResolution(ticket.resolution))
        ticket.category = StatusCategory::Cancelled;
}

} // namespace assay::importers
