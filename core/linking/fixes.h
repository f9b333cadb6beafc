// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Which work repairs earlier work. A defect is a bug ticket with a fixing change, or a fixing or reverting commit
/// without one.
namespace assay::linking {

/// What one commit message (or pull request: title, blank line, body) says about repairing.
struct RepairSigns
{
    bool fix = false;                 ///< repairs a defect
    bool revert = false;              ///< takes an earlier commit back
    bool reapply = false;             ///< takes a revert back: neither fix nor revert
    std::vector<std::string> reverts; ///< hex ids of "This reverts commit …", possibly abbreviated
    std::string revertedSubject;      ///< of `Revert "…"`, to find the commit where no id is given
    std::vector<std::string>
        fixes;       ///< hex ids of `Fixes: 54a4f0239f2e ("…")` trailers: the origin, named by the author
    std::string why; ///< the words that decided: "conventional commit fix", "Fixes trailer", "revert subject"
};

/// Reads the signs. A fix is a `fix:` or `hotfix:` or `bugfix:` conventional commit (also with scope and "!"), a
/// `Fixes:` trailer with an object id, or a subject that begins with fix/fixes/fixed/bugfix/hotfix; but not fixes of
/// typos, tests, style, documentation, warnings, builds and merges ("fix typo", "fix lint", "fix tests", "fix(docs)"),
/// which repair no product defect. The closing words of issue trackers
/// ("fixes #12") make a fix only if the ticket is a bug: that is the caller's to know.
[[nodiscard]] RepairSigns readRepairSigns(std::string_view message);

/// Whether a ticket is a defect by its type and labels as exported ("Bug", "Defect", "Incident", label "type: bug", …).
[[nodiscard]] bool isBugTicket(std::string_view type, std::span<const std::string> labels);
/// Whether a label names security ("security", "type: vulnerability", "CVE-2026-1") …
[[nodiscard]] bool hasSecurityLabel(std::span<const std::string> labels);
/// … or the duties of compliance ("compliance", "audit", "gdpr", "sox", …).
[[nodiscard]] bool hasComplianceLabel(std::span<const std::string> labels);

} // namespace assay::linking
