// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/budgettext.h"

#include "decision/verdict.h"
#include "present/format.h"

#include <algorithm>
#include <cmath>

namespace assay::present {

namespace {

/// As many decimals, at most, as the number has.
QString shortest(double value, int most)
{
    int decimals = 0;
    double scaled = value;
    while (decimals < most && std::abs(scaled - std::round(scaled)) > 1e-9 * std::max(1.0, std::abs(scaled))) {
        scaled *= 10;
        ++decimals;
    }
    return formatNumber(value, decimals);
}

QString money(double value, std::string_view currency)
{
    const bool whole = std::abs(value) >= 100 && std::abs(value - std::round(value)) < 0.005;
    return formatAmount(value, currency, whole || std::abs(value) >= 1000 ? 0 : 2);
}

} // namespace

QString assumptionText(whatif::Parameter id, double value, std::string_view currency)
{
    const std::string_view unit = whatif::info(id).unit;
    if (unit == "share") return shortest(100 * value, 1) + QStringLiteral("\u00a0%");
    if (unit == "USD") return money(value, currency);
    if (unit == "×") return QStringLiteral("×") + shortest(value, 2);
    return shortest(value, unit == "people" ? 0 : 2) + u'\u00a0' + text(unit);
}

QString assumptionText(whatif::Parameter id, const whatif::Value& value, std::string_view currency)
{
    QString mode = assumptionText(id, value.mode, currency);
    if (value.spread == whatif::Spread::Fixed || value.low == value.high) return mode;
    return QStringLiteral("%1, %2 … %3")
        .arg(mode, assumptionText(id, value.low, currency), assumptionText(id, value.high, currency));
}

QString movedText(const whatif::Moved& moved, std::string_view currency)
{
    return QStringLiteral("%1 was %2, now %3: update the scenario?")
        .arg(text(whatif::info(moved.id).title), assumptionText(moved.id, moved.was.mode, currency),
             assumptionText(moved.id, moved.now.mode, currency));
}

QString movedText(const std::vector<whatif::Moved>& moved, std::string_view currency)
{
    if (moved.size() == 1) return movedText(moved.front(), currency);
    QStringList said;
    for (const auto& one : moved)
        said.append(QStringLiteral("%1 %2 (was %3)")
                        .arg(text(whatif::info(one.id).title), assumptionText(one.id, one.now.mode, currency),
                             assumptionText(one.id, one.was.mode, currency)));
    return QStringLiteral("Measured anew since it was saved: %1. Update the scenario?")
        .arg(said.join(QStringLiteral(", ")));
}

QString editText(const Edit& edit, std::string_view currency)
{
    return QStringLiteral("%1 %2, was %3")
        .arg(text(whatif::info(edit.id).title), assumptionText(edit.id, edit.now.mode, currency),
             assumptionText(edit.id, edit.was.mode, currency));
}

QString rolloutText(const std::vector<whatif::Phase>& phases)
{
    QStringList parts;
    for (const auto& phase : phases) {
        auto said = QStringLiteral("%1 from month %2 (%3 of the people")
                        .arg(text(phase.team))
                        .arg(phase.month)
                        .arg(formatPercent(phase.people));
        if (phase.work < 1) said += QStringLiteral(", %1 of their work").arg(formatPercent(phase.work));
        if (!phase.tasks.empty()) said += QStringLiteral(": ") + text(phase.tasks);
        parts << said + u')';
    }
    return parts.join(QStringLiteral(", "));
}

Tone originTone(whatif::Origin origin)
{
    switch (origin) {
    case whatif::Origin::Measured:
        return Tone::Good;
    case whatif::Origin::Benchmark:
        return Tone::Ai;
    case whatif::Origin::Judgement:
        break;
    }
    return Tone::Attention;
}

QString originWord(whatif::Origin origin)
{
    switch (origin) {
    case whatif::Origin::Measured:
        return QStringLiteral("measured");
    case whatif::Origin::Benchmark:
        return QStringLiteral("benchmark");
    case whatif::Origin::Judgement:
        break;
    }
    return QStringLiteral("judgement");
}

QString paybackText(const std::optional<double>& months, int horizon)
{
    if (!months) return QStringLiteral("not in %1 months").arg(horizon);
    const double whole = std::ceil(*months);
    return whole == 1 ? QStringLiteral("1 month") : QStringLiteral("%1 months").arg(formatNumber(whole, 0));
}

QString rangeText(const whatif::Percentiles& npv, std::string_view currency)
{
    return QStringLiteral("80\u00a0% range %1 … %2")
        .arg(formatMoney(npv.p10, currency), formatMoney(npv.p90, currency));
}

QString needText(const Result<whatif::GoalSeek>& need, whatif::Parameter id, std::string_view currency)
{
    if (!need) return text(need.error().message);
    return QStringLiteral("%1 of at %2 %3 (%4 now) for a chance of a gain of %5, not only a mean of zero")
        .arg(text(whatif::info(id).title), need->atLeast ? QStringLiteral("least") : QStringLiteral("most"),
             assumptionText(id, std::round(need->value * 1000) / 1000, currency),
             assumptionText(id, need->now, currency), formatPercent(decision::kProbabilityToScale));
}

std::string currentMonth(const facts::View& view)
{
    return isoDay(dayOf(view.snapshot().cutOff)).substr(0, 7);
}

std::string firstMonth(const facts::View& view)
{
    const auto& merged = view.snapshot().changes.mergedAt;
    const auto first = std::min_element(merged.begin(), merged.end());
    return first == merged.end() ? std::string() : isoDay(dayOf(fromUnixMillis(*first))).substr(0, 7);
}

FigureLink figureOf(whatif::Parameter id)
{
    using enum whatif::Parameter;
    switch (id) {
    case TimeSaved:
        return {"ticket-to-merge", "delivery"};
    case EligiblePeople:
    case AdoptionToday:
    case AdoptionPlateau:
        return {"real-adoption", "adoption"};
    case ChangesPerMonth:
        return {"throughput", "delivery"};
    case ExtraDefects:
        return {"defects-per-100-changes", "quality"};
    case Seats:
        return {"", "adoption"};
    case SeatPrice:
    case HourlyCost:
    case UsageCost:
        return {"", "reconciliation"};
    default:
        return {};
    }
}

std::vector<Result<whatif::GoalSeek>> neededValues(const whatif::Scenario& scenario,
                                                   std::span<const whatif::Parameter> ids, std::size_t trials)
{
    whatif::SimulationSettings settings;
    settings.trials = std::min<std::size_t>(trials, 20'480);
    return whatif::seekEach(scenario, whatif::Goal::ProbabilityPositive, decision::kProbabilityToScale, ids, settings);
}

Result<whatif::GoalSeek> neededValue(const whatif::Scenario& scenario, whatif::Parameter id, std::size_t trials)
{
    return neededValues(scenario, {&id, 1}, trials).front();
}

} // namespace assay::present
