// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats.h"
#include "importers/text/bytestream.h"
#include "importers/text/sniff.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::importers {
namespace {

constexpr std::size_t kSampleSize = 64 * 1024;
constexpr std::size_t kNamedHeaders = 6;

/// Files that are something else than their user thinks, and what to do instead.
std::string mistakenFor(const Sniffed& seen)
{
    if (seen.anyPath({"download_links"}))
        return "is an envelope of download links, not the report itself; open the links in it and import the files behind them (they "
               "expire, so ask for new ones if they no longer work)";
    if (seen.anyPath({"user_totals"}))
        return "holds Copilot totals per user over a whole period, a shape that GitHub's reports do not have and that says nothing about "
               "days; download the user report (users-28-day) and import that";
    if (seen.json({"message", "documentation_url"}))
        return "is an error message of the GitHub API, not data; check the address and the rights of the token, and download it again";
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
        return "is JSON of no known report" + (keys.empty() ? std::string(", without any record") : " (its keys: " + keys + ")") +
               "; see `assay-cli formats`, or import it as generic-json with a column map";
    }
    if (seen.kind == Sniffed::Kind::Csv) {
        std::string names;
        std::size_t count = 0;
        for (const auto& header : seen.headers)
            if (++count <= kNamedHeaders) names += (names.empty() ? "" : ", ") + std::string(cutUtf8(header, 40));
        return fmt::format("is a table of no known report (its columns: {}); see `assay-cli formats`, or import it as generic-csv with a column map", names);
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
    if (trimmed(*head).empty()) return failure(ErrorCode::InputMalformed, path + " holds nothing but blanks; export it again.");
    const Sample sample{path, *head, head->size() < kSampleSize};
    const auto& seen = sniffed(sample);
    if (const auto mistake = mistakenFor(seen); !mistake.empty())
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
