// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/segments.h"

#include "stats/distributions.h"
#include "stats/multiplicity.h"
#include "stats/pooling.h"

#include <array>
#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace assay::analysis {
namespace {

using facts::CodeAge;
using facts::Index;

constexpr std::array<std::pair<CodeAge, std::pair<const char*, const char*>>, 3> kAges{
    {{CodeAge::Greenfield, {"greenfield", "greenfield"}}, {CodeAge::Recent, {"recent", "recent code"}}, {CodeAge::Legacy, {"legacy", "legacy code"}}}};

/// A segment before its figure.
struct Cut
{
    std::string id;
    std::string title;
    std::vector<std::uint8_t> keep;
    unsigned remaining = 0; ///< covariates still to adjust for
};

template <class Belongs>
void addCut(std::vector<Cut>& cuts, const Sample& s, std::string id, std::string title, unsigned remaining, const Belongs& belongs)
{
    Cut cut{std::move(id), std::move(title), std::vector<std::uint8_t>(s.size(), 0), remaining};
    bool any = false;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (!belongs(i)) continue;
        cut.keep[i] = 1;
        any = true;
    }
    if (any) cuts.push_back(std::move(cut));
}

std::string capitalised(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::vector<std::vector<Cut>> familiesOf(const Sample& s, unsigned covariates, const facts::Snapshot& snapshot)
{
    std::vector<std::vector<Cut>> families(4);
    for (int t = 0; t < domain::kTaskTypes; ++t) {
        const auto type = static_cast<domain::TaskType>(t);
        addCut(families[0], s, domain::taskTypeId(type), domain::taskTypeTitle(type), covariates & ~unsigned{kByTaskType},
               [&](std::size_t i) { return s.taskType[i] == type; });
    }
    std::vector<Index> teams(snapshot.teams.size());
    std::iota(teams.begin(), teams.end(), Index{0});
    std::sort(teams.begin(), teams.end(), [&snapshot](Index a, Index b) {
        return snapshot.teams[static_cast<std::size_t>(a)] < snapshot.teams[static_cast<std::size_t>(b)];
    });
    for (const Index team : teams) {
        const std::string& name = snapshot.teams[static_cast<std::size_t>(team)];
        addCut(families[1], s, "team:" + name, name, covariates & ~unsigned{kByTeam}, [&](std::size_t i) { return s.team[i] == team; });
    }
    for (const auto& [age, names] : kAges) {
        addCut(families[2], s, std::string("age:") + names.first, capitalised(names.second), covariates & ~unsigned{kByCodeAge},
               [&](std::size_t i) { return s.codeAge[i] == age; });
        addCut(families[3], s, std::string("feature:") + names.first, std::string("Feature, ") + names.second,
               covariates & ~unsigned{kByTaskType | kByCodeAge},
               [&](std::size_t i) { return s.codeAge[i] == age && s.taskType[i] == domain::TaskType::Feature; });
    }
    return families;
}

/// Draws the figures of a family towards each other. Fewer than three keep their own.
void shrinkFamily(std::vector<Effect>& effects, const EffectRule& rule)
{
    std::vector<double> values;
    std::vector<double> errors;
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < effects.size(); ++i)
        if (const auto error = errorOnScale(effects[i].effect, rule.ratio)) {
            values.push_back(onScale(*effects[i].effect.value, rule.ratio));
            errors.push_back(*error);
            at.push_back(i);
        }
    if (values.size() < 3) return;
    const auto shrunk = stats::shrink(values, errors, rule.settings.level);
    if (!shrunk) return;
    for (std::size_t k = 0; k < at.size(); ++k) {
        auto& e = effects[at[k]].effect;
        const auto& drawn = shrunk->groups[k];
        if (!drawn.value || !drawn.low || !drawn.high) continue;
        e.note = rule.ratio ? fmt::format("By itself ×{:.2f}; drawn towards the other groups.", *e.value)
                            : fmt::format("By itself {:+.1f} points; drawn towards the other groups.", 100 * *e.value);
        e.value = offScale(*drawn.value, rule.ratio);
        e.low = offScale(*drawn.low, rule.ratio);
        e.high = offScale(*drawn.high, rule.ratio);
        e.method += ", shrunk";
    }
}

/// Two-sided p-value of a segment's own figure, before it is drawn towards the others: what is borrowed from them is no
/// evidence about it. Absent without an interval.
std::optional<double> ownPValue(const Effect& e, const EffectRule& rule)
{
    const auto error = errorOnScale(e.effect, rule.ratio);
    if (!error) return std::nullopt;
    return stats::normalTwoSided(onScale(*e.effect.value, rule.ratio) / *error);
}

/// Named better or worse only after the correction for the number of segments looked at.
void correctVerdicts(std::vector<Effect>& effects, const std::vector<std::optional<double>>& own, const EffectRule& rule)
{
    std::vector<double> pValues;
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < effects.size(); ++i)
        if (own[i]) {
            pValues.push_back(*own[i]);
            at.push_back(i);
        }
    if (pValues.empty()) return;
    const auto adjusted = stats::adjustedPValues(pValues, stats::Correction::BenjaminiHochberg);
    for (std::size_t k = 0; k < at.size(); ++k) {
        Effect& e = effects[at[k]];
        e.verdict = verdictOf(e.effect, rule);
        const bool named = adjusted && (*adjusted)[k] <= 1 - rule.settings.level;
        if (named || (e.verdict != Verdict::Better && e.verdict != Verdict::Worse)) continue;
        e.verdict = Verdict::Inconclusive;
        e.effect.note += std::string(e.effect.note.empty() ? "" : " ") + "Not named: its own data do not tell it from chance among so many segments.";
    }
}

} // namespace

std::vector<Effect> segmentEffects(const Sample& sample, unsigned covariates, const facts::Snapshot& snapshot, const EffectRule& rule)
{
    std::vector<Effect> all;
    std::vector<std::optional<double>> own;
    for (auto& family : familiesOf(sample, covariates, snapshot)) {
        std::vector<Effect> effects;
        for (const Cut& cut : family) {
            Effect e = adjustedEffect(sample.subset(cut.keep), cut.remaining, rule, false);
            e.id = cut.id;
            e.title = cut.title;
            effects.push_back(std::move(e));
        }
        for (const Effect& e : effects) own.push_back(ownPValue(e, rule));
        shrinkFamily(effects, rule);
        std::move(effects.begin(), effects.end(), std::back_inserter(all));
    }
    correctVerdicts(all, own, rule);
    return all;
}

} // namespace assay::analysis
