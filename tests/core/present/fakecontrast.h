// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/contrast.h"

#include <optional>
#include <string>

/// Hand-made effects and contrasts.
namespace assay::test {

inline analysis::Effect effectOf(const std::string& id, const std::string& title, double value, double low, double high,
                                 analysis::Verdict verdict)
{
    analysis::Effect effect;
    effect.id = id;
    effect.title = title;
    effect.effect.value = value;
    effect.effect.low = low;
    effect.effect.high = high;
    effect.effect.unit = "ratio";
    effect.effect.n = {{"AI-assisted", 212}, {"human-only", 1341}};
    effect.nAi = 212;
    effect.nHuman = 1341;
    effect.verdict = verdict;
    return effect;
}

/// "Ticket to merge" with three task types, a team and a segment too small to show.
inline analysis::Contrast contrastOf()
{
    using analysis::Verdict;
    analysis::Contrast c;
    c.measure = "ticket-to-merge";
    c.title = "Ticket to merge";
    c.ai.unit = c.human.unit = "h";
    c.ai.value = 100;
    c.human.value = 110;
    c.raw = effectOf("all", "All work", 0.82, 0.76, 0.88, Verdict::Better);
    c.adjusted = effectOf("all", "All work", 0.91, 0.84, 0.99, Verdict::Better);
    c.adjustedFor = "team × task type";
    c.segments = {effectOf("tests", "Tests", 0.73, 0.62, 0.86, Verdict::Better),
                  effectOf("bug-fix", "Bug fix", 0.98, 0.86, 1.12, Verdict::Inconclusive),
                  effectOf("feature", "Feature", 1.14, 1.01, 1.31, Verdict::Worse),
                  effectOf("team:Team A", "Team A", 1.5, 0.2, 9, Verdict::Inconclusive)};
    analysis::Effect small;
    small.id = "documentation";
    small.title = "Documentation";
    small.effect.note = "Withheld: fewer than 5 people.";
    c.segments.push_back(small);
    return c;
}

} // namespace assay::test
