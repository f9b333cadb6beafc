// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/groups.h"
#include "metrics/metric.h"

#include <algorithm>
#include <array>
#include <utility>

namespace assay::metrics {
namespace {

using facts::Index;

constexpr std::array<std::pair<Dimension, std::string_view>, 10> kDimensions{{{Dimension::Provenance, "provenance"},
                                                                              {Dimension::Team, "team"},
                                                                              {Dimension::TaskType, "task-type"},
                                                                              {Dimension::CodeAge, "code-age"},
                                                                              {Dimension::Repository, "repository"},
                                                                              {Dimension::Tool, "tool"},
                                                                              {Dimension::Month, "month"},
                                                                              {Dimension::Week, "week"},
                                                                              {Dimension::Language, "language"},
                                                                              {Dimension::Priority, "priority"}}};

bool isTime(Dimension dimension)
{
    return dimension == Dimension::Month || dimension == Dimension::Week;
}

/// What the recursion over dimensions carries along.
struct Splitter
{
    const Metric& metric;
    std::vector<Bucket> buckets;

    void leaf(const facts::View& view, const std::vector<Index>& rows, std::vector<GroupLabel> labels, bool finished)
    {
        Bucket bucket;
        for (auto& label : labels) {
            bucket.keys.push_back(std::move(label.key));
            bucket.titles.push_back(std::move(label.title));
        }
        bucket.people = peopleBehind(view.snapshot(), metric.info().rows, rows);
        bucket.estimate = finished ? metric.computeFinished(view, rows) : metric.computeRows(view, rows);
        withholdIfSmall(bucket.estimate, bucket.people, view.filter().minimumGroup);
        buckets.push_back(std::move(bucket));
    }

    void rowsBy(const facts::View& view, const std::vector<Index>& rows, std::span<const Dimension> by,
                std::vector<GroupLabel> labels, bool finished)
    {
        while (!by.empty() && isTime(by.front())) by = by.subspan(1);
        if (by.empty()) {
            leaf(view, rows, std::move(labels), finished);
            return;
        }
        for (auto& group : groupRows(view, metric.info().rows, rows, by.front())) {
            auto deeper = labels;
            deeper.push_back(std::move(group.label));
            // Of an open ticket the group is known only once there is work for it.
            const bool known = finished || by.front() == Dimension::Provenance || by.front() == Dimension::Tool;
            rowsBy(view, group.rows, by.subspan(1), std::move(deeper), known);
        }
    }
};

} // namespace

std::optional<Dimension> dimensionFromId(std::string_view id)
{
    for (const auto& [dimension, name] : kDimensions)
        if (name == id) return dimension;
    return std::nullopt;
}

bool Metric::splitsBy(Dimension dimension) const
{
    const auto known = dimensions();
    return std::find(known.begin(), known.end(), dimension) != known.end();
}

std::string_view dimensionId(Dimension dimension)
{
    return kDimensions.at(static_cast<std::size_t>(dimension)).second;
}

std::vector<Bucket> split(const Metric& asked, const facts::View& view, std::span<const Dimension> by)
{
    const Metric* metric = &asked;
    for (const Dimension dimension : by) metric = &metric->along(dimension);
    Splitter splitter{*metric, {}};
    // Spans of time are cut first, as views of their own; their label keeps its place among the others.
    const auto time = std::find_if(by.begin(), by.end(), isTime);
    if (time == by.end()) {
        splitter.rowsBy(view, rowsOf(view, metric->info().rows), by, {}, false);
        return std::move(splitter.buckets);
    }
    const auto place = static_cast<std::ptrdiff_t>(time - by.begin());
    for (const auto& span : spansOf(view, *time)) {
        facts::Filter filter = view.filter();
        filter.period = span.range;
        const facts::View part = view.with(filter);
        const std::size_t first = splitter.buckets.size();
        splitter.rowsBy(part, rowsOf(part, metric->info().rows), by, {}, false);
        for (std::size_t i = first; i < splitter.buckets.size(); ++i) {
            Bucket& bucket = splitter.buckets[i];
            bucket.keys.insert(bucket.keys.begin() + place, span.label.key);
            bucket.titles.insert(bucket.titles.begin() + place, span.label.title);
        }
    }
    return std::move(splitter.buckets);
}

} // namespace assay::metrics
