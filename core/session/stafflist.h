// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/peopleboard.h"

/// A staff list as the personnel department has it, matched with the people of the data.
namespace assay::session {

/// A line that cannot be assigned as it stands, or not wholly.
struct StaffQuestion
{
    std::string line;
    std::string why; ///< a sentence
    /// What makes the accounts that may be meant one person, in the line's team; empty: nobody may be meant.
    std::vector<store::DecisionRow> ifOne;
    bool taken = false;     ///< the line's person is assigned; what is asked is whether another account is theirs too
    bool exact = false;     ///< the line's own address and login say that they are one, not only a name
    bool wholeName = false; ///< the name they share has two words or more: “Leo” is many
};

struct StaffList
{
    std::size_t lines = 0;                     ///< without the header
    std::size_t people = 0;                    ///< who is found for certain
    std::size_t repeated = 0;                  ///< lines that say again what an earlier one said
    std::size_t leavers = 0;                   ///< people whose last day is over at the end of the data
    std::vector<std::string> seenLater;        ///< of these, who was at work after their last day
    std::vector<store::DecisionRow> decisions; ///< one for each team and time of a person
    std::vector<StaffQuestion> questions;
    std::vector<std::string> contradictions; ///< sentences: people on lines with different teams; the last line counts
    std::vector<std::string> columns;        ///< the header's cells; empty without one
    std::optional<std::size_t> team;         ///< the column in which the team stands, in `columns`
    std::string teamColumn;                  ///< as its header says; empty without a header
    bool noTeams = false;                    ///< its header has no column that could be the team
    std::string fromColumn;
    std::string toColumn;
    std::string badDate;                                    ///< a date that was not understood; empty: none
    std::vector<std::pair<std::string, std::size_t>> teams; ///< with their people, largest first
    std::vector<std::string> left; ///< people of the data who are on no line and in no team, busiest first
};

struct StaffListOptions
{
    std::optional<Day> from{}; ///< since when the list holds; absent: for all time
    bool lastDays = true;      ///< its column of last days is used
    /// So is its column of first days. What somebody did before is in no team then; without it, first days only part
    /// the teams of a person on several lines.
    bool firstDays = false;
    std::optional<std::size_t> team{}; ///< the column of the team; absent: as the header says
};

/// A line per person, with an address, login or name and a team, separated by tab, semicolon or comma. The team is the
/// column headed "team", "department" or the like, else the last cell. Addresses and logins decide; a name decides only
/// where one person alone goes by it, in any of the spellings seen with an account.
[[nodiscard]] StaffList staffList(const PeopleBoard& board, const std::string& text,
                                  const StaffListOptions& options = {});

} // namespace assay::session
