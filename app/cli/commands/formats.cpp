// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/formats.h"
#include "cli/commands/commands.h"

namespace assay::cli {

int run(const FormatsOptions&, const Output& out)
{
    const auto rows = session::formats();
    if (out.text()) {
        std::vector<std::vector<std::string>> table{{"FORMAT", "WHAT IT IS", "NEEDS"}};
        for (const auto& row : rows) table.push_back({row.id, row.title, row.needs});
        out.table(table);
        return 0;
    }
    QJsonArray list;
    for (const auto& row : rows)
        list.append(QJsonObject{{QStringLiteral("id"), QString::fromStdString(row.id)},
                                {QStringLiteral("title"), QString::fromStdString(row.title)},
                                {QStringLiteral("needs"), QString::fromStdString(row.needs)}});
    out.list(QStringLiteral("formats"), list);
    return 0;
}

} // namespace assay::cli
