// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/commitwriter.h"
#include "store/decisions.h"
#include "store/derived.h"
#include "store/usagereader.h"
#include "store/workreader.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace assay::store {
class Database;
}

namespace assay::session {

/// What the lines of one commit touched, summed by class of path; filled from its files.
struct CommitFiles
{
    std::vector<std::int64_t> paths; ///< row ids
    std::vector<std::int64_t> added;
    std::vector<std::int64_t> deleted;
    std::vector<domain::FileStatus> status;
};

/// Everything that was imported, in memory, with the look-ups that linking needs. Positions are indices into the
/// vectors.
struct Raw
{
    std::vector<store::RepositoryRow> repositories;
    std::vector<store::CommitRow> commits;
    std::vector<CommitFiles> files; ///< beside `commits`
    std::unordered_map<std::int64_t, std::string> paths;
    std::vector<store::LineNoteRow> notes;
    std::vector<store::RefRow> tags;
    std::vector<store::RefRow> branches;
    std::vector<store::TicketRow> tickets;
    std::vector<store::PullRequestRow> pulls;
    std::vector<store::IdentityRow> identities;
    std::vector<domain::AuthorAlias> aliases; ///< of all `.mailmap` files
    std::vector<domain::RosterRecord> roster;
    std::vector<store::SeatRow> seats;
    std::vector<store::TelemetrySpanRow> spans;
    std::vector<store::DecisionRow> decisions;
    std::vector<domain::VendorCommitRecord> vendorCommits;

    std::unordered_map<std::int64_t, std::size_t> commitAt;        ///< by row id
    std::unordered_map<std::string, std::int64_t> identityByValue; ///< "email\nx@y" → identity

    [[nodiscard]] static Result<Raw> read(const store::Database& database);
    /// Identity of what a record says (e-mail, or login of a system); 0 if none.
    [[nodiscard]] std::int64_t identityOf(const std::string& system, const std::string& who) const;
};

} // namespace assay::session
