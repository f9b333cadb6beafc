// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/recordlist.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

namespace assay::importers::tests {
namespace {

QString q(const std::string& text)
{
    return QString::fromStdString(text);
}

/// Writes only what is there: unknown stays visibly absent in the golden files.
class Fields
{
public:
    Fields& text(const char* key, const std::string& value)
    {
        if (!value.empty()) put(key, q(value));
        return *this;
    }
    Fields& at(const char* key, const std::optional<Instant>& value)
    {
        if (value) put(key, q(isoInstant(*value)));
        return *this;
    }
    Fields& day(const char* key, const std::optional<Day>& value)
    {
        if (value) put(key, q(isoDay(*value)));
        return *this;
    }
    Fields& count(const char* key, const std::optional<std::int64_t>& value)
    {
        if (value) put(key, static_cast<qint64>(*value));
        return *this;
    }
    Fields& real(const char* key, const std::optional<double>& value)
    {
        if (value) put(key, *value);
        return *this;
    }
    Fields& flag(const char* key, bool value)
    {
        if (value) put(key, true);
        return *this;
    }
    Fields& list(const char* key, const std::vector<std::string>& values)
    {
        QJsonArray array;
        for (const auto& value : values) array.append(q(value));
        if (!array.isEmpty()) put(key, array);
        return *this;
    }
    Fields& value(const char* key, const QJsonValue& value)
    {
        put(key, value);
        return *this;
    }
    [[nodiscard]] QJsonObject object() const { return m_object; }

private:
    void put(const char* key, const QJsonValue& value) { m_object.insert(QLatin1String(key), value); }
    QJsonObject m_object;
};

const char* categoryName(domain::StatusCategory category)
{
    static constexpr const char* kNames[] = {"", "to-do", "in-progress", "done", "cancelled"};
    return kNames[static_cast<int>(category)];
}

QJsonObject json(const domain::TicketRecord& t)
{
    static constexpr const char* kZones[] = {"explicit", "documented-utc", "assumed"};
    Fields f;
    f.text("system", t.system).text("key", t.key).text("title", t.title).text("type", t.type).text("status", t.status);
    f.text("category", categoryName(t.category)).text("resolution", t.resolution).text("priority", t.priority);
    f.list("labels", t.labels).text("assignee", t.assignee).text("reporter", t.reporter).text("project", t.project);
    f.text("parent", t.parent)
        .at("created", t.created)
        .at("started", t.started)
        .at("resolved", t.resolved)
        .at("updated", t.updated);
    f.text("zone", kZones[static_cast<int>(t.zone)]).list("linked", t.linkedChanges);
    if (t.reopened > 0) f.count("reopened", t.reopened);
    QJsonArray history;
    for (const auto& change : t.history)
        history.append(Fields()
                           .at("at", change.at)
                           .text("from", change.from)
                           .text("to", change.to)
                           .text("category", categoryName(change.toCategory))
                           .text("author", change.author)
                           .object());
    if (!history.isEmpty()) f.value("history", history);
    return f.object();
}

QJsonObject json(const domain::PullRequestRecord& p)
{
    static constexpr const char* kStates[] = {"commented", "approved", "changes-requested", "dismissed"};
    Fields f;
    f.text("system", p.system)
        .text("repository", p.repository)
        .count("number", p.number)
        .text("title", p.title)
        .text("body", p.body);
    f.text("author", p.author).flag("bot", p.authorIsBot).text("source", p.sourceBranch).text("target", p.targetBranch);
    f.at("created", p.created).at("merged", p.merged).at("closed", p.closed).flag("draft", p.draft);
    f.text("mergeCommit", p.mergeCommit).text("head", p.headCommit).list("commits", p.commits).list("labels", p.labels);
    f.list("closes", p.closes).count("added", p.added).count("deleted", p.deleted).count("files", p.files);
    QJsonArray reviews;
    for (const auto& review : p.reviews)
        reviews.append(Fields()
                           .text("by", review.reviewer)
                           .flag("bot", review.bot)
                           .at("at", review.at)
                           .text("state", kStates[static_cast<int>(review.state)])
                           .object());
    if (!reviews.isEmpty()) f.value("reviews", reviews);
    return f.object();
}

QJsonObject json(const domain::UsageDayRecord& u)
{
    return Fields()
        .text("tool", u.tool)
        .text("identity", u.identity)
        .text("surface", u.surface)
        .text("scope", u.scope)
        .day("day", u.day)
        .count("shown", u.shown)
        .count("accepted", u.accepted)
        .count("linesShown", u.linesShown)
        .count("linesAccepted", u.linesAccepted)
        .count("linesDeleted", u.linesDeleted)
        .count("interactions", u.interactions)
        .count("agentRuns", u.agentRuns)
        .count("commits", u.commits)
        .count("pullRequests", u.pullRequests)
        .real("costUsd", u.costUsd)
        .count("tokens", u.tokens)
        .object();
}

QJsonObject json(const domain::SeatRecord& s)
{
    return Fields()
        .text("tool", s.tool)
        .text("identity", s.identity)
        .text("plan", s.plan)
        .text("team", s.vendorTeam)
        .at("assigned", s.assigned)
        .at("lastActivity", s.lastActivity)
        .at("lastSignIn", s.lastSignIn)
        .day("endsOn", s.endsOn)
        .day("snapshot", s.snapshot)
        .object();
}

QJsonObject json(const domain::RosterRecord& r)
{
    return Fields()
        .text("person", r.person)
        .list("emails", r.emails)
        .list("logins", r.logins)
        .text("team", r.team)
        .text("role", r.role)
        .flag("engineering", r.engineering)
        .day("from", r.from)
        .day("to", r.to)
        .real("share", r.share)
        .object();
}

QJsonObject json(const domain::PriceRecord& p)
{
    return Fields()
        .text("vendor", p.vendor)
        .text("plan", p.plan)
        .text("unit", p.unit)
        .real("price", p.price)
        .text("currency", p.currency)
        .day("from", p.validFrom)
        .day("to", p.validTo)
        .object();
}

QJsonObject json(const domain::InvoiceRecord& i)
{
    return Fields()
        .day("date", i.date)
        .text("vendor", i.vendor)
        .text("description", i.description)
        .count("seats", i.seats)
        .real("amount", i.amount)
        .text("currency", i.currency)
        .text("team", i.team)
        .text("number", i.number)
        .text("line", i.line)
        .object();
}

QJsonObject json(const domain::SpendRecord& s)
{
    return Fields()
        .text("tool", s.tool)
        .text("identity", s.identity)
        .text("scope", s.scope)
        .text("costCentre", s.costCentre)
        .text("product", s.product)
        .text("sku", s.sku)
        .text("model", s.model)
        .text("unit", s.unit)
        .day("from", s.from)
        .day("to", s.to)
        .real("quantity", s.quantity)
        .real("gross", s.gross)
        .real("discount", s.discount)
        .real("net", s.net)
        .text("currency", s.currency)
        .flag("estimate", s.estimate)
        .object();
}

QJsonObject json(const domain::GroupUsageRecord& g)
{
    return Fields()
        .text("tool", g.tool)
        .text("scope", g.scope)
        .text("group", g.group)
        .day("day", g.day)
        .count("activeUsers", g.activeUsers)
        .count("engagedUsers", g.engagedUsers)
        .count("shown", g.shown)
        .count("accepted", g.accepted)
        .count("linesShown", g.linesShown)
        .count("linesAccepted", g.linesAccepted)
        .count("linesDeleted", g.linesDeleted)
        .count("interactions", g.interactions)
        .object();
}

QJsonObject json(const domain::VendorTeamRecord& v)
{
    return Fields()
        .text("tool", v.tool)
        .text("identity", v.identity)
        .text("scope", v.scope)
        .text("team", v.team)
        .day("day", v.day)
        .object();
}

QJsonObject json(const domain::VendorCommitRecord& v)
{
    return Fields()
        .text("tool", v.tool)
        .text("commit", v.commit)
        .text("repository", v.repository)
        .text("branch", v.branch)
        .text("identity", v.identity)
        .text("source", v.source)
        .at("at", v.at)
        .count("added", v.added)
        .count("deleted", v.deleted)
        .count("aiAdded", v.aiAdded)
        .count("aiDeleted", v.aiDeleted)
        .count("otherAdded", v.otherAdded)
        .count("otherDeleted", v.otherDeleted)
        .object();
}

QJsonObject json(const domain::LineTraceRecord& t)
{
    static constexpr const char* kContributors[] = {"unknown", "human", "ai", "mixed"};
    return Fields()
        .text("revision", t.revision)
        .text("path", t.path)
        .count("first", t.firstLine)
        .count("last", t.lastLine)
        .text("contributor", kContributors[static_cast<int>(t.contributor)])
        .text("tool", t.tool)
        .text("model", t.model)
        .at("at", t.at)
        .object();
}

QJsonObject json(const domain::HolidayRecord& h)
{
    return Fields().day("day", h.day).text("name", h.name).text("calendar", h.calendar).object();
}

QJsonObject json(const domain::SurveyRecord& s)
{
    return Fields()
        .day("day", s.day)
        .text("group", s.group)
        .text("question", s.question)
        .real("score", s.score)
        .text("text", s.text)
        .object();
}

QJsonObject json(const domain::StatusNameRecord& s)
{
    return Fields()
        .text("system", s.system)
        .text("name", s.name)
        .text("category", std::to_string(static_cast<int>(s.category)))
        .object();
}

QJsonObject json(const domain::IncidentRecord& i)
{
    return Fields()
        .text("key", i.key)
        .text("title", i.title)
        .text("severity", i.severity)
        .text("service", i.service)
        .text("team", i.team)
        .at("started", i.started)
        .at("resolved", i.resolved)
        .list("causes", i.causes)
        .object();
}

QJsonObject json(const domain::PullRequestReviewRecord& r)
{
    return Fields()
        .text("system", r.system)
        .text("repository", r.repository)
        .count("number", r.number)
        .text("by", r.review.reviewer)
        .flag("bot", r.review.bot)
        .at("at", r.review.at)
        .count("state", static_cast<std::int64_t>(r.review.state))
        .object();
}

QJsonObject json(const domain::TicketHistoryRecord& h)
{
    QJsonArray history;
    for (const auto& change : h.history)
        history.append(Fields()
                           .at("at", change.at)
                           .text("from", change.from)
                           .text("to", change.to)
                           .text("category", categoryName(change.toCategory))
                           .text("author", change.author)
                           .object());
    return Fields()
        .text("system", h.system)
        .text("key", h.key)
        .text("id", h.id)
        .at("started", h.started)
        .count("reopened", h.reopened)
        .value("history", history)
        .object();
}

QJsonObject json(const Reject& r)
{
    return Fields().count("line", r.line).text("reason", r.reason).text("text", r.text.substr(0, 120)).object();
}

template <class T>
void add(QJsonObject& root, const char* key, const std::vector<T>& records)
{
    QJsonArray array;
    for (const auto& record : records) array.append(json(record));
    if (!array.isEmpty()) root.insert(QLatin1String(key), array);
}

} // namespace

QJsonDocument toJson(const RecordList& list)
{
    QJsonObject root;
    add(root, "tickets", list.tickets);
    add(root, "pulls", list.pulls);
    add(root, "usage", list.usage);
    add(root, "seats", list.seats);
    add(root, "people", list.people);
    add(root, "prices", list.prices);
    add(root, "invoices", list.invoices);
    add(root, "spend", list.spends);
    add(root, "groups", list.groups);
    add(root, "vendorTeams", list.vendorTeams);
    add(root, "vendorCommits", list.vendorCommits);
    add(root, "traces", list.traces);
    add(root, "holidays", list.holidays);
    add(root, "answers", list.answers);
    add(root, "incidents", list.incidents);
    add(root, "reviews", list.reviews);
    add(root, "histories", list.histories);
    add(root, "statusNames", list.statusNames);
    add(root, "rejects", list.rejects);
    QJsonArray notices;
    for (const auto& notice : list.notices) notices.append(q(notice.text));
    if (!notices.isEmpty()) root.insert(QLatin1String("notices"), notices);
    return QJsonDocument(root);
}

ReadResult readFile(const std::string& path, const ReadOptions& options)
{
    ReadResult result;
    const auto recognised = recognise(path);
    if (!recognised) {
        result.problem = recognised.error().message;
        return result;
    }
    result.id = recognised->importer->id();
    const auto done = recognised->importer->read({path, options}, result.list, CancelToken(), {});
    if (!done) result.problem = done.error().message;
    return result;
}

ReadResult readBytes(const QByteArray& bytes, const ReadOptions& options)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("input")));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) return {};
    file.close();
    return readFile(file.fileName().toStdString(), options);
}

} // namespace assay::importers::tests
