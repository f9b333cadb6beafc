// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "metrics/estimate.h"
#include "metrics/outcomes.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::metrics {

/// Ways to split a figure. Ids as on the command line: provenance, team, task-type, code-age, repository, tool, month,
/// week, language, priority.
enum class Dimension : std::uint8_t
{
    Provenance,
    Team,
    TaskType,
    CodeAge,
    Repository,
    Tool,
    Month,
    Week,
    Language,
    Priority ///< of tickets and defects
};

/// Which rows of the facts a figure is made of: what a click on it opens.
/// The rows of `Seats` are the people who hold them.
enum class RowsOf : std::uint8_t
{
    Changes,
    Tickets,
    Defects,
    People,
    Usage,
    Seats
};

struct MetricInfo
{
    std::string_view id;    ///< "ticket-to-merge"
    std::string_view title; ///< "Ticket to merge"
    std::string_view area;  ///< "delivery", "quality", "adoption", "vendor"
    std::string_view unit;
    BetterIs betterIs = BetterIs::Neither;
    std::string_view definition; ///< what it counts, from when to when, and what it leaves out; plain words
    std::string_view source;     ///< formula's source
    RowsOf rows = RowsOf::Changes;
    std::string_view counterpart; ///< id of the quality figure that must stand beside a speed figure; may be empty
    int ripeAfterDays = 0;        ///< until a window's figure is free of the window's youth; 0: it is at once
};

/// One measure: a pure function over facts.
class Metric
{
public:
    virtual ~Metric() = default;
    [[nodiscard]] virtual const MetricInfo& info() const = 0;
    /// The figure for everything the view lets through.
    [[nodiscard]] virtual Estimate compute(const facts::View& view) const = 0;
    /// The figure for the rows given (indices into the table `info().rows` names). `compute` is this over all rows of
    /// the view.
    [[nodiscard]] virtual Estimate computeRows(const facts::View& view, std::span<const facts::Index> rows) const = 0;
    /// As `computeRows`, for groups by provenance: open tickets whose commits tell their group are censored in it,
    /// the others are in none and counted as left out.
    [[nodiscard]] virtual Estimate computeFinished(const facts::View& view, std::span<const facts::Index> rows) const
    {
        return computeRows(view, rows);
    }
    /// The value of `computeRows` alone, for less: where only a course is watched, nobody looks at its intervals.
    [[nodiscard]] virtual std::optional<double> valueOfRows(const facts::View& view,
                                                            std::span<const facts::Index> rows) const
    {
        return computeRows(view, rows).value;
    }
    /// What each row contributes, for metrics whose groups can be compared; absent for the others. With `finishedOnly`,
    /// only rows whose whole story is known: tickets that have ended, changes watched for the whole window.
    [[nodiscard]] virtual std::optional<Outcomes> outcomes(const facts::View&, std::span<const facts::Index>,
                                                           bool /*finishedOnly*/) const
    {
        return std::nullopt;
    }
    /// The measure that answers for this one along a dimension, when its own rows have no such attribute.
    [[nodiscard]] virtual const Metric& along(Dimension) const { return *this; }
    /// Dimensions by which it can be split.
    [[nodiscard]] virtual std::span<const Dimension> dimensions() const = 0;
    [[nodiscard]] bool splitsBy(Dimension dimension) const;
};

/// A cell of a split: the keys in the order of the dimensions asked for, as display titles and stable ids.
struct Bucket
{
    std::vector<std::string> keys;
    std::vector<std::string> titles;
    Estimate estimate;
    std::int64_t people =
        0; ///< distinct persons behind it: groups under the minimum are withheld (value absent, note says so)
};

/// The catalogue: a plain visible list (catalog.cpp).
[[nodiscard]] std::span<const Metric* const> catalog();
[[nodiscard]] const Metric* metricById(std::string_view id);
[[nodiscard]] std::optional<Dimension> dimensionFromId(std::string_view id);
[[nodiscard]] std::string_view dimensionId(Dimension dimension);

/// Splits a measure. Buckets come in a stable, meaningful order (time ascending, provenance AI, human, unknown; teams
/// by name).
[[nodiscard]] std::vector<Bucket> split(const Metric& metric, const facts::View& view, std::span<const Dimension> by);

/// All rows of a table that a view lets through, ascending.
[[nodiscard]] std::vector<facts::Index> rowsOf(const facts::View& view, RowsOf table);
/// The person behind a row of a table; kNoIndex where nobody is known.
[[nodiscard]] facts::Index personOf(const facts::Snapshot& snapshot, RowsOf table, facts::Index row);
/// Distinct known persons behind rows.
[[nodiscard]] std::int64_t peopleBehind(const facts::Snapshot& snapshot, RowsOf table,
                                        std::span<const facts::Index> rows);
/// Whether a group's figure may be shown. Nobody known behind it: nothing to protect.
[[nodiscard]] bool enoughPeople(std::int64_t people, int minimumGroup);
/// Takes the figure out of an estimate of a group smaller than the limit and says so.
void withholdIfSmall(Estimate& estimate, std::int64_t people, int minimumGroup);

/// Row indices (into the table named by `info().rows`) that a metric counts in this view: the drill-down.
[[nodiscard]] std::vector<facts::Index> rowsBehind(const Metric& metric, const facts::View& view);

} // namespace assay::metrics
