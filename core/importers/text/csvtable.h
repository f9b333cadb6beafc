// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/text/csvreader.h"

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::importers {

/// Header names as importers compare them: lower case, trimmed, `_` and runs of blanks as one blank. "Issue_Key " is
/// "issue key".
[[nodiscard]] std::string normalHeader(std::string_view name);

/// The columns that carry one field, in file order: repeated headers are normal.
struct Columns
{
    std::vector<std::size_t> at;
    [[nodiscard]] bool found() const { return !at.empty(); }
    /// The first value that is not blank, trimmed; empty if there is none.
    [[nodiscard]] std::string_view first(const CsvRow& row) const;
    /// All values that are not blank, trimmed.
    [[nodiscard]] std::vector<std::string> all(const CsvRow& row) const;
};

/// A CSV file with a header. Finds the delimiter and the header row, skips rows without content, locates columns by
/// name.
class CsvTable
{
public:
    /// Errors: unreadable, empty, binary, no header.
    [[nodiscard]] static Result<CsvTable> open(const std::string& path);
    [[nodiscard]] static Result<CsvTable> over(std::unique_ptr<ByteStream> stream, const std::string& path);

    [[nodiscard]] const std::vector<std::string>& header() const { return m_header; }
    [[nodiscard]] const std::vector<std::string>& normalised() const { return m_normal; }
    /// All columns that have one of these names (normalised spelling).
    [[nodiscard]] Columns columns(std::span<const std::string_view> names) const;
    [[nodiscard]] Columns columns(std::initializer_list<std::string_view> names) const
    {
        return columns(std::span<const std::string_view>(names.begin(), names.size()));
    }
    /// The next row with any content; false at the end.
    [[nodiscard]] Result<bool> next(CsvRow& row);
    [[nodiscard]] const ByteStream& stream() const { return *m_stream; }
    [[nodiscard]] std::int64_t blankRows() const { return m_blankRows; }
    /// Spreadsheets separate cells by semicolons where the comma is the decimal mark.
    [[nodiscard]] bool decimalComma() const { return m_delimiter == ';'; }
    /// A row with more filled cells than the header has columns has lost its alignment; empty if it is fine.
    [[nodiscard]] std::string misaligned(const CsvRow& row) const;

private:
    std::unique_ptr<ByteStream> m_stream;
    std::unique_ptr<CsvReader> m_reader;
    std::string m_path;
    std::vector<std::string> m_header;
    std::vector<std::string> m_normal;
    std::int64_t m_blankRows = 0;
    char m_delimiter = ',';
};

} // namespace assay::importers
