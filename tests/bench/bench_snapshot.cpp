// SPDX-License-Identifier: GPL-3.0-or-later
// bench_snapshot [USAGE-DAYS [WORKSPACE]]: opening a workspace of ten million usage days beside SQLite stepping the
// same rows in the same run, and the memory it takes. A workspace that is named is kept and used again.
#include "base/bigheap.h"
#include "resources/resources.h"
#include "session/importjob.h"
#include "session/session.h"

#include <QTemporaryDir>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sqlite3.h>
#include <string>
#include <sys/resource.h>
#include <vector>

using namespace assay;

namespace {

constexpr int kPeople = 3000;
constexpr int kFirstDay = 17'000;
constexpr int kRuns = 3;

[[noreturn]] void fail(const std::string& what)
{
    std::fprintf(stderr, "bench_snapshot: %s\n", what.c_str());
    std::exit(1);
}

/// Seconds on the wall and of processor time.
struct Took
{
    double wall = 0;
    double work = 0;
};

template <class Work>
Took took(const Work& work)
{
    const auto worked = [] {
        rusage used{};
        getrusage(RUSAGE_SELF, &used);
        return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
               static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    };
    const double before = worked();
    const auto start = std::chrono::steady_clock::now();
    work();
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), worked() - before};
}

template <class Work>
Took median(const Work& work)
{
    std::vector<Took> runs;
    for (int i = 0; i < kRuns; ++i) runs.push_back(took(work));
    std::sort(runs.begin(), runs.end(), [](const Took& a, const Took& b) { return a.work < b.work; });
    return runs[kRuns / 2];
}

/// A roster, and per person and day a row of each of two tools.
void writeExports(const std::filesystem::path& folder, int rows)
{
    std::ofstream roster(folder / "roster.csv");
    roster << "name,email,team,start_date\n";
    for (int p = 0; p < kPeople; ++p)
        roster << "Person " << p << ",dev" << p << "@example.com,Team " << p % 60 << ",2015-01-01\n";
    std::ofstream usage(folder / "usage.csv");
    usage << "email,date,tool,is_active,accepted,lines_accepted,interactions,cost_usd\n";
    for (int i = 0; i < rows; ++i) {
        const int person = i / 2 % kPeople;
        const int day = kFirstDay + i / 2 / kPeople;
        usage << "dev" << person << "@example.com," << isoDay(fromEpochDay(day)) << ','
              << (i % 2 == 0 ? "copilot" : "claude-code") << ",yes," << i % 97 << ',' << i % 31 << ',' << i % 13
              << ",0.25\n";
    }
}

void makeWorkspace(const std::string& workspace, int rows)
{
    const QTemporaryDir folder;
    const std::filesystem::path files = folder.path().toStdString();
    writeExports(files, rows);
    session::ImportRequest request;
    request.workspace = workspace;
    request.paths = {(files / "roster.csv").string(), (files / "usage.csv").string()};
    const auto summary = session::importPaths(request, {}, {});
    if (!summary) fail(summary.error().message);
    if (summary->anyFailed()) fail("an export could not be read");
}

/// The columns that a snapshot needs, row by row, none of them looked at.
std::int64_t stepped(const std::string& workspace)
{
    sqlite3* database = nullptr;
    sqlite3_stmt* rows = nullptr;
    if (sqlite3_open_v2(workspace.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(database,
                           "SELECT tool, identity, day, surface, scope, shown, accepted, lines_accepted, interactions, "
                           "agent_runs, cost_usd FROM usage_day",
                           -1, &rows, nullptr) != SQLITE_OK)
        fail(sqlite3_errmsg(database));
    std::int64_t count = 0;
    while (sqlite3_step(rows) == SQLITE_ROW) ++count;
    sqlite3_finalize(rows);
    sqlite3_close(database);
    return count;
}

double megabytes()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) / 1024;
}

} // namespace

int main(int argc, char** argv)
{
    assay::useBigPages(argv); // as the programs do
    const int rows = argc > 1 ? std::atoi(argv[1]) : 10'000'000;
    resources::load();
    const QTemporaryDir folder;
    const std::string workspace = argc > 2 ? argv[2] : folder.filePath(QStringLiteral("w.assay")).toStdString();
    if (!std::filesystem::exists(workspace)) {
        const auto import = took([&] { makeWorkspace(workspace, rows); });
        std::printf("import and deriving          %8.2f s, work %8.2f s, peak memory %.0f MB\n", import.wall,
                    import.work, megabytes());
        if (argc > 2) {
            std::printf("run again with the same workspace for times of opening and for its memory\n");
            return 0;
        }
    }
    std::int64_t count = 0;
    const auto step = median([&] { count = stepped(workspace); });
    std::shared_ptr<const session::Session> session;
    const auto open = median([&] {
        session.reset();
        auto opened = session::Session::open(workspace);
        if (!opened) fail(opened.error().message);
        session = std::move(*opened);
    });
    std::printf("%lld usage days stored, %zu in the snapshot\n", static_cast<long long>(count),
                session->snapshot()->usage.size());
    std::printf("SQLite stepping the rows     %8.2f s, work %8.2f s\n", step.wall, step.work);
    std::printf("opening the workspace        %8.2f s, work %8.2f s: %.2f of SQLite's time, %.2f of its work\n",
                open.wall, open.work, open.wall / step.wall, open.work / step.work);
    std::printf("peak memory %.0f MB\n", megabytes());
    return 0;
}
