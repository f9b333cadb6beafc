// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif/measured.h"

#include <algorithm>
#include <cmath>

namespace assay::whatif {

namespace {

constexpr double kNinetieth = 1.2815515655446004; ///< normal quantiles of 0.9 and 0.975
constexpr double kUpper95 = 1.959963984540054;

std::optional<Value> ifPossible(Parameter id, Value value)
{
    if (!problemWith(id, value).empty()) return std::nullopt;
    return value;
}

} // namespace

std::optional<Value> fromInterval(Parameter id, double value, double low95, double high95, std::string source,
                                  std::string asOf)
{
    if (!std::isfinite(value) || !std::isfinite(low95) || !std::isfinite(high95) || low95 > high95) return std::nullopt;
    const ParameterInfo& row = info(id);
    const double reach = (high95 - low95) / 2 * kNinetieth / kUpper95;
    Value v{value - reach, value, value + reach, Spread::Normal, Origin::Measured, std::move(source), std::move(asOf)};
    if (v.low < row.least || v.high > row.most) {
        // Near its limit the curve is no longer symmetric: ends are cut and the shape has none beyond them.
        v.low = std::max(v.low, row.least);
        v.high = std::min(v.high, row.most);
        v.spread = Spread::Pert;
    }
    if (v.low == v.high) v.spread = Spread::Fixed;
    return ifPossible(id, std::move(v));
}

std::optional<Value> fromCount(Parameter id, double value, std::string source, std::string asOf)
{
    return ifPossible(id, {value, value, value, Spread::Fixed, Origin::Measured, std::move(source), std::move(asOf)});
}

void adopt(Scenario& scenario, const std::vector<Measurement>& measured)
{
    for (const Measurement& m : measured) {
        Value& value = scenario.at(m.id);
        if (value.origin == Origin::Measured || isStartingValue(m.id, value)) value = m.value;
    }
}

std::vector<Moved> movedSince(const Scenario& scenario, const std::vector<Measurement>& now)
{
    std::vector<Moved> moved;
    for (const Measurement& m : now) {
        const Value& was = scenario.at(m.id);
        if (was.origin != Origin::Measured) continue;
        const double tolerance = info(m.id).unit == "share" ? 0.005 : 0.01 * std::abs(was.mode);
        if (std::abs(m.value.mode - was.mode) > tolerance) moved.push_back({m.id, was, m.value});
    }
    return moved;
}

} // namespace assay::whatif
