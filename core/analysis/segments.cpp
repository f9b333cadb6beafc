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
    std::vector<std::uint32_t> rows;
    unsigned remaining = 0; ///< covariates still to adjust for
};

void addCut(std::vector<Cut>& cuts, std::string id, std::string title, unsigned remaining,
            std::vector<std::uint32_t> rows)
{
    if (!rows.empty()) cuts.push_back({std::move(id), std::move(title), std::move(rows), remaining});
}

/// Row numbers by code, in one pass; rows with a negative code are in none.
template <class Code>
std::vector<std::vector<std::uint32_t>> rowsByCode(const Sample& s, std::size_t codes, const Code& code)
{
    std::vector<std::vector<std::uint32_t>> rows(codes);
    for (std::uint32_t i = 0; i < s.size(); ++i)
        if (const auto c = static_cast<std::ptrdiff_t>(code(i)); c >= 0) rows[static_cast<std::size_t>(c)].push_back(i);
    return rows;
}

std::string capitalised(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::vector<std::vector<Cut>> familiesOf(const Sample& s, unsigned covariates, const facts::Snapshot& snapshot)
{
    std::vector<std::vector<Cut>> families(4);
    auto types = rowsByCode(s, domain::kTaskTypes, [&s](std::uint32_t i) { return s.taskType[i]; });
    auto byTeam = rowsByCode(s, snapshot.teams.size(), [&s](std::uint32_t i) { return s.team[i]; });
    auto ages = rowsByCode(s, facts::kCodeAges, [&s](std::uint32_t i) { return s.codeAge[i]; });
    auto features = rowsByCode(s, facts::kCodeAges, [&s](std::uint32_t i) {
        return s.taskType[i] == domain::TaskType::Feature ? static_cast<int>(s.codeAge[i]) : -1;
    });
    for (std::size_t t = 0; t < types.size(); ++t) {
        const auto type = static_cast<domain::TaskType>(t);
        addCut(families[0], domain::taskTypeId(type), domain::taskTypeTitle(type), covariates & ~unsigned{kByTaskType},
               std::move(types[t]));
    }
    std::vector<std::size_t> teams(snapshot.teams.size());
    std::iota(teams.begin(), teams.end(), std::size_t{0});
    std::sort(teams.begin(), teams.end(),
              [&snapshot](std::size_t a, std::size_t b) { return snapshot.teams[a] < snapshot.teams[b]; });
    for (const std::size_t team : teams)
        addCut(families[1], "team:" + snapshot.teams[team], snapshot.teams[team], covariates & ~unsigned{kByTeam},
               std::move(byTeam[team]));
    for (const auto& [age, names] : kAges) {
        const auto a = static_cast<std::size_t>(age);
        addCut(families[2], std::string("age:") + names.first, capitalised(names.second),
               covariates & ~unsigned{kByCodeAge}, std::move(ages[a]));
        addCut(families[3], std::string("feature:") + names.first, std::string("Feature, ") + names.second,
               covariates & ~unsigned{kByTaskType | kByCodeAge}, std::move(features[a]));
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

std::vector<Effect> segmentEffects(const Sample& sample, unsigned covariates, const facts::Snapshot& snapshot,
                                   const EffectRule& rule)
{
    std::vector<Effect> all;
    std::vector<std::optional<double>> own;
    for (auto& family : familiesOf(sample, covariates, snapshot)) {
        std::vector<Effect> effects(family.size());
        stats::forEachParallel(family.size(), rule.settings.threads, nullptr, [&] {
            return [&](std::size_t i) {
                effects[i] = adjustedEffect(sample.subset(family[i].rows), family[i].remaining, rule);
                effects[i].id = family[i].id;
                effects[i].title = family[i].title;
            };
        });
        for (const Effect& e : effects) own.push_back(ownPValue(e, rule));
        shrinkFamily(effects, rule);
        std::move(effects.begin(), effects.end(), std::back_inserter(all));
    }
    correctVerdicts(all, own, rule);
    return all;
}

} // namespace assay::analysis
