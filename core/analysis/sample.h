// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "metrics/metric.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace assay::analysis {

/// What like is compared with like by; bits.
enum Covariate : unsigned
{
    kByTeam = 1,
    kByTaskType = 2,
    kBySize = 4,
    kByCodeAge = 8,
    kByQuarter = 16,  ///< calendar quarter of `createdAt`: what changes for everybody in the meantime is not AI's
    kByHalfYear = 32, ///< the coarser one, where quarters hold too little
    kByPerson = 64
};
inline constexpr unsigned kAllCovariates = kByTeam | kByTaskType | kBySize | kByCodeAge | kByQuarter;
/// Either of the two.
inline constexpr unsigned kByTime = kByQuarter | kByHalfYear;
/// "team × task type × size × code age × quarter".
[[nodiscard]] std::string covariateNames(unsigned covariates);

/// Rows of a comparison between AI-assisted (1) and human-only (0) work, with what they are alike in. Unknown
/// provenance is in neither group. All columns have the same length.
struct Sample
{
    metrics::OutcomeKind kind = metrics::OutcomeKind::Time;
    double scale = 1;
    std::vector<double> value;  ///< Time: logarithm of hours, durations under a minute as a minute; else as in Outcomes
    std::vector<double> weight; ///< Rate: exposure; Share: trials; Time: 1
    std::vector<std::uint8_t> ai;
    std::vector<std::uint32_t> cluster; ///< person; unknown ones are clusters of their own
    std::vector<facts::Index> person;
    std::vector<facts::Index> team;
    std::vector<domain::TaskType> taskType;
    std::vector<facts::CodeAge> codeAge;
    std::vector<std::uint8_t> sizeClass;  ///< tercile of added + deleted lines over both groups
    std::vector<std::int64_t> lines;      ///< added + deleted
    std::vector<std::uint64_t> tools;     ///< bit per Snapshot::tools
    std::vector<facts::Millis> createdAt; ///< tickets: creation; changes: merge
    std::vector<std::uint16_t> quarter;   ///< of `createdAt`, counted from the first of `firstYear`
    int firstYear = 1970;
    std::vector<metrics::Exclusion> excluded; ///< rows that could not be observed; empty in a part
    std::optional<std::int64_t> unknown =
        0; ///< rows of unknown provenance; absent in a part, where they are not counted

    [[nodiscard]] std::size_t size() const { return value.size(); }
    [[nodiscard]] std::int64_t count(bool assisted) const;
    /// Stratum of each row for these covariates.
    [[nodiscard]] std::vector<std::uint32_t> strata(unsigned covariates) const;
    /// The unit of time of a row for these covariates; 0 with neither quarter nor half-year among them.
    [[nodiscard]] std::uint32_t timeOf(std::size_t row, unsigned covariates) const;
    /// Gives back the memory of what effects are not made of: size, tools and moment have become class and quarter.
    void keepForEffects();
    /// Some of the rows, by number.
    [[nodiscard]] Sample subset(const std::vector<std::uint32_t>& rows) const;
    /// Numbers of the rows for which `belongs(row)` is true.
    template <class Belongs>
    [[nodiscard]] std::vector<std::uint32_t> rowsWhere(const Belongs& belongs) const
    {
        std::vector<std::uint32_t> rows;
        for (std::uint32_t i = 0; i < size(); ++i)
            if (belongs(i)) rows.push_back(i);
        return rows;
    }
};

/// The finished rows of a measure, read once: samples under several readings of the evidence are made from it.
class SampleSource
{
public:
    /// Tickets: those created in the view's period, followed beyond it to the end of the data, and early enough before
    /// that for 19 in 20 to have finished.
    SampleSource(const metrics::Metric& metric, const facts::View& view);

    [[nodiscard]] const metrics::Metric& metric() const { return m_metric; }
    /// The rows whose provenance is known under a threshold.
    [[nodiscard]] Sample at(const facts::ProvenanceThreshold& threshold) const;
    /// The groups (1 AI-assisted) of that sample's rows alone.
    [[nodiscard]] std::vector<std::uint8_t> groupsAt(const facts::ProvenanceThreshold& threshold) const;
    [[nodiscard]] Sample own() const { return at(m_period.filter().threshold); }
    /// Whether a threshold sorts the rows as the view's own does: then every figure is the same.
    [[nodiscard]] bool sortsAlike(const facts::ProvenanceThreshold& threshold) const;

private:
    [[nodiscard]] bool dependsOnThreshold() const;
    [[nodiscard]] std::vector<domain::Provenance> provenances(const facts::ProvenanceThreshold& threshold) const;
    template <class Table>
    void addShared(Sample& s, const Table& table, const std::vector<std::uint32_t>& picked) const;
    void addTickets(Sample& s, const std::vector<std::uint32_t>& picked) const;
    void addChanges(Sample& s, const std::vector<std::uint32_t>& picked) const;

    const metrics::Metric& m_metric;
    const facts::View m_period;
    const bool m_tickets;
    const facts::View m_view; ///< of tickets: to the end of the data
    metrics::OutcomeKind m_kind = metrics::OutcomeKind::Time;
    double m_scale = 1;
    std::vector<facts::Index> m_rows;
    std::vector<double> m_value; ///< as in Sample
    std::vector<double> m_weight;
    std::vector<metrics::Exclusion> m_excluded;
};

/// Finished rows of known provenance that the view lets through.
[[nodiscard]] Sample sampleOf(const metrics::Metric& metric, const facts::View& view);

} // namespace assay::analysis
