// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/reconciliation.h"

#include "metrics/adoption/seatstate.h"
#include "store/database.h"
#include "store/extrasreader.h"
#include "store/spendsums.h"
#include "store/usagereader.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace assay::session {
namespace {

using facts::EpochDay;
using facts::Index;
using facts::kNoDay;
using metrics::isIdle;
using metrics::SeatState;

constexpr int kWindow = 28;      ///< days that count as "now"
constexpr int kCopilotFinal = 3; ///< GitHub: a day is final about three UTC days later

bool holds(EpochDay from, EpochDay to, EpochDay day)
{
    return (from == kNoDay || from <= day) && (to == kNoDay || to >= day);
}

std::string folded(const std::string& text)
{
    std::string out;
    for (char c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    }
    return out;
}

bool namesTool(const std::string& vendor, const std::string& tool, const std::string& title)
{
    const auto v = folded(vendor);
    if (v.empty()) return false;
    const auto either = [&v](const std::string& word) {
        return !word.empty() && (v.find(word) != std::string::npos || word.find(v) != std::string::npos);
    };
    return either(folded(tool)) || either(folded(title));
}

bool isJudged(SeatState state)
{
    return state == SeatState::Used || isIdle(state);
}

/// What is known of every person at the end of the data.
class Sides
{
public:
    explicit Sides(const facts::Snapshot& s) : m_s(s), m_end(toEpochDay(dayOf(s.cutOff))), m_seats(s, dayOf(s.cutOff))
    {
        std::pair<Index, Index> last{facts::kNoIndex, facts::kNoIndex}; // days of one person and tool lie together
        for (std::size_t i = 0; i < s.usage.size(); ++i) {
            if (s.usage.day[i] <= m_end - kWindow || s.usage.meaningful[i] == 0) continue;
            const std::pair who{s.usage.person[i], s.usage.tool[i]};
            if (who == last) continue;
            m_active.insert(who);
            last = who;
        }
        for (std::size_t i = 0; i < s.changes.size(); ++i)
            if (s.changes.author[i] != facts::kNoIndex &&
                s.changes.mergedAt[i] > toUnixMillis(s.cutOff) - std::int64_t{kWindow} * 86'400'000)
                m_authors.insert(s.changes.author[i]);
    }

    [[nodiscard]] std::size_t size() const { return m_s.people.size(); }
    [[nodiscard]] bool bot(Index p) const { return m_s.people.bot[at(p)] != 0; }
    [[nodiscard]] const std::string& name(Index p) const { return m_s.people.name[at(p)]; }
    [[nodiscard]] bool author(Index p) const { return m_authors.count(p) != 0; }
    [[nodiscard]] bool onRoster(Index p) const { return m_s.people.onRoster[at(p)] != 0; }
    [[nodiscard]] bool eligible(Index p) const
    {
        const auto& stays = m_s.people.memberships[at(p)];
        return std::any_of(stays.begin(), stays.end(),
                           [this](const auto& x) { return x.engineering && holds(x.from, x.to, m_end); });
    }
    /// Without a roster nobody is known to be eligible, or not.
    [[nodiscard]] bool anyRoster() const
    {
        const auto& all = m_s.people.memberships;
        return std::any_of(all.begin(), all.end(), [](const auto& stays) { return !stays.empty(); });
    }
    [[nodiscard]] bool active(Index p) const { return any(m_active, p); }
    [[nodiscard]] bool active(Index p, Index tool) const { return m_active.count({p, tool}) != 0; }
    /// What telemetry and the list of seats say of a seat: one of which neither speaks is not idle.
    [[nodiscard]] SeatState state(Index p, const facts::Seat& seat) const { return m_seats.stateOf(p, seat); }
    [[nodiscard]] bool anyJudged() const
    {
        for (std::size_t i = 0; i < size(); ++i)
            for (const auto& seat : m_s.people.seats[i])
                if (holds(seat.from, seat.to, m_end) && seat.tool != facts::kNoIndex &&
                    isJudged(state(static_cast<Index>(i), seat)))
                    return true;
        return false;
    }
    [[nodiscard]] const facts::Seat* seat(Index p, Index tool) const
    {
        for (const auto& seat : m_s.people.seats[at(p)])
            if (seat.tool == tool && holds(seat.from, seat.to, m_end)) return &seat;
        return nullptr;
    }
    [[nodiscard]] bool seated(Index p) const
    {
        const auto& seats = m_s.people.seats[at(p)];
        return std::any_of(seats.begin(), seats.end(), [this](const auto& x) { return holds(x.from, x.to, m_end); });
    }
    [[nodiscard]] bool anyActive() const { return !m_active.empty(); }
    [[nodiscard]] bool anyAuthors() const { return !m_authors.empty(); }

private:
    static std::size_t at(Index p) { return static_cast<std::size_t>(p); }
    static bool any(const std::set<std::pair<Index, Index>>& set, Index p)
    {
        const auto first = set.lower_bound({p, std::numeric_limits<Index>::min()});
        return first != set.end() && first->first == p;
    }
    const facts::Snapshot& m_s;
    EpochDay m_end;
    metrics::SeatReader m_seats;
    std::set<std::pair<Index, Index>> m_active;
    std::set<Index> m_authors;
};

/// Collects the people for whom something holds.
class Mismatches
{
public:
    Mismatches(const facts::Snapshot& s, const Sides& sides) : m_snapshot(s), m_sides(sides) {}

