// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/importjob.h"

#include "importers/folder.h"
#include "importers/git/gitimporter.h"
#include "session/answers.h"
#include "session/audit.h"
#include "session/derivejob.h"
#include "session/fingerprint.h"
#include "session/repositoryname.h"
#include "session/ruleparts.h"
#include "session/rules.h"
#include "session/storesink.h"
#include "session/workspaceclock.h"
#include "store/database.h"
#include "store/settings.h"
#include "store/sourceoptions.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace assay::session {
namespace {

namespace fs = std::filesystem;

/// One thing to read, once it is known what it is.
struct Input
{
    std::string path;
    const importers::Importer* importer = nullptr; ///< none: a Git repository
    SourceAnswers answers;
    std::string stamp; ///< of the file before it was read
};

std::string lastPart(const std::string& path)
{
    const auto name = fs::path(path).filename().string();
    return name.empty() ? fs::path(path).parent_path().filename().string() : name;
}

std::string absolute(const std::string& path)
{
    std::error_code failed;
    const auto full = fs::weakly_canonical(path, failed);
    return failed ? path : full.string();
}

/// What besides the bytes decides how a file is read: another zone or date order must read it again.
std::string optionsKey(const SourceAnswers& answers)
{
    const auto& options = answers.options;
    std::string key = answers.format + '|' + options.timezone + '|' +
                      std::to_string(static_cast<int>(options.dateOrder)) + '|' + options.repository;
    for (const auto& [column, field] : options.columnMap) {
        key += '|';
        key += column;
        key += '=';
        key += field;
    }
    return key;
}

/// Reads the sources of one request, one after the other, into one open workspace.
class Job
{
public:
    Job(const ImportRequest& request, store::Database& database, const CancelToken& cancel, const ProgressFn& progress)
        : m_request(request), m_database(database), m_cancel(cancel), m_progress(progress)
    {
    }

    Result<ImportSummary> run();

private:
    /// Everything behind one path; what a folder holds besides exports is skipped and said.
    Result<void> gather(const std::string& path, std::vector<Input>& inputs, ImportSummary& summary);
    Result<Input> understand(const std::string& path) const;
    Result<bool> isKnown(const Input& input, store::RunRow& run) const;
    Result<void> noteUnchanged(ImportedSource& source, store::RunRow& run);
    Result<void> keep(const Input& input, ImportedSource& source, store::RunRow& run);
    ImportedSource notRecognised(const std::string& path, const Error& why);
    Result<ImportedSource> read(const Input& input);
    Result<void> readInto(const Input& input, StoreSink& sink, ImportedSource& source, store::RunRow& run);
    Result<void> readRepository(const Input& input, StoreSink& sink, ImportedSource& source, store::RunRow& run);
    void record(const ImportedSource& source, store::RunRow run);

