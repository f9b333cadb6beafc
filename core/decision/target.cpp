// SPDX-License-Identifier: GPL-3.0-or-later
#include "decision/target.h"

#include "metrics/metric.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

namespace assay::decision {
namespace {

/// Whether the view's own contrasts are about the target's population.
bool seesAllOf(const facts::View& view, const Target& target)
{
    return view.filter() == populationOf(target, view, target.window).filter();
}

/// What the target is called when the interval is on one side of the limit, or on both.
const char* stateTitle(const TargetStatus& status)
{
    const bool rail = status.target.guardRail;
    switch (status.state) {
    case TargetState::Met:
        return rail ? "kept" : "met";
    case TargetState::NotMet:
        return rail ? "crossed" : "not met";
    case TargetState::AtRisk:
        return rail ? "at risk" : status.ended ? "undecided" : "not met yet";
    case TargetState::Inconclusive:
        if (rail) return status.ended ? "not crossed" : "kept so far";
        return status.ended ? "undecided" : "inconclusive";
    case TargetState::Open:
        return "open";
    case TargetState::NotMeasurable:
        break;
    }
    return "not measurable";
}

void judgeContrast(TargetStatus& status, const facts::View& view, const analysis::Settings& settings,
                   const std::vector<const analysis::Contrast*>& made)
{
    const Target& target = status.target;
    const auto take = [&status](const analysis::Contrast& c) {
        status.evidence = c.adjusted.effect;
        status.weeksToDecide = c.weeksToDecide;
    };
    const auto found = std::find_if(made.begin(), made.end(),
                                    [&target](const analysis::Contrast* c) { return c->measure == target.measure; });
    if (found != made.end() && seesAllOf(view, target)) {
        take(**found);
        return;
    }
    analysis::Settings quick = settings;
    quick.sensitivity = false;
    quick.segments = false;
    const auto contrast = analysis::contrast(target.measure, populationOf(target, view, target.window), quick);
    if (contrast)
        take(*contrast);
    else
        status.evidence.note = contrast.error().message;
}

/// What the interval decides only as long as nobody asks about those of whom the answer is not known is undecided.
void heedUnknown(TargetStatus& status)
{
    if (status.state != TargetState::Met && status.state != TargetState::NotMet) return;
    const auto bounds = whateverTheUnknown(status.evidence);
    const auto state = stateAgainst(bounds, status.target.limit, status.target.atMost);
    status.turnedByUnknown = state != status.state;
    status.state = state;
}

/// Ratio of two independent figures; the interval from those of both on the log scale (MOVER, Zou & Donner 2008).
metrics::Estimate ratioOf(const metrics::Estimate& now, const metrics::Estimate& before)
{
    metrics::Estimate e = now;
    e.unit = "ratio";
    e.method = now.method + ", against the baseline window";
    e.value.reset();
    e.low.reset();
    e.high.reset();
    if (!now.value || !before.value || !(*now.value > 0) || !(*before.value > 0)) {
        e.note = !before.value ? "The baseline window has no figure: " + before.note : now.note;
        if (e.note.empty()) e.note = "A figure of zero has no ratio.";
        return e;
    }
    const double centre = std::log(*now.value / *before.value);
    e.value = std::exp(centre);
    if (!now.low || !now.high || !before.low || !before.high || !(*now.low > 0) || !(*before.low > 0)) {
        e.note = "Not enough data for an interval.";
        return e;
    }
    const auto reach = [](double a, double b) { return std::log(a / b); };
    e.low = std::exp(centre - std::hypot(reach(*now.value, *now.low), reach(*before.high, *before.value)));
    e.high = std::exp(centre + std::hypot(reach(*now.high, *now.value), reach(*before.value, *before.low)));
    return e;
}

metrics::Estimate asEstimate(const domain::BaselineFigure& figure)
{
    metrics::Estimate e;
    e.value = figure.value;
    e.low = figure.low;
    e.high = figure.high;
    e.unit = figure.unit;
    e.note = figure.note;
    return e;
}

void judgeFigure(TargetStatus& status, const facts::View& view)
{
    const Target& target = status.target;
    const metrics::Metric* metric = metrics::metricById(target.measure);
    if (metric == nullptr) {
        status.evidence.note = fmt::format("There is no measure \"{}\".", target.measure);
        return;
    }
    status.evidence = metric->compute(populationOf(target, view, target.window));
    if (target.basis != Basis::Change) return;
    if (target.measuredBaseline) {
        status.evidence = ratioOf(status.evidence, asEstimate(*target.measuredBaseline));
        return;
    }
    const auto baseline = target.baseline ? target.baseline : view.filter().baseline;
    if (!baseline) {
        status.evidence = {};
        status.evidence.note = "No baseline window is set.";
        return;
    }
    status.evidence = ratioOf(status.evidence, metric->compute(populationOf(target, view, baseline)));
}

std::string shown(double value, const Target& target, const metrics::Estimate& evidence)
{
    if (target.basis == Basis::Change || evidence.unit == "ratio") return fmt::format("×{:.2f}", value);
    if (evidence.unit == "share")
        return target.basis == Basis::Contrast
                   ? fmt::format("{}{:.1f} points", value < 0 ? "−" : "+", std::abs(100 * value))
                   : fmt::format("{:.0f} %", 100 * value);
    return fmt::format("{:.1f} {}", value, evidence.unit);
}

/// "17 Apr 2026", as everywhere a person reads.
std::string dayWords(Day day)
{
    static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::year_month_day date(day);
    return fmt::format("{} {} {}", static_cast<unsigned>(date.day()),
                       kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()));
}

std::string sentenceOf(const TargetStatus& status)
{
    const Target& t = status.target;
    std::string text = t.title + ": ";
    const auto& e = status.evidence;
    if (!e.value)
        text += "not measurable. " + e.note;
    else if (e.low && e.high)
        text +=
            fmt::format("{} ({:.0f} % interval {} to {}) against at {} {}.", shown(*e.value, t, e), 100 * e.level,
                        shown(*e.low, t, e), shown(*e.high, t, e), t.atMost ? "most" : "least", shown(t.limit, t, e));
    else
        text += fmt::format("{} against at {} {}; no interval.", shown(*e.value, t, e), t.atMost ? "most" : "least",
                            shown(t.limit, t, e));
    if (status.turnedByUnknown)
        text += fmt::format(" The answer is known of {:.0f} %; the others could turn it.", 100 * *e.coverage);
    if (t.byDefault)
        text += t.guardRail ? " Default guard-rail: none is registered." : " Default target: none is registered.";
    else if (t.postHoc)
        text += " Post hoc: registered or changed after its window opened.";
    else if (t.registeredOn)
        text += " Registered on " + dayWords(*t.registeredOn) + ".";
    if (t.retiredOn) text += " Retired on " + dayWords(*t.retiredOn) + ", after its window had opened.";
    return text;
}

} // namespace

