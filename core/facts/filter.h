// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/snapshot.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace assay::facts {

/// From which evidence on work counts as AI-assisted. Unknown stays unknown under each of them but the two bounds.
struct ProvenanceThreshold
{
    enum class Kind : std::uint8_t
    {
        Declared,
        Probability,
        UnknownAsHuman,
        UnknownAsAi
    } kind = Kind::Probability;
    double probability = 0.5;
    bool operator==(const ProvenanceThreshold&) const = default;
};

/// What the user chose in the filter bar or on the command line. Empty sets mean "all".
struct Filter
{
    std::optional<DayRange> period; ///< absent: the whole span
    std::optional<DayRange> baseline;
    std::set<std::string> teams;     ///< names
    std::set<std::string> taskTypes; ///< ids
    std::set<std::string> repositories;
    /// Names; of tickets and defects. What has none of its own, such as a change, is not narrowed by it.
    std::set<std::string> priorities{};
    std::set<std::string> tools; ///< ids; restricts AI-assisted work to these tools, human-only work is kept
    ProvenanceThreshold threshold;
    int minimumGroup = 5; ///< people; can be raised, not lowered
    bool operator==(const Filter&) const = default;
};

/// Names in a filter that the snapshot does not have, as one sentence per name; empty when all is well.
[[nodiscard]] std::vector<std::string> unknownNames(const Snapshot& snapshot, const Filter& filter);

/// A snapshot seen through a filter: bitmaps over its rows. Cheap to copy, immutable, safe to share between threads.
class View
{
public:
    View(SnapshotPtr snapshot, Filter filter);

    [[nodiscard]] const Snapshot& snapshot() const { return *m_snapshot; }
    [[nodiscard]] const SnapshotPtr& snapshotPtr() const { return m_snapshot; }
    [[nodiscard]] const Filter& filter() const { return m_filter; }
    /// The period judged; the snapshot's span when none was chosen.
    [[nodiscard]] DayRange period() const { return m_period; }
    /// The period in milliseconds: begin included, end excluded.
    [[nodiscard]] Millis periodBegin() const { return m_periodBegin; }
    [[nodiscard]] Millis periodEnd() const { return m_periodEnd; }
    /// Until when tickets are followed: the period's end or the data's, whichever is earlier. Open ones are censored
    /// then.
    [[nodiscard]] Millis observedUntil() const;

    /// Changes merged within the period that pass team, task type, repository and tool. Automation is left out.
    [[nodiscard]] const std::vector<std::uint8_t>& changes() const { return m_data->changes; }
    /// Tickets that pass team, task type and repository, merged, open or cancelled within the period
    /// (created no later than its end, and not ended before its start).
    [[nodiscard]] const std::vector<std::uint8_t>& tickets() const { return m_data->tickets; }
    /// People who were in a selected team at any time of the period.
    [[nodiscard]] const std::vector<std::uint8_t>& people() const { return m_data->people; }

    /// Of all rows of the snapshot; the same for all views with one threshold.
    struct ProvenanceColumns
    {
        std::vector<domain::Provenance> changes;
        std::vector<domain::Provenance> tickets;
    };
    [[nodiscard]] static std::shared_ptr<const ProvenanceColumns> provenanceOf(const Snapshot& snapshot,
                                                                               const ProvenanceThreshold& threshold);
    [[nodiscard]] domain::Provenance provenanceOfChange(Index row) const
    {
        return m_provenance->changes[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] domain::Provenance provenanceOfTicket(Index row) const
    {
        return m_provenance->tickets[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] domain::Provenance provenanceOfCommit(Index row) const;

    /// What measures have worked out for this view; its copies share it.
    [[nodiscard]] const Memo& prepared() const { return m_data->prepared; }

    /// The same filter with another period, threshold or team.
    [[nodiscard]] View with(const Filter& filter) const { return View(m_snapshot, filter); }

private:
    struct Data
    {
        std::vector<std::uint8_t> changes;
        std::vector<std::uint8_t> tickets;
        std::vector<std::uint8_t> people;
        Memo prepared;
    };
    SnapshotPtr m_snapshot;
    Filter m_filter;
    DayRange m_period;
    Millis m_periodBegin = 0;
    Millis m_periodEnd = 0;
    std::shared_ptr<const ProvenanceColumns> m_provenance;
    std::shared_ptr<const Data> m_data;
};

/// Up to this probability that AI helped, a piece of work is human-only: the positive evidence of rung 5, with its own
/// doubt.
inline constexpr double kHumanProbability = 0.05;
/// Applies a threshold to a probability (NaN = unknown). What is neither likely AI nor human by positive evidence is
/// unknown.
[[nodiscard]] domain::Provenance classify(double aiProbability, bool declared, const ProvenanceThreshold& threshold);

} // namespace assay::facts
