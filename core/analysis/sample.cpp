// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sample.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <limits>

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

void addTicket(Sample& s, const facts::Tickets& t, std::size_t i, std::vector<double>& sizes)
{
    s.person.push_back(t.person[i]);
    s.team.push_back(t.team[i]);
    s.taskType.push_back(t.taskType[i]);
    s.codeAge.push_back(t.codeAge[i]);
    s.lines.push_back(t.size[i]);
    s.tools.push_back(t.tools[i]);
    s.createdAt.push_back(t.createdAt[i]);
    sizes.push_back(t.size[i]);
}

void addChange(Sample& s, const facts::Changes& c, std::size_t i, std::vector<double>& sizes)
{
    s.person.push_back(c.author[i]);
    s.team.push_back(c.team[i]);
    s.taskType.push_back(c.taskType[i]);
    s.codeAge.push_back(c.codeAge[i]);
    s.lines.push_back(std::int64_t{c.added[i]} + c.deleted[i]);
    s.tools.push_back(c.tools[i]);
    s.createdAt.push_back(c.mergedAt[i]);
    sizes.push_back(static_cast<double>(c.added[i]) + c.deleted[i]);
}

std::vector<std::uint8_t> terciles(const std::vector<double>& sizes)
{
    std::vector<double> sorted = sizes;
    const auto at = [&sorted](std::size_t rank) {
        const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(rank);
        std::nth_element(sorted.begin(), place, sorted.end());
        return *place;
    };
    const double small = at((sizes.size() - 1) / 3);
    const double large = at(2 * (sizes.size() - 1) / 3);
    std::vector<std::uint8_t> classes;
    classes.reserve(sizes.size());
    for (const double size : sizes) classes.push_back(size <= small ? 0 : size <= large ? 1 : 2);
    return classes;
}

/// Quarters of the calendar since the first of the year of the earliest row. Stamps from before 1970 or after 2200 are
/// nonsense and count as of those years.
void addQuarters(Sample& s)
{
    constexpr facts::Millis kLatest = 7'258'118'400'000; // 2200-01-01
    std::vector<int> quarters;
    quarters.reserve(s.size());
    for (const facts::Millis at : s.createdAt) {
        const auto moment = fromUnixMillis(std::clamp(at, facts::Millis{0}, kLatest));
        const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(moment)};
        quarters.push_back(4 * int{day.year()} + static_cast<int>((unsigned{day.month()} - 1) / 3));
    }
    if (quarters.empty()) return;
    s.firstYear = *std::min_element(quarters.begin(), quarters.end()) / 4;
    const int first = 4 * s.firstYear;
    s.quarter.reserve(s.size());
    for (const int q : quarters) s.quarter.push_back(static_cast<std::uint16_t>(q - first));
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

std::int64_t Sample::people(bool assisted) const
{
    const Index most = person.empty() ? facts::kNoIndex : *std::max_element(person.begin(), person.end());
    std::vector<std::uint8_t> seen(static_cast<std::size_t>(most + 1), 0);
    for (std::size_t i = 0; i < size(); ++i)
        if ((ai[i] != 0) == assisted && person[i] != facts::kNoIndex) seen[static_cast<std::size_t>(person[i])] = 1;
    return std::count(seen.begin(), seen.end(), std::uint8_t{1});
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

Sample sampleOf(const metrics::Metric& metric, const facts::View& period)
{
    Sample s;
    const auto table = metric.info().rows;
    const bool tickets = table == metrics::RowsOf::Tickets;
    const facts::View view = tickets ? followedToTheEnd(period) : period;
    const auto outcomes = metric.outcomes(view, metrics::rowsOf(view, table), true);
    if (!outcomes) return s;
    s.kind = outcomes->kind;
    s.scale = outcomes->scale;
    s.excluded = outcomes->excluded;
    Cohort cohort(period, view, tickets);
    std::vector<double> sizes;
    for (std::size_t k = 0; k < outcomes->size(); ++k) {
        const Index row = outcomes->rows[k];
        const auto i = static_cast<std::size_t>(row);
        if (s.kind == OutcomeKind::Time && outcomes->event[k] == 0) continue;
        if (!cohort.takes(i)) continue;
        const Provenance provenance = tickets ? view.provenanceOfTicket(row) : view.provenanceOfChange(row);
        if (provenance == Provenance::Unknown) {
            ++*s.unknown;
            continue;
        }
        s.value.push_back(s.kind == OutcomeKind::Time ? std::log(std::max(outcomes->value[k], kShortestHours))
                                                      : outcomes->value[k]);
        s.weight.push_back(s.kind == OutcomeKind::Time ? 1 : outcomes->weight[k]);
        s.ai.push_back(provenance == Provenance::Ai ? 1 : 0);
        if (tickets)
            addTicket(s, view.snapshot().tickets, i, sizes);
        else
            addChange(s, view.snapshot().changes, i, sizes);
    }
    cohort.say(s.excluded);
    if (s.size() > 0) s.sizeClass = terciles(sizes);
    addQuarters(s);
    addClusters(s, view.snapshot().people.size());
    return s;
}

} // namespace assay::analysis
