// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/scenariofile.h"

#include "whatif/yearmonth.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace assay::whatif {

namespace {

constexpr std::array<std::string_view, 6> kSpreads{"fixed", "triangular", "pert", "log-normal", "normal", "uniform"};
constexpr std::array<std::string_view, 3> kOrigins{"measured", "benchmark", "judgement"};

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += fmt::format("\\{}", c);
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            out += fmt::format("\\u{:04X}", static_cast<int>(c));
        else
            out += c;
    }
    return out + '"';
}

/// The first thing found wrong with a scenario's text.
class ScenarioReading
{
public:
    ScenarioReading(std::string_view file, Scenario& into) : m_file(file), m_into(into) {}

    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

    void read(const toml::table& root)
    {
        for (const auto& [key, node] : root) {
            const std::string_view name = key.str();
            if (name == "name")
                m_into.name = words(node, name);
            else if (name == "currency")
                m_into.currency = currency(node, name);
            else if (name == "months")
                m_into.months = whole(node, name);
            else if (name == "start")
                m_into.start = month(node, name);
            else if (name == "discount-rate")
                m_into.discountRate = number(node, name);
            else if (name == "correlation")
                readCorrelations(node);
            else if (name == "rollout")
                readRollout(node);
            else if (const auto id = parameterByKey(name)) {
                readAssumption(node, *id, name);
                if (info(*id).unit == "USD" && !root.contains("currency"))
                    fail(node, fmt::format("“{}” is an amount of money, and nothing says of which; add a line "
                                           "currency = \"USD\" to the top, or another code",
                                           name));
            } else
                fail(node, fmt::format("there is no assumption “{}”; `assay-cli whatif --list` shows all", name));
        }
    }

private:
    void fail(const toml::node& at, std::string_view what)
    {
        if (m_error) return;
        m_error =
            Error{ErrorCode::InputMalformed, fmt::format("{}, line {}: {}.", m_file, at.source().begin.line, what), {}};
    }
    std::string words(const toml::node& node, std::string_view key)
    {
        const auto text = node.value<std::string>();
        if (!text || text->empty()) fail(node, fmt::format("`{}` must be a text that is not empty", key));
        return text.value_or(std::string());
    }
    std::string currency(const toml::node& node, std::string_view key)
    {
        std::string code = words(node, key);
        const bool letters = std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        if (!code.empty() && (code.size() != 3 || !letters))
            fail(node, fmt::format("`{}` must be a code of three capital letters, as USD or EUR (ISO 4217)", key));
        return code;
    }
    double number(const toml::node& node, std::string_view key)
    {
        const auto value = node.value<double>();
        if (!value) fail(node, fmt::format("`{}` must be a number", key));
        return value.value_or(0);
    }
    int whole(const toml::node& node, std::string_view key)
    {
        const double value = number(node, key);
        if (std::abs(value) <= 1000 && value == std::round(value)) return static_cast<int>(value);
        fail(node, fmt::format("`{}` must be a whole number of months", key));
        return 0;
    }
    std::string month(const toml::node& node, std::string_view key)
    {
        std::string text = node.value<std::string>().value_or(std::string());
        if (!monthNumber(text)) fail(node, fmt::format("`{}` must be a month, as \"2026-11\"", key));
        return text;
    }
    template <std::size_t N>
    std::size_t choice(const toml::node& node, const std::array<std::string_view, N>& names, std::string_view key)
    {
        const std::string word = words(node, key);
        const auto found = std::find(names.begin(), names.end(), word);
        if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
        fail(node, fmt::format("`{}` must be one of {}", key, fmt::join(names, ", ")));
        return 0;
    }
    void readAssumption(const toml::node& node, Parameter id, std::string_view name)
    {
        const toml::table* table = node.as_table();
        if (table == nullptr) return fail(node, fmt::format("“{}” must be a table with low, likely and high", name));
        Value value = m_into.at(id);
        // Who overrides a value answers for it: source and date of the one replaced do not carry over.
        value.origin = Origin::Judgement;
        value.source = "scenario file";
        value.asOf.clear();
        for (const auto& [key, part] : *table) {
            const std::string_view what = key.str();
            if (what == "value")
                value.low = value.mode = value.high = number(part, what);
            else if (what == "low")
                value.low = number(part, what);
            else if (what == "likely")
                value.mode = number(part, what);
            else if (what == "high")
                value.high = number(part, what);
            else if (what == "spread")
                value.spread = static_cast<Spread>(choice(part, kSpreads, what));
            else if (what == "origin")
                value.origin = static_cast<Origin>(choice(part, kOrigins, what));
            else if (what == "source")
                value.source = part.value_or(std::string());
            else if (what == "as-of")
                value.asOf = month(part, what);
            else
                fail(part, fmt::format("“{}” has no part “{}”", name, what));
        }
        if (table->contains("value")) value.spread = Spread::Fixed;
        if (value.spread == Spread::Fixed && value.low < value.high) value.spread = Spread::Pert;
        if (const std::string problem = problemWith(id, value); !problem.empty())
            fail(node, problem.substr(0, problem.size() - 1));
        m_into.at(id) = std::move(value);
    }
    void readRollout(const toml::node& node)
    {
        m_into.rollout.clear();
        const toml::array* list = node.as_array();
        if (list == nullptr) return fail(node, "`rollout` must be a list of tables: [[rollout]]");
        for (const toml::node& item : *list) {
            const toml::table* table = item.as_table();
            if (table == nullptr) return fail(item, "a phase must be a table with team, month and people");
            Phase phase;
            for (const auto& [key, part] : *table) {
                const std::string_view what = key.str();
                if (what == "team")
                    phase.team = words(part, what);
                else if (what == "tasks")
                    phase.tasks = part.value_or(std::string());
                else if (what == "month")
                    phase.month = whole(part, what);
                else if (what == "people")
                    phase.people = number(part, what);
                else if (what == "work")
                    phase.work = number(part, what);
                else
                    fail(part, fmt::format("a phase of the rollout has no part “{}”", what));
            }
            m_into.rollout.push_back(std::move(phase));
        }
    }
    void readCorrelations(const toml::node& node)
    {
        m_into.correlations.clear();
        const toml::array* list = node.as_array();
        if (list == nullptr) return fail(node, "`correlation` must be a list of tables: [[correlation]]");
        for (const toml::node& item : *list) {
            const toml::table* table = item.as_table();
            const auto end = [&](std::string_view key) {
                return table ? parameterByKey(table->at_path(key).value_or(std::string())) : std::nullopt;
            };
            const auto value = table ? table->at_path("value").value<double>() : std::nullopt;
            if (!end("first") || !end("second") || !value)
                return fail(item, "a correlation needs `first` and `second`, two assumptions, and a `value`");
            m_into.correlations.push_back({*end("first"), *end("second"), *value});
        }
    }

