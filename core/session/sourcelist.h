// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/derived.h"
#include "store/importlog.h"

#include <string>
#include <vector>

namespace assay::session {

/// A source with its readings, oldest first.
struct SourceWithRuns
{
    store::SourceRow source;
    std::vector<store::RunRow> runs;
};
[[nodiscard]] Result<std::vector<SourceWithRuns>> sourceList(const std::string& workspace);
/// Rejected rows of one reading; a reading that does not exist is a usage error.
[[nodiscard]] Result<std::vector<store::RejectRow>> rejectedRows(const std::string& workspace, std::int64_t run);

/// An identity and whom it was joined to.
struct IdentityJoin
{
    store::IdentityRow identity;
    std::string person; ///< empty: nobody
    bool bot = false;
    bool onRoster = false;
    std::string reason;
};
struct PeopleList
{
    std::vector<IdentityJoin> identities;
    struct Suggestion
    {
        std::string a;
        std::string b;
        double score = 0;
        std::string reason;
    };
    std::vector<Suggestion> suggestions;
};
[[nodiscard]] Result<PeopleList> peopleList(const std::string& workspace);

} // namespace assay::session
