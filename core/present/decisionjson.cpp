// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/format.h"
#include "present/json.h"

#include <QJsonArray>

namespace assay::present {

namespace {

template <class Words>
QJsonArray wordsArray(const Words& words)
{
    QJsonArray array;
    for (const std::string& word : words) array.append(text(word));
    return array;
}

QJsonValue rangeValue(const std::optional<DayRange>& range)
{
    if (!range) return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("from"), text(isoDay(range->from))},
                       {QStringLiteral("to"), text(isoDay(range->to))}};
}

QJsonArray editsArray(const domain::Target& target)
{
    QJsonArray edits;
    for (const auto& edit : target.edits)
        edits.append(QJsonObject{{QStringLiteral("on"), text(isoDay(edit.on))},
                                 {QStringLiteral("what"), text(edit.what)},
                                 {QStringLiteral("post_hoc"), edit.postHoc}});
    return edits;
}

QJsonArray segmentsArray(const std::vector<decision::NamedSegment>& segments)
{
    QJsonArray array;
    for (const auto& segment : segments)
        array.append(QJsonObject{{QStringLiteral("id"), text(segment.id)},
                                 {QStringLiteral("title"), text(segment.title)},
                                 {QStringLiteral("why"), text(segment.why)}});
    return array;
}

QJsonArray checksArray(const std::vector<decision::Check>& checks)
{
    QJsonArray array;
    for (const auto& check : checks)
        array.append(QJsonObject{
            {QStringLiteral("rule"), QString::fromUtf8(decision::recommendationId(check.rule))},
            {QStringLiteral("condition"), text(check.condition)},
            {QStringLiteral("holds"), check.holds ? QJsonValue(*check.holds) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("evidence"), text(check.evidence)},
            {QStringLiteral("measure"), text(check.measure)}});
    return array;
}

} // namespace

QJsonObject toJson(const decision::TargetStatus& status)
{
    const domain::Target& t = status.target;
    return {{QStringLiteral("id"), text(t.id)},
            {QStringLiteral("title"), text(t.title)},
            {QStringLiteral("measure"), text(t.measure)},
            {QStringLiteral("state"), status.opened ? text(decision::stateText(status)) : QStringLiteral("not opened")},
            {QStringLiteral("kind"), t.guardRail ? QStringLiteral("guard-rail") : QStringLiteral("target")},
            {QStringLiteral("basis"), QString::fromUtf8(domain::basisId(t.basis))},
            {QStringLiteral("limit"), t.limit},
            {QStringLiteral("at_most"), t.atMost},
            {QStringLiteral("teams"), wordsArray(t.teams)},
            {QStringLiteral("task_types"), wordsArray(t.taskTypes)},
            {QStringLiteral("priorities"), wordsArray(t.priorities)},
            {QStringLiteral("baseline"), rangeValue(t.baseline)},
            {QStringLiteral("window"), rangeValue(t.window)},
            {QStringLiteral("owner"), t.owner.empty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text(t.owner))},
            {QStringLiteral("registered_on"),
             t.registeredOn ? QJsonValue(text(isoDay(*t.registeredOn))) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("post_hoc"), t.postHoc},
            {QStringLiteral("default"), t.byDefault},
            {QStringLiteral("weeks_to_decide"),
             status.weeksToDecide ? QJsonValue(*status.weeksToDecide) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("sentence"), text(status.sentence)},
            {QStringLiteral("edits"), editsArray(t)},
            {QStringLiteral("evidence"), toJson(status.evidence)}};
}

QJsonObject toJson(const analysis::Alert& alert, const domain::Acknowledgement* acknowledgement)
{
    const auto known = [](const std::string& value) {
        return value.empty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text(value));
    };
    return {{QStringLiteral("key"), text(alert.key)},
            {QStringLiteral("measure"), text(alert.measure)},
            {QStringLiteral("team"), known(alert.team)},
            {QStringLiteral("on"), text(isoDay(alert.on))},
            {QStringLiteral("since"), text(isoDay(alert.since))},
            {QStringLiteral("now"), alert.now},
            {QStringLiteral("usual"), alert.usual},
            {QStringLiteral("low"), alert.low},
            {QStringLiteral("high"), alert.high},
            {QStringLiteral("sigmas"), alert.sigmas},
            {QStringLiteral("unit"), text(alert.unit)},
            {QStringLiteral("better"), alert.better ? QJsonValue(*alert.better) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("weeks"), alert.weeks},
            {QStringLiteral("owner"), acknowledgement ? known(acknowledgement->owner) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("note"), acknowledgement ? known(acknowledgement->note) : QJsonValue(QJsonValue::Null)}};
}

QJsonObject toJson(const decision::RecommendationReport& report)
{
    QJsonArray targets;
    for (const auto& status : report.targets) targets.append(toJson(status));
    return {{QStringLiteral("recommendation"), QString::fromUtf8(decision::recommendationId(report.recommendation))},
            {QStringLiteral("title"), text(report.title)},
            {QStringLiteral("text"), text(report.text).remove(QStringLiteral("**"))},
            {QStringLiteral("checks"), checksArray(report.checks)},
            {QStringLiteral("targets"), targets},
            {QStringLiteral("helps"), segmentsArray(report.helps)},
            {QStringLiteral("harms"), segmentsArray(report.harms)},
            {QStringLiteral("holds_in"), report.holdsIn},
            {QStringLiteral("runs"), report.runs},
            {QStringLiteral("would_change"), wordsArray(report.wouldChange)},
            {QStringLiteral("weeks_to_decide"),
             report.weeksToDecide ? QJsonValue(*report.weeksToDecide) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("fingerprint"), text(report.fingerprint)}};
}

} // namespace assay::present