    std::string_view m_file;
    Scenario& m_into;
    std::optional<Error> m_error;
};

/// ", line 4" where the text names the key.
std::string placeOf(const toml::table& root, std::string_view key)
{
    const toml::node* node = root.get(key);
    if (node == nullptr) return {};
    // A list of tables begins where its first table does.
    if (const toml::array* list = node->as_array(); list != nullptr && !list->empty()) node = list->get(0);
    return fmt::format(", line {}", node->source().begin.line);
}

} // namespace

std::string_view spreadId(Spread spread)
{
    return kSpreads[static_cast<std::size_t>(spread)];
}

std::string_view originId(Origin origin)
{
    return kOrigins[static_cast<std::size_t>(origin)];
}

std::string toToml(const Scenario& scenario)
{
    std::string out = fmt::format("name = {}\ncurrency = {}\nmonths = {}\ndiscount-rate = {}\n", quoted(scenario.name),
                                  quoted(scenario.currency), scenario.months, scenario.discountRate);
    if (!scenario.start.empty()) out += fmt::format("start = {}\n", quoted(scenario.start));
    for (const ParameterInfo& row : parameters()) {
        const Value& value = scenario.at(row.id);
        out += fmt::format("\n# {}, {}\n[{}]\n", row.title, row.unit, row.key);
        if (value.spread == Spread::Fixed)
            out += fmt::format("value = {}\n", value.mode);
        else
            out += fmt::format("low = {}\nlikely = {}\nhigh = {}\nspread = {}\n", value.low, value.mode, value.high,
                               quoted(spreadId(value.spread)));
        out += fmt::format("origin = {}\nsource = {}\n", quoted(originId(value.origin)), quoted(value.source));
        if (!value.asOf.empty()) out += fmt::format("as-of = {}\n", quoted(value.asOf));
    }
    for (const Phase& phase : scenario.rollout) {
        out += fmt::format("\n[[rollout]]\nteam = {}\nmonth = {}\npeople = {}\n", quoted(phase.team), phase.month,
                           phase.people);
        if (phase.work != 1) out += fmt::format("work = {}\n", phase.work);
        if (!phase.tasks.empty()) out += fmt::format("tasks = {}\n", quoted(phase.tasks));
    }
    for (const Correlation& c : scenario.correlations)
        out += fmt::format("\n[[correlation]]\nfirst = {}\nsecond = {}\nvalue = {}\n", quoted(info(c.first).key),
                           quoted(info(c.second).key), c.value);
    if (scenario.correlations.empty()) out.insert(0, "correlation = []\n");
    return out;
}

Result<Scenario> scenarioFromToml(std::string_view text, std::string_view file, const Scenario& base)
{
    try {
        const toml::table root = toml::parse(text, file);
        Scenario scenario = base;
        ScenarioReading reading(file, scenario);
        reading.read(root);
        if (reading.error()) return tl::unexpected(*reading.error());
        if (const auto problems = problemsIn(scenario); !problems.empty())
            return failure(ErrorCode::InputMalformed, fmt::format("{}{}: {}", file, placeOf(root, problems.front().key),
                                                                  problems.front().sentence));
        return scenario;
    } catch (const toml::parse_error& e) {
        return failure(ErrorCode::InputMalformed,
                       fmt::format("{}, line {}: {}; correct it there.", file, e.source().begin.line, e.description()));
    }
}

} // namespace assay::whatif
