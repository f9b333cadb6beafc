// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derivejob.h"

#include "resources/resources.h"
#include "session/audit.h"
#include "session/derive/changes.h"
#include "session/derive/defects.h"
#include "session/derive/people.h"
#include "session/derive/raw.h"
#include "session/derive/tasktypes.h"
#include "session/derive/tickets.h"
#include "session/derive/verdicts.h"
#include "session/fingerprint.h"
#include "session/rules.h"
#include "store/database.h"
#include "store/settings.h"

#include <future>

namespace assay::session {
namespace {

constexpr const char* kSetting = "derived";
constexpr const char* kStale = "stale";
/// To be raised when the code here, in core/attribution, in core/linking or in core/lineage/trace comes to other
/// results by the same rules.
constexpr int kMethod = 4;

/// Of everything that ships with the program and decides what is derived.
std::string methodFingerprint()
{
    static const std::string fingerprint =
        textFingerprint(std::to_string(kMethod) + resources::rule(QStringLiteral("attribution.toml")) +
                        resources::rule(QStringLiteral("tasktypes.toml")));
    return fingerprint;
}

std::string freshState()
{
    return "fresh " + methodFingerprint();
}

void tell(const ProgressFn& progress, const char* phase)
{
    if (progress) progress({phase, 0, 0});
}

Failure stopped()
{
    return failure(ErrorCode::Cancelled,
                   "Cancelled; what was imported is kept and will be linked when the workspace is opened.");
}

std::vector<store::CommitFactRow> factsOf(const Raw& raw, const PeopleFound& people, const ChangesFound& changes,
                                          Verdicts& verdicts)
{
    std::vector<store::CommitFactRow> rows;
    rows.reserve(raw.commits.size());
    for (std::size_t i = 0; i < raw.commits.size(); ++i) {
        store::CommitFactRow row;
        row.commit = raw.commits[i].id;
        if (people.authorOfCommit[i] != 0) row.person = people.authorOfCommit[i];
        row.verdict = std::move(verdicts.commits[i]);
        row.fix = changes.fix[i];
        row.revert = changes.revert[i];
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<store::Derived> derive(const store::Database& database, const Rules& rules, const CancelToken& cancel,
                              const ProgressFn& progress, std::string& conflicts)
{
    tell(progress, "Reading what was imported");
    auto raw = Raw::read(database);
    if (!raw) return Failure(raw.error());
    const auto edges = readEdges(database);
    if (!edges) return Failure(edges.error());
    if (cancel.requested()) return stopped();
    // Tracing builds on commits and edges alone.
    auto indices = std::async(std::launch::async, [&] { return TraceIndices::build(*raw, *edges); });
    tell(progress, "Joining identities to people");
    auto people = findPeople(*raw, rules);
    if (cancel.requested()) return stopped();
    tell(progress, "Looking for evidence of AI");
    auto verdicts = judge(*raw, people.authorOfCommit, people.personOfIdentity, database, rules);
    if (!verdicts) return Failure(verdicts.error());
    if (cancel.requested()) return stopped();
    tell(progress, "Grouping commits to changes");
    auto changes = findChanges(*raw, people, *verdicts, rules);
    if (cancel.requested()) return stopped();
    tell(progress, "Linking tickets");
    auto tickets = linkTickets(*raw, changes);
    setTaskTypes(*raw, tickets, rules, changes);
    if (cancel.requested()) return stopped();
    tell(progress, "Tracing defects");
    auto defects = findDefects(*raw, changes, tickets, indices.get(), rules);

    store::Derived derived;
    derived.commitFacts = factsOf(*raw, people, changes, *verdicts);
    derived.evidence = std::move(verdicts->evidence);
    derived.questions = std::move(verdicts->questions);
    for (const auto& sentence : people.conflicts) conflicts += sentence + '\n';
    derived.people = std::move(people.people);
    derived.identities = std::move(people.identities);
    derived.suggestions = std::move(people.suggestions);
    for (std::size_t i = 0; i < changes.changeOfCommit.size(); ++i)
        if (changes.changeOfCommit[i] != 0)
            derived.changeCommits.push_back({raw->commits[i].id, {changes.changeOfCommit[i]}});
    for (auto& change : changes.changes) derived.changes.push_back(std::move(change.row));
    derived.ticketLinks = std::move(tickets.links);
    derived.commitTickets = std::move(tickets.commitLinks);
    derived.defects = std::move(defects.defects);
    derived.origins = std::move(defects.origins);
    return derived;
}

} // namespace

Result<DerivedState> derivedState(const store::Database& database)
{
    const auto state = store::setting(database, kSetting);
    if (!state) return Failure(state.error());
    if (*state == kStale) return DerivedState::Stale;
    // Nothing has been imported yet, so there is nothing that could be out of date.
    return state->empty() || *state == freshState() ? DerivedState::Fresh : DerivedState::OtherRules;
}

Result<void> markStale(store::Database& database)
{
    return store::setSetting(database, kSetting, kStale);
}

Result<void> deriveIfStale(store::Database& database, const Rules& rules, const CancelToken& cancel,
                           const ProgressFn& progress)
{
    const auto state = derivedState(database);
    if (!state) return Failure(state.error());
    if (*state == DerivedState::Fresh) return {};
    std::string conflicts; // kept with the workspace, for the list of people
    auto derived = derive(database, rules, cancel, progress, conflicts);
    if (!derived) return Failure(derived.error());
    tell(progress, "Writing the results");
    auto transaction = store::Transaction::begin(database);
    if (!transaction) return Failure(transaction.error());
    if (auto written = store::writeDerived(database, *derived); !written) return written;
    if (auto kept = store::setSetting(database, "people.conflicts", conflicts); !kept) return kept;
    if (*state == DerivedState::OtherRules)
        if (auto told = audit(database, "derive", "rules of this version", methodFingerprint()); !told) return told;
    if (auto fresh = store::setSetting(database, kSetting, freshState()); !fresh) return fresh;
    return transaction->commit();
}

} // namespace assay::session
