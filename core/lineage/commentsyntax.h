// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

namespace assay::lineage {

/// How a language writes comments and strings: all that is needed to tell code from comment, no grammar.
struct CommentSyntax
{
    struct Block
    {
        std::string_view open;
        std::string_view close;
    };
    std::string_view language;              ///< "C", "Python"
    std::array<std::string_view, 2> line{}; ///< "//", "#"; unused ones are empty
    std::array<Block, 2> block{};           ///< "/*" … "*/"
    std::string_view quotes;                ///< characters that open a string ending on the same line
    std::string_view longQuotes;            ///< characters that open a string over several lines (back-tick)
    std::string_view notLine{};             ///< begins like a line comment, but is code: "#[" of PHP's attributes
};

/// By file name; nullptr when the language is not known: then only blank lines are told apart.
[[nodiscard]] const CommentSyntax* commentSyntaxOf(std::string_view fileName);

} // namespace assay::lineage
