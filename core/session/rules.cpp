// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/rules.h"

#include "linking/fixes.h"
#include "resources/resources.h"
#include "session/benchmarkfile.h"
#include "session/fingerprint.h"
#include "session/ownrules.h"
#include "session/ruleparts.h"
#include "store/database.h"
#include "store/extrasreader.h"
#include "store/settings.h"
#include "store/usagereader.h"

#include <algorithm>

namespace assay::session {
namespace {

std::string shipped(const char* name)
{
    return resources::rule(QString::fromUtf8(name));
}

} // namespace

Rules::Rules(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
Rules::~Rules() = default;

/// What a workspace adds to the rules that ship with the program.
struct Rules::Own
{
    std::string attribution; ///< rule files, as text; empty: none
    std::string taskTypes;
    std::string calendars;
    std::vector<domain::HolidayRecord> holidays;
    std::vector<std::string> teams;
};

Result<std::shared_ptr<const Rules>> Rules::make(const Own& own)
{
    auto attribution = attribution::RuleSet::parse(shipped("attribution.toml"));
    if (!attribution) return Failure(attribution.error());
    if (!own.attribution.empty()) {
        const auto users = attribution::RuleSet::parse(own.attribution, "the workspace's attribution rules");
        if (!users) return Failure(users.error());
        attribution->merge(*users);
    }
    auto tools = attribution::parseTools(shipped("tools.toml"));
    if (!tools) return Failure(tools.error());
    const auto work = own.taskTypes.empty() ? shipped("tasktypes.toml") : own.taskTypes;
    auto taskTypes = linking::TaskTypeRules::parse(work);
    if (!taskTypes) return Failure(taskTypes.error());
    auto paths = linking::PathRules::parse(work);
    if (!paths) return Failure(paths.error());
    auto calendars = parseCalendarRules(shipped("calendars.toml"));
    if (!calendars) return Failure(calendars.error());
    if (!own.calendars.empty()) {
        auto users = parseCalendarRules(own.calendars, "the workspace's calendars");
        if (!users) return Failure(users.error());
        addCalendars(*calendars, std::move(*users));
    }
    auto remarks = addHolidays(*calendars, own.holidays, own.teams);
    auto set = CalendarSet::make(std::move(*calendars));
    if (!set) return Failure(set.error());
    auto benchmarks = readBenchmarks(resources::benchmarks(QStringLiteral("published.toml")), "published.toml");
    if (!benchmarks) return Failure(benchmarks.error());
    auto parts = std::make_unique<Parts>(
        Parts{std::move(*attribution),
              {},
              std::move(*taskTypes),
              std::move(*paths),
              std::stoull(textFingerprint(work).substr(0, 15), nullptr, 16),
              std::move(*set),
              std::move(remarks),
              std::move(*benchmarks),
              present::parseGlossary(QString::fromStdString(resources::handbook(QStringLiteral("glossary.md"))))});
    for (auto& tool : *tools) parts->toolTitles.emplace(tool.id, tool.title);
    return std::shared_ptr<const Rules>(new Rules(std::move(parts)));
}

Result<std::shared_ptr<const Rules>> Rules::builtIn()
{
    return make({});
}

Result<std::shared_ptr<const Rules>> Rules::of(const store::Database& database)
{
    Own own;
    for (const auto& [kind, text] : {std::pair("attribution", &own.attribution),
                                     std::pair("task-types", &own.taskTypes), std::pair("calendars", &own.calendars)}) {
        auto kept = store::setting(database, std::string("rules.") + kind);
        if (!kept) return Failure(kept.error());
        *text = std::move(*kept);
    }
    auto holidays = store::holidays(database);
    if (!holidays) return Failure(holidays.error());
    own.holidays = std::move(*holidays);
    const auto roster = store::roster(database);
    if (!roster) return Failure(roster.error());
    for (const auto& line : *roster)
        if (std::find(own.teams.begin(), own.teams.end(), line.team) == own.teams.end()) own.teams.push_back(line.team);
    return make(own);
}

const std::vector<std::string>& Rules::remarks() const
{
    return m_parts->remarks;
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
