// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/tickets/tickettable.h"

#include "importers/text/status.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace assay::importers {
namespace tickettable {

using domain::StatusCategory;

/// "+0200", "-05:00", "3", "UTC" as minutes east.
std::optional<std::chrono::minutes> offsetFromText(std::string_view text)
{
    text = trimmed(text);
    if (text.empty()) return std::nullopt;
    if (text == "UTC" || text == "Z") return std::chrono::minutes{0};
    if (text.find(':') == std::string_view::npos && text.size() <= 3)
        if (const auto hours = integerFromText(text.front() == '+' ? text.substr(1) : text);
            hours && std::abs(*hours) <= 18)
            return std::chrono::hours{*hours};
    const auto epoch = parseIsoInstant("1970-01-01T00:00:00" + std::string(text));
    if (!epoch) return std::nullopt;
    return -std::chrono::duration_cast<std::chrono::minutes>(epoch->time_since_epoch());
}

/// The first of several people in a cell.
std::string_view firstOf(std::string_view cell)
{
    return trimmed(cell.substr(0, cell.find(';')));
}

std::vector<std::string> splitLabels(const std::vector<std::string>& cells, std::string_view separators)
{
    std::vector<std::string> labels;
    for (std::string_view cell : cells) {
        while (!cell.empty()) {
            const auto end = std::min(cell.find_first_of(separators), cell.size());
            const std::string label(trimmed(cell.substr(0, end)));
            if (!label.empty() && std::find(labels.begin(), labels.end(), label) == labels.end())
                labels.push_back(label);
            cell.remove_prefix(std::min(end + 1, cell.size()));
        }
    }
    return labels;
}

class TicketTableRun
{
public:
    TicketTableRun(Reading& reading, CsvTable& table, StampReader& stamps, const TicketTableSpec& spec)
        : m_reading(reading), m_table(table), m_stamps(stamps), m_spec(spec), m_key(at(spec.key)), m_id(at(spec.id)),
          m_title(at(spec.title)), m_type(at(spec.type)), m_status(at(spec.status)), m_resolution(at(spec.resolution)),
          m_priority(at(spec.priority)), m_labels(at(spec.labels)), m_assignee(at(spec.assignee)),
          m_assigneeMail(at(spec.assigneeMail)), m_reporter(at(spec.reporter)), m_project(at(spec.project)),
          m_parent(at(spec.parent)), m_offset(at(spec.offset)), m_dates{{{"created", at(spec.created), {}},
                                                                         {"started", at(spec.started), {}},
                                                                         {"resolved", at(spec.resolved), {}},
                                                                         {"cancelled", at(spec.cancelled), {}},
                                                                         {"updated", at(spec.updated), {}}}}
    {
    }

    Result<void> run()
    {
        if (!m_key.found()) return missingColumn(m_reading.path(), "the ticket's key");
        for (auto& column : m_dates)
            if (column.at.found()) column.title = m_table.header().at(column.at.at.front());
        if (auto ok = settleDateOrders(m_reading, m_dates); !ok) return ok;
        if (auto ok = m_reading.eachRow(m_table, [this](const CsvRow& row) { return one(row); }); !ok) return ok;
        notices();
        m_reading.closing(m_stamps, m_table.stream());
        return {};
    }

private:
    Columns at(const HeaderNames& names) const { return m_table.columns(std::span<const std::string_view>(names)); }

    Result<void> one(const CsvRow& row)
    {
        domain::TicketRecord ticket;
        const auto key = m_key.first(row);
        if (key.empty()) {
            m_reading.reject(row.line, "the row has no key; add it, or delete the row", row.raw);
            return {};
        }
        ticket.system = m_spec.system;
        ticket.key = m_spec.keyPrefix + (m_spec.keyOf == nullptr ? std::string(key) : m_spec.keyOf(key));
        texts(row, ticket);
        if (ticket.status.empty() && m_status.found() && categoryFromName(ticket.assignee) != StatusCategory::Unknown) {
            m_reading.reject(
                row.line,
                fmt::format(
                    "the row is out of step with the header (\"{}\" stands where a person belongs); export it again",
                    ticket.assignee),
                row.raw);
            return {};
        }
        std::optional<Instant> cancelled;
        if (!stamps(row, ticket, cancelled)) return {};
        categorise(ticket, cancelled);
        ++m_rows;
        if (ticket.resolved && ticket.created && *ticket.resolved < *ticket.created) ++m_backwards;
        return m_reading.sink().ticket(std::move(ticket));
    }

    void texts(const CsvRow& row, domain::TicketRecord& ticket) const
    {
        ticket.id = m_id.first(row);
        ticket.title = withoutGuard(m_title.first(row));
        ticket.type = m_type.first(row);
        ticket.status = m_status.first(row);
        ticket.resolution = m_resolution.first(row);
        ticket.priority = m_priority.first(row);
        ticket.labels = tickettable::splitLabels(m_labels.all(row), m_spec.labelSeparators);
        ticket.assignee = m_assigneeMail.first(row).empty() ? mailOrName(firstOf(m_assignee.first(row)))
                                                            : std::string(m_assigneeMail.first(row));
        ticket.reporter = mailOrName(m_reporter.first(row));
        ticket.project = m_project.first(row);
        if (const auto mark = ticket.key.rfind('#'); ticket.project.empty() && mark != std::string::npos && mark > 2)
            ticket.project = ticket.key.substr(0, mark);
        ticket.parent = m_parent.first(row);
    }

