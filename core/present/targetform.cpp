// SPDX-License-Identifier: GPL-3.0-or-later
#include "present/targetform.h"

#include "analysis/contrast.h"
#include "decision/registration.h"
#include "domain/work.h"
#include "metrics/metric.h"
#include "present/format.h"

#include <algorithm>

namespace assay::present {

TargetForm targetForm(const facts::Snapshot& snapshot)
{
    TargetForm form;
    const auto comparable = analysis::contrastable();
    for (const metrics::Metric* metric : metrics::catalog()) {
        const auto& info = metric->info();
        form.measures.push_back({text(info.id), text(info.title), text(info.unit), text(info.definition),
                                 info.unit == "share",
                                 std::find(comparable.begin(), comparable.end(), info.id) != comparable.end(),
                                 info.betterIs != metrics::BetterIs::Higher});
    }
    for (const auto& team : snapshot.teams) form.teams << text(team);
    for (int i = 0; i < domain::kTaskTypes; ++i) {
        const auto type = static_cast<domain::TaskType>(i);
        form.taskTypes.emplace_back(QString::fromUtf8(domain::taskTypeId(type)),
                                    QString::fromUtf8(domain::taskTypeTitle(type)));
    }
    form.span = snapshot.span;
    return form;
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
