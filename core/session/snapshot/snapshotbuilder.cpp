// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/snapshot/snapshotbuilder.h"

#include "session/fingerprint.h"
#include "session/rules.h"
#include "session/snapshot/sources.h"
#include "store/database.h"
#include "store/importlog.h"
#include "store/settings.h"

#include <algorithm>

namespace assay::session {
namespace {

using facts::kNoTime;
using facts::Millis;

/// The last moment the data speak of, never beyond the moment they were read: a skewed clock must not open the future.
Millis cutOffOf(const facts::Snapshot& snapshot, const SnapshotSources& sources, Millis readAt)
{
    Millis last = kNoTime;
    const auto see = [&last, readAt](Millis at) {
        if (at != kNoTime && at <= readAt && at > last) last = at;
    };
    for (const auto at : snapshot.commits.committedAt) see(at);
    for (const auto at : snapshot.changes.mergedAt) see(at);
    for (const auto& row : sources.tickets) {
        see(millis(row.ticket.created));
        see(millis(row.ticket.updated));
        see(millis(row.ticket.resolved));
    }
    for (const auto& span : sources.spans) see(toUnixMillis(Instant{span.days.to}));
    return last == kNoTime ? readAt : last;
}

/// From the first ticket, where there are tickets: a long Git history before the measured time would drown it. Else
/// from the first change by a person; automation alone begins nothing.
DayRange spanOf(const facts::Snapshot& snapshot)
{
    Millis first = kNoTime;
    const auto see = [&first](Millis at) {
        if (at != kNoTime && (first == kNoTime || at < first)) first = at;
    };
    for (const auto at : snapshot.tickets.createdAt) see(at);
    for (std::size_t i = 0; i < snapshot.changes.size() && first == kNoTime; ++i)
        if (!snapshot.changes.has(static_cast<facts::Index>(i), facts::kAutomation)) see(snapshot.changes.mergedAt[i]);
    const auto to = dayOf(snapshot.cutOff);
    return {first == kNoTime ? to : std::min(dayOf(fromUnixMillis(first)), to), to};
}

struct Reading
{
    std::string fingerprint;
    Millis readAt = 0;
};

Result<Reading> readingOf(const store::Database& database)
{
    const auto runs = store::runs(database);
    if (!runs) return Failure(runs.error());
    Reading reading;
    std::string all;
    for (const auto& run : *runs) {
        if (run.state != store::RunState::Done) continue;
        all += run.fingerprint + '\n';
        reading.readAt = std::max<Millis>(reading.readAt, toUnixMillis(run.finishedAt));
    }
    reading.fingerprint = textFingerprint(all).substr(0, 16);
    return reading;
}

} // namespace

Result<facts::SnapshotPtr> buildSnapshot(const store::Database& database, const Rules& rules)
{
    auto sources = SnapshotSources::read(database);
    if (!sources) return Failure(sources.error());
    const auto reading = readingOf(database);
    if (!reading) return Failure(reading.error());
    const auto name = store::setting(database, "name");
    if (!name) return Failure(name.error());

    auto snapshot = std::make_shared<facts::Snapshot>();
    snapshot->workspaceName = *name;
    snapshot->fingerprint = reading->fingerprint;
    Dictionary tools(snapshot->tools);
    addPeople(*snapshot, *sources);
    addSeats(*snapshot, *sources, tools);
    if (auto usage = addUsage(*snapshot, *sources, database, tools); !usage) return Failure(usage.error());
    addChanges(*snapshot, *sources, tools);
    addCommits(*snapshot, *sources, tools);
    if (auto deaths = addDeaths(*snapshot, *sources, database); !deaths) return Failure(deaths.error());
    if (auto classes = addClassLines(*snapshot, *sources, database); !classes) return Failure(classes.error());
    addTickets(*snapshot, *sources, rules);
    addDefects(*snapshot, *sources);
    for (const auto& tool : snapshot->tools) snapshot->toolTitles.push_back(rules.toolTitle(tool));
    snapshot->cutOff = fromUnixMillis(cutOffOf(*snapshot, *sources, reading->readAt));
    snapshot->span = spanOf(*snapshot);
    return std::shared_ptr<const facts::Snapshot>(std::move(snapshot));
}

} // namespace assay::session
