// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/rollout.h"

#include "analysis/sample.h"
#include "stats/distributions.h"
#include "stats/staggered.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <numeric>
#include <set>
#include <span>

namespace assay::analysis {
namespace {

using facts::EpochDay;
using metrics::OutcomeKind;

constexpr int kQuarterDays = 91;
constexpr int kFewestQuarters = 3;
constexpr double kFlat = 0.05;
/// Seats are often given to whole teams, whose people then share their luck. With fewer teams than these, errors by
/// team are too uncertain themselves (MacKinnon, Nielsen & Webb 2023).
constexpr std::size_t kFewestTeams = 10;
constexpr facts::Millis kDay = 86'400'000;

/// First day on which somebody held a seat; kNoDay without one, absent where it is not known since when.
std::optional<EpochDay> seatedFrom(const facts::People& people, std::size_t person)
{
    EpochDay first = facts::kNoDay;
    for (const auto& seat : people.seats[person]) {
        if (seat.from == facts::kNoDay) return std::nullopt;
        if (first == facts::kNoDay || seat.from < first) first = seat.from;
    }
    return first;
}

/// All rows, whatever is known of their provenance: a seat is known without it.
Sample allRows(const metrics::Metric& metric, const facts::View& view)
{
    facts::Filter filter = view.filter();
    filter.threshold.kind = facts::ProvenanceThreshold::Kind::UnknownAsHuman;
    filter.tools.clear();
    return sampleOf(metric, view.with(filter));
}

/// Values per row: log times less the mean of their task type, else events or successes per trial, on the measure's
/// scale.
std::vector<double> valuesOf(const Sample& s)
{
    std::vector<double> values(s.size());
    if (s.kind != OutcomeKind::Time) {
        for (std::size_t i = 0; i < s.size(); ++i)
            values[i] = s.weight[i] > 0 ? s.scale * s.value[i] / s.weight[i] : s.scale * s.value[i];
        return values;
    }
    std::array<double, domain::kTaskTypes> sum{};
    std::array<double, domain::kTaskTypes> count{};
    for (std::size_t i = 0; i < s.size(); ++i) {
        sum.at(static_cast<std::size_t>(s.taskType[i])) += s.value[i];
        ++count.at(static_cast<std::size_t>(s.taskType[i]));
    }
    for (std::size_t i = 0; i < s.size(); ++i) {
        const auto type = static_cast<std::size_t>(s.taskType[i]);
        values[i] = s.value[i] - sum.at(type) / count.at(type);
    }
    return values;
}

/// People with work in every quarter and a known start.
struct Quarters
{
    std::vector<int> periods; ///< 1 … n
    std::vector<double> outcome;
    std::vector<int> firstTreated;
    std::vector<std::uint32_t> team; ///< per unit; people without a team stand alone
    std::size_t teams = 0;
    std::size_t units = 0;
    std::int64_t treated = 0;
    std::int64_t people = 0; ///< with any work
    std::int64_t before = 0; ///< had their seat from the first quarter on
    std::int64_t gaps = 0;
    std::int64_t unknown = 0;
};

class PanelMaker
{
public:
    PanelMaker(const Sample& sample, const facts::Snapshot& snapshot)
        : m_values(valuesOf(sample)), m_sample(sample), m_people(snapshot.people)
    {
        const auto [first, last] = std::minmax_element(sample.createdAt.begin(), sample.createdAt.end());
        const auto days = static_cast<int>((*last - *first) / kDay) + 1;
        m_count = days / kQuarterDays;
        m_begin = *last + 1 - m_count * kQuarterDays * kDay; // whole quarters, counted from the end
    }

