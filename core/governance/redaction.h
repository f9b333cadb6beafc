// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

/// What may leave the house: aggregates without a person, a message or a path, and without the names that would lead
/// to them.
namespace assay::governance {

/// Numbers in place of names: "Team 3". The same name has the same number within one document; another document counts
/// anew, so that two cannot be joined by it beyond their order.
class Aliases
{
public:
    /// `names` are numbered in the order given.
    Aliases(std::string kind, std::span<const std::string> names);
    /// A name that was not given is numbered on; one without letters ("", "–") stays as it is.
    [[nodiscard]] std::string of(std::string_view name);
    /// The text with every known name of four letters or more replaced, longest first.
    [[nodiscard]] std::string in(std::string_view text) const;

private:
    std::string m_kind;
    std::map<std::string, std::string, std::less<>> m_known;
};

} // namespace assay::governance
