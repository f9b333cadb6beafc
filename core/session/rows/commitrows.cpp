// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/rows/rows.h"
#include "session/rows/rowvalues.h"
#include "session/session.h"
#include "store/commitwriter.h"
#include "store/database.h"
#include "store/derived.h"
#include "store/gitreader.h"
#include "store/workreader.h"

#include <unordered_map>

namespace assay::session {
namespace {

/// Everything a commit row tells beside the commit itself, by commit.
struct Beside
{
    std::unordered_map<std::int64_t, const store::CommitFactRow*> facts;
    std::unordered_map<std::int64_t, QJsonArray> evidence;
    std::unordered_map<std::int64_t, std::int64_t> aiLines;
    std::unordered_map<std::int64_t, QJsonArray> tickets;
    std::unordered_map<std::int64_t, std::int64_t> change;
    std::unordered_map<std::int64_t, std::string> repositories;
};

QJsonObject evidenceObject(const domain::Evidence& e)
{
    QJsonObject o;
    o[QStringLiteral("rung")] = static_cast<int>(e.rung);
    o[QStringLiteral("rule")] = text(e.rule);
    o[QStringLiteral("tool")] = e.tool.empty() ? QJsonValue() : QJsonValue(text(e.tool));
    o[QStringLiteral("strength")] = e.strength;
    o[QStringLiteral("channel")] = text(e.channel);
    o[QStringLiteral("declared")] = e.declared;
    o[QStringLiteral("human")] = e.human;
    return o;
}

template <class T>
bool take(Result<T>&& from, T& into, Result<void>& state)
{
    if (!state) return false;
    if (from)
        into = std::move(*from);
    else
        state = Failure(from.error());
    return state.has_value();
}

QJsonObject rowOf(const store::CommitRow& c, const Beside& beside)
{
    QJsonObject o;
    o[QStringLiteral("repository")] = text(beside.repositories.at(c.repository.value));
    o[QStringLiteral("oid")] = text(c.oid.hex());
    o[QStringLiteral("author")] = text(c.authorEmail);
    o[QStringLiteral("authored_at")] = text(isoInstant(c.authoredAt));
    o[QStringLiteral("committed_at")] = text(isoInstant(c.committedAt));
    o[QStringLiteral("parents")] = static_cast<int>(c.parents.size());
    o[QStringLiteral("subject")] = text(c.message.substr(0, c.message.find('\n')));
    o[QStringLiteral("added")] = static_cast<qint64>(c.added);
    o[QStringLiteral("deleted")] = static_cast<qint64>(c.deleted);
    o[QStringLiteral("files")] = static_cast<qint64>(c.files);
    const auto fact = beside.facts.find(c.id.value);
    const store::CommitFactRow none{};
    const auto& f = fact == beside.facts.end() ? none : *fact->second;
    o[QStringLiteral("provenance")] = QString::fromUtf8(domain::provenanceId(f.verdict.provenance));
    o[QStringLiteral("declared")] = f.verdict.declared;
    o[QStringLiteral("automation")] = f.verdict.automation;
    o[QStringLiteral("ai_probability")] = f.verdict.aiProbability ? QJsonValue(*f.verdict.aiProbability) : QJsonValue();
    o[QStringLiteral("tools")] = array(f.verdict.tools);
    const auto evidence = beside.evidence.find(c.id.value);
    o[QStringLiteral("evidence")] = evidence == beside.evidence.end() ? QJsonArray() : evidence->second;
    const auto lines = beside.aiLines.find(c.id.value);
    if (lines != beside.aiLines.end())
        o[QStringLiteral("ai_lines")] = static_cast<qint64>(lines->second);
    else if (f.verdict.aiShare) // from a vendor's count
        o[QStringLiteral("ai_lines")] = qRound64(*f.verdict.aiShare * static_cast<double>(c.added));
    else
        o[QStringLiteral("ai_lines")] = QJsonValue();
    const auto tickets = beside.tickets.find(c.id.value);
    o[QStringLiteral("tickets")] = tickets == beside.tickets.end() ? QJsonArray() : tickets->second;
    o[QStringLiteral("fix")] = f.fix;
    o[QStringLiteral("revert")] = f.revert;
    const auto change = beside.change.find(c.id.value);
    o[QStringLiteral("change")] =
        change == beside.change.end() ? QJsonValue() : QJsonValue(static_cast<qint64>(change->second));
    o[QStringLiteral("incomplete")] = c.incomplete;
    return o;
}

void join(Beside& beside, const store::Derived& derived, const std::vector<store::EvidenceRow>& evidence,
          const std::vector<store::LineNoteRow>& notes, const std::vector<store::TicketRow>& tickets)
{
    for (const auto& fact : derived.commitFacts) beside.facts.emplace(fact.commit.value, &fact);
    for (const auto& row : evidence) beside.evidence[row.commit.value].append(evidenceObject(row.evidence));
    for (const auto& note : notes)
        if (note.note.measured) beside.aiLines[note.commit.value] += note.note.aiLines;
    std::unordered_map<std::int64_t, QString> keys;
    for (const auto& ticket : tickets) keys.emplace(ticket.id.value, text(ticket.ticket.key));
    for (const auto& link : derived.commitTickets) beside.tickets[link.commit.value].append(keys.at(link.ticket.value));
    for (const auto& [commit, change] : derived.changeCommits) beside.change.emplace(commit.value, change.value);
}

} // namespace

Result<void> commitRows(const Session& session, const facts::View& view, const RowVisitor& visit)
{
    const auto database = store::Database::open(session.path(), store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    store::Derived derived;
    std::vector<store::CommitRow> commits;
    std::vector<store::EvidenceRow> evidence;
    std::vector<store::LineNoteRow> notes;
    std::vector<store::TicketRow> tickets;
    std::vector<store::RepositoryRow> repositories;
    Result<void> state;
    take(store::readDerived(*database), derived, state);
    take(store::commits(*database), commits, state);
    take(store::evidence(*database), evidence, state);
    take(store::lineNotes(*database), notes, state);
    take(store::tickets(*database), tickets, state);
    take(store::repositories(*database), repositories, state);
    if (!state) return state;
    Beside beside;
    join(beside, derived, evidence, notes, tickets);
    for (const auto& repository : repositories) beside.repositories.emplace(repository.id.value, repository.name);
    const auto& filter = view.filter();
    for (const auto& commit : commits) {
        const auto& repository = beside.repositories.at(commit.repository.value);
        if (!filter.repositories.empty() && filter.repositories.count(repository) == 0) continue;
        if (filter.period && !filter.period->contains(commit.committedAt)) continue;
        visit(rowOf(commit, beside));
    }
    return {};
}

} // namespace assay::session
