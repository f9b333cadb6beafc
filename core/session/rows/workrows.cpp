// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/rows/rows.h"
#include "session/rows/rowvalues.h"
#include "session/session.h"

#include <array>
#include <fmt/format.h>
#include <map>

namespace assay::session {
namespace {

using facts::Index;

const char* stateName(facts::TicketState state)
{
    switch (state) {
    case facts::TicketState::Open:
        return "open";
    case facts::TicketState::Merged:
        return "merged";
    case facts::TicketState::Cancelled:
        return "cancelled";
    case facts::TicketState::Unlinked:
        return "unlinked";
    }
    return "open";
}

const char* kindName(facts::ChangeKind kind)
{
    switch (kind) {
    case facts::ChangeKind::PullRequest:
        return "pull_request";
    case facts::ChangeKind::Branch:
        return "branch";
    case facts::ChangeKind::Commit:
        return "commit";
    }
    return "commit";
}

const char* ageName(facts::CodeAge age)
{
    switch (age) {
    case facts::CodeAge::Unknown:
        return "unknown";
    case facts::CodeAge::Greenfield:
        return "greenfield";
    case facts::CodeAge::Recent:
        return "recent";
    case facts::CodeAge::Legacy:
        return "legacy";
    }
    return "unknown";
}

QJsonArray problemNames(std::uint16_t bits)
{
    static constexpr std::array<const char*, 9> kNames{"no-created",
                                                       "resolved-before-created",
                                                       "merged-before-created",
                                                       "started-after-merge",
                                                       "started-before-created",
                                                       "opened-after-merge",
                                                       "review-out-of-order",
                                                       "zone-assumed",
                                                       "first-commit-before-created"};
    QJsonArray names;
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if ((bits >> i) & 1U) names.append(QString::fromUtf8(kNames[i]));
    return names;
}

std::multimap<Index, Index> changesOfTickets(const facts::Snapshot& s)
{
    std::multimap<Index, Index> links;
    for (std::size_t i = 0; i < s.ticketLinks.size(); ++i)
        links.emplace(s.ticketLinks.ticket[i], s.ticketLinks.change[i]);
    return links;
}

std::multimap<Index, Index> ticketsOfChanges(const facts::Snapshot& s)
{
    std::multimap<Index, Index> links;
    for (std::size_t i = 0; i < s.ticketLinks.size(); ++i)
        links.emplace(s.ticketLinks.change[i], s.ticketLinks.ticket[i]);
    return links;
}

QJsonObject ticketObject(const facts::View& view, std::size_t i, const std::multimap<Index, Index>& links)
{
    const auto& s = view.snapshot();
    const auto& t = s.tickets;
    QJsonObject o;
    o[QStringLiteral("key")] = text(t.key[i]);
    o[QStringLiteral("type")] = word(s.ticketTypes, t.type[i]);
    o[QStringLiteral("task_type")] = QString::fromUtf8(domain::taskTypeId(t.taskType[i]));
    o[QStringLiteral("status")] = word(s.statuses, t.status[i]);
    o[QStringLiteral("priority")] = word(s.priorities, t.priority[i]);
    o[QStringLiteral("created_at")] = stamp(t.createdAt[i]);
    o[QStringLiteral("started_at")] = stamp(t.startedAt[i]);
    o[QStringLiteral("first_commit_at")] = stamp(t.firstCommitAt[i]);
    o[QStringLiteral("opened_at")] = stamp(t.openedAt[i]);
    o[QStringLiteral("first_review_at")] = stamp(t.firstReviewAt[i]);
    o[QStringLiteral("approved_at")] = stamp(t.approvedAt[i]);
    o[QStringLiteral("merged_at")] = stamp(t.mergedAt[i]);
    o[QStringLiteral("first_landed_at")] = stamp(t.firstLandedAt[i]);
    o[QStringLiteral("last_landed_at")] = stamp(t.mergedAt[i]);
    o[QStringLiteral("released_at")] = stamp(t.releasedAt[i]);
    o[QStringLiteral("resolved_at")] = stamp(t.resolvedAt[i]);
    o[QStringLiteral("state")] = QString::fromUtf8(stateName(t.state[i]));
    o[QStringLiteral("reopened")] = t.reopened[i];
    o[QStringLiteral("working_hours")] = number(t.workingHoursToMerge[i]);
    QJsonArray changes;
    const auto [from, to] = links.equal_range(static_cast<Index>(i));
    for (auto link = from; link != to; ++link)
        changes.append(static_cast<qint64>(s.changes.id[static_cast<std::size_t>(link->second)]));
    o[QStringLiteral("changes")] = changes;
    o[QStringLiteral("provenance")] =
        QString::fromUtf8(domain::provenanceId(view.provenanceOfTicket(static_cast<Index>(i))));
    o[QStringLiteral("team")] = word(s.teams, t.team[i]);
    o[QStringLiteral("problems")] = problemNames(t.problems[i]);
    return o;
}

/// Share of the lines of each change alive after some days; null until the change is that old.
QJsonObject survivalOf(const facts::Snapshot& s, std::size_t row,
                       const std::map<Index, std::array<std::int64_t, 4>>& dead)
{
    static constexpr std::array<int, 4> kDays{7, 30, 90, 180};
    QJsonObject o;
    const auto found = dead.find(static_cast<Index>(row));
    const double age = static_cast<double>(toUnixMillis(s.cutOff) - s.changes.mergedAt[row]) / 86'400'000.0;
    for (std::size_t k = 0; k < kDays.size(); ++k) {
        const bool measurable =
            s.changes.has(static_cast<Index>(row), facts::kTraced) && s.changes.linesBorn[row] > 0 && age >= kDays[k];
        const auto lost = found == dead.end() ? 0 : found->second[k];
        o[QString::number(kDays[k])] =
            measurable ? QJsonValue(1.0 - static_cast<double>(lost) / s.changes.linesBorn[row]) : QJsonValue();
    }
    return o;
}

QJsonObject changeObject(const facts::View& view, std::size_t i, const std::multimap<Index, Index>& links)
{
    const auto& s = view.snapshot();
    const auto& c = s.changes;
    QJsonObject o;
    o[QStringLiteral("id")] = static_cast<qint64>(c.id[i]);
    o[QStringLiteral("kind")] = QString::fromUtf8(kindName(c.kind[i]));
    o[QStringLiteral("repository")] = word(s.repositories, c.repository[i]);
    o[QStringLiteral("number")] = c.number[i] == 0 ? QJsonValue() : QJsonValue(static_cast<qint64>(c.number[i]));
    o[QStringLiteral("title")] = text(c.title[i]);
    o[QStringLiteral("head")] = text(c.head[i]);
    o[QStringLiteral("merged_at")] = stamp(c.mergedAt[i]);
    o[QStringLiteral("opened_at")] = stamp(c.openedAt[i]);
    o[QStringLiteral("first_commit_at")] = stamp(c.firstCommitAt[i]);
    o[QStringLiteral("first_review_at")] = stamp(c.firstReviewAt[i]);
    o[QStringLiteral("authors")] = c.author[i] == facts::kNoIndex ? QJsonArray() : QJsonArray{pseudonym(c.author[i])};
    o[QStringLiteral("team")] = word(s.teams, c.team[i]);
    o[QStringLiteral("task_type")] = QString::fromUtf8(domain::taskTypeId(c.taskType[i]));
    o[QStringLiteral("code_age")] = QString::fromUtf8(ageName(c.codeAge[i]));
    o[QStringLiteral("size")] = QJsonObject{{QStringLiteral("added"), c.added[i]},
                                            {QStringLiteral("deleted"), c.deleted[i]},
                                            {QStringLiteral("files"), c.files[i]},
                                            {QStringLiteral("commits"), c.commits[i]}};
    o[QStringLiteral("provenance")] =
        QString::fromUtf8(domain::provenanceId(view.provenanceOfChange(static_cast<Index>(i))));
    o[QStringLiteral("automation")] = c.has(static_cast<Index>(i), facts::kAutomation);
    o[QStringLiteral("ai_share")] = number(static_cast<double>(c.aiShare[i]));
    o[QStringLiteral("tools")] = toolNames(s, c.tools[i]);
    QJsonArray tickets;
    const auto [from, to] = links.equal_range(static_cast<Index>(i));
    for (auto link = from; link != to; ++link) tickets.append(word(s.tickets.key, link->second));
    o[QStringLiteral("tickets")] = tickets;
    return o;
}

} // namespace

Result<void> ticketRows(const Session&, const facts::View& view, const RowVisitor& visit)
{
    const auto links = changesOfTickets(view.snapshot());
    for (std::size_t i = 0; i < view.snapshot().tickets.rows(); ++i)
        if (view.tickets()[i] != 0) visit(ticketObject(view, i, links));
    return {};
}

Result<void> changeRows(const Session&, const facts::View& view, const RowVisitor& visit)
{
    const auto& s = view.snapshot();
    std::map<Index, std::array<std::int64_t, 4>> dead;
    static constexpr std::array<float, 4> kDays{7, 30, 90, 180};
    for (std::size_t i = 0; i < s.deaths.size(); ++i)
        for (std::size_t k = 0; k < kDays.size(); ++k)
            if (s.deaths.ageDays[i] <= kDays[k]) dead[s.deaths.change[i]][k] += s.deaths.lines[i];
    std::map<Index, double> defects;
    for (std::size_t i = 0; i < s.origins.size(); ++i) defects[s.origins.change[i]] += s.origins.weight[i];
    const auto links = ticketsOfChanges(s);
    for (std::size_t i = 0; i < s.changes.size(); ++i) {
        if (view.changes()[i] == 0) continue;
        auto o = changeObject(view, i, links);
        const auto found = defects.find(static_cast<Index>(i));
        o[QStringLiteral("defects")] = found == defects.end() ? 0.0 : found->second;
        o[QStringLiteral("survival")] = survivalOf(s, i, dead);
        visit(o);
    }
    return {};
}

} // namespace assay::session
