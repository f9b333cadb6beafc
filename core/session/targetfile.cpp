// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/targetfile.h"

#include <array>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <toml++/toml.h>

namespace assay::session {
namespace {

constexpr std::array<std::string_view, 13> kKeys{"id",       "title", "measure",    "basis",      "at-most",
                                                 "at-least", "teams", "task-types", "priorities", "baseline",
                                                 "window",   "owner", "guard-rail"};

/// Where a value stands, for errors.
struct Place
{
    const std::string& name;
    Failure fail(const toml::node& node, const std::string& what) const
    {
        return failure(ErrorCode::InputMalformed,
                       fmt::format("{}, line {}: {}", name, static_cast<int>(node.source().begin.line), what));
    }
};

Result<std::set<std::string>> words(const toml::table& table, std::string_view key, const Place& place)
{
    std::set<std::string> found;
    const toml::node* node = table.get(key);
    if (node == nullptr) return found;
    const toml::array* list = node->as_array();
    if (list == nullptr) return place.fail(*node, fmt::format("{} is a list of names, as [\"Payments\"].", key));
    for (const auto& entry : *list) {
        const auto word = entry.value<std::string>();
        if (!word) return place.fail(entry, fmt::format("{} holds something that is no text.", key));
        found.insert(*word);
    }
    return found;
}

Result<std::optional<DayRange>> range(const toml::table& table, std::string_view key, const Place& place)
{
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::optional<DayRange>();
    const auto text = node->value<std::string>();
    const auto days = text ? parseDayRange(*text) : std::nullopt;
    if (!days) return place.fail(*node, fmt::format("{} is written as \"2026-01-01..2026-06-30\".", key));
    return days;
}

Result<void> readLimit(const toml::table& table, const Place& place, domain::Target& target)
{
    const toml::node* most = table.get("at-most");
    const toml::node* least = table.get("at-least");
    if ((most == nullptr) == (least == nullptr))
        return place.fail(table, "a target has one limit: either at-most or at-least.");
    const toml::node& node = most != nullptr ? *most : *least;
    const auto limit = node.value<double>();
    if (!limit) return place.fail(node, "the limit is a number.");
    target.limit = *limit;
    target.atMost = most != nullptr;
    return {};
}

Result<domain::Target> readTarget(const toml::table& table, const Place& place)
{
    for (const auto& [key, node] : table)
        if (std::find(kKeys.begin(), kKeys.end(), key.str()) == kKeys.end())
            return place.fail(node, fmt::format("there is no key \"{}\" in a target.", key.str()));
    domain::Target target;
    target.id = table["id"].value_or(std::string());
    target.title = table["title"].value_or(std::string());
    target.measure = table["measure"].value_or(std::string());
    if (target.measure.empty())
        return place.fail(table, "a target names its measure; `assay-cli measures` lists them.");
    const auto basis = domain::basisFromId(table["basis"].value_or(std::string()));
    if (!basis) return place.fail(table, "basis is \"change\", \"contrast\" or \"level\".");
    target.basis = *basis;
    if (auto limit = readLimit(table, place, target); !limit) return Failure(limit.error());
    for (const auto& [key, into] : {std::pair("teams", &target.teams), std::pair("task-types", &target.taskTypes),
                                    std::pair("priorities", &target.priorities)}) {
        auto named = words(table, key, place);
        if (!named) return Failure(named.error());
        *into = std::move(*named);
    }
    auto baseline = range(table, "baseline", place);
    if (!baseline) return Failure(baseline.error());
    target.baseline = *baseline;
    auto window = range(table, "window", place);
    if (!window) return Failure(window.error());
    target.window = *window;
    target.owner = table["owner"].value_or(std::string());
    target.guardRail = table["guard-rail"].value_or(false);
    return target;
}

} // namespace

std::optional<DayRange> parseDayRange(std::string_view text)
{
    const auto dots = text.find("..");
    if (dots == std::string_view::npos) return std::nullopt;
    const auto from = parseIsoDay(text.substr(0, dots));
    const auto to = parseIsoDay(text.substr(dots + 2));
    if (!from || !to) return std::nullopt;
    return DayRange{*from, *to};
}

Result<std::vector<domain::Target>> readTargets(const std::string& text, const std::string& name)
{
    toml::table document;
    try {
        document = toml::parse(text);
    } catch (const toml::parse_error& problem) {
        return failure(ErrorCode::InputMalformed,
                       fmt::format("{}, line {}: {}. Targets are written in TOML; see the handbook, Targets.", name,
                                   static_cast<int>(problem.source().begin.line), problem.description()));
    }
    const Place place{name};
    const toml::array* list = document["target"].as_array();
    if (list == nullptr || list->empty())
        return failure(ErrorCode::InputMalformed, name + " holds no target; each begins with a line [[target]].");
    std::vector<domain::Target> targets;
    for (const auto& entry : *list) {
        const toml::table* table = entry.as_table();
        if (table == nullptr) return place.fail(entry, "each target begins with a line [[target]].");
        auto target = readTarget(*table, place);
        if (!target) return Failure(target.error());
        targets.push_back(std::move(*target));
    }
    return targets;
}

Result<std::vector<domain::Target>> readTargetFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return failure(ErrorCode::InputUnreadable,
                       fmt::format("{} cannot be opened; check the name and that you may read it.", path));
    std::ostringstream text;
    text << file.rdbuf();
    return readTargets(text.str(), path);
}

} // namespace assay::session