    const ImportRequest& m_request;
    store::Database& m_database;
    const CancelToken& m_cancel;
    const ProgressFn& m_progress;
};

Result<Input> Job::understand(const std::string& path) const
{
    auto answers = answersFor(m_request, m_database, path);
    if (!answers) return Failure(answers.error());
    if (!answers->format.empty() && answers->format != "git") {
        const auto* importer = importers::importerById(answers->format);
        if (importer == nullptr)
            return failure(
                ErrorCode::Usage,
                fmt::format("“{}” is no format Assay reads; `assay-cli formats` lists them.", answers->format));
        return Input{path, importer, std::move(*answers), fileStamp(path)};
    }
    const auto recognised = importers::recognise(path);
    if (!recognised) return Failure(recognised.error());
    return Input{path, recognised->importer, std::move(*answers), fileStamp(path)};
}

/// Whether the file is the one read last, with the same answers: found out before anything is begun, for this is what a
/// repeated import of a folder mostly does.
Result<bool> Job::isKnown(const Input& input, store::RunRow& run) const
{
    if (input.importer == nullptr) return false;
    const auto last = store::lastFingerprint(m_database, absolute(input.path));
    if (!last) return Failure(last.error());
    const auto key = '|' + optionsKey(input.answers);
    const auto kept = store::sourceOptions(m_database, absolute(input.path));
    if (!kept) return Failure(kept.error());
    const auto stamp = kept->find(kStamp);
    if (stamp != kept->end() && stamp->second == input.stamp && last->ends_with(key)) {
        run.fingerprint = *last;
        return true;
    }
    auto print = fileFingerprint(input.path, m_cancel);
    if (!print) return Failure(print.error());
    run.fingerprint = *print + key;
    return *last == run.fingerprint;
}

Result<void> Job::noteUnchanged(ImportedSource& source, store::RunRow& run)
{
    source.state = run.state = store::RunState::Unchanged;
    source.contents = run.contents = "nothing";
    run.finishedAt = now();
    if (!m_request.dryRun) record(source, run);
    return {};
}

Result<void> Job::readRepository(const Input& input, StoreSink& sink, ImportedSource& source, store::RunRow& run)
{
    importers::git::GitKnown known;
    auto before = store::repositoryOf(m_database, run.source);
    if (!before) return Failure(before.error());
    if (*before && !(*before)->tips.empty()) {
        known.tips = (*before)->tips;
        known.lineageState = std::move((*before)->lineageState);
    }
    importers::git::GitOptions options;
    options.path = input.path;
    options.branch = m_request.branch;
    options.since = m_request.since;
    options.trustForeignOwner = m_request.trustForeignOwner;
    const auto rules = Rules::of(m_database);
    if (!rules) return Failure(rules.error());
    options.classOf = [&paths = (*rules)->parts().paths](const std::string& path) {
        return static_cast<std::uint8_t>(paths.classify(path).type);
    };
    options.classRules = (*rules)->parts().pathRulesPrint;
    const bool first = known.tips.empty();
    const auto oldTips = known.tips;
    auto read = importers::git::readRepository(options, known, sink, m_cancel, m_progress);
    if (!read) return Failure(read.error());
    if (read->rewritten) {
        std::optional<Instant> from;
        if (options.since) from = Instant{*options.since};
        const auto dropped = sink.dropUnreachable(from);
        if (!dropped) return Failure(dropped.error());
        if (*dropped > 0)
            sink.notice({input.path, fmt::format("History was rewritten, or another revision was read: {} commits that "
                                                 "{} no longer contains were removed from the workspace.",
                                                 *dropped, read->branch)});
    }
    if (m_request.name.empty() && !read->name.empty()) source.name = read->name;
    const auto taken = store::otherRepositoryNames(m_database, run.source);
    if (!taken) return Failure(taken.error());
    source.name = distinctRepositoryName(source.name, *taken, read->remoteUrl, absolute(input.path));
    std::string tips = "git|" + read->branch;
    for (const auto& tip : read->tips) tips += '|' + tip.hex();
    run.fingerprint = textFingerprint(tips);
    const auto aliasesChanged = sink.finishAliases();
    if (!aliasesChanged) return Failure(aliasesChanged.error());
    if (!first && oldTips == read->tips && sink.counts().commits == 0 && !*aliasesChanged)
        run.state = store::RunState::Unchanged;
    return sink.finishRepository(
        {{}, run.source, source.name, read->remoteUrl, read->branch, read->head, read->tips, read->lineageState});
}

Result<void> Job::readInto(const Input& input, StoreSink& sink, ImportedSource& source, store::RunRow& run)
{
    auto done = input.importer == nullptr
                    ? readRepository(input, sink, source, run)
                    : input.importer->read({input.path, input.answers.options}, sink, m_cancel, m_progress);
    if (!done) return done;
    return sink.finish();
}

/// Keeps the trace of a failed reading; its rows were rolled back.
void Job::record(const ImportedSource& source, store::RunRow run)
{
    auto transaction = store::Transaction::begin(m_database);
    if (!transaction) return;
    const auto id = store::putSource(m_database, {{}, absolute(source.path), source.name, source.format, source.title});
    if (!id) return;
    run.source = *id;
    if (store::putRun(m_database, run, source.rejects, source.notices)) (void)transaction->commit();
}

Result<ImportedSource> Job::read(const Input& input)
{
    ImportedSource source;
    source.path = input.path;
    source.name = m_request.name.empty() ? lastPart(absolute(input.path)) : m_request.name;
    source.format = input.importer == nullptr ? "git" : std::string(input.importer->id());
    source.title = input.importer == nullptr ? "Git repository" : std::string(input.importer->title());

    store::RunRow run;
    run.startedAt = now();
    const auto known = isKnown(input, run);
    if (!known) return Failure(known.error());
    if (*known) {
        if (auto noted = noteUnchanged(source, run); !noted) return Failure(noted.error());
        return source;
    }
    auto transaction = store::Transaction::begin(m_database);
    if (!transaction) return Failure(transaction.error());
    const auto before = store::counts(m_database);
    const auto id = store::putSource(m_database, {{}, absolute(input.path), source.name, source.format, source.title});
    if (!before || !id) return Failure(before ? id.error() : before.error());
    run.source = *id;

    StoreSink sink(m_database, *id, dayOf(run.startedAt));
    const auto done = readInto(input, sink, source, run);
    source.rejects = sink.rejects();
    source.notices = sink.notices();
    source.contents = run.contents = sink.counts().sentence();
    source.records = run.records = sink.counts().total();
    run.finishedAt = now();
    if (!done) {
        run.state = source.state =
            done.error().code == ErrorCode::Cancelled ? store::RunState::Cancelled : store::RunState::Failed;
        run.message = source.message = done.error().message;
        run.contents = source.contents = "nothing";
        run.records = source.records = 0;
        {
            auto rollback = std::move(*transaction);
        }
        if (!m_request.dryRun) record(source, run);
        if (run.state == store::RunState::Cancelled) return Failure(done.error());
        return source;
    }
    const auto after = store::counts(m_database);
    if (!after) return Failure(after.error());
    source.added = run.added = std::max<std::int64_t>(0, after->total() - before->total());
    source.state = run.state;
    if (m_request.dryRun) return source;
    if (auto kept = keep(input, source, run); !kept) return Failure(kept.error());
    if (auto committed = transaction->commit(); !committed) return Failure(committed.error());
    return source;
}

/// Everything that is written beside the records: the reading, the user's answers, the audit trail.
Result<void> Job::keep(const Input& input, ImportedSource& source, store::RunRow& run)
{
    if (source.name != lastPart(absolute(input.path)))
        (void)store::putSource(m_database, {{}, absolute(input.path), source.name, source.format, source.title});
    run.rejected = static_cast<std::int64_t>(source.rejects.size());
    const auto kept = store::putRun(m_database, run, source.rejects, source.notices);
    if (!kept) return Failure(kept.error());
    if (run.state != store::RunState::Done) return {};
    if (auto stale = markStale(m_database); !stale) return stale;
    if (auto remembered = remember(m_database, run.source, input.path, input.answers, input.stamp); !remembered)
        return remembered;
    return audit(m_database, "import", absolute(input.path), auditDetail(run));
}

ImportedSource Job::notRecognised(const std::string& path, const Error& why)
{
    ImportedSource failed;
    failed.path = path;
    failed.name = lastPart(path);
    failed.format = "unknown";
    failed.title = "Not recognised";
    failed.state = store::RunState::Failed;
    failed.message = why.message;
    failed.contents = "nothing";
    store::RunRow run;
    run.startedAt = run.finishedAt = now();
    run.state = failed.state;
    run.message = failed.message;
    run.contents = failed.contents;
    if (!m_request.dryRun) record(failed, run);
    return failed;
}

Result<void> Job::gather(const std::string& path, std::vector<Input>& inputs, ImportSummary& summary)
{
    const auto contents = importers::expandPath(path, m_cancel);
    if (!contents) return Failure(contents.error());
    for (const auto& repository : contents->repositories) {
        const auto told = m_request.answers.find(repository);
        if (told == m_request.answers.end() || !told->second.leaveOut) inputs.push_back({repository, nullptr, {}, {}});
    }
    std::error_code ignored;
    const bool folder = fs::is_directory(path, ignored);
    for (const auto& skipped : contents->skipped) summary.skipped.push_back({skipped.path, skipped.reason});
    for (const auto& file : contents->files) {
        const auto told = m_request.answers.find(file);
        if (told != m_request.answers.end() && told->second.leaveOut) continue;
        auto input = understand(file);
        if (input)
            inputs.push_back(*input);
        else if (input.error().code == ErrorCode::Usage)
            return Failure(input.error());
        else if (folder)
            summary.skipped.push_back({file, input.error().message});
        else
            summary.sources.push_back(notRecognised(file, input.error()));
    }
    return {};
}

Result<ImportSummary> Job::run()
{
    ImportSummary summary;
    std::vector<Input> inputs;
    for (const auto& path : m_request.paths)
        if (auto gathered = gather(path, inputs, summary); !gathered) return Failure(gathered.error());
    for (const auto& input : inputs) {
        if (m_cancel.requested())
            return failure(ErrorCode::Cancelled, "Cancelled; what was read before stays, the rest was not begun.");
        auto source = read(input);
        if (!source) return Failure(source.error());
        summary.sources.push_back(std::move(*source));
    }
    return summary;
}

Result<store::Database> openOrCreate(const ImportRequest& request)
{
    std::error_code ignored;
    if (request.dryRun && !fs::exists(request.workspace, ignored)) return store::Database::create(":memory:");
    if (fs::exists(request.workspace, ignored))
        return store::Database::open(request.workspace, store::Access::ReadWrite);
    auto made = store::Database::create(request.workspace);
    if (made) {
        auto named = store::setSetting(*made, "name", fs::path(request.workspace).stem().string());
        if (!named) return Failure(named.error());
    }
    return made;
}

} // namespace

std::int64_t ImportSummary::rejected() const
{
    std::int64_t n = 0;
    for (const auto& source : sources) n += static_cast<std::int64_t>(source.rejects.size());
    return n;
}

bool ImportSummary::anyFailed() const
{
    return std::any_of(sources.begin(), sources.end(),
                       [](const auto& s) { return s.state == store::RunState::Failed; });
}

Result<ImportSummary> importPaths(const ImportRequest& request, const CancelToken& cancel, const ProgressFn& progress)
{
    auto database = openOrCreate(request);
    if (!database) return Failure(database.error());
    Job job(request, *database, cancel, progress);
    auto summary = job.run();
    if (!summary || request.dryRun) return summary;
    const auto rules = Rules::of(*database);
    if (!rules) return Failure(rules.error());
    if (auto derived = deriveIfStale(*database, **rules, cancel, progress); !derived) return Failure(derived.error());
    return summary;
}

} // namespace assay::session
