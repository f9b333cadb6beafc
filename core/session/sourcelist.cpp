// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sourcelist.h"

#include "importers/rowexport.h"
#include "session/audit.h"
#include "session/derivejob.h"
#include "session/fingerprint.h"
#include "session/rules.h"
#include "store/database.h"
#include "store/removal.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace assay::session {

Result<std::vector<SourceWithRuns>> sourceList(const std::string& workspace)
{
    const auto database = store::Database::open(workspace, store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    auto sources = store::sources(*database);
    if (!sources) return Failure(sources.error());
    auto runs = store::runs(*database);
    if (!runs) return Failure(runs.error());
    std::vector<SourceWithRuns> list;
    for (auto& source : *sources) {
        SourceWithRuns with{std::move(source), {}};
        std::copy_if(runs->begin(), runs->end(), std::back_inserter(with.runs),
                     [&](const auto& run) { return run.source == with.source.id; });
        list.push_back(std::move(with));
    }
    return list;
}

Result<std::vector<store::RejectRow>> rejectedRows(const std::string& workspace, std::int64_t run)
{
    const auto database = store::Database::open(workspace, store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    const auto runs = store::runs(*database);
    if (!runs) return Failure(runs.error());
    if (std::none_of(runs->begin(), runs->end(), [run](const auto& r) { return r.id.value == run; }))
        return failure(ErrorCode::Usage,
                       fmt::format("{} has no reading {}; `assay-cli sources` lists them.", workspace, run));
    return store::rejectsOf(*database, {run});
}

namespace {

Result<store::SourceRow> findSource(const store::Database& database, const std::string& which)
{
    const auto sources = store::sources(database);
    if (!sources) return Failure(sources.error());
    std::vector<const store::SourceRow*> fits;
    for (const auto& source : *sources)
        if (source.location == which || std::to_string(source.id.value) == which) return source;
    for (const auto& source : *sources)
        if (source.name == which) fits.push_back(&source);
    if (fits.size() == 1) return *fits.front();
    if (fits.empty())
        return failure(ErrorCode::Usage,
                       fmt::format("{} has no source “{}”; `assay-cli sources` lists them.", database.path(), which));
    return failure(ErrorCode::Usage,
                   fmt::format("{} sources are called “{}”; name the one you mean by its path.", fits.size(), which));
}

} // namespace

namespace {

/// The newest reading that read something; its rejects are those that still stand.
const store::RunRow* newestDone(const std::vector<store::RunRow>& runs, domain::SourceId source)
{
    const store::RunRow* newest = nullptr;
    for (const auto& run : runs)
        if (run.source == source && run.state == store::RunState::Done) newest = &run;
    return newest;
}

struct RunOfSource
{
    store::SourceRow source;
    store::RunRow run;
};

Result<RunOfSource> findRun(const store::Database& database, const std::string& which)
{
    const auto runs = store::runs(database);
    if (!runs) return Failure(runs.error());
    if (which.starts_with("run:")) {
        const auto sources = store::sources(database);
        if (!sources) return Failure(sources.error());
        for (const auto& run : *runs)
            for (const auto& source : *sources)
                if ("run:" + std::to_string(run.id.value) == which && source.id == run.source)
                    return RunOfSource{source, run};
        return failure(ErrorCode::Usage, fmt::format("{} has no reading {}; `assay-cli sources` lists them.",
                                                     database.path(), which.substr(4)));
    }
    auto source = findSource(database, which);
    if (!source) return Failure(source.error());
    const auto* run = newestDone(*runs, source->id);
    if (run == nullptr)
        return failure(ErrorCode::Usage, fmt::format("{} was never read; it has no rejected rows.", source->name));
    return RunOfSource{std::move(*source), *run};
}

} // namespace

Result<std::vector<RejectOfRun>> currentRejects(const std::string& workspace)
{
    const auto database = store::Database::open(workspace, store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    const auto sources = store::sources(*database);
    if (!sources) return Failure(sources.error());
    const auto runs = store::runs(*database);
    if (!runs) return Failure(runs.error());
    std::vector<RejectOfRun> list;
    for (const auto& source : *sources) {
        const auto* run = newestDone(*runs, source.id);
        if (run == nullptr) continue;
        auto rejects = store::rejectsOf(*database, run->id);
        if (!rejects) return Failure(rejects.error());
        for (auto& reject : *rejects) list.push_back({source.name, run->id.value, std::move(reject)});
    }
    return list;
}

Result<std::string> rejectsFile(const std::string& workspace, const std::string& source)
{
    const auto database = store::Database::open(workspace, store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    const auto found = findRun(*database, source);
    if (!found) return Failure(found.error());
    const auto rejects = store::rejectsOf(*database, found->run.id);
    if (!rejects) return Failure(rejects.error());
    const auto& path = found->source.location;
    const auto print = fileFingerprint(path, {});
    if (!print || !found->run.fingerprint.starts_with(*print))
        return failure(ErrorCode::InputUnreadable,
                       fmt::format("{} is gone or was changed since it was read; import it again, then export what is "
                                   "rejected.",
                                   path));
    std::map<std::int64_t, std::string> reasons;
    for (const auto& reject : *rejects) reasons.emplace(reject.line, reject.reason);
    auto csv = importers::rowsAsCsv(path, reasons);
    if (!csv || !csv->empty()) return csv;
    std::string records;
    for (const auto& reject : *rejects) records += reject.text + '\n';
    return records;
}

Result<RemovedSource> removeSource(const std::string& workspace, const std::string& which, bool dryRun,
                                   const CancelToken& cancel, const ProgressFn& progress)
{
    auto database = store::Database::open(workspace, dryRun ? store::Access::ReadOnly : store::Access::ReadWrite);
    if (!database) return Failure(database.error());
    auto source = findSource(*database, which);
    if (!source) return Failure(source.error());
    auto contents = store::contentsOf(*database, source->id);
    if (!contents) return Failure(contents.error());
    RemovedSource removed{std::move(*source), std::move(*contents)};
    if (dryRun) return removed;
    if (progress) progress({"Removing " + removed.source.name, 0, 0});
    std::string what;
    for (const auto& [kind, count] : removed.contents)
        what += fmt::format("{}{} {}", what.empty() ? "" : ", ", count, kind);
    auto done = store::removeSource(*database, removed.source.id, [&]() -> Result<void> {
        if (cancel.requested()) return failure(ErrorCode::Cancelled, "Cancelled; nothing was removed.");
        if (auto stale = markStale(*database); !stale) return stale;
        return audit(*database, "remove", removed.source.location, what.empty() ? "nothing" : what);
    });
    if (!done) return Failure(done.error());
    const auto rules = Rules::of(*database);
    if (!rules) return Failure(rules.error());
    if (auto derived = deriveIfStale(*database, **rules, {}, progress); !derived) return Failure(derived.error());
    if (auto small = store::compact(*database); !small) return Failure(small.error());
    return removed;
}

} // namespace assay::session
