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
namespace {

Result<DerivedState> stateOf(const std::string& path)
{
    auto reading = store::Database::open(path, store::Access::ReadOnly);
    if (!reading) return Failure(reading.error());
    return derivedState(*reading);
}

Result<void> deriveAgain(const std::string& path)
{
    auto writing = store::Database::open(path, store::Access::ReadWrite);
    if (!writing) return Failure(writing.error());
    const auto rules = Rules::of(*writing);
    if (!rules) return Failure(rules.error());
    return deriveIfStale(*writing, **rules, {}, {});
}

} // namespace

Result<std::shared_ptr<const Session>> Session::open(const std::string& path)
{
    auto state = stateOf(path);
    if (!state) return Failure(state.error());
    std::string unwritable;
    if (*state != DerivedState::Fresh) {
        if (auto derived = deriveAgain(path); !derived) {
            // Whole results by other rules can still be looked at; half of them cannot.
            if (*state == DerivedState::Stale) return Failure(derived.error());
            unwritable = derived.error().message;
        }
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
    if (!unwritable.empty())
        data->remarks.push_back("Links and evidence are those of another version of Assay and were not worked out "
                                "anew: " +
                                unwritable);
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
    input.glossary = m_rules->parts().glossary;
    return input;
}

} // namespace assay::session
