// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/exportfiles.h"

#include "importers/git/gitimporter.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <unordered_map>

using namespace assay;
using namespace assay::synth;

namespace {

/// Keeps what a repository's reading yields.
class GitSink final : public importers::RecordSink
{
public:
    Result<void> commit(domain::CommitRecord&& record) override { return keep(commits, std::move(record)); }
    Result<void> tag(domain::TagRecord&& record) override { return keep(tags, std::move(record)); }
    Result<void> branch(domain::BranchRecord&& record) override { return keep(branches, std::move(record)); }
    Result<void> lineNote(domain::LineNoteRecord&&) override { return {}; }
    Result<void> lineEdge(domain::LineEdge&& record) override { return keep(edges, std::move(record)); }
    Result<void> commitLineage(domain::CommitLineage&& record) override { return keep(lineage, std::move(record)); }
    Result<void> ticket(domain::TicketRecord&&) override { return {}; }
    Result<void> pullRequest(domain::PullRequestRecord&&) override { return {}; }
    Result<void> usageDay(domain::UsageDayRecord&&) override { return {}; }
    Result<void> seat(domain::SeatRecord&&) override { return {}; }
    Result<void> roster(domain::RosterRecord&&) override { return {}; }
    Result<void> price(domain::PriceRecord&&) override { return {}; }
    Result<void> invoice(domain::InvoiceRecord&&) override { return {}; }
    void reject(importers::Reject&& reject) override { problems.push_back(reject.reason); }
    void notice(importers::Notice&& notice) override { problems.push_back(notice.text); }

    std::vector<domain::CommitRecord> commits;
    std::vector<domain::TagRecord> tags;
    std::vector<domain::BranchRecord> branches;
    std::vector<domain::LineEdge> edges;
    std::vector<domain::CommitLineage> lineage;
    std::vector<std::string> problems;

private:
    template <class Row>
    static Result<void> keep(std::vector<Row>& rows, Row&& row)
    {
        rows.push_back(std::move(row));
        return {};
    }
};

/// By the definition of the words: most of it in new files, or the median age of what it touches beyond three years.
Age ageOf(const std::vector<const domain::CommitLineage*>& parts, const std::vector<double>& weights)
{
    double all = 0;
    double fresh = 0;
    std::vector<std::pair<double, double>> ages;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        all += weights[i];
        fresh += weights[i] * parts[i]->newFileShare;
        if (parts[i]->medianTouchedAgeDays) ages.emplace_back(*parts[i]->medianTouchedAgeDays, weights[i]);
    }
    if (fresh > all / 2) return Age::Greenfield;
    std::sort(ages.begin(), ages.end());
    double half = 0;
    for (const auto& [age, weight] : ages) half += weight / 2;
    for (const auto& [age, weight] : ages)
        if ((half -= weight) <= 0) return age > 3 * 365.25 ? Age::Legacy : Age::Recent;
    return Age::Recent;
}

} // namespace

/// Lineage over the written repositories finds what the simulation planted.
class TestLineageTruth : public QObject
{
    Q_OBJECT

private:
    Organisation m_made;
    QTemporaryDir m_folder;
    ExportManifest m_manifest;
    GitSink m_sink;
    std::unordered_map<domain::Oid, int> m_changeOf;

private Q_SLOTS:
    void initTestCase()
    {
        OrganisationSpec spec;
        spec.developers = 80;
        spec.months = 14;
        m_made = makeOrganisation(spec);
        const auto written = writeFiles(m_made, m_folder.path().toStdString());
        QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
        m_manifest = *written;
        for (const auto& repository : m_manifest.repositories) {
            const auto before = m_sink.commits.size();
            importers::git::GitOptions options;
            options.path = repository.folder;
            const auto read = importers::git::readRepository(options, {}, m_sink, {}, {});
            QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
            QCOMPARE(read->name, repository.name);
            QCOMPARE(read->head, repository.head);
            QCOMPARE(static_cast<int>(m_sink.commits.size() - before), repository.mainlineCommits);
        }
        QVERIFY2(m_sink.problems.empty(), m_sink.problems.empty() ? "" : m_sink.problems.front().c_str());
        for (int c = 0; c < static_cast<int>(m_made.changes.size()); ++c) {
            const auto& change = m_made.changes[static_cast<std::size_t>(c)];
            if (!change.merged) continue;
            m_changeOf[m_manifest.ids.landed[static_cast<std::size_t>(c)]] = c;
            for (int i = 0; i < change.commitCount; ++i)
                m_changeOf[m_manifest.ids.commits[static_cast<std::size_t>(change.firstCommit + i)]] = c;
        }
    }

