// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/peopleboard.h"

#include <map>

namespace assay::session {

/// Who may be meant by a text: whose address or login it is, else whose login without its system, or name. Made once
/// for a board, which must outlive it.
class BoardNames
{
public:
    struct Candidate
    {
        std::size_t person = 0; ///< in PeopleBoard::people
        const BoardIdentity* identity = nullptr;
    };

    explicit BoardNames(const PeopleBoard& board);
    /// In the order of the board; empty when nobody is meant.
    [[nodiscard]] std::vector<Candidate> find(const std::string& text) const;

private:
    using Names = std::map<std::string, std::vector<Candidate>>;
    Names m_exact;
    Names m_loose;
};

} // namespace assay::session
