// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/declaredorigins.h"

#include <algorithm>
#include <array>

namespace assay::lineage {
namespace {

constexpr std::size_t kShortestId = 7;
constexpr std::size_t kLongestId = 64;

// Each must be followed by an id, perhaps after "commit"; matched in lower case.
constexpr std::array<std::string_view, 10> kClaims{"introduced by", "introduced in", "introduced with", "broken by",
                                                   "broken in",     "broken since",  "regression from", "regression in",
                                                   "caused by",     "this reverts"};

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

void skip(std::string_view& text, std::string_view chars)
{
    text.remove_prefix(std::min(text.find_first_not_of(chars), text.size()));
}

/// The id at the front, past blanks, brackets and the word "commit"; empty if there is none.
std::string idAtFront(std::string_view text)
{
    skip(text, " \t\n<(:\"'`");
    if (text.starts_with("commit")) {
        text.remove_prefix(6);
        skip(text, " \t\n<(:\"'`");
    }
    const auto end = std::min(text.find_first_not_of("0123456789abcdef"), text.size());
    const bool wordEnds =
        end == text.size() || !((text[end] >= 'g' && text[end] <= 'z') || text[end] == '-' || text[end] == '_');
    if (end < kShortestId || end > kLongestId || !wordEnds) return {};
    return std::string(text.substr(0, end));
}

void add(std::vector<std::string>& ids, std::string id)
{
    if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
}

} // namespace

std::string revertedSubject(std::string_view message)
{
    const auto subject = message.substr(0, message.find('\n'));
    constexpr std::string_view kOpening = "Revert \"";
    const auto close = subject.rfind('"');
    if (!subject.starts_with(kOpening) || close == std::string_view::npos || close <= kOpening.size()) return {};
    return std::string(subject.substr(kOpening.size(), close - kOpening.size()));
}

std::vector<std::string> declaredOrigins(std::string_view message)
{
    const std::string text = lowered(message);
    std::vector<std::string> ids;
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto line = rest.substr(0, end);
        skip(line, " \t");
        if (line.starts_with("fixes:")) add(ids, idAtFront(line.substr(6)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    for (const auto claim : kClaims)
        for (auto at = text.find(claim); at != std::string::npos; at = text.find(claim, at + 1))
            add(ids, idAtFront(std::string_view(text).substr(at + claim.size())));
    return ids;
}

} // namespace assay::lineage
