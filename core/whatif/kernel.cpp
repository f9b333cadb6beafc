// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/kernel.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&               \
    !defined(__SANITIZE_THREAD__)
#define ASSAY_VECTOR_CLONES __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define ASSAY_VECTOR_CLONES
#endif

/// The columns of a loop never overlap; without being told, the compiler gives up on so many of them.
#if defined(__GNUC__) && !defined(__clang__)
#define ASSAY_COLUMNS_APART _Pragma("GCC ivdep")
#else
#define ASSAY_COLUMNS_APART
#endif

namespace assay::whatif {

ASSAY_VECTOR_CLONES
void randomBits(std::uint64_t seed, std::uint32_t stream, std::uint64_t block, Bits& out)
{
    constexpr std::size_t kGroups = kBlock / 4;
    std::uint32_t c0[kGroups], c1[kGroups], c2[kGroups], c3[kGroups];
    const std::uint64_t first = block * kGroups;
    for (std::size_t i = 0; i < kGroups; ++i) {
        c0[i] = static_cast<std::uint32_t>(first + i);
        c1[i] = static_cast<std::uint32_t>((first + i) >> 32);
        c2[i] = stream;
        c3[i] = 0;
    }
    std::uint32_t k0 = static_cast<std::uint32_t>(seed);
    std::uint32_t k1 = static_cast<std::uint32_t>(seed >> 32);
    for (int round = 0; round < 10; ++round) {
        for (std::size_t i = 0; i < kGroups; ++i) {
            const std::uint64_t p0 = std::uint64_t{0xD2511F53} * c0[i];
            const std::uint64_t p1 = std::uint64_t{0xCD9E8D57} * c2[i];
            c0[i] = static_cast<std::uint32_t>(p1 >> 32) ^ c1[i] ^ k0;
            c1[i] = static_cast<std::uint32_t>(p1);
            c2[i] = static_cast<std::uint32_t>(p0 >> 32) ^ c3[i] ^ k1;
            c3[i] = static_cast<std::uint32_t>(p0);
        }
        k0 += 0x9E3779B9U;
        k1 += 0xBB67AE85U;
    }
    for (std::size_t i = 0; i < kGroups; ++i) {
        out[i] = c0[i];
        out[kGroups + i] = c1[i];
        out[2 * kGroups + i] = c2[i];
        out[3 * kGroups + i] = c3[i];
    }
}

ASSAY_VECTOR_CLONES
bool lookUp(const double* table, const Bits& bits, Column& out)
{
    std::uint32_t outer = 0;
    ASSAY_COLUMNS_APART
    for (std::size_t i = 0; i < kBlock; ++i) {
        const std::uint32_t cell = bits[i] >> 20;
        const double fraction =
            (static_cast<double>(static_cast<std::int32_t>(bits[i] & (kCellWidth - 1))) + 0.5) * 0x1p-20;
        out[i] = table[cell] + fraction * (table[cell + 1] - table[cell]);
        outer |= static_cast<std::uint32_t>(cell == 0) | static_cast<std::uint32_t>(cell == kCells - 1);
    }
    return outer != 0;
}

ASSAY_VECTOR_CLONES
void lookUpScores(const double* table, Column& scores)
{
    constexpr double kScale = static_cast<double>(kCells) / (2 * kWidestScore);
    constexpr double kLast = static_cast<double>(kCells) - 1e-6;
    ASSAY_COLUMNS_APART
    for (std::size_t i = 0; i < kBlock; ++i) {
        double position = (scores[i] + kWidestScore) * kScale;
        position = position > 0 ? (position < kLast ? position : kLast) : 0; // what is no number, too
        const auto cell = static_cast<std::int32_t>(position);
        scores[i] = table[cell] + (position - static_cast<double>(cell)) * (table[cell + 1] - table[cell]);
    }
}

ASSAY_VECTOR_CLONES
void flowsOf(const Column* draws, FlowColumns& flow)
{
    ASSAY_COLUMNS_APART
    for (std::size_t i = 0; i < kBlock; ++i) {
        const Flow f = flowOf([draws, i](Parameter id) { return draws[static_cast<std::size_t>(id)][i]; });
        flow.unit[i] = f.unit;
        flow.unitGain[i] = f.unitGain;
        flow.fixedCost[i] = f.fixedCost;
        flow.seatCost[i] = f.seatCost;
        flow.once[i] = f.once;
        flow.training[i] = f.training;
        flow.exit[i] = f.exit;
        flow.today[i] = f.today;
        flow.plateau[i] = f.plateau;
        flow.odds[i] = f.odds;
        flow.decay[i] = f.decay;
        flow.capacity[i] = f.capacity;
    }
}

namespace {

/// One month of a phase: its own curve, a part of the whole.
ASSAY_VECTOR_CLONES
void risePart(const FlowColumns& flow, double weight, Column& odds, Column& risen)
{
    ASSAY_COLUMNS_APART
    for (std::size_t i = 0; i < kBlock; ++i) {
        odds[i] *= flow.decay[i];
        risen[i] += weight / (1 + odds[i]);
    }
}

/// Costs that do not depend on the adoption.
ASSAY_VECTOR_CLONES
void levelOf(const FlowColumns& flow, double seats, double training, double exit, Column& level)
{
    ASSAY_COLUMNS_APART
    for (std::size_t i = 0; i < kBlock; ++i)
        level[i] = flow.fixedCost[i] + flow.seatCost[i] * seats + flow.training[i] * training + flow.exit[i] * exit;
}

struct Running
{
    Column risen;
    Column level;
    Column sum;     ///< Σ adoption × discount
    Column balance; ///< undiscounted
    Column worth;   ///< discounted
};

/// Only a balance below this can be paid back: below zero, and in the first month, where nothing may have been paid up
/// front, any.
double limitOf(double month)
{
    return month == 0 ? 1e300 : 0;
}

/// One month of one trial.
inline void addMonth(const FlowColumns& flow, std::size_t i, double month, double limit, double discount, double risen,
                     Running& run, OutcomeColumns& out)
{
    const double adoption = flow.today[i] + (flow.plateau[i] - flow.today[i]) * risen;
    const double net = adoption * flow.unit[i] - run.level[i];
    run.sum[i] += adoption * discount;
    run.worth[i] += net * discount;
    out.adoption[i] = adoption;
    const double before = run.balance[i];
    const double after = before + net;
    run.balance[i] = after;
    const double when = month - before / (net > 0 ? net : 1);
    const double paid = out.payback[i];
    const double crossed = before < limit ? after >= 0 ? when : paid : paid;
    out.payback[i] = paid < 0 ? crossed : paid;
}

ASSAY_VECTOR_CLONES
void addMonthOfAll(const FlowColumns& flow, double month, double discount, Column& odds, Running& run,
                   OutcomeColumns& out)
{
    const double limit = limitOf(month);
    ASSAY_COLUMNS_APART
    for (std::size_t i = 0; i < kBlock; ++i) {
        odds[i] *= flow.decay[i];
        addMonth(flow, i, month, limit, discount, 1 / (1 + odds[i]), run, out);
    }
}

ASSAY_VECTOR_CLONES
void addMonthOfPhases(const FlowColumns& flow, double month, double discount, Running& run, OutcomeColumns& out)
{
    const double limit = limitOf(month);
    ASSAY_COLUMNS_APART
    for (std::size_t i = 0; i < kBlock; ++i) addMonth(flow, i, month, limit, discount, run.risen[i], run, out);
}

void begin(const FlowColumns& flow, double trained, Running& run, OutcomeColumns& out)
{
    run.sum.fill(0);
    out.payback.fill(-1);
    for (std::size_t i = 0; i < kBlock; ++i)
        run.worth[i] = run.balance[i] = -(flow.once[i] + flow.training[i] * trained);
}

} // namespace

void followMonths(const FlowColumns& flow, const Schedule& schedule, OutcomeColumns& out, Column* fan)
{
    std::vector<Column> odds(schedule.steps.size(), flow.odds);
    Running run;
    begin(flow, schedule.trainedAtStart, run, out);
    if (fan != nullptr) fan[0] = run.worth;
    const int months = static_cast<int>(schedule.discount.size());
    for (int m = 0; m < months; ++m) {
        const auto at = static_cast<std::size_t>(m);
        const bool last = m + 1 == months;
        const bool same = m > 0 && !last && schedule.seats[at] == schedule.seats[at - 1] &&
                          schedule.training[at] == schedule.training[at - 1];
        if (!same) levelOf(flow, schedule.seats[at], schedule.training[at], last ? 1 : 0, run.level);
        if (schedule.atOnce()) {
            addMonthOfAll(flow, m, schedule.discount[at], odds.front(), run, out);
        } else {
            run.risen.fill(0);
            for (std::size_t p = 0; p < odds.size(); ++p)
                if (m >= schedule.steps[p].start) risePart(flow, schedule.steps[p].weight, odds[p], run.risen);
            addMonthOfPhases(flow, m, schedule.discount[at], run, out);
        }
        if (fan != nullptr) fan[at + 1] = run.worth;
    }
    for (std::size_t i = 0; i < kBlock; ++i) {
        out.npv[i] = run.worth[i];
        out.gain[i] = flow.unitGain[i] * run.sum[i];
    }
}

} // namespace assay::whatif
