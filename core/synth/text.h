// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "synth/organisation.h"
#include "synth/random.h"

#include <string>

/// The words of the made-up organisation: titles, branch names, messages and lines of code.
namespace assay::synth {

/// "Add proration to the refund ledger": names the kind of work as people do, so that the rules for task types have
/// something to read.
[[nodiscard]] std::string workTitle(Random& random, domain::TaskType task, int team);
/// "feat", "fix", "test", …
[[nodiscard]] const char* conventionalPrefix(domain::TaskType task);
/// `add-proration-to-the-refund-ledger`, at most 48 characters.
[[nodiscard]] std::string slug(const std::string& title);
/// Directory below `src/` of a team.
[[nodiscard]] const char* directoryOf(int team);
/// Directory and name of a team's nth file: "refund_ledger/group_00/part_012".
[[nodiscard]] std::string fileStem(int team, int nth);
/// One line of a file. Every serial number of a repository gives another line, so that a diff finds exactly the lines
/// that were edited. Ends with a line break.
[[nodiscard]] std::string lineText(FileKind kind, std::uint32_t serial);
/// Whether that line holds nothing but a comment.
[[nodiscard]] bool isCommentLine(FileKind kind, std::uint32_t serial);

} // namespace assay::synth
