// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/exportfiles.h"

#include "importers/importer.h"
#include "linking/tasktype.h"
#include "support/places.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace assay;
using namespace assay::synth;

namespace {

/// Keeps what the importers hand over.
class ListSink final : public importers::RecordSink
{
public:
    Result<void> commit(domain::CommitRecord&&) override { return {}; }
    Result<void> tag(domain::TagRecord&&) override { return {}; }
    Result<void> branch(domain::BranchRecord&&) override { return {}; }
    Result<void> lineNote(domain::LineNoteRecord&&) override { return {}; }
    Result<void> lineEdge(domain::LineEdge&&) override { return {}; }
    Result<void> commitLineage(domain::CommitLineage&&) override { return {}; }
    Result<void> ticket(domain::TicketRecord&& record) override { return keep(tickets, std::move(record)); }
    Result<void> pullRequest(domain::PullRequestRecord&& record) override { return keep(pulls, std::move(record)); }
    Result<void> usageDay(domain::UsageDayRecord&& record) override { return keep(usage, std::move(record)); }
    Result<void> seat(domain::SeatRecord&& record) override { return keep(seats, std::move(record)); }
    Result<void> roster(domain::RosterRecord&& record) override { return keep(rosterRows, std::move(record)); }
    Result<void> price(domain::PriceRecord&& record) override { return keep(prices, std::move(record)); }
    Result<void> invoice(domain::InvoiceRecord&& record) override { return keep(invoices, std::move(record)); }
    void reject(importers::Reject&& reject) override { rejects.push_back(reject.file + ": " + reject.reason); }
    void notice(importers::Notice&& notice) override { notices.push_back(notice.file + ": " + notice.text); }

    std::vector<domain::TicketRecord> tickets;
    std::vector<domain::PullRequestRecord> pulls;
    std::vector<domain::UsageDayRecord> usage;
    std::vector<domain::SeatRecord> seats;
    std::vector<domain::RosterRecord> rosterRows;
    std::vector<domain::PriceRecord> prices;
    std::vector<domain::InvoiceRecord> invoices;
    std::vector<std::string> rejects;
    std::vector<std::string> notices;

private:
    template <class Row>
    static Result<void> keep(std::vector<Row>& rows, Row&& row)
    {
        rows.push_back(std::move(row));
        return {};
    }
};

} // namespace

/// The importers read what was written, and find in it what the organisation holds.
class TestExportImport : public QObject
{
    Q_OBJECT

private:
    Organisation m_made;
    QTemporaryDir m_folder;
    ExportManifest m_manifest;
    ListSink m_sink;

private Q_SLOTS:
    void initTestCase()
    {
        OrganisationSpec spec;
        spec.developers = 60;
        spec.months = 12;
        m_made = makeOrganisation(spec);
        const auto written = writeFiles(m_made, m_folder.path().toStdString());
        QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
        m_manifest = *written;
        for (const auto& file : m_manifest.files) {
            const std::string path = m_manifest.folder + '/' + file.path;
            const auto recognised = importers::recognise(path);
            QVERIFY2(recognised.has_value(), recognised ? "" : recognised.error().message.c_str());
            QCOMPARE(std::string(recognised->importer->id()), file.format);
            const auto read = recognised->importer->read({path, {}}, m_sink, {}, {});
            QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        }
    }

    void nothingIsRejected()
    {
        QVERIFY2(m_sink.rejects.empty(), m_sink.rejects.empty() ? "" : m_sink.rejects.front().c_str());
        for (const auto& notice : m_sink.notices)
            QVERIFY2(notice.find("who is eligible was told from the role") != std::string::npos, notice.c_str());
    }

    void countsAgree()
    {
        QCOMPARE(static_cast<std::int64_t>(m_sink.tickets.size()), m_manifest.tickets);
        QCOMPARE(static_cast<std::int64_t>(m_sink.pulls.size()), m_manifest.pullRequests);
        QCOMPARE(static_cast<std::int64_t>(m_sink.usage.size()), m_manifest.usageDays);
        QCOMPARE(static_cast<std::int64_t>(m_sink.seats.size()), m_manifest.seats);
        QCOMPARE(static_cast<std::int64_t>(m_sink.rosterRows.size()), m_manifest.rosterRows);
        QCOMPARE(static_cast<std::int64_t>(m_sink.prices.size()), m_manifest.prices);
        QCOMPARE(static_cast<std::int64_t>(m_sink.invoices.size()), m_manifest.invoiceLines);
    }