    /// By seats: each seat that does not fit costs its price.
    void seats(const char* id, const char* what, const char* remedy,
               const std::function<bool(Index, const facts::Seat&)>& wrong)
    {
        present::Mismatch m{id, what, 0, {}, remedy, {}};
        for (std::size_t i = 0; i < m_sides.size(); ++i) {
            const auto p = static_cast<Index>(i);
            bool hit = false;
            for (std::size_t t = 0; t < m_snapshot.tools.size() && !m_sides.bot(p); ++t) {
                const auto tool = static_cast<Index>(t);
                const auto* seat = m_sides.seat(p, tool);
                if (seat == nullptr || !wrong(p, *seat)) continue;
                hit = true;
                if (seat->pricePerMonth == seat->pricePerMonth)
                    m.costPerMonth = m.costPerMonth.value_or(0) + seat->pricePerMonth;
            }
            if (hit) add(m, p);
        }
        m_list.push_back(std::move(m));
    }

    void people(const char* id, const char* what, const char* remedy, const std::function<bool(Index)>& wrong)
    {
        present::Mismatch m{id, what, 0, {}, remedy, {}};
        for (std::size_t i = 0; i < m_sides.size(); ++i)
            if (const auto p = static_cast<Index>(i); !m_sides.bot(p) && wrong(p)) add(m, p);
        m_list.push_back(std::move(m));
    }

