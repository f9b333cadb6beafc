// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Names and addresses, made comparable. Only for suggestions: nothing here is certain enough to join people.
namespace assay::linking {

/// The words of a name in lower case without accents, sorted: "Example, Ada" and "ada example" give the same; initials
/// stay.
[[nodiscard]] std::vector<std::string> nameWords(std::string_view name);
/// Words of a name that says nothing: "Your Name", as git's own instructions have it.
[[nodiscard]] bool isPlaceholder(const std::vector<std::string>& words);
/// Words joined with a blank.
[[nodiscard]] std::string joinedWords(const std::vector<std::string>& words);
/// The part before `@` in lower case without "+tag"; empty for other texts and for words that many share (info, admin,
/// git, …).
[[nodiscard]] std::string localPart(std::string_view email);
/// The address without "+tag" in lower case, and without dots in the local part where the provider ignores them.
[[nodiscard]] std::string canonicalEmail(std::string_view email);
/// "github:octocat" → "octocat", in lower case.
[[nodiscard]] std::string bareLogin(std::string_view login);
/// Levenshtein distance, cut at `limit + 1`.
[[nodiscard]] int editDistance(std::string_view a, std::string_view b, int limit);

} // namespace assay::linking
