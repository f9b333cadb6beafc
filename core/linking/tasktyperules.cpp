// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/rulereading.h"
#include "linking/tasktype.h"

#include <algorithm>

namespace assay::linking {

Result<TaskTypeRules> TaskTypeRules::parse(std::string_view toml, std::string_view file)
{
    constexpr std::array<std::pair<std::string_view, On>, 8> kPlaces{{{"ticket-type", On::TicketType},
                                                                      {"ticket-label", On::TicketLabel},
                                                                      {"ticket-title", On::TicketTitle},
                                                                      {"label", On::Label},
                                                                      {"commit-type", On::CommitType},
                                                                      {"branch", On::Branch},
                                                                      {"title", On::TitleStart},
                                                                      {"paths", On::Paths}}};
    const auto root = ruleTable(toml, file);
    if (!root) return Failure(root.error());
    TaskTypeRules rules;
    rules.m_version = (*root)["version"].value_or(1);
    const toml::array* list = (*root)["rule"].as_array();
    if (list == nullptr) return ruleFailure(file, *root, "there is no [[rule]]; add one.");
    for (const toml::node& node : *list) {
        const toml::table* table = node.as_table();
        if (table == nullptr) return ruleFailure(file, node, "`rule` must be a list of tables: write [[rule]].");
        Rule rule;
        rule.id = (*table)["id"].value_or(std::string{});
        const std::string place = (*table)["on"].value_or(std::string{});
        const auto on =
            std::find_if(kPlaces.begin(), kPlaces.end(), [&place](const auto& p) { return p.first == place; });
        if (on == kPlaces.end())
            return ruleFailure(
                file, node,
                fmt::format("`on` must be one of ticket-type, ticket-label, ticket-title, label, commit-type, "
                            "branch, title, paths; `{}` is none.",
                            place));
        rule.on = on->second;
        const auto type = domain::taskTypeFromId((*table)["type"].value_or(std::string{}));
        if (!type) return ruleFailure(file, node, "`type` must be a task type, such as feature or bug-fix.");
        rule.type = *type;
        rule.matches = lowerWords(table->get("match"));
        rule.share = (*table)["share"].value_or(1.0);
        for (const std::string& word : lowerWords(table->get("class")))
            for (int c = 0; c < kPathClasses; ++c)
                if (word == pathClassId(static_cast<PathClass>(c))) rule.classes.push_back(static_cast<PathClass>(c));
        if (rule.on == On::Paths ? rule.classes.empty() : rule.matches.empty())
            return ruleFailure(file, node, "a rule needs `match`, or with on = \"paths\" a `class`.");
        rules.m_rules.push_back(std::move(rule));
    }
    return rules;
}

} // namespace assay::linking
