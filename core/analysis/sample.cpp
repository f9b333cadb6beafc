// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sample.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numeric>

namespace assay::analysis {
namespace {

using domain::Provenance;
using facts::Index;
using metrics::OutcomeKind;

constexpr double kShortestHours = 1.0 / 60;

template <class T>
std::vector<T> kept(const std::vector<T>& values, const std::vector<std::uint32_t>& rows)
{
    std::vector<T> result(rows.size());
    for (std::size_t k = 0; k < rows.size(); ++k) result[k] = values[rows[k]];
    return result;
}

/// A column of the facts for some of the rows.
template <class T>
std::vector<T> columnOf(const std::vector<T>& column, const std::vector<Index>& rows,
                        const std::vector<std::uint32_t>& picked)
{
    std::vector<T> result(picked.size());
    for (std::size_t k = 0; k < picked.size(); ++k) result[k] = column[static_cast<std::size_t>(rows[picked[k]])];
    return result;
}

/// The sizes of two ranks, the second the higher one.
std::array<std::int64_t, 2> ranked(const std::vector<std::int64_t>& sizes, std::size_t first, std::size_t second)
{
    constexpr std::size_t kCounted = 1 << 16;
    const auto [least, most] = std::minmax_element(sizes.begin(), sizes.end());
    if (*least >= 0 && *most < static_cast<std::int64_t>(kCounted)) {
        std::vector<std::size_t> upTo(kCounted, 0);
        for (const std::int64_t size : sizes) ++upTo[static_cast<std::size_t>(size)];
        std::partial_sum(upTo.begin(), upTo.end(), upTo.begin());
        const auto at = [&upTo](std::size_t rank) {
            return std::upper_bound(upTo.begin(), upTo.end(), rank) - upTo.begin();
        };
        return {at(first), at(second)};
    }
    std::vector<std::int64_t> sorted = sizes;
    const auto at = [&sorted](std::size_t rank) {
        const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(rank);
        std::nth_element(sorted.begin(), place, sorted.end());
        return *place;
    };
    return {at(first), at(second)};
}

std::vector<std::uint8_t> terciles(const std::vector<std::int64_t>& sizes)
{
    const auto [small, large] = ranked(sizes, (sizes.size() - 1) / 3, 2 * (sizes.size() - 1) / 3);
    std::vector<std::uint8_t> classes(sizes.size());
    for (std::size_t i = 0; i < sizes.size(); ++i)
        classes[i] = static_cast<std::uint8_t>((sizes[i] > small ? 1 : 0) + (sizes[i] > large ? 1 : 0));
    return classes;
}

/// The number of the quarter that each day since 1970 lies in, counted from the year 0.
const std::vector<int>& quartersOfDays()
{
    static const std::vector<int> quarters = [] {
        constexpr int kDays = 84'006; // to 2200-01-01
        std::vector<int> result(kDays + 1);
        for (int d = 0; d <= kDays; ++d) {
            const std::chrono::year_month_day day{fromEpochDay(d)};
            result[static_cast<std::size_t>(d)] =
                4 * int{day.year()} + static_cast<int>((unsigned{day.month()} - 1) / 3);
        }
        return result;
    }();
    return quarters;
}

/// Quarters of the calendar since the first of the year of the earliest row. Stamps from before 1970 or after 2200 are
/// nonsense and count as of those years.
void addQuarters(Sample& s)
{
    constexpr facts::Millis kDayLasts = 86'400'000;
    constexpr facts::Millis kLatest = 7'258'118'400'000; // 2200-01-01
    const auto& ofDay = quartersOfDays();
    std::vector<int> quarters(s.size());
    for (std::size_t i = 0; i < quarters.size(); ++i)
        quarters[i] =
            ofDay[static_cast<std::size_t>(std::clamp(s.createdAt[i], facts::Millis{0}, kLatest) / kDayLasts)];
    if (quarters.empty()) return;
    s.firstYear = *std::min_element(quarters.begin(), quarters.end()) / 4;
    const int first = 4 * s.firstYear;
    s.quarter.resize(s.size());
    for (std::size_t i = 0; i < quarters.size(); ++i) s.quarter[i] = static_cast<std::uint16_t>(quarters[i] - first);
}

void addClusters(Sample& s, std::size_t people)
{
    s.cluster.reserve(s.person.size());
    auto next = static_cast<std::uint32_t>(people);
    for (const Index person : s.person)
        s.cluster.push_back(person == facts::kNoIndex ? next++ : static_cast<std::uint32_t>(person));
}

/// Tickets of the period go on being watched after it.
facts::View followedToTheEnd(const facts::View& view)
{
    facts::Filter filter = view.filter();
    if (!filter.period) return view;
    filter.period->to = std::max(filter.period->to, view.snapshot().span.to);
    return view.with(filter);
}

/// Share of tickets that are to have had the time to finish.
constexpr double kFollowed = 0.95;

/// The tickets created within the period and long enough before the data end. Whether AI helped is known of the
/// finished ones alone: of the young these are the quick ones, and the assisted are the younger, so that taking all of
/// them makes AI look faster than it is (right truncation: Kalbfleisch & Lawless 1989).
class Cohort
{
public:
    Cohort(const facts::View& period, const facts::View& watched, bool tickets)
        : m_tickets(watched.snapshot().tickets), m_applies(tickets), m_begin(period.periodBegin()),
          m_end(period.periodEnd())
    {
        if (!tickets) return;
        std::vector<facts::Millis> lasted;
        for (std::size_t i = 0; i < m_tickets.rows(); ++i)
            if (watched.tickets()[i] != 0 && m_tickets.state[i] == facts::TicketState::Merged &&
                facts::known(m_tickets.createdAt[i]) && m_tickets.mergedAt[i] >= m_tickets.createdAt[i])
                lasted.push_back(m_tickets.mergedAt[i] - m_tickets.createdAt[i]);
        if (lasted.empty()) return;
        const auto rank = static_cast<std::size_t>(kFollowed * static_cast<double>(lasted.size() - 1));
        std::nth_element(lasted.begin(), lasted.begin() + static_cast<std::ptrdiff_t>(rank), lasted.end());
        m_lasts = lasted[rank];
        m_latest = watched.observedUntil() - m_lasts;
    }

