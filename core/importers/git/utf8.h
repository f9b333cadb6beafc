// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace assay::importers::git {

[[nodiscard]] bool isUtf8(std::string_view text);

/// Text in the encoding a commit declares (empty: none declared) as UTF-8. Undeclared text that is not UTF-8 is taken
/// as Latin-1, which is what old histories hold; bytes that the declared encoding does not know become U+FFFD.
[[nodiscard]] std::string toUtf8(std::string_view text, const std::string& encoding = {});

} // namespace assay::importers::git
