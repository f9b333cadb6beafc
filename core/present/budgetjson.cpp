// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/budgetjson.h"

#include "present/budgettext.h"
#include "present/format.h"
#include "whatif/scenariofile.h"

#include <algorithm>

namespace assay::present {

namespace {

QJsonValue maybe(const std::optional<double>& value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QString keyOf(whatif::Parameter id)
{
    return text(whatif::info(id).key);
}

} // namespace

QJsonArray assumptionsJson(const Budget& budget, const std::string& month)
{
    QJsonArray list;
    for (const whatif::ParameterInfo& row : whatif::parameters()) {
        const whatif::Value& v = budget.scenario.at(row.id);
        const auto moved = std::find_if(budget.moved.begin(), budget.moved.end(),
                                        [&](const whatif::Moved& m) { return m.id == row.id; });
        const bool dated = v.origin != whatif::Origin::Judgement;
        list.append(QJsonObject{
            {QStringLiteral("id"), text(row.key)},
            {QStringLiteral("title"), text(row.title)},
            {QStringLiteral("unit"), row.unit == "USD" ? text(budget.scenario.currency) : text(row.unit)},
            {QStringLiteral("low"), v.low},
            {QStringLiteral("likely"), v.mode},
            {QStringLiteral("high"), v.high},
            {QStringLiteral("spread"), text(whatif::spreadId(v.spread))},
            {QStringLiteral("origin"), text(whatif::originId(v.origin))},
            {QStringLiteral("source"), text(v.source)},
            {QStringLiteral("as_of"), v.asOf.empty() ? QJsonValue() : QJsonValue(text(v.asOf))},
            {QStringLiteral("stale"), dated && whatif::isStale(v, month)},
            {QStringLiteral("now"), moved == budget.moved.end() ? QJsonValue() : QJsonValue(moved->now.mode)}});
    }
    return list;
}

QJsonObject toJson(const whatif::Percentiles& p)
{
    return {{QStringLiteral("p10"), p.p10},
            {QStringLiteral("p50"), p.p50},
            {QStringLiteral("p90"), p.p90},
            {QStringLiteral("mean"), p.mean}};
}

QJsonObject toJson(const whatif::Summary& s)
{
    QJsonArray byMonth;
    for (const double share : s.paidBackByMonth) byMonth.append(share);
    QJsonArray counts;
    for (const std::size_t count : s.npvHistogram.counts) counts.append(static_cast<qint64>(count));
    return {{QStringLiteral("trials"), static_cast<qint64>(s.trials)},
            {QStringLiteral("npv"), toJson(s.npv)},
            {QStringLiteral("roi"), toJson(s.roi)},
            {QStringLiteral("capacity"), toJson(s.capacity)},
            {QStringLiteral("probability_positive"), s.probabilityPositive},
            {QStringLiteral("probability_never_pays_back"), s.probabilityNeverPaysBack},
            {QStringLiteral("payback_months"), QJsonObject{{QStringLiteral("p10"), maybe(s.paybackP10)},
                                                           {QStringLiteral("p50"), maybe(s.paybackMedian)},
                                                           {QStringLiteral("p90"), maybe(s.paybackP90)}}},
            {QStringLiteral("paid_back_by_month"), byMonth},
            {QStringLiteral("perfect_information"), s.perfectInformation},
            {QStringLiteral("npv_histogram"), QJsonObject{{QStringLiteral("from"), s.npvHistogram.from},
                                                          {QStringLiteral("width"), s.npvHistogram.width},
                                                          {QStringLiteral("counts"), counts}}}};
}

QJsonArray toJson(const std::vector<whatif::FanMonth>& fan)
{
    QJsonArray list;
    for (std::size_t month = 0; month < fan.size(); ++month)
        list.append(QJsonObject{{QStringLiteral("month"), static_cast<int>(month)},
                                {QStringLiteral("p10"), fan[month].p10},
                                {QStringLiteral("p50"), fan[month].p50},
                                {QStringLiteral("p90"), fan[month].p90}});
    return list;
}

QJsonArray toJson(const std::vector<whatif::TornadoBar>& bars)
{
    QJsonArray list;
    for (const whatif::TornadoBar& bar : bars)
        list.append(QJsonObject{{QStringLiteral("id"), keyOf(bar.id)},
                                {QStringLiteral("low"), bar.low},
                                {QStringLiteral("high"), bar.high},
                                {QStringLiteral("npv_at_low"), bar.npvAtLow},
                                {QStringLiteral("npv_at_high"), bar.npvAtHigh}});
    return list;
}

QJsonArray toJson(const std::vector<whatif::InformationValue>& values)
{
    QJsonArray list;
    for (const whatif::InformationValue& value : values)
        list.append(QJsonObject{{QStringLiteral("id"), keyOf(value.id)},
                                {QStringLiteral("worth"), value.worth},
                                {QStringLiteral("rank_correlation"), value.rankCorrelation},
                                {QStringLiteral("first_order"), value.firstOrder},
                                {QStringLiteral("total"), value.total}});
    return list;
}

QJsonArray toJson(const std::vector<whatif::WaterfallStep>& steps)
{
    QJsonArray list;
    for (const whatif::WaterfallStep& step : steps)
        list.append(QJsonObject{{QStringLiteral("title"), text(step.title)},
                                {QStringLiteral("change"), step.change},
                                {QStringLiteral("level"), step.level}});
    return list;
}

QJsonObject toJson(const whatif::Outcome& o)
{
    return {{QStringLiteral("npv"), o.npv},          {QStringLiteral("benefit"), o.benefit},
            {QStringLiteral("cost"), o.cost},        {QStringLiteral("one_off"), o.oneOff},
            {QStringLiteral("roi"), o.roi},          {QStringLiteral("payback_months"), maybe(o.paybackMonths)},
            {QStringLiteral("capacity"), o.capacity}};
}

QJsonObject toJson(const whatif::StagingRule& rule)
{
    return {{QStringLiteral("id"), keyOf(rule.id)},
            {QStringLiteral("threshold"), rule.threshold},
            {QStringLiteral("at_least"), rule.atLeast},
            {QStringLiteral("option_value"), rule.optionValue}};
}

QJsonObject toJson(const whatif::GoalSeek& goal)
{
    return {{QStringLiteral("value"), goal.value},
            {QStringLiteral("now"), goal.now},
            {QStringLiteral("at_least"), goal.atLeast},
            {QStringLiteral("reached"), goal.reached}};
}

} // namespace assay::present
