// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/whatifspec.h"

#include "decision/verdict.h"
#include "present/budgettext.h"
#include "present/figures.h"
#include "present/format.h"

#include <algorithm>

namespace assay::present {

namespace {

using whatif::Parameter;

/// Where a slider ends: the whole of a share, else twice what is in use, within what is possible.
std::pair<double, double> endsOf(const whatif::ParameterInfo& row, const whatif::Value& value)
{
    if (row.unit == "share") return {std::max(row.least, std::min(-0.5, value.low)), row.most <= 1 ? row.most : 1.0};
    const double reach = 2 * std::max({std::abs(value.low), std::abs(value.high), std::abs(row.standard.high), 0.5});
    return {row.least < 0 ? std::max(row.least, -reach) : row.least, std::min(row.most, reach)};
}

SliderSpec sliderOf(const whatif::ParameterInfo& row, const whatif::Value& base, const whatif::Value& shown)
{
    SliderSpec slider;
    slider.id = text(row.key);
    slider.title = text(row.title);
    slider.origin = originWord(shown.origin);
    slider.tone = originTone(shown.origin);
    slider.tip = text(row.effect) + u'\n' + text(shown.source);
    if (!shown.asOf.empty()) slider.tip += QStringLiteral(", ") + text(shown.asOf);
    std::tie(slider.from, slider.to) = endsOf(row, base);
    slider.low = shown.low;
    slider.mode = shown.mode;
    slider.high = shown.high;
    slider.known = shown.spread == whatif::Spread::Fixed;
    slider.edited = !(shown == base);
    return slider;
}

whatif::Scenario editedScenario(const WhatIfSpec& spec, const BudgetTrial& trial)
{
    whatif::Scenario scenario = spec.base.scenario;
    for (const auto& [id, value] : trial.edits) scenario.at(id) = value;
    return scenario;
}

} // namespace

std::shared_ptr<const WhatIfSpec> whatIfSpec(Figures& figures, const BudgetTrial& trial)
{
    auto spec = std::make_shared<WhatIfSpec>();
    const Budgets& budgets = figures.budgets();
    for (const Budget& budget : budgets.all()) spec->scenarios << text(budget.scenario.name);
    BudgetTrial unedited = trial;
    unedited.edits.clear();
    spec->base = tried(budgets, unedited).budget;
    spec->scenario = text(spec->base.scenario.name);
    spec->moved = spec->base.stored && !spec->base.moved.empty();
    spec->trial = trial;
    const whatif::Scenario shown = editedScenario(*spec, trial);
    for (const whatif::ParameterInfo& row : whatif::parameters())
        spec->sliders.push_back(sliderOf(row, spec->base.scenario.at(row.id), shown.at(row.id)));
    return spec;
}

BudgetTrial withEdit(const WhatIfSpec& spec, BudgetTrial trial, const QString& id, double low, double mode, double high)
{
    const auto parameter = whatif::parameterByKey(id.toStdString());
    if (!parameter) return trial;
    whatif::Value value = spec.base.scenario.at(*parameter);
    const bool same = value.low == low && value.mode == mode && value.high == high;
    std::erase_if(trial.edits, [&](const auto& edit) { return edit.first == *parameter; });
    if (same) return trial;
    value.low = low;
    value.mode = mode;
    value.high = high;
    value.origin = whatif::Origin::Judgement;
    value.source = "set by hand";
    value.asOf.clear();
    // A log-normal curve has no zero, and a normal one no middle but that of its ends.
    const bool skewed = value.spread == whatif::Spread::Normal && std::abs(low + high - 2 * mode) > 1e-9;
    if (skewed || (value.spread == whatif::Spread::LogNormal && !(low > 0))) value.spread = whatif::Spread::Pert;
    trial.edits.emplace_back(*parameter, std::move(value));
    return trial;
}

QString sliderText(const WhatIfSpec& spec, const QString& id, double low, double mode, double high)
{
    const auto parameter = whatif::parameterByKey(id.toStdString());
    if (!parameter) return {};
    // What is dragged has no more digits than a pixel can tell.
    const double step = whatif::info(*parameter).unit == "share" ? 1000 : std::abs(high) < 10 ? 100 : 1;
    whatif::Value value = spec.base.scenario.at(*parameter);
    value.low = std::round(low * step) / step;
    value.mode = std::round(mode * step) / step;
    value.high = std::round(high * step) / step;
    return assumptionText(*parameter, value, spec.base.scenario.currency);
}

HeadlineSpec headline(const WhatIfSpec& spec, const BudgetTrial& trial)
{
    const whatif::Scenario scenario = editedScenario(spec, trial);
    HeadlineSpec said;
    const auto summary = simulated(scenario, trial.trials);
    if (!summary) {
        said.problem = text(summary.error().message);
        return said;
    }
    said.value = formatMoney(summary->npv.p50, scenario.currency);
    said.interval = rangeText(summary->npv, scenario.currency);
    said.chance = QStringLiteral("P(net value > 0) ") + formatPercent(summary->probabilityPositive);
    said.payback = QStringLiteral("payback ") + paybackText(summary->paybackMedian, scenario.months);
    said.tone = summary->probabilityPositive >= decision::kProbabilityToScale ? Tone::Good
                : summary->npv.p50 > 0                                        ? Tone::Attention
                                                                              : Tone::Bad;
    return said;
}

whatif::Scenario triedScenario(const WhatIfSpec& spec, const BudgetTrial& trial, const QString& name)
{
    whatif::Scenario scenario = editedScenario(spec, trial);
    scenario.name = name.trimmed().toStdString();
    return scenario;
}

} // namespace assay::present
