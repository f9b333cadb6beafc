// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "metrics/metric.h"

namespace assay::cli {
namespace {

const char* betterId(metrics::BetterIs better)
{
    switch (better) {
    case metrics::BetterIs::Lower:
        return "lower";
    case metrics::BetterIs::Higher:
        return "higher";
    case metrics::BetterIs::Neither:
        return "neither";
    }
    return "neither";
}

} // namespace

int run(const MeasuresOptions&, const Output& out)
{
    QJsonArray list;
    std::vector<std::vector<std::string>> table{{"MEASURE", "TITLE", "UNIT", "BETTER IS", "DEFINITION"}};
    for (const auto* metric : metrics::catalog()) {
        const auto& info = metric->info();
        table.push_back({std::string(info.id), std::string(info.title), std::string(info.unit), betterId(info.betterIs),
                         std::string(info.definition)});
        list.append(QJsonObject{{QStringLiteral("id"), utf8(info.id)},
                                {QStringLiteral("title"), utf8(info.title)},
                                {QStringLiteral("area"), utf8(info.area)},
                                {QStringLiteral("unit"), utf8(info.unit)},
                                {QStringLiteral("better_is"), QString::fromUtf8(betterId(info.betterIs))},
                                {QStringLiteral("definition"), utf8(info.definition)},
                                {QStringLiteral("source"), utf8(info.source)},
                                {QStringLiteral("counterpart"),
                                 info.counterpart.empty() ? QJsonValue() : QJsonValue(utf8(info.counterpart))}});
    }
    if (out.text())
        out.table(table);
    else
        out.list(QStringLiteral("measures"), list);
    return 0;
}

} // namespace assay::cli
