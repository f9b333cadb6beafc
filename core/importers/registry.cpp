// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats.h"

namespace assay::importers {

const std::vector<const Importer*>& registry()
{
    static const std::vector<const Importer*> kAll{
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
        &copilotUsers(),
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
        &claudeConsoleCode(),
        &cursorDaily(),
        &cursorEvents(),
        &cursorSpend(),
        &cursorCommitsJson(),
        &cursorCommitsCsv(),
        &cursorEventsCsv(),
        &windsurfUsers(),
        &windsurfCascade(),
        &amazonQ(),
        &kiro(),
        &geminiLogs(),
        &agentTrace(),
        &rosterCsv(),
        &holidayCalendar(),
        &surveyCsv(),
        &incidentsCsv(),
        &priceSheet(),
        &invoiceCsv(),
        &genericCsv(),
        &genericJson(),
    };
    return kAll;
}

const Importer* importerById(std::string_view id)
{
    for (const auto* importer : registry())
        if (importer->id() == id) return importer;
    return nullptr;
}

} // namespace assay::importers