    void ticketsKeepTheirMoments()
    {
        std::map<std::string, const domain::TicketRecord*> byKey;
        for (const auto& ticket : m_sink.tickets) byKey[ticket.key] = &ticket;
        for (int row = 0; row < static_cast<int>(m_made.tickets.size()); ++row) {
            const auto& made = m_made.tickets[static_cast<std::size_t>(row)];
            const auto* read = byKey.at(m_made.ticketKey(row));
            QCOMPARE(*read->created, made.created);
            QCOMPARE(read->title, made.title);
            QCOMPARE(read->history.size(), made.history.size());
            QCOMPARE(read->started.has_value(), made.started.has_value());
            if (made.started) QCOMPARE(*read->started, *made.started);
            QCOMPARE(read->reopened, made.reopened);
            QCOMPARE(read->category == domain::StatusCategory::Cancelled, made.end == TicketEnd::Cancelled);
        }
    }

    void pullRequestsKeepTheirMoments()
    {
        std::map<std::pair<std::string, std::int64_t>, const domain::PullRequestRecord*> byNumber;
        for (const auto& pull : m_sink.pulls) byNumber[{pull.repository, pull.number}] = &pull;
        int merged = 0;
        for (std::size_t row = 0; row < m_made.changes.size(); ++row) {
            const auto& made = m_made.changes[row];
            if (made.opened > m_made.cutOff()) continue;
            const auto* read = byNumber.at(
                {"example-org/" + m_made.repositories[static_cast<std::size_t>(made.repository)], made.number});
            QCOMPARE(*read->created, made.opened);
            QCOMPARE(read->merged, made.merged);
            QCOMPARE(read->reviews.size(), made.reviews.size());
            QCOMPARE(read->author, m_made.people[static_cast<std::size_t>(made.author)].login);
            QCOMPARE(read->authorIsBot, made.automation);
            if (!made.merged) continue;
            ++merged;
            QCOMPARE(read->mergeCommit, m_manifest.ids.landed[row].hex());
        }
        QVERIFY(merged > 500);
    }

    /// The rules for task types read the planted kind of work out of tickets and pull requests.
    void taskTypesAreRecognised()
    {
        QFile file(test::sourcePlace(QStringLiteral("resources/rules/tasktypes.toml")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto rules = linking::TaskTypeRules::parse(file.readAll().toStdString());
        QVERIFY2(rules.has_value(), rules ? "" : rules.error().message.c_str());
        std::map<std::string, const domain::TicketRecord*> byKey;
        for (const auto& ticket : m_sink.tickets) byKey[ticket.key] = &ticket;
        std::map<std::pair<std::string, std::int64_t>, const domain::PullRequestRecord*> byNumber;
        for (const auto& pull : m_sink.pulls) byNumber[{pull.repository, pull.number}] = &pull;
        int wrong = 0;
        for (const auto& made : m_made.changes) {
            if (made.opened > m_made.cutOff() || made.automation || made.reverts) continue;
            const auto* pull = byNumber.at(
                {"example-org/" + m_made.repositories[static_cast<std::size_t>(made.repository)], made.number});
            linking::WorkDescription work;
            work.title = pull->title;
            work.branch = pull->sourceBranch;
            work.labels = pull->labels;
            if (made.ticket != kNone) {
                const auto* ticket = byKey.at(m_made.ticketKey(made.ticket));
                work.ticketType = ticket->type;
                work.ticketTitle = ticket->title;
                work.ticketLabels = ticket->labels;
                linking::WorkDescription alone;
                alone.ticketType = ticket->type;
                alone.ticketTitle = ticket->title;
                alone.ticketLabels = ticket->labels;
                QCOMPARE(domain::taskTypeId(rules->of(alone).type), domain::taskTypeId(made.task));
            }
            wrong += rules->of(work).type != made.task;
        }
        QCOMPARE(wrong, 0);
    }

    void usageKeepsItsCounters()
    {
        std::map<std::pair<std::string, Day>, const domain::UsageDayRecord*> byDay;
        for (const auto& day : m_sink.usage) byDay[{day.identity, day.day}] = &day;
        QCOMPARE(byDay.size(), m_made.usage.size());
        for (const auto& made : m_made.usage) {
            const auto* read = byDay.at({m_made.people[static_cast<std::size_t>(made.person)].login, made.day});
            QCOMPARE(*read->accepted, made.accepted);
            QCOMPARE(*read->linesAccepted, made.linesAccepted);
            QCOMPARE(*read->interactions, made.interactions);
            QCOMPARE(*read->agentRuns, made.agentRuns);
        }
    }
};

QTEST_GUILESS_MAIN(TestExportImport)
#include "tst_exportimport.moc"
