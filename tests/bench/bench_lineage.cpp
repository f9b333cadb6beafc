// SPDX-License-Identifier: GPL-3.0-or-later
// bench_lineage REPOSITORY [BACK] [--no-log|--first]: what a first reading into a workspace, a second one with BACK
// (100) new first-parent commits and one of a tenth of the history cost, against `git log --numstat -M --no-merges`.
// With --first the first reading alone, for profiling.
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

/// The commit that a tenth of the history's commits lead to.
std::string tenth(const std::string& path, const std::string& scratch, long commits)
{
    const std::string list = scratch + "/tenth";
    const auto command =
        fmt::format("git -C '{}' rev-list HEAD | tail -n {} | head -n 1 > '{}'", path, commits / 10, list);
    if (std::system(command.c_str()) != 0) return {};
    std::string oid;
    std::ifstream(list) >> oid;
    return oid;
}

} // namespace

int main(int argc, char** argv)
{
    assay::useBigPages(argv); // as the programs do
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_lineage REPOSITORY [BACK] [--no-log|--first]\n");
        return 2;
    }
    const std::string path = argv[1];
    const std::string back = argc > 2 && argv[2][0] != '-' ? argv[2] : "100";
    const bool firstOnly = std::string_view(argv[argc - 1]) == "--first";
    const bool withLog = !firstOnly && std::string_view(argv[argc - 1]) != "--no-log";
    std::string scratch = (std::filesystem::temp_directory_path() / "bench_lineage.XXXXXX").string();
    if (mkdtemp(scratch.data()) == nullptr) return 4;
    Cost reference;
    if (withLog) {
        const std::string log = fmt::format("git -C '{}' log --numstat -M --no-merges HEAD > /dev/null 2>&1", path);
        reference = cost(RUSAGE_CHILDREN, [&] {
            if (std::system(log.c_str()) != 0) fmt::print("git log fails: objects are missing\n");
        });
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
    if (firstOnly) {
        std::filesystem::remove_all(scratch);
        return 0;
    }
    const Read before = readInto(scratch + "/grown.assay", path, "HEAD~" + back, {});
    const Read late = readInto(scratch + "/grown.assay", path, {}, {before.result.tips, before.result.lineageState});
    fmt::print("second reading, {} new commits    {:6.3f} s, {:.1f} % of the first\n", late.commits, late.cost.wall,
               100 * late.cost.wall / whole.cost.wall);
    if (const auto early = tenth(path, scratch, whole.commits); !early.empty()) {
        const Read part = readInto(scratch + "/part.assay", path, early, {});
        fmt::print("{} commits instead of {} take {:.1f} times as long\n", whole.commits, part.commits,
                   whole.cost.processor / part.cost.processor);
    }
    fmt::print("state {:.1f}, workspace {:.1f} bytes per changed file\n",
               static_cast<double>(whole.result.lineageState.size()) / static_cast<double>(whole.files),
               static_cast<double>(std::filesystem::file_size(scratch + "/whole.assay")) /
                   static_cast<double>(whole.files));
    std::filesystem::remove_all(scratch);
    return 0;
}
