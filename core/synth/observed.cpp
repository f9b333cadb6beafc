// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/observed.h"

#include "synth/random.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay::synth {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kMeasured = 0.9; ///< in a tidy organisation
// The model of rung 4: what was accepted is expected to be in the commit up to a share, chunk by chunk.
constexpr double kRetention = 0.7;
constexpr double kChunkLines = 10;
constexpr double kDayBefore = 0.5;
constexpr double kMostCertain = 0.95;
constexpr double kInferredFrom = 0.5;

bool meaningful(const UsageDay* day)
{
    return day != nullptr && (day->accepted > 0 || day->interactions > 0 || day->agentRuns > 0);
}

} // namespace

Observer::Observer(const Organisation& organisation)
    : m_organisation(organisation), m_firstDay(organisation.people.size() + 1, 0)
{
    for (const auto& row : organisation.usage) ++m_firstDay[static_cast<std::size_t>(row.person) + 1];
    for (std::size_t p = 1; p < m_firstDay.size(); ++p) m_firstDay[p] += m_firstDay[p - 1];
}

const UsageDay* Observer::usageOn(int person, Day day) const
{
    const auto first =
        m_organisation.usage.begin() + static_cast<std::ptrdiff_t>(m_firstDay[static_cast<std::size_t>(person)]);
    const auto last =
        m_organisation.usage.begin() + static_cast<std::ptrdiff_t>(m_firstDay[static_cast<std::size_t>(person) + 1]);
    const auto found =
        std::lower_bound(first, last, day, [](const UsageDay& row, Day wanted) { return row.day < wanted; });
    return found != last && found->day == day ? &*found : nullptr;
}

/// Probability by telemetry; 0 where it speaks for human-only, NaN where it says nothing.
double Observer::fromTelemetry(const Change& change, const Commit& commit) const
{
    const auto& person = m_organisation.people[static_cast<std::size_t>(change.author)];
    const Day day = dayOf(commit.authored);
    double none = 1;
    bool used = false;
    for (int back = 0; back <= 1; ++back) {
        const auto* row = usageOn(change.author, day - std::chrono::days{back});
        if (!meaningful(row)) continue;
        used = true;
        const double share =
            (back == 0 ? 1.0 : kDayBefore) * std::min(1.0, kRetention * row->linesAccepted / std::max(1, commit.added));
        const double chunks = std::max(1.0, commit.added / kChunkLines);
        none *= share >= 1 ? 1 - kMostCertain : std::max(1 - kMostCertain, exactExp(chunks * exactLog(1 - share)));
    }
    if (used) return std::min(kMostCertain, 1 - none);
    if (!person.holdsSeat(day)) return 0;
    const auto& spec = m_organisation.spec;
    return spec.telemetryCovers(day) && spec.telemetryCovers(day - std::chrono::days{1}) ? 0 : kUnknown;
}

Observed Observer::provenanceOf(const Change& change) const
{
    if (!m_organisation.spec.untidy) {
        const bool declared = change.use == AiUse::Declared;
        return {declared ? 1.0 : change.use == AiUse::Measured ? kMeasured : 0.0, declared};
    }
    if (change.use == AiUse::Declared) return {1, true};
    if (change.automation) return {kUnknown, false};
    double none = 1;
    bool human = true;
    for (int i = 0; i < change.commitCount; ++i) {
        const double p =
            fromTelemetry(change, m_organisation.commits[static_cast<std::size_t>(change.firstCommit + i)]);
        if (!(p <= 0)) human = false;
        if (!std::isnan(p) && p >= kInferredFrom) none *= 1 - p;
    }
    if (human) return {0, false};
    return {none < 1 ? 1 - none : kUnknown, false};
}

} // namespace assay::synth
