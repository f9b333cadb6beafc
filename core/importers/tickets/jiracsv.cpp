// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats.h"
#include "importers/text/dateorder.h"
#include "importers/text/sniff.h"
#include "importers/text/status.h"
#include "importers/tickets/jiracolumns.h"

#include <fmt/format.h>

#include <array>

namespace assay::importers {
namespace jiracsv {

using domain::StatusCategory;

/// Jira Cloud and Server stop a CSV export at this many issues, silently.
constexpr std::int64_t kExportLimit = 1000;

/// One file being read.
class JiraCsvRun
{
public:
    JiraCsvRun(Reading& reading, CsvTable& table, StampReader& stamps)
        : m_reading(reading), m_table(table), m_stamps(stamps), m_at(locateJiraColumns(table))
    {
        m_dates = {{{"Created", m_at.created, {}},
                    {"Resolved", m_at.resolved, {}},
                    {"Updated", m_at.updated, {}},
                    {"Status Category Changed", m_at.categoryChanged, {}}}};
    }

    Result<void> run()
    {
        if (!m_at.key.found()) return missingColumn(m_reading.path(), "the issue key");
        if (auto ok = settleDateOrders(m_reading, m_dates); !ok) return ok;
        if (auto ok = m_reading.eachRow(m_table, [this](const CsvRow& row) { return oneRow(row); }); !ok) return ok;
        notices();
        m_reading.closing(m_stamps, m_table.stream());
        return {};
    }

private:
    Result<void> oneRow(const CsvRow& row)
    {
        if (row.raw.starts_with("Generated at ") || row.raw.starts_with("\"Generated at "))
            return {}; // Server's last line
        const auto key = m_at.key.first(row);
        if (key.starts_with("Generated at ")) return {}; // the same line, where the columns were moved
        if (key.empty()) {
            m_reading.reject(row.line, "the row has no issue key; add it, or delete the row", row.raw);
            return {};
        }
        domain::TicketRecord ticket;
        ticket.system = "jira";
        ticket.key = key;
        texts(row, ticket);
        if (!stamps(row, ticket)) return {};
        categorise(row, ticket);
        ++m_rows;
        if (ticket.resolved && ticket.created && *ticket.resolved < *ticket.created) ++m_backwards;
        return m_reading.sink().ticket(std::move(ticket));
    }

    void texts(const CsvRow& row, domain::TicketRecord& ticket) const
    {
        ticket.id = m_at.id.first(row);
        ticket.title = m_at.summary.first(row);
        ticket.type = m_at.type.first(row);
        ticket.status = m_at.status.first(row);
        ticket.resolution = m_at.resolution.first(row);
        ticket.priority = m_at.priority.first(row);
        ticket.labels = m_at.labels.all(row);
        ticket.assignee = m_at.assignee.first(row);
        ticket.reporter = m_at.reporter.first(row);
        ticket.project = m_at.project.first(row);
        if (ticket.project.empty()) ticket.project = ticket.key.substr(0, ticket.key.rfind('-'));
        ticket.parent = m_at.parentKey.first(row);
        if (ticket.parent.empty() && looksLikeJiraKey(m_at.parent.first(row))) ticket.parent = m_at.parent.first(row);
    }

    /// False when the row was rejected.
    bool stamps(const CsvRow& row, domain::TicketRecord& ticket)
    {
        bool local = false;
        const std::array<std::optional<Instant>*, 4> targets{&ticket.created, &ticket.resolved, &ticket.updated,
                                                             &m_changed};
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const auto text = m_dates[i].at.first(row);
            *targets[i] = std::nullopt;
            if (text.empty()) continue;
            *targets[i] = m_stamps.instant(text, m_dates[i].order);
            if (!*targets[i]) {
                m_reading.reject(row.line,
                                 fmt::format("\"{}\" in column {} is no date; correct it", text, m_dates[i].title),
                                 row.raw);
                return false;
            }
            local = local || m_stamps.lastWasLocal();
        }
        ticket.zone = local && !m_stamps.zoneGiven() ? domain::ZoneBasis::Assumed : domain::ZoneBasis::Explicit;
        return true;
    }

