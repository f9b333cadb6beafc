// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/bootstrap.h"
#include "stats/random.h"
#include "stats/stratifiedtable.h"

#include <QTest>

#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <vector>

using namespace assay::stats;

namespace {

struct Rows
{
    std::vector<double> events, exposure;
    std::vector<std::uint8_t> treated;
    std::vector<std::uint32_t> stratum, cluster;

    void add(const Rows& from, std::size_t i)
    {
        events.push_back(from.events[i]);
        exposure.push_back(from.exposure[i]);
        treated.push_back(from.treated[i]);
        stratum.push_back(from.stratum[i]);
        cluster.push_back(from.cluster[i]);
    }
    [[nodiscard]] StratifiedTable table() const { return {events, exposure, treated, stratum, cluster}; }
};

/// Many thin strata, some of one group only, some without any event.
Rows made()
{
    Random random(17);
    Rows rows;
    for (std::uint32_t i = 0; i < 3000; ++i) {
        rows.stratum.push_back(random.below(500));
        rows.cluster.push_back(random.below(60));
        rows.treated.push_back(random.below(3) == 0 ? 1 : 0);
        rows.exposure.push_back(1);
        rows.events.push_back(random.below(6) == 0 ? 0.5 : 0);
    }
    return rows;
}

/// Both estimators, every row counted as often as its cluster was drawn.
std::array<double, 2> slowly(const Rows& rows, const std::vector<std::uint32_t>& drawn)
{
    std::map<std::uint32_t, std::array<double, 4>> strata; // events and exposure of the first, of the second group
    for (std::size_t i = 0; i < rows.events.size(); ++i) {
        auto& sums = strata[rows.stratum[i]];
        const std::size_t at = rows.treated[i] != 0 ? 0 : 2;
        sums.at(at) += drawn[rows.cluster[i]] * rows.events[i];
        sums.at(at + 1) += drawn[rows.cluster[i]] * rows.exposure[i];
    }
    double above = 0, below = 0, weight = 0;
    for (const auto& [code, sums] : strata) {
        const auto& [events1, exposure1, events0, exposure0] = sums;
        const double all = exposure1 + exposure0;
        if (all == 0) continue;
        above += events1 * exposure0 / all;
        below += events0 * exposure1 / all;
        weight += exposure1 * exposure0 / all;
    }
    return {std::log(above / below), (above - below) / weight};
}

} // namespace

class TestStratified : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resamples();
    void tablesOfParts();
};

/// The percentiles of what the estimators make of resampled people, strata that add nothing left out or not.
void TestStratified::resamples()
{
    const Rows rows = made();
    const StratifiedTable table = rows.table();
    QCOMPARE(table.clusters(), std::size_t{60});
    const BootstrapPlan plan{.seed = 5, .resamples = 100, .threads = 2};
    std::array<std::vector<double>, 2> draws;
    std::vector<std::uint32_t> drawn(60);
    for (std::size_t i = 0; i < plan.resamples; ++i) {
        resampleCounts(plan.seed, i, drawn);
        const auto both = slowly(rows, drawn);
        for (std::size_t k = 0; k < 2; ++k) draws.at(k).push_back(both.at(k));
    }
    const auto ratio = table.bootstrapRateRatio(plan);
    const auto difference = table.bootstrapRiskDifference(plan);
    QVERIFY(ratio.has_value() && difference.has_value());
    const auto close = [](const std::optional<double>& a, const std::optional<double>& b) {
        return a && b && std::abs(*a - *b) < 1e-12;
    };
    const std::vector<std::uint32_t> once(60, 1);
    const auto points = slowly(rows, once);
    const auto logs = percentileInterval(points[0], draws[0]);
    QVERIFY(close(std::log(*ratio->value), points[0]) && close(*difference->value, points[1]));
    QVERIFY(close(std::log(*ratio->low), logs->low) && close(std::log(*ratio->high), logs->high));
    const auto differences = percentileInterval(points[1], draws[1]);
    QVERIFY(close(difference->low, differences->low) && close(difference->high, differences->high));
}

/// Strata are shared out among parts: each part says what its own rows say, to the last digit.
void TestStratified::tablesOfParts()
{
    const Rows rows = made();
    const auto partOf = [&rows](std::uint32_t row) { return std::size_t{rows.stratum[row] % 4}; };
    const auto parts = rows.table().divided(3, partOf); // the fourth goes nowhere
    QCOMPARE(parts.size(), std::size_t{3});
    const BootstrapPlan plan{.seed = 5, .resamples = 100, .threads = 1};
    for (std::size_t p = 0; p < parts.size(); ++p) {
        Rows own;
        for (std::uint32_t i = 0; i < rows.events.size(); ++i)
            if (partOf(i) == p) own.add(rows, i);
        const StratifiedTable expected = own.table();
        for (const bool ratio : {true, false}) {
            const auto a = ratio ? parts[p].rateRatio() : parts[p].riskDifference();
            const auto b = ratio ? expected.rateRatio() : expected.riskDifference();
            QVERIFY(a.has_value() && a->low.has_value());
            QVERIFY(a->value == b->value && a->low == b->low && a->high == b->high && a->n == b->n);
        }
        QVERIFY(parts[p].bootstrapRateRatio(plan)->low == expected.bootstrapRateRatio(plan)->low);
    }
    const auto nothing = rows.table().divided(2, [](std::uint32_t) { return std::size_t{0}; });
    QCOMPARE(nothing[1].rateRatio().error(), Reason::Empty);
}

QTEST_GUILESS_MAIN(TestStratified)
#include "tst_stratified.moc"
