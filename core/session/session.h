// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "facts/snapshot.h"
#include "present/pages/registry.h"

#include <memory>
#include <string>

namespace assay::session {

class Rules;

/// An opened workspace: its snapshot, and what the pages need beside it. Immutable once opened, so that any thread may
/// read it; after an import, open it again.
class Session
{
public:
    /// Opens a workspace, rebuilding what is derived if an import left it stale (an interrupted one, an older program).
    [[nodiscard]] static Result<std::shared_ptr<const Session>> open(const std::string& path);

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] const facts::SnapshotPtr& snapshot() const { return m_snapshot; }
    [[nodiscard]] const present::DataSummary& data() const { return m_data; }
    [[nodiscard]] const present::Decisions& decisions() const { return m_decisions; }
    [[nodiscard]] const Rules& rules() const { return *m_rules; }
    [[nodiscard]] const present::BudgetFacts& budgetFacts() const { return m_budgetFacts; }

    /// What pages are built from, for a filter.
    [[nodiscard]] present::PageInput pageInput(const facts::Filter& filter) const;

private:
    Session() = default;
    std::string m_path;
    std::shared_ptr<const Rules> m_rules;
    facts::SnapshotPtr m_snapshot;
    present::DataSummary m_data;
    present::BudgetFacts m_budgetFacts;
    present::Decisions m_decisions;
};

/// Database integrity, foreign keys, the audit chain, and totals counted again from their rows.
struct Verification
{
    struct Check
    {
        std::string what;
        bool passed = false;
        std::string finding; ///< empty when passed
    };
    std::vector<Check> checks;
    [[nodiscard]] bool passed() const;
};
[[nodiscard]] Result<Verification> verifyWorkspace(const std::string& path);

} // namespace assay::session
