// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/formatspec.h"
#include "importers/text/json.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::importers {
namespace holidays {

constexpr int kLongestHoliday = 366; ///< days: anything longer is no holiday but a mistake
constexpr int kYearsOfRepeats = 30;

std::string unescaped(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
            const char c = text[++i];
            out += c == 'n' || c == 'N' ? ' ' : c;
        } else {
            out += text[i];
        }
    }
    return out;
}

/// `20260101` or `20260101T…`: the calendar day as written.
std::optional<Day> icalDay(std::string_view text)
{
    if (text.size() < 8) return std::nullopt;
    return parseIsoDay(std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" +
                       std::string(text.substr(6, 2)));
}

std::vector<std::string_view> splitAtCommas(std::string_view list)
{
    std::vector<std::string_view> parts;
    while (!list.empty()) {
        parts.push_back(list.substr(0, list.find(',')));
        list.remove_prefix(std::min(parts.back().size() + 1, list.size()));
    }
    return parts;
}

/// How an event comes again: every so many years, so often or up to a day.
struct Repeats
{
    int everyYears = 1;
    int times = kYearsOfRepeats;
    std::optional<Day> until;
};

/// A yearly RRULE on the day of the event; nullopt for any other rule, and for one that names another day.
std::optional<Repeats> repeatsOf(std::string_view rule, std::optional<Day> start)
{
    Repeats repeats;
    const std::chrono::year_month_day first{start.value_or(Day{})};
    bool yearly = false;
    while (!rule.empty()) {
        const auto part = rule.substr(0, rule.find(';'));
        rule.remove_prefix(std::min(part.size() + 1, rule.size()));
        const auto key = part.substr(0, part.find('='));
        const auto value = part.substr(std::min(key.size() + 1, part.size()));
        const auto number = integerFromText(value);
        if (key == "FREQ")
            yearly = value == "YEARLY";
        else if (key == "UNTIL") {
            if (repeats.until = icalDay(value); !repeats.until) return std::nullopt;
        } else if (key == "COUNT" && number && *number > 0)
            repeats.times = static_cast<int>(std::min<std::int64_t>(*number, kYearsOfRepeats));
        else if (key == "INTERVAL" && number && *number > 0 && *number <= kYearsOfRepeats)
            repeats.everyYears = static_cast<int>(*number);
        else if (key == "BYMONTH" && number && *number == static_cast<unsigned>(first.month()))
            continue;
        else if (key == "BYMONTHDAY" && number && *number == static_cast<unsigned>(first.day()))
            continue;
        else if (key != "WKST" && !key.empty())
            return std::nullopt;
    }
    return yearly ? std::optional(repeats) : std::nullopt;
}

/// One VEVENT.
struct Event
{
    std::int64_t line = 0;
    std::string summary;
    std::string startText;
    std::optional<Day> start;
    std::optional<Day> end;      ///< the first day after it
    std::string rule;            ///< RRULE
    std::vector<Day> exceptions; ///< EXDATE: first days on which it does not happen
    bool cancelled = false;
};

/// Reads an iCalendar: unfolds its lines, takes all-day events, repeats yearly ones.
class CalendarRun
{
public:
    explicit CalendarRun(Reading& reading) : m_reading(reading) {}

    Result<void> run()
    {
        auto stream = openText(m_reading.path());
        if (!stream) return Failure(stream.error());
        auto text = readUpTo(**stream, std::size_t{64} << 20);
        if (!text) return Failure(text.error());
        std::string logical;
        std::int64_t number = 0;
        std::int64_t begun = 1;
        for (std::size_t at = 0; at <= text->size();) {
            const auto end = std::min(text->find('\n', at), text->size());
            std::string_view line(text->data() + at, end - at);
            if (line.ends_with('\r')) line.remove_suffix(1);
            ++number;
            at = end + 1;
            if (!line.empty() && (line[0] == ' ' || line[0] == '\t')) { // a folded line goes on
                logical += line.substr(1);
                continue;
            }
            if (auto ok = property(logical, begun); !ok) return ok;
            if (auto ok = m_reading.step(**stream); !ok) return ok;
            logical = line;
            begun = number;
        }
        if (auto ok = property(logical, begun); !ok) return ok;
        if (m_open)
            return failure(ErrorCode::InputMalformed,
                           m_reading.path() + " ends inside an event; download the calendar again.");
        if (m_days == 0) m_reading.notice("It holds no all-day event.");
        m_reading.closing(**stream);
        return {};
    }

private:
    Result<void> property(std::string_view line, std::int64_t number)
    {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return {};
        const auto name = line.substr(0, std::min(line.find(';'), colon));
        const auto value = line.substr(colon + 1);
        if (name == "X-WR-CALNAME") m_calendar = unescaped(value);
        if (name == "BEGIN" && value == "VEVENT") {
            m_open = true;
            m_inner.clear();
            m_event = Event{};
            m_event.line = number;
        }
        if (!m_open) return {};
        if (name == "BEGIN" && value != "VEVENT") m_inner = value; // an alarm has a summary of its own
        if (name == "END" && value == m_inner) m_inner.clear();
        if (!m_inner.empty()) return {};
        if (name == "SUMMARY") m_event.summary = unescaped(value);
        if (name == "DTSTART") {
            m_event.startText = value;
            m_event.start = icalDay(value);
        }
        if (name == "DTEND") m_event.end = icalDay(value);
        if (name == "RRULE") m_event.rule = value;
        if (name == "STATUS") m_event.cancelled = value == "CANCELLED";
        if (name == "EXDATE")
            for (const auto& part : splitAtCommas(value))
                if (const auto day = icalDay(part)) m_event.exceptions.push_back(*day);
        if (name == "END" && value == "VEVENT") {
            m_open = false;
            return finish();
        }
        return {};
    }

