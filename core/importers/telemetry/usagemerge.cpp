// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/telemetry/usagemerge.h"

#include <fmt/format.h>

#include <cmath>

namespace assay::importers {
namespace {

void addRow(domain::UsageDayRecord& sum, const domain::UsageDayRecord& record)
{
    if (record.firstEvent && (!sum.firstEvent || *record.firstEvent < *sum.firstEvent))
        sum.firstEvent = record.firstEvent;
    if (record.lastEvent && (!sum.lastEvent || *record.lastEvent > *sum.lastEvent)) sum.lastEvent = record.lastEvent;
    addKnown(sum.shown, record.shown);
    addKnown(sum.accepted, record.accepted);
    addKnown(sum.linesShown, record.linesShown);
    addKnown(sum.linesAccepted, record.linesAccepted);
    addKnown(sum.linesDeleted, record.linesDeleted);
    addKnown(sum.interactions, record.interactions);
    addKnown(sum.agentRuns, record.agentRuns);
    addKnown(sum.commits, record.commits);
    addKnown(sum.pullRequests, record.pullRequests);
    addKnown(sum.costUsd, record.costUsd);
    addKnown(sum.tokens, record.tokens);
}

/// Sums rows that come in order of their keys and hands each day over once it is complete.
class DaySums
{
public:
    explicit DaySums(RecordSink& sink) : m_sink(sink) {}

    Result<void> add(UsageKey&& key, domain::UsageDayRecord&& record)
    {
        const auto row = std::get<5>(key);
        if (m_begun && sameDay(key)) {
            if (row != 0 && row == std::get<5>(m_key)) {
                ++m_repeated;
                return {};
            }
            addRow(m_sum, record);
            std::get<5>(m_key) = row;
            return {};
        }
        if (auto ok = finish(); !ok) return ok;
        m_key = std::move(key);
        m_sum = std::move(record);
        m_begun = true;
        return {};
    }

    Result<void> finish()
    {
        if (!m_begun) return {};
        m_begun = false;
        std::tie(m_sum.tool, m_sum.identity, m_sum.scope, m_sum.surface, m_sum.day, std::ignore) = m_key;
        // Sums of fractions depend on their order in the last digit; a nano-dollar is beyond any price.
        if (m_sum.costUsd) m_sum.costUsd = std::round(*m_sum.costUsd * 1e9) / 1e9;
        return m_sink.usageDay(std::move(m_sum));
    }

    [[nodiscard]] std::int64_t repeated() const { return m_repeated; }

private:
    [[nodiscard]] bool sameDay(const UsageKey& key) const
    {
        return std::get<4>(key) == std::get<4>(m_key) && std::get<1>(key) == std::get<1>(m_key) &&
               std::get<0>(key) == std::get<0>(m_key) && std::get<2>(key) == std::get<2>(m_key) &&
               std::get<3>(key) == std::get<3>(m_key);
    }

    RecordSink& m_sink;
    UsageKey m_key;
    domain::UsageDayRecord m_sum;
    bool m_begun = false;
    std::int64_t m_repeated = 0;
};

} // namespace

void UsageMerge::add(domain::UsageDayRecord record, std::uint64_t rowIdentity)
{
    put(std::move(record), rowIdentity == 0 ? 1 : rowIdentity);
}

void UsageMerge::add(domain::UsageDayRecord record)
{
    put(std::move(record), 0);
}

void UsageMerge::put(domain::UsageDayRecord&& record, std::uint64_t row)
{
    if (!m_state) return;
    UsageKey key{std::move(record.tool),
                 std::move(record.identity),
                 std::move(record.scope),
                 std::move(record.surface),
                 record.day,
                 row};
    const auto [at, isNew] = m_rows.try_emplace(std::move(key), std::move(record));
    if (!isNew) {
        if (row != 0)
            ++m_repeated;
        else
            addRow(at->second, record);
        return;
    }
    if (m_rows.size() < m_most) return;
    if (!m_spill) {
        auto made = UsageSpill::make();
        if (!made) {
            m_state = Failure(made.error());
            return;
        }
        m_spill = std::move(*made);
    }
    m_state = m_spill->write(m_rows);
    m_rows.clear();
}

Result<void> UsageMerge::flush(Reading& reading)
{
    if (!m_state) return m_state;
    DaySums sums(reading.sink());
    if (m_spill) {
        if (auto ok = m_spill->write(m_rows); !ok) return ok;
        m_rows.clear();
        auto ok = m_spill->merge([&](UsageKey&& key, domain::UsageDayRecord&& record) {
            return sums.add(std::move(key), std::move(record));
        });
        if (!ok) return ok;
        m_spill.reset();
    }
    while (!m_rows.empty()) {
        auto row = m_rows.extract(m_rows.begin());
        if (auto ok = sums.add(std::move(row.key()), std::move(row.mapped())); !ok) return ok;
    }
    if (auto ok = sums.finish(); !ok) return ok;
    if (m_repeated + sums.repeated() > 0)
        reading.notice(
            fmt::format("Rows that are listed twice: {}; each was counted once.", m_repeated + sums.repeated()));
    return {};
}

} // namespace assay::importers
