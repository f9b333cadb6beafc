// SPDX-License-Identifier: GPL-3.0-or-later
// bench_blame REPOSITORY [FILES] [SEED]: line origins of FILES (30) random text files at the tip, from the saved state,
// against `git blame`; and what both cost.
#include "base/bigheap.h"
#include "importers/git/blame.h"
#include "lineage/savedstate.h"
#include "session/storesink.h"
#include "store/database.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <memory>
#include <random>

using namespace assay;

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<std::string> linesOf(const std::string& command)
{
    std::vector<std::string> lines;
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    char* text = nullptr;
    std::size_t room = 0;
    for (auto size = getline(&text, &room, pipe.get()); size > 0; size = getline(&text, &room, pipe.get()))
        lines.emplace_back(text, static_cast<std::size_t>(text[size - 1] == '\n' ? size - 1 : size));
    std::free(text);
    return lines;
}

std::vector<std::string> gitBlame(const std::string& repository, const std::string& path)
{
    auto lines = linesOf(fmt::format("git -C '{}' blame -s -l --root HEAD -- '{}' 2>/dev/null", repository, path));
    for (auto& line : lines) line.resize(std::min<std::size_t>(40, line.size()));
    return lines;
}

importers::git::GitResult readAll(const std::string& path)
{
    auto database = store::Database::create(":memory:");
    if (!database) std::exit(4);
    const auto source = store::putSource(*database, {{}, path, "bench", "git", "Git repository"});
    if (!source) std::exit(4);
    session::StoreSink sink(*database, *source, Day{});
    importers::git::GitOptions options;
    options.path = path;
    auto read = importers::git::readRepository(options, {}, sink, {}, {});
    if (read) return *std::move(read);
    std::fprintf(stderr, "%s\n", read.error().message.c_str());
    std::exit(3);
}

} // namespace

int main(int argc, char** argv)
{
    assay::useBigPages(argv); // as the programs do
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_blame REPOSITORY [FILES] [SEED]\n");
        return 2;
    }
    const std::string path = argv[1];
    const std::size_t files = argc > 2 ? static_cast<std::size_t>(std::atol(argv[2])) : 30;
    std::mt19937 random(argc > 3 ? static_cast<unsigned>(std::atol(argv[3])) : 1);
    const auto state = lineage::decodeState(readAll(path).lineageState);
    if (!state) return 3;
    auto paths = linesOf(fmt::format("git -C '{}' ls-tree -r --name-only HEAD", path));
    std::shuffle(paths.begin(), paths.end(), random);
    double git = 0;
    double ours = 0;
    std::size_t compared = 0;
    std::size_t lines = 0;
    std::size_t equal = 0;
    for (std::size_t i = 0; i < paths.size() && compared < files; ++i) {
        auto start = Clock::now();
        const auto runs = lineage::blameAtTip(*state, paths[i]);
        if (!runs || runs->empty()) continue;
        ours += since(start);
        start = Clock::now();
        const auto expected = gitBlame(path, paths[i]);
        git += since(start);
        std::vector<std::string> found;
        for (const auto& run : *runs) found.insert(found.end(), run.lines, run.commit.hex());
        if (expected.empty()) continue; // Git itself lacks an object
        ++compared;
        lines += expected.size();
        std::size_t same = 0;
        for (std::size_t l = 0; l < std::min(found.size(), expected.size()); ++l)
            same += found[l] == expected[l] ? 1 : 0;
        equal += same;
        if (same < expected.size()) fmt::print("  {}: {} of {} lines\n", paths[i], same, expected.size());
    }
    fmt::print("{}: {} files, {} of {} lines as git blame has them ({:.3f} %); {:.0f} times as fast\n", path, compared,
               equal, lines, 100.0 * static_cast<double>(equal) / static_cast<double>(std::max<std::size_t>(1, lines)),
               git / std::max(ours, 1e-9));
    return 0;
}
