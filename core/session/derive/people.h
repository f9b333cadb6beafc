// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/derive/raw.h"

#include <unordered_map>
#include <vector>

namespace assay::session {

class Rules;

/// Who is who.
struct PeopleFound
{
    std::vector<store::PersonRow> people;
    std::vector<store::PersonIdentityRow> identities;
    std::vector<store::SuggestionRow> suggestions;
    std::vector<std::string> conflicts; ///< sentences: what the roster or a decision claims and cannot be
    std::unordered_map<std::int64_t, std::int64_t> personOfIdentity; ///< identity row → person row
    std::unordered_map<std::int64_t, bool> bot;                      ///< person row → is a program
    std::vector<std::int64_t> authorOfCommit;                        ///< beside Raw::commits; 0 unknown

    [[nodiscard]] std::int64_t personOf(const Raw& raw, const std::string& system, const std::string& who) const;
};

[[nodiscard]] PeopleFound findPeople(const Raw& raw, const Rules& rules);

} // namespace assay::session
