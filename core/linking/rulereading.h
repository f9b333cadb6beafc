// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/asciitext.h"
#include "base/result.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <string>
#include <string_view>
#include <vector>

/// Reading of rule files, shared by the rules of this module. Private to it.
namespace assay::linking {

[[nodiscard]] inline Result<toml::table> ruleTable(std::string_view text, std::string_view file)
{
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& broken) {
        return failure(ErrorCode::InputMalformed, fmt::format("{}, line {}: {}; correct the file.", file,
                                                              broken.source().begin.line, broken.description()));
    }
}

[[nodiscard]] inline Failure ruleFailure(std::string_view file, const toml::node& at, std::string_view what)
{
    return failure(ErrorCode::InputMalformed, fmt::format("{}, line {}: {}", file, at.source().begin.line, what));
}

/// A text or a list of texts in lower case; anything else is left out.
[[nodiscard]] inline std::vector<std::string> lowerWords(const toml::node* node)
{
    std::vector<std::string> words;
    if (node == nullptr) return words;
    const auto take = [&words](const toml::node& item) {
        if (const auto text = item.value<std::string>()) words.push_back(asciiLowered(*text));
    };
    if (const toml::array* list = node->as_array())
        for (const toml::node& item : *list) take(item);
    else
        take(*node);
    return words;
}

} // namespace assay::linking
