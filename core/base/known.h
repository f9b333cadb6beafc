// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

namespace assay {

/// Adds two counters of which either may be unknown. A sum beyond 64 bits stays at the largest number there is.
inline void addKnown(std::optional<std::int64_t>& sum, const std::optional<std::int64_t>& more)
{
    std::int64_t both = 0;
    if (!more) return;
    if (__builtin_add_overflow(sum.value_or(0), *more, &both))
        both = *more < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
    sum = both;
}
inline void addKnown(std::optional<double>& sum, const std::optional<double>& more)
{
    if (more) sum = sum.value_or(0) + *more;
}

/// The larger of two of which either may be unknown.
template <class T>
void keepLarger(std::optional<T>& most, const std::optional<T>& value)
{
    if (value) most = std::max(most.value_or(*value), *value);
}

} // namespace assay
