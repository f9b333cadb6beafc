// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/remarks.h"

#include "stats/codeorder.h"
#include "stats/distributions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace assay::analysis {
namespace {

constexpr double kNoticeable = 0.01; ///< on the scale of the effect: smaller ones have no direction
constexpr double kFlowWeeks = 8;
constexpr double kMostWeeks = 520;
constexpr double kWeekMillis = 7 * 86'400'000.0;

std::string direction(double effect, bool ratio)
{
    const bool higher = effect > (ratio ? 1 : 0);
    if (!ratio) return fmt::format("{:+.1f} points", 100 * effect);
    return fmt::format("×{:.2f}, {}", effect, higher ? "higher" : "lower");
}

/// Rows of both groups in one kind of place (team × code age).
struct Place
{
    facts::Index team = facts::kNoIndex;
    facts::CodeAge age = facts::CodeAge::Unknown;
    std::int64_t ai = 0;
    std::int64_t human = 0;
};

std::string placeName(const Place& p, const facts::Snapshot& s)
{
    static constexpr std::array<const char*, facts::kCodeAges> kWork{"work", "greenfield work", "work on recent code",
                                                                     "legacy work"};
    const std::string team = p.team == facts::kNoIndex ? "no team" : s.teams[static_cast<std::size_t>(p.team)];
    return fmt::format("{} in {}", kWork.at(static_cast<std::size_t>(p.age)), team);
}

std::vector<Place> placesWithoutHuman(const Sample& s)
{
    std::vector<Place> places;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const auto at =
            static_cast<std::size_t>(s.team[i] + 1) * facts::kCodeAges + static_cast<std::size_t>(s.codeAge[i]);
        if (at >= places.size()) places.resize(at + 1);
        Place& p = places[at];
        p.team = s.team[i];
        p.age = s.codeAge[i];
        ++(s.ai[i] != 0 ? p.ai : p.human);
    }
    std::vector<Place> alone;
    for (const Place& place : places)
        if (place.ai > 0 && place.human == 0) alone.push_back(place);
    std::sort(alone.begin(), alone.end(), [](const Place& a, const Place& b) {
        return a.ai != b.ai ? a.ai > b.ai : a.team != b.team ? a.team < b.team : a.age < b.age;
    });
    return alone;
}

} // namespace

std::string reversalSentence(const Effect& raw, const Effect& adjusted, const EffectRule& rule)
{
    if (!raw.effect.value || !adjusted.effect.value) return {};
    const double a = onScale(*raw.effect.value, rule.ratio);
    const double b = onScale(*adjusted.effect.value, rule.ratio);
    if (!std::isfinite(a) || std::abs(a) < kNoticeable || std::abs(b) < kNoticeable || (a > 0) == (b > 0)) return {};
    return fmt::format("Raw and adjusted figures point in different directions ({} against {}): AI-assisted and "
                       "human-only work differ in "
                       "kind, so the raw figure misleads.",
                       direction(*raw.effect.value, rule.ratio), direction(*adjusted.effect.value, rule.ratio));
}

double matchedShare(const Sample& sample, unsigned covariates)
{
    std::size_t strata = 0;
    const auto stratum = stats::rankedCodes(sample.strata(covariates), strata);
    std::vector<std::array<std::int64_t, 2>> rows(strata);
    for (std::size_t i = 0; i < sample.size(); ++i) ++rows[stratum[i]][sample.ai[i] != 0 ? 1 : 0];
    std::int64_t all = 0;
    std::int64_t matched = 0;
    for (const auto& [human, ai] : rows) {
        all += ai;
        matched += human > 0 ? ai : 0;
    }
    return all == 0 ? 1 : static_cast<double>(matched) / static_cast<double>(all);
}

std::string overlapSentence(const Sample& sample, unsigned covariates, const facts::Snapshot& snapshot)
{
    if (sample.count(true) == 0 || sample.count(false) == 0) return {};
    const double alone = 1 - matchedShare(sample, covariates);
    const auto places = placesWithoutHuman(sample);
    std::string text;
    if (!places.empty()) {
        text = "No human-only " + placeName(places.front(), snapshot);
        for (std::size_t i = 1; i < std::min<std::size_t>(places.size(), 3); ++i)
            text += ", " + placeName(places[i], snapshot);
        if (places.size() > 3) text += fmt::format(" and {} more", places.size() - 3);
        text += " to compare with.";
    }
    if (alone >= 0.005)
        text += fmt::format(
            "{}{:.0f} % of AI-assisted work has no human-only work of its {} and does not enter the adjusted figure.",
            text.empty() ? "" : " ", 100 * alone, covariateNames(covariates));
    if ((covariates & kByTime) == 0)
        text += std::string(text.empty() ? "" : " ") +
                "AI-assisted and human-only work hardly meet in any half-year: whatever else changed in the meantime "
                "counts as AI's.";
    return text;
}

std::optional<double> weeksToDecide(const Effect& effect, const Sample& sample, const facts::View& view,
                                    const EffectRule& rule)
{
    const auto error = errorOnScale(effect.effect, rule.ratio);
    if (effect.verdict != Verdict::Inconclusive || !error) return std::nullopt;
    const double margin = rule.ratio ? std::log(kWorthwhileRatio) : kWorthwhileShare;
    const double size = std::abs(onScale(*effect.effect.value, rule.ratio));
    const double needed = std::max(size, margin - size) / stats::normalMultiplier(effect.effect.level);
    const double more = static_cast<double>(sample.size()) * std::max(0.0, *error * *error / (needed * needed) - 1);
    const auto end = std::min(view.periodEnd(), toUnixMillis(view.snapshot().cutOff));
    const auto since = end - static_cast<facts::Millis>(kFlowWeeks * kWeekMillis);
    const auto recent = std::count_if(sample.createdAt.begin(), sample.createdAt.end(),
                                      [since](facts::Millis at) { return at >= since; });
    if (recent == 0) return std::nullopt;
    const double weeks = more / (static_cast<double>(recent) / kFlowWeeks);
    return weeks <= kMostWeeks ? std::optional(std::max(1.0, weeks)) : std::nullopt;
}

} // namespace assay::analysis
