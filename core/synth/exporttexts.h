// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "synth/organisation.h"
#include "synth/repository.h"

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

/// The contents of the export files, one function per format.
namespace assay::synth {

/// Where the formats append.
using TextOut = std::back_insert_iterator<std::string>;

struct ExportText
{
    std::string content;
    std::int64_t records = 0;
};

/// Jira REST search result with changelogs, of one team's project.
[[nodiscard]] ExportText jiraIssues(const Organisation& organisation, int team);
/// `gh pr list --state all --json …` of one repository.
[[nodiscard]] ExportText githubPulls(const Organisation& organisation, int repository, const GitIds& ids);
/// Copilot user report, one object a line, of the days given.
[[nodiscard]] ExportText copilotUserReport(const Organisation& organisation, Day from, Day to);
/// Copilot seats on the last day.
[[nodiscard]] ExportText copilotSeatList(const Organisation& organisation);
[[nodiscard]] ExportText rosterTable(const Organisation& organisation);
[[nodiscard]] ExportText priceTable(const Organisation& organisation);
[[nodiscard]] ExportText invoiceTable(const Organisation& organisation);
/// The planted and the realised truth.
[[nodiscard]] std::string truthDocument(const Organisation& organisation, const GitIds& ids);

/// When a tool last saw a seat's holder; absent: never.
struct LastSeen
{
    std::optional<Day> activity;
    std::optional<Day> signIn;
};
/// By person.
[[nodiscard]] std::vector<LastSeen> lastSeen(const Organisation& organisation);

/// Numeric id under which the forge and the vendor know a person.
[[nodiscard]] inline std::int64_t accountNumber(int person)
{
    return 7'000'001 + person;
}
/// Price of a seat per month in USD.
inline constexpr int kSeatPrice = 19;

} // namespace assay::synth
