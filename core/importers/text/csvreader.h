// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/text/bytestream.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay::importers {

/// One record. The views live until the next call of CsvReader::next().
struct CsvRow
{
    std::vector<std::string_view> cells; ///< unquoted, doubled quotes undone
    std::string_view raw;                ///< the record as it stands in the file, without its line end
    std::int64_t line = 0;               ///< 1-based line on which it begins
    bool cutOff = false;                 ///< the file ended inside a quoted cell

    [[nodiscard]] std::string_view cell(std::size_t i) const
    {
        return i < cells.size() ? cells[i] : std::string_view();
    }
};

/// Splits CSV (RFC 4180, and what people write instead): quotes, doubled quotes, line breaks in cells, LF and CRLF, any
/// one-byte delimiter, text after a closing quote, quotes inside bare cells. Reads in blocks; memory is one record.
class CsvReader
{
public:
    CsvReader(ByteStream& stream, char delimiter);
    /// The next record, blank ones included; false at the end. The error names a record that never ends.
    [[nodiscard]] Result<bool> next(CsvRow& row);
    [[nodiscard]] std::int64_t line() const { return m_line; }

    static constexpr std::size_t kLongestRecord = std::size_t{64} << 20;

private:
    struct Cell
    {
        std::size_t begin;
        std::size_t end;
        bool quoted;
    };
    enum class Scan
    {
        Complete,
        NeedsMore
    };

    [[nodiscard]] Result<void> refill();
    void splitPlain(CsvRow& row, std::size_t end);
    [[nodiscard]] Scan scanQuoted(std::size_t& recordEnd, bool& cutOff);
    void takeQuoted(CsvRow& row, std::size_t recordEnd);
    [[nodiscard]] std::string_view unquoted(const Cell& cell);
    void finish(CsvRow& row, std::size_t recordEnd, std::int64_t lines);

    ByteStream& m_stream;
    char m_delimiter;
    std::string m_buffer;
    std::size_t m_pos = 0;
    std::size_t m_have = 0;
    bool m_eof = false;
    std::int64_t m_line = 1;
    std::vector<Cell> m_cells;
    std::string m_scratch;
};

/// The delimiter of a head of CSV text: whichever of comma, semicolon, tab and bar the first record has most of.
[[nodiscard]] char detectDelimiter(std::string_view head);

} // namespace assay::importers
