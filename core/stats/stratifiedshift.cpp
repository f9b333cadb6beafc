// SPDX-License-Identifier: GPL-3.0-or-later
#include "stats/stratifiedshift.h"

#include "stats/codeorder.h"
#include "stats/distributions.h"
#include "stats/quantile.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

namespace assay::stats {
namespace {

struct ShiftRow
{
    double value;
    std::uint32_t cluster;
};

/// The rows of one stratum, both groups ascending.
struct ShiftStratum
{
    std::size_t firstTreated = 0, endTreated = 0; ///< into `treated`
    std::size_t firstControl = 0, endControl = 0;
    double weight = 0; ///< 1 / (N + 1)
};

struct ShiftTable
{
    std::vector<ShiftRow> treated;
    std::vector<ShiftRow> control;
    std::vector<ShiftStratum> strata;
    std::uint32_t clusters = 0; ///< ids are below this
};

void sortByValue(std::vector<ShiftRow>& rows, std::size_t from)
{
    std::sort(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.end(), [](const ShiftRow& a, const ShiftRow& b) {
        return a.value != b.value ? a.value < b.value : a.cluster < b.cluster;
    });
}

ShiftTable shiftTable(const StratifiedValues& rows)
{
    const auto order = orderByCode(rows.stratum);
    ShiftTable table;
    for (std::size_t at = 0; at < order.size();) {
        ShiftStratum s;
        s.firstTreated = table.treated.size();
        s.firstControl = table.control.size();
        const auto stratum = rows.stratum[order[at]];
        for (; at < order.size() && rows.stratum[order[at]] == stratum; ++at) {
            const std::size_t i = order[at];
            (rows.treated[i] != 0 ? table.treated : table.control).push_back({rows.value[i], rows.cluster[i]});
            table.clusters = std::max(table.clusters, rows.cluster[i] + 1);
        }
        s.endTreated = table.treated.size();
        s.endControl = table.control.size();
        if (s.endTreated == s.firstTreated || s.endControl == s.firstControl) {
            table.treated.resize(s.firstTreated);
            table.control.resize(s.firstControl);
            continue;
        }
        const auto size = static_cast<double>(s.endTreated - s.firstTreated + s.endControl - s.firstControl);
        s.weight = 1 / (size + 1);
        sortByValue(table.treated, s.firstTreated);
        sortByValue(table.control, s.firstControl);
        table.strata.push_back(s);
    }
    return table;
}

/// Weighted excess of pairs in which the treated value, less the shift, is larger. Falls as the shift grows.
double excess(const ShiftTable& t, double shift)
{
    double sum = 0;
    for (const ShiftStratum& s : t.strata) {
        std::size_t below = s.firstControl;
        std::size_t upTo = s.firstControl;
        double pairs = 0;
        for (std::size_t i = s.firstTreated; i < s.endTreated; ++i) {
            const double x = t.treated[i].value - shift;
            while (below < s.endControl && t.control[below].value < x) ++below;
            upTo = std::max(upTo, below);
            while (upTo < s.endControl && t.control[upTo].value <= x) ++upTo;
            pairs += static_cast<double>(below + upTo - 2 * s.firstControl);
        }
        const double all =
            static_cast<double>(s.endTreated - s.firstTreated) * static_cast<double>(s.endControl - s.firstControl);
        sum += s.weight * (pairs - all) / 2;
    }
    return sum;
}

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

/// What each cluster contributes to the statistic at a shift, and to its variance.
struct ClusterSums
{
    std::vector<double> sums; ///< of the clusters that have rows
    std::vector<double> variances;
    [[nodiscard]] double count() const { return static_cast<double>(sums.size()); }
    /// Squares of the sums; by chance the products between strata can be negative, but a quarter is left at least.
    [[nodiscard]] double squares() const { return std::inner_product(sums.begin(), sums.end(), sums.begin(), 0.0); }
    [[nodiscard]] double variance() const
    {
        return std::max(squares() / 4, std::accumulate(variances.begin(), variances.end(), 0.0));
    }
    /// For resampling: the sums scatter as the statistic does.
    void scaleToVariance()
    {
        const double all = squares();
        const double factor = all > 0 ? std::sqrt(variance() / all) : 1;
        for (double& sum : sums) sum *= factor;
    }
};

/// How much the statistic scatters at a shift, and how many clusters there are in effect.
struct ShiftSpread
{
    double deviation = -1; ///< negative with fewer than two clusters
    double freedom = 0;
};

/// Counted pairs scatter more than ranks do: of N independent clusters in a stratum the squared contributions add up to
/// m n (N + 4) / 12, the statistic's variance is m n (N + 1) / 12. What exceeds it is taken off within the stratum, but
/// not off the products between strata, where a person's rows meet other partners.
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

/// Where the statistic, a falling step function, first is at most `level` (or, not `strict`, below it).
double passing(const ShiftTable& t, double level, bool strict, double low, double high, double tolerance)
{
    while (high - low > tolerance) {
        const double middle = low + (high - low) / 2;
        (excess(t, middle) > level + (strict ? 1e-12 : -1e-12) ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

/// Among more rows a coarser search errs by less than a thousandth of the standard error.
constexpr std::size_t kFewRows = 20'000;

std::size_t rowsOf(const ShiftTable& t)
{
    return t.treated.size() + t.control.size();
}

/// The statistic where the treated values all are the larger ones: its greatest value.
double greatest(const ShiftTable& t)
{
    double sum = 0;
    for (const ShiftStratum& s : t.strata)
        sum += s.weight * static_cast<double>(s.endTreated - s.firstTreated) *
               static_cast<double>(s.endControl - s.firstControl) / 2;
    return sum;
}

/// Where the statistic passes a level, from a starting point outwards: it is smooth where there are many rows, so that
/// false position needs few passes over them. Bisection takes over where it makes no headway.
double crossingFrom(const ShiftTable& t, double level, double from, double step, double reach, double close)
{
    const double start = excess(t, from) - level;
    if (start == 0) return from;
    const double direction = start > 0 ? 1 : -1;
    double a = from;
    double b = from + direction * step;
    double ua = start;
    double ub = excess(t, b) - level;
    while (std::abs(b) < reach && direction * ub > 0) {
        a = b;
        ua = ub;
        step *= 2;
        b += direction * step;
        ub = excess(t, b) - level;
    }
    if (direction < 0) {
        std::swap(a, b);
        std::swap(ua, ub);
    }
    for (int i = 0; i < 60 && b - a > 1e-9 * reach; ++i) {
        const bool halve = i % 3 == 2 || !(ua > ub);
        const double x = halve ? a + (b - a) / 2 : a + (b - a) * std::clamp(ua / (ua - ub), 0.01, 0.99);
        const double u = excess(t, x) - level;
        if (std::abs(u) < close) return x;
        (u > 0 ? a : b) = x;
        (u > 0 ? ua : ub) = u;
    }
    return a + (b - a) / 2;
}

/// The same strata with every so many-th row of both groups: good enough to say where to begin.
ShiftTable thinned(const ShiftTable& t, std::size_t every)
{
    ShiftTable thin;
    thin.clusters = t.clusters;
    const auto pick = [every](const std::vector<ShiftRow>& rows, std::size_t first, std::size_t end,
                              std::vector<ShiftRow>& into) {
        for (std::size_t i = first; i < end; i += every) into.push_back(rows[i]);
    };
    for (ShiftStratum s : t.strata) {
        const ShiftStratum whole = s;
        s.firstTreated = thin.treated.size();
        s.firstControl = thin.control.size();
        pick(t.treated, whole.firstTreated, whole.endTreated, thin.treated);
        pick(t.control, whole.firstControl, whole.endControl, thin.control);
        s.endTreated = thin.treated.size();
        s.endControl = thin.control.size();
        thin.strata.push_back(s);
    }
    return thin;
}

/// The shift at which the statistic is zero; the middle where it rests there, as for the median of an even number.
double zeroCrossing(const ShiftTable& t, double reach, bool exactly)
{
    if (rowsOf(t) > kFewRows && !exactly) {
        const double guess = zeroCrossing(thinned(t, rowsOf(t) / kFewRows + 1), reach, true);
        return crossingFrom(t, 0, guess, 1e-3 * reach, reach, 2e-7 * greatest(t));
    }
    const double tolerance = 1e-10 * reach;
    const double first = passing(t, 0, true, -reach, reach, tolerance);
    if (excess(t, first + 2 * tolerance) < -1e-12) return first;
    return (first + passing(t, 0, false, first, reach, tolerance)) / 2;
}

std::optional<Reason> problemOf(const StratifiedValues& rows, double level)
{
    const std::size_t n = rows.value.size();
    if (n == 0) return Reason::Empty;
    if (!(level > 0 && level < 1)) return Reason::OutOfRange;
    if (rows.treated.size() != n || rows.stratum.size() != n || rows.cluster.size() != n) return Reason::LengthMismatch;
    if (!allFinite(rows.value)) return Reason::NotFinite;
    return std::nullopt;
}

double reachOf(const StratifiedValues& rows)
{
    const auto [least, most] = std::minmax_element(rows.value.begin(), rows.value.end());
    return *most - *least + 1;
}

/// Sets the limits to the shifts at which the statistic is `upper` and `lower`; none where so few pairs are left that
/// no shift can be ruled out.
bool setLimits(Estimate& result, const ShiftTable& table, double lower, double upper, double reach)
{
    const double margin = std::max(upper, -lower);
    if (!(upper > 0) || !(lower < 0) || margin >= greatest(table)) return false;
    const double shift = *result.value;
    double step = 0.02 * reach;
    if (rowsOf(table) > kFewRows) {
        const double slope = (excess(table, shift - step / 8) - excess(table, shift + step / 8)) / (step / 4);
        if (slope > 0) step = std::min(step, 1.05 * margin / slope);
    }
    result.low = crossingFrom(table, upper, shift, step, reach, 1e-5 * margin);
    result.high = crossingFrom(table, lower, shift, step, reach, 1e-5 * margin);
    return true;
}

} // namespace

Outcome<Estimate> stratifiedShift(const StratifiedValues& rows, double level)
{
    if (const auto problem = problemOf(rows, level)) return because(*problem);
    const ShiftTable table = shiftTable(rows);
    if (table.strata.empty()) return because(Reason::OneGroup);
    const double reach = reachOf(rows);
    const double shift = zeroCrossing(table, reach, false);
    const ShiftSpread spread = spreadOf(sumsAt(table, shift));
    if (spread.deviation < 0) return because(Reason::OneCluster);
    Estimate result{.value = shift,
                    .level = level,
                    .n = table.treated.size() + table.control.size(),
                    .method = "stratified Hodges–Lehmann shift (van Elteren weights), errors clustered"};
    const double multiplier = studentQuantile((1 + level) / 2, spread.freedom);
    const double margin = multiplier * spread.deviation;
    if (setLimits(result, table, -margin, margin, reach))
        result.standardError = (*result.high - *result.low) / (2 * multiplier);
    return result;
}

Outcome<Estimate> bootstrapStratifiedShift(const StratifiedValues& rows, BootstrapPlan plan, double level)
{
    if (const auto problem = problemOf(rows, level)) return because(*problem);
    const ShiftTable table = shiftTable(rows);
    if (table.strata.empty()) return because(Reason::OneGroup);
    const double reach = reachOf(rows);
    const double shift = zeroCrossing(table, reach, false);
    ClusterSums contributions = sumsAt(table, shift);
    contributions.scaleToVariance();
    plan.clusters = contributions.sums.size();
    plan.statistics = 1;
    const auto draws = clusterBootstrap(plan, [&contributions]() -> ClusterStatistic {
        return [&contributions](std::span<const std::uint32_t> counts, std::span<double> out) {
            double sum = 0;
            for (std::size_t c = 0; c < counts.size(); ++c)
                sum += (static_cast<double>(counts[c]) - 1) * contributions.sums[c];
            out[0] = sum;
        };
    });
    if (!draws) return because(draws.error());
    const auto scatter = percentileInterval(0, draws->values.front(), level);
    if (!scatter) return because(scatter.error());
    Estimate result{.value = shift,
                    .level = level,
                    .n = table.treated.size() + table.control.size(),
                    .method = "stratified Hodges–Lehmann shift (van Elteren weights), score bootstrap over clusters"};
    setLimits(result, table, *scatter->low, *scatter->high, reach);
    return result;
}

} // namespace assay::stats
