// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/text/dateorder.h"

#include <functional>
#include <initializer_list>
#include <vector>

namespace assay::importers {

/// An opened CSV with everything a reader of small tables needs: columns by name, numbers and days with their reject
/// sentences.
class CsvFile
{
public:
    [[nodiscard]] static Result<CsvFile> open(Reading& reading);

    [[nodiscard]] Columns columns(std::initializer_list<std::string_view> names) const
    {
        return m_table.columns(names);
    }
    /// A column of dates; settle() must be called once after all of them are named.
    [[nodiscard]] std::size_t dates(std::string title, std::initializer_list<std::string_view> names);
    [[nodiscard]] Result<void> settle() { return settleDateOrders(m_reading, m_dates); }
    [[nodiscard]] const DateColumn& date(std::size_t i) const { return m_dates.at(i); }

    /// Runs `fn` over the rows. `fn` returns false after it has rejected the row.
    [[nodiscard]] Result<void> each(const Reading::RowFn& fn) { return m_reading.eachRow(m_table, fn); }

    /// Reads an optional cell; false, with the row rejected, when there is something that cannot be read.
    bool readDay(const CsvRow& row, std::size_t dateColumn, std::optional<Day>& to);
    bool readInstant(const CsvRow& row, std::size_t dateColumn, std::optional<Instant>& to);
    bool readInteger(const CsvRow& row, const Columns& at, std::optional<std::int64_t>& to);
    bool readNumber(const CsvRow& row, const Columns& at, std::optional<double>& to);
    /// A finite number in this file's way of writing; nullopt when the text is none.
    [[nodiscard]] std::optional<double> number(std::string_view text) const;
    void reject(const CsvRow& row, std::string reason) { m_reading.reject(row.line, std::move(reason), row.raw); }
    /// The last notices; call when all rows are read.
    void close() { m_reading.closing(m_stamps, m_table.stream()); }

    [[nodiscard]] StampReader& stamps() { return m_stamps; }
    [[nodiscard]] const CsvTable& table() const { return m_table; }

private:
    CsvFile(Reading& reading, CsvTable table, StampReader stamps)
        : m_reading(reading), m_table(std::move(table)), m_stamps(std::move(stamps))
    {
    }
    Reading& m_reading;
    CsvTable m_table;
    StampReader m_stamps;
    std::vector<DateColumn> m_dates;
};

/// Splits a cell that holds several values, separated by `;` (or line breaks); blanks trimmed, empty parts dropped.
[[nodiscard]] std::vector<std::string> splitCell(std::string_view cell);
/// "yes", "true", "1", "y", "x" and their opposites; nullopt for anything else.
[[nodiscard]] std::optional<bool> flagFromText(std::string_view text);
/// No value: empty, or one of the words that exports write for it (`None`, `null`, `N/A`, `-`).
[[nodiscard]] bool saysNothing(std::string_view cell);

} // namespace assay::importers
