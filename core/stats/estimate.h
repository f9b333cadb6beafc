// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <tl/expected.hpp>

namespace assay::stats {

/// Why a figure cannot be given. `describe` turns it into words for a reader.
enum class Reason : std::uint8_t
{
    Empty,          ///< no observation
    TooFew,         ///< fewer observations than the method needs
    NoEvents,       ///< nothing happened, so its rate or time cannot be compared
    NotReached,     ///< the curve never falls that far within the data
    Constant,       ///< no variation where the method needs some
    ZeroWeight,     ///< weights or exposures that are zero, negative or not finite
    OneCluster,     ///< resampling or clustered errors need at least two clusters
    OneGroup,       ///< a comparison in which only one group has data
    LengthMismatch, ///< columns that do not belong together
    NotFinite,      ///< an infinity or not-a-number among the values
    OutOfRange,     ///< a parameter outside its domain
    Singular,       ///< covariates that explain each other entirely
    Diverged,       ///< an iteration that did not settle (often: perfect separation)
    Cancelled,      ///< stopped by the caller
};

/// A short clause without a full stop: "no events observed".
[[nodiscard]] std::string_view describe(Reason reason);

/// A value, or the reason there is none.
template <class T>
using Outcome = tl::expected<T, Reason>;

using NoOutcome = tl::unexpected<Reason>;

[[nodiscard]] inline NoOutcome because(Reason reason)
{
    return NoOutcome(reason);
}

/// A figure with what is needed to judge it. Parts that the data cannot give are absent, never zero or infinite.
struct Estimate
{
    std::optional<double> value{};
    std::optional<double> low{};
    std::optional<double> high{};
    std::optional<double> standardError{}; ///< on the scale on which the interval is symmetric; see the function
    double level = 0.95;
    std::size_t n = 0;
    std::string_view method{};
};

/// A test. A p-value never stands alone on screen; it accompanies an Estimate.
struct TestResult
{
    double statistic = 0;
    double df = 0;
    double pValue = 1;
    std::string_view method{};
};

} // namespace assay::stats