    void tagsAndBranchesAreFound()
    {
        int tags = 0;
        int branches = 0;
        for (const auto& repository : m_manifest.repositories) {
            tags += repository.tags;
            branches += repository.branches + 1;
        }
        QCOMPARE(static_cast<int>(m_sink.tags.size()), tags);
        QCOMPARE(static_cast<int>(m_sink.branches.size()), branches);
    }

    /// Who removed whose lines: the simulation's deaths against the edges, line by line.
    void deathsAgree()
    {
        std::map<std::pair<int, int>, int> planted;
        for (const auto& death : m_made.deaths)
            if (death.change != death.remover) planted[{death.change, death.remover}] += death.lines;
        std::map<std::pair<int, int>, int> found;
        for (const auto& edge : m_sink.edges) {
            const auto origin = m_changeOf.find(edge.origin);
            const auto remover = m_changeOf.find(edge.remover);
            if (origin == m_changeOf.end() || remover == m_changeOf.end() || origin->second == remover->second)
                continue;
            found[{origin->second, remover->second}] += edge.lines;
        }
        int total = 0;
        int agreed = 0;
        for (const auto& [pair, lines] : planted) {
            total += lines;
            const auto match = found.find(pair);
            if (match != found.end()) agreed += std::min(lines, match->second);
        }
        QVERIFY(total > 3000);
        QVERIFY2(agreed * 1000 >= total * 995, qPrintable(QStringLiteral("%1 of %2 lines").arg(agreed).arg(total)));
    }

    void originsOfDefectsAreFound()
    {
        int traceable = 0;
        int found = 0;
        for (const auto& defect : m_made.defects) {
            if (defect.fix == kNone || defect.removedLines == 0 ||
                !m_made.changes[static_cast<std::size_t>(defect.fix)].merged)
                continue;
            ++traceable;
            for (const auto& edge : m_sink.edges) {
                const auto origin = m_changeOf.find(edge.origin);
                const auto remover = m_changeOf.find(edge.remover);
                if (origin == m_changeOf.end() || remover == m_changeOf.end()) continue;
                if (origin->second != defect.origin || remover->second != defect.fix || edge.codeLines == 0) continue;
                ++found;
                break;
            }
        }
        QVERIFY(traceable > 40);
        QVERIFY2(found * 100 >= traceable * 97, qPrintable(QStringLiteral("%1 of %2").arg(found).arg(traceable)));
    }

    void codeAgeIsAsPlanned()
    {
        std::unordered_map<domain::Oid, const domain::CommitLineage*> lineage;
        for (const auto& row : m_sink.lineage) lineage[row.commit] = &row;
        std::map<int, std::pair<std::vector<const domain::CommitLineage*>, std::vector<double>>> parts;
        for (const auto& commit : m_sink.commits) {
            const auto change = m_changeOf.find(commit.oid);
            const auto row = lineage.find(commit.oid);
            if (change == m_changeOf.end() || row == lineage.end() || commit.parents.size() > 1) continue;
            parts[change->second].first.push_back(row->second);
            parts[change->second].second.push_back(std::max(1.0, static_cast<double>(commit.added + commit.deleted)));
        }
        std::map<std::pair<Age, Age>, int> table;
        int right = 0;
        int all = 0;
        for (const auto& [change, part] : parts) {
            const auto& made = m_made.changes[static_cast<std::size_t>(change)];
            if (made.automation || made.reverts) continue;
            const Age seen = ageOf(part.first, part.second);
            ++table[{made.age, seen}];
            ++all;
            right += seen == made.age;
        }
        QString text;
        for (const auto& [ages, count] : table)
            text += QStringLiteral("planned %1 seen %2: %3; ")
                        .arg(static_cast<int>(ages.first))
                        .arg(static_cast<int>(ages.second))
                        .arg(count);
        QVERIFY(all > 1000);
        QVERIFY2(right * 100 >= all * 97, qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestLineageTruth)
#include "tst_lineagetruth.moc"
