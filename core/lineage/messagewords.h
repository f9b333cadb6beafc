// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay::lineage {

/// Distinct words of two letters and more, in lower case and without the commonest, as hashes in ascending order.
using Words = std::vector<std::uint64_t>;

[[nodiscard]] Words wordsOf(std::string_view text);
/// The message without lines that name the origin: whoever weighs candidates must not read the answer.
[[nodiscard]] std::string withoutTrailers(std::string_view message);
/// "net: tidy up" → "net"; empty without a colon.
[[nodiscard]] std::string areaOf(std::string_view subject);
[[nodiscard]] bool speaksOfFix(std::string_view subject);
/// Tidying, renaming, moving: changes that seldom mean to change what the program does.
[[nodiscard]] bool speaksOfTidying(std::string_view subject);
/// Abbreviated or whole commit ids that stand in the text, in lower case.
[[nodiscard]] std::vector<std::string> idsIn(std::string_view text);

} // namespace assay::lineage
