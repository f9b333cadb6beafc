// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"
#include "base/result.h"
#include "domain/ids.h"

#include <optional>
#include <string>
#include <vector>

namespace assay::store {

class Database;

enum class RunState
{
    Done,
    Unchanged,
    Failed,
    Cancelled
};

/// Where data comes from: a repository or a file.
struct SourceRow
{
    domain::SourceId id;
    std::string location; ///< absolute path
    std::string name;     ///< last part of it
    std::string format;   ///< importer id; "git"
    std::string title;    ///< "Jira CSV export"
};

struct RejectRow
{
    std::string file;
    std::int64_t line = 0;
    std::string reason;
    std::string text;
};

struct NoticeRow
{
    std::string file;
    std::string text;
};

/// One reading of a source.
struct RunRow
{
    domain::RunId id;
    domain::SourceId source;
    Instant startedAt{};
    Instant finishedAt{};
    RunState state = RunState::Done;
    std::string fingerprint; ///< SHA-256 of a file; tips of a repository
    std::int64_t records = 0;
    std::int64_t added = 0;
    std::int64_t rejected = 0;
    std::string contents; ///< "18,940 commits · 3 branches"
    std::string message;  ///< the error's sentence when it failed
};

[[nodiscard]] const char* runStateId(RunState state);

/// Finds the source of this location or makes it; format and title are brought up to date.
[[nodiscard]] Result<domain::SourceId> putSource(Database& database, const SourceRow& source);
[[nodiscard]] Result<std::vector<SourceRow>> sources(const Database& database);
/// Writes a run with its rejects and notices; returns its id.
[[nodiscard]] Result<domain::RunId> putRun(Database& database, const RunRow& run, const std::vector<RejectRow>& rejects,
                                           const std::vector<NoticeRow>& notices);
/// All runs, oldest first.
[[nodiscard]] Result<std::vector<RunRow>> runs(const Database& database);
[[nodiscard]] Result<std::vector<RejectRow>> rejectsOf(const Database& database, domain::RunId run);
[[nodiscard]] Result<std::vector<NoticeRow>> noticesOf(const Database& database, domain::RunId run);
/// Fingerprint of the newest finished run of a source; empty if none.
[[nodiscard]] Result<std::string> lastFingerprint(const Database& database, const std::string& location);

/// One entry of the audit chain; hashes are made and checked by `core/governance`.
struct AuditRow
{
    std::int64_t id = 0;
    Instant at{};
    std::string action;
    std::string subject;
    std::string detail;
    std::string previous;
    std::string hash;
};
[[nodiscard]] Result<std::vector<AuditRow>> auditTrail(const Database& database);
[[nodiscard]] Result<void> appendAudit(Database& database, const AuditRow& entry);

} // namespace assay::store
