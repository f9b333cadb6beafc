// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/formats.h"
#include "importers/text/reading.h"
#include "importers/text/sniff.h"
#include "importers/tickets/jirahistory.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::importers {
namespace jirajson {

using domain::StatusCategory;

/// E-mail, else the Server login, else the display name, else the account id.
std::string person(const Json& user)
{
    for (const std::string_view key : {"emailAddress", "name", "displayName", "accountId"})
        if (auto text = user[key].text(); !text.empty()) return text;
    return {};
}

class JiraJsonRun
{
public:
    explicit JiraJsonRun(Reading& reading) : m_reading(reading) {}

    Result<void> run()
    {
        // Status ids carry their category only where an issue has that status now: collect them first, so that the
        // result does not depend on the order of the issues.
        const auto collect = [this](const Json& record, const JsonPlace&) -> Result<void> {
            m_categories.learn(record["fields"]["status"]);
            if (record["statusCategory"].isObject()) m_categories.learn(record);
            return {};
        };
        CollectingOnly silent;
        Reading first(m_reading.input(), silent, m_reading.cancel(), {});
        if (auto ok = first.eachRecord({"issues"}, collect); !ok) return Failure(ok.error());
        const auto envelope = m_reading.eachRecord(
            {"issues"}, [this](const Json& record, const JsonPlace& place) { return one(record, place); });
        if (!envelope) return Failure(envelope.error());
        notices(*envelope);
        return {};
    }

private:
    /// A sink for the first pass: what it would reject is rejected in the second.
    class CollectingOnly final : public RecordSink
    {
        Result<void> commit(domain::CommitRecord&&) override { return {}; }
        Result<void> tag(domain::TagRecord&&) override { return {}; }
        Result<void> branch(domain::BranchRecord&&) override { return {}; }
        Result<void> lineNote(domain::LineNoteRecord&&) override { return {}; }
        Result<void> lineEdge(domain::LineEdge&&) override { return {}; }
        Result<void> commitLineage(domain::CommitLineage&&) override { return {}; }
        Result<void> ticket(domain::TicketRecord&&) override { return {}; }
        Result<void> pullRequest(domain::PullRequestRecord&&) override { return {}; }
        Result<void> usageDay(domain::UsageDayRecord&&) override { return {}; }
        Result<void> seat(domain::SeatRecord&&) override { return {}; }
        Result<void> roster(domain::RosterRecord&&) override { return {}; }
        Result<void> price(domain::PriceRecord&&) override { return {}; }
        Result<void> invoice(domain::InvoiceRecord&&) override { return {}; }
        void reject(Reject&&) override {}
        void notice(Notice&&) override {}
    };

    Result<void> one(const Json& record, const JsonPlace& place)
    {
        ++m_rows;
        const Json fields = record["fields"];
        domain::TicketRecord ticket;
        ticket.system = "jira";
        ticket.key = record["key"].text();
        ticket.id = record["id"].text();
        if (ticket.key.empty() || !fields.isObject()) {
            if (record["statusCategory"].isObject()) return {}; // a status list beside the issues
            m_reading.reject(place.line,
                             ticket.key.empty() && record["id"].present()
                                 ? "the issue has only its id; export it again with its fields (fields=*all)"
                                 : "the issue has no key or no fields; export it again with fields=*all",
                             record.written(500));
            return {};
        }
        texts(fields, ticket);
        if (auto bad = stamps(fields, ticket); !bad.empty()) {
            m_reading.reject(place.line, ticket.key + ": " + bad, record.written(500));
            return {};
        }
        const Json changelog = record["changelog"];
        const auto histories = changelog.any({"histories", "values"});
        applyJiraHistory(readJiraHistory(histories.items(), m_categories), fields["status"], m_categories, ticket);
        if (changelog["total"].integer().value_or(0) > static_cast<std::int64_t>(histories.items().size()))
            ++m_cutHistories;
        return m_reading.sink().ticket(std::move(ticket));
    }

