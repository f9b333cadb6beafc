// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/ladder.h"
#include "metrics/groups.h"
#include "metrics/summary.h"

#include <algorithm>
#include <fmt/format.h>

namespace assay::metrics {
namespace {

using facts::Index;
using facts::kNoIndex;

struct RungText
{
    std::string_view id;
    std::string_view title;
    std::string_view definition;
    std::string_view missing; ///< why nobody's answer is known
};

constexpr std::array<RungText, kRungs> kTexts{
    {{"eligible", "Eligible", "on the roster in an engineering role on the last day",
      "No roster: the population is everyone with a merged change in the last 90 days. Import a roster to count the "
      "eligible."},
     {"seat", "Seat assigned", "holds a licence on the last day", "No list of seats: import the vendor's seat report."},
     {"signed-in", "Signed in", "has signed in to or used the tool by the last day",
      "No sign-in data and no telemetry for these days: import the vendor's seat or usage report."},
     {"used-last-week", "Used in the last week",
      "accepted, prompted or ran an agent in the last 7 days; receiving a suggestion is not use",
      "No telemetry covers the last 7 days: import the vendor's usage report."},
     {"habitual", "Habitual", "meaningful use on 2 or more days in 3 of the last 4 weeks",
      "No telemetry covers the 28 days: import the vendor's usage report."},
     {"in-merged-work", "In merged work", "merged an AI-assisted change within the 28 days",
      "The provenance of no change merged in these 28 days is known."},
     {"trusted", "Code retained 30 d",
      "at least half of the AI-assisted lines merged in the 28 days that ended 30 days ago lived for 30 days",
      "No traced AI-assisted change is old enough to have been watched for 30 days."}}};

const RungText& textOf(Rung rung)
{
    return kTexts.at(static_cast<std::size_t>(rung));
}

Estimate shareOf(const RungCount& count, std::int64_t eligible, Day from, Day to, Rung rung)
{
    Estimate e;
    e.unit = "share";
    e.from = from;
    e.to = to;
    e.method = "share of eligible people, Wilson interval";
    if (!count.measurable && rung != Rung::Eligible) {
        e.note = count.reason;
        e.coverage = 0;
        e.excluded.push_back({"not measurable", eligible});
        return e;
    }
    const std::int64_t known = count.yes + count.no;
    e.n = {{"people", known}};
    setShare(e, count.yes, known,
             eligible == 0 ? "Nobody is eligible on this day." : "For none of the eligible people is it known.");
    if (eligible > 0) e.coverage = static_cast<double>(known) / static_cast<double>(eligible);
    if (count.unknown > 0)
        e.excluded.push_back(
            {rung == Rung::Trusted ? "not known, or AI-assisted code younger than 30 days" : "not known",
             count.unknown});
    if (e.value && !count.reason.empty()) e.note = count.reason;
    return e;
}

/// Formal but not real, over people for whom both are known. Real implies formal, so the difference is a share of its
/// own.
Estimate gapOf(const std::vector<PersonRungs>& people, const Ladder& ladder)
{
    Estimate e;
    e.unit = "points";
    e.from = ladder.from;
    e.to = ladder.to;
    e.method = "share of eligible people on the formal and not on the real rung, Wilson interval";
    for (const Rung rung : {kFormalRung, kRealRung})
        if (!ladder.at(rung).measurable) {
            e.note = ladder.at(rung).reason;
            e.coverage = 0;
            return e;
        }
    std::int64_t known = 0;
    std::int64_t gap = 0;
    for (const auto& p : people) {
        const Answer formal = p.answers[static_cast<std::size_t>(kFormalRung)];
        const Answer real = p.answers[static_cast<std::size_t>(kRealRung)];
        if (formal == Answer::Unknown || real == Answer::Unknown) continue;
        ++known;
        if (formal == Answer::Yes && real == Answer::No) ++gap;
    }
    e.n = {{"people", known}};
    if (!people.empty()) e.coverage = static_cast<double>(known) / static_cast<double>(people.size());
    setShare(e, gap, known, "For none of the eligible people are both rungs known.", 100);
    return e;
}

/// Whether most of the eligible do nothing at all: a staff list without last days keeps those who left.
std::string silenceOf(const Ladder& ladder)
{
    if (2 * ladder.silent <= ladder.eligible) return {};
    return fmt::format(
        "{} of {} eligible people neither merged a change nor used a tool in 90 days: give those who have "
        "left a last day in the staff list.",
        ladder.silent, ladder.eligible);
}

/// An answer that is known of a handful of people says what they do, however many are eligible.
void withholdThinlyKnown(RungCount& count, int minimum)
{
    const std::int64_t known = count.yes + count.no;
    if (known == 0 || known >= minimum) return;
    withholdIfSmall(count.share, known, minimum);
    count.share.note = count.reason =
        fmt::format("Withheld: this is known of fewer than {} of the eligible people.", minimum);
    count.share.n.clear();
    count.share.coverage.reset();
    count.share.excluded.clear();
    count.unknown += known;
    count.yes = count.no = 0;
    count.measurable = false;
}

void withhold(Ladder& ladder, int minimum)
{
    ladder.withheld = ladder.eligible < minimum;
    if (!ladder.withheld) return;
    for (auto& rung : ladder.rungs) {
        rung.yes = rung.no = rung.unknown = 0;
        withholdIfSmall(rung.share, std::max<std::int64_t>(1, ladder.eligible), minimum);
    }
    withholdIfSmall(ladder.gap, std::max<std::int64_t>(1, ladder.eligible), minimum);
    ladder.people.clear();
}

} // namespace

std::string_view rungId(Rung rung)
{
    return textOf(rung).id;
}
std::string_view rungTitle(Rung rung)
{
    return textOf(rung).title;
}
std::string_view rungDefinition(Rung rung)
{
    return textOf(rung).definition;
}

Rung PersonRungs::highest() const
{
    std::size_t top = 0;
    for (std::size_t r = 1; r < kRungs; ++r)
        if (answers[r] == Answer::Yes) top = r;
    return static_cast<Rung>(top);
}

Ladder LadderReader::summarise(const std::vector<PersonRungs>& people, Day to) const
{
    Ladder ladder;
    ladder.to = to;
    ladder.from = to - std::chrono::days{kWindowDays - 1};
    ladder.title = "All";
    ladder.eligible = static_cast<std::int64_t>(people.size());
    ladder.silent = std::count_if(people.begin(), people.end(), [](const PersonRungs& p) { return p.silent; });
    const auto can = measurable(toEpochDay(to));
    for (std::size_t r = 0; r < kRungs; ++r) {
        RungCount& count = ladder.rungs[r];
        count.measurable = can[r];
        if (!can[r])
            count.reason = kTexts[r].missing;
        else if (static_cast<Rung>(r) == kRealRung)
            count.reason = silenceOf(ladder);
        for (const auto& p : people) {
            if (p.answers[r] == Answer::Yes)
                ++count.yes;
            else if (p.answers[r] == Answer::No)
                ++count.no;
            else
                ++count.unknown;
        }
        count.share = shareOf(count, ladder.eligible, ladder.from, to, static_cast<Rung>(r));
        if (static_cast<Rung>(r) != Rung::Eligible) withholdThinlyKnown(count, m_view.filter().minimumGroup);
    }
    for (const auto& p : people) ladder.people.push_back(p.person);
    ladder.gap = gapOf(people, ladder);
    return ladder;
}

Ladder LadderReader::overall(Day to) const
{
    Ladder ladder = summarise(people(to), to);
    // The whole of a workspace is not a group in it; a chosen team is.
    if (!m_view.filter().teams.empty()) withhold(ladder, m_view.filter().minimumGroup);
    return ladder;
}

std::vector<Ladder> LadderReader::byTeam(Day to) const
{
    const auto& teams = m_view.snapshot().teams;
    std::vector<std::vector<PersonRungs>> groups(teams.size() + 1);
    for (auto& p : people(to))
        groups[p.team == kNoIndex ? teams.size() : static_cast<std::size_t>(p.team)].push_back(p);
    std::vector<Ladder> ladders;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].empty()) continue;
        Ladder ladder = summarise(groups[i], to);
        ladder.team = i < teams.size() ? static_cast<Index>(i) : kNoIndex;
        ladder.title = i < teams.size() ? teams[i] : "No team";
        withhold(ladder, m_view.filter().minimumGroup);
        ladders.push_back(std::move(ladder));
    }
    std::stable_sort(ladders.begin(), ladders.end(), [](const Ladder& a, const Ladder& b) {
        if ((a.team == kNoIndex) != (b.team == kNoIndex)) return b.team == kNoIndex;
        return a.title < b.title;
    });
    return ladders;
}

std::vector<Ladder> LadderReader::monthly() const
{
    std::vector<Ladder> ladders;
    for (const auto& span : spansOf(m_view, Dimension::Month)) {
        if (span.range.to > lastDay()) {
            if (span.range.from <= lastDay()) ladders.push_back(overall(lastDay()));
            break;
        }
        ladders.push_back(overall(span.range.to));
    }
    return ladders;
}

} // namespace assay::metrics
