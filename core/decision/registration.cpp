// SPDX-License-Identifier: GPL-3.0-or-later
#include "decision/registration.h"

#include "metrics/metric.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace assay::decision {
namespace {

std::string rangeText(const std::optional<DayRange>& range)
{
    return range ? isoDay(range->from) + " to " + isoDay(range->to) : "none";
}

std::string setText(const std::set<std::string>& words)
{
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text.empty() ? "all" : text;
}

std::string boundText(const Target& target)
{
    const metrics::Metric* metric = metrics::metricById(target.measure);
    const bool share = metric != nullptr && metric->info().unit == "share";
    const char* side = target.atMost ? "at most" : "at least";
    if (target.basis == Basis::Level)
        return share ? fmt::format("{} {:.0f} %", side, 100 * target.limit)
                     : fmt::format("{} {:g} {}", side, target.limit, metric ? metric->info().unit : "");
    if (target.basis == Basis::Contrast && share) return fmt::format("{} {:+.0f} points", side, 100 * target.limit);
    return fmt::format("{} ×{:.2f}", side, target.limit);
}

/// What is wrong with it, as a sentence; empty: nothing.
std::string problemOf(const Target& t, const facts::View& view)
{
    const metrics::Metric* metric = metrics::metricById(t.measure);
    if (metric == nullptr) return fmt::format("There is no measure “{}”; `assay-cli measures` lists them.", t.measure);
    if (!std::isfinite(t.limit)) return "The limit is not a number.";
    const bool share = metric->info().unit == "share";
    if (t.basis == Basis::Level && share && (t.limit < 0 || t.limit > 1))
        return fmt::format("A share lies between 0 and 1; {:g} does not. Write 40 % as 0.4.", t.limit);
    if ((t.basis == Basis::Change || (t.basis == Basis::Contrast && !share)) && (t.limit <= 0 || t.limit > 10))
        return fmt::format("The limit is a ratio, such as 0.75 for a quarter less; {:g} is none.", t.limit);
    if (t.basis == Basis::Contrast) {
        const auto possible = analysis::contrastable();
        if (std::find(possible.begin(), possible.end(), t.measure) == possible.end())
            return fmt::format("{} cannot be compared between AI-assisted and human-only work; use the basis change or "
                               "level.",
                               metric->info().title);
    }
    for (const auto* range : {&t.baseline, &t.window})
        if (*range && (*range)->to < (*range)->from)
            return fmt::format("The window {} ends before it begins.", rangeText(*range));
    if (t.basis == Basis::Change && !t.baseline) return "A change needs a baseline window to be measured against.";
    if (t.baseline && t.window && t.baseline->to >= t.window->from && t.window->to >= t.baseline->from)
        return "The baseline and the evaluation window overlap; a change would be compared with itself.";
    if (t.owner.empty()) return "A target has an owner: say who answers for it.";
    if (!t.priorities.empty() && !metric->splitsBy(metrics::Dimension::Priority))
        return fmt::format("{} cannot be limited to priorities: only measures of tickets and defects can, such as "
                           "resolution-time.",
                           metric->info().title);
    facts::Filter filter;
    filter.teams = t.teams;
    filter.taskTypes = t.taskTypes;
    filter.priorities = t.priorities;
    const auto unknown = facts::unknownNames(view.snapshot(), filter);
    return unknown.empty() ? std::string() : unknown.front();
}

std::string idFrom(const std::string& title)
{
    std::string id;
    for (const char c : title) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter)
            id += c;
        else if (c >= 'A' && c <= 'Z')
            id += static_cast<char>(c - 'A' + 'a');
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    while (!id.empty() && id.back() == '-') id.pop_back();
    return id.empty() ? "target" : id;
}

void measureBaseline(Target& target, const facts::View& view)
{
    target.measuredBaseline.reset();
    if (target.basis != Basis::Change || !target.baseline) return;
    const auto e = baselineOf(target, view);
    target.measuredBaseline = {e.value, e.low, e.high, e.unit, e.note, view.snapshot().fingerprint, e.total()};
}

bool opened(const Target& target, Day today)
{
    return target.window && target.window->from <= today;
}

std::string changesBetween(const Target& old, const Target& next)
{
    std::string text;
    const auto note = [&text](const char* what, const std::string& before, const std::string& after) {
        if (before != after) text += fmt::format("{}{} {} → {}", text.empty() ? "" : "; ", what, before, after);
    };
    note("title", "“" + old.title + "”", "“" + next.title + "”");
    note("measure", old.measure, next.measure);
    note("basis", domain::basisId(old.basis), domain::basisId(next.basis));
    note("limit", boundText(old), boundText(next));
    note("teams", setText(old.teams), setText(next.teams));
    note("task types", setText(old.taskTypes), setText(next.taskTypes));
    note("priorities", setText(old.priorities), setText(next.priorities));
    note("baseline", rangeText(old.baseline), rangeText(next.baseline));
    note("window", rangeText(old.window), rangeText(next.window));
    note("owner", old.owner, next.owner);
    note("kind", old.guardRail ? "guard-rail" : "target", next.guardRail ? "guard-rail" : "target");
    return text;
}

} // namespace

metrics::Estimate baselineOf(const Target& target, const facts::View& view)
{
    if (const metrics::Metric* metric = metrics::metricById(target.measure))
        return metric->compute(populationOf(target, view, target.baseline));
    metrics::Estimate none;
    none.note = fmt::format("There is no measure “{}”.", target.measure);
    return none;
}

std::string titleOf(const Target& target)
{
    const metrics::Metric* metric = metrics::metricById(target.measure);
    std::string title = metric ? std::string(metric->info().title) : target.measure;
    title += ": " + boundText(target);
    if (target.basis == Basis::Change) title += " of the baseline";
    if (target.basis == Basis::Contrast) title += " with AI against without";
    for (const auto* words : {&target.priorities, &target.teams})
        if (!words->empty()) title += ", " + setText(*words);
    return title;
}

Result<Target> checked(Target target, const facts::View& view)
{
    if (const auto problem = problemOf(target, view); !problem.empty())
        return failure(ErrorCode::Usage, (target.id.empty() ? "" : target.id + ": ") + problem);
    if (target.title.empty()) target.title = titleOf(target);
    if (target.id.empty()) target.id = idFrom(target.title);
    return target;
}

Target registered(Target target, Day today, const facts::View& view)
{
    target.registeredOn = today;
    target.byDefault = false;
    target.postHoc = opened(target, today);
    target.edits.clear();
    measureBaseline(target, view);
    return target;
}

Target edited(const Target& old, Target next, Day today, const facts::View& view)
{
    const std::string what = changesBetween(old, next);
    if (what.empty()) return old;
    const bool late = opened(old, today) || opened(next, today);
    const bool sameBaseline = old.measure == next.measure && old.basis == next.basis && old.baseline == next.baseline &&
                              old.teams == next.teams && old.taskTypes == next.taskTypes &&
                              old.priorities == next.priorities;
    next.registeredOn = old.registeredOn;
    next.byDefault = false;
    next.postHoc = old.postHoc || late;
    next.edits = old.edits;
    next.edits.push_back({today, what, late});
    next.retiredOn = old.retiredOn;
    next.measuredBaseline = old.measuredBaseline;
    if (!sameBaseline) measureBaseline(next, view);
    return next;
}

} // namespace assay::decision
