// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace assay {

/// An integer that cannot be mistaken for another one. `StrongId<struct PersonTag>`; 0 is "none" (SQLite row ids start
/// at 1).
template <class Tag, class Rep = std::int64_t>
struct StrongId
{
    Rep value = 0;
    [[nodiscard]] constexpr bool valid() const { return value != 0; }
    constexpr auto operator<=>(const StrongId&) const = default;
};

} // namespace assay

template <class Tag, class Rep>
struct std::hash<assay::StrongId<Tag, Rep>>
{
    std::size_t operator()(assay::StrongId<Tag, Rep> id) const noexcept { return std::hash<Rep>{}(id.value); }
};