    [[nodiscard]] Quarters make() const
    {
        Quarters q;
        q.periods.resize(static_cast<std::size_t>(std::max(0, m_count)));
        std::iota(q.periods.begin(), q.periods.end(), 1);
        if (m_count < kFewestQuarters) return q;
        std::map<facts::Index, std::vector<std::uint32_t>> rows;
        for (std::uint32_t i = 0; i < m_sample.size(); ++i)
            if (m_sample.person[i] != facts::kNoIndex && m_sample.createdAt[i] >= m_begin)
                rows[m_sample.person[i]].push_back(i);
        for (const auto& [person, own] : rows) add(q, static_cast<std::size_t>(person), own);
        q.teams = std::set(q.team.begin(), q.team.end()).size();
        return q;
    }

private:
    void add(Quarters& q, std::size_t person, const std::vector<std::uint32_t>& own) const
    {
        ++q.people;
        std::vector<double> sum(q.periods.size(), 0);
        std::vector<double> count(q.periods.size(), 0);
        for (const auto i : own) {
            const auto at = static_cast<std::size_t>((m_sample.createdAt[i] - m_begin) / (kQuarterDays * kDay));
            sum[at] += m_values[i];
            ++count[at];
        }
        if (std::any_of(count.begin(), count.end(), [](double n) { return n == 0; })) {
            ++q.gaps;
            return;
        }
        const auto seat = seatedFrom(m_people, person);
        if (!seat) {
            ++q.unknown;
            return;
        }
        const int first = firstQuarter(*seat);
        if (first == 1) {
            ++q.before;
            return;
        }
        for (std::size_t k = 0; k < sum.size(); ++k) q.outcome.push_back(sum[k] / count[k]);
        q.firstTreated.push_back(first);
        q.team.push_back(teamOf(own, person));
        q.treated += first > 0 ? 1 : 0;
        ++q.units;
    }

