// SPDX-License-Identifier: GPL-3.0-or-later
#include "attribution/rules.h"
#include "base/asciitext.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <array>
#include <limits>

namespace assay::attribution {
namespace {

/// Where we are in a rule file, and the first thing found wrong with it.
class Reading
{
public:
    explicit Reading(std::string_view file) : m_file(file) {}

    void fail(const toml::node& at, std::string_view what)
    {
        if (m_error) return;
        m_error =
            Error{ErrorCode::InputMalformed, fmt::format("{}, line {}: {}", m_file, at.source().begin.line, what), {}};
    }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

    /// A string or a list of strings, in lower case. Absent gives none.
    std::vector<std::string> words(const toml::table& table, std::string_view key)
    {
        std::vector<std::string> found;
        const toml::node* node = table.get(key);
        if (node == nullptr) return found;
        const auto take = [&](const toml::node& item) {
            const auto text = item.value<std::string>();
            if (!text || text->empty())
                fail(item, fmt::format("`{}` must be a text or a list of texts, none of them empty.", key));
            else
                found.push_back(asciiLowered(*text));
        };
        if (const toml::array* list = node->as_array())
            for (const toml::node& item : *list) take(item);
        else
            take(*node);
        return found;
    }

    double share(const toml::table& table, std::string_view key, double otherwise)
    {
        const toml::node* node = table.get(key);
        if (node == nullptr) return otherwise;
        const auto number = node->value<double>();
        if (number && *number >= 0 && *number <= 1) return *number;
        fail(*node, fmt::format("`{}` must be a number from 0 to 1.", key));
        return otherwise;
    }

    bool flag(const toml::table& table, std::string_view key, bool otherwise = false)
    {
        const toml::node* node = table.get(key);
        if (node == nullptr) return otherwise;
        if (const auto value = node->value_exact<bool>()) return *value;
        fail(*node, fmt::format("`{}` must be true or false.", key));
        return otherwise;
    }

    void onlyKeys(const toml::table& table, std::initializer_list<std::string_view> known)
    {
        for (const auto& [key, node] : table)
            if (std::find(known.begin(), known.end(), key.str()) == known.end())
                fail(node, fmt::format("`{}` is not a key that Assay knows here; correct or remove it.", key.str()));
    }

private:
    std::string m_file;
    std::optional<Error> m_error;
};

Result<toml::table> tableOf(std::string_view text, std::string_view file)
{
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& broken) {
        return failure(ErrorCode::InputMalformed, fmt::format("{}, line {}: {}; correct the file.", file,
                                                              broken.source().begin.line, broken.description()));
    }
}

std::optional<domain::EvidenceRole> roleOf(std::string_view id)
{
    using domain::EvidenceRole;
    constexpr std::array<std::pair<std::string_view, EvidenceRole>, 5> kRoles{{{"author", EvidenceRole::Author},
                                                                               {"co-author", EvidenceRole::CoAuthor},
                                                                               {"assisted", EvidenceRole::Assisted},
                                                                               {"review-fix", EvidenceRole::ReviewFix},
                                                                               {"editor", EvidenceRole::Editor}}};
    for (const auto& [name, role] : kRoles)
        if (name == id) return role;
    return std::nullopt;
}

Day dayFrom(const toml::date& date)
{
    return std::chrono::sys_days{std::chrono::year{date.year} / date.month / date.day};
}

void readWindows(const toml::table& table, Rule& rule, Reading& reading)
{
    const toml::node* node = table.get("window");
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr) return reading.fail(*node, "`window` must be a list of tables { from, to, certainty }.");
    for (const toml::node& item : *list) {
        const toml::table* window = item.as_table();
        const auto from = window != nullptr ? (*window)["from"].value<toml::date>() : std::nullopt;
        const auto to = window != nullptr ? (*window)["to"].value<toml::date>() : std::nullopt;
        if (!from || !to || !window->contains("certainty"))
            return reading.fail(item, "a window needs the days `from` and `to` (2026-04-01) and a `certainty`.");
        rule.windows.push_back({{dayFrom(*from), dayFrom(*to)}, reading.share(*window, "certainty", rule.certainty)});
    }
}

