// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/peopleboard.h"

#include <map>

namespace assay::session {

/// Who may be meant by a text. Made once for a board, which must outlive it.
class BoardNames
{
public:
    struct Candidate
    {
        std::size_t person = 0; ///< in PeopleBoard::people
        const BoardIdentity* identity = nullptr;
    };

    explicit BoardNames(const PeopleBoard& board);
    /// Whose address or login it is, else whose login without its system, or name. In the order of the board; empty
    /// when nobody is meant.
    [[nodiscard]] std::vector<Candidate> find(const std::string& text) const;
    /// People with this address or login; "octocat" is the login of "github:octocat" and of GitHub's address for it.
    [[nodiscard]] std::vector<std::size_t> withAccount(const std::string& text) const;
    /// People who go by a name: in any spelling seen with one of their accounts, whatever the order of its words.
    [[nodiscard]] std::vector<std::size_t> withName(const std::string& text) const;

private:
    using Names = std::map<std::string, std::vector<Candidate>>;
    void addLogin(std::size_t person, const BoardIdentity& identity);

    Names m_exact;
    Names m_logins;                                           ///< without their system; one candidate a person
    Names m_names;                                            ///< as people are shown
    std::map<std::string, std::vector<std::size_t>> m_byName; ///< by the words of the name
};

} // namespace assay::session
