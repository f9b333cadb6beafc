// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

namespace assay::whatif {

/// Net present value of flows at times 0, 1, 2, … at a rate per step.
[[nodiscard]] double presentValue(double rate, std::span<const double> flows);
/// Rate at which the present value is zero. Absent if the flows never change sign, or change it more than once and so
/// allow several rates (Descartes): a single one would then mislead.
[[nodiscard]] std::optional<double> internalRate(std::span<const double> flows);
/// Time until the running sum (discounted at `rate`) is no longer negative, straight within a step. Absent: never.
[[nodiscard]] std::optional<double> paybackTime(std::span<const double> flows, double rate = 0);

/// Logistic curve of adoption: level / (1 + exp(-speed (t - middle))).
[[nodiscard]] double logistic(double t, double level, double speed, double middle);
/// Share that has adopted by t with innovation p and imitation q (Bass 1969).
[[nodiscard]] double bass(double t, double p, double q);

} // namespace assay::whatif
