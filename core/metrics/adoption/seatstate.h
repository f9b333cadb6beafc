// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace assay::metrics {

/// What is known of a seat over the 28 days that end with a view's period.
enum class SeatState : std::uint8_t
{
    Used,
    Idle,    ///< used before, not in these days
    Never,   ///< never used
    Unknown, ///< neither telemetry nor activity data for it
    TooNew   ///< unused, but assigned within the 28 days
};
/// Unused for these days, as far as that is known.
[[nodiscard]] constexpr bool isIdle(SeatState state)
{
    return state == SeatState::Idle || state == SeatState::Never;
}
[[nodiscard]] std::string_view seatStateTitle(SeatState state); ///< "in use", "idle", "never used", …

/// First day of meaningful use of a tool by a person within days, kNoDay without any.
[[nodiscard]] facts::EpochDay firstUse(const facts::Usage& usage, facts::Index person, facts::Index tool,
                                       facts::EpochDay from, facts::EpochDay to);

/// Judges seats on the last day of a view, which must outlive it (as must the snapshot).
class SeatReader
{
public:
    explicit SeatReader(const facts::View& view);
    /// The seats of all tools on a day.
    SeatReader(const facts::Snapshot& snapshot, Day to);

    [[nodiscard]] facts::EpochDay to() const { return m_to; }
    [[nodiscard]] bool held(const facts::Seat& seat) const;
    /// Of a seat that is held.
    [[nodiscard]] SeatState stateOf(facts::Index person, const facts::Seat& seat) const;

private:
    SeatReader(const facts::Snapshot& snapshot, const std::set<std::string>* tools, Day to);

    const facts::Snapshot& m_s;
    const std::set<std::string>* m_tools; ///< none: all
    facts::EpochDay m_to;
    std::vector<std::uint8_t> m_tells;   ///< per tool: its list of seats says when some were last active
    std::vector<std::uint8_t> m_covered; ///< per tool: telemetry covers the window
};

} // namespace assay::metrics