    Result<void> finish()
    {
        if (!m_event.start) {
            m_reading.reject(m_event.line,
                             fmt::format("\"{}\" is no day of an event; correct it", cutUtf8(m_event.startText, 40)),
                             m_event.summary);
            return {};
        }
        if (m_event.cancelled || m_event.startText.find('T') != std::string::npos)
            return {}; // no day off, or a meeting
        const auto repeats = m_event.rule.empty() ? Repeats{1, 1, {}} : repeatsOf(m_event.rule, m_event.start);
        if (!repeats) {
            m_reading.reject(m_event.line,
                             "the event repeats by a rule that is not read; use a calendar that lists each day",
                             m_event.summary);
            return {};
        }
        const auto days = m_event.end ? (*m_event.end - *m_event.start).count() : 1;
        if (days < 0 || days > kLongestHoliday) {
            m_reading.reject(m_event.line, "the event ends before it begins or lasts longer than a year; correct it",
                             m_event.summary);
            return {};
        }
        return emitAll(*repeats, std::max<std::int64_t>(days, 1));
    }

    Result<void> emitAll(const Repeats& repeats, std::int64_t days)
    {
        const std::chrono::year_month_day first{*m_event.start};
        for (int time = 0; time < repeats.times && time * repeats.everyYears < kYearsOfRepeats; ++time) {
            const std::chrono::year_month_day again{first.year() + std::chrono::years{time * repeats.everyYears},
                                                    first.month(), first.day()};
            if (!again.ok()) continue; // 29 February
            const Day begins{again};
            if (repeats.until && begins > *repeats.until) break;
            const auto& except = m_event.exceptions;
            if (std::find(except.begin(), except.end(), begins) != except.end()) continue;
            for (std::int64_t i = 0; i < days; ++i)
                if (auto ok = emit(begins + std::chrono::days{i}); !ok) return ok;
        }
        return {};
    }

    Result<void> emit(Day day)
    {
        ++m_days;
        return m_reading.sink().holiday({day, m_event.summary, m_calendar});
    }

    Reading& m_reading;
    Event m_event;
    std::string m_calendar;
    std::string m_inner; ///< a component within the event, being passed over
    bool m_open = false;
    std::int64_t m_days = 0;
};

Result<void> readCalendar(Reading& reading)
{
    return CalendarRun(reading).run();
}

} // namespace holidays

const Importer& holidayCalendar()
{
    // A calendar is neither CSV nor JSON: its first line is what it is.
    class Calendar final : public Importer
    {
    public:
        std::string_view id() const override { return "holidays-ical"; }
        std::string_view title() const override { return "Holiday calendar (iCalendar)"; }
        std::string_view needs() const override { return "VEVENT with DTSTART of a whole day, SUMMARY"; }
        int canRead(const Sample& sample) const override
        {
            return trimmed(sample.head).starts_with("BEGIN:VCALENDAR") ? 95 : 0;
        }
        Result<void> read(const Input& input, RecordSink& sink, const CancelToken& cancel,
                          const ProgressFn& progress) const override
        {
            Reading reading(input, sink, cancel, progress);
            return holidays::readCalendar(reading);
        }
    };
    static const Calendar kImporter;
    return kImporter;
}

} // namespace assay::importers
