// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/stamps.h"

#include "importers/text/utf8.h"

#include <array>

namespace assay::importers {
namespace {

struct Number
{
    int value = 0;
    int digits = 0;
};

/// The pieces of a date, in the order they are written.
struct Pieces
{
    std::array<Number, 3> numbers{};
    std::size_t count = 0;
    int month = 0; ///< by name
    std::size_t numbersBeforeMonth = 0;
    char separator = 0; ///< between the first two numbers
    bool hasTime = false;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millis = 0;
    int half = 0; ///< 1 AM, 2 PM
    std::optional<std::chrono::minutes> offset;
    bool valid = true;
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

class Scanner
{
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    Pieces run()
    {
        while (m_pos < m_text.size() && m_pieces.valid && m_text[m_pos] != '(') step();
        return m_pieces;
    }

private:
    void step()
    {
        const char c = m_text[m_pos];
        if (isDigit(c))
            number();
        else if (m_text.substr(m_pos).starts_with("\xC2\xA0")) // no-break blanks, as some locales put before "PM"
            m_pos += 2;
        else if (m_text.substr(m_pos).starts_with("\xE2\x80\xAF"))
            m_pos += 3;
        else if (isWordByte(c))
            word();
        else if ((c == '+' || c == '-') && m_pieces.hasTime && m_pos + 1 < m_text.size() && isDigit(m_text[m_pos + 1]))
            offset();
        else
            separator(c);
    }

    Number digits()
    {
        Number n;
        while (m_pos < m_text.size() && isDigit(m_text[m_pos])) {
            if (n.digits < 8) n.value = n.value * 10 + (m_text[m_pos] - '0');
            ++n.digits;
            ++m_pos;
        }
        return n;
    }

    bool at(char c) const { return m_pos < m_text.size() && m_text[m_pos] == c; }

    void number()
    {
        const Number n = digits();
        if (at(':') && !m_pieces.hasTime) {
            time(n);
            return;
        }
        if (m_pieces.count == m_pieces.numbers.size() || n.digits > 4) {
            m_pieces.valid = false;
            return;
        }
        m_pieces.numbers.at(m_pieces.count++) = n;
    }

    void time(Number hour)
    {
        m_pieces.hasTime = true;
        m_pieces.hour = hour.value;
        ++m_pos;
        const Number minute = digits();
        m_pieces.minute = minute.value;
        m_pieces.valid = hour.digits <= 2 && minute.digits == 2 && minute.value < 60;
        if (!at(':')) return;
        ++m_pos;
        const Number second = digits();
        m_pieces.second = second.value;
        m_pieces.valid = m_pieces.valid && second.digits == 2 && second.value < 61;
        if ((at('.') || at(',')) && m_pos + 1 < m_text.size() && isDigit(m_text[m_pos + 1])) {
            ++m_pos;
            const auto from = m_pos;
            (void)digits();
            for (std::size_t i = 0; i < 3; ++i)
                m_pieces.millis = m_pieces.millis * 10 + (from + i < m_pos ? m_text[from + i] - '0' : 0);
        }
    }

    void offset()
    {
        const int sign = m_text[m_pos++] == '-' ? -1 : 1;
        const Number n = digits();
        int hours = n.digits <= 2 ? n.value : n.value / 100;
        int minutes = n.digits <= 2 ? 0 : n.value % 100;
        if (n.digits <= 2 && at(':')) {
            ++m_pos;
            minutes = digits().value;
        }
        m_pieces.valid = n.digits <= 4 && hours <= 18 && minutes < 60;
        m_pieces.offset = std::chrono::minutes{sign * (hours * 60 + minutes)};
    }

    void word()
    {
        const auto from = m_pos;
        while (m_pos < m_text.size() && (isWordByte(m_text[m_pos]) || m_text[m_pos] == '.')) {
            if (m_text.substr(m_pos).starts_with("\xC2\xA0")) break;
            ++m_pos;
        }
        if (dayHalf(from)) return;
        const std::string folded = foldCase(m_text.substr(from, m_pos - from));
        if (const int month = monthFromName(folded); month != 0 && m_pieces.month == 0) {
            m_pieces.month = month;
            m_pieces.numbersBeforeMonth = m_pieces.count;
        } else if (folded == "z" || folded == "gmt" || folded == "utc") {
            m_pieces.offset = std::chrono::minutes{0};
        } else {
            const bool filler = folded == "t" || folded == "de" || folded == "del" || folded == "at" ||
                                folded == "um" || folded == "г." || folded == "uhr" || folded == "th" ||
                                folded == "st" || folded == "nd";
            const bool weekday = m_pieces.count == 0 && m_pieces.month == 0 && !m_sawWeekday;
            m_sawWeekday = m_sawWeekday || !filler;
            m_pieces.valid = filler || weekday;
        }
    }

