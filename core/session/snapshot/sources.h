// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "facts/snapshot.h"
#include "store/decisions.h"
#include "store/derived.h"
#include "store/usagereader.h"
#include "store/workreader.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace assay::session {

class Rules;

/// What the workspace holds, read once, with the look-ups that the columns are built from.
struct SnapshotSources
{
    store::Derived derived;
    std::vector<store::CommitHead> commits;
    std::vector<store::TicketRow> tickets;
    std::vector<store::IdentityRow> identities;
    std::vector<domain::RosterRecord> roster;
    std::vector<store::SeatRow> seats;
    std::vector<store::TelemetrySpanRow> spans;
    std::vector<domain::PriceRecord> prices;
    std::vector<store::DecisionRow> decisions;

    [[nodiscard]] static Result<SnapshotSources> read(const store::Database& database);

    // Row ids to indices of the columns.
    std::unordered_map<std::int64_t, facts::Index> personIndex;
    std::unordered_map<std::int64_t, facts::Index> changeIndex;
    std::unordered_map<std::int64_t, facts::Index> ticketIndex;
    std::unordered_map<std::int64_t, facts::Index> commitChange;   ///< commit → change column
    std::unordered_map<std::int64_t, std::int64_t> identityPerson; ///< identity → person row id
    std::unordered_map<std::string, std::int64_t> identityByValue; ///< "email\nx@y" → identity

    /// The person behind an identity; kNoIndex when nobody is known.
    [[nodiscard]] facts::Index personOf(domain::IdentityId identity) const;
    /// The person behind what a record says (e-mail, or login of a system).
    [[nodiscard]] facts::Index personOf(const std::string& system, const std::string& who) const;
};

/// Words to indices, in order of first use.
class Dictionary
{
public:
    explicit Dictionary(std::vector<std::string>& words) : m_words(words) {}
    facts::Index operator()(const std::string& word);

private:
    std::vector<std::string>& m_words;
    std::unordered_map<std::string, facts::Index> m_index;
};

[[nodiscard]] inline facts::Millis millis(const std::optional<Instant>& at)
{
    return at ? toUnixMillis(*at) : facts::kNoTime;
}
[[nodiscard]] inline double orNan(const std::optional<double>& value)
{
    return value.value_or(std::numeric_limits<double>::quiet_NaN());
}
/// The team a person worked in on a day; kNoIndex if none. Of several, the one with the larger share.
[[nodiscard]] facts::Index teamOn(const facts::People& people, facts::Index person, facts::EpochDay day);

// One step each, in this order; each fills its columns.
void addPeople(facts::Snapshot& snapshot, SnapshotSources& sources);
void addSeats(facts::Snapshot& snapshot, const SnapshotSources& sources, Dictionary& tools);
[[nodiscard]] Result<void> addUsage(facts::Snapshot& snapshot, const SnapshotSources& sources,
                                    const store::Database& database, Dictionary& tools);
void addChanges(facts::Snapshot& snapshot, SnapshotSources& sources, Dictionary& tools);
void addCommits(facts::Snapshot& snapshot, const SnapshotSources& sources, Dictionary& tools);
[[nodiscard]] Result<void> addDeaths(facts::Snapshot& snapshot, const SnapshotSources& sources,
                                     const store::Database& database);
[[nodiscard]] Result<void> addClassLines(facts::Snapshot& snapshot, const SnapshotSources& sources,
                                         const store::Database& database);
void addTickets(facts::Snapshot& snapshot, SnapshotSources& sources, const Rules& rules);
void addDefects(facts::Snapshot& snapshot, const SnapshotSources& sources);

} // namespace assay::session
