// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/shiftsums.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

namespace assay::stats {
namespace {

/// Adds what the pairs of each row of one group are worth to the sum of its cluster.
void addProjections(const std::vector<ShiftRow>& own, std::size_t first, std::size_t end,
                    const std::vector<ShiftRow>& other, std::size_t otherFirst, std::size_t otherEnd, double shift,
                    double weight, std::vector<double>& sums)
{
    const double half = static_cast<double>(otherEnd - otherFirst) / 2;
    std::size_t below = otherFirst;
    std::size_t upTo = otherFirst;
    for (std::size_t i = first; i < end; ++i) {
        const double x = own[i].value - shift;
        while (below < otherEnd && other[below].value < x) ++below;
        upTo = std::max(upTo, below);
        while (upTo < otherEnd && other[upTo].value <= x) ++upTo;
        const double rank = static_cast<double>(below + upTo - 2 * otherFirst) / 2;
        sums[own[i].cluster] += weight * (rank - half);
    }
}

/// A row of a cluster that has rows of both groups in a stratum, less the shift where it is treated.
struct OwnRow
{
    std::uint32_t cluster;
    double value;
    bool treated;
};

/// Takes the pairs of a cluster with itself, which came in from both sides, off once.
void takeOwnPairs(std::vector<OwnRow>& rows, double weight, std::vector<double>& sums)
{
    std::sort(rows.begin(), rows.end(), [](const OwnRow& a, const OwnRow& b) {
        return a.cluster != b.cluster ? a.cluster < b.cluster : a.value < b.value;
    });
    for (std::size_t at = 0; at < rows.size();) {
        const std::uint32_t cluster = rows[at].cluster;
        double controls = 0; // below the value looked at
        double pairs = 0;
        double treated = 0;
        while (at < rows.size() && rows[at].cluster == cluster) {
            const double value = rows[at].value;
            double both[2] = {0, 0};
            for (; at < rows.size() && rows[at].cluster == cluster && rows[at].value == value; ++at)
                ++both[rows[at].treated ? 1 : 0];
            pairs += both[1] * (controls + both[0] / 2);
            treated += both[1];
            controls += both[0];
        }
        sums[cluster] -= weight * (pairs - treated * controls / 2);
    }
}

/// What each cluster contributes to the statistic within one stratum.
class StratumSums
{
public:
    explicit StratumSums(std::uint32_t clusters) : m_sums(clusters, 0), m_groups(clusters, 0) {}

    void read(const ShiftTable& t, const ShiftStratum& s, double shift)
    {
        m_present.clear();
        mark(t.treated, s.firstTreated, s.endTreated, kTreated);
        mark(t.control, s.firstControl, s.endControl, kControl);
        addProjections(t.treated, s.firstTreated, s.endTreated, t.control, s.firstControl, s.endControl, shift,
                       s.weight, m_sums);
        addProjections(t.control, s.firstControl, s.endControl, t.treated, s.firstTreated, s.endTreated, -shift,
                       -s.weight, m_sums);
        m_own.clear();
        for (std::size_t i = s.firstTreated; i < s.endTreated; ++i) own(t.treated[i], shift, true);
        for (std::size_t i = s.firstControl; i < s.endControl; ++i) own(t.control[i], 0, false);
        takeOwnPairs(m_own, s.weight, m_sums);
    }
    /// Calls with each cluster present, its sum and whether it has rows of one group only; forgets them.
    template <class Take>
    void handOver(const Take& take)
    {
        for (const std::uint32_t c : m_present) {
            const auto groups = std::exchange(m_groups[c], std::uint8_t{0});
            take(c, std::exchange(m_sums[c], 0), groups != (kTreated | kControl));
        }
    }
    [[nodiscard]] std::size_t present() const { return m_present.size(); }

private:
    static constexpr std::uint8_t kTreated = 1;
    static constexpr std::uint8_t kControl = 2;

    void mark(const std::vector<ShiftRow>& rows, std::size_t first, std::size_t end, std::uint8_t group)
    {
        for (std::size_t i = first; i < end; ++i) {
            auto& groups = m_groups[rows[i].cluster];
            if (groups == 0) m_present.push_back(rows[i].cluster);
            groups = static_cast<std::uint8_t>(groups | group);
        }
    }
    void own(const ShiftRow& row, double shift, bool treated)
    {
        if (m_groups[row.cluster] == (kTreated | kControl)) m_own.push_back({row.cluster, row.value - shift, treated});
    }

    std::vector<double> m_sums;
    std::vector<std::uint8_t> m_groups;
    std::vector<std::uint32_t> m_present;
    std::vector<OwnRow> m_own;
};

} // namespace

double ClusterSums::squares() const
{
    return std::inner_product(sums.begin(), sums.end(), sums.begin(), 0.0);
}

double ClusterSums::variance() const
{
    return std::max(squares() / 4, std::accumulate(variances.begin(), variances.end(), 0.0));
}

void ClusterSums::scaleToVariance()
{
    const double all = squares();
    const double factor = all > 0 ? std::sqrt(variance() / all) : 1;
    for (double& sum : sums) sum *= factor;
}

ClusterSums sumsAt(const ShiftTable& t, double shift)
{
    std::vector<double> sums(t.clusters, 0);
    std::vector<double> tooMuch(t.clusters, 0);
    std::vector<std::uint8_t> seen(t.clusters, 0);
    StratumSums within(t.clusters);
    for (const ShiftStratum& s : t.strata) {
        within.read(t, s, shift);
        const double taken = 3 / (static_cast<double>(within.present()) + 4);
        within.handOver([&](std::uint32_t c, double sum, bool oneGroup) {
            seen[c] = 1;
            sums[c] += sum;
            if (oneGroup) tooMuch[c] += taken * sum * sum;
        });
    }
    ClusterSums found;
    for (std::size_t c = 0; c < sums.size(); ++c) {
        if (seen[c] == 0) continue;
        found.sums.push_back(sums[c]);
        found.variances.push_back(sums[c] * sums[c] - tooMuch[c]);
    }
    return found;
}

ShiftSpread spreadOf(const ClusterSums& of)
{
    const double clusters = of.count();
    if (clusters < 2) return {};
    const double squares = of.squares();
    double fourths = 0;
    for (const double sum : of.sums) fourths += sum * sum * sum * sum;
    const double freedom = fourths > 0 ? std::clamp(3 * squares * squares / fourths, 1.0, clusters - 1) : clusters - 1;
    return {std::sqrt(of.variance() * clusters / (clusters - 1)), freedom};
}

} // namespace assay::stats