    static void texts(const Json& fields, domain::TicketRecord& ticket)
    {
        ticket.title = fields["summary"].text();
        ticket.type = fields["issuetype"]["name"].text();
        ticket.status = fields["status"]["name"].text();
        ticket.resolution = fields["resolution"]["name"].text();
        ticket.priority = fields["priority"]["name"].text();
        for (const Json& label : fields["labels"].items()) ticket.labels.push_back(label.text());
        ticket.assignee = person(fields["assignee"]);
        ticket.reporter = person(fields["reporter"]);
        ticket.project = fields["project"]["key"].text();
        if (ticket.project.empty()) ticket.project = ticket.key.substr(0, ticket.key.rfind('-'));
        ticket.parent = fields["parent"]["key"].text();
        if (ticket.parent.empty()) ticket.parent = fields["epic"]["key"].text();
    }

    /// Empty, or what is wrong.
    static std::string stamps(const Json& fields, domain::TicketRecord& ticket)
    {
        const auto read = [&fields](std::string_view key, std::optional<Instant>& to) {
            const auto text = fields[key].text();
            if (text.empty()) return std::string();
            to = parseIsoInstant(text);
            return to ? std::string()
                      : fmt::format("\"{}\" in {} is no time stamp with an offset; correct it", text, key);
        };
        for (auto [key, to] : {std::pair{"created", &ticket.created}, std::pair{"updated", &ticket.updated},
                               std::pair{"resolutiondate", &ticket.resolved}})
            if (auto bad = read(key, *to); !bad.empty()) return bad;
        return {};
    }

    void notices(const std::map<std::string, std::string, std::less<>>& envelope)
    {
        if (m_cutHistories > 0)
            m_reading.notice(fmt::format(
                "{} issues have a change history that was cut off; fetch their changelog pages and import them too.",
                m_cutHistories));
        const auto total = envelope.find("total");
        const auto all = total == envelope.end() ? std::nullopt : integerFromText(total->second);
        if (all && *all > m_rows)
            m_reading.notice(
                fmt::format("It holds {} of {} issues; fetch the remaining pages and import them too.", m_rows, *all));
        const auto last = envelope.find("isLast");
        if (last != envelope.end() && last->second == "false")
            m_reading.notice("Its last page says that more pages follow; fetch them and import them too.");
        if (m_categories.contradictions() > 0)
            m_reading.notice(fmt::format("Statuses that come with different categories: {}; their names decided.",
                                         m_categories.contradictions()));
        for (const auto& [status, count] : m_categories.unknown())
            m_reading.notice(
                fmt::format("Status \"{}\" ({} times) is not known to be open, in progress or done.", status, count));
    }

    Reading& m_reading;
    JiraCategories m_categories;
    std::int64_t m_rows = 0;
    std::int64_t m_cutHistories = 0;
};

class JiraJson final : public Importer
{
public:
    std::string_view id() const override { return "jira-json"; }
    std::string_view title() const override { return "Jira REST issues"; }
    std::string_view needs() const override
    {
        return "issues[].key, issues[].fields.created; better with fields=*all and expand=changelog";
    }
    int canRead(const Sample& sample) const override
    {
        const auto& seen = sniffed(sample);
        if (seen.json({"issues.key", "issues.fields"}) || seen.json({"key", "fields.status"}) ||
            seen.json({"key", "fields.created"}))
            return 90;
        if (seen.json({"issues.id", "issues.self"}) ||
            (seen.json({"issues.id"}) && seen.anyPath({"nextPageToken", "isLast"})))
            return 60;
        return 0;
    }
    Result<void> read(const Input& input, RecordSink& sink, const CancelToken& cancel,
                      const ProgressFn& progress) const override
    {
        Reading reading(input, sink, cancel, progress);
        return JiraJsonRun(reading).run();
    }
};

} // namespace jirajson

const Importer& jiraJson()
{
    static const jirajson::JiraJson kImporter;
    return kImporter;
}

} // namespace assay::importers
