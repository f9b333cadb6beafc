// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace assay::attribution {

/// Words that name an AI tool or model in a trailer such as `Assisted-by: Claude Opus 4.6` and tell it from a person:
/// Git and the Linux kernel credit people with the same trailer.
struct Vocabulary
{
    std::unordered_map<std::string, std::string> tools; ///< word → catalogue id; unmistakable ("copilot", "codex")
    std::unordered_map<std::string, std::string>
        personLike;                             ///< also first names ("claude", "devin"): need company or solitude
    std::unordered_set<std::string> modelWords; ///< the company: "opus", "sonnet", "code", "agent"
    std::unordered_set<std::string> addresses;  ///< e-mail addresses that tools sign with

    /// The tool that `value` names, empty if it names AI but no known tool; nullopt if it names none, hence perhaps a
    /// person. The first three words decide, and a value beyond 120 bytes is prose. A value with an e-mail address
    /// counts only if the address belongs to a tool.
    [[nodiscard]] std::optional<std::string> toolIn(std::string_view value) const;
};

} // namespace assay::attribution
