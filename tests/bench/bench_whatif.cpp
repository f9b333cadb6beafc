// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/scenariofile.h"
#include "whatif/sensitivity.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

namespace {

template <class F>
double bestMilliseconds(int rounds, const F& f)
{
    double best = 1e300;
    for (int i = 0; i < rounds; ++i) {
        const auto start = std::chrono::steady_clock::now();
        f();
        best =
            std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

/// The same model in numpy, in the same run: the ratio is what counts.
void compareWithNumpy(const assay::whatif::Scenario& scenario, std::size_t trials, double ours)
{
    using namespace assay::whatif;
    std::fflush(stdout);
    const std::string command = std::string("python3 ") + ASSAY_BENCH_DIR + "/whatif_numpy.py";
    std::FILE* python = popen(command.c_str(), "w");
    if (python == nullptr) return;
    std::fprintf(python, "%zu %d %.17g %.17g\n", trials, scenario.months, scenario.discountRate, ours);
    for (const ParameterInfo& row : parameters()) {
        const Value& v = scenario.at(row.id);
        std::fprintf(python, "%s %.17g %.17g %.17g %s\n", std::string(row.key).c_str(), v.low, v.mode, v.high,
                     std::string(spreadId(v.spread)).c_str());
    }
    pclose(python);
}

} // namespace

int main()
{
    using namespace assay::whatif;
    const Scenario scenario;
    for (const std::size_t trials : {std::size_t{256}, std::size_t{100'000}, std::size_t{1'000'000}}) {
        for (const unsigned threads : {1U, 2U}) {
            double sum = 0;
            const double ms = bestMilliseconds(
                5, [&] { sum += simulate(scenario, {.trials = trials, .threads = threads})->npv.back(); });
            std::printf("simulate %zu trials, %u threads: %.1f ms (%g)\n", trials, threads, ms, sum);
        }
    }
    const auto trials = simulate(scenario, {.trials = 1'000'000});
    std::printf("summarise 1000000 trials: %.1f ms\n",
                bestMilliseconds(3, [&] { (void)summarise(scenario, *trials); }));
    std::printf("tornado: %.2f ms\n", bestMilliseconds(3, [&] { (void)tornado(scenario); }));
    const double ours = bestMilliseconds(3, [&] { (void)simulate(scenario, {.trials = 1'000'000}); });
    compareWithNumpy(scenario, 1'000'000, ours);
    return 0;
}
