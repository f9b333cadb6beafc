// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/derive/tickets.h"

#include "linking/ticketkeys.h"
#include "store/words.h"

#include <algorithm>
#include <map>

namespace assay::session {
namespace {

using linking::KeyChannel;

/// Below this a mention is a remark, not a link: "see also PAY-12" does not make work for PAY-12.
constexpr double kLinkFrom = 0.75;

/// Links of one kind, the strongest of each pair.
class Links
{
public:
    void add(std::int64_t ticket, std::int64_t other, KeyChannel channel)
    {
        if (linking::keyStrength(channel) < kLinkFrom) return;
        const auto [entry, fresh] = m_links.try_emplace({ticket, other}, channel);
        if (!fresh && linking::keyStrength(channel) > linking::keyStrength(entry->second)) entry->second = channel;
    }
    [[nodiscard]] const std::map<std::pair<std::int64_t, std::int64_t>, KeyChannel>& all() const { return m_links; }

private:
    std::map<std::pair<std::int64_t, std::int64_t>, KeyChannel> m_links;
};

class Linker
{
public:
    Linker(const Raw& raw, const ChangesFound& changes) : m_raw(raw), m_changes(changes), m_finder(keysOf(raw))
    {
        for (const auto& row : raw.tickets) m_ticketByKey.emplace(row.ticket.key, row.id.value);
        for (const auto& repository : raw.repositories) m_slug.emplace(repository.id.value, slugOf(repository));
    }

    TicketsFound run()
    {
        for (std::size_t i = 0; i < m_raw.commits.size(); ++i) fromCommit(i);
        for (const auto& change : m_changes.changes) fromChange(change);
        for (const auto& row : m_raw.tickets) fromTicket(row);
        TicketsFound found;
        for (const auto& [pair, channel] : m_toChange.all())
            found.links.push_back(
                {{pair.first}, {pair.second}, linking::keyChannelId(channel), linking::keyStrength(channel)});
        for (const auto& [pair, channel] : m_toCommit.all())
            found.commitLinks.push_back({{pair.second}, {pair.first}, linking::keyChannelId(channel)});
        return found;
    }

private:
    static std::vector<std::string> keysOf(const Raw& raw)
    {
        std::vector<std::string> keys;
        for (const auto& row : raw.tickets) keys.push_back(row.ticket.key);
        return keys;
    }

    static std::string slugOf(const store::RepositoryRow& repository)
    {
        auto url = repository.remoteUrl;
        if (url.size() > 4 && url.compare(url.size() - 4, 4, ".git") == 0) url.resize(url.size() - 4);
        std::replace(url.begin(), url.end(), ':', '/');
        const auto last = url.rfind('/');
        const auto before = last == std::string::npos || last == 0 ? std::string::npos : url.rfind('/', last - 1);
        return before == std::string::npos ? repository.name : url.substr(before + 1);
    }

    template <class Add>
    void each(const std::vector<linking::TicketMention>& mentions, const Add& add) const
    {
        for (const auto& mention : mentions) {
            const auto ticket = m_ticketByKey.find(mention.key);
            if (mention.known && ticket != m_ticketByKey.end()) add(ticket->second, mention.channel);
        }
    }

    void fromCommit(std::size_t i)
    {
        const auto& commit = m_raw.commits[i];
        each(m_finder.inMessage(commit.message, m_slug.at(commit.repository.value)),
             [&](std::int64_t ticket, KeyChannel channel) {
                 m_toCommit.add(ticket, commit.id.value, channel);
                 if (const auto change = m_changes.changeOfCommit[i]; change != 0)
                     m_toChange.add(ticket, change, channel);
             });
    }

    void fromChange(const FoundChange& change)
    {
        const auto id = change.row.id.value;
        const auto add = [&](std::int64_t ticket, KeyChannel channel) {
            m_toChange.add(ticket, id, channel);
            if (linking::keyStrength(channel) < kLinkFrom) return;
            for (const auto commit : change.commits)
                if (m_raw.commits[commit].parents.size() < 2)
                    m_toCommit.add(ticket, m_raw.commits[commit].id.value, channel);
        };
        if (!change.branch.empty()) each(m_finder.inBranch(change.branch, change.row.repository), add);
        if (change.pull == nullptr) return;
        const auto& p = change.pull->pullRequest;
        each(m_finder.inPullRequest({p.repository, p.title, p.body, p.sourceBranch, p.closes}), add);
    }

    /// The ticket names its pull requests: a URL ending in "/pull/12", or "owner/repo#12".
    void fromTicket(const store::TicketRow& row)
    {
        for (const auto& text : row.ticket.linkedChanges) {
            const auto at = text.find_last_of("/#");
            if (at == std::string::npos) continue;
            const auto number = std::strtoll(text.c_str() + at + 1, nullptr, 10);
            if (number <= 0) continue;
            const auto wanted = store::lowered(text);
            for (const auto& change : m_changes.changes) {
                if (change.pull == nullptr || change.pull->pullRequest.number != number) continue;
                const auto repository = store::lowered(change.pull->pullRequest.repository);
                if (repository.empty() || wanted.find(repository) != std::string::npos)
                    m_toChange.add(row.id.value, change.row.id.value, KeyChannel::TicketSide);
            }
        }
    }

    const Raw& m_raw;
    const ChangesFound& m_changes;
    linking::TicketFinder m_finder;
    std::unordered_map<std::string, std::int64_t> m_ticketByKey;
    std::unordered_map<std::int64_t, std::string> m_slug;
    Links m_toChange;
    Links m_toCommit;
};

} // namespace

TicketsFound linkTickets(const Raw& raw, const ChangesFound& changes)
{
    if (raw.tickets.empty()) return {};
    return Linker(raw, changes).run();
}

} // namespace assay::session
