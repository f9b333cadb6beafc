// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/formatspec.h"
#include "importers/tickets/tickettable.h"

namespace assay::importers {
namespace trackers {

Result<void> readLinear(Reading& reading)
{
    static const TicketTableSpec kSpec = [] {
        TicketTableSpec spec;
        spec.system = "linear";
        spec.key = {"id"};
        spec.id = {"uuid"};
        spec.title = {"title"};
        spec.status = {"status"};
        spec.priority = {"priority"};
        spec.labels = {"labels"};
        spec.assignee = {"assignee"};
        spec.reporter = {"creator"};
        spec.project = {"team"};
        spec.parent = {"parent issue"};
        spec.created = {"created"};
        spec.started = {"started"};
        spec.resolved = {"completed"};
        spec.cancelled = {"canceled"};
        spec.updated = {"updated"};
        return spec;
    }();
    return readTicketTable(reading, kSpec);
}

Result<void> readAsana(Reading& reading)
{
    static const TicketTableSpec kSpec = [] {
        TicketTableSpec spec;
        spec.system = "asana";
        spec.key = {"task id"};
        spec.title = {"name"};
        spec.type = {"type", "task type"};
        spec.status = {"section/column"};
        spec.labels = {"tags"};
        spec.assignee = {"assignee"};
        spec.assigneeMail = {"assignee email"};
        spec.project = {"projects"};
        spec.parent = {"parent task"};
        spec.created = {"created at"};
        spec.resolved = {"completed at"};
        spec.updated = {"last modified"};
        return spec;
    }();
    reading.notice("Its dates have no time of day: durations are exact to a day only.");
    return readTicketTable(reading, kSpec);
}

Result<void> readShortcut(Reading& reading)
{
    static const TicketTableSpec kSpec = [] {
        TicketTableSpec spec;
        spec.system = "shortcut";
        spec.keyPrefix = "sc-";
        spec.key = {"id"};
        spec.title = {"name"};
        spec.type = {"type"};
        spec.status = {"state"};
        spec.priority = {"priority"};
        spec.labels = {"labels"};
        spec.labelSeparators = ";,";
        spec.assignee = {"owners"};
        spec.reporter = {"requester"};
        spec.project = {"team", "project"};
        spec.parent = {"epic"};
        spec.created = {"created at"};
        spec.started = {"started at"};
        spec.resolved = {"completed at"};
        spec.updated = {"updated at"};
        spec.offset = {"utc offset"};
        return spec;
    }();
    return readTicketTable(reading, kSpec);
}

/// "group/project#12" out of https://host/group/project/-/issues/12 (or /work_items/12); anything else stays.
std::string gitlabKey(std::string_view url)
{
    const auto host = url.find("://");
    const auto path = host == std::string_view::npos ? host : url.find('/', host + 3);
    const auto dash = url.find("/-/");
    const auto number = url.rfind('/');
    if (path == std::string_view::npos || dash == std::string_view::npos || dash <= path) return std::string(url);
    return std::string(url.substr(path + 1, dash - path - 1)) + "#" + std::string(url.substr(number + 1));
}

Result<void> readGitlabIssuesCsv(Reading& reading)
{
    static const TicketTableSpec kSpec = [] {
        TicketTableSpec spec;
        spec.system = "gitlab";
        spec.key = {"url"}; // the only column that names the project too
        spec.keyOf = &gitlabKey;
        spec.id = {"id", "issue id"};
        spec.title = {"title"};
        spec.type = {"type"};
        spec.status = {"state"};
        spec.labels = {"labels"};
        spec.assignee = {"assignee username", "assignee(s) username"};
        spec.reporter = {"author username"};
        spec.parent = {"parent iid"};
        spec.created = {"created at (utc)", "created at"};
        spec.resolved = {"closed at (utc)", "closed at"};
        spec.updated = {"updated at (utc)", "updated at"};
        spec.documentedUtc = true;
        return spec;
    }();
    return readTicketTable(reading, kSpec);
}

Result<void> readAzureWorkItems(Reading& reading)
{
    static const TicketTableSpec kSpec = [] {
        TicketTableSpec spec;
        spec.system = "azure-devops";
        spec.keyPrefix = "AB#";
        spec.key = {"id"};
        spec.title = {"title", "title 1", "title 2", "title 3", "title 4", "title 5", "title 6"}; // tree queries
        spec.type = {"work item type"};
        spec.status = {"state"};
        spec.resolution = {"resolved reason", "reason"};
        spec.priority = {"priority"};
        spec.labels = {"tags"};
        spec.labelSeparators = ";";
        spec.assignee = {"assigned to"};
        spec.reporter = {"created by"};
        spec.project = {"team project", "area path"};
        spec.parent = {"parent"};
        spec.created = {"created date"};
        spec.started = {"activated date"};
        spec.resolved = {"closed date", "resolved date"};
        spec.updated = {"changed date"};
        spec.exportLimit = 1000;
        return spec;
    }();
    return readTicketTable(reading, kSpec);
}

} // namespace trackers

const Importer& linearCsv()
{
    static const SpecImporter kImporter(
        {"linear-csv", "Linear CSV export", "ID, Title, Status, Created; better with Started, Completed, Canceled",
         [](const Sniffed& seen) {
             return seen.csv({"id", "title", "status", "creator", "completed", "canceled"}) ? 90 : 0;
         },
         &trackers::readLinear});
    return kImporter;
}

const Importer& asanaCsv()
{
    static const SpecImporter kImporter({"asana-csv", "Asana CSV export", "Task ID, Name, Created At, Completed At",
                                         [](const Sniffed& seen) {
                                             return seen.csv({"task id", "name", "completed at"}) ? 90 : 0;
                                         },
                                         &trackers::readAsana});
    return kImporter;
}

const Importer& shortcutCsv()
{
    static const SpecImporter kImporter(
        {"shortcut-csv", "Shortcut CSV export", "id, name, state, created_at, started_at, completed_at, utc_offset",
         [](const Sniffed& seen) {
             return seen.csv({"id", "name", "state", "created at", "completed at", "requester"}) ? 90 : 0;
         },
         &trackers::readShortcut});
    return kImporter;
}

const Importer& gitlabIssuesCsv()
{
    static const SpecImporter kImporter(
        {"gitlab-issues-csv", "GitLab issues CSV", "URL, Title, State, Created At (UTC), Closed At (UTC)",
         [](const Sniffed& seen) {
             return seen.csv({"url", "state", "title"}) && seen.anyHeader({"closed at (utc)"}) ? 90 : 0;
         },
         &trackers::readGitlabIssuesCsv});
    return kImporter;
}

const Importer& azureWorkItems()
{
    static const SpecImporter kImporter({"azure-workitems", "Azure DevOps work items CSV",
                                         "ID, Work Item Type, State; better with Created Date, Closed Date",
                                         [](const Sniffed& seen) {
                                             return seen.csv({"id", "work item type"}) ? 90 : 0;
                                         },
                                         &trackers::readAzureWorkItems});
    return kImporter;
}

} // namespace assay::importers
