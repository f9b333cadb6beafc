// SPDX-License-Identifier: GPL-3.0-or-later
// bench_figures [CHANGES [USAGE-DAYS [PAGE]]]: figures, contrasts and pages on a made-up snapshot of one million
// changes and ten million usage days. Prints medians and 95th percentiles over filters, what a 2,000-draw bootstrap
// costs, and memory. Times are milliseconds; the ratio to a plain pass over the changes is what compares between
// machines.
#include "analysis/contrast.h"
#include "analysis/effects.h"
#include "base/bigheap.h"
#include "madesnapshot.h"
#include "metrics/metric.h"
#include "present/figures.h"
#include "present/pages/firstlook.h"
#include "present/pages/registry.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <sys/resource.h>
#include <vector>

using namespace assay;

namespace {

double milliseconds(const auto& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double quantile(std::vector<double> values, double p)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(p * static_cast<double>(values.size() - 1))];
}

/// What the process has worked, on all cores together: tells a slow page from a busy machine.
double worked()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return 1000 * static_cast<double>(used.ru_utime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec) / 1000;
}

void measures(const facts::SnapshotPtr& snapshot)
{
    std::vector<double> all;
    std::vector<std::pair<double, std::string>> slowest;
    for (const auto& filter : bench::filters()) {
        const facts::View view(snapshot, filter);
        for (const metrics::Metric* metric : metrics::catalog()) {
            all.push_back(milliseconds([&] { (void)metric->compute(view); }));
            slowest.emplace_back(all.back(), metric->info().id);
        }
    }
    std::sort(slowest.rbegin(), slowest.rend());
    std::printf("one measure, any filter: median %.1f ms, p95 %.1f ms, slowest %s %.1f ms\n", quantile(all, 0.5),
                quantile(all, 0.95), slowest.front().second.c_str(), slowest.front().first);
    for (std::size_t i = 0; i < slowest.size() && i < 40; i += 2)
        std::printf("  %8.1f ms  %s\n", slowest[i].first, slowest[i].second.c_str());
}

/// The measures of one area on two cores, filter included: what a page full of figures asks for.
void areas(const facts::SnapshotPtr& snapshot)
{
    for (const char* area : {"delivery", "quality", "adoption", "vendor"}) {
        std::vector<double> all;
        const double before = worked();
        for (const auto& filter : bench::filters())
            all.push_back(milliseconds([&] {
                analysis::Settings settings;
                settings.threads = 2;
                present::Figures figures(facts::View(snapshot, filter), settings);
                std::vector<std::string_view> ids;
                for (const metrics::Metric* metric : metrics::catalog())
                    if (metric->info().area == area) ids.push_back(metric->info().id);
                figures.prepare(ids, false);
            }));
        std::printf("all measures of %-10s median %.0f ms, p95 %.0f ms, mean of work %.0f ms\n", area,
                    quantile(all, 0.5), quantile(all, 0.95), (worked() - before) / static_cast<double>(all.size()));
    }
}

void contrasts(const facts::SnapshotPtr& snapshot)
{
    const facts::View view(snapshot, {});
    for (const char* id : {"ticket-to-merge", "defects-per-100-changes"}) {
        const auto sample = analysis::sampleOf(*metrics::metricById(id), view);
        analysis::EffectRule rule;
        rule.settings.resamples = 2000;
        const double point =
            milliseconds([&] { (void)analysis::adjustedEffect(sample, analysis::kAllCovariates, rule); });
        std::printf("%s: adjusted with interval %.1f ms (%zu rows)\n", id, point, sample.size());
        const double before = worked();
        const double draws = milliseconds([&] {
            (void)analysis::adjustedEffect(sample, analysis::kAllCovariates, rule, analysis::Interval::Bootstrap);
        });
        std::printf("%s: 2,000-draw cluster bootstrap %.1f ms, work %.1f ms\n", id, draws, worked() - before);
    }
}

