// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/outcomemetric.h"

namespace assay::metrics {
namespace {

/// A team that was chosen is a group; the whole of a workspace is not.
Estimate guarded(Estimate estimate, const Metric& metric, const facts::View& view, std::span<const facts::Index> rows)
{
    if (!view.filter().teams.empty())
        withholdIfSmall(estimate, peopleBehind(view.snapshot(), metric.info().rows, rows), view.filter().minimumGroup);
    return estimate;
}

} // namespace

Estimate OutcomeMetric::compute(const facts::View& view) const
{
    const auto rows = rowsOf(view, m_info.rows);
    return guarded(computeRows(view, rows), *this, view, rows);
}

Estimate OutcomeMetric::computeRows(const facts::View& view, std::span<const facts::Index> rows) const
{
    return m_summarise(view, m_observe(view, rows, false), m_info);
}

Estimate OutcomeMetric::computeFinished(const facts::View& view, std::span<const facts::Index> rows) const
{
    if (m_info.rows != RowsOf::Tickets) return m_summarise(view, m_observe(view, rows, false), m_info);
    // Work that has begun tells the group of an open ticket, which then counts as censored like any other.
    const auto& t = view.snapshot().tickets;
    std::vector<facts::Index> placed;
    placed.reserve(rows.size());
    for (const facts::Index row : rows)
        if (t.state[static_cast<std::size_t>(row)] != facts::TicketState::Open ||
            view.provenanceOfTicket(row) != domain::Provenance::Unknown)
            placed.push_back(row);
    auto observed = m_observe(view, placed, false);
    const auto early = static_cast<std::int64_t>(rows.size() - placed.size());
    if (early > 0) observed.excluded.push_back({"open, and no work yet that tells the group", early});
    return m_summarise(view, observed, m_info);
}

std::optional<double> OutcomeMetric::valueOfRows(const facts::View& view, std::span<const facts::Index> rows) const
{
    return m_value != nullptr ? m_value(view, m_observe(view, rows, false)) : computeRows(view, rows).value;
}

std::optional<Outcomes> OutcomeMetric::outcomes(const facts::View& view, std::span<const facts::Index> rows,
                                                bool finishedOnly) const
{
    return m_observe(view, rows, finishedOnly);
}

Estimate RowMetric::compute(const facts::View& view) const
{
    const auto rows = rowsOf(view, m_info.rows);
    return guarded(computeRows(view, rows), *this, view, rows);
}

Estimate RowMetric::computeRows(const facts::View& view, std::span<const facts::Index> rows) const
{
    return m_compute(view, rows, m_info);
}

std::optional<double> RowMetric::valueOfRows(const facts::View& view, std::span<const facts::Index> rows) const
{
    return m_value != nullptr ? m_value(view, rows) : computeRows(view, rows).value;
}

std::optional<Outcomes> RowMetric::outcomes(const facts::View& view, std::span<const facts::Index> rows,
                                            bool finishedOnly) const
{
    if (m_observe == nullptr) return std::nullopt;
    return m_observe(view, rows, finishedOnly);
}

const Metric& RowMetric::along(Dimension dimension) const
{
    const bool ofWork =
        dimension == Dimension::TaskType || dimension == Dimension::CodeAge || dimension == Dimension::Repository;
    return ofWork && m_byWork != nullptr ? *m_byWork : *this;
}

} // namespace assay::metrics
