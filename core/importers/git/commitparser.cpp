// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/git/commitparser.h"

#include "importers/git/utf8.h"
#include "lineage/headerlines.h"

#include <charconv>
#include <cstdlib>

namespace assay::importers::git {
namespace {

constexpr std::int64_t kLastYear = 253402300799; ///< 9999-12-31: later stamps are damage, not dates

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// "+0530" as minutes.
int zoneMinutes(std::string_view zone)
{
    if (zone.size() < 5 || (zone.front() != '+' && zone.front() != '-')) return 0;
    int value = 0;
    std::from_chars(zone.data() + 1, zone.data() + 5, value);
    const int minutes = value / 100 * 60 + value % 100;
    return zone.front() == '-' ? -minutes : minutes;
}

} // namespace

domain::Signature parseSignature(std::string_view line, const std::string& encoding)
{
    domain::Signature signature;
    const auto open = line.find('<');
    const auto close = line.rfind('>');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
        signature.name = toUtf8(trimmed(line), encoding);
        return signature;
    }
    signature.name = toUtf8(trimmed(line.substr(0, open)), encoding);
    signature.email = toUtf8(trimmed(line.substr(open + 1, close - open - 1)), encoding);
    const auto stamp = trimmed(line.substr(close + 1));
    std::int64_t seconds = 0;
    std::from_chars(stamp.data(), stamp.data() + stamp.size(), seconds);
    signature.at = fromUnixSeconds(std::clamp<std::int64_t>(seconds, -kLastYear, kLastYear));
    if (const auto blank = stamp.find(' '); blank != std::string_view::npos)
        signature.offsetMinutes = zoneMinutes(trimmed(stamp.substr(blank)));
    return signature;
}

void parseCommitText(std::string_view text, domain::CommitRecord& record)
{
    std::string_view author;
    std::string_view committer;
    std::string encoding;
    text = lineage::forEachHeaderLine(text, [&](std::string_view line) {
        if (line.starts_with("author ") && author.empty())
            author = line.substr(7);
        else if (line.starts_with("committer ") && committer.empty())
            committer = line.substr(10);
        else if (line.starts_with("encoding "))
            encoding = std::string(trimmed(line.substr(9)));
    });
    if (!text.empty()) text.remove_prefix(1);
    record.author = parseSignature(author, encoding);
    record.committer = parseSignature(committer, encoding);
    record.message = toUtf8(text, encoding);
}

} // namespace assay::importers::git
