// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/json.h"

#include "present/format.h"

#include <QJsonArray>
#include <cmath>

namespace assay::present {

namespace {

QJsonValue optionalNumber(const std::optional<double>& value)
{
    return value && std::isfinite(*value) ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonValue optionalDay(Day day)
{
    return day == Day{} ? QJsonValue(QJsonValue::Null) : QJsonValue(text(isoDay(day)));
}

const char* verdictId(analysis::Verdict verdict)
{
    switch (verdict) {
    case analysis::Verdict::Better:
        return "better";
    case analysis::Verdict::Worse:
        return "worse";
    case analysis::Verdict::Inconclusive:
        return "inconclusive";
    case analysis::Verdict::NotEnoughData:
        break;
    }
    return "not enough data";
}

QJsonArray strings(const std::vector<std::string>& values)
{
    QJsonArray array;
    for (const std::string& value : values) array.append(text(value));
    return array;
}

QJsonValue cellValue(const Cell& cell)
{
    if (!cell.sort.isValid()) return cell.text;
    const QJsonValue value = QJsonValue::fromVariant(cell.sort);
    const bool dated = cell.sort.typeId() == QMetaType::QDate || cell.sort.typeId() == QMetaType::QDateTime;
    return value.isDouble() || dated ? value : QJsonValue(cell.text);
}

QJsonObject robustnessJson(const analysis::Robustness& robustness)
{
    QJsonArray balance;
    for (const analysis::Balance& b : robustness.balance)
        balance.append(QJsonObject{{QStringLiteral("covariate"), text(b.covariate)},
                                   {QStringLiteral("level"), text(b.level)},
                                   {QStringLiteral("before"), b.before},
                                   {QStringLiteral("after"), b.after}});
    return {{QStringLiteral("e_value"), optionalNumber(robustness.eValue)},
            {QStringLiteral("e_value_interval"), optionalNumber(robustness.eValueOfInterval)},
            {QStringLiteral("bound_low"), optionalNumber(robustness.boundLow)},
            {QStringLiteral("bound_high"), optionalNumber(robustness.boundHigh)},
            {QStringLiteral("effective_n_ai"), optionalNumber(robustness.effectiveAi)},
            {QStringLiteral("effective_n_human"), optionalNumber(robustness.effectiveHuman)},
            {QStringLiteral("balance"), balance}};
}

} // namespace

QJsonObject toJson(const metrics::Estimate& estimate)
{
    QJsonObject n;
    for (const auto& [group, count] : estimate.n) n[text(group.empty() ? "all" : group)] = static_cast<qint64>(count);
    QJsonArray excluded;
    for (const metrics::Exclusion& exclusion : estimate.excluded)
        excluded.append(QJsonObject{{QStringLiteral("reason"), text(exclusion.reason)},
                                    {QStringLiteral("count"), static_cast<qint64>(exclusion.count)}});
    const std::string note = estimate.value || !estimate.note.empty() ? estimate.note : "not enough data";
    return {{QStringLiteral("value"), optionalNumber(estimate.value)},
            {QStringLiteral("low"), optionalNumber(estimate.low)},
            {QStringLiteral("high"), optionalNumber(estimate.high)},
            {QStringLiteral("level"), estimate.level},
            {QStringLiteral("n"), n},
            {QStringLiteral("unit"), text(estimate.unit)},
            {QStringLiteral("method"), text(estimate.method)},
            {QStringLiteral("from"), optionalDay(estimate.from)},
            {QStringLiteral("to"), optionalDay(estimate.to)},
            {QStringLiteral("coverage"), optionalNumber(estimate.coverage)},
            {QStringLiteral("excluded"), excluded},
            {QStringLiteral("note"), text(note)}};
}

QJsonObject toJson(const metrics::Bucket& bucket)
{
    QJsonObject object = toJson(bucket.estimate);
    object[QStringLiteral("keys")] = strings(bucket.keys);
    object[QStringLiteral("titles")] = strings(bucket.titles);
    object[QStringLiteral("people")] = static_cast<qint64>(bucket.people);
    return object;
}

QJsonObject toJson(const analysis::Effect& effect)
{
    return {{QStringLiteral("id"), text(effect.id)},
            {QStringLiteral("title"), text(effect.title)},
            {QStringLiteral("effect"), toJson(effect.effect)},
            {QStringLiteral("n_ai"), static_cast<qint64>(effect.nAi)},
            {QStringLiteral("n_human"), static_cast<qint64>(effect.nHuman)},
            {QStringLiteral("set_aside"), static_cast<qint64>(effect.setAside)},
            {QStringLiteral("verdict"), QLatin1String(verdictId(effect.verdict))}};
}

QJsonObject toJson(const analysis::Rollout& rollout)
{
    QJsonArray steps;
    for (const analysis::RolloutStep& step : rollout.steps)
        steps.append(QJsonObject{{QStringLiteral("quarter"), step.quarter},
                                 {QStringLiteral("effect"), step.effect},
                                 {QStringLiteral("low"), step.low},
                                 {QStringLiteral("high"), step.high}});
    QJsonArray starts;
    for (const analysis::RolloutStart& start : rollout.starts)
        starts.append(QJsonObject{{QStringLiteral("team"), text(start.team)},
                                  {QStringLiteral("day"), optionalDay(start.day)},
                                  {QStringLiteral("people"), static_cast<qint64>(start.people)}});
    return {{QStringLiteral("effect"), toJson(rollout.effect)},
            {QStringLiteral("effect_is"), rollout.ratio ? QStringLiteral("ratio") : QStringLiteral("difference")},
            {QStringLiteral("quarters"), steps},
            {QStringLiteral("starts"), starts},
            {QStringLiteral("lead_in_p"), optionalNumber(rollout.leadInP)}};
}

QJsonObject toJson(const analysis::Contrast& contrast)
{
    QJsonArray segments;
    for (const analysis::Effect& segment : contrast.segments) segments.append(toJson(segment));
    QJsonArray runs;
    for (const analysis::SensitivityRun& run : contrast.sensitivity)
        runs.append(QJsonObject{{QStringLiteral("id"), text(run.id)},
                                {QStringLiteral("title"), text(run.title)},
                                {QStringLiteral("agrees"), run.agrees},
                                {QStringLiteral("effect"), toJson(run.effect)}});
    return {{QStringLiteral("measure"), text(contrast.measure)},
            {QStringLiteral("title"), text(contrast.title)},
            {QStringLiteral("effect_is"), contrast.ratio ? QStringLiteral("ratio") : QStringLiteral("difference")},
            {QStringLiteral("ai"), toJson(contrast.ai)},
            {QStringLiteral("human"), toJson(contrast.human)},
            {QStringLiteral("unknown"), toJson(contrast.unknown)},
            {QStringLiteral("raw"), toJson(contrast.raw)},
            {QStringLiteral("adjusted"), toJson(contrast.adjusted)},
            {QStringLiteral("adjusted_for"), text(contrast.adjustedFor)},
            {QStringLiteral("segments"), segments},
            {QStringLiteral("sensitivity"), runs},
            {QStringLiteral("robustness"), robustnessJson(contrast.robustness)},
            {QStringLiteral("reversal"), text(contrast.reversal)},
            {QStringLiteral("overlap"), text(contrast.overlap)},
            {QStringLiteral("weeks_to_decide"), optionalNumber(contrast.weeksToDecide)}};
}

QJsonObject toJson(const TableSpec& table)
{
    QJsonArray columns;
    for (const TableColumn& column : table.columns) columns.append(column.title);
    QJsonArray rows;
    for (const TableRow& row : table.rows) {
        QJsonArray cells;
        for (const Cell& cell : row.cells) cells.append(cellValue(cell));
        rows.append(cells);
    }
    return {{QStringLiteral("columns"), columns}, {QStringLiteral("rows"), rows}};
}

} // namespace assay::present
