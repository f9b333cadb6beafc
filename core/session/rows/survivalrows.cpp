// SPDX-License-Identifier: GPL-3.0-or-later
#include "linking/pathclass.h"
#include "session/rows/rows.h"
#include "session/rows/rowvalues.h"
#include "session/session.h"
#include "store/commitwriter.h"
#include "store/database.h"
#include "store/gitreader.h"

#include <array>
#include <map>
#include <unordered_map>

namespace assay::session {
namespace {

constexpr std::array<int, 4> kWithinDays{7, 30, 90, 180};
/// Lines of one commit and class that were removed within so many days.
using RemovedWithin = std::array<std::int64_t, kWithinDays.size()>;
using RemovedByClass = std::map<std::pair<std::int64_t, std::uint8_t>, RemovedWithin>;

Result<RemovedByClass> removals(const store::Database& database, const std::vector<store::CommitHead>& commits)
{
    std::unordered_map<std::int64_t, facts::Millis> committedAt;
    for (const auto& commit : commits) committedAt.emplace(commit.id.value, toUnixMillis(commit.committedAt));
    RemovedByClass removed;
    const auto read = store::forEachDeath(database, [&](const store::DeathRow& death) {
        const auto age = committedAt.at(death.remover.value) - committedAt.at(death.origin.value);
        auto& within = removed[{death.origin.value, death.pathClass}];
        for (std::size_t k = 0; k < kWithinDays.size(); ++k)
            if (age <= facts::Millis{kWithinDays.at(k)} * 86'400'000) within.at(k) += death.lines;
    });
    if (!read) return Failure(read.error());
    return removed;
}

QJsonObject rowOf(const store::ClassLinesRow& row, const RemovedByClass& removed)
{
    QJsonObject o;
    o[QStringLiteral("class")] =
        QString::fromUtf8(linking::pathClassId(static_cast<linking::PathClass>(row.lines.pathClass)));
    o[QStringLiteral("born")] = static_cast<qint64>(row.lines.born);
    o[QStringLiteral("lost_in_merge")] = static_cast<qint64>(row.lines.lost);
    o[QStringLiteral("alive")] = static_cast<qint64>(row.lines.alive);
    o[QStringLiteral("revived")] = static_cast<qint64>(row.lines.revived);
    const auto found = removed.find({row.commit.value, row.lines.pathClass});
    QJsonObject within;
    for (std::size_t k = 0; k < kWithinDays.size(); ++k)
        within[QString::number(kWithinDays.at(k))] =
            found == removed.end() ? 0 : static_cast<qint64>(found->second.at(k));
    o[QStringLiteral("removed_within_days")] = within;
    return o;
}

} // namespace

Result<void> survivalRows(const Session& session, const facts::View& view, const RowVisitor& visit)
{
    const auto database = store::Database::open(session.path(), store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    const auto commits = store::commitHeads(*database);
    if (!commits) return Failure(commits.error());
    const auto lines = store::classLines(*database);
    if (!lines) return Failure(lines.error());
    const auto repositories = store::repositories(*database);
    if (!repositories) return Failure(repositories.error());
    const auto removed = removals(*database, *commits);
    if (!removed) return Failure(removed.error());
    std::unordered_map<std::int64_t, std::string> names;
    for (const auto& repository : *repositories) names.emplace(repository.id.value, repository.name);
    std::unordered_map<std::int64_t, const store::CommitHead*> heads;
    for (const auto& commit : *commits) heads.emplace(commit.id.value, &commit);
    const auto& filter = view.filter();
    for (const auto& row : *lines) {
        const auto* head = heads.at(row.commit.value);
        if (row.lines.pathClass >= linking::kPathClasses) continue;
        if (filter.period && !filter.period->contains(head->committedAt)) continue;
        const std::string& repository = names.at(head->repository.value);
        if (!filter.repositories.empty() && filter.repositories.count(repository) == 0) continue;
        QJsonObject o = rowOf(row, *removed);
        o[QStringLiteral("repository")] = text(repository);
        o[QStringLiteral("oid")] = text(head->oid.hex());
        o[QStringLiteral("committed_at")] = text(isoInstant(head->committedAt));
        visit(o);
    }
    return {};
}

} // namespace assay::session
