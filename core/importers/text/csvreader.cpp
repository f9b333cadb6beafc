// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/csvreader.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace assay::importers {
namespace {

constexpr std::size_t kCsvBlock = 256 * 1024;

std::size_t findByte(std::string_view text, char c, std::size_t from)
{
    const void* hit = from < text.size() ? std::memchr(text.data() + from, c, text.size() - from) : nullptr;
    return hit == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
}

std::size_t withoutCarriageReturn(std::string_view buffer, std::size_t begin, std::size_t end)
{
    return end > begin && buffer[end - 1] == '\r' ? end - 1 : end;
}

} // namespace

CsvReader::CsvReader(ByteStream& stream, char delimiter) : m_stream(stream), m_delimiter(delimiter) {}

Result<void> CsvReader::refill()
{
    if (m_pos > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_pos, m_have - m_pos);
        m_have -= m_pos;
        m_pos = 0;
    }
    if (m_have >= kLongestRecord)
        return failure(ErrorCode::InputMalformed, "a quoted cell that begins in or after line " +
                                                      std::to_string(m_line) +
                                                      " never ends; close the quote there and import it again.");
    if (m_buffer.size() - m_have < kCsvBlock) m_buffer.resize(std::max(m_buffer.size() * 2, 2 * kCsvBlock));
    const auto got = m_stream.read(m_buffer.data() + m_have, m_buffer.size() - m_have);
    if (!got) return Failure(got.error());
    m_eof = *got == 0;
    m_have += *got;
    return {};
}

Result<bool> CsvReader::next(CsvRow& row)
{
    for (;;) {
        const std::string_view text(m_buffer.data(), m_have);
        const auto newline = findByte(text, '\n', m_pos);
        if (newline == std::string_view::npos && !m_eof) {
            if (auto more = refill(); !more) return Failure(more.error());
            continue;
        }
        if (m_pos == m_have && m_eof) return false;
        const auto lineEnd = newline == std::string_view::npos ? m_have : newline;
        row.cutOff = false;
        if (findByte(text.substr(0, lineEnd), '"', m_pos) == std::string_view::npos) {
            splitPlain(row, lineEnd);
            return true;
        }
        std::size_t recordEnd = 0;
        if (scanQuoted(recordEnd, row.cutOff) == Scan::Complete) {
            takeQuoted(row, recordEnd);
            return true;
        }
        if (auto more = refill(); !more) return Failure(more.error());
    }
}

void CsvReader::finish(CsvRow& row, std::size_t recordEnd, std::int64_t lines)
{
    row.line = m_line;
    m_line += lines;
    m_pos = std::min(recordEnd + 1, m_have);
}

void CsvReader::splitPlain(CsvRow& row, std::size_t lineEnd)
{
    const auto end = withoutCarriageReturn({m_buffer.data(), m_have}, m_pos, lineEnd);
    row.raw = {m_buffer.data() + m_pos, end - m_pos};
    row.cells.clear();
    const char* from = row.raw.data();
    const char* const stop = from + row.raw.size();
    for (;;) {
        const auto left = static_cast<std::size_t>(stop - from);
        const auto* hit = left == 0 ? nullptr : static_cast<const char*>(std::memchr(from, m_delimiter, left));
        if (hit == nullptr) break;
        row.cells.emplace_back(from, static_cast<std::size_t>(hit - from));
        from = hit + 1;
    }
    row.cells.emplace_back(from, static_cast<std::size_t>(stop - from));
    finish(row, lineEnd, 1);
}

/// Finds the end of the record at m_pos and its cells, without changing anything: more data may be needed.
CsvReader::Scan CsvReader::scanQuoted(std::size_t& recordEnd, bool& cutOff)
{
    const std::string_view text(m_buffer.data(), m_have);
    m_cells.clear();
    cutOff = false;
    std::size_t at = m_pos;
    std::size_t lineEnd = at; // of the line that `at` is in; npos when it is not in the buffer
    for (;;) {
        const std::size_t begin = at;
        const bool quoted = at < m_have && text[at] == '"';
        if (quoted) {
            for (++at;; ++at) { // to the closing quote; a doubled one is text
                at = findByte(text, '"', at);
                if (at == std::string_view::npos) {
                    if (!m_eof) return Scan::NeedsMore;
                    cutOff = true;
                    at = m_have;
                    break;
                }
                ++at;
                if (at == m_have && !m_eof) return Scan::NeedsMore;
                if (at == m_have || text[at] != '"') break;
            }
        }
        if (lineEnd != std::string_view::npos && (lineEnd < at || m_cells.empty())) lineEnd = findByte(text, '\n', at);
        const auto stop = std::min(lineEnd, m_have);
        at = std::min(findByte(text.substr(0, stop), m_delimiter, at), stop);
        if (at == m_have && !m_eof) return Scan::NeedsMore;
        m_cells.push_back({begin, at, quoted});
        if (at == m_have || text[at] == '\n') break;
        ++at;
    }
    recordEnd = at;
    return Scan::Complete;
}

std::string_view CsvReader::unquoted(const Cell& cell)
{
    const std::string_view text(m_buffer.data() + cell.begin, cell.end - cell.begin);
    if (!cell.quoted) return text;
    const auto close = findByte(text, '"', 1);
    if (close == std::string_view::npos) return text.substr(1);
    if (close + 1 == text.size()) return text.substr(1, close - 1);
    const auto first = m_scratch.size(); // reserved for the whole record: views into it stay valid
    bool open = true;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (open && text[i] == '"') {
            if (i + 1 < text.size() && text[i + 1] == '"')
                ++i;
            else {
                open = false;
                continue;
            }
        }
        m_scratch += text[i];
    }
    return std::string_view(m_scratch).substr(first);
}

void CsvReader::takeQuoted(CsvRow& row, std::size_t recordEnd)
{
    m_cells.back().end = withoutCarriageReturn({m_buffer.data(), m_have}, m_cells.back().begin, recordEnd);
    row.raw = {m_buffer.data() + m_pos, m_cells.back().end - m_pos};
    m_scratch.clear();
    m_scratch.reserve(row.raw.size());
    row.cells.clear();
    for (const auto& cell : m_cells) row.cells.push_back(unquoted(cell));
    finish(row, recordEnd, std::count(row.raw.begin(), row.raw.end(), '\n') + 1);
}

char detectDelimiter(std::string_view head)
{
    static constexpr std::string_view kCandidates = ",;\t|";
    std::array<std::size_t, 4> counts{};
    bool quoted = false;
    bool anything = false;
    for (const char c : head) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n') {
            if (anything) break;
            continue;
        }
        if (c != '\r') anything = true;
        if (const auto i = kCandidates.find(c); i != std::string_view::npos) ++counts.at(i);
    }
    const auto best = std::max_element(counts.begin(), counts.end());
    return *best == 0 ? ',' : kCandidates[static_cast<std::size_t>(best - counts.begin())];
}

} // namespace assay::importers
