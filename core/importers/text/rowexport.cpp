// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/rowexport.h"

#include "importers/text/reading.h"

#include <algorithm>

namespace assay::importers {

std::string csvField(std::string_view text)
{
    std::string field(text);
    const bool number = !text.empty() && text.find_first_not_of("+-0123456789.,") == std::string_view::npos;
    if (!text.empty() && !number && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        field.insert(field.begin(), '\'');
    if (field.find_first_of("\",\r\n") == std::string::npos) return field;
    std::string quoted = "\"";
    for (const char c : field) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

Result<std::string> rowsAsCsv(const std::string& path, const std::map<std::int64_t, std::string>& reasons)
{
    if (headerOf(path).empty()) return std::string();
    auto table = CsvTable::open(path);
    if (!table) return Failure(table.error());
    const auto secrets = secretColumns(*table).at;
    const auto secret = [&secrets](std::size_t i) {
        return std::find(secrets.begin(), secrets.end(), i) != secrets.end();
    };
    std::string csv;
    const auto line = [&](const auto& cells, std::string_view last) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (!secret(i)) csv += csvField(cells[i]) + ',';
        csv += csvField(last) + '\n';
    };
    line(table->header(), kReasonColumn);
    CsvRow row;
    for (std::size_t found = 0; found < reasons.size();) {
        const auto more = table->next(row);
        if (!more) return Failure(more.error());
        if (!*more) break;
        const auto reason = reasons.find(row.line);
        if (reason == reasons.end()) continue;
        ++found;
        auto cells = row.cells;
        cells.resize(std::max(cells.size(), table->header().size()));
        line(cells, reason->second);
    }
    return csv;
}

} // namespace assay::importers
