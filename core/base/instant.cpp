// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/instant.h"

#include <fmt/format.h>

namespace assay {
namespace {

/// Reads exactly `count` digits at `pos` and moves on; -1 where there are none.
int digits(std::string_view text, std::size_t& pos, std::size_t count)
{
    if (pos + count > text.size()) return -1;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const char c = text[pos + i];
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    pos += count;
    return value;
}

bool skip(std::string_view text, std::size_t& pos, std::string_view any)
{
    if (pos >= text.size() || any.find(text[pos]) == std::string_view::npos) return false;
    ++pos;
    return true;
}

std::optional<Day> dayAt(std::string_view text, std::size_t& pos)
{
    const int y = digits(text, pos, 4);
    if (y < 0 || !skip(text, pos, "-")) return std::nullopt;
    const int m = digits(text, pos, 2);
    if (m < 0 || !skip(text, pos, "-")) return std::nullopt;
    const int d = digits(text, pos, 2);
    const std::chrono::year_month_day ymd{std::chrono::year{y}, std::chrono::month{static_cast<unsigned>(m)},
                                          std::chrono::day{static_cast<unsigned>(d)}};
    if (d < 0 || !ymd.ok()) return std::nullopt;
    return std::chrono::sys_days{ymd};
}

/// Milliseconds of `.123456`; anything beyond the third digit is cut.
int fraction(std::string_view text, std::size_t& pos)
{
    int ms = 0;
    int scale = 100;
    while (pos < text.size() && text[pos] >= '0' && text[pos] <= '9') {
        ms += (text[pos++] - '0') * scale;
        scale /= 10;
    }
    return ms;
}

std::optional<std::chrono::minutes> offsetAt(std::string_view text, std::size_t& pos)
{
    if (skip(text, pos, "Zz")) return std::chrono::minutes{0};
    if (pos >= text.size() || (text[pos] != '+' && text[pos] != '-')) return std::nullopt;
    const int sign = text[pos++] == '-' ? -1 : 1;
    const int h = digits(text, pos, 2);
    if (h < 0 || h > 18) return std::nullopt;
    skip(text, pos, ":");
    const int m = pos < text.size() ? digits(text, pos, 2) : 0;
    if (m < 0 || m > 59) return std::nullopt;
    return std::chrono::minutes{sign * (h * 60 + m)};
}

} // namespace

std::string isoDay(Day day)
{
    const std::chrono::year_month_day ymd{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                       static_cast<unsigned>(ymd.day()));
}

std::string isoInstant(Instant at)
{
    const Day day = dayOf(at);
    const std::chrono::hh_mm_ss time{at - day};
    const auto ms = time.subseconds().count();
    const auto text = fmt::format("{}T{:02}:{:02}:{:02}", isoDay(day), time.hours().count(), time.minutes().count(),
                                  time.seconds().count());
    return ms == 0 ? text + "Z" : fmt::format("{}.{:03}Z", text, ms);
}

std::optional<Instant> parseIsoInstant(std::string_view text)
{
    std::size_t pos = 0;
    const auto day = dayAt(text, pos);
    if (!day || !skip(text, pos, "Tt ")) return std::nullopt;
    const int h = digits(text, pos, 2);
    if (h < 0 || h > 23 || !skip(text, pos, ":")) return std::nullopt;
    const int m = digits(text, pos, 2);
    if (m < 0 || m > 59) return std::nullopt;
    int s = 0;
    int ms = 0;
    if (skip(text, pos, ":")) {
        s = digits(text, pos, 2);
        if (s < 0 || s > 60) return std::nullopt;
        if (skip(text, pos, ".,")) ms = fraction(text, pos);
    }
    skip(text, pos, " ");
    const auto offset = offsetAt(text, pos);
    if (!offset || pos != text.size()) return std::nullopt;
    return Instant{*day} + std::chrono::hours{h} + std::chrono::minutes{m} + std::chrono::seconds{s} +
           std::chrono::milliseconds{ms} - *offset;
}

std::optional<Day> parseIsoDay(std::string_view text)
{
    std::size_t pos = 0;
    const auto day = dayAt(text, pos);
    // 0001-01-01 and 9999-12-31 are how programs write "no day"; no record of work bears a year beyond these.
    const auto year = static_cast<int>(std::chrono::year_month_day{day.value_or(Day{})}.year());
    return pos == text.size() && year >= 1900 && year <= 2199 ? day : std::nullopt;
}

} // namespace assay
