// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/targetform.h"

#include "analysis/contrast.h"
#include "decision/registration.h"
#include "domain/work.h"
#include "metrics/metric.h"
#include "present/estimatetext.h"
#include "present/format.h"

#include <algorithm>

namespace assay::present {

TargetForm targetForm(const facts::Snapshot& snapshot)
{
    TargetForm form;
    const auto comparable = analysis::contrastable();
    for (const metrics::Metric* metric : metrics::catalog()) {
        const auto& info = metric->info();
        form.measures.push_back(
            {text(info.id), text(info.title), text(info.unit), text(info.definition), info.unit == "share",
             std::find(comparable.begin(), comparable.end(), info.id) != comparable.end(),
             info.betterIs != metrics::BetterIs::Higher, metric->splitsBy(metrics::Dimension::Priority)});
    }
    for (const auto& team : snapshot.teams) form.teams << text(team);
    for (int i = 0; i < domain::kTaskTypes; ++i) {
        const auto type = static_cast<domain::TaskType>(i);
        form.taskTypes.emplace_back(QString::fromUtf8(domain::taskTypeId(type)),
                                    QString::fromUtf8(domain::taskTypeTitle(type)));
    }
    for (const auto& priority : snapshot.priorities) form.priorities << text(priority);
    form.priorities.sort();
    form.span = snapshot.span;
    return form;
}

QString baselineSentence(const domain::Target& target, const facts::View& view)
{
    if (target.basis != domain::Basis::Change || !target.baseline) return {};
    const metrics::Estimate seen = decision::baselineOf(target, view);
    if (!seen.value)
        return QStringLiteral("The baseline window has no figure, so nothing can be measured against it: %1")
            .arg(captionText(seen));
    return QStringLiteral("The baseline is %1 (%2); the limit is then %3.")
        .arg(figureText(seen), captionText(seen), formatValue(*seen.value * target.limit, seen.unit));
}

QString targetSentence(const domain::Target& target, Day today)
{
    QString said = text(decision::titleOf(target));
    if (target.basis == domain::Basis::Change && target.baseline)
        said += QStringLiteral(" (%1)").arg(formatPeriod(*target.baseline));
    if (target.window) {
        said += QStringLiteral(", judged on %1. ").arg(formatPeriod(*target.window));
        said += today < target.window->from
                    ? QStringLiteral("Registered today, before its window opens.")
                    : QStringLiteral("Its window is open already: it will say “post hoc” for ever.");
    } else {
        said += QStringLiteral(", judged on the period shown.");
    }
    return said;
}

} // namespace assay::present
