// SPDX-License-Identifier: GPL-3.0-or-later
#include "decision/verdictwords.h"

#include <cmath>
#include <fmt/format.h>

namespace assay::decision {
namespace {

std::string overallText(const VerdictInput& input)
{
    const auto part = [](const analysis::Contrast* c, const char* what, Told told) -> std::string {
        if (c == nullptr) return {};
        if (!c->adjusted.effect.value) return fmt::format("{} cannot be compared: {}", what, c->adjusted.effect.note);
        return effectText(what, c->adjusted.effect, told) + ".";
    };
    std::string text = part(input.speed, "Ticket to merge", Told::Change);
    const std::string defects = part(input.defects, "Defects introduced", Told::Factor);
    if (!text.empty() && !defects.empty()) text += " ";
    return text + defects;
}

/// A ratio of times as screens and reports say it: "−11 %".
std::string changeText(double ratio)
{
    const double percent = std::round(100 * (ratio - 1));
    return fmt::format("{}{:.0f} %", percent < 0 ? "−" : percent > 0 ? "+" : "", std::abs(percent));
}

/// When an undecided comparison would be told from no difference. As likely as not: half of the time the figure comes
/// out nearer to none than it is today.
std::string waitText(const analysis::Contrast* contrast, const char* what)
{
    constexpr double kYears = 520;
    if (contrast == nullptr || !contrast->weeksToDecide) return {};
    const double weeks = std::ceil(*contrast->weeksToDecide);
    if (weeks > kYears) return fmt::format(" At today's flow {} stays undecided for years.", what);
    return fmt::format(" If the difference in {} stays as it is, about {:.0f} more {} an even chance of telling it "
                       "from none.",
                       what, weeks, weeks == 1 ? "week gives" : "weeks give");
}

std::string keepText(const RecommendationReport& report, const VerdictInput& input)
{
    std::string text = "The data do not decide yet. " + overallText(input);
    if (!report.helps.empty()) text += " Faster so far: " + listText(report.helps, true) + ".";
    if (!report.harms.empty()) text += " Worse so far: " + listText(report.harms, true) + ".";
    for (const auto& [contrast, what] :
         {std::pair(input.speed, "ticket to merge"), std::pair(input.defects, "defects introduced")})
        text += waitText(contrast, what);
    if (input.probabilityNetPositive && *input.probabilityNetPositive <= 1 - kProbabilityToScale)
        text +=
            fmt::format(" The leading scenario gains in {:.0f} % of its trials: do not spend more before that changes.",
                        100 * *input.probabilityNetPositive);
    return text;
}

} // namespace

std::string effectText(const std::string& what, const metrics::Estimate& effect, Told told)
{
    if (!effect.value) return what + ": " + effect.note;
    const auto say = [&](double value) {
        if (effect.unit != "ratio") return fmt::format("{:+.1f}", 100 * value);
        return told == Told::Change ? changeText(value) : fmt::format("{:.2f}", value);
    };
    const bool points = effect.unit != "ratio";
    std::string text = what + (points || told == Told::Change ? " " : " ×") + say(*effect.value);
    if (points) text += " points";
    if (effect.low && effect.high) text += fmt::format(" [{}, {}]", say(*effect.low), say(*effect.high));
    return text;
}

std::string listText(const std::vector<NamedSegment>& segments, bool bold)
{
    constexpr std::size_t kNamed = 5;
    const std::size_t shown = segments.size() > kNamed ? kNamed - 1 : segments.size();
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) text += i + 1 == segments.size() ? " and " : ", ";
        text += bold ? "**" + segments[i].title + "**" : segments[i].title;
    }
    if (shown < segments.size()) text += fmt::format(" and {} more", segments.size() - shown);
    return text;
}

std::string statesText(const std::vector<TargetStatus>& targets, bool guardRails)
{
    std::string text;
    for (const TargetStatus& status : targets) {
        if (status.target.guardRail != guardRails) continue;
        if (!text.empty()) text += "; ";
        text += status.target.title + ": " + stateText(status) + (status.target.byDefault ? " (default)" : "") +
                (status.target.postHoc && !guardRails ? " (post hoc, not counted)" : "");
    }
    return text.empty() ? "none is registered" : text;
}

namespace {

std::string reasonText(const RecommendationReport& report, const VerdictInput& input)
{
    switch (report.recommendation) {
    case Recommendation::Scale:
        return "Targets are met, guard-rails are kept, and the net value is likely positive. " + overallText(input);
    case Recommendation::Exit:
        return "No part of the work shows a worthwhile gain, and the data exclude one. " + overallText(input);
    case Recommendation::AdjustScope:
        return "Keep " + listText(report.helps, true) + ". Pause the rollout in " + listText(report.harms, true) +
               ": " + report.harms.front().why + ".";
    case Recommendation::KeepMeasuring:
        return keepText(report, input);
    }
    return {};
}

bool compares(const analysis::Contrast* contrast)
{
    return contrast != nullptr && contrast->adjusted.effect.value.has_value();
}

} // namespace

std::string verdictText(const RecommendationReport& report, const VerdictInput& input)
{
    const std::string text = reasonText(report, input);
    return compares(input.speed) || compares(input.defects) ? text + " " + kAssociation : text;
}

std::vector<std::string> changesText(const RecommendationReport& report, const VerdictInput& input)
{
    std::vector<std::string> changes;
    for (const TargetStatus& status : report.targets) {
        if (!isKept(status)) changes.push_back(status.sentence);
    }
    for (const Check& check : report.checks)
        if (check.rule == Recommendation::Scale && !check.holds)
            changes.push_back(check.condition + ": " + check.evidence + ".");
    for (const auto* contrast : {input.speed, input.defects}) {
        if (contrast == nullptr) continue;
        for (const auto& run : contrast->sensitivity)
            if (!run.agrees && run.effect.effect.value)
                changes.push_back(run.title + ": " +
                                  effectText(contrast->title + " would read", run.effect.effect,
                                             contrast == input.speed ? Told::Change : Told::Factor) +
                                  ".");
    }
    return changes;
}

} // namespace assay::decision
