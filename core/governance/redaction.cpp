// SPDX-License-Identifier: GPL-3.0-or-later
#include "governance/redaction.h"

#include <algorithm>
#include <vector>

namespace assay::governance {

namespace {

bool says(std::string_view name)
{
    return std::any_of(name.begin(), name.end(),
                       [](char c) {
                           const auto byte = static_cast<unsigned char>(c);
                           return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                                  (byte >= 'a' && byte <= 'z') ||
                                  byte >= 0xc3; // letters beyond ASCII; a dash begins with 0xe2
                       }) &&
           name != "–" && name != "—";
}

} // namespace

Aliases::Aliases(std::string kind, std::span<const std::string> names) : m_kind(std::move(kind))
{
    for (const std::string& name : names) (void)of(name);
}

std::string Aliases::of(std::string_view name)
{
    if (!says(name)) return std::string(name);
    if (const auto found = m_known.find(name); found != m_known.end()) return found->second;
    return m_known.emplace(name, m_kind + " " + std::to_string(m_known.size() + 1)).first->second;
}

std::string Aliases::in(std::string_view text) const
{
    constexpr std::size_t kShortest = 4;
    std::vector<std::string_view> names;
    for (const auto& [name, alias] : m_known)
        if (name.size() >= kShortest) names.push_back(name);
    std::stable_sort(names.begin(), names.end(),
                     [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto found = std::find_if(names.begin(), names.end(),
                                        [&](std::string_view name) { return text.substr(at).starts_with(name); });
        if (found == names.end()) {
            out += text[at++];
        } else {
            out += m_known.find(*found)->second;
            at += found->size();
        }
    }
    return out;
}

} // namespace assay::governance
