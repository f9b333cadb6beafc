// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/holidays.h"

#include "base/asciitext.h"

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace assay {
namespace {

namespace greg = boost::gregorian;

constexpr std::array<std::string_view, 7> kWeekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 5> kOrdinals{"1st", "2nd", "3rd", "4th", "5th"};

Day dayOfDate(const greg::date& date)
{
    return fromEpochDay(static_cast<int>((date - greg::date(1970, 1, 1)).days()));
}

std::optional<int> number(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

template <std::size_t N>
std::optional<int> position(const std::array<std::string_view, N>& words, std::string_view word)
{
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? std::nullopt : std::optional<int>(static_cast<int>(found - words.begin()));
}

std::vector<std::string_view> wordsOf(std::string_view text)
{
    std::vector<std::string_view> words;
    for (std::size_t start = text.find_first_not_of(' '); start != std::string_view::npos;) {
        const std::size_t end = text.find(' ', start);
        words.push_back(text.substr(start, end == std::string_view::npos ? end : end - start));
        start = end == std::string_view::npos ? end : text.find_first_not_of(' ', end);
    }
    return words;
}

/// "4th thu nov", "last mon may"
std::optional<std::vector<Day>> weekdayRule(std::string_view rule, int firstYear, int lastYear)
{
    const auto words = wordsOf(rule);
    if (words.size() != 3) return std::nullopt;
    const auto weekday = position(kWeekdays, words[1].substr(0, 3));
    const auto month = position(kMonths, words[2].substr(0, 3));
    const auto nth = position(kOrdinals, words[0]);
    if (!weekday || !month || (!nth && words[0] != "last")) return std::nullopt;
    std::vector<Day> days;
    for (int year = firstYear; year <= lastYear; ++year) {
        const auto y = static_cast<greg::greg_year::value_type>(year);
        const auto m = static_cast<greg::greg_month::value_type>(*month + 1);
        const greg::greg_weekday w(static_cast<greg::greg_weekday::value_type>(*weekday));
        if (!nth || *nth == 4) {
            const greg::date last = greg::last_day_of_the_week_in_month(w, m).get_date(y);
            if (!nth || last.day() > 28) days.push_back(dayOfDate(last)); // a fifth one does not exist in every month
        } else {
            using Nth = greg::nth_day_of_the_week_in_month;
            days.push_back(dayOfDate(Nth(static_cast<Nth::week_num>(*nth + 1), w, m).get_date(y)));
        }
    }
    return days;
}

/// "12-25"
std::optional<std::vector<Day>> yearlyRule(std::string_view rule, int firstYear, int lastYear)
{
    if (rule.size() != 5 || rule[2] != '-') return std::nullopt;
    const auto month = number(rule.substr(0, 2));
    const auto day = number(rule.substr(3));
    // 2000 has a 29th of February: a rule for it is a rule.
    if (!month || !day || *month < 1 || *day < 1 || *month > 12 ||
        *day > greg::gregorian_calendar::end_of_month_day(2000, static_cast<unsigned short>(*month)))
        return std::nullopt;
    std::vector<Day> days;
    for (int year = firstYear; year <= lastYear; ++year) {
        const std::chrono::year_month_day date{std::chrono::year{year},
                                               std::chrono::month{static_cast<unsigned>(*month)},
                                               std::chrono::day{static_cast<unsigned>(*day)}};
        if (date.ok()) days.push_back(std::chrono::sys_days{date});
    }
    return days;
}

} // namespace

Day easterSunday(int year)
{
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int d = b / 4;
    const int e = b % 4;
    const int f = (b + 8) / 25;
    const int g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4;
    const int k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int month = (h + l - 7 * m + 114) / 31;
    const int day = (h + l - 7 * m + 114) % 31 + 1;
    return std::chrono::sys_days{std::chrono::year{year} / month / day};
}

std::optional<std::vector<Day>> holidaysOf(std::string_view text, int firstYear, int lastYear)
{
    const std::string lower = asciiLowered(trimmedAscii(text));
    const std::string_view rule = lower;
    if (const auto day = parseIsoDay(rule)) return std::vector<Day>{*day};
    constexpr std::string_view kEaster = "easter";
    if (rule.starts_with(kEaster)) {
        std::string_view rest = rule.substr(kEaster.size());
        if (rest.starts_with('+')) rest.remove_prefix(1);
        const auto shift = rest.empty() ? std::optional<int>(0) : number(rest);
        if (!shift || *shift < -100 || *shift > 100) return std::nullopt;
        std::vector<Day> days;
        for (int year = firstYear; year <= lastYear; ++year)
            days.push_back(easterSunday(year) + std::chrono::days{*shift});
        return days;
    }
    if (auto days = yearlyRule(rule, firstYear, lastYear)) return days;
    return weekdayRule(rule, firstYear, lastYear);
}

} // namespace assay
