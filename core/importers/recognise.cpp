// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats.h"
#include "importers/text/bytestream.h"
#include "importers/text/sniff.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::importers {
namespace {

constexpr std::size_t kSampleSize = std::size_t{64} * 1024;
constexpr std::size_t kNamedHeaders = 6;

/// Files that are something else than their user thinks, and what to do instead.
std::string mistakenFor(const Sniffed& seen, const Sample& sample)
{
    if (sample.head.find("\"authorship/") != std::string_view::npos)
        return "is an authorship note of git-ai; import the repository that it belongs to, its notes are read from "
               "there";
    if (sample.complete && seen.kind == Sniffed::Kind::Json &&
        seen.paths == std::set<std::string, std::less<>>{"number", "title"})
        return "holds numbers and titles only, which does not say whether they are issues or pull requests, nor when "
               "they were; export it again "
               "with `gh … --json number,title,url,state,createdAt,closedAt` (and mergedAt,headRefName for pull "
               "requests)";
    if (seen.anyPath({"download_links"}))
        return "is an envelope of download links, not the report itself; open the links in it and import the files "
               "behind them (they "
               "expire, so ask for new ones if they no longer work)";
    if (seen.anyPath({"resourceLogs", "resourceSpans"}))
        return "holds OpenTelemetry logs or traces, single events that Assay does not add up; let Claude Code send its "
               "metrics (OTEL_METRICS_EXPORTER) and import those (resourceMetrics)";
    if (seen.anyPath({"user_totals"}))
        return "holds Copilot totals per user over a whole period, a shape that GitHub's reports do not have and that "
               "says nothing about "
               "days; download the user report (users-28-day) and import that";
    if (seen.json({"values.originBoardId"}) || seen.json({"values.goal", "values.startDate"}))
        return "is a list of sprints; Assay measures no sprints, so import the issues instead";
    if (seen.json({"event", "issue.number", "actor.login"}))
        return "is a list of GitHub issue events, which the issues and pull requests already sum up; import those "
               "lists instead";
    if (seen.json({"open_issues", "closed_issues", "number"}))
        return "is a list of GitHub milestones, which are plans, not work; import the issues and pull requests instead";
    if (seen.csv({"milestones", "lead", "target date (end)"}))
        return "is a list of Linear projects; export the issues and import those";
    if (seen.json({"message", "documentation_url"}))
        return "is an error message of the GitHub API, not data; check the address and the rights of the token, and "
               "download it again";
    if (seen.anyPath({"errorMessages"}))
        return "is an error message of the Jira API, not data; check the address and the rights, and download it again";
    return {};
}

std::string looksLike(const Sniffed& seen, std::string_view head)
{
    if (trimmed(head).starts_with("<")) return "looks like a web page or XML; export the data as CSV or JSON";
    if (seen.kind == Sniffed::Kind::Json) {
        std::string keys;
        std::size_t count = 0;
        for (const auto& path : seen.paths) {
            if (path.find('.') != std::string::npos || ++count > kNamedHeaders) continue;
            keys += (keys.empty() ? "" : ", ") + path;
        }
        return "is JSON of no known report" +
               (keys.empty() ? std::string(", without any record") : " (its keys: " + keys + ")") +
               "; see `assay-cli formats`, or import it as generic-json with a column map";
    }
    if (seen.kind == Sniffed::Kind::Csv) {
        std::string names;
        std::size_t count = 0;
        for (const auto& header : seen.headers)
            if (++count <= kNamedHeaders) names += (names.empty() ? "" : ", ") + std::string(cutUtf8(header, 40));
        return fmt::format("is a table of no known report (its columns: {}); see `assay-cli formats`, or import it as "
                           "generic-csv with a column map",
                           names);
    }
    return "is text of no known report; see `assay-cli formats` for what can be imported";
}

} // namespace

Result<Recognised> recognise(const std::string& path)
{
    auto stream = openText(path);
    if (!stream) return Failure(stream.error());
    auto head = readUpTo(**stream, kSampleSize);
    if (!head) return Failure(head.error());
    if (trimmed(*head).empty())
        return failure(ErrorCode::InputMalformed, path + " holds nothing but blanks; export it again.");
    const Sample sample{path, *head, head->size() < kSampleSize};
    const auto& seen = sniffed(sample);
    if (const auto mistake = mistakenFor(seen, sample); !mistake.empty())
        return failure(ErrorCode::InputUnsupported, path + " " + mistake + ".");
    const Importer* best = nullptr;
    int bestScore = 0;
    for (const auto* importer : registry()) {
        const int score = importer->canRead(sample);
        if (score <= bestScore) continue;
        best = importer;
        bestScore = score;
    }
    if (best == nullptr) return failure(ErrorCode::InputUnsupported, path + " " + looksLike(seen, *head) + ".");
    return Recognised{best, path};
}

} // namespace assay::importers
