// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sample.h"

#include <algorithm>
#include <array>
#include <cmath>

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
    s.createdAt.push_back(t.createdAt[i]);
    sizes.push_back(t.size[i]);
}

void addChange(Sample& s, const facts::Changes& c, std::size_t i, std::vector<double>& sizes)
{
    s.person.push_back(c.author[i]);
    s.team.push_back(c.team[i]);
    s.taskType.push_back(c.taskType[i]);
    s.codeAge.push_back(c.codeAge[i]);
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

void addClusters(Sample& s, std::size_t people)
{
    s.cluster.reserve(s.person.size());
    auto next = static_cast<std::uint32_t>(people);
    for (const Index person : s.person)
        s.cluster.push_back(person == facts::kNoIndex ? next++ : static_cast<std::uint32_t>(person));
}

} // namespace

std::string covariateNames(unsigned covariates)
{
    static constexpr std::array<std::pair<Covariate, const char*>, 4> kNames{
        {{kByTeam, "team"}, {kByTaskType, "task type"}, {kBySize, "size"}, {kByCodeAge, "code age"}}};
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

std::vector<std::uint32_t> Sample::strata(unsigned covariates) const
{
    std::vector<std::uint32_t> codes(size(), 0);
    for (std::size_t i = 0; i < size(); ++i) {
        std::uint32_t code = 0;
        if ((covariates & kByTeam) != 0) code = static_cast<std::uint32_t>(team[i] + 1);
        if ((covariates & kByTaskType) != 0) code = code * domain::kTaskTypes + static_cast<std::uint32_t>(taskType[i]);
        if ((covariates & kBySize) != 0) code = code * 3 + sizeClass[i];
        if ((covariates & kByCodeAge) != 0) code = code * facts::kCodeAges + static_cast<std::uint32_t>(codeAge[i]);
        codes[i] = code;
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
    s.createdAt = kept(createdAt, chosen);
    s.unknown.reset();
    return s;
}

Sample sampleOf(const metrics::Metric& metric, const facts::View& view)
{
    Sample s;
    const auto table = metric.info().rows;
    const auto outcomes = metric.outcomes(view, metrics::rowsOf(view, table), true);
    if (!outcomes) return s;
    s.kind = outcomes->kind;
    s.scale = outcomes->scale;
    s.excluded = outcomes->excluded;
    std::vector<double> sizes;
    for (std::size_t k = 0; k < outcomes->size(); ++k) {
        const Index row = outcomes->rows[k];
        const auto i = static_cast<std::size_t>(row);
        if (s.kind == OutcomeKind::Time && outcomes->event[k] == 0) continue;
        const bool tickets = table == metrics::RowsOf::Tickets;
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
    if (s.size() > 0) s.sizeClass = terciles(sizes);
    addClusters(s, view.snapshot().people.size());
    return s;
}

} // namespace assay::analysis
