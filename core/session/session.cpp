// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session.h"

#include "session/budgetfacts.h"
#include "session/datasummary.h"
#include "session/derivejob.h"
#include "session/ruleparts.h"
#include "session/snapshot/snapshotbuilder.h"
#include "store/database.h"
#include "store/targets.h"

namespace assay::session {

Result<std::shared_ptr<const Session>> Session::open(const std::string& path)
{
    auto stale = [&]() -> Result<bool> {
        auto reading = store::Database::open(path, store::Access::ReadOnly);
        if (!reading) return Failure(reading.error());
        return isStale(*reading);
    }();
    if (!stale) return Failure(stale.error());
    if (*stale) {
        auto writing = store::Database::open(path, store::Access::ReadWrite);
        if (!writing) return Failure(writing.error());
        const auto rules = Rules::of(*writing);
        if (!rules) return Failure(rules.error());
        if (auto derived = deriveIfStale(*writing, **rules, {}, {}); !derived) return Failure(derived.error());
    }
    auto database = store::Database::open(path, store::Access::ReadOnly);
    if (!database) return Failure(database.error());
    const auto rules = Rules::of(*database);
    if (!rules) return Failure(rules.error());
    auto snapshot = buildSnapshot(*database, **rules);
    if (!snapshot) return Failure(snapshot.error());
    auto data = summarise(*database, **snapshot);
    if (!data) return Failure(data.error());
    auto budgetFacts = readBudgetFacts(*database);
    if (!budgetFacts) return Failure(budgetFacts.error());
    data->remarks = (*rules)->remarks();
    auto targets = store::targets(*database);
    if (!targets) return Failure(targets.error());
    auto history = store::verdicts(*database);
    if (!history) return Failure(history.error());
    auto acknowledged = store::acknowledgements(*database);
    if (!acknowledged) return Failure(acknowledged.error());

    std::shared_ptr<Session> session(new Session);
    session->m_path = path;
    session->m_rules = *rules;
    session->m_snapshot = *snapshot;
    session->m_data = std::move(*data);
    session->m_budgetFacts = std::move(*budgetFacts);
    session->m_decisions = {std::move(*targets), std::move(*history), std::move(*acknowledged)};
    return std::shared_ptr<const Session>(std::move(session));
}

present::PageInput Session::pageInput(const facts::Filter& filter) const
{
    auto input = present::pageInput(facts::View(m_snapshot, filter), m_data, {}, m_decisions, m_budgetFacts);
    input.benchmarks = m_rules->parts().benchmarks;
    return input;
}

} // namespace assay::session
