// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "facts/filter.h"
#include "metrics/estimate.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The ladder of adoption (design.md, section 6): from being allowed to use a tool to trusting it with code that stays.
namespace assay::metrics {

enum class Rung : std::uint8_t
{
    Eligible,
    Seat,
    SignedIn,
    UsedLastWeek,
    Habitual,
    InMergedWork,
    Trusted
};
inline constexpr std::size_t kRungs = 7;
[[nodiscard]] std::string_view
rungId(Rung rung); ///< "eligible", "seat", "signed-in", "used-last-week", "habitual", "in-merged-work", "trusted"
[[nodiscard]] std::string_view rungTitle(Rung rung); ///< "Code retained 30 d" for the last
[[nodiscard]] std::string_view rungDefinition(Rung rung);

/// Formal adoption is this rung, real adoption the last.
inline constexpr Rung kFormalRung = Rung::SignedIn;
inline constexpr Rung kRealRung = Rung::Trusted;
inline constexpr int kWindowDays = 28;
inline constexpr int kRetainedDays = 30;

/// Unknown: the data cannot tell. Never counted as no.
enum class Answer : std::uint8_t
{
    No,
    Yes,
    Unknown
};

/// One person and each rung, cumulated: yes only if every measured rung below is a yes. A rung that nobody's data can
/// tell is stepped over; one that is unknown for this person makes the rungs above unknown too, unless one of them is a
/// no.
struct PersonRungs
{
    facts::Index person = facts::kNoIndex;
    facts::Index team = facts::kNoIndex; ///< on the last day of the window
    std::array<Answer, kRungs> answers{};
    bool silent = false; ///< neither merged a change nor used a tool in the last 90 days
    /// The highest rung reached.
    [[nodiscard]] Rung highest() const;
};

struct RungCount
{
    std::int64_t yes = 0;
    std::int64_t no = 0;
    std::int64_t unknown = 0;
    bool measurable = false;
    std::string reason; ///< why it is not measurable, with the remedy: "No telemetry covers these days: import …"
    Estimate share;     ///< of eligible people for whom it is known; Wilson interval; absent when not measurable
};

struct Ladder
{
    Day from{};
    Day to{};
    facts::Index team = facts::kNoIndex; ///< kNoIndex: overall
    std::string title;                   ///< the team's name; "All" overall
    std::int64_t eligible = 0;
    std::int64_t silent = 0; ///< of them: see PersonRungs
    std::array<RungCount, kRungs> rungs;
    std::vector<facts::Index> people; ///< the eligible, for the drill-down
    bool withheld = false;            ///< fewer people than the limit: no figure is given
    [[nodiscard]] const RungCount& at(Rung rung) const { return rungs[static_cast<std::size_t>(rung)]; }
    /// Signed in but not trusted, as a share of eligible people for whom both are known; Wilson interval. In points
    /// (0…100).
    Estimate gap;
};

/// Answers for every eligible person that the view lets through, over the 28 days that end on a day, at most the data's
/// last. What is the same for all days is prepared once.
class LadderReader
{
public:
    explicit LadderReader(const facts::View& view);

    [[nodiscard]] std::vector<PersonRungs> people(Day to) const;
    [[nodiscard]] Ladder overall(Day to) const;
    /// By team on the last day, in order of name; people without a team are under "No team".
    [[nodiscard]] std::vector<Ladder> byTeam(Day to) const;
    /// At the end of each month of the period, and of the period itself.
    [[nodiscard]] std::vector<Ladder> monthly() const;
    /// Sums up some people; used where a group is chosen otherwise than by team.
    [[nodiscard]] Ladder summarise(const std::vector<PersonRungs>& people, Day to) const;

    /// The last day that can be judged: the period's, or the data's when they end before.
    [[nodiscard]] Day lastDay() const;
    /// Meaningful use on two or more days in three of the four weeks that end on the day.
    [[nodiscard]] Answer habitual(facts::Index person, Day to) const;
    /// Days of meaningful use of a person, ascending, each once.
    [[nodiscard]] std::span<const facts::EpochDay> daysOfUse(facts::Index person) const;
    /// Whether telemetry covers a span of days for at least one of the tools chosen.
    [[nodiscard]] bool covered(facts::EpochDay from, facts::EpochDay to) const;

private:
    struct Sources;
    [[nodiscard]] PersonRungs judge(facts::Index person, facts::EpochDay to) const;
    [[nodiscard]] bool toolChosen(facts::Index tool) const;
    [[nodiscard]] bool toolCovered(facts::Index tool, facts::EpochDay from, facts::EpochDay to) const;
    [[nodiscard]] bool eligible(facts::Index person, facts::EpochDay to) const;
    [[nodiscard]] Answer holdsSeat(facts::Index person, facts::EpochDay to) const;
    [[nodiscard]] Answer signedIn(facts::Index person, facts::EpochDay to) const;
    [[nodiscard]] Answer telemetryAnswer(bool yes, facts::Index person, facts::EpochDay from, facts::EpochDay to) const;
    [[nodiscard]] int daysUsed(facts::Index person, facts::EpochDay from, facts::EpochDay to) const;
    [[nodiscard]] Answer inMergedWork(facts::Index person, facts::EpochDay from, facts::EpochDay to) const;
    [[nodiscard]] Answer retained(facts::Index person, facts::EpochDay to) const;
    [[nodiscard]] std::array<bool, kRungs> measurable(facts::EpochDay to) const;

    [[nodiscard]] std::vector<PersonRungs> judgeAll(facts::EpochDay to) const;

    facts::View m_view;
    std::shared_ptr<const Sources> m_sources;
    std::vector<std::uint8_t> m_teamChosen; ///< empty: all
};

} // namespace assay::metrics
