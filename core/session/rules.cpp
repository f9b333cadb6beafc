// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/rules.h"

#include "linking/fixes.h"
#include "resources/resources.h"
#include "session/ruleparts.h"

namespace assay::session {
namespace {

std::string shipped(const char* name)
{
    return resources::rule(QString::fromUtf8(name));
}

} // namespace

Rules::Rules(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
Rules::~Rules() = default;

Result<std::shared_ptr<const Rules>> Rules::builtIn()
{
    auto attribution = attribution::RuleSet::parse(shipped("attribution.toml"));
    if (!attribution) return Failure(attribution.error());
    auto tools = attribution::parseTools(shipped("tools.toml"));
    if (!tools) return Failure(tools.error());
    const auto work = shipped("tasktypes.toml");
    auto taskTypes = linking::TaskTypeRules::parse(work);
    if (!taskTypes) return Failure(taskTypes.error());
    auto paths = linking::PathRules::parse(work);
    if (!paths) return Failure(paths.error());
    auto calendars = CalendarSet::parse(shipped("calendars.toml"));
    if (!calendars) return Failure(calendars.error());
    auto parts = std::make_unique<Parts>(
        Parts{std::move(*attribution), {}, std::move(*taskTypes), std::move(*paths), std::move(*calendars)});
    for (auto& tool : *tools) parts->toolTitles.emplace(tool.id, tool.title);
    return std::shared_ptr<const Rules>(new Rules(std::move(parts)));
}

domain::TaskType Rules::taskTypeOf(const domain::TicketRecord& ticket) const
{
    linking::WorkDescription work;
    work.ticketType = ticket.type;
    work.ticketTitle = ticket.title;
    work.ticketLabels = ticket.labels;
    return m_parts->taskTypes.of(work).type;
}

bool Rules::isBug(const domain::TicketRecord& ticket) const
{
    return linking::isBugTicket(ticket.type, ticket.labels);
}

std::string Rules::toolTitle(const std::string& id) const
{
    const auto found = m_parts->toolTitles.find(id);
    return found == m_parts->toolTitles.end() ? id : found->second;
}

double Rules::workingHours(Instant from, Instant to, const std::string& team) const
{
    return m_parts->calendars.of(team).workingHours(from, to);
}

} // namespace assay::session
