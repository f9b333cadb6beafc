// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/tasktype.h"

#include "base/asciitext.h"

#include <algorithm>

namespace assay::linking {
namespace {

bool anyGlobOf(const std::vector<std::string>& patterns, std::string_view text)
{
    return !text.empty() &&
           std::any_of(patterns.begin(), patterns.end(), [text](const std::string& p) { return globMatches(p, text); });
}

bool anyLabel(const std::vector<std::string>& patterns, std::span<const std::string> labels)
{
    return std::any_of(labels.begin(), labels.end(),
                       [&](const std::string& label) { return anyGlobOf(patterns, trimmedAscii(label)); });
}

/// "[PAY-12] PAY-12: Fix x" → "Fix x": keys and tags before the words say nothing about the kind of work.
std::string_view withoutTags(std::string_view title)
{
    for (;;) {
        title = trimmedAscii(title);
        if (title.starts_with('[') && title.find(']') != std::string_view::npos) {
            title.remove_prefix(title.find(']') + 1);
            continue;
        }
        const std::size_t blank = title.find(' ');
        if (blank == std::string_view::npos) return title;
        const std::string_view word = title.substr(0, blank);
        const bool key = word.find('-') != std::string_view::npos &&
                         word.find_first_of("0123456789") != std::string_view::npos && isAsciiUpper(word.front());
        if (!key && !word.ends_with(':')) return title;
        title.remove_prefix(blank);
    }
}

} // namespace

std::string conventionalType(std::string_view subject)
{
    std::size_t end = 0;
    while (end < subject.size() && isAsciiAlpha(subject[end])) ++end;
    std::size_t after = end;
    if (after < subject.size() && subject[after] == '(') {
        const std::size_t close = subject.find(')', after);
        if (close == std::string_view::npos) return {};
        after = close + 1;
    }
    if (after < subject.size() && subject[after] == '!') ++after;
    if (end == 0 || after >= subject.size() || subject[after] != ':') return {};
    return asciiLowered(subject.substr(0, end));
}

bool TaskTypeRules::applies(const Rule& rule, const WorkDescription& work)
{
    switch (rule.on) {
    case On::TicketType:
        return anyGlobOf(rule.matches, trimmedAscii(work.ticketType));
    case On::TicketLabel:
        return anyLabel(rule.matches, work.ticketLabels);
    case On::TicketTitle:
        return anyGlobOf(rule.matches, withoutTags(work.ticketTitle));
    case On::Label:
        return anyLabel(rule.matches, work.labels);
    case On::CommitType:
        return anyGlobOf(rule.matches, conventionalType(work.title));
    case On::Branch:
        return anyGlobOf(rule.matches, work.branch);
    case On::TitleStart:
        return anyGlobOf(rule.matches, withoutTags(work.title));
    case On::Paths:
        break;
    }
    std::int64_t all = 0;
    for (int c = 0; c < kPathClasses; ++c)
        if (static_cast<PathClass>(c) != PathClass::Other) all += work.linesByClass.at(static_cast<std::size_t>(c));
    std::int64_t these = 0;
    for (const PathClass type : rule.classes) these += work.linesByClass.at(static_cast<std::size_t>(type));
    return all > 0 && static_cast<double>(these) >= rule.share * static_cast<double>(all);
}

TaskTypeGuess TaskTypeRules::of(const WorkDescription& work) const
{
    for (const Rule& rule : m_rules)
        if (applies(rule, work)) return {rule.type, rule.id};
    return {};
}

} // namespace assay::linking
