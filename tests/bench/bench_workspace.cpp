// SPDX-License-Identifier: GPL-3.0-or-later
// bench_workspace REPOSITORY…: the whole way of a director, against `git log --numstat -M` of the same histories in the
// same run: a first import with everything derived, a second one that finds nothing new, opening the workspace, and
// drawing up the pages of the report. Several repositories go into one workspace. Medians of five where a repetition is
// cheap.
#include "base/bigheap.h"
#include "present/pages/registry.h"
#include "session/importjob.h"
#include "session/session.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

using namespace assay;

namespace {

template <class Work>
double seconds(Work work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

template <class Work>
double medianSeconds(Work work)
{
    constexpr std::size_t kRuns = 5;
    std::vector<double> runs;
    for (std::size_t i = 0; i < kRuns; ++i) runs.push_back(seconds(work));
    std::sort(runs.begin(), runs.end());
    return runs[kRuns / 2];
}

[[noreturn]] void fail(const std::string& what)
{
    std::fprintf(stderr, "bench_workspace: %s\n", what.c_str());
    std::exit(1);
}

double gitSeconds(const std::vector<std::string>& repositories)
{
    return seconds([&] {
        for (const auto& path : repositories) {
            const std::string command = "git -C '" + path + "' log --numstat -M --format=%H > /dev/null";
            if (std::system(command.c_str()) != 0) // NOLINT(concurrency-mt-unsafe): there is one thread
                fail("`" + command +
                     "` failed; the ratio would be too good. Is an object missing from the repository?");
        }
    });
}

session::ImportSummary import(const std::string& workspace, const std::vector<std::string>& repositories)
{
    session::ImportRequest request;
    request.workspace = workspace;
    request.paths = repositories;
    request.trustForeignOwner = true;
    auto summary = session::importPaths(request, {}, {});
    if (!summary) fail(summary.error().message);
    if (summary->anyFailed()) fail("a repository could not be read");
    return std::move(*summary);
}

std::shared_ptr<const session::Session> opened(const std::string& workspace)
{
    auto session = session::Session::open(workspace);
    if (!session) fail(session.error().message);
    return std::move(*session);
}

void row(const char* what, double time, double reference)
{
    std::printf("%-44s %9.3f s   %7.4f of git log\n", what, time, time / reference);
}

} // namespace

int main(int argc, char** argv)
{
    assay::useBigPages(argv); // as the programs do
    const std::vector<std::string> repositories(argv + 1, argv + argc);
    if (repositories.empty()) fail("name at least one Git repository");
    const auto folder = std::filesystem::temp_directory_path() / ("assay-bench-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const std::string workspace = (folder / "bench.assay").string();

    const double git = gitSeconds(repositories);
    const double first = seconds([&] { import(workspace, repositories); });
    const double again = seconds([&] { import(workspace, repositories); });
    std::shared_ptr<const session::Session> session;
    const double open = medianSeconds([&] { session = opened(workspace); });
    const double pages = medianSeconds([&] {
        const auto input = session->pageInput({});
        for (const auto& page : present::pages()) page.build(input);
    });
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    std::printf("%zu commits, %zu changes\n", session->snapshot()->commits.size(), session->snapshot()->changes.size());
    std::printf("%-44s %9.3f s\n", "git log --numstat -M", git);
    row("first import, everything derived", first, git);
    row("second import, nothing new", again, git);
    std::printf("%-44s %9.4f of the first\n", "", again / first);
    row("opening the workspace (median of 5)", open, git);
    row("all pages, no filter (median of 5)", pages, git);
    std::printf("peak memory %ld MB, workspace %ld MB\n", use.ru_maxrss / 1024,
                static_cast<long>(std::filesystem::file_size(workspace) / 1'000'000));
    std::filesystem::remove_all(folder);
    return 0;
}
