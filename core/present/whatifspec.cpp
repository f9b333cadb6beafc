// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/whatifspec.h"

#include "present/budgettext.h"
#include "present/figures.h"
#include "present/format.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace assay::present {

namespace {

using whatif::Parameter;

/// Where a slider ends: the whole of a share, else twice what is in use, within what is possible.
std::pair<double, double> endsOf(const whatif::ParameterInfo& row, const whatif::Value& base,
                                 const whatif::Value& shown)
{
    if (row.unit == "share")
        return {std::max(row.least, std::min({row.least < 0 ? -0.5 : 0.0, base.low, shown.low})),
                std::min(row.most, std::max({1.0, base.high, shown.high}))};
    const auto reachOf = [&row](const whatif::Value& v) { return 2 * std::max(std::abs(v.low), std::abs(v.high)); };
    const double usual = 2 * std::max({std::abs(base.low), std::abs(base.high), std::abs(row.standard.high), 0.5});
    const double reach = shown.high > usual ? reachOf(shown) : usual;
    return {row.least < 0 ? std::max(row.least, -reach) : row.least, std::min(row.most, reach)};
}

/// A hundredth of the slider, rounded down to 1, 2 or 5 times a power of ten; whole people.
double stepOf(const whatif::ParameterInfo& row, double width)
{
    const double raw = width / 100;
    const double power = std::pow(10, std::floor(std::log10(raw) + 1e-9));
    const double lead = raw / power + 1e-9;
    const double step = (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
    return row.unit == "people" ? std::max(1.0, step) : step;
}

QString groupOf(Parameter id)
{
    if (id <= Parameter::ContextMonths) return QStringLiteral("Adoption");
    if (id <= Parameter::VendorClaim) return QStringLiteral("Benefit");
    if (id <= Parameter::ComplianceHours) return QStringLiteral("Running costs");
    return QStringLiteral("Build, upkeep, talent and exit");
}

void describe(SliderSpec& slider, const whatif::ParameterInfo& row, const whatif::Value& shown,
              const std::string& currency, const std::string& month)
{
    slider.title = text(row.title);
    slider.group = groupOf(row.id);
    const bool stale = shown.origin != whatif::Origin::Judgement && whatif::isStale(shown, month);
    slider.origin = originWord(shown.origin);
    if (!shown.asOf.empty()) slider.origin += QStringLiteral(" · ") + text(shown.asOf);
    if (stale) slider.origin += QStringLiteral(", stale");
    slider.tone = stale ? Tone::Bad : originTone(shown.origin);
    if (shown.origin == whatif::Origin::Measured) slider.link = text(figureOf(row.id).page);
    if (shown.origin == whatif::Origin::Benchmark) slider.link = QStringLiteral("benchmarks#") + slider.id;
    slider.tip = text(row.effect) + u'\n' + text(shown.source);
    if (!shown.asOf.empty()) slider.tip += QStringLiteral(", ") + text(shown.asOf);
    slider.value = assumptionText(row.id, shown.mode, currency);
    if (!slider.known)
        slider.range = assumptionText(row.id, shown.low, currency) + QStringLiteral(" … ") +
                       assumptionText(row.id, shown.high, currency);
}

SliderSpec sliderOf(const whatif::ParameterInfo& row, const whatif::Scenario& base, const whatif::Scenario& edited,
                    const std::string& month)
{
    const whatif::Value& own = base.at(row.id);
    const whatif::Value& shown = edited.at(row.id);
    SliderSpec slider;
    slider.id = text(row.key);
    std::tie(slider.from, slider.to) = endsOf(row, own, shown);
    slider.step = stepOf(row, slider.to - slider.from);
    slider.low = shown.low;
    slider.mode = shown.mode;
    slider.high = shown.high;
    slider.before = own.mode;
    slider.known = shown.spread == whatif::Spread::Fixed;
    slider.edited = !(shown == own);
    describe(slider, row, shown, base.currency, month);
    if (slider.edited) slider.was = QStringLiteral("was ") + assumptionText(row.id, own, base.currency);
    return slider;
}

whatif::Scenario editedScenario(const WhatIfSpec& spec, const BudgetTrial& trial)
{
    whatif::Scenario scenario = spec.base.scenario;
    for (const auto& [id, value] : trial.edits) scenario.at(id) = value;
    return scenario;
}

/// One value as it would be after an edit by hand.
whatif::Value byHand(whatif::Value value, const Triple& to)
{
    const bool widened = value.spread == whatif::Spread::Fixed && to.low < to.high;
    value.low = to.low;
    value.mode = to.mode;
    value.high = to.high;
    value.origin = whatif::Origin::Judgement;
    value.source = "set by hand";
    value.asOf.clear();
    // A log-normal curve has no zero, and a normal one no middle but that of its ends.
    const bool skewed = value.spread == whatif::Spread::Normal && std::abs(to.low + to.high - 2 * to.mode) > 1e-9;
    if (widened || skewed || (value.spread == whatif::Spread::LogNormal && !(to.low > 0)))
        value.spread = whatif::Spread::Pert;
    return value;
}

/// The trial with one assumption as a choice sets it.
template <class Choice>
BudgetTrial withChoice(const WhatIfSpec& spec, BudgetTrial trial, Choice choice, Parameter id)
{
    whatif::Scenario scenario = editedScenario(spec, trial);
    scenario.choose(choice);
    std::erase_if(trial.edits, [id](const auto& edit) { return edit.first == id; });
    if (!(spec.base.scenario.at(id) == scenario.at(id))) trial.edits.emplace_back(id, scenario.at(id));
    return trial;
}

/// The choice that gives the value an assumption has.
template <class Choice>
std::optional<Choice> choiceOf(const WhatIfSpec& spec, const BudgetTrial& trial, Parameter id,
                               std::initializer_list<Choice> choices)
{
    whatif::Scenario scenario = editedScenario(spec, trial);
    const whatif::Value value = scenario.at(id);
    for (const Choice choice : choices) {
        scenario.choose(choice);
        const whatif::Value& chosen = scenario.at(id);
        if (chosen.low == value.low && chosen.mode == value.mode && chosen.high == value.high) return choice;
    }
    return std::nullopt;
}

/// "15 %" → 0.15; "$1,200" → 1200; absent where no number remains.
std::optional<double> numberIn(QString words, const whatif::ParameterInfo& row, const std::string& currency)
{
    const bool percent = words.contains(u'%');
    for (const QString& sign : {QStringLiteral("%"), QStringLiteral("$"), QStringLiteral("×"), QStringLiteral("\u00a0"),
                                QStringLiteral(" "), QStringLiteral(","), text(currency), text(row.unit)})
        words.remove(sign, Qt::CaseInsensitive);
    words.replace(QChar(0x2212), u'-');
    bool good = false;
    const double number = words.toDouble(&good);
    if (!good) return std::nullopt;
    return percent ? number / 100 : number;
}

} // namespace

std::shared_ptr<const WhatIfSpec> whatIfSpec(Figures& figures, const BudgetTrial& trial)
{
    auto spec = std::make_shared<WhatIfSpec>();
    const Budgets& budgets = figures.budgets();
    for (const Budget& budget : budgets.all()) spec->scenarios << text(budget.scenario.name);
    for (const whatif::Preset& preset : whatif::presets())
        if (!spec->scenarios.contains(text(preset.scenario.name))) spec->presets << text(preset.scenario.name);
    BudgetTrial unedited = trial;
    unedited.edits.clear();
    spec->base = tried(budgets, unedited).budget;
    spec->scenario = text(spec->base.scenario.name);
    spec->stored = spec->base.stored;
    spec->leads = spec->base.scenario.name == budgets.leading().scenario.name;
    spec->moved = spec->base.stored && !spec->base.moved.empty();
    spec->month = currentMonth(figures.view());
    spec->trial = trial;
    const whatif::Scenario shown = editedScenario(*spec, trial);
    for (const whatif::ParameterInfo& row : whatif::parameters())
        spec->sliders.push_back(sliderOf(row, spec->base.scenario, shown, spec->month));
    return spec;
}

SliderSpec slider(const WhatIfSpec& spec, const BudgetTrial& trial, const QString& id)
{
    const auto parameter = whatif::parameterByKey(id.toStdString());
    if (!parameter) return {};
    return sliderOf(whatif::info(*parameter), spec.base.scenario, editedScenario(spec, trial), spec.month);
}

BudgetTrial withEdit(const WhatIfSpec& spec, BudgetTrial trial, const QString& id, const Triple& to)
{
    const auto parameter = whatif::parameterByKey(id.toStdString());
    if (!parameter) return trial;
    const whatif::Value& own = spec.base.scenario.at(*parameter);
    std::erase_if(trial.edits, [&](const auto& edit) { return edit.first == *parameter; });
    if (own.low == to.low && own.mode == to.mode && own.high == to.high) return trial;
    trial.edits.emplace_back(*parameter, byHand(own, to));
    return trial;
}

BudgetTrial withHosting(const WhatIfSpec& spec, BudgetTrial trial, whatif::Hosting hosting)
{
    return withChoice(spec, std::move(trial), hosting, Parameter::HostingMultiple);
}

BudgetTrial withApproach(const WhatIfSpec& spec, BudgetTrial trial, whatif::Approach approach)
{
    return withChoice(spec, std::move(trial), approach, Parameter::IntegrationMultiple);
}

std::optional<whatif::Hosting> hostingOf(const WhatIfSpec& spec, const BudgetTrial& trial)
{
    using enum whatif::Hosting;
    return choiceOf(spec, trial, Parameter::HostingMultiple, {Cloud, Hybrid, OnPremise});
}

std::optional<whatif::Approach> approachOf(const WhatIfSpec& spec, const BudgetTrial& trial)
{
    using enum whatif::Approach;
    return choiceOf(spec, trial, Parameter::IntegrationMultiple, {Buy, Mixed, Build});
}

BudgetTrial withoutEdit(BudgetTrial trial, const QString& id)
{
    const auto parameter = whatif::parameterByKey(id.toStdString());
    std::erase_if(trial.edits, [&](const auto& edit) { return parameter && edit.first == *parameter; });
    return trial;
}

Triple movedTo(const SliderSpec& slider, double mode)
{
    if (slider.known) return {mode, mode, mode};
    const auto parameter = whatif::parameterByKey(slider.id.toStdString());
    if (!parameter) return {mode, mode, mode};
    const whatif::ParameterInfo& row = whatif::info(*parameter);
    const double by = mode - slider.mode;
    return {std::clamp(slider.low + by, row.least, mode), mode, std::clamp(slider.high + by, mode, row.most)};
}

Result<Triple> typedValue(const WhatIfSpec& spec, const BudgetTrial& trial, const QString& id, const QString& typed)
{
    const auto parameter = whatif::parameterByKey(id.toStdString());
    if (!parameter) return failure(ErrorCode::Usage, "There is no such assumption.");
    const whatif::ParameterInfo& row = whatif::info(*parameter);
    QString words = typed;
    words.replace(QStringLiteral("…"), QStringLiteral(":"));
    std::vector<double> numbers;
    for (const QString& part : words.split(u':')) {
        const auto number = numberIn(part, row, spec.base.scenario.currency);
        if (!number)
            return failure(ErrorCode::Usage,
                           fmt::format("{}: “{}” is not a number; write {} or low : likely : high.", row.title,
                                       typed.trimmed().toStdString(), row.unit == "share" ? "15 %" : "12.5"));
        numbers.push_back(*number);
    }
    if (numbers.size() != 1 && numbers.size() != 3)
        return failure(ErrorCode::Usage, fmt::format("{}: give one number, or low : likely : high.", row.title));
    const SliderSpec now = slider(spec, trial, id);
    // What is impossible is refused as it was typed: only then is the range moved along.
    const double mode = numbers.size() == 1 ? numbers.front() : numbers[1];
    Triple value{numbers.front(), mode, numbers.back()};
    if (std::string problem = whatif::problemWith(*parameter, byHand(spec.base.scenario.at(*parameter), value));
        !problem.empty())
        return failure(ErrorCode::Usage, std::move(problem));
    return numbers.size() == 1 ? movedTo(now, mode) : value;
}

whatif::Scenario triedScenario(const WhatIfSpec& spec, const BudgetTrial& trial, const QString& name)
{
    whatif::Scenario scenario = editedScenario(spec, trial);
    scenario.name = name.trimmed().toStdString();
    return scenario;
}

} // namespace assay::present