    void categorise(const CsvRow& row, domain::TicketRecord& ticket)
    {
        ticket.category = categoryFromName(m_at.statusCategory.first(row));
        if (ticket.category == StatusCategory::Unknown) ticket.category = categoryFromName(ticket.status);
        if (ticket.category == StatusCategory::Unknown && ticket.resolved) ticket.category = StatusCategory::Done;
        if (ticket.category == StatusCategory::Unknown && !ticket.status.empty()) ++m_unknownStatus[ticket.status];
        const bool ended = ticket.category == StatusCategory::Done || ticket.category == StatusCategory::Cancelled;
        if (ticket.category == StatusCategory::Done && isCancelledResolution(ticket.resolution))
            ticket.category = StatusCategory::Cancelled;
        if (ended && !ticket.resolved) {
            ticket.resolved = m_changed;
            ++(m_changed ? m_filled : m_endless);
        }
    }

    void notices()
    {
        if (!m_at.created.found())
            m_reading.notice("It has no Created column: ticket durations cannot be measured from it.");
        if (!m_at.resolved.found())
            m_reading.notice(
                "It has no Resolved column: the end of work is taken from the merge of the linked changes.");
        if (m_filled > 0)
            m_reading.notice(fmt::format(
                "Finished tickets without a Resolved date: {}; the last change of their status category was taken.",
                m_filled));
        if (m_endless > 0 && m_at.resolved.found())
            m_reading.notice(fmt::format("Finished tickets without any date of their end: {}.", m_endless));
        if (m_backwards > 0)
            m_reading.notice(fmt::format(
                "Tickets resolved before they were created: {}; their durations count as missing.", m_backwards));
        for (const auto& [status, count] : m_unknownStatus)
            m_reading.notice(
                fmt::format("Status \"{}\" ({} tickets) is not known to be open, in progress or done.", status, count));
        if (m_rows == kExportLimit)
            m_reading.notice(
                "It holds exactly 1,000 issues, where Jira cuts an export off; export the rest and import it too.");
    }

    Reading& m_reading;
    CsvTable& m_table;
    StampReader& m_stamps;
    JiraColumns m_at;
    std::array<DateColumn, 4> m_dates;
    std::optional<Instant> m_changed; ///< Status Category Changed of the current row
    std::int64_t m_rows = 0;
    std::int64_t m_filled = 0;
    std::int64_t m_endless = 0;
    std::int64_t m_backwards = 0;
    std::map<std::string, std::int64_t> m_unknownStatus;
};

class JiraCsv final : public Importer
{
public:
    std::string_view id() const override { return "jira-csv"; }
    std::string_view title() const override { return "Jira CSV export"; }
    std::string_view needs() const override
    {
        return "Issue key (or Key, in any of Jira's languages), Created; better with Status, Resolved, Status "
               "Category, Issue Type, Assignee";
    }
    int canRead(const Sample& sample) const override
    {
        const auto& seen = sniffed(sample);
        if (seen.kind != Sniffed::Kind::Csv) return 0;
        return jiraHeaderScore(seen.headers);
    }
    Result<void> read(const Input& input, RecordSink& sink, const CancelToken& cancel,
                      const ProgressFn& progress) const override
    {
        Reading reading(input, sink, cancel, progress);
        auto stamps = StampReader::make(input.options);
        if (!stamps) return Failure(stamps.error());
        auto table = CsvTable::open(input.path);
        if (!table) return Failure(table.error());
        return JiraCsvRun(reading, *table, *stamps).run();
    }
};

} // namespace jiracsv

const Importer& jiraCsv()
{
    static const jiracsv::JiraCsv kImporter;
    return kImporter;
}

} // namespace assay::importers
