// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/targetjob.h"

#include "decision/registration.h"
#include "present/figures.h"
#include "session/audit.h"
#include "session/fingerprint.h"
#include "session/session.h"
#include "store/database.h"
#include "store/targets.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::session {
namespace {

std::string listed(const std::set<std::string>& words)
{
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string scopeOf(const facts::Filter& filter)
{
    std::string text;
    const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
    if (filter.period) add(isoDay(filter.period->from) + " to " + isoDay(filter.period->to));
    if (!filter.teams.empty()) add("teams " + listed(filter.teams));
    if (!filter.taskTypes.empty()) add("task types " + listed(filter.taskTypes));
    if (!filter.priorities.empty()) add("priorities " + listed(filter.priorities));
    if (!filter.repositories.empty()) add("repositories " + listed(filter.repositories));
    if (!filter.tools.empty()) add("tools " + listed(filter.tools));
    if (!(filter.threshold == facts::ProvenanceThreshold{})) add("another provenance threshold");
    return text;
}

/// What the audit chain keeps of a registration or an edit.
std::string noteOf(const TargetOutcome& outcome)
{
    const std::string what =
        outcome.isNew ? "registered: " + outcome.target.title : "edited: " + outcome.target.edits.back().what;
    return outcome.target.postHoc ? what + " (post hoc)" : what;
}

/// Data and settings have a fingerprint; the targets judged belong to what made a recommendation, too.
std::string fingerprintOf(const decision::RecommendationReport& report)
{
    std::string text = report.fingerprint;
    for (const auto& status : report.targets)
        text += fmt::format("\n{} {} {} {} {}", status.target.id, status.target.measure, status.target.limit,
                            status.target.atMost, domain::basisId(status.target.basis));
    return textFingerprint(text).substr(0, 16);
}

} // namespace

Result<std::vector<TargetOutcome>> registerTargets(const Session& session, std::vector<domain::Target> targets,
                                                   Day today)
{
    const facts::View view(session.snapshot(), {});
    auto database = store::Database::open(session.path(), store::Access::ReadWrite);
    if (!database) return Failure(database.error());
    auto transaction = store::Transaction::begin(*database);
    if (!transaction) return Failure(transaction.error());
    const auto known = store::targets(*database);
    if (!known) return Failure(known.error());
    std::vector<TargetOutcome> outcomes;
    for (auto& given : targets) {
        auto target = decision::checked(std::move(given), view);
        if (!target) return Failure(target.error());
        const auto old =
            std::find_if(known->begin(), known->end(), [&target](const auto& k) { return k.id == target->id; });
        TargetOutcome outcome;
        outcome.isNew = old == known->end();
        outcome.target = outcome.isNew ? decision::registered(std::move(*target), today, view)
                                       : decision::edited(*old, std::move(*target), today, view);
        outcome.changed = outcome.isNew || outcome.target.edits.size() != old->edits.size();
        if (auto put = store::putTarget(*database, outcome.target); !put) return Failure(put.error());
        if (outcome.changed)
            if (auto noted = audit(*database, "target", outcome.target.id, noteOf(outcome)); !noted)
                return Failure(noted.error());
        outcomes.push_back(std::move(outcome));
    }
    if (auto done = transaction->commit(); !done) return Failure(done.error());
    return outcomes;
}

Result<void> retireTarget(const std::string& workspace, const std::string& id, Day today)
{
    auto database = store::Database::open(workspace, store::Access::ReadWrite);
    if (!database) return Failure(database.error());
    auto known = store::targets(*database);
    if (!known) return Failure(known.error());
    const auto found = std::find_if(known->begin(), known->end(), [&id](const auto& t) { return t.id == id; });
    if (found == known->end())
        return failure(ErrorCode::Usage,
                       fmt::format("{} has no target “{}”; `assay-cli targets` lists them.", workspace, id));
    if (found->retiredOn) return {};
    found->retiredOn = today;
    found->edits.push_back({today, "retired", found->window && found->window->from <= today});
    auto transaction = store::Transaction::begin(*database);
    if (!transaction) return Failure(transaction.error());
    if (auto put = store::putTarget(*database, *found); !put) return put;
    if (auto noted = audit(*database, "target", id, "retired"); !noted) return noted;
    return transaction->commit();
}

Result<void> acknowledge(const Session& session, const domain::Acknowledgement& acknowledgement,
                         const facts::Filter& filter)
{
    const auto report = session.pageInput(filter).figures->monitors();
    if (std::none_of(report.alerts.begin(), report.alerts.end(),
                     [&acknowledgement](const auto& alert) { return alert.key == acknowledgement.key; }))
        return failure(ErrorCode::Usage,
                       fmt::format("There is no alert “{}”; `assay-cli alerts` lists them.", acknowledgement.key));
    if (acknowledgement.owner.empty())
        return failure(ErrorCode::Usage, "An acknowledged alert has an owner; say who looks after it.");
    auto database = store::Database::open(session.path(), store::Access::ReadWrite);
    if (!database) return Failure(database.error());
    auto transaction = store::Transaction::begin(*database);
    if (!transaction) return Failure(transaction.error());
    if (auto put = store::appendAcknowledgement(*database, acknowledgement); !put) return put;
    if (auto noted = audit(*database, "alert", acknowledgement.key, acknowledgement.owner); !noted) return noted;
    return transaction->commit();
}

Result<bool> recordVerdict(const Session& session, const decision::RecommendationReport& report,
                           const facts::Filter& filter, Instant at)
{
    auto database = store::Database::open(session.path(), store::Access::ReadWrite);
    if (!database) return Failure(database.error());
    const auto known = store::verdicts(*database);
    if (!known) return Failure(known.error());
    domain::VerdictRecord record{
        at,           fingerprintOf(report), scopeOf(filter), decision::recommendationId(report.recommendation),
        report.title, report.text,           report.holdsIn,  report.runs};
    const auto last =
        std::find_if(known->rbegin(), known->rend(), [&record](const auto& v) { return v.scope == record.scope; });
    if (last != known->rend() && last->fingerprint == record.fingerprint) return false;
    auto transaction = store::Transaction::begin(*database);
    if (!transaction) return Failure(transaction.error());
    if (auto put = store::appendVerdict(*database, record); !put) return Failure(put.error());
    if (auto noted = audit(*database, "recommendation", record.recommendation, record.fingerprint); !noted)
        return Failure(noted.error());
    if (auto done = transaction->commit(); !done) return Failure(done.error());
    return true;
}

} // namespace assay::session
