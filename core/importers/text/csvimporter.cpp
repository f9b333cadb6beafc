// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/csvimporter.h"

#include "importers/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace assay::importers {

Result<CsvFile> CsvFile::open(Reading& reading)
{
    auto stamps = StampReader::make(reading.options());
    if (!stamps) return Failure(stamps.error());
    auto table = CsvTable::open(reading.path());
    if (!table) return Failure(table.error());
    return CsvFile(reading, std::move(*table), std::move(*stamps));
}

std::size_t CsvFile::dates(std::string title, std::initializer_list<std::string_view> names)
{
    m_dates.push_back({std::move(title), columns(names), DateOrder::Unknown});
    return m_dates.size() - 1;
}

bool CsvFile::readDay(const CsvRow& row, std::size_t dateColumn, std::optional<Day>& to)
{
    const auto& column = m_dates.at(dateColumn);
    const auto text = column.at.first(row);
    to.reset();
    if (saysNothing(text)) return true;
    to = parseIsoDay(text);
    if (!to)
        if (const auto stamp = parseStamp(text, column.order)) to = stamp->day;
    if (!to)
        reject(row,
               fmt::format("\"{}\" in column {} is no day; write it as 2026-03-04", cutUtf8(text, 60), column.title));
    return to.has_value();
}

bool CsvFile::readInstant(const CsvRow& row, std::size_t dateColumn, std::optional<Instant>& to)
{
    const auto& column = m_dates.at(dateColumn);
    const auto text = column.at.first(row);
    to.reset();
    if (saysNothing(text)) return true;
    to = m_stamps.instant(text, column.order);
    if (!to) reject(row, fmt::format("\"{}\" in column {} is no date; correct it", cutUtf8(text, 60), column.title));
    return to.has_value();
}

bool CsvFile::readInteger(const CsvRow& row, const Columns& at, std::optional<std::int64_t>& to)
{
    const auto text = at.first(row);
    to.reset();
    if (saysNothing(text)) return true;
    to = integerFromText(text);
    if (!to)
        reject(row, fmt::format("\"{}\" in column {} is no whole number; correct it", cutUtf8(text, 60),
                                m_table.header().at(at.at.front())));
    return to.has_value();
}

std::optional<double> CsvFile::number(std::string_view text) const
{
    return numberFromText(text, m_table.decimalComma() ? Comma::Decimal : Comma::Thousands);
}

bool CsvFile::readNumber(const CsvRow& row, const Columns& at, std::optional<double>& to)
{
    const auto text = at.first(row);
    to.reset();
    if (saysNothing(text)) return true;
    to = number(text);
    if (!to)
        reject(row, fmt::format("\"{}\" in column {} is no number; correct it", cutUtf8(text, 60),
                                m_table.header().at(at.at.front())));
    return to.has_value();
}

std::vector<std::string> splitCell(std::string_view cell)
{
    std::vector<std::string> parts;
    while (!cell.empty()) {
        const auto end = std::min(cell.find_first_of(";\n"), cell.size());
        if (const auto part = trimmed(cell.substr(0, end)); !part.empty()) parts.emplace_back(part);
        cell.remove_prefix(std::min(end + 1, cell.size()));
    }
    return parts;
}

std::optional<bool> flagFromText(std::string_view text)
{
    const auto folded = foldCase(trimmed(text));
    for (const std::string_view yes : {"yes", "true", "1", "y", "x", "t", "on"})
        if (folded == yes) return true;
    for (const std::string_view no : {"no", "false", "0", "n", "f", "off"})
        if (folded == no) return false;
    return std::nullopt;
}

bool saysNothing(std::string_view cell)
{
    static constexpr std::array<std::string_view, 9> kNothing{"",    "None", "none", "null", "NULL",
                                                              "N/A", "n/a",  "-",    "NaN"};
    return std::find(kNothing.begin(), kNothing.end(), trimmed(cell)) != kNothing.end();
}

} // namespace assay::importers
