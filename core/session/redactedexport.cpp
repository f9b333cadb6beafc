// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/redactedexport.h"

#include "base/writefile.h"
#include "governance/redaction.h"
#include "metrics/metric.h"
#include "present/budgetjson.h"
#include "present/figures.h"
#include "present/format.h"
#include "present/json.h"
#include "session/exportjob.h"
#include "session/session.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <utility>

namespace assay::session {
namespace {

using metrics::Dimension;

constexpr std::pair<const char*, Dimension> kSplits[] = {{"provenance", Dimension::Provenance},
                                                         {"team", Dimension::Team},
                                                         {"task_type", Dimension::TaskType},
                                                         {"code_age", Dimension::CodeAge},
                                                         {"repository", Dimension::Repository},
                                                         {"tool", Dimension::Tool},
                                                         {"month", Dimension::Month}};

/// Turns what the program knows into what may be told.
class Redacting
{
public:
    explicit Redacting(const facts::Snapshot& snapshot)
        : m_snapshot(snapshot), m_teams("Team", snapshot.teams), m_repositories("Repository", snapshot.repositories)
    {
    }

    QJsonObject document(present::Figures& figures)
    {
        QJsonArray measures;
        for (const metrics::Metric* metric : metrics::catalog()) measures.append(measure(figures, metric->info()));
        return {{QStringLiteral("redacted"), true},
                {QStringLiteral("about"),
                 QStringLiteral("Aggregates of an Assay workspace: no person, no message, no path. Teams and "
                                "repositories are numbered; groups under %1 people are withheld.")
                     .arg(figures.view().filter().minimumGroup)},
                {QStringLiteral("data_until"), present::text(isoDay(dayOf(m_snapshot.cutOff)))},
                {QStringLiteral("measures"), measures},
                {QStringLiteral("targets"), targets(figures)},
                {QStringLiteral("recommendation"),
                 QString::fromUtf8(decision::recommendationId(figures.recommendation().recommendation))},
                {QStringLiteral("scenarios"), scenarios(figures)}};
    }

private:
    /// Free text that figures carry: names of teams and repositories in it are numbered.
    QJsonObject told(QJsonObject figure) const
    {
        for (const char* key : {"note", "method"}) {
            const QString name = QString::fromUtf8(key);
            const std::string words = figure[name].toString().toStdString();
            figure[name] = present::text(m_repositories.in(m_teams.in(words)));
        }
        return figure;
    }

    QString alias(Dimension by, const std::string& name)
    {
        if (by == Dimension::Team) return present::text(m_teams.of(name));
        if (by == Dimension::Repository) return present::text(m_repositories.of(name));
        return present::text(name);
    }

    QJsonArray split(present::Figures& figures, std::string_view id, Dimension by)
    {
        QJsonArray cells;
        for (const metrics::Bucket& bucket : figures.split(id, {by})) {
            QJsonObject cell = told(present::toJson(bucket.estimate));
            cell[QStringLiteral("group")] = alias(by, bucket.titles.empty() ? std::string() : bucket.titles.front());
            cells.append(cell);
        }
        return cells;
    }

    QJsonObject measure(present::Figures& figures, const metrics::MetricInfo& info)
    {
        QJsonObject by;
        for (const auto& [name, dimension] : kSplits) {
            const QJsonArray cells = split(figures, info.id, dimension);
            if (!cells.isEmpty()) by[QString::fromUtf8(name)] = cells;
        }
        QJsonObject object{{QStringLiteral("measure"), present::text(info.id)},
                           {QStringLiteral("title"), present::text(info.title)},
                           {QStringLiteral("estimate"), told(present::toJson(figures.estimate(info.id)))},
                           {QStringLiteral("by"), by}};
        if (const auto& contrast = figures.contrast(info.id))
            object[QStringLiteral("ai_against_human")] = QJsonObject{
                {QStringLiteral("effect_is"), contrast->ratio ? QStringLiteral("ratio") : QStringLiteral("difference")},
                {QStringLiteral("raw"), told(present::toJson(contrast->raw.effect))},
                {QStringLiteral("adjusted"), told(present::toJson(contrast->adjusted.effect))}};
        return object;
    }

    /// Titles and owners are somebody's words; measure, limit and state are not.
    QJsonArray targets(present::Figures& figures) const
    {
        QJsonArray list;
        for (const decision::TargetStatus& status : figures.recommendation().targets) {
            const QJsonObject all = present::toJson(status);
            QJsonObject kept{{QStringLiteral("evidence"), told(all[QStringLiteral("evidence")].toObject())}};
            for (const char* key : {"measure", "state", "kind", "basis", "limit", "at_most", "task_types", "priorities",
                                    "baseline", "window", "registered_on", "post_hoc", "default", "weeks_to_decide"})
                kept[QString::fromUtf8(key)] = all[QString::fromUtf8(key)];
            list.append(kept);
        }
        return list;
    }

    QJsonArray scenarios(present::Figures& figures) const
    {
        QJsonArray list;
        const std::string month = isoDay(dayOf(m_snapshot.cutOff)).substr(0, 7);
        for (const present::Budget& budget : figures.budgets().all()) {
            QJsonArray assumptions;
            for (const QJsonValue& value : present::assumptionsJson(budget, month)) {
                QJsonObject one = value.toObject();
                one.remove(QStringLiteral("source")); // it may name a person
                assumptions.append(one);
            }
            const auto summary = present::simulated(budget.scenario);
            list.append(QJsonObject{
                {QStringLiteral("months"), budget.scenario.months},
                {QStringLiteral("discount_rate"), budget.scenario.discountRate},
                {QStringLiteral("currency"), present::text(budget.scenario.currency)},
                {QStringLiteral("assumptions"), assumptions},
                {QStringLiteral("simulated"), summary ? QJsonValue(present::toJson(*summary)) : QJsonValue()}});
        }
        return list;
    }

    const facts::Snapshot& m_snapshot;
    governance::Aliases m_teams;
    governance::Aliases m_repositories;
};

} // namespace

Result<void> exportRedacted(const Session& session, const facts::Filter& filter, const std::string& file)
{
    const present::PageInput input = session.pageInput(filter);
    Redacting redacting(*session.snapshot());
    const QJsonObject document = redacting.document(*input.figures);
    if (auto written = writeFile(file, QJsonDocument(document).toJson().toStdString()); !written) return written;
    noteFigures(session, "redacted");
    return {};
}

} // namespace assay::session
