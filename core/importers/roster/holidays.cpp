// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/formatspec.h"
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

/// One VEVENT.
struct Event
{
    std::int64_t line = 0;
    std::string summary;
    std::string startText;
    std::optional<Day> start;
    std::optional<Day> end; ///< the first day after it
    bool yearly = false;
    bool otherRule = false;
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
            m_event = Event{};
            m_event.line = number;
        }
        if (!m_open) return {};
        if (name == "SUMMARY") m_event.summary = unescaped(value);
        if (name == "DTSTART") {
            m_event.startText = value;
            m_event.start = icalDay(value);
        }
        if (name == "DTEND") m_event.end = icalDay(value);
        if (name == "RRULE")
            (value.find("FREQ=YEARLY") != std::string_view::npos && value.find("BYDAY") == std::string_view::npos
                 ? m_event.yearly
                 : m_event.otherRule) = true;
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
        if (m_event.startText.find('T') != std::string::npos) return {}; // a meeting, not a day off
        if (m_event.otherRule) {
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
        for (int year = 0; year < (m_event.yearly ? kYearsOfRepeats : 1); ++year) {
            const std::chrono::year_month_day first{*m_event.start};
            const std::chrono::year_month_day again{first.year() + std::chrono::years{year}, first.month(),
                                                    first.day()};
            if (!again.ok()) continue; // 29 February
            for (std::int64_t i = 0; i < std::max<std::int64_t>(days, 1); ++i)
                if (auto ok = emit(std::chrono::sys_days{again} + std::chrono::days{i}); !ok) return ok;
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
