// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/text/formatspec.h"
#include "importers/tickets/jirahistory.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace assay::importers {
namespace jirapages {

/// Moves of one issue, gathered from as many pages as there are.
struct Gathered
{
    std::string key;
    std::vector<JiraMove> moves;
};

/// "13383" out of `…/issue/13383/changelog…`.
std::string issueOfUrl(std::string_view url)
{
    static constexpr std::string_view kIssue = "/issue/";
    const auto at = url.find(kIssue);
    if (at == std::string_view::npos) return {};
    url.remove_prefix(at + kIssue.size());
    return std::string(url.substr(0, url.find_first_of("/?")));
}

bool isNumber(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// `/issue/{id}/changelog` pages and the bulk fetch's `issueChangeLogs`.
class PagesRun
{
public:
    explicit PagesRun(Reading& reading) : m_reading(reading) {}

    Result<void> run()
    {
        const auto envelope = m_reading.eachRecord(
            {"issueChangeLogs"}, [this](const Json& record, const JsonPlace& place) { return page(record, place); });
        if (!envelope) return Failure(envelope.error());
        for (auto& [issue, gathered] : m_issues)
            if (auto ok = hand(issue, gathered); !ok) return ok;
        if (m_cut > 0)
            m_reading.notice(fmt::format(
                "Pages that are not the last of their issue: {}; fetch the following ones and import them too.",
                m_cut));
        return {};
    }

private:
    Result<void> page(const Json& record, const JsonPlace& place)
    {
        const Json body = record["response"].isObject() ? record["response"] : record;
        auto issue = record.any({"issueId", "issueIdOrKey", "key"}).text();
        if (issue.empty()) issue = issueOfUrl(body["self"].view());
        const Json histories = body.any({"values", "histories", "changeHistories"});
        if (issue.empty() || !histories.isArray()) {
            m_reading.reject(place.line, "the page does not name its issue; fetch it again", record.written(500));
            return {};
        }
        if (body["isLast"].flag() == false) ++m_cut;
        auto& gathered = m_issues[issue];
        gathered.key = record["key"].text();
        auto moves = readJiraHistory(histories.items(), m_categories);
        gathered.moves.insert(gathered.moves.end(), std::make_move_iterator(moves.begin()),
                              std::make_move_iterator(moves.end()));
        return {};
    }

    Result<void> hand(const std::string& issue, Gathered& gathered)
    {
        std::stable_sort(gathered.moves.begin(), gathered.moves.end(),
                         [](const JiraMove& a, const JiraMove& b) { return a.change.at < b.change.at; });
        const auto same = [](const JiraMove& a, const JiraMove& b) {
            return a.change.at == b.change.at && a.change.to == b.change.to;
        };
        gathered.moves.erase(std::unique(gathered.moves.begin(), gathered.moves.end(), same),
                             gathered.moves.end()); // overlapping pages
        domain::TicketRecord ticket;
        applyJiraHistory(std::move(gathered.moves), Json(), m_categories, ticket);
        domain::TicketHistoryRecord record;
        record.system = "jira";
        (isNumber(issue) ? record.id : record.key) = issue;
        if (!gathered.key.empty()) record.key = gathered.key;
        record.history = std::move(ticket.history);
        record.started = ticket.started;
        record.reopened = ticket.reopened;
        return m_reading.sink().ticketHistory(std::move(record));
    }

    Reading& m_reading;
    JiraCategories m_categories;
    std::map<std::string, Gathered> m_issues;
    std::int64_t m_cut = 0;
};

Result<void> read(Reading& reading)
{
    return PagesRun(reading).run();
}

int score(const Sniffed& seen)
{
    const bool wrapped = seen.json({"issueId", "response.values.items"});
    const bool bulk = seen.json({"issueChangeLogs.issueId"});
    const bool plain = seen.json({"values.items.field", "values.items.toString", "self"});
    return wrapped || bulk || plain ? 85 : 0;
}

} // namespace jirapages

const Importer& jiraChangelogs()
{
    static const SpecImporter kImporter({"jira-changelog", "Jira changelog pages",
                                         "values[].created, values[].items[], with the issue's id or URL",
                                         &jirapages::score, &jirapages::read});
    return kImporter;
}

} // namespace assay::importers