    /// The team of most of a person's work.
    [[nodiscard]] std::uint32_t teamOf(const std::vector<std::uint32_t>& own, std::size_t person) const
    {
        std::map<facts::Index, int> rows;
        for (const auto i : own) ++rows[m_sample.team[i]];
        const auto most = std::max_element(rows.begin(), rows.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        return most->first == facts::kNoIndex ? static_cast<std::uint32_t>(kAlone + person)
                                              : static_cast<std::uint32_t>(most->first);
    }

    static constexpr std::size_t kAlone = 1'000'000; ///< numbers of people without a team begin here

    /// The first quarter with a seat for most of it; 0 for never, or only after the last quarter.
    [[nodiscard]] int firstQuarter(EpochDay seat) const
    {
        if (seat == facts::kNoDay) return 0;
        const auto since = facts::Millis{seat} * kDay - m_begin + kQuarterDays * kDay / 2;
        const auto quarter = since < 0 ? 1 : since / (kQuarterDays * kDay) + 1;
        return quarter > m_count ? 0 : static_cast<int>(quarter);
    }

    std::vector<double> m_values;
    const Sample& m_sample;
    const facts::People& m_people;
    int m_count = 0;
    facts::Millis m_begin = 0;
};

std::string whyNone(const Quarters& q, int minimum)
{
    if (static_cast<int>(q.periods.size()) < kFewestQuarters)
        return "Not enough data: fewer than three quarters of finished work.";
    if (q.treated == 0) return "Nobody with work in every quarter was given a seat in them: import the list of seats.";
    if (q.treated < minimum || static_cast<std::int64_t>(q.units) - q.treated < 0)
        return fmt::format("Withheld: fewer than {} people were given a seat.", minimum);
    return {};
}

void take(Rollout& r, const stats::StaggeredFit& fit, double level)
{
    const double z = fit.clusters > 0 ? stats::studentQuantile((1 + level) / 2, static_cast<double>(fit.clusters) - 1)
                                      : stats::normalMultiplier(level);
    const auto shown = [&r](double v) { return r.ratio ? std::exp(v) : v; };
    const auto set = [&](std::optional<double>& into, std::optional<double> from) {
        if (from) into = shown(*from);
    };
    set(r.effect.value, fit.simple.value);
    set(r.effect.low, fit.simple.low);
    set(r.effect.high, fit.simple.high);
    for (const auto& part : fit.event.parts)
        r.steps.push_back({part.index, shown(part.effect), shown(part.effect - z * part.standardError),
                           shown(part.effect + z * part.standardError)});
    if (fit.leadIn) {
        r.leadInP = fit.leadIn->pValue;
        r.leadInFlat = fit.leadIn->pValue >= kFlat;
    }
    const bool before = std::any_of(r.steps.begin(), r.steps.end(), [](const auto& step) { return step.quarter < 0; });
    r.effect.note = !fit.leadIn && before
                        ? "Too few teams for a test of the lead-in: look whether the steps before the seats are flat."
                    : !fit.leadIn ? "No quarter before the first seats: whether they differed before cannot be checked."
                    : r.leadInFlat
                        ? "The lead-in is flat: before they had seats, the groups moved alike."
                        : "The lead-in is not flat: the groups differed in course before they had seats, so this is no "
                          "effect of seats.";
}

} // namespace

std::vector<RolloutStart> rolloutStarts(const facts::View& view)
{
    const auto& s = view.snapshot();
    std::vector<std::vector<EpochDay>> days(s.teams.size());
    for (std::size_t p = 0; p < s.people.size(); ++p) {
        const auto seat = seatedFrom(s.people, p);
        if (view.people()[p] == 0 || !seat || *seat == facts::kNoDay || s.people.memberships[p].empty()) continue;
        const auto team = s.people.memberships[p].back().team;
        if (team != facts::kNoIndex) days[static_cast<std::size_t>(team)].push_back(*seat);
    }
    std::vector<RolloutStart> starts;
    for (std::size_t t = 0; t < days.size(); ++t) {
        auto& own = days[t];
        if (static_cast<int>(own.size()) < view.filter().minimumGroup) continue;
        const auto middle = own.begin() + static_cast<std::ptrdiff_t>(own.size() / 2);
        std::nth_element(own.begin(), middle, own.end());
        starts.push_back({s.teams[t], fromEpochDay(*middle), static_cast<std::int64_t>(own.size())});
    }
    std::sort(starts.begin(), starts.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
    return starts;
}

Result<Rollout> rollout(std::string_view metricId, const facts::View& view, const Settings& settings)
{
    const auto supported = contrastable();
    const metrics::Metric* metric = metrics::metricById(metricId);
    if (metric == nullptr || std::find(supported.begin(), supported.end(), metricId) == supported.end())
        return failure(ErrorCode::Usage,
                       fmt::format("\"{}\" cannot be compared before and after a roll-out; these can: "
                                   "{}.",
                                   metricId, fmt::join(supported, ", ")));
    const Sample sample = allRows(*metric, view);
    Rollout r;
    r.measure = metricId;
    r.title = metric->info().title;
    r.ratio = sample.kind == OutcomeKind::Time;
    r.betterIs = metric->info().betterIs;
    r.effect.unit = r.ratio ? "ratio" : std::string(metric->info().unit);
    r.effect.level = settings.level;
    r.effect.method = "difference-in-differences by group and quarter (Callaway & Sant'Anna 2021)";
    r.effect.from = view.period().from;
    r.effect.to = view.period().to;
    r.starts = rolloutStarts(view);
    if (sample.size() == 0) {
        r.effect.note = "Not enough data: no finished work.";
        return r;
    }
    const Quarters q = PanelMaker(sample, view.snapshot()).make();
    r.effect.n = {{"given a seat", q.treated}, {"not yet or never", static_cast<std::int64_t>(q.units) - q.treated}};
    const std::array<std::pair<const char*, std::int64_t>, 3> without{
        {{"not at work in every quarter", q.gaps},
         {"had a seat from the first quarter on", q.before},
         {"since when they have a seat is not known", q.unknown}}};
    for (const auto& [reason, count] : without)
        if (count > 0) r.effect.excluded.push_back({reason, count});
    if (q.people > 0) r.effect.coverage = static_cast<double>(q.units) / static_cast<double>(q.people);
    r.effect.note = whyNone(q, view.filter().minimumGroup);
    if (!r.effect.note.empty()) return r;
    const bool byTeam = q.teams >= kFewestTeams;
    const auto fit = stats::staggeredDid({q.units,
                                          q.periods,
                                          q.outcome,
                                          q.firstTreated,
                                          {},
                                          byTeam ? std::span(q.team) : std::span<const std::uint32_t>()},
                                         stats::Controls::NotYetTreated, stats::DidMethod::Regression, settings.level);
    r.effect.method += byTeam ? ", errors by team" : ", errors by person, as there are too few teams";
    if (!fit)
        r.effect.note = fmt::format("Not enough data: {}.", stats::describe(fit.error()));
    else
        take(r, *fit, settings.level);
    return r;
}

} // namespace assay::analysis