    /// False when the row was rejected.
    bool stamps(const CsvRow& row, domain::TicketRecord& ticket, std::optional<Instant>& cancelled)
    {
        const auto offset = offsetFromText(m_offset.first(row));
        const std::array<std::optional<Instant>*, 5> targets{&ticket.created, &ticket.started, &ticket.resolved,
                                                             &cancelled, &ticket.updated};
        bool local = false;
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const auto text = m_dates[i].at.first(row);
            if (saysNothing(text)) continue;
            const auto stamp = offset ? parseStamp(text, m_dates[i].order) : std::nullopt;
            if (stamp && !stamp->offset) {
                *targets[i] = Instant{stamp->day} + stamp->time - *offset;
                continue;
            }
            *targets[i] = m_stamps.instant(text, m_dates[i].order);
            if (!*targets[i]) {
                m_reading.reject(
                    row.line,
                    fmt::format("\"{}\" in column {} is no date; correct it", cutUtf8(text, 60), m_dates[i].title),
                    row.raw);
                return false;
            }
            local = local || m_stamps.lastWasLocal();
        }
        ticket.zone = m_spec.documentedUtc
                          ? domain::ZoneBasis::DocumentedUtc
                          : (local && !m_stamps.zoneGiven() ? domain::ZoneBasis::Assumed : domain::ZoneBasis::Explicit);
        return true;
    }

    void categorise(domain::TicketRecord& ticket, const std::optional<Instant>& cancelled)
    {
        ticket.category = categoryFromName(ticket.status);
        if (cancelled) ticket.category = StatusCategory::Cancelled;
        if (ticket.category == StatusCategory::Unknown && ticket.resolved) ticket.category = StatusCategory::Done;
        if (ticket.category == StatusCategory::Unknown && ticket.started) ticket.category = StatusCategory::InProgress;
        if (ticket.category == StatusCategory::Unknown && !ticket.status.empty()) ++m_unknownStatus[ticket.status];
        if (ticket.category == StatusCategory::Done && isCancelledResolution(ticket.resolution))
            ticket.category = StatusCategory::Cancelled;
        if (!ticket.resolved) ticket.resolved = cancelled;
        const bool ended = ticket.category == StatusCategory::Done || ticket.category == StatusCategory::Cancelled;
        if (ended && !ticket.resolved) ++m_endless;
        if (ended && !ticket.started) ++m_neverStarted;
    }

    void notices()
    {
        if (!m_dates[0].at.found())
            m_reading.notice("It has no column for the creation date: ticket durations cannot be measured from it.");
        if (!m_dates[2].at.found())
            m_reading.notice("It has no column for the end of work: it is taken from the merge of the linked changes.");
        else if (m_endless > 0)
            m_reading.notice(fmt::format("Finished tickets without any date of their end: {}.", m_endless));
        if (m_dates[1].at.found() && m_neverStarted > 0)
            m_reading.notice(fmt::format(
                "Finished tickets without a date of their start: {}; that stage is missing for them.", m_neverStarted));
        if (m_backwards > 0)
            m_reading.notice(fmt::format(
                "Tickets resolved before they were created: {}; their durations count as missing.", m_backwards));
        for (const auto& [status, count] : m_unknownStatus)
            m_reading.notice(
                fmt::format("Status \"{}\" ({} tickets) is not known to be open, in progress or done.", status, count));
        if (m_spec.exportLimit > 0 && m_rows == m_spec.exportLimit)
            m_reading.notice(fmt::format(
                "It holds exactly {} rows, where the export is cut off; export the rest and import it too.", m_rows));
    }

    Reading& m_reading;
    CsvTable& m_table;
    StampReader& m_stamps;
    const TicketTableSpec& m_spec;
    Columns m_key, m_id, m_title, m_type, m_status, m_resolution, m_priority, m_labels, m_assignee, m_assigneeMail,
        m_reporter, m_project, m_parent, m_offset;
    std::array<DateColumn, 5> m_dates;
    std::int64_t m_rows = 0;
    std::int64_t m_endless = 0;
    std::int64_t m_neverStarted = 0;
    std::int64_t m_backwards = 0;
    std::map<std::string, std::int64_t> m_unknownStatus;
};

} // namespace tickettable

std::string mailOrName(std::string_view person)
{
    const auto open = person.rfind('<');
    if (open != std::string_view::npos && person.ends_with('>'))
        return std::string(trimmed(person.substr(open + 1, person.size() - open - 2)));
    return std::string(person);
}

std::string_view withoutGuard(std::string_view text)
{
    static constexpr std::string_view kFormulaStarts = "=+-@\t\r";
    const bool guarded = text.size() > 1 && text[0] == '\'' && kFormulaStarts.find(text[1]) != std::string_view::npos;
    return guarded ? text.substr(1) : text;
}

Result<void> readTicketTable(Reading& reading, const TicketTableSpec& spec)
{
    auto stamps = StampReader::make(reading.options());
    if (!stamps) return Failure(stamps.error());
    if (spec.documentedUtc) stamps->setDocumentedUtc();
    auto table = CsvTable::open(reading.path());
    if (!table) return Failure(table.error());
    return tickettable::TicketTableRun(reading, *table, *stamps, spec).run();
}

} // namespace assay::importers
