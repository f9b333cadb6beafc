// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/changes.h"

#include "base/asciitext.h"

namespace assay::linking {
namespace {

std::int64_t numberAt(std::string_view text, std::size_t pos)
{
    std::int64_t number = 0;
    for (std::size_t i = pos; i < text.size() && isAsciiDigit(text[i]) && i < pos + 12; ++i)
        number = number * 10 + (text[i] - '0');
    return number;
}

bool take(std::string_view& text, std::string_view start)
{
    if (!text.starts_with(start)) return false;
    text.remove_prefix(start.size());
    return true;
}

/// The text between the quotes it starts with, else up to a blank.
std::string_view quoted(std::string_view text)
{
    if (!text.empty() && (text.front() == '\'' || text.front() == '"')) {
        const std::size_t end = text.find(text.front(), 1);
        return text.substr(1, end == std::string_view::npos ? end : end - 1);
    }
    return text.substr(0, text.find(' '));
}

std::string branchOf(std::string_view name)
{
    take(name, "refs/heads/");
    take(name, "refs/remotes/");
    take(name, "origin/");
    take(name, "upstream/");
    return std::string(name);
}

/// "Merge pull request #12 from owner/branch"
bool readGitHub(std::string_view subject, MergeSubject& found)
{
    if (!take(subject, "Merge pull request #")) return false;
    found.number = numberAt(subject, 0);
    const std::size_t from = subject.find(" from ");
    if (from == std::string_view::npos) return true;
    const std::string_view source = quoted(subject.substr(from + 6));
    const std::size_t slash = source.find('/');
    found.branch = std::string(slash == std::string_view::npos ? source : source.substr(slash + 1));
    return true;
}

/// "Merged in branch (pull request #12)" of Bitbucket, "Merged PR 12: title" of Azure DevOps.
bool readOthers(std::string_view subject, MergeSubject& found)
{
    if (take(subject, "Merged in ")) {
        found.branch = branchOf(quoted(subject));
        const std::size_t mark = subject.find("(pull request #");
        if (mark != std::string_view::npos) found.number = numberAt(subject, mark + 15);
        return true;
    }
    if (take(subject, "Merged PR ")) {
        found.number = numberAt(subject, 0);
        return found.number > 0;
    }
    return false;
}

bool readGit(std::string_view subject, MergeSubject& found)
{
    if (!take(subject, "Merge branch ") && !take(subject, "Merge remote-tracking branch "))
        return subject.starts_with("Merge ");
    found.branch = branchOf(quoted(subject));
    const std::size_t into = subject.rfind(" into ");
    if (into != std::string_view::npos) found.target = branchOf(quoted(subject.substr(into + 6)));
    return true;
}

} // namespace

MergeSubject readMergeSubject(std::string_view message)
{
    MergeSubject found;
    const std::string_view subject = trimmedAscii(message.substr(0, message.find('\n')));
    found.merge = readGitHub(subject, found) || readOthers(subject, found) || readGit(subject, found);
    if (found.number == 0 && subject.ends_with(')')) {
        const std::size_t mark = subject.rfind("(#");
        if (mark != std::string_view::npos && numberAt(subject, mark + 2) > 0 &&
            subject.find_first_not_of("0123456789", mark + 2) == subject.size() - 1)
            found.number = numberAt(subject, mark + 2);
    }
    if (found.number == 0) {
        const std::size_t see = message.find("See merge request ");
        const std::size_t bang = see == std::string_view::npos ? see : message.find('!', see);
        if (bang != std::string_view::npos) found.number = numberAt(message, bang + 1);
    }
    return found;
}

} // namespace assay::linking