facts::View populationOf(const Target& target, const facts::View& view, const std::optional<DayRange>& window)
{
    facts::Filter filter = view.filter();
    if (!target.byDefault) {
        filter.teams = target.teams;
        filter.taskTypes = target.taskTypes;
        filter.priorities = target.priorities;
        filter.repositories.clear();
        filter.tools.clear();
    }
    if (window) filter.period = window;
    return view.with(filter);
}

std::vector<Target> defaultTargets()
{
    std::vector<Target> targets(4);
    targets[0].id = "default-speed";
    targets[0].title = "Ticket to merge at least 15 % shorter with AI";
    targets[0].measure = "ticket-to-merge";
    targets[0].limit = 0.85;
    targets[1].id = "default-adoption";
    targets[1].title = "Real adoption of at least 40 %";
    targets[1].measure = "real-adoption";
    targets[1].basis = Basis::Level;
    targets[1].atMost = false;
    targets[1].limit = 0.40;
    targets[2].id = "default-defects";
    targets[2].title = "Defects introduced no more than ×1.10 with AI";
    targets[2].measure = "defects-per-100-changes";
    targets[2].limit = 1.10;
    targets[2].guardRail = true;
    targets[3].id = "default-survival";
    targets[3].title = "Code alive after 90 days no more than 5 points lower with AI";
    targets[3].measure = "survival-90";
    targets[3].atMost = false;
    targets[3].limit = -0.05;
    targets[3].guardRail = true;
    for (Target& target : targets) target.byDefault = true;
    return targets;
}

std::string stateText(const TargetStatus& status)
{
    if (!status.opened) return "opens on " + dayWords(status.target.window->from);
    const bool unknown = status.turnedByUnknown && status.state != TargetState::Open;
    return (status.target.retiredOn ? "retired; " : "") +
           (unknown ? fmt::format("undecided, {:.0f}\u00a0% unknown", 100 * (1 - *status.evidence.coverage))
                    : std::string(stateTitle(status)));
}

bool isKept(const TargetStatus& status)
{
    return status.state == TargetState::Met || (status.target.guardRail && status.state == TargetState::Inconclusive);
}

bool counts(const TargetStatus& status)
{
    return status.opened && (status.target.guardRail || !status.target.postHoc);
}

TargetState stateAgainst(const metrics::Estimate& e, double limit, bool atMost)
{
    if (!e.value) return TargetState::NotMeasurable;
    const auto right = [&](double v) { return atMost ? v <= limit : v >= limit; };
    const auto& worst = atMost ? e.high : e.low;
    const auto& best = atMost ? e.low : e.high;
    if (worst && right(*worst)) return TargetState::Met;
    if (best && !right(*best)) return TargetState::NotMet;
    return right(*e.value) ? TargetState::Inconclusive : TargetState::AtRisk;
}

metrics::Estimate whateverTheUnknown(const metrics::Estimate& share)
{
    metrics::Estimate e = share;
    if (!e.coverage || !e.low || !e.high) return e;
    e.low = *e.coverage * *e.low;
    e.high = *e.coverage * *e.high + (1 - *e.coverage);
    return e;
}

TargetStatus statusOf(const Target& target, const facts::View& view, const analysis::Settings& settings,
                      const std::vector<const analysis::Contrast*>& made)
{
    TargetStatus status;
    status.target = target;
    const Day today = dayOf(view.snapshot().cutOff);
    status.opened = !target.window || target.window->from <= today;
    status.ended = target.window && target.window->to <= today;
    if (!status.opened) {
        status.state = TargetState::Open;
        status.evidence.note = fmt::format("Its window opens on {}.", dayWords(target.window->from));
        status.sentence = target.title + ": not judged yet. " + status.evidence.note;
        return status;
    }
    if (target.basis == Basis::Contrast)
        judgeContrast(status, view, settings, made);
    else
        judgeFigure(status, view);
    status.state = stateAgainst(status.evidence, target.limit, target.atMost);
    if (target.basis == Basis::Level && status.evidence.unit == "share") heedUnknown(status);
    if (target.window && !status.ended && status.state != TargetState::NotMeasurable) status.state = TargetState::Open;
    status.sentence = sentenceOf(status);
    return status;
}

} // namespace assay::decision
