// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/filter.h"

#include <algorithm>
#include <fmt/format.h>
#include <span>
#include <string_view>

namespace assay::facts {
namespace {

std::string listOf(std::span<const std::string> names)
{
    constexpr std::size_t kShown = 8;
    if (names.empty()) return "the workspace has none";
    std::string text = "the workspace has ";
    for (std::size_t i = 0; i < names.size() && i < kShown; ++i) {
        if (i > 0) text += ", ";
        text += names[i];
    }
    if (names.size() > kShown) text += fmt::format(" and {} more", names.size() - kShown);
    return text;
}

void check(std::vector<std::string>& sentences, std::string_view what, const std::set<std::string>& asked,
           std::span<const std::string> present)
{
    for (const std::string& name : asked)
        if (std::find(present.begin(), present.end(), name) == present.end())
            sentences.push_back(fmt::format("There is no {} \"{}\": {}.", what, name, listOf(present)));
}

} // namespace

std::vector<std::string> unknownNames(const Snapshot& snapshot, const Filter& filter)
{
    std::vector<std::string> sentences;
    std::vector<std::string> types;
    types.reserve(domain::kTaskTypes);
    for (int i = 0; i < domain::kTaskTypes; ++i)
        types.emplace_back(domain::taskTypeId(static_cast<domain::TaskType>(i)));
    check(sentences, "team", filter.teams, snapshot.teams);
    check(sentences, "task type", filter.taskTypes, types);
    check(sentences, "priority", filter.priorities, snapshot.priorities);
    check(sentences, "repository", filter.repositories, snapshot.repositories);
    check(sentences, "tool", filter.tools, snapshot.tools);
    return sentences;
}

} // namespace assay::facts
