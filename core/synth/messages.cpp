// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/messages.h"

#include "synth/text.h"

#include <fmt/format.h>

namespace assay::synth {
namespace {

const Change& at(const Organisation& organisation, int change)
{
    return organisation.changes[static_cast<std::size_t>(change)];
}

bool namesKey(const Change& change, KeyPlace place)
{
    return change.ticket != kNone && (change.keyPlaces & place) != 0;
}

std::string marker(Tool tool)
{
    switch (tool) {
    case Tool::Copilot:
        return "Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>\n";
    case Tool::ClaudeCode:
        return "Generated with [Claude Code](https://claude.com/claude-code)\n\nCo-Authored-By: Claude "
               "<noreply@anthropic.com>\n";
    case Tool::Aider:
        return "Co-authored-by: aider (gpt-4.1) <noreply@aider.chat>\n";
    }
    return {};
}

std::string subject(const Organisation& organisation, int row)
{
    const auto& change = at(organisation, row);
    if (change.reverts) {
        const int origin = organisation.defects[static_cast<std::size_t>(change.repairs)].origin;
        return fmt::format("Revert \"{}\"", pullTitle(organisation, origin));
    }
    if (change.automation) return fmt::format("chore(deps): {}", change.title);
    if (change.task == domain::TaskType::Other) return change.title; // work that fits no convention
    std::string title = change.title;
    if (title[0] >= 'A' && title[0] <= 'Z') title[0] = static_cast<char>(title[0] - 'A' + 'a');
    return fmt::format("{}({}): {}", conventionalPrefix(change.task), directoryOf(change.team), title);
}

std::string keyLine(const Organisation& organisation, const Change& change)
{
    return namesKey(change, kInMessage) ? organisation.ticketKey(change.ticket) + "\n\n" : std::string();
}

std::string revertLine(const std::string& reverted)
{
    return reverted.empty() ? std::string() : fmt::format("This reverts commit {}.\n\n", reverted);
}

bool anyMarked(const Organisation& organisation, const Change& change)
{
    for (int i = 0; i < change.commitCount; ++i)
        if (organisation.commits[static_cast<std::size_t>(change.firstCommit + i)].marked) return true;
    return false;
}

std::string withoutTrailingBreaks(std::string text)
{
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text + '\n';
}

} // namespace

Landing landingOf(int repository)
{
    return repository == 0 ? Landing::Merge : Landing::Squash;
}

std::string branchName(const Organisation& organisation, int row)
{
    const auto& change = at(organisation, row);
    if (change.automation) return fmt::format("dependabot/{}", slug(change.title));
    if (change.reverts) return fmt::format("revert-{}", change.number);
    const std::string name = slug(change.title);
    if (namesKey(change, kInBranch)) return fmt::format("{}-{}", organisation.ticketKey(change.ticket), name);
    return fmt::format("{}/{}-{}", conventionalPrefix(change.task), name, change.number);
}

std::string pullTitle(const Organisation& organisation, int row)
{
    const auto& change = at(organisation, row);
    const std::string text = subject(organisation, row);
    return namesKey(change, kInTitle) ? fmt::format("{} {}", organisation.ticketKey(change.ticket), text) : text;
}

std::string pullBody(const Organisation& organisation, int row)
{
    const auto& change = at(organisation, row);
    std::string body = fmt::format("{}.\n", change.title);
    if (namesKey(change, kInBody)) body += fmt::format("\nResolves {}.\n", organisation.ticketKey(change.ticket));
    return body;
}

std::string commitMessage(const Organisation& organisation, int row, int nth, const std::string& reverted)
{
    const auto& change = at(organisation, row);
    const auto& commit = organisation.commits[static_cast<std::size_t>(change.firstCommit + nth)];
    std::string message =
        nth == 0 ? subject(organisation, row) + "\n\n" : fmt::format("{}, part {}\n\n", change.title, nth + 1);
    message += revertLine(reverted) + keyLine(organisation, change);
    if (commit.marked) message += marker(change.tool);
    return withoutTrailingBreaks(std::move(message));
}

std::string squashMessage(const Organisation& organisation, int row, const std::string& reverted)
{
    const auto& change = at(organisation, row);
    std::string message =
        fmt::format("{} (#{})\n\n{}", pullTitle(organisation, row), change.number, revertLine(reverted));
    if (change.commitCount > 1) {
        for (int i = 0; i < change.commitCount; ++i)
            message += i == 0 ? fmt::format("* {}\n\n", subject(organisation, row))
                              : fmt::format("* {}, part {}\n\n", change.title, i + 1);
    }
    message += keyLine(organisation, change);
    if (anyMarked(organisation, change)) message += marker(change.tool);
    return withoutTrailingBreaks(std::move(message));
}

std::string mergeMessage(const Organisation& organisation, int row)
{
    return fmt::format("Merge pull request #{} from example-org/{}\n\n{}\n", at(organisation, row).number,
                       branchName(organisation, row), pullTitle(organisation, row));
}

std::string repositoryUrl(const Organisation& organisation, int repository)
{
    return fmt::format("https://github.example.org/example-org/{}",
                       organisation.repositories[static_cast<std::size_t>(repository)]);
}

} // namespace assay::synth
