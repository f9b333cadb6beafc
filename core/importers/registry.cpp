// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats.h"

namespace assay::importers {

namespace {

using List = std::vector<const Importer*>;

/// Tickets and changes.
List ofWork()
{
    return {
        &jiraCsv(),
        &jiraJson(),
        &githubIssues(),
        &githubPulls(),
        &githubArchive(),
        &githubReviews(),
        &jiraChangelogs(),
        &jiraStatuses(),
        &gitlabJson(),
        &gitlabIssuesCsv(),
        &gitlabMergeRequestsCsv(),
        &azureWorkItems(),
        &azurePulls(),
        &bitbucketPulls(),
        &linearCsv(),
        &asanaCsv(),
        &shortcutCsv(),
    };
}

/// Telemetry, seats and bills of AI tools.
List ofTools()
{
    return {
        &copilotUsers(),
        &copilotUsersCsv(),
        &copilotSeats(),
        &copilotOrganisation(),
        &copilotTeams(),
        &copilotActivity(),
        &copilotLegacyMetrics(),
        &copilotLegacyUsage(),
        &copilotBilling(),
        &copilotRequests(),
        &copilotBillingJson(),
        &claudeCodeAnalytics(),
        &claudeCodeEnterprise(),
        &claudeCodeOtlp(),
        &claudeSpendCsv(),
        &claudeConsoleUsage(),
        &claudeConsoleCost(),
        &claudeConsoleCode(),
        &openaiUsageCsv(),
        &openaiCostCsv(),
        &cursorDaily(),
        &cursorEvents(),
        &cursorSpend(),
        &cursorCommitsJson(),
        &cursorCommitsCsv(),
        &cursorEventsCsv(),
        &cursorAnalyticsCsv(),
        &windsurfUsers(),
        &windsurfCascade(),
        &amazonQ(),
        &kiro(),
        &geminiLogs(),
        &agentTrace(),
    };
}

/// People, days, prices, and anything with a column map.
List ofCompany()
{
    return {
        &rosterCsv(),  &holidayCalendar(), &surveyCsv(),  &incidentsCsv(),
        &priceSheet(), &invoiceCsv(),      &genericCsv(), &genericJson(),
    };
}

} // namespace

const std::vector<const Importer*>& registry()
{
    static const List kAll = [] {
        List all;
        for (const auto& part : {ofWork(), ofTools(), ofCompany()}) all.insert(all.end(), part.begin(), part.end());
        return all;
    }();
    return kAll;
}

const Importer* importerById(std::string_view id)
{
    for (const auto* importer : registry())
        if (importer->id() == id) return importer;
    return nullptr;
}

} // namespace assay::importers