Rule ruleFrom(const toml::table& table, Reading& reading)
{
    reading.onlyKeys(table, {"id",        "tool",   "as",         "email",      "name",  "not_email",  "not_name",
                             "trailer",   "value",  "line",       "subject",    "label", "names_tool", "role",
                             "certainty", "window", "autonomous", "automation", "ask",   "enabled",    "note"});
    Rule rule;
    rule.id = table["id"].value_or(std::string{});
    rule.tool = table["tool"].value_or(std::string{});
    rule.as = reading.words(table, "as");
    rule.emails = reading.words(table, "email");
    rule.names = reading.words(table, "name");
    rule.notEmails = reading.words(table, "not_email");
    rule.notNames = reading.words(table, "not_name");
    rule.trailers = reading.words(table, "trailer");
    rule.values = reading.words(table, "value");
    rule.lines = reading.words(table, "line");
    rule.subjects = reading.words(table, "subject");
    rule.labels = reading.words(table, "label");
    rule.namesTool = reading.flag(table, "names_tool");
    rule.certainty = reading.share(table, "certainty", rule.certainty);
    rule.autonomous = reading.flag(table, "autonomous");
    rule.automation = reading.flag(table, "automation");
    rule.ask = reading.flag(table, "ask");
    readWindows(table, rule, reading);
    if (const auto role = table["role"].value<std::string>()) {
        rule.role = roleOf(*role);
        if (!rule.role)
            reading.fail(*table.get("role"), "`role` must be author, co-author, assisted, review-fix or editor.");
    }
    const bool identity = !rule.as.empty();
    if (rule.id.empty()) reading.fail(table, "a rule needs an `id` of its own.");
    if (identity && rule.emails.empty() && rule.names.empty())
        reading.fail(table, fmt::format("the rule {} would match everybody: give `email` or `name`.", rule.id));
    if (!identity && rule.trailers.empty() && rule.lines.empty() && rule.subjects.empty() && rule.labels.empty())
        reading.fail(
            table,
            fmt::format("the rule {} looks nowhere: give `as`, `trailer`, `line`, `subject` or `label`.", rule.id));
    return rule;
}

void readVocabulary(const toml::table& root, Vocabulary& vocabulary, Reading& reading)
{
    const toml::table* table = root["vocabulary"].as_table();
    if (table == nullptr) return;
    const auto words = [&](std::string_view key, auto& into) {
        const toml::table* list = (*table)[key].as_table();
        if (list == nullptr) return;
        for (const auto& [tool, node] : *list)
            for (std::string& word : reading.words(*list, tool.str()))
                into.insert_or_assign(std::move(word),
                                      tool.str() == "unknown" ? std::string{} : std::string(tool.str()));
    };
    words("tools", vocabulary.tools);
    words("person_like", vocabulary.personLike);
    for (std::string& word : reading.words(*table, "model_words")) vocabulary.modelWords.insert(std::move(word));
}

} // namespace

Result<RuleSet> RuleSet::parse(std::string_view toml, std::string_view file)
{
    const auto root = tableOf(toml, file);
    if (!root) return Failure(root.error());
    Reading reading(file);
    RuleSet set;
    reading.onlyKeys(*root, {"version", "rule", "vocabulary"});
    set.m_version = (*root)["version"].value_or(1);
    readVocabulary(*root, set.m_vocabulary, reading);
    if (const toml::array* list = (*root)["rule"].as_array()) {
        for (const toml::node& node : *list) {
            const toml::table* table = node.as_table();
            if (table == nullptr) {
                reading.fail(node, "`rule` must be a list of tables: write [[rule]].");
                break;
            }
            if (!reading.flag(*table, "enabled", true)) {
                set.m_disabled.push_back((*table)["id"].value_or(std::string{}));
                continue;
            }
            Rule rule = ruleFrom(*table, reading);
            if (set.find(rule.id) != nullptr) reading.fail(*table, fmt::format("the id {} is used twice.", rule.id));
            set.m_rules.push_back(std::move(rule));
        }
    }
    if (set.m_rules.size() > std::numeric_limits<std::uint16_t>::max()) reading.fail(*root, "too many rules.");
    if (reading.error()) return Failure(*reading.error());
    set.index();
    return set;
}

Result<std::vector<Tool>> parseTools(std::string_view toml, std::string_view file)
{
    const auto root = tableOf(toml, file);
    if (!root) return Failure(root.error());
    Reading reading(file);
    std::vector<Tool> tools;
    if (const toml::array* list = (*root)["tool"].as_array())
        for (const toml::node& node : *list) {
            const toml::table* table = node.as_table();
            if (table == nullptr || !(*table)["id"].is_string() || !(*table)["title"].is_string()) {
                reading.fail(node, "a tool needs an `id` and a `title`.");
                break;
            }
            tools.push_back({(*table)["id"].value_or(std::string{}), (*table)["title"].value_or(std::string{}),
                             (*table)["vendor"].value_or(std::string{})});
        }
    if (reading.error()) return Failure(*reading.error());
    return tools;
}

} // namespace assay::attribution
