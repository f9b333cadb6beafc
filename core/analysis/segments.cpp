// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/segments.h"

#include "stats/distributions.h"
#include "stats/multiplicity.h"
#include "stats/parallel.h"
#include "stats/pooling.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <numeric>

namespace assay::analysis {
namespace {

using facts::CodeAge;

constexpr std::array<std::pair<CodeAge, std::pair<const char*, const char*>>, 3> kAges{
    {{CodeAge::Greenfield, {"greenfield", "greenfield"}},
     {CodeAge::Recent, {"recent", "recent code"}},
     {CodeAge::Legacy, {"legacy", "legacy code"}}}};

/// A segment before its figure.
struct Cut
{
    std::string id;
    std::string title;
    std::size_t part;
};

/// Segments that part the sample by some of the covariates.
struct Family
{
    unsigned by = 0;
    std::size_t parts = 0;
    stats::PartOf partOf; ///< of a row; beyond the last: none
    std::vector<Cut> cuts;
};

std::string capitalised(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

Family byTaskType(const Sample& s)
{
    Family family{
        kByTaskType, domain::kTaskTypes, [&s](std::uint32_t i) { return static_cast<std::size_t>(s.taskType[i]); }, {}};
    for (std::size_t t = 0; t < family.parts; ++t) {
        const auto type = static_cast<domain::TaskType>(t);
        family.cuts.push_back({std::string(domain::taskTypeId(type)), std::string(domain::taskTypeTitle(type)), t});
    }
    return family;
}

Family byTeam(const Sample& s, const std::vector<std::string>& names)
{
    // No team wraps around to beyond the last.
    Family family{kByTeam, names.size(), [&s](std::uint32_t i) { return static_cast<std::size_t>(s.team[i]); }, {}};
    std::vector<std::size_t> teams(names.size());
    std::iota(teams.begin(), teams.end(), std::size_t{0});
    std::sort(teams.begin(), teams.end(), [&names](std::size_t a, std::size_t b) { return names[a] < names[b]; });
    for (const std::size_t team : teams) family.cuts.push_back({"team:" + names[team], names[team], team});
    return family;
}

Family byCodeAge(const Sample& s)
{
    Family family{
        kByCodeAge, facts::kCodeAges, [&s](std::uint32_t i) { return static_cast<std::size_t>(s.codeAge[i]); }, {}};
    for (const auto& [age, names] : kAges)
        family.cuts.push_back(
            {std::string("age:") + names.first, capitalised(names.second), static_cast<std::size_t>(age)});
    return family;
}

Family featuresByCodeAge(const Sample& s)
{
    Family family{kByTaskType | kByCodeAge,
                  facts::kCodeAges,
                  [&s](std::uint32_t i) {
                      return s.taskType[i] == domain::TaskType::Feature ? static_cast<std::size_t>(s.codeAge[i])
                                                                        : std::size_t{facts::kCodeAges};
                  },
                  {}};
    for (const auto& [age, names] : kAges)
        family.cuts.push_back({std::string("feature:") + names.first, std::string("Feature, ") + names.second,
                               static_cast<std::size_t>(age)});
    return family;
}

std::vector<std::uint32_t> rowsOfPart(const Sample& s, const Family& family, std::size_t part)
{
    return s.rowsWhere([&](std::uint32_t i) { return family.partOf(i) == part; });
}

/// The effects of the segments that have rows, each adjusted for what the family does not part by. Where the strata of
/// the whole lie within the parts, they are shared out; else each part is sorted into strata of its own.
std::vector<Effect> effectsOf(Family& family, const Sample& sample, unsigned covariates, const AdjustedEffect& whole,
                              const EffectRule& rule)
{
    const auto sizes = sizesOfParts(sample, family.parts, family.partOf);
    std::erase_if(family.cuts, [&sizes](const Cut& cut) { return sizes[cut.part].all() == 0; });
    const bool within = (covariates & family.by) == family.by && whole.possible();
    auto parts = within ? whole.divided(family.parts, family.partOf) : std::vector<AdjustedEffect>();
    std::vector<Effect> effects(family.cuts.size());
    stats::forEachParallel(effects.size(), rule.settings.threads, rule.settings.stopped, [&] {
        return [&](std::size_t i) {
            const Cut& cut = family.cuts[i];
            effects[i] = within ? parts[cut.part].effect()
                                : adjustedEffect(sample.subset(rowsOfPart(sample, family, cut.part)),
                                                 covariates & ~family.by, rule);
            effects[i].id = cut.id;
            effects[i].title = cut.title;
        };
    });
    return effects;
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
        effects[at[k]].drawnTowards = offScale(shrunk->centre, rule.ratio);
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
void correctVerdicts(std::vector<Effect>& effects, const std::vector<std::optional<double>>& own,
                     const EffectRule& rule)
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
        e.effect.note += std::string(e.effect.note.empty() ? "" : " ") +
                         "Not named: its own data do not tell it from chance among so many segments.";
    }
}

} // namespace

std::vector<Effect> segmentEffects(const Sample& sample, unsigned covariates, const AdjustedEffect& whole,
                                   const facts::Snapshot& snapshot, const EffectRule& rule)
{
    std::vector<Effect> all;
    std::vector<std::optional<double>> own;
    std::array families{byTaskType(sample), byTeam(sample, snapshot.teams), byCodeAge(sample),
                        featuresByCodeAge(sample)};
    for (Family& family : families) {
        auto effects = effectsOf(family, sample, covariates, whole, rule);
        for (const Effect& e : effects) own.push_back(ownPValue(e, rule));
        shrinkFamily(effects, rule);
        std::move(effects.begin(), effects.end(), std::back_inserter(all));
    }
    correctVerdicts(all, own, rule);
    return all;
}

} // namespace assay::analysis
