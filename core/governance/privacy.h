// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

/// Teams, not people: names are pseudonyms unless unlocked, and no group is shown that is too small to hide in.
namespace assay::governance {

/// People behind a figure below which it is not shown. Can be raised, not lowered.
inline constexpr int kSmallestGroup = 5;

/// The limit in force: never below kSmallestGroup.
[[nodiscard]] constexpr int groupLimit(int chosen)
{
    return chosen > kSmallestGroup ? chosen : kSmallestGroup;
}
[[nodiscard]] constexpr bool showsGroup(int people, int chosenLimit = kSmallestGroup)
{
    return people >= groupLimit(chosenLimit);
}

/// Whether one hidden group among `sizes` could be worked out from the total: exactly one is below the limit, so the
/// remainder gives it away and a second, the smallest shown one, has to be hidden too.
[[nodiscard]] bool needsSecondHidden(std::span<const int> sizes, int chosenLimit = kSmallestGroup);

/// Names that stay the same within a workspace and tell nothing without its key: "Dev 7K3QF2XN". The same identity
/// under another key has another name, so that workspaces cannot be joined by them. HMAC-SHA-256, the first 40 bits in
/// Crockford's base 32: two of a thousand people collide with a probability of 5 in 10 million.
class Pseudonyms
{
public:
    /// `key`: 32 random bytes, kept in the workspace and left out of redacted copies.
    explicit Pseudonyms(std::string key) : m_key(std::move(key)) {}
    /// From the operating system's random source.
    [[nodiscard]] static std::string newKey();
    /// `identity`: anything that names the person for good: the roster's key, else the smallest e-mail address, in
    /// lower case.
    [[nodiscard]] std::string of(std::string_view identity) const;

private:
    std::string m_key;
};

} // namespace assay::governance
