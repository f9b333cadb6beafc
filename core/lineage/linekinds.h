// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineage/commentsyntax.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace assay::lineage {

/// Tells code lines from blank and comment lines, top to bottom, skipping over stretches nobody asks about. A line with
/// code beside its comment is code. Strings that begin a statement in Python (documentation strings) count as comments.
class LineKinds
{
public:
    /// `syntax` may be null. The text must outlive the scanner.
    LineKinds(std::string_view text, const CommentSyntax* syntax);

    /// Moves down to `line` (0-based), which begins at byte `offset`, without looking at what lies between.
    void jumpTo(std::uint32_t line, std::size_t offset);
    /// Moves down to `line` without judging what lies between; never back up.
    void skipTo(std::uint32_t line);
    /// Judges the next line: true for code.
    [[nodiscard]] bool nextIsCode();
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }

private:
    [[nodiscard]] std::size_t lineEnd(std::size_t at) const;
    void catchUp();
    bool leapToLastBlock();
    bool scan(std::string_view line);
    [[nodiscard]] bool isNoComment(std::string_view rest) const;
    std::size_t scanCode(std::string_view line, std::size_t at, bool& code);
    std::size_t afterString(std::string_view line, std::size_t at);

    std::string_view m_text;
    const CommentSyntax* m_syntax;
    std::array<bool, 256> m_special{}; ///< characters with which a comment or a string may open
    std::size_t m_at = 0;              ///< start of the next line
    std::size_t m_judged = 0;          ///< up to here the state below is known
    std::uint32_t m_line = 0;
    std::string_view m_close;   ///< what ends the open block or long string; empty: none is open
    bool m_closeIsCode = false; ///< the open thing is a string, not a comment
};

/// Same line but for blanks: a change of nothing.
[[nodiscard]] bool equalButForSpace(std::string_view a, std::string_view b);

} // namespace assay::lineage