/// Each page for each filter, made anew as the window does: until the first figures are there, and until all are.
/// Ratios are to `pass`, a plain pass over the changes.
void pages(const facts::SnapshotPtr& snapshot, const std::string& only, double pass)
{
    for (const auto& page : present::pages()) {
        if (!only.empty() && only != page.id) continue;
        std::vector<double> first;
        std::vector<double> all;
        std::string works;
        for (const auto& filter : bench::filters()) {
            const double before = worked();
            std::optional<present::PageInput> input;
            bool early = false;
            first.push_back(milliseconds([&] {
                input = present::pageInput(facts::View(snapshot, filter), {});
                early = present::firstLook(*input, page.id).has_value();
            }));
            const double worksFirst = worked() - before;
            all.push_back(first.back() + milliseconds([&] { (void)page.build(*input); }));
            if (!early) first.back() = all.back();
            works += std::to_string(std::lround(early ? worksFirst : worked() - before)) + "/" +
                     std::to_string(std::lround(worked() - before)) + " ";
        }
        const auto print = [pass](const char* what, const std::vector<double>& times) {
            std::printf("%s median %.0f ms, p95 %.0f ms, most %.0f ms (ratio %.0f); ", what, quantile(times, 0.5),
                        quantile(times, 0.95), quantile(times, 1), quantile(times, 0.95) / pass);
        };
        std::printf("page %-15s ", std::string(page.id).c_str());
        print("first figures", first);
        print("complete", all);
        std::printf("work by filter %s\n", works.c_str());
    }
}

/// What the first page is made of, whole workspace.
void parts(const facts::SnapshotPtr& snapshot)
{
    present::Figures figures(facts::View(snapshot, {}), {});
    const auto print = [](const char* what, const auto& work) {
        const double before = worked();
        const double took = milliseconds(work);
        std::printf("  %-34s %.0f ms, work %.0f ms\n", what, took, worked() - before);
    };
    print("contrast ticket-to-merge", [&] { (void)figures.contrast("ticket-to-merge"); });
    print("contrast defects-per-100-changes", [&] { (void)figures.contrast("defects-per-100-changes"); });
    print("recommendation", [&] { (void)figures.recommendation(); });
    print("trend by provenance", [&] { (void)figures.series("ticket-to-merge", true); });
    print("trend of defects", [&] { (void)figures.series("defects-per-100-changes", true); });
    print("trend of real adoption", [&] { (void)figures.series("real-adoption", false); });
    print("monitors", [&] { (void)figures.monitors(); });
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
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const auto number = [&](int at, std::size_t otherwise) {
        return argc > at ? static_cast<std::size_t>(std::strtoull(argv[at], nullptr, 10)) : otherwise;
    };
    const auto snapshot = bench::madeSnapshot(number(1, 1'000'000), number(2, 10'000'000) * 21 / 20);
    std::printf("%zu changes, %zu tickets, %zu usage days: %.0f MB\n", snapshot->changes.size(),
                snapshot->tickets.rows(), snapshot->usage.size(), megabytes());
    double sum = 0;
    std::vector<double> pass;
    for (int i = 0; i < 5; ++i)
        pass.push_back(milliseconds([&] {
            for (const double p : snapshot->changes.aiProbability) sum += std::isnan(p) ? 0 : p;
        }));
    std::printf("plain pass over a column: %.2f ms (%.0f)\n", quantile(pass, 0.5), sum);
    std::printf("filter to bitmaps: %.1f ms\n",
                milliseconds([&] { (void)facts::View(snapshot, bench::filters()[1]); }));
    const std::string only = argc > 3 ? argv[3] : "";
    if (only.empty() || only == "measures") measures(snapshot);
    if (only.empty() || only == "areas") areas(snapshot);
    if (only.empty() || only == "contrasts") contrasts(snapshot);
    if (only.empty() || only == "parts") parts(snapshot);
    if (only.empty() || present::pageById(only) != nullptr) pages(snapshot, only, quantile(pass, 0.5));
    std::printf("peak memory %.0f MB\n", megabytes());
    return 0;
}
