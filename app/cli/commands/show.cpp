// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "metrics/metric.h"
#include "present/estimatetext.h"
#include "present/json.h"

#include <fmt/format.h>

namespace assay::cli {
namespace {

Result<std::vector<const metrics::Metric*>> chosen(const std::vector<std::string>& ids)
{
    std::vector<const metrics::Metric*> list;
    if (ids.empty()) {
        const auto all = metrics::catalog();
        list.assign(all.begin(), all.end());
    }
    for (const auto& id : ids) {
        const auto* metric = metrics::metricById(id);
        if (metric == nullptr)
            return failure(ErrorCode::Usage,
                           fmt::format("There is no measure “{}”; `assay-cli measures` lists them.", id));
        list.push_back(metric);
    }
    return list;
}

Result<std::vector<metrics::Dimension>> dimensions(const std::vector<std::string>& ids)
{
    std::vector<metrics::Dimension> list;
    for (const auto& id : ids) {
        const auto dimension = metrics::dimensionFromId(id);
        if (!dimension)
            return failure(ErrorCode::Usage,
                           fmt::format("“{}” is nothing to split by; choose provenance, team, task-type, code-age, "
                                       "repository, tool, month or week.",
                                       id));
        list.push_back(*dimension);
    }
    return list;
}

void print(const std::string& title, const metrics::Estimate& estimate, const Output& out)
{
    out.line(fmt::format("{}: {}  ({})", title, present::figureText(estimate).toStdString(),
                         present::captionText(estimate).toStdString()));
    for (const auto& excluded : estimate.excluded)
        if (excluded.count > 0) out.line(fmt::format("    left out: {} × {}", excluded.count, excluded.reason));
    if (!estimate.note.empty()) out.line("    " + estimate.note);
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : " · ") + word;
    return text;
}

QJsonObject headOf(const metrics::Metric& metric)
{
    const auto utf8 = [](std::string_view s) { return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size())); };
    return {{QStringLiteral("measure"), utf8(metric.info().id)}, {QStringLiteral("title"), utf8(metric.info().title)}};
}

} // namespace

int run(const ShowOptions& options, const Output& out)
{
    const auto list = chosen(options.measures);
    if (!list) return out.fail(list.error());
    const auto by = dimensions(options.by);
    if (!by) return out.fail(by.error());
    const auto session = openFor(options.workspace, options.filter);
    if (!session) return out.fail(session.error());
    const facts::View view((*session)->snapshot(), options.filter);
    QJsonArray rows;
    for (const auto* metric : *list) {
        auto row = headOf(*metric);
        if (by->empty()) {
            const auto estimate = metric->compute(view);
            if (out.text()) print(std::string(metric->info().title), estimate, out);
            row[QStringLiteral("estimate")] = present::toJson(estimate);
        } else {
            QJsonArray buckets;
            if (out.text()) out.line(std::string(metric->info().title));
            for (const auto& bucket : metrics::split(*metric, view, *by)) {
                if (out.text()) print("  " + joined(bucket.titles), bucket.estimate, out);
                buckets.append(present::toJson(bucket));
            }
            row[QStringLiteral("buckets")] = buckets;
        }
        rows.append(row);
    }
    if (!out.text()) out.list(QStringLiteral("figures"), rows);
    return 0;
}

} // namespace assay::cli
