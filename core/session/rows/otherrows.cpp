// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/rows/rows.h"
#include "session/rows/rowvalues.h"
#include "session/session.h"
#include "store/commitwriter.h"
#include "store/database.h"
#include "store/derived.h"
#include "store/gitreader.h"

#include <unordered_map>

namespace assay::session {
namespace {

QJsonValue changeId(const facts::Snapshot& s, facts::Index change)
{
    return change == facts::kNoIndex ? QJsonValue()
                                     : QJsonValue(static_cast<qint64>(s.changes.id[static_cast<std::size_t>(change)]));
}

/// A defect counts in a view when its fix or its report lies within the period and its team passes.
bool passes(const facts::View& view, std::size_t defect)
{
    const auto& s = view.snapshot();
    const auto& f = view.filter();
    if (f.period && !f.period->contains(fromUnixMillis(s.defects.reportedAt[defect]))) return false;
    if (f.teams.empty()) return true;
    const auto team = s.defects.team[defect];
    return team != facts::kNoIndex && f.teams.count(s.teams[static_cast<std::size_t>(team)]) != 0;
}

} // namespace

Result<void> defectRows(const Session&, const facts::View& view, const RowVisitor& visit)
{
    const auto& s = view.snapshot();
    std::unordered_map<facts::Index, QJsonArray> origins;
    for (std::size_t i = 0; i < s.origins.size(); ++i)
        origins[s.origins.defect[i]].append(QJsonObject{{QStringLiteral("oid"), text(s.origins.commit[i])},
                                                        {QStringLiteral("change"), changeId(s, s.origins.change[i])},
                                                        {QStringLiteral("weight"), s.origins.weight[i]}});
    for (std::size_t i = 0; i < s.defects.size(); ++i) {
        if (!passes(view, i)) continue;
        QJsonObject o;
        o[QStringLiteral("id")] = static_cast<qint64>(s.defects.id[i]);
        o[QStringLiteral("ticket")] = word(s.tickets.key, s.defects.ticket[i]);
        o[QStringLiteral("fix")] = changeId(s, s.defects.fix[i]);
        o[QStringLiteral("reported_at")] = stamp(s.defects.reportedAt[i]);
        o[QStringLiteral("fixed_at")] = stamp(s.defects.fixedAt[i]);
        o[QStringLiteral("team")] = word(s.teams, s.defects.team[i]);
        o[QStringLiteral("priority")] = word(s.priorities, s.defects.priority[i]);
        o[QStringLiteral("candidates_none")] = s.defects.noCandidate[i] != 0;
        const auto found = origins.find(static_cast<facts::Index>(i));
        o[QStringLiteral("origins")] = found == origins.end() ? QJsonArray() : found->second;
        visit(o);
    }
    return {};
}

Result<void> originRows(const Session& session, const facts::View& view, const RowVisitor& visit)
{
    const auto database = store::Database::open(session.path(), store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    const auto derived = store::readDerived(*database);
    const auto heads = store::commitHeads(*database);
    const auto repositories = store::repositories(*database);
    if (!derived) return Failure(derived.error());
    if (!heads) return Failure(heads.error());
    if (!repositories) return Failure(repositories.error());
    std::unordered_map<std::int64_t, const store::CommitHead*> commit;
    for (const auto& head : *heads) commit.emplace(head.id.value, &head);
    std::unordered_map<std::int64_t, QString> repository;
    for (const auto& r : *repositories) repository.emplace(r.id.value, text(r.name));
    std::unordered_map<std::int64_t, domain::Provenance> provenance;
    for (const auto& fact : derived->commitFacts) provenance.emplace(fact.commit.value, fact.verdict.provenance);
    std::unordered_map<std::int64_t, QJsonArray> origins;
    for (const auto& o : derived->origins)
        origins[o.defect.value].append(QJsonObject{
            {QStringLiteral("oid"), text(commit.at(o.commit.value)->oid.hex())},
            {QStringLiteral("path_count"), static_cast<qint64>(o.paths)},
            {QStringLiteral("lines"), static_cast<qint64>(o.lines)},
            {QStringLiteral("weight"), o.weight},
            {QStringLiteral("provenance"), QString::fromUtf8(domain::provenanceId(provenance[o.commit.value]))}});
    const auto& period = view.filter().period;
    for (const auto& defect : derived->defects) {
        if (!defect.fixCommit || (period && !period->contains(defect.reportedAt))) continue;
        const auto* fix = commit.at(*defect.fixCommit);
        QJsonObject row;
        row[QStringLiteral("repository")] = repository.at(fix->repository.value);
        row[QStringLiteral("fix")] = text(fix->oid.hex());
        row[QStringLiteral("origins")] = origins[defect.id.value];
        row[QStringLiteral("candidates_none")] = defect.noCandidate;
        row[QStringLiteral("variant")] = QStringLiteral("default");
        visit(row);
    }
    return {};
}

Result<void> usageRows(const Session&, const facts::View& view, const RowVisitor& visit)
{
    const auto& s = view.snapshot();
    const auto& u = s.usage;
    for (std::size_t i = 0; i < u.size(); ++i) {
        if (!view.period().contains(fromEpochDay(u.day[i])) ||
            view.people()[static_cast<std::size_t>(u.person[i])] == 0)
            continue;
        visit(QJsonObject{{QStringLiteral("person"), pseudonym(u.person[i])},
                          {QStringLiteral("tool"), word(s.tools, u.tool[i])},
                          {QStringLiteral("day"), day(u.day[i])},
                          {QStringLiteral("shown"), counter(u.shown[i])},
                          {QStringLiteral("accepted"), counter(u.accepted[i])},
                          {QStringLiteral("lines_accepted"), counter(u.linesAccepted[i])},
                          {QStringLiteral("interactions"), counter(u.interactions[i])},
                          {QStringLiteral("agent_runs"), counter(u.agentRuns[i])},
                          {QStringLiteral("cost_usd"), number(u.costUsd[i])},
                          {QStringLiteral("meaningful"), u.meaningful[i] != 0}});
    }
    return {};
}

Result<void> peopleRows(const Session&, const facts::View& view, const RowVisitor& visit)
{
    const auto& s = view.snapshot();
    for (std::size_t i = 0; i < s.people.size(); ++i) {
        if (view.people()[i] == 0) continue;
        QJsonArray stays;
        for (const auto& stay : s.people.memberships[i])
            stays.append(QJsonObject{{QStringLiteral("team"), word(s.teams, stay.team)},
                                     {QStringLiteral("from"), day(stay.from)},
                                     {QStringLiteral("to"), day(stay.to)},
                                     {QStringLiteral("eligible"), stay.engineering}});
        QJsonArray seats;
        for (const auto& seat : s.people.seats[i])
            seats.append(QJsonObject{{QStringLiteral("tool"), word(s.tools, seat.tool)},
                                     {QStringLiteral("from"), day(seat.from)},
                                     {QStringLiteral("to"), day(seat.to)},
                                     {QStringLiteral("last_activity"), day(seat.lastActivity)}});
        visit(QJsonObject{{QStringLiteral("person"), pseudonym(static_cast<facts::Index>(i))},
                          {QStringLiteral("bot"), s.people.bot[i] != 0},
                          {QStringLiteral("on_roster"), s.people.onRoster[i] != 0},
                          {QStringLiteral("teams"), stays},
                          {QStringLiteral("seats"), seats}});
    }
    return {};
}

} // namespace assay::session
