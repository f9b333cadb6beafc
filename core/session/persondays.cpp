// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/persondays.h"

#include "base/known.h"

#include <algorithm>

namespace assay::session {
namespace {

using store::UsageCounters;

/// Adds rows up to days and tells each day when the next one begins.
class Days
{
public:
    explicit Days(const PersonDayVisitor& visit) : m_visit(visit) {}

    void add(std::string_view scope, const UsageCounters& row)
    {
        if (!m_scopes.empty() && m_scopes.front().second.day != row.day) end();
        const auto same = [scope](const auto& one) { return one.first == scope; };
        const auto known = std::find_if(m_scopes.begin(), m_scopes.end(), same);
        if (known == m_scopes.end()) {
            m_scopes.emplace_back(scope, row);
            return;
        }
        auto& sum = known->second;
        addKnown(sum.shown, row.shown);
        addKnown(sum.accepted, row.accepted);
        addKnown(sum.linesAccepted, row.linesAccepted);
        addKnown(sum.interactions, row.interactions);
        addKnown(sum.agentRuns, row.agentRuns);
        addKnown(sum.costUsd, row.costUsd);
    }

    void end()
    {
        if (m_scopes.empty()) return;
        auto most = m_scopes.front().second;
        for (std::size_t i = 1; i < m_scopes.size(); ++i) {
            const auto& sum = m_scopes[i].second;
            keepLarger(most.shown, sum.shown);
            keepLarger(most.accepted, sum.accepted);
            keepLarger(most.linesAccepted, sum.linesAccepted);
            keepLarger(most.interactions, sum.interactions);
            keepLarger(most.agentRuns, sum.agentRuns);
            keepLarger(most.costUsd, sum.costUsd);
        }
        m_visit(most);
        m_scopes.clear();
    }

private:
    const PersonDayVisitor& m_visit;
    std::vector<std::pair<std::string_view, UsageCounters>> m_scopes; ///< of the day at hand; hardly ever two
};

} // namespace

Result<void> forEachPersonDay(std::span<const store::UsageSeries* const> series, store::UsageDays& days,
                              const PersonDayVisitor& visit)
{
    Days sums(visit);
    if (series.size() == 1) {
        auto read = days.read(*series.front(), [&sums](const store::UsageRow& row) { sums.add(row.scope, row.usage); });
        if (read) sums.end();
        return read;
    }
    std::vector<store::UsageRow> rows;
    for (const auto* one : series)
        if (auto read = days.read(*one, [&rows](const store::UsageRow& row) { rows.push_back(row); }); !read)
            return read;
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.usage.day < b.usage.day; });
    for (const auto& row : rows) sums.add(row.scope, row.usage);
    sums.end();
    return {};
}

} // namespace assay::session
