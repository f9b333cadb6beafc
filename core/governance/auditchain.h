// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/instant.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The audit trail as a hash chain: every entry carries the hash of the one before it, so that an entry changed,
/// inserted, dropped or moved later is found. Dropping the newest entries leaves a shorter but sound chain; who has to
/// rule that out keeps the head's hash elsewhere (each report prints it) and gives it to `verifyChain`.
namespace assay::governance {

struct AuditEntry
{
    Instant at{};
    std::string action;   ///< "import", "setting", "target", "export", …
    std::string subject;  ///< what it was done to
    std::string detail;   ///< more of it, as text
    std::string previous; ///< hash of the entry before, 64 hex digits
    std::string hash;     ///< of this entry, 64 hex digits
};

/// What the first entry names as the one before it: 64 zeros.
[[nodiscard]] std::string chainBegin();

/// Hash of an entry: SHA-256 over "assay-audit-1" and previous, at (milliseconds since 1970), action, subject and
/// detail, each preceded by its length in bytes and a colon and followed by a line end. The lengths make the form
/// unambiguous: moving text from one field to the next changes it. `hash` itself is not part of it.
[[nodiscard]] std::string hashOf(const AuditEntry& entry);

/// The entry, ready to be stored behind the one with the hash `previous` (empty: the chain begins here).
[[nodiscard]] AuditEntry chained(Instant at, std::string action, std::string subject, std::string detail,
                                 std::string_view previous);

struct ChainBreak
{
    std::size_t index = 0; ///< of the first entry that does not fit; the number of entries if the head is missing
    std::string reason;    ///< one sentence
};

/// Checks a chain from its beginning; nullopt if it is sound. `expectedHead`: hash that must occur in it (empty: not
/// asked for). `begin`: the hash before the first entry given, to check a part.
[[nodiscard]] std::optional<ChainBreak> verifyChain(std::span<const AuditEntry> entries,
                                                    std::string_view expectedHead = {}, std::string_view begin = {});

} // namespace assay::governance
