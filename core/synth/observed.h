// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "synth/organisation.h"

#include <vector>

namespace assay::synth {

/// What an observer can know about who wrote a change: the rungs of the evidence ladder applied to the organisation's
/// traces. `probability` is 1 for declared work, 0 for human-only work by positive evidence, NaN when nothing is known.
/// In a tidy organisation everything is known and true.
struct Observed
{
    double probability = 0;
    bool declared = false;
};

class Observer
{
public:
    explicit Observer(const Organisation& organisation);
    [[nodiscard]] Observed provenanceOf(const Change& change) const;

private:
    [[nodiscard]] double fromTelemetry(const Change& change, const Commit& commit) const;
    [[nodiscard]] const UsageDay* usageOn(int person, Day day) const;

    const Organisation& m_organisation;
    std::vector<std::size_t> m_firstDay; ///< by person: where its rows of usage begin; one more at the end
};

} // namespace assay::synth
