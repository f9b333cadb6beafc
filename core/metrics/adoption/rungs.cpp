// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/adoption/adoption.h"
#include "metrics/adoption/ladder.h"
#include "metrics/outcomemetric.h"

#include <algorithm>

namespace assay::metrics {
namespace {

using facts::Index;

Ladder ladderOf(const facts::View& view, std::span<const Index> rows)
{
    const LadderReader reader(view);
    const Day to = reader.lastDay();
    auto people = reader.people(to);
    std::vector<std::uint8_t> wanted(view.snapshot().people.size(), 0);
    for (const Index row : rows) wanted[static_cast<std::size_t>(row)] = 1;
    std::erase_if(people, [&wanted](const PersonRungs& p) { return wanted[static_cast<std::size_t>(p.person)] == 0; });
    return reader.summarise(people, to);
}

template <Rung kRung>
Estimate shareOnRung(const facts::View& view, std::span<const Index> rows, const MetricInfo&)
{
    return ladderOf(view, rows).at(kRung).share;
}

Estimate gap(const facts::View& view, std::span<const Index> rows, const MetricInfo&)
{
    return ladderOf(view, rows).gap;
}

MetricInfo rungInfo(std::string_view id, std::string_view title, std::string_view definition)
{
    return {id,
            title,
            "adoption",
            "share",
            BetterIs::Higher,
            definition,
            "share with Wilson interval (Wilson 1927)",
            RowsOf::People,
            ""};
}

} // namespace

const Metric& formalAdoption()
{
    static const RowMetric metric(
        rungInfo("formal-adoption", "Formal adoption",
                 "Share of eligible people who hold a seat and have signed in: what vendor dashboards show."),
        peopleDimensions(), shareOnRung<kFormalRung>);
    return metric;
}

const Metric& realAdoption()
{
    static const RowMetric metric(rungInfo("real-adoption", "Real adoption",
                                           "Share of eligible people who use a tool habitually, have AI-assisted code "
                                           "in merged work, and whose AI-assisted code was "
                                           "at least half alive 30 days after its merge."),
                                  peopleDimensions(), shareOnRung<kRealRung>, &realAdoptionOfWork());
    return metric;
}

const Metric& adoptionGap()
{
    static const RowMetric metric({"adoption-gap", "Adoption gap", "adoption", "points", BetterIs::Lower,
                                   "Formal less real adoption, in points, over people for whom both are known.",
                                   "share with Wilson interval (Wilson 1927): real adoption implies formal",
                                   RowsOf::People, ""},
                                  peopleDimensions(), gap);
    return metric;
}

const Metric& seatShare()
{
    static const RowMetric metric(
        rungInfo("seat-share", "Seat assigned", "Share of eligible people who hold a licence on the last day."),
        peopleDimensions(), shareOnRung<Rung::Seat>);
    return metric;
}

const Metric& signedInShare()
{
    static const RowMetric metric(
        rungInfo("signed-in", "Signed in",
                 "Share of eligible people with a seat who have signed in to or used the tool."),
        peopleDimensions(), shareOnRung<Rung::SignedIn>);
    return metric;
}

const Metric& usedLastWeek()
{
    static const RowMetric metric(
        rungInfo("used-last-week", "Used in the last week",
                 "Share of eligible people who accepted, prompted or ran an agent in the last 7 days. Merely receiving "
                 "a suggestion is not use."),
        peopleDimensions(), shareOnRung<Rung::UsedLastWeek>);
    return metric;
}

const Metric& habitualUse()
{
    static const RowMetric metric(
        rungInfo("habitual-use", "Habitual use",
                 "Share of eligible people with meaningful use on 2 or more days in 3 of the last 4 weeks."),
        peopleDimensions(), shareOnRung<Rung::Habitual>);
    return metric;
}

const Metric& inMergedWorkShare()
{
    static const RowMetric metric(
        rungInfo("in-merged-work", "In merged work",
                 "Share of eligible people, habitual users so far, who merged an AI-assisted change in the 28 days."),
        peopleDimensions(), shareOnRung<Rung::InMergedWork>);
    return metric;
}

} // namespace assay::metrics
