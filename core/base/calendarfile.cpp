// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/asciitext.h"
#include "base/calendar.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <optional>

namespace assay {
namespace {

constexpr std::array<std::string_view, 7> kDayNames{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// Minutes of "09:00"; up to 24:00.
std::optional<std::chrono::minutes> minutesOf(std::string_view text)
{
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    for (const std::size_t i : {0U, 1U, 3U, 4U})
        if (!isAsciiDigit(text[i])) return std::nullopt;
    const int hours = (text[0] - '0') * 10 + (text[1] - '0');
    const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
    if (minutes > 59 || hours * 60 + minutes > 24 * 60) return std::nullopt;
    return std::chrono::minutes{hours * 60 + minutes};
}

/// "09:00-17:00"; "22:00-06:00" ends on the next day.
std::optional<WorkHours> hoursOf(std::string_view text)
{
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = minutesOf(trimmedAscii(text.substr(0, dash)));
    const auto to = minutesOf(trimmedAscii(text.substr(dash + 1)));
    if (!from || !to) return std::nullopt;
    return WorkHours{*from, *to > *from ? *to : *to + std::chrono::hours{24}};
}

/// A text or a list of texts; nullopt if it is anything else.
std::optional<std::vector<std::string>> textsOf(const toml::node& node)
{
    if (const auto one = node.value_exact<std::string>()) return std::vector<std::string>{*one};
    const toml::array* list = node.as_array();
    if (list == nullptr) return std::nullopt;
    std::vector<std::string> texts;
    for (const toml::node& item : *list) {
        const auto text = item.value_exact<std::string>();
        if (!text) return std::nullopt;
        texts.push_back(*text);
    }
    return texts;
}

class CalendarReader
{
public:
    explicit CalendarReader(std::string_view file) : m_file(file) {}

    Result<CalendarRules> read(const toml::table& table)
    {
        CalendarRules rules;
        rules.name = table["name"].value_or(std::string("standard"));
        rules.zone = table["zone"].value_or(std::string("UTC"));
        for (const auto& [key, node] : table) {
            const auto texts = textsOf(node);
            if (key == "name" || key == "zone") continue;
            if (key == "teams" && texts)
                rules.teams = *texts;
            else if (key == "holidays" && texts)
                for (const std::string& text : *texts) rules.holidays.push_back({asciiLowered(text), {}});
            else if (key == "hours")
                readWeek(node, rules);
            else
                fail(node, fmt::format("`{}` is not a key of a calendar, or not a list of texts; name, zone, hours, "
                                       "holidays, teams are.",
                                       key.str()));
        }
        if (!table.contains("hours")) rules.week = CalendarRules::standard().week;
        if (m_error) return Failure(*m_error);
        return rules;
    }

    void fail(const toml::node& at, std::string_view what)
    {
        if (!m_error)
            m_error = Error{
                ErrorCode::InputMalformed, fmt::format("{}, line {}: {}", m_file, at.source().begin.line, what), {}};
    }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

private:
    void readWeek(const toml::node& node, CalendarRules& rules)
    {
        const toml::table* week = node.as_table();
        if (week == nullptr) return fail(node, "`hours` must be a table: { mon = \"09:00-17:00\", … }.");
        for (const auto& [key, hours] : *week) {
            const auto day = std::find(kDayNames.begin(), kDayNames.end(), asciiLowered(key.str()));
            const auto texts = textsOf(hours);
            if (day == kDayNames.end() || !texts) {
                fail(hours, "days are mon, tue, wed, thu, fri, sat, sun, each with \"09:00-17:00\" or a list of such.");
                return;
            }
            for (const std::string& text : *texts) {
                const auto stretch = hoursOf(text);
                if (!stretch) return fail(hours, fmt::format("\"{}\" is not a time from-to like 09:00-17:00.", text));
                rules.week.at(static_cast<std::size_t>(day - kDayNames.begin())).push_back(*stretch);
            }
        }
    }

    std::string m_file;
    std::optional<Error> m_error;
};

} // namespace

Result<std::vector<CalendarRules>> parseCalendarRules(std::string_view toml, std::string_view file)
{
    std::vector<CalendarRules> calendars;
    CalendarReader reader(file);
    try {
        const toml::table root = toml::parse(toml);
        const toml::array* list = root["calendar"].as_array();
        if (list == nullptr)
            return failure(ErrorCode::InputMalformed, fmt::format("{}: there is no [[calendar]]; add one.", file));
        for (const toml::node& node : *list) {
            const toml::table* table = node.as_table();
            if (table == nullptr) {
                reader.fail(node, "`calendar` must be a list of tables: write [[calendar]].");
                return Failure(*reader.error());
            }
            auto rules = reader.read(*table);
            if (!rules) return Failure(rules.error());
            calendars.push_back(std::move(*rules));
        }
    } catch (const toml::parse_error& broken) {
        return failure(ErrorCode::InputMalformed, fmt::format("{}, line {}: {}; correct the file.", file,
                                                              broken.source().begin.line, broken.description()));
    }
    return calendars;
}

Result<CalendarSet> CalendarSet::make(std::vector<CalendarRules> calendars)
{
    CalendarSet set;
    for (CalendarRules& rules : calendars) {
        auto calendar = WorkCalendar::make(std::move(rules));
        if (!calendar) return Failure(calendar.error());
        set.m_calendars.push_back(std::move(*calendar));
    }
    return set;
}

Result<CalendarSet> CalendarSet::parse(std::string_view toml, std::string_view file)
{
    auto rules = parseCalendarRules(toml, file);
    if (!rules) return Failure(rules.error());
    return make(std::move(*rules));
}

const WorkCalendar& CalendarSet::of(std::string_view team) const
{
    const WorkCalendar* general = nullptr;
    for (const WorkCalendar& calendar : m_calendars) {
        const auto& teams = calendar.rules().teams;
        if (std::any_of(teams.begin(), teams.end(), [team](const std::string& t) { return t == team; }))
            return calendar;
        if (teams.empty() && general == nullptr) general = &calendar;
    }
    return general != nullptr ? *general : m_standard;
}

} // namespace assay
