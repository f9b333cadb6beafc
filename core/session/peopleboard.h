// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/cancellation.h"
#include "base/result.h"
#include "store/decisions.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Who is who, for the one who sorts it out: everything the People screen and `assay-cli people` show, and what they
/// do.
namespace assay::session {

struct BoardIdentity
{
    std::string kind; ///< "email", "login", "name", "id"
    std::string value;
    std::string reason;               ///< why it is this person's
    std::vector<std::string> names{}; ///< display names seen with it, most frequent first
};

struct BoardStay
{
    std::string team; ///< empty: none
    std::optional<Day> from;
    std::optional<Day> to;
    double share = 1;
    bool engineering = true;
    [[nodiscard]] bool holds(Day day) const { return (!from || *from <= day) && (!to || day <= *to); }
};

struct BoardPerson
{
    std::string name;
    bool bot = false;
    bool mapped = false; ///< on the roster, or in a team by hand
    std::vector<BoardIdentity> identities;
    std::vector<BoardStay> stays;
    std::string team;         ///< at the end of the data; of several the one with the largest share
    std::int64_t commits = 0; ///< without merges and automation
    std::int64_t usageDays = 0;
    std::int64_t seats = 0;
    std::optional<Day> lastSeen;
    std::vector<std::string> places; ///< where most of the commits are: "shop/src/checkout"
};

struct BoardSuggestion
{
    BoardIdentity a;
    BoardIdentity b;
    std::size_t personA = 0; ///< in PeopleBoard::people
    std::size_t personB = 0;
    double score = 0;   ///< 0 to 1
    std::string reason; ///< "same name; shared local part ada.example"
};

/// An identity that looks like an AI tool's but was chosen by somebody, or a person named like a program.
struct BoardQuestion
{
    BoardIdentity identity;
    std::string rule;
    std::string example; ///< "Name <e-mail>" as it stands in a commit
    std::int64_t commits = 0;
};

/// How much of a kind of work is by people nobody has mapped.
struct UnmappedShare
{
    std::string what; ///< "commits", "merged changes", "usage days", "seats"
    std::int64_t all = 0;
    std::int64_t unmapped = 0;
};

struct PeopleBoard
{
    std::vector<BoardPerson> people; ///< by commits, most first
    std::vector<BoardSuggestion> suggestions;
    std::vector<BoardQuestion> questions;
    std::vector<std::string> conflicts; ///< sentences
    std::vector<std::string> teams;
    std::vector<UnmappedShare> unmapped;         ///< of the work of people; that of programs is nobody's
    std::int64_t commitsLeftOut = 0;             ///< by programs, and merges
    std::vector<store::DecisionRow> teamsByHand; ///< in the order given
    std::string lastDecision;                    ///< what an undo would take back; empty: nothing
    Day asOf{};
};

[[nodiscard]] Result<PeopleBoard> peopleBoard(const std::string& workspace);
/// One sentence: "31 of 40 people are mapped; unmapped people wrote 4.2 % of the commits, …".
[[nodiscard]] std::string unmappedSentence(const PeopleBoard& board);

/// Keeps decisions as one step, tells the audit trail, and derives anew. `derive` false: later, when the workspace is
/// opened next; for a series of decisions.
[[nodiscard]] Result<void> decide(const std::string& workspace, std::vector<store::DecisionRow> decisions,
                                  bool derive = true);
/// Takes the last step back; returns what it was. A usage error when there is none.
[[nodiscard]] Result<std::string> undoDecision(const std::string& workspace);

/// The identity that `text` names: an e-mail address, a login ("github:ada", or "ada" where only one system has it), a
/// name. Fails when nobody, or more than one, is meant.
[[nodiscard]] Result<BoardIdentity> identityNamed(const PeopleBoard& board, const std::string& text);

// What can be decided. A split lets the identity stand alone, and both sides keep the teams given by hand; apart only
// these two are.
[[nodiscard]] store::DecisionRow joinOf(const BoardIdentity& a, const BoardIdentity& b);
[[nodiscard]] std::vector<store::DecisionRow> splitOf(const PeopleBoard& board, const BoardIdentity& identity);
[[nodiscard]] store::DecisionRow apartOf(const BoardIdentity& a, const BoardIdentity& b);
[[nodiscard]] store::DecisionRow markOf(const BoardIdentity& identity, store::DecisionAction action,
                                        const std::string& tool = {});
[[nodiscard]] store::DecisionRow teamOf(const BoardPerson& person, const std::string& team, std::optional<Day> from,
                                        std::optional<Day> to);

/// People whom a pattern fits, as positions in the board: words that must all occur in the name, an address, a login or
/// the team; "@example.com" a domain; "path:src/api" where they work; "team:Payments"; "unmapped"; "program"; `*`
/// stands for any text.
[[nodiscard]] std::vector<std::size_t> peopleMatching(const PeopleBoard& board, const std::string& pattern);

} // namespace assay::session
