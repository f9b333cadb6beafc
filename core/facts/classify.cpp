// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/filter.h"

#include <cmath>

namespace assay::facts {

using domain::Provenance;

Provenance classify(double aiProbability, bool declared, const ProvenanceThreshold& threshold)
{
    using Kind = ProvenanceThreshold::Kind;
    if (declared) return Provenance::Ai;
    const bool known = !std::isnan(aiProbability);
    // Human-only needs positive evidence: a low probability that AI helped is not evidence that it did not.
    const bool human = known && aiProbability <= kHumanProbability;
    const bool likely = known && !human && aiProbability >= threshold.probability;
    switch (threshold.kind) {
    case Kind::Declared:
        return human ? Provenance::Human : Provenance::Unknown;
    case Kind::Probability:
        return likely ? Provenance::Ai : human ? Provenance::Human : Provenance::Unknown;
    case Kind::UnknownAsHuman:
        return likely ? Provenance::Ai : Provenance::Human;
    case Kind::UnknownAsAi:
        return human ? Provenance::Human : Provenance::Ai;
    }
    return Provenance::Unknown;
}

} // namespace assay::facts