    /// "AM", "pm", "a.m.", "p. m.": only after a time.
    bool dayHalf(std::size_t from)
    {
        if (!m_pieces.hasTime) return false;
        std::string letters;
        std::size_t at = from;
        for (; at < m_text.size() && letters.size() < 2; ++at) {
            const char c = m_text[at];
            if (isWordByte(c))
                letters += static_cast<char>(c | 0x20);
            else if (c != '.' && c != ' ')
                break;
        }
        if (letters != "am" && letters != "pm") return false;
        while (at < m_text.size() && m_text[at] == '.') ++at;
        if (at < m_text.size() && isWordByte(m_text[at])) return false;
        m_pieces.half = letters == "am" ? 1 : 2;
        m_pos = at;
        return true;
    }

    void separator(char c)
    {
        static constexpr std::string_view kAllowed = " ,/-.:";
        if (kAllowed.find(c) == std::string_view::npos) m_pieces.valid = false;
        if (m_pieces.count == 1 && m_pieces.month == 0 && m_pieces.separator == 0) m_pieces.separator = c;
        ++m_pos;
    }

    std::string_view m_text;
    std::size_t m_pos = 0;
    Pieces m_pieces;
    bool m_sawWeekday = false;
};

int fullYear(Number n)
{
    if (n.digits == 4) return n.value;
    return n.digits == 2 ? n.value + (n.value < 69 ? 2000 : 1900) : -1;
}

struct Ymd
{
    int year = -1;
    int month = 0;
    int day = 0;
};

/// The date by name of month, or by position; the order only matters where neither decides.
std::optional<Ymd> dateOf(const Pieces& p, DateOrder order)
{
    const auto& n = p.numbers;
    if (p.month != 0) {
        if (p.count != 2) return std::nullopt;
        if (n[0].digits == 4) return Ymd{fullYear(n[0]), p.month, n[1].value};
        return Ymd{fullYear(n[1]), p.month, n[0].value};
    }
    if (p.count != 3) return std::nullopt;
    if (n[0].digits == 4) return Ymd{n[0].value, n[1].value, n[2].value};
    if (p.separator == '.') order = DateOrder::DayFirst; // nobody writes month.day.year
    if (order == DateOrder::Unknown && n[0].value > 12) order = DateOrder::DayFirst;
    if (order == DateOrder::Unknown && n[1].value > 12) order = DateOrder::MonthFirst;
    if (order == DateOrder::Unknown && n[0].value == n[1].value) order = DateOrder::DayFirst;
    if (order == DateOrder::DayFirst) return Ymd{fullYear(n[2]), n[1].value, n[0].value};
    if (order == DateOrder::MonthFirst) return Ymd{fullYear(n[2]), n[0].value, n[1].value};
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> timeOf(const Pieces& p)
{
    int hour = p.hour;
    if (p.half != 0) {
        if (hour < 1 || hour > 12) return std::nullopt;
        hour = hour % 12 + (p.half == 2 ? 12 : 0);
    }
    if (hour > 23) return std::nullopt;
    return std::chrono::hours{hour} + std::chrono::minutes{p.minute} + std::chrono::seconds{p.second} +
           std::chrono::milliseconds{p.millis};
}

bool isNumeric(const Pieces& p)
{
    return p.valid && p.month == 0 && p.count == 3 && p.numbers[0].digits < 3;
}

} // namespace

OrderEvidence orderEvidence(std::string_view text)
{
    const Pieces p = Scanner(trimmed(text)).run();
    if (!isNumeric(p)) return p.valid && p.count >= 2 ? OrderEvidence::NotNeeded : OrderEvidence::NotADate;
    const int a = p.numbers[0].value;
    const int b = p.numbers[1].value;
    if (p.separator == '.') return OrderEvidence::NotNeeded;
    if (a > 12) return b > 12 ? OrderEvidence::NotADate : OrderEvidence::DayFirst;
    if (b > 12) return OrderEvidence::MonthFirst;
    return a == b ? OrderEvidence::NotNeeded : OrderEvidence::Ambiguous;
}

std::optional<LocalStamp> parseStamp(std::string_view text, DateOrder order)
{
    const Pieces p = Scanner(trimmed(text)).run();
    if (!p.valid) return std::nullopt;
    const auto date = dateOf(p, order);
    const auto time = timeOf(p);
    if (!date || !time || date->year < 1900 || date->year > 2199 || date->month < 1 || date->day < 1)
        return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year{date->year},
                                          std::chrono::month{static_cast<unsigned>(date->month)},
                                          std::chrono::day{static_cast<unsigned>(date->day)}};
    if (!ymd.ok()) return std::nullopt;
    return LocalStamp{std::chrono::sys_days{ymd}, *time, p.hasTime, p.offset};
}

void OrderVote::see(std::string_view text)
{
    switch (orderEvidence(text)) {
    case OrderEvidence::DayFirst:
        m_dayFirst = true;
        break;
    case OrderEvidence::MonthFirst:
        m_monthFirst = true;
        break;
    case OrderEvidence::Ambiguous:
        if (!m_ambiguous) m_example = std::string(trimmed(text));
        m_ambiguous = true;
        break;
    case OrderEvidence::NotNeeded:
    case OrderEvidence::NotADate:
        break;
    }
}

DateOrder OrderVote::order() const
{
    if (m_dayFirst == m_monthFirst) return DateOrder::Unknown;
    return m_dayFirst ? DateOrder::DayFirst : DateOrder::MonthFirst;
}

} // namespace assay::importers