    std::vector<present::Mismatch> take() { return std::move(m_list); }

private:
    void add(present::Mismatch& m, Index p) const
    {
        ++m.people;
        m.who.push_back(m_sides.name(p));
    }
    const facts::Snapshot& m_snapshot;
    const Sides& m_sides;
    std::vector<present::Mismatch> m_list;
};

std::vector<present::Mismatch> mismatchesOf(const facts::Snapshot& s, const Sides& sides)
{
    const bool roster = sides.anyRoster();
    const bool seats =
        std::any_of(s.people.seats.begin(), s.people.seats.end(), [](const auto& held) { return !held.empty(); });
    Mismatches m(s, sides);
    if (seats && roster)
        m.seats("seat-not-eligible", "Hold a seat, but are not eligible today",
                "Take the seat back, or correct the roster",
                [&sides](Index p, const facts::Seat&) { return !sides.eligible(p); });
    if (seats && sides.anyJudged()) {
        m.seats("seat-idle", "Hold a seat, but did not use it in 28 days", "Ask why; take back what is not needed",
                [&sides](Index p, const facts::Seat& seat) { return isIdle(sides.state(p, seat)); });
        m.seats("seat-never-used", "Hold a seat that was never used", "Take it back, or invite to a training",
                [&sides](Index p, const facts::Seat& seat) { return sides.state(p, seat) == SeatState::Never; });
    }
    if (seats && sides.anyActive())
        m.people("active-no-seat", "Used a tool in 28 days, but are on no seat list",
                 "Import the current seat list; else ask under which account they work",
                 [&sides](Index p) { return sides.active(p) && !sides.seated(p); });
    if (roster && seats)
        m.people("eligible-no-seat", "Are eligible, but hold no seat", "Formal adoption is limited by these",
                 [&sides](Index p) { return sides.eligible(p) && !sides.seated(p); });
    if (sides.anyAuthors() && seats)
        m.people("author-no-seat", "Wrote merged code in 28 days, but hold no seat",
                 "Their work counts as human-only where seat lists cover it",
                 [&sides](Index p) { return sides.author(p) && !sides.seated(p); });
    if (sides.anyAuthors() && roster)
        m.people("author-not-on-roster", "Wrote merged code in 28 days, but are not on the roster",
                 "Map them to a team on the People screen",
                 [&sides](Index p) { return sides.author(p) && !sides.onRoster(p); });
    return m.take();
}

/// Seats on the newest invoice day of a vendor that names the tool.
void addInvoice(present::ToolSides& side, const std::vector<domain::InvoiceRecord>& invoices, const std::string& id)
{
    for (const auto& line : invoices) { // by day
        if (!line.seats || !namesTool(line.vendor, id, side.tool)) continue;
        side.invoiced = side.invoiceDay && *side.invoiceDay == line.date ? *side.invoiced + *line.seats : *line.seats;
        side.invoiceDay = line.date;
    }
}

std::vector<present::ToolSides> toolsOf(const facts::Snapshot& s, const Sides& sides,
                                        const std::vector<domain::InvoiceRecord>& invoices)
{
    std::vector<present::ToolSides> list;
    for (std::size_t t = 0; t < s.tools.size(); ++t) {
        const auto tool = static_cast<Index>(t);
        present::ToolSides side;
        side.tool = s.toolTitles[t];
        std::int64_t seats = 0, active = 0, idle = 0, never = 0, judged = 0, elsewhere = 0;
        for (std::size_t i = 0; i < sides.size(); ++i) {
            const auto p = static_cast<Index>(i);
            if (sides.bot(p)) continue;
            active += sides.active(p, tool) ? 1 : 0;
            const auto* seat = sides.seat(p, tool);
            if (seat == nullptr) continue;
            ++seats;
            const SeatState state = sides.state(p, *seat);
            idle += isIdle(state) ? 1 : 0;
            never += state == SeatState::Never ? 1 : 0;
            judged += isJudged(state) ? 1 : 0;
            elsewhere += sides.eligible(p) ? 0 : 1;
            if (seat->pricePerMonth == seat->pricePerMonth) side.pricePerMonth = seat->pricePerMonth;
        }
        const bool telemetry =
            std::any_of(s.telemetry.begin(), s.telemetry.end(), [tool](const auto& span) { return span.tool == tool; });
        if (seats > 0) {
            side.seats = seats;
            if (sides.anyRoster()) side.notEligible = elsewhere;
        }
        if (telemetry) side.active = active;
        if (judged > 0) {
            side.idle = idle;
            side.never = never;
        }
        if (seats > judged) side.unjudged = seats - judged;
        addInvoice(side, invoices, s.tools[t]);
        if (side.seats || side.active || side.invoiced) list.push_back(std::move(side));
    }
    return list;
}

bool isWeekday(Day day)
{
    const std::chrono::weekday weekday{day};
    return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

/// The days on which anybody used a tool, by tool.
std::map<std::string, std::set<EpochDay>> daysSeen(const facts::Snapshot& s)
{
    std::vector<std::set<EpochDay>> tools(s.tools.size());
    auto after = std::set<EpochDay>::iterator(); // where the next day of the same person is expected
    for (std::size_t i = 0; i < s.usage.size(); ++i) {
        auto& days = tools[static_cast<std::size_t>(s.usage.tool[i])];
        const bool goesOn =
            i > 0 && s.usage.tool[i] == s.usage.tool[i - 1] && s.usage.person[i] == s.usage.person[i - 1];
        after = std::next(days.insert(goesOn ? after : days.begin(), s.usage.day[i]));
    }
    std::map<std::string, std::set<EpochDay>> seen;
    for (std::size_t t = 0; t < tools.size(); ++t) seen.emplace(s.tools[t], std::move(tools[t]));
    return seen;
}

std::vector<present::TelemetryDays> telemetryOf(const facts::Snapshot& s, const std::vector<store::SourceSpan>& spans,
                                                const std::vector<store::ReadingDay>& readings)
{
    auto seen = daysSeen(s);
    std::map<std::string, present::TelemetryDays> tools;
    for (const auto& span : spans) { // by tool and first day
        const auto [at, fresh] = tools.try_emplace(span.tool);
        auto& days = at->second;
        ++days.sources;
        if (fresh) {
            days.first = span.days.from;
            days.last = span.days.to;
            continue;
        }
        if (span.days.from > days.last + std::chrono::days{1})
            days.holes.push_back({days.last + std::chrono::days{1}, span.days.from - std::chrono::days{1}});
        days.last = std::max(days.last, span.days.to);
    }
    for (const auto& reading : readings) {
        if (reading.tool != "copilot" || reading.lastDay < tools[reading.tool].last) continue;
        const auto open = reading.readOn - std::chrono::days{kCopilotFinal - 1};
        if (reading.lastDay >= open) tools[reading.tool].provisionalFrom = open;
    }
    std::vector<present::TelemetryDays> list;
    for (auto& [tool, days] : tools) {
        const auto title = std::find(s.tools.begin(), s.tools.end(), tool);
        days.tool = title == s.tools.end() ? tool : s.toolTitles[static_cast<std::size_t>(title - s.tools.begin())];
        for (auto day = days.first; day <= days.last; day += std::chrono::days{1}) {
            const bool hole = std::any_of(days.holes.begin(), days.holes.end(),
                                          [day](const auto& h) { return h.from <= day && day <= h.to; });
            if (hole) continue;
            ++days.covered;
            if (isWeekday(day) && seen[tool].count(toEpochDay(day)) == 0) days.silent.push_back(day);
        }
        list.push_back(std::move(days));
    }
    return list;
}

/// By vendor and currency: the invoice lines that agree with another in day, description and team, but not in the
/// amount. Nothing tells a correction from a second line unless both carry the vendor's invoice and line number.
std::map<std::pair<std::string, std::string>, std::int64_t>
sameButAmount(const std::vector<domain::InvoiceRecord>& invoices)
{
    std::map<std::tuple<std::string, std::string, Day, std::string, std::string>, std::int64_t> alike;
    for (const auto& line : invoices)
        if (!line.named()) ++alike[{line.vendor, line.currency, line.date, line.description, line.team}];
    std::map<std::pair<std::string, std::string>, std::int64_t> twins;
    for (const auto& [key, lines] : alike)
        if (lines > 1) twins[{std::get<0>(key), std::get<1>(key)}] += lines;
    return twins;
}

std::string remarkOn(const store::SpendSum& sum)
{
    std::string remark = sum.estimate ? "an estimate of the vendor" : "";
    if (sum.leftOut > 0)
        remark += fmt::format("{}lines of another report of the same people and days are left out: {}",
                              remark.empty() ? "" : "; ", sum.leftOut);
    return remark;
}

std::vector<present::MoneyLine> moneyOf(const facts::Snapshot& s, const std::vector<store::SpendSum>& spend,
                                        const std::vector<domain::InvoiceRecord>& invoices)
{
    std::vector<present::MoneyLine> list;
    for (const auto& sum : spend) {
        const auto tool = std::find(s.tools.begin(), s.tools.end(), sum.tool);
        const auto title =
            tool == s.tools.end() ? sum.tool : s.toolTitles[static_cast<std::size_t>(tool - s.tools.begin())];
        list.push_back({sum.unit.empty() ? title : title + ", " + sum.unit, sum.currency, sum.from, sum.to, sum.gross,
                        sum.discount, sum.net, sum.lines, remarkOn(sum)});
    }
    std::map<std::pair<std::string, std::string>, present::MoneyLine> vendors;
    for (const auto& line : invoices) {
        auto& sum = vendors[{line.vendor, line.currency}];
        sum.what = line.vendor;
        sum.currency = line.currency;
        if (!sum.from || line.date < *sum.from) sum.from = line.date;
        if (!sum.to || line.date > *sum.to) sum.to = line.date;
        sum.net = sum.net.value_or(0) + line.amount;
        ++sum.lines;
        sum.remark = "invoices";
    }
    const auto twins = sameButAmount(invoices);
    for (auto& [key, line] : vendors) {
        if (const auto found = twins.find(key); found != twins.end())
            line.remark =
                fmt::format("invoices; {} lines differ from another in the amount alone and are all counted: "
                            "if one corrects another, remove the older source, or export invoice and line numbers",
                            found->second);
        list.push_back(std::move(line));
    }
    return list;
}

} // namespace

Result<present::ReconciliationData> compareRecords(const store::Database& database, const facts::Snapshot& snapshot)
{
    const auto invoices = store::invoices(database);
    if (!invoices) return Failure(invoices.error());
    const auto spans = store::sourceSpans(database);
    if (!spans) return Failure(spans.error());
    const auto readings = store::readingDays(database);
    if (!readings) return Failure(readings.error());
    const auto doubles = store::doubleReports(database);
    if (!doubles) return Failure(doubles.error());
    const auto spend = store::spendSums(database);
    if (!spend) return Failure(spend.error());
    const Sides sides(snapshot);
    present::ReconciliationData data;
    data.mismatches = mismatchesOf(snapshot, sides);
    data.tools = toolsOf(snapshot, sides, *invoices);
    data.telemetry = telemetryOf(snapshot, *spans, *readings);
    for (const auto& d : *doubles) data.doubles.push_back({d.what, d.sources, d.rows, d.differing});
    data.money = moneyOf(snapshot, *spend, *invoices);
    return data;
}

} // namespace assay::session
