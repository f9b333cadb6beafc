// SPDX-License-Identifier: GPL-3.0-or-later
// bench_lineage REPOSITORY [BACK] [--no-log|--first|--again]: what a first reading into a workspace, a second one with
// BACK (100) new first-parent commits, a third one with nothing new and those of a thirtieth, a tenth and a third of
// the history cost, against `git log --numstat -M --no-merges`. For profiling: --first the first reading alone, --again
// the second and third, with that of all but BACK commits as the first.
#include "base/bigheap.h"
#include "importers/git/gitimporter.h"
#include "session/storesink.h"
#include "store/database.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <sys/resource.h>

using namespace assay;

namespace {

/// Wall time and processor time; ratios of the latter do not suffer from whatever else the machine does.
struct Cost
{
    double wall = 0;
    double processor = 0;
};

double processorSeconds(int who)
{
    rusage usage{};
    getrusage(who, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

template <class Work>
Cost cost(int who, Work work)
{
    const auto start = std::chrono::steady_clock::now();
    const double before = processorSeconds(who);
    work();
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
            processorSeconds(who) - before};
}

template <class T>
T must(Result<T> result)
{
    if (result) return std::move(*result);
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::exit(3);
}
void must(const Result<void>& result)
{
    if (result) return;
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::exit(3);
}

/// The store, counting what goes in.
class CountingSink : public session::StoreSink
{
public:
    using StoreSink::StoreSink;
    Result<void> commit(domain::CommitRecord&& record) override
    {
        files += static_cast<long>(record.files.size());
        return StoreSink::commit(std::move(record));
    }
    Result<void> lineEdge(domain::LineEdge&& record) override
    {
        ++edges;
        return StoreSink::lineEdge(std::move(record));
    }
    long files = 0;
    long edges = 0;
};

struct Read
{
    importers::git::GitResult result;
    Cost cost;
    long commits = 0;
    long files = 0;
    long edges = 0;
};

/// What an import does up to the tables of the repository; linking and tracing come after it and are not measured.
Read readInto(const std::string& workspace, const std::string& path, const std::string& revision,
              const importers::git::GitKnown& known)
{
    Read read;
    read.cost = cost(RUSAGE_SELF, [&] {
        auto database = std::filesystem::exists(workspace)
                            ? must(store::Database::open(workspace, store::Access::ReadWrite))
                            : must(store::Database::create(workspace));
        auto transaction = must(store::Transaction::begin(database));
        const auto source = must(store::putSource(database, {{}, path, "bench", "git", "Git repository"}));
        CountingSink sink(database, source, Day{});
        importers::git::GitOptions options;
        options.path = path;
        options.branch = revision;
        read.result = must(importers::git::readRepository(options, known, sink, {}, {}));
        must(sink.finishRepository({{},
                                    source,
                                    "bench",
                                    {},
                                    read.result.branch,
                                    read.result.head,
                                    read.result.tips,
                                    read.result.lineageState}));
        must(transaction.commit());
        read.commits = static_cast<long>(sink.counts().commits);
        read.files = sink.files;
        read.edges = sink.edges;
    });
    return read;
}

/// `git log` of what an import reads, without output; nothing is said about it when objects are missing.
Cost logCost(const std::string& path, const std::string& revision)
{
    const auto command = fmt::format("git -C '{}' log --numstat -M --no-merges {} > /dev/null 2>&1", path, revision);
    return cost(RUSAGE_CHILDREN, [&] {
        if (std::system(command.c_str()) != 0) fmt::print("git log fails: objects are missing\n");
    });
}

/// The commit that the first `commits` of the history lead to.
std::string early(const std::string& path, const std::string& scratch, long commits)
{
    const std::string list = scratch + "/early";
    const auto command = fmt::format("git -C '{}' rev-list HEAD | tail -n {} | head -n 1 > '{}'", path, commits, list);
    if (std::system(command.c_str()) != 0) return {};
    std::string oid;
    std::ifstream(list) >> oid;
    return oid;
}

void printAgain(const char* what, const Read& again, const Read& first)
{
    fmt::print("{}, {} new commits  {:6.3f} s, {:.1f} % of the first; {:6.3f} s of processor, {:.1f} %\n", what,
               again.commits, again.cost.wall, 100 * again.cost.wall / first.cost.wall, again.cost.processor,
               100 * again.cost.processor / first.cost.processor);
}

/// Goes on after all but the newest `back` commits; nothing is new the second time. Costs are shares of `first`, or of
/// the reading before.
void measureAgain(const std::string& path, const std::string& scratch, const std::string& back, const Read* first)
{
    const auto workspace = scratch + "/grown.assay";
    const Read before = readInto(workspace, path, "HEAD~" + back, {});
    const Read late = readInto(workspace, path, {}, {before.result.tips, before.result.lineageState});
    const Read idle = readInto(workspace, path, {}, {late.result.tips, late.result.lineageState});
    printAgain("second reading", late, first != nullptr ? *first : before);
    printAgain("third reading", idle, first != nullptr ? *first : before);
}

/// How the cost grows with the history, beside how that of `git log` does: trees and files grow too.
void measureGrowth(const std::string& path, const std::string& scratch, const Read& whole, const Cost& log)
{
    for (const int share : {30, 10, 3}) {
        const auto revision = early(path, scratch, whole.commits / share);
        if (revision.empty()) return;
        const auto workspace = fmt::format("{}/part{}.assay", scratch, share);
        const Read part = readInto(workspace, path, revision, {});
        fmt::print("{} commits are {:.1f} times as many as {}: {:.1f} times the processor", whole.commits,
                   static_cast<double>(whole.commits) / static_cast<double>(part.commits), part.commits,
                   whole.cost.processor / part.cost.processor);
        if (log.processor > 0) fmt::print(", git log {:.1f} times", log.processor / logCost(path, revision).processor);
        fmt::print("; {:.1f} times as many changed files\n",
                   static_cast<double>(whole.files) / static_cast<double>(part.files));
    }
}

} // namespace

int main(int argc, char** argv)
{
    assay::useBigPages(argv, assay::Heaps::PerThread); // as importing does
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_lineage REPOSITORY [BACK] [--no-log|--first|--again]\n");
        return 2;
    }
    const std::string path = argv[1];
    const std::string back = argc > 2 && argv[2][0] != '-' ? argv[2] : "100";
    const std::string_view mode = argv[argc - 1];
    const bool withLog = !mode.starts_with("--");
    std::string scratch = (std::filesystem::temp_directory_path() / "bench_lineage.XXXXXX").string();
    if (mkdtemp(scratch.data()) == nullptr) return 4;
    if (mode == "--again") {
        measureAgain(path, scratch, back, nullptr);
        std::filesystem::remove_all(scratch);
        return 0;
    }
    Cost reference;
    if (withLog) {
        reference = logCost(path, "HEAD");
        fmt::print("git log --numstat -M --no-merges  {:6.2f} s  {:6.2f} s of processor\n", reference.wall,
                   reference.processor);
    }
    const Read whole = readInto(scratch + "/whole.assay", path, {}, {});
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("first reading, store written      {:6.2f} s  {:6.2f} s of processor", whole.cost.wall,
               whole.cost.processor);
    if (withLog)
        fmt::print(", ratio {:.3f} ({:.3f})", whole.cost.wall / reference.wall,
                   whole.cost.processor / reference.processor);
    fmt::print("\n{} commits, {} changed files, {} edges; peak memory {} MB\n", whole.commits, whole.files, whole.edges,
               usage.ru_maxrss / 1024);
    if (mode == "--first") {
        std::filesystem::remove_all(scratch);
        return 0;
    }
    measureAgain(path, scratch, back, &whole);
    measureGrowth(path, scratch, whole, reference);
    fmt::print("state {:.1f}, workspace {:.1f} bytes per changed file\n",
               static_cast<double>(whole.result.lineageState.size()) / static_cast<double>(whole.files),
               static_cast<double>(std::filesystem::file_size(scratch + "/whole.assay")) /
                   static_cast<double>(whole.files));
    std::filesystem::remove_all(scratch);
    return 0;
}
