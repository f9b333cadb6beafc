// SPDX-License-Identifier: GPL-3.0-or-later
#include "attribution/rules.h"

#include <algorithm>

namespace assay::attribution {
namespace {

const RuleSet::Candidates& none()
{
    static const RuleSet::Candidates empty;
    return empty;
}

const RuleSet::Candidates& lookUp(const std::unordered_map<std::string, RuleSet::Candidates>& map, std::string_view key)
{
    const auto found = map.find(std::string(key));
    return found == map.end() ? none() : found->second;
}

} // namespace

double Rule::certaintyOn(Instant at) const
{
    for (const CertaintyWindow& window : windows)
        if (window.days.contains(at)) return window.certainty;
    return certainty;
}

void RuleSet::merge(const RuleSet& later)
{
    const auto removed = [&later](const Rule& rule) {
        return std::find(later.m_disabled.begin(), later.m_disabled.end(), rule.id) != later.m_disabled.end();
    };
    std::erase_if(m_rules, removed);
    for (const Rule& rule : later.m_rules) {
        const auto same =
            std::find_if(m_rules.begin(), m_rules.end(), [&rule](const Rule& r) { return r.id == rule.id; });
        if (same == m_rules.end())
            m_rules.push_back(rule);
        else
            *same = rule;
    }
    m_version = std::max(m_version, later.m_version);
    for (const auto& [word, tool] : later.m_vocabulary.tools) m_vocabulary.tools.insert_or_assign(word, tool);
    for (const auto& [word, tool] : later.m_vocabulary.personLike) m_vocabulary.personLike.insert_or_assign(word, tool);
    m_vocabulary.modelWords.insert(later.m_vocabulary.modelWords.begin(), later.m_vocabulary.modelWords.end());
    index();
}

const Rule* RuleSet::find(std::string_view id) const
{
    const auto found = std::find_if(m_rules.begin(), m_rules.end(), [id](const Rule& rule) { return rule.id == id; });
    return found == m_rules.end() ? nullptr : &*found;
}

const RuleSet::Candidates& RuleSet::forSlot(std::string_view lowerSlot) const
{
    return lookUp(m_slots, lowerSlot);
}
const RuleSet::Candidates& RuleSet::forTrailer(std::string_view lowerKey) const
{
    return lookUp(m_trailers, lowerKey);
}

void RuleSet::index()
{
    m_slots.clear();
    m_trailers.clear();
    m_subject.clear();
    m_label.clear();
    m_vocabulary.addresses.clear();
    for (Candidates& list : m_lineStart) list.clear();
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        const Rule& rule = m_rules[i];
        const auto id = static_cast<std::uint16_t>(i);
        for (const std::string& slot : rule.as) m_slots[slot].push_back(id);
        for (const std::string& key : rule.trailers) m_trailers[key].push_back(id);
        if (!rule.subjects.empty()) m_subject.push_back(id);
        if (!rule.labels.empty()) m_label.push_back(id);
        for (const std::string& line : rule.lines) {
            Candidates& list = m_lineStart[static_cast<unsigned char>(line.empty() ? '*' : line.front())];
            if (list.empty() || list.back() != id) list.push_back(id);
        }
        if (rule.automation || rule.ask) continue;
        for (const std::string& address : rule.emails)
            if (address.find('*') == std::string::npos) m_vocabulary.addresses.insert(address);
    }
}

} // namespace assay::attribution
