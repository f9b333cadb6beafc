// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stats/estimate.h"

#include <cstdint>
#include <span>
#include <vector>

namespace assay::stats {

/// A balanced panel: units (teams, people) over consecutive periods, each treated from some period on or never.
struct Panel
{
    std::size_t units = 0;
    std::span<const int> periods;            ///< ascending
    std::span<const double> outcome;         ///< units × periods, row by row
    std::span<const int> firstTreated;       ///< per unit; 0 = never
    std::span<const double> covariates = {}; ///< units × k, row by row, measured before treatment; without an intercept
    std::span<const std::uint32_t> cluster = {}; ///< per unit: units of one cluster (a team) need not be independent
};

enum class Controls : std::uint8_t
{
    NeverTreated,
    NotYetTreated
};
enum class DidMethod : std::uint8_t
{
    Regression,  ///< outcome regression (Heckman, Ichimura & Todd 1997)
    Weighting,   ///< inverse probability (Abadie 2005)
    DoublyRobust ///< right if either is (Sant'Anna & Zhao 2020)
};

struct GroupTimeEffect
{
    int group = 0; ///< period in which treatment began
    int period = 0;
    double effect = 0;
    double standardError = 0;
};

struct IndexedEffect
{
    int index = 0; ///< periods since treatment began, group, or period
    double effect = 0;
    double standardError = 0;
};

struct Aggregate
{
    std::vector<IndexedEffect> parts;
    Estimate overall;
};

/// Difference-in-differences for staggered starts (Callaway & Sant'Anna 2021): effects per group and period against
/// units not treated then, free of the bias of two-way fixed effects. Base period is the one before treatment began;
/// before it, the previous one. No anticipation. Errors from influence functions, summed over the periods of a unit;
/// with clusters over those of all its units, times C / (C - 1), and limits by Student's t with C - 1 degrees of
/// freedom.
struct StaggeredFit
{
    std::vector<GroupTimeEffect> effects;
    Estimate simple; ///< mean over treated groups and periods, weighted by group size
    Aggregate event; ///< by periods since treatment; the lead-in (negative) must be flat
    Aggregate byGroup;
    Aggregate byPeriod;
    std::optional<TestResult>
        leadIn{};             ///< Wald test that all effects before treatment are zero; absent if there are none
    std::size_t clusters = 0; ///< given clusters; 0 without
};

/// Reasons: Empty, LengthMismatch, NotFinite, OneGroup (nobody treated, or nobody to compare with), TooFew, Singular,
/// Diverged (a covariate separates treated from controls), OneCluster.
[[nodiscard]] Outcome<StaggeredFit> staggeredDid(const Panel& panel, Controls controls = Controls::NotYetTreated,
                                                 DidMethod method = DidMethod::DoublyRobust, double level = 0.95);

} // namespace assay::stats