    [[nodiscard]] bool takes(std::size_t row)
    {
        if (!m_applies) return true;
        const facts::Millis created = m_tickets.createdAt[row];
        if (!facts::known(created) || created >= m_end) return false;
        m_early += created < m_begin ? 1 : 0;
        m_young += created >= m_begin && created > m_latest ? 1 : 0;
        return created >= m_begin && created <= m_latest;
    }

    void say(std::vector<metrics::Exclusion>& excluded) const
    {
        if (m_early > 0) excluded.push_back({"created before the period", m_early});
        if (m_young == 0) return;
        const double days = static_cast<double>(m_lasts) / 86'400'000.0;
        excluded.push_back(
            {fmt::format("created in the last {:.0f} days, in which 1 ticket in 20 does not finish", days), m_young});
    }

private:
    const facts::Tickets& m_tickets;
    bool m_applies;
    facts::Millis m_begin;
    facts::Millis m_end;
    facts::Millis m_lasts = 0;
    facts::Millis m_latest = std::numeric_limits<facts::Millis>::max();
    std::int64_t m_early = 0;
    std::int64_t m_young = 0;
};

} // namespace

std::string covariateNames(unsigned covariates)
{
    static constexpr std::array<std::pair<Covariate, const char*>, 7> kNames{{{kByPerson, "person"},
                                                                              {kByTeam, "team"},
                                                                              {kByTaskType, "task type"},
                                                                              {kBySize, "size"},
                                                                              {kByCodeAge, "code age"},
                                                                              {kByQuarter, "quarter"},
                                                                              {kByHalfYear, "half-year"}}};
    std::string text;
    for (const auto& [bit, name] : kNames) {
        if ((covariates & bit) == 0) continue;
        if (!text.empty()) text += " × ";
        text += name;
    }
    return text;
}

std::int64_t Sample::count(bool assisted) const
{
    return std::count(ai.begin(), ai.end(), std::uint8_t{assisted});
}

std::uint32_t Sample::timeOf(std::size_t row, unsigned covariates) const
{
    if ((covariates & kByQuarter) != 0) return quarter[row];
    return (covariates & kByHalfYear) != 0 ? quarter[row] / 2u : 0u;
}

std::vector<std::uint32_t> Sample::strata(unsigned covariates) const
{
    std::vector<std::uint32_t> codes(size(), 0);
    const auto above = [](const auto& column) {
        return column.empty() ? 1u : static_cast<std::uint32_t>(*std::max_element(column.begin(), column.end()) + 1);
    };
    const std::uint32_t teams = (covariates & kByTeam) != 0 ? above(team) + 1 : 1;
    const std::uint32_t times = (covariates & kByTime) != 0 ? above(quarter) : 1;
    for (std::size_t i = 0; i < size(); ++i) {
        std::uint32_t code = (covariates & kByPerson) != 0 ? cluster[i] : 0;
        if ((covariates & kByTeam) != 0) code = code * teams + static_cast<std::uint32_t>(team[i] + 1);
        if ((covariates & kByTaskType) != 0) code = code * domain::kTaskTypes + static_cast<std::uint32_t>(taskType[i]);
        if ((covariates & kBySize) != 0) code = code * 3 + sizeClass[i];
        if ((covariates & kByCodeAge) != 0) code = code * facts::kCodeAges + static_cast<std::uint32_t>(codeAge[i]);
        codes[i] = code * times + timeOf(i, covariates);
    }
    return codes;
}

void Sample::keepForEffects()
{
    std::vector<std::int64_t>().swap(lines);
    std::vector<std::uint64_t>().swap(tools);
    std::vector<facts::Millis>().swap(createdAt);
}

Sample Sample::subset(const std::vector<std::uint32_t>& chosen) const
{
    Sample s;
    s.kind = kind;
    s.scale = scale;
    s.value = kept(value, chosen);
    s.weight = kept(weight, chosen);
    s.ai = kept(ai, chosen);
    s.cluster = kept(cluster, chosen);
    s.person = kept(person, chosen);
    s.team = kept(team, chosen);
    s.taskType = kept(taskType, chosen);
    s.codeAge = kept(codeAge, chosen);
    s.sizeClass = kept(sizeClass, chosen);
    s.lines = kept(lines, chosen);
    s.tools = kept(tools, chosen);
    s.createdAt = kept(createdAt, chosen);
    s.quarter = kept(quarter, chosen);
    s.firstYear = firstYear;
    s.unknown.reset();
    return s;
}

SampleSource::SampleSource(const metrics::Metric& metric, const facts::View& view)
    : m_metric(metric), m_period(view), m_tickets(metric.info().rows == metrics::RowsOf::Tickets),
      m_view(m_tickets ? followedToTheEnd(view) : view)
{
    auto outcomes = metric.outcomes(m_view, metrics::rowsOf(m_view, metric.info().rows), true);
    if (!outcomes) return;
    m_kind = outcomes->kind;
    m_scale = outcomes->scale;
    m_excluded = std::move(outcomes->excluded);
    Cohort cohort(m_period, m_view, m_tickets);
    const bool time = m_kind == OutcomeKind::Time;
    m_rows.reserve(outcomes->size());
    m_value.reserve(outcomes->size());
    m_weight.reserve(outcomes->size());
    for (std::size_t k = 0; k < outcomes->size(); ++k) {
        if (time && outcomes->event[k] == 0) continue;
        if (!cohort.takes(static_cast<std::size_t>(outcomes->rows[k]))) continue;
        m_rows.push_back(outcomes->rows[k]);
        m_value.push_back(time ? std::log(std::max(outcomes->value[k], kShortestHours)) : outcomes->value[k]);
        m_weight.push_back(time ? 1 : outcomes->weight[k]);
    }
    cohort.say(m_excluded);
}

/// Work by a chosen tool passes the filter only where it is AI's.
bool SampleSource::dependsOnThreshold() const
{
    return !m_view.filter().tools.empty();
}

std::vector<Provenance> SampleSource::provenances(const facts::ProvenanceThreshold& threshold) const
{
    const auto columns = facts::View::provenanceOf(m_view.snapshot(), threshold);
    const auto& column = m_tickets ? columns->tickets : columns->changes;
    std::vector<Provenance> result(m_rows.size());
    for (std::size_t k = 0; k < m_rows.size(); ++k) result[k] = column[static_cast<std::size_t>(m_rows[k])];
    return result;
}

bool SampleSource::sortsAlike(const facts::ProvenanceThreshold& threshold) const
{
    const auto& own = m_period.filter().threshold;
    return threshold == own || (!dependsOnThreshold() && provenances(threshold) == provenances(own));
}

/// The columns that tickets and changes both have, under the same names.
template <class Table>
void SampleSource::addShared(Sample& s, const Table& table, const std::vector<std::uint32_t>& picked) const
{
    s.team = columnOf(table.team, m_rows, picked);
    s.taskType = columnOf(table.taskType, m_rows, picked);
    s.codeAge = columnOf(table.codeAge, m_rows, picked);
    s.tools = columnOf(table.tools, m_rows, picked);
    s.lines.resize(picked.size());
}

void SampleSource::addTickets(Sample& s, const std::vector<std::uint32_t>& picked) const
{
    const auto& t = m_view.snapshot().tickets;
    addShared(s, t, picked);
    s.person = columnOf(t.person, m_rows, picked);
    s.createdAt = columnOf(t.createdAt, m_rows, picked);
    for (std::size_t k = 0; k < picked.size(); ++k) s.lines[k] = t.size[static_cast<std::size_t>(m_rows[picked[k]])];
}

void SampleSource::addChanges(Sample& s, const std::vector<std::uint32_t>& picked) const
{
    const auto& c = m_view.snapshot().changes;
    addShared(s, c, picked);
    s.person = columnOf(c.author, m_rows, picked);
    s.createdAt = columnOf(c.mergedAt, m_rows, picked);
    for (std::size_t k = 0; k < picked.size(); ++k) {
        const auto i = static_cast<std::size_t>(m_rows[picked[k]]);
        s.lines[k] = std::int64_t{c.added[i]} + c.deleted[i];
    }
}

Sample SampleSource::at(const facts::ProvenanceThreshold& threshold) const
{
    if (dependsOnThreshold() && !(threshold == m_period.filter().threshold)) {
        facts::Filter filter = m_period.filter();
        filter.threshold = threshold;
        return sampleOf(m_metric, m_period.with(filter));
    }
    Sample s;
    s.kind = m_kind;
    s.scale = m_scale;
    s.excluded = m_excluded;
    const auto provenance = provenances(threshold);
    std::vector<std::uint32_t> picked;
    picked.reserve(m_rows.size());
    for (std::uint32_t k = 0; k < m_rows.size(); ++k)
        if (provenance[k] != Provenance::Unknown) picked.push_back(k);
    s.unknown = static_cast<std::int64_t>(m_rows.size() - picked.size());
    s.value = kept(m_value, picked);
    s.weight = kept(m_weight, picked);
    s.ai.resize(picked.size());
    for (std::size_t k = 0; k < picked.size(); ++k) s.ai[k] = provenance[picked[k]] == Provenance::Ai ? 1 : 0;
    if (m_tickets)
        addTickets(s, picked);
    else
        addChanges(s, picked);
    if (s.size() > 0) s.sizeClass = terciles(s.lines);
    addQuarters(s);
    addClusters(s, m_view.snapshot().people.size());
    return s;
}

std::vector<std::uint8_t> SampleSource::groupsAt(const facts::ProvenanceThreshold& threshold) const
{
    if (dependsOnThreshold()) return at(threshold).ai;
    std::vector<std::uint8_t> groups;
    groups.reserve(m_rows.size());
    for (const Provenance provenance : provenances(threshold))
        if (provenance != Provenance::Unknown) groups.push_back(provenance == Provenance::Ai ? 1 : 0);
    return groups;
}

Sample sampleOf(const metrics::Metric& metric, const facts::View& view)
{
    return SampleSource(metric, view).own();
}

} // namespace assay::analysis
