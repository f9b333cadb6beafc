// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.h"

namespace assay::metrics {

/// A metric that is what its rows contribute, summed up by the rule of its kind.
class OutcomeMetric final : public Metric
{
public:
    using Observe = Outcomes (*)(const facts::View& view, std::span<const facts::Index> rows, bool finishedOnly);
    using Summarise = Estimate (*)(const facts::View& view, const Outcomes& observed, const MetricInfo& about);
    /// The value that `Summarise` gives, without its interval.
    using Value = std::optional<double> (*)(const facts::View& view, const Outcomes& observed);

    OutcomeMetric(const MetricInfo& about, std::span<const Dimension> by, Observe observe, Summarise summarise,
                  Value value = nullptr)
        : m_info(about), m_dimensions(by), m_observe(observe), m_summarise(summarise), m_value(value)
    {
    }

    [[nodiscard]] const MetricInfo& info() const override { return m_info; }
    [[nodiscard]] std::span<const Dimension> dimensions() const override { return m_dimensions; }
    [[nodiscard]] Estimate compute(const facts::View& view) const override;
    [[nodiscard]] Estimate computeRows(const facts::View& view, std::span<const facts::Index> rows) const override;
    [[nodiscard]] Estimate computeFinished(const facts::View& view, std::span<const facts::Index> rows) const override;
    [[nodiscard]] std::optional<double> valueOfRows(const facts::View& view,
                                                    std::span<const facts::Index> rows) const override;
    [[nodiscard]] std::optional<Outcomes> outcomes(const facts::View& view, std::span<const facts::Index> rows,
                                                   bool finishedOnly) const override;

private:
    MetricInfo m_info;
    std::span<const Dimension> m_dimensions;
    Observe m_observe;
    Summarise m_summarise;
    Value m_value; ///< may be none
};

/// A metric with a computation of its own.
class RowMetric final : public Metric
{
public:
    using Compute = Estimate (*)(const facts::View& view, std::span<const facts::Index> rows, const MetricInfo& about);
    /// The value that `Compute` gives, without its interval.
    using Value = std::optional<double> (*)(const facts::View& view, std::span<const facts::Index> rows);

    RowMetric(const MetricInfo& about, std::span<const Dimension> by, Compute rule, const Metric* byWork = nullptr,
              OutcomeMetric::Observe observe = nullptr, Value value = nullptr)
        : m_info(about), m_dimensions(by), m_compute(rule), m_byWork(byWork), m_observe(observe), m_value(value)
    {
    }

    [[nodiscard]] const MetricInfo& info() const override { return m_info; }
    [[nodiscard]] std::span<const Dimension> dimensions() const override { return m_dimensions; }
    [[nodiscard]] Estimate compute(const facts::View& view) const override;
    [[nodiscard]] Estimate computeRows(const facts::View& view, std::span<const facts::Index> rows) const override;
    [[nodiscard]] std::optional<double> valueOfRows(const facts::View& view,
                                                    std::span<const facts::Index> rows) const override;
    [[nodiscard]] std::optional<Outcomes> outcomes(const facts::View& view, std::span<const facts::Index> rows,
                                                   bool finishedOnly) const override;
    /// People have no task type or code age: along those the measure of their work answers.
    [[nodiscard]] const Metric& along(Dimension dimension) const override;

private:
    MetricInfo m_info;
    std::span<const Dimension> m_dimensions;
    Compute m_compute;
    const Metric* m_byWork;
    OutcomeMetric::Observe m_observe; ///< for comparisons; may be none
    Value m_value;                    ///< may be none
};

/// An estimate with the period and the unit set, and nothing else.
[[nodiscard]] Estimate blankEstimate(const facts::View& view, const MetricInfo& info);
/// The same, with groups, exclusions and coverage of the outcomes.
[[nodiscard]] Estimate blankEstimate(const facts::View& view, const MetricInfo& info, const Outcomes& outcomes);

/// The usual ways to sum up. Without data the value is absent and the note says why.
[[nodiscard]] Estimate medianTime(const facts::View& view, const Outcomes& outcomes, const MetricInfo& info);
[[nodiscard]] Estimate ratePerScale(const facts::View& view, const Outcomes& outcomes, const MetricInfo& info);
[[nodiscard]] Estimate shareOfTrials(const facts::View& view, const Outcomes& outcomes, const MetricInfo& info);

/// Their values alone.
[[nodiscard]] std::optional<double> rateOf(const facts::View& view, const Outcomes& outcomes);
[[nodiscard]] std::optional<double> shareOf(const facts::View& view, const Outcomes& outcomes);

/// Dimensions that rows with a place in the work have.
[[nodiscard]] std::span<const Dimension> workDimensions();
/// The same, and what only changes have.
[[nodiscard]] std::span<const Dimension> changeDimensions();
/// The same, and the priority.
[[nodiscard]] std::span<const Dimension> ticketDimensions();
/// Those of defects.
[[nodiscard]] std::span<const Dimension> defectDimensions();
/// Dimensions that people have.
[[nodiscard]] std::span<const Dimension> peopleDimensions();

} // namespace assay::metrics
