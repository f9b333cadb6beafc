// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/csvtable.h"

#include "importers/text/rawsource.h"
#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::importers {
namespace {

constexpr std::size_t kHeadForDelimiter = 64 * 1024;

bool isBlankRow(const CsvRow& row)
{
    return std::all_of(row.cells.begin(), row.cells.end(), [](std::string_view cell) { return trimmed(cell).empty(); });
}

} // namespace

std::string normalHeader(std::string_view name)
{
    std::string folded = foldCase(trimmed(name));
    std::string normal;
    for (const char c : folded) {
        const bool gap = c == '_' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!gap)
            normal += c;
        else if (!normal.empty() && normal.back() != ' ')
            normal += ' ';
    }
    while (!normal.empty() && normal.back() == ' ') normal.pop_back();
    return normal;
}

std::string_view Columns::first(const CsvRow& row) const
{
    for (const auto i : at)
        if (const auto value = trimmed(row.cell(i)); !value.empty()) return value;
    return {};
}

std::vector<std::string> Columns::all(const CsvRow& row) const
{
    std::vector<std::string> values;
    for (const auto i : at)
        if (const auto value = trimmed(row.cell(i)); !value.empty()) values.emplace_back(value);
    return values;
}

Result<CsvTable> CsvTable::open(const std::string& path)
{
    auto stream = openText(path);
    if (!stream) return Failure(stream.error());
    return over(std::move(*stream), path);
}

Result<CsvTable> CsvTable::over(std::unique_ptr<ByteStream> stream, const std::string& path)
{
    auto head = readUpTo(*stream, kHeadForDelimiter);
    if (!head) return Failure(head.error());
    char delimiter = detectDelimiter(*head);
    if (head->size() > 6 && foldCase(head->substr(0, 4)) == "sep=") { // a spreadsheet's hint, not a header
        delimiter = (*head)[4];
        const auto end = head->find('\n');
        if (end != std::string::npos) head->replace(0, end, ""); // the line break stays: line numbers count it
    }
    CsvTable table;
    table.m_path = path;
    table.m_delimiter = delimiter;
    table.m_stream = unreadSource(std::move(*head), std::move(stream));
    table.m_reader = std::make_unique<CsvReader>(*table.m_stream, delimiter);
    CsvRow row;
    const auto found = table.next(row);
    if (!found) return Failure(found.error());
    if (!*found)
        return failure(ErrorCode::InputMalformed, path + " has no header row, only blank lines; export it again.");
    for (const auto cell : row.cells) {
        table.m_header.emplace_back(trimmed(cell));
        table.m_normal.push_back(normalHeader(cell));
    }
    table.m_blankRows = 0;
    return table;
}

Columns CsvTable::columns(std::span<const std::string_view> names) const
{
    Columns found;
    for (std::size_t i = 0; i < m_normal.size(); ++i)
        if (std::find(names.begin(), names.end(), m_normal[i]) != names.end()) found.at.push_back(i);
    return found;
}

Result<bool> CsvTable::next(CsvRow& row)
{
    for (;;) {
        auto more = m_reader->next(row);
        if (!more) return failure(more.error().code, m_path + ": " + more.error().message, more.error().detail);
        if (!*more) return false;
        if (!isBlankRow(row)) return true;
        ++m_blankRows;
    }
}

std::string CsvTable::misaligned(const CsvRow& row) const
{
    if (row.cutOff) return "the file ends inside a quoted cell of this row; export it again";
    for (std::size_t i = m_header.size(); i < row.cells.size(); ++i)
        if (!trimmed(row.cells[i]).empty())
            return fmt::format(
                "the row has {} cells and the header {}; put cells that contain the separator into quotes",
                row.cells.size(), m_header.size());
    return {};
}

} // namespace assay::importers
