// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/importer.h"

namespace assay::importers {

// Every format, one line each: made once, alive for ever. registry.cpp says in which order they are asked.
[[nodiscard]] const Importer& jiraCsv();
[[nodiscard]] const Importer& jiraJson();
[[nodiscard]] const Importer& jiraStatuses();
[[nodiscard]] const Importer& githubIssues();
[[nodiscard]] const Importer& githubPulls();
[[nodiscard]] const Importer& githubArchive();
[[nodiscard]] const Importer& linearCsv();
[[nodiscard]] const Importer& asanaCsv();
[[nodiscard]] const Importer& shortcutCsv();
[[nodiscard]] const Importer& gitlabJson();
[[nodiscard]] const Importer& gitlabIssuesCsv();
[[nodiscard]] const Importer& gitlabMergeRequestsCsv();
[[nodiscard]] const Importer& azureWorkItems();
[[nodiscard]] const Importer& azurePulls();
[[nodiscard]] const Importer& bitbucketPulls();
[[nodiscard]] const Importer& copilotUsers();
[[nodiscard]] const Importer& copilotUsersCsv();
[[nodiscard]] const Importer& copilotSeats();
[[nodiscard]] const Importer& claudeCodeAnalytics();
[[nodiscard]] const Importer& claudeCodeEnterprise();
[[nodiscard]] const Importer& claudeCodeOtlp();
[[nodiscard]] const Importer& claudeSpendCsv();
[[nodiscard]] const Importer& claudeConsoleUsage();
[[nodiscard]] const Importer& claudeConsoleCost();
[[nodiscard]] const Importer& claudeConsoleCode();
[[nodiscard]] const Importer& openaiUsageCsv();
[[nodiscard]] const Importer& openaiCostCsv();
[[nodiscard]] const Importer& cursorDaily();
[[nodiscard]] const Importer& cursorEvents();
[[nodiscard]] const Importer& cursorSpend();
[[nodiscard]] const Importer& cursorCommitsJson();
[[nodiscard]] const Importer& cursorCommitsCsv();
[[nodiscard]] const Importer& cursorEventsCsv();
[[nodiscard]] const Importer& cursorAnalyticsCsv();
[[nodiscard]] const Importer& copilotOrganisation();
[[nodiscard]] const Importer& copilotTeams();
[[nodiscard]] const Importer& copilotActivity();
[[nodiscard]] const Importer& copilotLegacyMetrics();
[[nodiscard]] const Importer& copilotLegacyUsage();
[[nodiscard]] const Importer& copilotBilling();
[[nodiscard]] const Importer& copilotRequests();
[[nodiscard]] const Importer& copilotBillingJson();
[[nodiscard]] const Importer& rosterCsv();
[[nodiscard]] const Importer& priceSheet();
[[nodiscard]] const Importer& invoiceCsv();
[[nodiscard]] const Importer& windsurfUsers();
[[nodiscard]] const Importer& windsurfCascade();
[[nodiscard]] const Importer& amazonQ();
[[nodiscard]] const Importer& kiro();
[[nodiscard]] const Importer& geminiLogs();
[[nodiscard]] const Importer& agentTrace();
[[nodiscard]] const Importer& holidayCalendar();
[[nodiscard]] const Importer& surveyCsv();
[[nodiscard]] const Importer& incidentsCsv();
[[nodiscard]] const Importer& jiraChangelogs();
[[nodiscard]] const Importer& githubReviews();
[[nodiscard]] const Importer& genericCsv();
[[nodiscard]] const Importer& genericJson();

} // namespace assay::importers
