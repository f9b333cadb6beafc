// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/csvtable.h"

#include <cstdlib>

using namespace assay::importers;

/// Any bytes as a table: cells must lie within their record, lines must grow.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto stream = openTextFromMemory(std::string(reinterpret_cast<const char*>(data), size), "fuzz");
    if (!stream) return 0;
    auto table = CsvTable::over(std::move(*stream), "fuzz");
    if (!table) return 0;
    CsvRow row;
    std::int64_t line = 0;
    for (auto more = table->next(row); more && *more; more = table->next(row)) {
        if (row.line <= line) std::abort();
        line = row.line;
        std::size_t cells = 0;
        for (const auto cell : row.cells) cells += cell.size();
        if (cells > row.raw.size()) std::abort();
        (void)table->misaligned(row);
    }
    return 0;
}
