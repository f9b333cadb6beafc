// SPDX-License-Identifier: GPL-3.0-or-later
// bench_lineage REPOSITORY [BACK]: what a first reading, and a second one with BACK (100) new first-parent commits,
// cost against `git log --numstat -M --no-merges` of the same history.
#include "importers/git/gitimporter.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>

using namespace assay;

namespace {

class CountingSink : public importers::RecordSink
{
public:
    using Nothing = Result<void>;
    Nothing commit(domain::CommitRecord&& r) override
    {
        ++commits;
        files += static_cast<long>(r.files.size());
        return {};
    }
    Nothing tag(domain::TagRecord&&) override { return {}; }
    Nothing branch(domain::BranchRecord&&) override { return {}; }
    Nothing lineNote(domain::LineNoteRecord&&) override { return {}; }
    Nothing lineEdge(domain::LineEdge&&) override
    {
        ++edges;
        return {};
    }
    Nothing commitLineage(domain::CommitLineage&& l) override
    {
        born += l.born;
        return {};
    }
    Nothing ticket(domain::TicketRecord&&) override { return {}; }
    Nothing pullRequest(domain::PullRequestRecord&&) override { return {}; }
    Nothing usageDay(domain::UsageDayRecord&&) override { return {}; }
    Nothing seat(domain::SeatRecord&&) override { return {}; }
    Nothing roster(domain::RosterRecord&&) override { return {}; }
    Nothing price(domain::PriceRecord&&) override { return {}; }
    Nothing invoice(domain::InvoiceRecord&&) override { return {}; }
    void reject(importers::Reject&&) override {}
    void notice(importers::Notice&&) override {}
    long commits = 0;
    long files = 0;
    long edges = 0;
    std::int64_t born = 0;
};

template <class Work>
double seconds(Work work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

importers::git::GitResult read(const std::string& path, const std::string& revision,
                               const importers::git::GitKnown& known, CountingSink& sink)
{
    importers::git::GitOptions options;
    options.path = path;
    options.branch = revision;
    auto result = importers::git::readRepository(options, known, sink, {}, {});
    if (result) return *result;
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::exit(3);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_lineage REPOSITORY [BACK]\n");
        return 2;
    }
    const std::string path = argv[1];
    const std::string back = argc > 2 ? argv[2] : "100";
    const std::string log = "git -C '" + path + "' log --numstat -M --no-merges HEAD > /dev/null 2>&1";
    int status = 0;
    const double reference = seconds([&] { status = std::system(log.c_str()); });
    CountingSink whole;
    importers::git::GitResult result;
    const double first = seconds([&] { result = read(path, {}, {}, whole); });
    CountingSink early;
    const auto before = read(path, "HEAD~" + back, {}, early);
    CountingSink late;
    const double second = seconds([&] { read(path, {}, {before.tips, before.lineageState}, late); });
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%ld commits, %ld files, %ld edges, %lld lines ever\n", whole.commits, whole.files, whole.edges,
                static_cast<long long>(whole.born));
    std::printf("git log --numstat -M --no-merges  %.2f s%s\n", reference,
                status == 0 ? "" : " (failed: objects are missing)");
    std::printf("first reading                     %.2f s  ratio %.3f\n", first, first / reference);
    std::printf("second reading, %ld new commits   %.3f s  %.1f %% of the first\n", late.commits, second,
                100 * second / first);
    std::printf("state %.1f bytes per changed file, peak memory %ld MB\n",
                static_cast<double>(result.lineageState.size()) /
                    static_cast<double>(whole.files > 0 ? whole.files : 1),
                usage.ru_maxrss / 1024);
    return 0;
}
