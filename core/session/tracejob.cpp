// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/tracejob.h"

#include "session/derive/traceindices.h"
#include "session/rows/rowvalues.h"
#include "store/database.h"

#include <QFile>
#include <QJsonDocument>
#include <fmt/format.h>

namespace assay::session {
namespace {

struct Asked
{
    std::string repository;
    std::string fix;
    std::optional<Instant> before;
};

Result<std::vector<Asked>> readFixes(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::InputUnreadable,
                       fmt::format("{} cannot be opened; check the path and the permission to read it.", path));
    std::vector<Asked> list;
    for (int line = 1; !file.atEnd(); ++line) {
        const auto bytes = file.readLine().trimmed();
        if (bytes.isEmpty()) continue;
        const auto object = QJsonDocument::fromJson(bytes).object();
        Asked asked{object[QStringLiteral("repository")].toString().toStdString(),
                    object[QStringLiteral("fix")].toString().toStdString(),
                    {}};
        if (asked.fix.empty())
            return failure(
                ErrorCode::InputMalformed,
                fmt::format("{}, line {}: no JSON object with a “fix”; write one object a line.", path, line));
        const auto before = object[QStringLiteral("before")].toString().toStdString();
        if (!before.empty()) {
            asked.before = parseIsoInstant(before);
            if (const auto day = parseIsoDay(before); !asked.before && day) asked.before = Instant{*day};
            if (!asked.before)
                return failure(ErrorCode::InputMalformed,
                               fmt::format("{}, line {}: “{}” is no ISO date; write it as 2026-03-04T10:22:05Z.", path,
                                           line, before));
        }
        list.push_back(std::move(asked));
    }
    return list;
}

/// The repository by name, address or, when none is named, by the commit.
const store::RepositoryRow* repositoryOf(const Raw& raw, const TraceIndices& indices, const Asked& asked,
                                         const domain::Oid& oid)
{
    for (const auto& r : raw.repositories) {
        const bool named = asked.repository.empty() || r.name == asked.repository ||
                           r.remoteUrl.find(asked.repository) != std::string::npos;
        if (named && indices.commitOf(r.id, oid)) return &r;
    }
    for (const auto& r : raw.repositories)
        if (indices.commitOf(r.id, oid)) return &r;
    return nullptr;
}

QJsonObject rowOf(const Raw& raw, const TraceIndices& indices, const Asked& asked, lineage::TraceVariant variant,
                  const std::unordered_map<std::int64_t, domain::Provenance>& provenance)
{
    QJsonObject row{{QStringLiteral("repository"), text(asked.repository)},
                    {QStringLiteral("fix"), text(asked.fix)},
                    {QStringLiteral("variant"), QString::fromUtf8(lineage::traceVariantId(variant))}};
    QJsonArray origins;
    const auto oid = domain::Oid::fromHex(asked.fix);
    const auto* repository = oid ? repositoryOf(raw, indices, asked, *oid) : nullptr;
    if (repository == nullptr) {
        row[QStringLiteral("origins")] = origins;
        row[QStringLiteral("candidates_none")] = true;
        row[QStringLiteral("note")] = QStringLiteral("this commit is in no imported repository");
        return row;
    }
    const auto trace = indices.of(repository->id).trace({*oid, asked.before}, variant);
    for (const auto& origin : trace.origins) {
        const auto at = indices.commitOf(repository->id, origin.oid);
        const auto known = at ? provenance.find(raw.commits[*at].id.value) : provenance.end();
        origins.append(QJsonObject{{QStringLiteral("oid"), text(origin.oid.hex())},
                                   {QStringLiteral("path_count"), origin.pathCount},
                                   {QStringLiteral("lines"), static_cast<qint64>(origin.lines)},
                                   {QStringLiteral("weight"), origin.weight},
                                   {QStringLiteral("declared"), origin.declared},
                                   {QStringLiteral("provenance"),
                                    QString::fromUtf8(domain::provenanceId(
                                        known == provenance.end() ? domain::Provenance::Unknown : known->second))}});
    }
    row[QStringLiteral("origins")] = origins;
    row[QStringLiteral("candidates_none")] = trace.candidatesNone;
    return row;
}

} // namespace

Result<void> traceFixes(const std::string& workspace, const std::string& fixes, const std::string& variantId,
                        const std::function<void(const QJsonObject&)>& visit)
{
    const auto variant =
        variantId.empty() ? std::optional(lineage::TraceVariant::Ranked) : lineage::traceVariantFromId(variantId);
    if (!variant)
        return failure(ErrorCode::Usage,
                       fmt::format("There is no variant “{}”; choose b, ag, ma, l, r or ranked.", variantId));
    const auto asked = readFixes(fixes);
    if (!asked) return Failure(asked.error());
    const auto database = store::Database::open(workspace, store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    const auto raw = Raw::read(*database);
    if (!raw) return Failure(raw.error());
    const auto edges = readEdges(*database);
    if (!edges) return Failure(edges.error());
    const auto indices = TraceIndices::build(*raw, *edges);
    const auto derived = store::readDerived(*database);
    if (!derived) return Failure(derived.error());
    std::unordered_map<std::int64_t, domain::Provenance> provenance;
    for (const auto& fact : derived->commitFacts) provenance.emplace(fact.commit.value, fact.verdict.provenance);
    for (const auto& fix : *asked) visit(rowOf(*raw, indices, fix, *variant, provenance));
    return {};
}

} // namespace assay::session
