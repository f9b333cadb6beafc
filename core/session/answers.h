// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/importjob.h"

namespace assay::store {
class Database;
}

namespace assay::session {

/// Keeps what the user said about a source, and what its columns mean, for the next reading. Within the transaction.
[[nodiscard]] Result<void> remember(store::Database& database, domain::SourceId source, const std::string& path,
                                    const SourceAnswers& answers, const std::string& stamp);
/// Key of a source's option that holds `fileStamp` of the reading.
inline constexpr const char* kStamp = "stamp";

} // namespace assay::session
